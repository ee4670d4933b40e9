"""The page with the results of a room, case by case side by side: the form, and who said what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..buttons import ROOM_RESULTS, buttons
from ..counted import counted
from ..decide_page import Page
from ..html_parts import Parts, fold, grid, listing, notes_list, paragraph
from ..link import State
from ..markup import Attributes, Markup, element, inline, join
from ..model import Case, Drill, Guide
from ..spread import Spread, spread
from ..walk import walk
from .attempt import Attempt
from .case_page import PROMPTS, answer_with_inject
from .difficulty import case_by_label, label
from .grading import PART_NAMES, Grade, grade
from .room_address import CASES, LINKS, Room, decode_room
from .room_answers import Answers, answers_of
from .room_lines import Line
from .room_questions import Row, rows_of
from .room_votes import MOST_VOTES, Ballot, Tally, ballot_of

__all__ = ["room_page"]

_NOBODY_CHANGED = "Nobody changed the first vote after the inject."

_FORM = "dt-room"
"""The id of the form: fields for votes on paper stand outside of it, with their case."""


def room_page(parts: Parts, fragment: str) -> Page:
    """What the address of a room shows: the form, what could not be read, and the answers."""
    guide, room = parts.guide, decode_room(parts, fragment)
    answers, form = answers_of(guide, room), _form(guide, room)
    shown = [name for name in case_by_label(guide) if name in room.cases | room.votes.keys()]
    if not room.lines and not shown:
        return Page(form, "Workshop results", ())
    title = _title(answers, room.votes, shown)
    given = bool(room.lines or room.votes)
    cases = tuple(_cases(parts, room, answers.cases, shown))
    body = (
        _head(title, given, _discuss_first(cases)),
        "" if given else form,
        *(card for _, _, card in cases),
        _tree(guide, room.lines, answers.tree),
        form if given else "",
    )
    return Page(join((notes_list(answers.notes), *body)), title, ())


def _head(title: str, given: bool, first: str) -> Markup:
    """What there is to see, and where something is `given` the button that prints it; `first` is
    what to say of the case to discuss first."""
    heading = element("h2", {"tabindex": "-1"}, title)
    to_print = element("div", {"class": "dt-keep"}, buttons(ROOM_RESULTS)) if given else ""
    told = paragraph("dt-role", first) if first else ""
    return element("section", {"class": "dt-card"}, heading, told, to_print)


def _discuss_first(cases: Iterable[tuple[str, list[Row], Markup]]) -> str:
    """The case whose main question has the fewest pairs of people who agree, where there are
    several to choose from; this tells no answer."""
    main = (PROMPTS["layer"], PROMPTS["units"])
    agreed = {
        name: row.spread.pairs
        for name, rows, _ in cases
        for row in rows
        if row.spread.asked in main and sum(count for _, count in row.spread.given) > 1
    }
    if len(agreed) <= 1 or min(agreed.values()) == 1:
        return ""
    least = min(agreed, key=lambda name: agreed[name])
    return f"Discuss {least} first: its answers differ most."


def _title(answers: Answers, votes: Mapping[str, Tally], shown: Iterable[str]) -> str:
    """How much there is to see; of nothing but cases, which those are."""
    cases = len({(each.kind, each.id) for each in answers.cases.values()})
    told = []
    if answers.cases:
        told.append(f"{counted(len(answers.cases), 'answer')} to {counted(cases, 'case')}")
    if answers.tree:
        told.append(f"{counted(len(answers.tree), 'answer')} to the tree")
    if votes:
        told.append(f"votes on paper to {counted(len(votes), 'case')}")
    if not told:
        names = ", ".join(shown)
        return f"Results of {names}" if names else "No link could be read"
    said = ", ".join(told)
    return f"{said[:1].upper()}{said[1:]}"


# -- Answers and votes --------------------------------------------------------------------------


def _cases(
    parts: Parts, room: Room, attempts: Mapping[int, Attempt], shown: Iterable[str]
) -> Iterator[tuple[str, list[Row], Markup]]:
    """The name, the rows and the card of each case that is `shown` or that somebody answered."""
    for name, case in case_by_label(parts.guide).items():
        own = {
            n: each for n, each in attempts.items() if parts.guide.case(each.kind, each.id) == case
        }
        if own or name in shown:
            ballot, tally = ballot_of(parts, case), room.votes.get(name, {})
            found = ((n, grade(parts.guide, each)) for n, each in own.items())
            grades = {n: each for n, each in found if each}
            rows = rows_of(parts, case, own, grades, ballot, tally)
            beside = join(
                (
                    _changed(ballot, room.lines, own),
                    _paper(case, ballot, tally),
                    _sure_and_wrong(room.lines, grades),
                )
            )
            right = answer_with_inject(parts, case)
            yield name, rows, _card(f"{name}: {case.title}", room.lines, rows, right, beside, name)


def _tree(guide: Guide, lines: Mapping[int, Line], states: Mapping[int, State]) -> Markup:
    """The card of the answers to the tree."""
    if not states:
        return Markup("")
    walks = [walk(guide.tree, dict(state.answers)) for state in states.values()]
    numbers = tuple(states)
    rows = [
        Row(Spread(row.question, row.asked, _by_line(row, numbers), row.pairs))
        for row in spread(guide.tree, walks)
    ]
    return _card("Answers to the tree", lines, sorted(rows, key=lambda row: row.spread.pairs))


def _by_line(row: Spread, numbers: tuple[int, ...]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The answers of a spread with the numbers of lines in place of places among the answers."""
    return tuple((text, tuple(numbers[place] for place in places)) for text, places in row.by)


