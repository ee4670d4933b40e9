"""Feedback on what somebody committed to: each part right, or what it overlooks in this case.

Pure functions from an attempt to marks, and from many attempts to a summary. What is right comes
from `practice`. A part counts for one of the five dimensions: the layer and the deciding fact for
that of the question which decides, the owner for ownership, units for rollback (or for the broken
aspect that is called like a dimension, autoscaling), their order and what was looked at for
operability.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from .. import markdown
from ..display_names import OWNER_NAMES, SURE_NAMES
from ..model import (
    DIMENSIONS,
    NOT_SURE,
    ROLES,
    SURENESS,
    Case,
    Drill,
    Guide,
    Precedence,
    Scenario,
    Statement,
)
from .attempt import Attempt, encode_attempt, every_attempt, open_part
from .drill_best import Best, Cost
from .drill_moves import ACT, LOOK, Course, World, named_move
from .right_answers import DrillKey, Effects, ScenarioKey, drill_key, scenario_key

__all__ = [
    "PART_NAMES",
    "Debrief",
    "Grade",
    "Mark",
    "Score",
    "Summary",
    "UnitMark",
    "fact_text",
    "grade",
    "gradings",
    "summary",
    "summary_markdown",
]

PART_NAMES = {
    "layer": "Serving layer",
    "owner": "Owner of the contract",
    "fact": "Deciding fact",
    "units": "What is rolled back",
    "order": "In which order",
    "looks": "What was looked at first",
}
"""What the parts of an answer are called."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One part of an answer. `overlooks` is empty exactly when it is correct.

    `chosen` and `right` are content text; `because` says why the right answer is right.
    """

    part: str
    dimension: str
    correct: bool
    chosen: str
    right: str
    overlooks: tuple[Statement, ...]
    because: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class UnitMark:
    """A unit on offer in a drill, by its id: whether it was chosen, whether it is right, and why.

    `says` is why it is right, or what choosing it overlooks.
    """

    unit: str
    chosen: bool
    right: bool
    says: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """How a drill was played: where it ended, the best sequence, and what each move cost more.

    `best` is the best sequence nearest to the one that was played. `worst` is the place of the
    first move that cost most and `first` that of the first move that cost anything, -1 where there
    is none: a look with which a best sequence does is none. `by_then` is a minute at which both
    sequences are over, and what suffered until then in the one that was played: where it was given
    up, requests go on to suffer.
    """

    end: World
    best: Best
    regrets: tuple[Cost, ...]
    worst: int
    first: int
    by_then: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grade:
    """The marks of a finished attempt; of a drill also its units, what those chosen do, and how it
    was played (None where the answer is from before drills were played)."""

    attempt: Attempt
    title: str
    marks: tuple[Mark, ...]
    units: tuple[UnitMark, ...] = ()
    effects: Effects | None = None
    debrief: Debrief | None = None

    @property
    def correct(self) -> bool:
        """Whether every part is right."""
        return all(mark.correct for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Score:
    """How many parts were right of those that count for `name`."""

    name: str
    right: int
    total: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What many attempts say: scores by dimension and by how sure one was, and what to do again.

    Both scores leave out what nothing counted for. `overconfident` were sure and not correct;
    `missed` are all that are not correct. `cases` is how many cases there are in all.
    """

    grades: tuple[Grade, ...]
    dimensions: tuple[Score, ...]
    confidence: tuple[Score, ...]
    overconfident: tuple[Grade, ...]
    missed: tuple[Grade, ...]
    cases: int


def grade(guide: Guide, attempt: Attempt) -> Grade | None:
    """The feedback on an attempt as `decode_attempt` makes it; None while something is open."""
    case = guide.case(attempt.kind, attempt.id)
    if case is None or open_part(attempt):
        return None
    return next(_graded(guide, case, [attempt]), None)


def gradings(guide: Guide, case: Case) -> Iterator[Grade]:
    """The feedback on every finished attempt at this case, in the order of `every_attempt`."""
    return _graded(guide, case, every_attempt(case, guide))


def _graded(guide: Guide, case: Case, attempts: Iterable[Attempt]) -> Iterator[Grade]:
    if isinstance(case, Scenario):
        key = scenario_key(guide.tree, case)
        yield from (_scenario(guide, case, key, each) for each in attempts if key)
    else:
        right = drill_key(guide, case)
        courses = {role: Course(guide, case, role) for role in ROLES}
        if right:
            yield from (_drill(courses, right, each) for each in attempts)


