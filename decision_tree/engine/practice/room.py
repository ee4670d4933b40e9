"""The results of a room: links that people pasted, one in each line, case by case side by side.

Answers to cases of practice and answers to the tree may stand in one list. The address holds them
all, each pair with the number of its line in front, and what stood before the link as its name:

    1.by=Ana&1.v=1&1.scenario=flags-every-tuesday&1.layer=kserve&2.text=hello
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..counted import counted
from ..decide_page import Page
from ..display_names import ROLE_NAMES, SURE_NAMES
from ..html_parts import Parts, grid, listing, notes_list
from ..link import State, decode, words_of
from ..link_reader import read
from ..markup import Markup, element, inline, join
from ..model import Drill, Guide, Scenario
from ..reconcile import parts_of
from ..spread import Spread, spread, spread_of
from ..walk import walk
from .attempt import DRILL, PARTS, SCENARIO, WORDS, Attempt, decode_attempt, open_part
from .case import PROMPTS, answer, offers
from .drill_moves import GIVE_UP, Course, World
from .rating import cases_of, label
from .right_answers import orders

__all__ = ["MOST", "room_address", "room_page"]

MOST = 60
"""Links of a room that are read: ten people and six cases."""

LINKS = "links"
"""The field of the form, with a link in each line."""

_BY, _TEXT = "by", "text"
_SHORT = 40
"""Characters that are kept of a name, and of a line without a link."""

_NUMBERED = re.compile(r"([1-9][0-9]?)\.(.+)", re.DOTALL)
_ADDRESS = re.compile(r"\S*$")


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: whose it is, and the fragment of its link, "" where it has none."""

    by: str
    fragment: str
    text: str = ""


def room_address(guide: Guide, typed: Mapping[str, object]) -> str:
    """The fragment of the page with the links in a form; lines after the sixtieth are left out."""
    lines = [line for line in str(typed.get(LINKS, "")).splitlines() if line.strip()]
    made: list[str] = []
    for number, line in enumerate(lines[: MOST + 1], 1):
        found = _found(guide, line)
        given = {_BY: found.by, _TEXT: found.text}
        pairs = [f"{key}={value}" for key, value in given.items() if value]
        pairs += [pair for pair in found.fragment.split("&") if pair]
        made += [f"{number}.{pair}" for pair in pairs]
    return "&".join(made)


def _found(guide: Guide, line: str) -> _Line:
    """The link in a line: to a case, or else to the tree."""
    for words, wanted in ((WORDS, {SCENARIO, DRILL}), (words_of(guide.tree), None)):
        link = read(line, words)
        names = {key for key, _ in link.pairs}
        asked = guide.tree.question_by_id.keys() | guide.tree.gate_by_id.keys()
        if names & (wanted or asked):
            return _Line(_plain(_ADDRESS.sub("", line[: link.start])), link.fragment)
    return _Line("", "", _plain(line) or "nothing")


def _plain(text: str) -> str:
    """What can stand in an address as it is: letters, digits and a few signs, spaces as `_`."""
    kept = "".join(char if char.isalnum() or char in "-./" else "_" for char in text.strip())
    return re.sub("_+", "_", kept).strip("_")[:_SHORT]


def _lines(fragment: str) -> dict[int, _Line]:
    given: dict[int, list[str]] = {}
    for part in parts_of(fragment):
        found = _NUMBERED.fullmatch(part)
        if found:
            given.setdefault(int(found[1]), []).append(found[2])
    return {number: _line(pairs) for number, pairs in sorted(given.items())}


def _line(pairs: list[str]) -> _Line:
    own, rest = {_BY: "", _TEXT: ""}, []
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if sign and key in own:
            own[key] = value.replace("_", " ")[:_SHORT]
        else:
            rest.append(pair)
    return _Line(own[_BY], "&".join(rest), own[_TEXT])