def _card(
    title: str,
    lines: Mapping[int, Line],
    rows: Iterable[Row],
    right: Markup | None = None,
    beside: Markup | str = "",
    name: str = "",
) -> Markup:
    """Answers side by side; `name` is what people call the case."""
    said = (
        (
            inline(row.spread.asked),
            listing(_who_said(lines, *each, each[0] in row.right) for each in row.spread.by),
            inline(_agree(row.spread)),
        )
        for row in rows
    )
    heads = ("Question", "Who said what", "How many agree")
    key = fold("The answer", right, css="dt-key", name=f"answer-{name}") if right else ""
    return element(
        "section",
        {"class": "dt-card dt-room-case"},
        element("h3", None, inline(title)),
        grid(heads, said) if rows else "",
        beside,
        key,
    )


def _sure_and_wrong(lines: Mapping[int, Line], grades: Mapping[int, Grade]) -> Markup:
    """Who was sure of an answer that is not right, and in what, folded away from the answer: who
    runs the workshop reads it alone. Nothing where nobody answered on screen."""
    if not grades:
        return Markup("")
    sure = (
        join(
            (
                element("b", None, _called(lines, number), ": "),
                "; ".join(PART_NAMES[mark.part] for mark in found.marks if not mark.correct),
            )
        )
        for number, found in grades.items()
        if found.attempt.sure == "sure" and not found.correct
    )
    told = tuple(sure)
    nobody = paragraph("", "Nobody who answered on screen was sure and wrong.")
    return fold("For you alone: who was sure and wrong", listing(told) if told else nobody)


def _called(lines: Mapping[int, Line], number: int) -> str:
    return lines[number].by or f"link {number}"


def _agree(row: Spread) -> str:
    """How many gave the answer that most gave."""
    of = sum(len(numbers) for _, numbers in row.by)
    most = len(row.by[0][1])
    return f"{'All' if most == of else most} of {of}" if of > 1 else "1 answer"


def _changed(ballot: Ballot, lines: Mapping[int, Line], own: Mapping[int, Attempt]) -> Markup:
    """Who chose another layer after the inject, and from which to which."""
    moved = [
        f"{_called(lines, n)}: from {ballot['layer'][each.layer]} to {ballot['layer'][each.then]}"
        for n, each in own.items()
        if each.then and each.then != each.layer
    ]
    if not any(each.then for each in own.values()):
        return Markup("")
    heading = paragraph("", element("b", None, "Changed after the inject:"))
    return join((heading, listing(map(inline, moved)))) if moved else paragraph("", _NOBODY_CHANGED)