def fact_text(guide: Guide, scenario: Scenario, question_id: str) -> str:
    """A fact of the scenario as content text: what is asked about, and the answer."""
    asked = guide.tree.asked(question_id)
    answer = dict(scenario.facts).get(question_id, NOT_SURE)
    option = asked.option(answer) if asked else None
    label = asked.label if asked else question_id
    return f"{label}: {option.text if option else 'nobody knows yet'}"


def summary(guide: Guide, attempts: Iterable[Attempt]) -> Summary:
    """What these attempts say together; those that cannot be graded are left out."""
    grades = tuple(graded for attempt in attempts if (graded := grade(guide, attempt)))
    marks = [(mark, graded.attempt.sure) for graded in grades for mark in graded.marks]
    return Summary(
        grades=grades,
        dimensions=_scores(DIMENSIONS, [(mark.dimension, mark.correct) for mark, _ in marks]),
        confidence=_scores(SURENESS, [(sure, mark.correct) for mark, sure in marks]),
        overconfident=tuple(g for g in grades if g.attempt.sure == "sure" and not g.correct),
        missed=tuple(graded for graded in grades if not graded.correct),
        cases=len(guide.scenarios) + len(guide.drills),
    )


def summary_markdown(found: Summary, page: str = "") -> str:
    """The summary for pasting into a chat or a document; `page` is the address for its links."""
    right = sum(graded.correct for graded in found.grades)
    lines = [
        "# Practice: who owns the serving contract, what is rolled back",
        "",
        f"{len(found.grades)} of {found.cases} cases answered, {right} with all parts right.",
        *_table("Judgement", ((s.name.capitalize(), s) for s in found.dimensions)),
        *_table("How sure", ((SURE_NAMES[s.name], s) for s in found.confidence)),
        *_cases("Sure and wrong", found.overconfident, page),
        *_cases("To try again", found.missed, page),
    ]
    return "\n".join(lines) + "\n"


# -- Scenarios ------------------------------------------------------------------------------------


def _scenario(guide: Guide, scenario: Scenario, key: ScenarioKey, attempt: Attempt) -> Grade:
    dimension = guide.tree.question_by_id[key.fact].dimension
    layers = {layer.outcome: layer.says for layer in scenario.layers}
    owners = {owner: getattr(scenario.owners, owner) for owner in OWNER_NAMES}
    facts = {fact.question: fact.says for fact in scenario.deciding}
    titles = {outcome.id: outcome.title for outcome in guide.tree.outcomes}
    texts = {question: fact_text(guide, scenario, question) for question in facts}
    marks = (
        _mark("layer", dimension, attempt.layer, key.outcome.id, titles, layers),
        _mark("owner", "ownership", attempt.owner, key.owner, OWNER_NAMES, owners),
        _mark("fact", dimension, attempt.fact, key.fact, texts, facts),
    )
    return Grade(attempt, scenario.title, marks)


def _mark(
    part: str,
    dimension: str,
    chosen: str,
    right: str,
    names: dict[str, str],
    says: dict[str, Statement],
) -> Mark:
    correct = chosen == right
    overlooks = () if correct else (says[chosen],)
    return Mark(part, dimension, correct, names[chosen], names[right], overlooks, (says[right],))


# -- Drills ---------------------------------------------------------------------------------------


def _drill(courses: dict[str, Course], key: DrillKey, attempt: Attempt) -> Grade:
    course = courses[attempt.role or ROLES[0]]
    guide, drill = course.guide, course.drill
    end = course.worlds(attempt.moves)[-1]
    chosen = attempt.units or end.done
    units = _unit_marks(drill, key, chosen)
    marks = [_units_mark(guide, drill, key, units)]
    order = tuple(e for e in key.order if e.first in chosen and e.then in chosen)
    if order:
        marks.append(_order_mark(guide, key, order, chosen))
    if end.done:
        marks.append(_looks_mark(course, end))
    done = course.after(chosen)
    debrief = None if attempt.before_play else _debrief(course, end)
    return Grade(attempt, drill.title, tuple(marks), units, done, debrief)


def _debrief(course: Course, end: World) -> Debrief:
    regrets = course.needless(end.moves)
    most = max(regrets, default=Cost())
    worst = regrets.index(most) if most > Cost() else -1
    first = next((place for place, each in enumerate(regrets) if each > Cost()), -1)
    best = course.nearest(end.moves)
    minute = max(end.cost.minutes, best.cost.minutes)
    more = (minute - end.cost.minutes) * course.harm(end.broken)
    return Debrief(end, best, regrets, worst, first, (minute, end.cost.affected + more))