def room_page(parts: Parts, fragment: str) -> Page:
    """What the address of a room shows: the form, what could not be read, and the answers."""
    guide, lines = parts.guide, _lines(fragment)
    attempts: dict[int, Attempt] = {}
    states: dict[int, State] = {}
    notes: list[str] = []
    for number, line in lines.items():
        if number > MOST:
            notes.append(f"Only {MOST} links are read. The others were left out.")
            continue
        attempt, told = decode_attempt(guide, line.fragment)
        state = decode(guide.tree, line.fragment)
        cased = any(
            part.startswith((f"{SCENARIO}=", f"{DRILL}=")) for part in line.fragment.split("&")
        )
        if attempt:
            attempts[number] = attempt
            told = (*told, *_unfinished(attempt))
        elif not cased and state.answers:
            states[number], told = state, state.notes
        elif not told or not cased:
            what = f" It says “{line.text}”." if line.text else ""
            told = (f"no answer of this guide is in it.{what}",)
        notes += [f"{_name(lines, number)}: {each}" for each in told]
    notes += _sent_twice(guide, lines, attempts)
    form = _form(lines)
    if not lines:
        return Page(form, "Workshop results", ())
    title = _title(attempts, states)
    body = (
        element("section", {"class": "dt-card"}, element("h2", {"tabindex": "-1"}, title)),
        *_cases(parts, lines, attempts),
        _tree(guide, lines, states),
    )
    return Page(join((notes_list(notes), *body, form)), title, ())


def _sent_twice(
    guide: Guide, lines: Mapping[int, _Line], attempts: dict[int, Attempt]
) -> Iterator[str]:
    """Of somebody who changed an answer, say after the inject, only the last one stays."""
    last: dict[tuple[str, str, str], int] = {}
    for number, attempt in tuple(attempts.items()):
        by = lines[number].by
        before = last.get((by, attempt.kind, attempt.id))
        if by and before:
            del attempts[before]
            case = guide.case(attempt.kind, attempt.id)
            yield f"{by} changed the answer to {label(case) if case else ''}. The last one counts."
        last[by, attempt.kind, attempt.id] = number


def _unfinished(attempt: Attempt) -> tuple[str, ...]:
    part = open_part(attempt)
    return (
        (f"it is not finished, “{PROMPTS[part]}” is open. What it holds counts.",) if part else ()
    )


def _name(lines: Mapping[int, _Line], number: int) -> str:
    by = lines[number].by
    return f"Link {number} ({by})" if by else f"Link {number}"


def _title(attempts: Mapping[int, Attempt], states: Mapping[int, State]) -> str:
    cases = len({(each.kind, each.id) for each in attempts.values()})
    told = []
    if attempts:
        told.append(f"{counted(len(attempts), 'answer')} to {counted(cases, 'case')}")
    if states:
        told.append(f"{counted(len(states), 'answer')} to the tree")
    return ", ".join(told) or "No link could be read"


def _cases(
    parts: Parts, lines: Mapping[int, _Line], attempts: Mapping[int, Attempt]
) -> Iterable[Markup]:
    for kind in (SCENARIO, DRILL):
        for case in cases_of(parts.guide, kind):
            mine = {
                n: each for n, each in attempts.items() if (each.kind, each.id) == (kind, case.id)
            }
            if mine:
                yield _case(parts, lines, case, mine)


def _case(
    parts: Parts, lines: Mapping[int, _Line], case: Scenario | Drill, mine: Mapping[int, Attempt]
) -> Markup:
    rows = []
    for asked, said in _told(parts, case, mine):
        given = {number: text for number, text in said.items() if text}
        rows += [spread_of(asked, given)] if given else []
    return _card(f"{label(case)}: {case.title}", lines, rows, answer(parts, case))


def _told(
    parts: Parts, case: Scenario | Drill, mine: Mapping[int, Attempt]
) -> Iterator[tuple[str, dict[int, str]]]:
    """What is asked in this case, with what each answer says to it in words, "" where nothing."""
    if isinstance(case, Drill):
        yield from _told_of_a_drill(parts.guide, case, mine)
    else:
        names = {(part, name): text for part, name, text, _ in offers(parts, case)}
        for part in PARTS[SCENARIO][:-1]:
            given = {number: getattr(each, part) for number, each in mine.items()}
            yield PROMPTS[part], {n: names.get((part, said), said) for n, said in given.items()}
    yield PROMPTS["sure"], {n: SURE_NAMES.get(each.sure, "") for n, each in mine.items()}