def _who_said(
    lines: Mapping[int, Line], text: str, numbers: tuple[int, ...], right: bool
) -> Markup:
    """How many gave this answer, and who; votes on paper are numbered below zero. That it is right
    shows once the answer of the case is open."""
    names = [_called(lines, n) for n in numbers if n > 0]
    paper = len(numbers) - len(names)
    names += [f"{paper} on paper"] if paper else []
    said = f": {', '.join(names)}"
    mark = element("b", {"class": "dt-is-right"}, " Right.") if right else ""
    return join((element("b", None, f"{len(numbers)} × ", inline(text)), said, mark))


# -- What can be typed --------------------------------------------------------------------------


def _paper(case: Case, ballot: Ballot, tally: Tally) -> Markup:
    """Where votes on paper are entered, for each choice by its letter; of a drill, whose moves are
    free, how many put a unit back."""
    name, drill = label(case), isinstance(case, Drill)
    fields = (
        element(
            "fieldset",
            None,
            element("legend", None, "How many put it back?" if drill else PROMPTS[part]),
            *(
                _votes_field(f"{name}.{part}.{each}", text, tally.get(part, {}).get(each, 0))
                for each, text in choices.items()
            ),
        )
        for part, choices in ballot.items()
    )
    votes = (
        join((element("b", None, f"{count} × "), inline(ballot["units"][each])))
        for each, count in tally.get("units", {}).items()
    )
    told = (
        (paragraph("", "Put back, by votes on paper:"), listing(votes)) if drill and tally else ()
    )
    # With an id it keeps the focus and its place, and the folds stay open, once votes are counted.
    counted_here = f"counted-{name}"
    count: Attributes = {
        "type": "submit",
        "form": _FORM,
        "id": f"count-{name}",
        "aria-describedby": counted_here,
    }
    button = element("button", count, "Count these votes")
    so_far = {"class": "dt-said", "role": "status", "id": counted_here}
    said = element("p", so_far, _counted(tally, drill=drill))
    return join(
        (
            *told,
            fold(
                f"Votes on paper for {name}",
                *fields,
                button,
                said,
                css="dt-paper",
                name=f"votes-{name}",
            ),
        )
    )


def _counted(tally: Tally, *, drill: bool) -> str:
    """What the button has counted, which stands further up; "" before it has."""
    votes = sum(sum(choices.values()) for choices in tally.values())
    are = counted(votes, "vote on paper is", "votes on paper are")
    where = "list" if drill else "table"
    return f"{are} counted, in the {where} above." if votes else ""


def _votes_field(name: str, text: str, votes: int) -> Markup:
    attributes: Attributes = {
        "type": "number",
        "name": name,
        "form": _FORM,
        "min": "0",
        "max": str(MOST_VOTES),
        "inputmode": "numeric",
        "value": str(votes) if votes else False,
    }
    return element("label", None, element("input", attributes), " ", inline(text))


def _form(guide: Guide, room: Room) -> Markup:
    """The form with every line of the address in it again."""
    area = element(
        "textarea",
        {
            "name": LINKS,
            "rows": "8",
            "autocomplete": "off",
            "spellcheck": "false",
            "placeholder": "Ana: …/practice/#v=1&scenario=…",
        },
        "\n".join(map(_as_pasted, room.lines.values())),
    )
    cases = ",".join(name for name in case_by_label(guide) if name in room.cases)
    hidden = element("input", {"type": "hidden", "name": CASES, "value": cases}) if cases else ""
    button = element("button", {"type": "submit", "data-do": "room"}, "Show the results")
    said = element("p", {"class": "dt-said", "role": "status"})
    told = "One link on each line, with a name in front if the link has none"
    field = element("label", None, told, area)
    # The form of the page without the engine stays in the document, and has no case beside it.
    form: Attributes = {
        "class": "dt-keep dt-reconcile",
        "id": _FORM if room.lines or room.cases or room.votes else False,
    }
    return element("form", form, hidden, field, button, said)


def _as_pasted(line: Line) -> str:
    """A line as somebody could paste it."""
    if not line.fragment:
        return line.text
    return f"{line.by}: #{line.fragment}" if line.by else f"#{line.fragment}"