def _looks_mark(course: Course, end: World) -> Mark:
    """The mark on whether looks called for each unit that was put back."""
    worlds = course.worlds(end.moves)
    blind = [
        named_move(after.moves[len(before.moves)])
        for before, after in pairwise(worlds)
        if after.cost.blind > before.cost.blind
    ]
    best = [named_move(m) for m in course.nearest(end.moves).moves if not m.startswith(ACT)]
    names = {name: each.at for name, each in course.looks.items()}
    right = "; ".join(names[name] for name in best if name)
    told = (
        f"You put back “{course.guide.unit_by_id[unit].name}” before any look had told that what "
        "it restores is broken."
        for unit in blind
    )
    because = (
        "These looks tell everything that is broken here, and no others have to."
        if blind
        else "Before each step, a look had told you what was broken."
    )
    return Mark(
        part="looks",
        dimension="operability",
        correct=not blind,
        chosen=_looked_at(course, end),
        right=right,
        overlooks=tuple(map(Statement, told)),
        because=(Statement(because),),
    )


def _looked_at(course: Course, end: World) -> str:
    """What was looked at before the first unit went back, and what after which unit. What comes
    after the last one is left out: nothing was decided by it."""
    said: list[str] = []
    seen: list[str] = []
    after = ""
    for move in end.moves:
        name = named_move(move)
        if move.startswith(LOOK):
            seen.append(course.looks[name].at)
        elif move.startswith(ACT):
            if seen or not said:
                said.append(f"{after}{'; '.join(seen) or 'Nothing'}")
            after, seen = f"After “{course.guide.unit_by_id[name].name}”: ", []
    return ". ".join(said)


def _unit_marks(drill: Drill, key: DrillKey, units: tuple[str, ...]) -> tuple[UnitMark, ...]:
    marks = []
    for choice in drill.units:
        chosen, right = choice.unit in units, choice.unit in key.units
        cannot = (each.because for each in drill.cannot if each.unit == choice.unit)
        says = (choice.says, *(() if right else cannot))
        marks.append(UnitMark(choice.unit, chosen, right, says))
    return tuple(marks)


def _units_mark(guide: Guide, drill: Drill, key: DrillKey, units: tuple[UnitMark, ...]) -> Mark:
    wrong = [each for each in units if each.chosen != each.right]
    says = {each.unit: each.says[0] for each in units}
    return Mark(
        part="units",
        dimension=next((aspect for aspect in drill.broken if aspect in DIMENSIONS), "rollback"),
        correct=not wrong,
        chosen=_names(guide, tuple(each.unit for each in units if each.chosen)) or "Nothing",
        right=_names(guide, key.units, ", then " if key.order else "; "),
        overlooks=tuple(said for each in wrong for said in each.says),
        because=(*(says[unit] for unit in key.units), drill.after),
    )


def _order_mark(
    guide: Guide, key: DrillKey, order: tuple[Precedence, ...], units: tuple[str, ...]
) -> Mark:
    """The mark on `order`, of whose units both were chosen: a unit left out is another mark's."""
    place = units.index
    missed = [each for each in order if place(each.first) > place(each.then)]
    return Mark(
        part="order",
        dimension="operability",
        correct=not missed,
        chosen=_names(guide, units, ", then "),
        right=_names(guide, key.units, ", then "),
        overlooks=tuple(each.because for each in missed),
        because=tuple(each.because for each in order),
    )


def _names(guide: Guide, units: tuple[str, ...], between: str = "; ") -> str:
    return between.join(guide.unit_by_id[unit].name for unit in units)


# -- Summary --------------------------------------------------------------------------------------


def _scores(names: tuple[str, ...], counted: list[tuple[str, bool]]) -> tuple[Score, ...]:
    scores = []
    for name in names:
        results = [correct for counts_for, correct in counted if counts_for == name]
        if results:
            scores.append(Score(name, sum(results), len(results)))
    return tuple(scores)


def _table(head: str, rows: Iterable[tuple[str, Score]]) -> list[str]:
    lines = [f"| {name} | {score.right} of {score.total} |" for name, score in rows]
    return ["", f"| {head} | Parts right |", "|---|---|", *lines] if lines else []


def _cases(head: str, grades: tuple[Grade, ...], page: str) -> list[str]:
    lines = []
    for graded in grades:
        title = markdown.escape(graded.title)
        begun = Attempt(graded.attempt.kind, graded.attempt.id)
        target = markdown.address(f"{page}#{encode_attempt(begun)}")
        parts = ", ".join(PART_NAMES[m.part].lower() for m in graded.marks if not m.correct)
        lines.append(f"- {f'[{title}]({target})' if target else title}: {parts}")
    return ["", f"## {head}", "", *lines] if lines else []