def _told_of_a_drill(
    guide: Guide, drill: Drill, mine: Mapping[int, Attempt]
) -> Iterator[tuple[str, dict[int, str]]]:
    """Where people looked and what they put back are two questions: who looks elsewhere first and
    then puts back the same agrees on what goes back. Its order counts where something binds it."""
    course = Course(guide, drill, drill.answers)
    yield PROMPTS["role"], {n: ROLE_NAMES.get(each.role, "") for n, each in mine.items()}
    worlds = {n: course.worlds(each.moves)[-1] for n, each in mine.items()}
    yield "Where did you look?", {n: _looked(course, made) for n, made in worlds.items()}
    yield PROMPTS["units"], {n: _put_back(course, made) for n, made in worlds.items()}


def _looked(course: Course, made: World) -> str:
    return "; ".join(look.at for look in course.drill.looks if look.id in made.looked)


def _put_back(course: Course, made: World) -> str:
    """What was put back, and whether that was given up then. Units whose order nothing binds stand
    in the order of the drill, and no word between them speaks of an order."""
    offered = [each.unit for each in course.drill.units]
    bound = orders(course.guide, course.drill, made.done)
    done = made.done if bound else sorted(made.done, key=offered.index)
    named = (", then " if bound else " and ").join(
        course.guide.unit_by_id[each].name for each in done
    )
    if made.end == GIVE_UP:
        return f"{named}; then gave up" if named else "Nothing, and gave up"
    return named


def _tree(guide: Guide, lines: Mapping[int, _Line], states: Mapping[int, State]) -> Markup:
    if not states:
        return Markup("")
    walks = [walk(guide.tree, dict(state.answers)) for state in states.values()]
    numbers = tuple(states)
    rows = [
        Spread(row.question, row.asked, _renumbered(row, numbers), row.pairs)
        for row in spread(guide.tree, walks)
    ]
    return _card("Answers to the tree", lines, rows)


def _renumbered(row: Spread, numbers: tuple[int, ...]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    return tuple((text, tuple(numbers[place] for place in places)) for text, places in row.by)


def _card(
    title: str, lines: Mapping[int, _Line], rows: list[Spread], right: Markup | None = None
) -> Markup:
    said = (
        (inline(row.asked), listing(_who(lines, *each) for each in row.by), inline(row.sentence))
        for row in sorted(rows, key=lambda row: row.pairs)
    )
    heads = ("Question", "Who said what", "How many agree")
    fold = (
        element(
            "details", {"class": "dt-fold dt-key"}, element("summary", None, "The answer"), right
        )
        if right
        else ""
    )
    return element(
        "section",
        {"class": "dt-card"},
        element("h3", None, inline(title)),
        grid(heads, said, "First where fewest agree"),
        fold,
    )


def _who(lines: Mapping[int, _Line], text: str, numbers: tuple[int, ...]) -> Markup:
    names = ", ".join(lines[n].by or f"link {n}" for n in numbers)
    return join((element("b", None, f"{len(numbers)} × ", inline(text)), f": {names}"))


def _form(lines: Mapping[int, _Line]) -> Markup:
    shown = (
        " ".join(filter(None, (line.by, f"#{line.fragment}" if line.fragment else line.text)))
        for line in lines.values()
    )
    area = element(
        "textarea",
        {
            "name": LINKS,
            "rows": "8",
            "autocomplete": "off",
            "spellcheck": "false",
            "required": True,
            "placeholder": "Ana …/practice/#v=1&scenario=…",
        },
        "\n".join(shown),
    )
    button = element("button", {"type": "submit", "data-do": "room"}, "Show the results")
    said = element("p", {"class": "dt-said", "role": "status"})
    field = element("label", None, "One link in each line, with a name in front if you like", area)
    return element("form", {"class": "dt-keep dt-reconcile"}, field, button, said)
