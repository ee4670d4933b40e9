"""Feedback as it is read: each part of an answer, right or with what it overlooks in this case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..counted import counted
from ..display_names import SPEED_NAMES
from ..html_parts import Parts, listing, paragraph
from ..markup import Markup, element, inline, join
from ..model import Aspect, Case, Drill, Scenario, Statement, Unit
from ..outcome import LEAVES
from .attempt import Attempt
from .case_page import guide_links, letters, offers, with_inject
from .drill_best import NOTHING
from .drill_moves import OVER, Course
from .drill_page import SENTENCE_END, aspect_names, best_moves, made, move_name, what_it_cost
from .grading import PART_NAMES, Debrief, Grade, Mark, UnitMark
from .right_answers import Effects

__all__ = ["after_inject", "feedback", "verdict"]

_TOLD = {
    ("sure", True): "You were sure, and you are right.",
    ("sure", False): "You were sure, and this answer is wrong. Read the explanation below.",
    ("fairly-sure", True): "You were fairly sure, and you are right.",
    ("fairly-sure", False): "You were fairly sure. The explanation below shows what you missed.",
    ("guess", True): "You guessed, and you are right. Compare your reason with the one below.",
    ("guess", False): "You guessed, and you knew that it was a guess. The explanation is below.",
}
"""What being sure and being right have to do with each other."""


def verdict(graded: Grade) -> str:
    """The whole answer in a line."""
    right, total = sum(mark.correct for mark in graded.marks), len(graded.marks)
    if right == total:
        return "Right" if total == 1 else "Right in every part"
    return "Not right" if total == 1 else f"{right} of {total} parts right"


def feedback(parts: Parts, case: Case, graded: Grade) -> Markup:
    """Everything that is said about a finished answer, without links to go on with."""
    sure = graded.attempt.sure
    missed = sure == "sure" and not graded.correct
    if isinstance(case, Drill):
        body = _drill(parts, case, graded)
    else:
        body = _scenario(parts, case, graded)
    return join(
        (
            element("h2", {"tabindex": "-1"}, verdict(graded)),
            paragraph(
                "dt-sure dt-sure-missed" if missed else "dt-sure", inline(_sure(parts, graded))
            ),
            body,
            guide_links(parts, case),
        )
    )


def _sure(parts: Parts, graded: Grade) -> str:
    """How sure one was and whether one is right; of a drill that was sure and wrong, at which step
    that was asked."""
    sure, debrief = graded.attempt.sure, graded.debrief
    if not debrief or (sure, graded.correct) != ("sure", False):
        return _TOLD[sure, graded.correct]
    done = debrief.end.done
    when = f"put back “{parts.guide.unit_by_id[done[0]].name}”" if done else "gave up"
    return f"You were sure when you {when}. In an incident, ask somebody to check first."


def _scenario(parts: Parts, scenario: Scenario, graded: Grade) -> Markup:
    signs = letters(parts, scenario)
    named = {
        (part, text): f"{signs[part, name]}, {text}"
        for part, name, text, _ in offers(parts, scenario)
    }
    marks = (
        replace(mark, chosen=named[mark.part, mark.chosen], right=named[mark.part, mark.right])
        for mark in graded.marks
    )
    return join(_mark(parts, mark) for mark in marks)


def after_inject(parts: Parts, scenario: Scenario, then: str) -> Markup:
    """What is right with the inject, beside the second vote: `then`, an outcome, or ""."""
    right, changed = with_inject(parts, scenario)
    if not right:
        return Markup("")
    signs, titles = letters(parts, scenario), parts.guide.tree.outcome_by_id
    voted = (
        (_line("You said then", f"{signs['layer', then]}, {titles[then].title}"),) if then else ()
    )
    return join(
        (
            element("h3", None, "After the inject"),
            paragraph("", inline(scenario.inject.says)),
            *voted,
            _line("Right with the inject", f"{right} {changed}"),
        )
    )


def _mark(parts: Parts, mark: Mark) -> Markup:
    right = () if mark.correct else (_line("Right here", mark.right),)
    because = tuple(each for each in mark.because if each not in mark.overlooks)
    return _section(
        mark.correct,
        PART_NAMES[mark.part],
        _line("You said", mark.chosen),
        *_paragraphs(parts, mark.overlooks),
        *right,
        *_paragraphs(parts, because),
    )


def _drill(parts: Parts, drill: Drill, graded: Grade) -> Markup:
    by_id = {each.unit: each for each in graded.units}
    debrief = graded.debrief
    put_back = debrief.end.done if debrief else graded.attempt.units
    waits = debrief.end.waits if debrief else ()
    chosen = [by_id[unit] for unit in put_back]
    missed = [each for each in graded.units if each.right and not each.chosen]
    others = [mark for mark in graded.marks if mark.part != "units"]
    return join(
        (
            _played(parts, drill, graded.attempt, debrief) if debrief else "",
            _section(graded.marks[0].correct, PART_NAMES["units"], *_units(parts, chosen, missed)),
            *(_mark(parts, mark) for mark in others),
            _effects(parts, drill, graded.effects, waits) if graded.effects else "",
            element("h3", None, "The right answer, and what remains after it"),
            _line("Put back", graded.marks[0].right),
            paragraph("", parts.statement(drill.after)),
        )
    )


def _played(parts: Parts, drill: Drill, attempt: Attempt, debrief: Debrief) -> Markup:
    """What was played beside the best sequence, and the move that cost most."""
    course = Course(parts.guide, drill, attempt.role)
    signs = {key: f"{sign}, " for key, sign in letters(parts, drill).items()}
    cost, best = debrief.end.cost, debrief.best
    end = "It ended" if debrief.end.end == OVER else "You gave up"
    ways = f" {best.ways} sequences are as good as this one." if best.ways > 1 else ""
    return join(
        (
            paragraph(
                "dt-told",
                f"{end} after {counted(cost.minutes, 'minute')}, with {cost.affected:,} "
                f"{drill.counts}.{_goes_on(course, debrief)} The best sequence takes "
                f"{counted(best.cost.minutes, 'minute')} and {best.cost.affected:,}.",
            ),
            *_costly(course, attempt, debrief),
            element("h3", None, "What you did"),
            made(course, attempt),
            element("h3", None, "The best sequence"),
            best_moves(course, best, signs),
            paragraph("", f"This is for the same role.{ways}"),
        )
    )


def _goes_on(course: Course, debrief: Debrief) -> str:
    """Of a drill that was given up: that it goes on, and what has suffered once the best sequence
    is over, so that the two can be compared."""
    now, (minute, affected) = course.harm(debrief.end.broken), debrief.by_then
    if debrief.end.end == OVER or not now:
        return ""
    later = minute > debrief.end.cost.minutes
    by_then = f" At minute {minute} it is {affected:,} {course.drill.counts}." if later else ""
    return f" It goes on, with {now:,} a minute.{by_then}"


def _costly(course: Course, attempt: Attempt, debrief: Debrief) -> Iterator[Markup]:
    """The first move that cost anything, and the one that cost most."""
    if debrief.worst < 0:
        more = debrief.end.cost - debrief.best.cost
        cost = f"Together, they {what_it_cost(course.drill, more)}."
        longer = f"Each step is on one of the best sequences. {cost}"
        said = longer if more > NOTHING else "No step could have been better."
        yield paragraph("dt-worst", said)
        return
    worlds = course.worlds(attempt.moves)
    told = {debrief.first: "The first step that cost something"}
    told[debrief.worst] = "The step that cost most"
    for place, called in told.items():
        better = course.best(worlds[place]).moves[0]
        said = (
            f"{called}: “{move_name(course, attempt.moves[place])}”. It "
            f"{what_it_cost(course.drill, debrief.regrets[place])}; better was "
            f"“{move_name(course, better)}”."
        )
        yield paragraph("dt-worst", inline(said))


def _units(parts: Parts, chosen: list[UnitMark], missed: list[UnitMark]) -> Iterator[Markup]:
    """Each unit that was put back or left out, with what it leaves and how long it takes."""
    marks = [*chosen, *missed]
    units = [parts.guide.unit_by_id[mark.unit] for mark in marks]
    leaves, times = _once(unit.leaves for unit in units), _once(unit.time for unit in units)
    for place, (mark, unit, left, time) in enumerate(
        zip(marks, units, leaves, times, strict=True), 1
    ):
        told = f"{place}. {unit.name}" if place <= len(chosen) else f"Left out: {unit.name}"
        speed = SPEED_NAMES[unit.speed]
        yield element("h4", None, inline(told), " (needed)" if mark.right else " (not needed)")
        yield from _paragraphs(parts, mark.says)
        yield _leaves(parts, unit, left)
        yield (
            _labelled(parts, speed, time)
            if time
            else paragraph("", element("b", None, f"{speed}."))
        )


def _leaves(parts: Parts, unit: Unit, left: Statement | None) -> Markup:
    if left is None:
        return _line(LEAVES, "the same as a unit above.")
    return _labelled(parts, LEAVES if left == unit.leaves else f"Also {LEAVES.lower()}", left)


def _labelled(parts: Parts, name: str, statement: Statement) -> Markup:
    return paragraph("", element("b", None, f"{name}: "), parts.statement(statement))


def _once(statements: Iterable[Statement]) -> Iterator[Statement | None]:
    """Each without the sentences that one before it has; None where nothing is left of it.

    A single word such as “Everything.” stays where a sentence of its own comes after it.
    """
    told: set[str] = set()
    for each in statements:
        sentences = SENTENCE_END.split(each.text)
        new = [sentence for sentence in sentences if sentence not in told]
        told.update(sentence for sentence in sentences if " " in sentence or len(sentences) == 1)
        yield replace(each, text=" ".join(new)) if new else None


def _effects(parts: Parts, drill: Drill, done: Effects, waits: tuple[str, ...]) -> Markup:
    """What was put back did: the same world as on the screen after the last move."""
    guide = parts.guide
    rows = (
        ("Restored", done.restored, "Nothing that is broken."),
        ("Still broken", done.still_broken, "Nothing."),
        ("Good, but rolled back too", done.reverted, "Nothing."),
    )
    told = [
        join((element("b", None, f"{name}: "), aspect_names(guide, found) or nothing))
        for name, found, nothing in rows
    ]
    if waits:
        names = join((inline(guide.unit_by_id[each].name) for each in waits), "; ")
        told.append(
            join((element("b", None, "Without effect until another unit goes first: "), names))
        )
    know = (guide.aspect_by_id[each] for each in drill.broken)
    return join(
        (
            element("h3", None, "What your rollback does"),
            listing(told),
            element("h3", None, "How you would know"),
            listing(_know(parts, aspect) for aspect in know),
        )
    )


def _know(parts: Parts, aspect: Aspect) -> Markup:
    return join((element("b", None, inline(aspect.name), ":"), " ", parts.statement(aspect.know)))


def _section(correct: bool, name: str, *body: str) -> Markup:
    sign, told = ("✓", "right") if correct else ("✕", "not right")
    return element(
        "section",
        {"class": f"dt-mark {'is-right' if correct else 'is-wrong'}"},
        element(
            "h3",
            None,
            element("span", {"class": "dt-sign", "aria-hidden": "true"}, sign),
            " ",
            inline(name),
            element("span", {"class": "unseen"}, f": {told}"),
        ),
        *body,
    )


def _line(name: str, text: str) -> Markup:
    return paragraph("", element("b", None, f"{name}: "), inline(text))


def _paragraphs(parts: Parts, statements: tuple[Statement, ...]) -> tuple[Markup, ...]:
    return tuple(paragraph("", parts.statement(each)) for each in statements)
