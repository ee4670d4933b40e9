"""The results of a room: links that people pasted, one in each line, and votes that were given on
paper, case by case side by side.

Answers to cases of practice and answers to the tree may stand in one list. The address holds them
all, each pair with the number of its line in front and the name of who sent it. `cases` are those
of the workshop, and a case's number stands before the votes on paper:

    cases=S12&1.by=Ana&1.v=1&1.scenario=flags-every-tuesday&2.text=hello&S12.layer=kserve.3
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..counted import counted
from ..decide_page import Page
from ..display_names import ROLE_NAMES, SURE_NAMES
from ..html_parts import Parts, grid, listing, notes_list, paragraph
from ..link import State, decode, words_of
from ..link_reader import read
from ..markup import Attributes, Markup, element, inline, join
from ..model import Drill, Guide, Scenario
from ..reconcile import parts_of
from ..spread import Spread, spread, spread_of
from ..walk import walk
from .attempt import DRILL, PARTS, SCENARIO, WORDS, Attempt, decode_attempt, open_part
from .case import PROMPTS, answer_with_inject, letters, offers
from .difficulty import cases_of, label
from .drill_moves import GIVE_UP, Course, World
from .right_answers import orders

__all__ = ["MOST", "MOST_NAME", "own_name", "room_address", "room_page", "with_name"]

MOST = 60
"""Links of a room that are read: ten people and six cases."""

LINKS = "links"
"""The field of the form, with a link in each line."""

_CASES = "cases"
"""What holds the cases of the workshop, in the form and in the address."""

_FORM = "dt-room"
"""The id of the form: fields for votes on paper stand outside of it, with their case."""

_BY, _TEXT = "by", "text"
MOST_NAME = 40
"""Characters that are kept of a name, and of a line without a link."""

_MOST_HANDS = 99
"""Votes on paper for one choice that are read."""

_NUMBERED = re.compile(r"([1-9][0-9]?)\.(.+)", re.DOTALL)
_OWN = re.compile(rf"{_BY}=([\w./-]+)")
_ADDRESS = re.compile(r"\S*$")
_PAPER = re.compile(r"([SD][0-9]{1,3})\.([a-z]{1,9})=(.*)", re.DOTALL)
_VOTES = re.compile(r"([a-z0-9-]+)\.([1-9][0-9]?)")
_WHEN = re.compile(
    r"[\[(]?(?:\d{1,4}[-./]\d{1,2}(?:[-./]\d{1,4})?\.?|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\b\.?)?)"
    r"[\])]?,?",
    re.IGNORECASE,
)
"""A day or a time, as chats write it before a name."""

_NO_NAMES = frozenset(("answer", "done", "hello", "here", "hi", "link", "me", "mine", "my", "this"))
_MOST_WORDS = 4
"""Words of a name at most."""

Tally = dict[str, dict[str, int]]
"""How many voted on paper for each choice, by the part of the answer and the id of the choice."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: whose it is, and the fragment of its link, "" where it has none."""

    by: str
    fragment: str
    text: str = ""


def room_address(guide: Guide, typed: Mapping[str, object]) -> str:
    """The fragment of the page with what a form holds: links, lines after the sixtieth left out,
    the numbers of cases, and votes on paper."""
    known = _known(guide)
    lines = [line for line in str(typed.get(LINKS, "")).splitlines() if line.strip()]
    named = [line for line in lines if (said := _numbers(line)) and said <= known.keys()]
    asked = _numbers(",".join((str(typed.get(_CASES, "")), *named)))
    made: list[str] = []
    links = [line for line in lines if line not in named]
    for number, line in enumerate(links[: MOST + 1], 1):
        found = _found(guide, line)
        given = {_BY: found.by, _TEXT: found.text}
        pairs = [f"{key}={value}" for key, value in given.items() if value]
        pairs += [pair for pair in found.fragment.split("&") if pair]
        made += [f"{number}.{pair}" for pair in pairs]
    parts = Parts(guide, "")
    for name, case in known.items():
        for part, rows in _ballot(parts, case).items():
            hands = ((each, _hands(typed.get(f"{name}.{part}.{each}"))) for each in rows)
            votes = ",".join(f"{each}.{number}" for each, number in hands if number)
            made += [f"{name}.{part}={votes}"] if votes else []
    cases = ",".join(name for name in known if name in asked)
    return "&".join((*((f"{_CASES}={cases}",) if cases else ()), *made))


def with_name(name: str) -> str:
    """What the link to an answer holds of who gave it; "" for nobody."""
    by = _plain(name)
    return f"&{_BY}={by}" if by else ""


def own_name(link: str) -> str:
    """The name that a link holds, as people write it, "" for none. It is read here, since the
    reader of links ends a word at an accent."""
    found = next(filter(None, map(_OWN.match, parts_of(link))), None)
    return _written(found[1].strip("._-")) if found else ""


def _written(name: str) -> str:
    """A name of an address, as people write it."""
    return name.replace("_", " ")[:MOST_NAME]


def _known(guide: Guide) -> dict[str, Scenario | Drill]:
    return {label(case): case for kind in (SCENARIO, DRILL) for case in cases_of(guide, kind)}


def _numbers(line: str) -> set[str]:
    """The words of a line, as the numbers of cases are written."""
    return {word.upper() for word in re.split(r"[\s,;.]+", line) if word}


def _hands(value: object) -> int:
    """How many votes somebody typed."""
    text = str(value or "").strip()
    return min(int(text), _MOST_HANDS) if text.isascii() and text.isdigit() else 0


def _found(guide: Guide, line: str) -> _Line:
    """The link in a line: to a case, or else to the tree."""
    for words, wanted in ((WORDS, {SCENARIO, DRILL}), (words_of(guide.tree), None)):
        link = read(line, words)
        names = {key for key, _ in link.pairs}
        asked = guide.tree.question_by_id.keys() | guide.tree.gate_by_id.keys()
        if names & (wanted or asked):
            pairs = [pair for pair in link.fragment.split("&") if not pair.startswith(f"{_BY}=")]
            by = _whose(_ADDRESS.sub("", line[: link.start]), own_name(line[link.start :]))
            return _Line(_plain(by), "&".join(pairs))
    return _Line("", "", _plain(line) or "nothing")


def _whose(before: str, own: str) -> str:
    """A name that somebody put before a link with a colon, or else the link's `own`, or else what
    name stands there."""
    name = _named(before)
    return name if name and ":" in _WHEN.sub(" ", before) else own or name


def _named(text: str) -> str:
    """The name in what stands before a link, without day and time; "" where it is none."""
    name, _, _ = _WHEN.sub(" ", text).strip(" -–,|<>•").partition(":")
    words = name.split()
    if len(words) > _MOST_WORDS or not words or words[0].casefold() in _NO_NAMES:
        return ""
    small = len(words) > 1 and (words[0][0].islower() or words[-1][0].islower())
    return "" if small else " ".join(words)


def _plain(text: str) -> str:
    """What can stand in an address as it is: letters, digits and a few signs, spaces as `_`."""
    kept = "".join(char if char.isalnum() or char in "-./" else "_" for char in text.strip())
    return re.sub("_+", "_", kept).strip("_")[:MOST_NAME]


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
            own[key] = _written(value)
        else:
            rest.append(pair)
    return _Line(own[_BY], "&".join(rest), own[_TEXT])


def _opened(guide: Guide, fragment: str) -> set[str]:
    """The numbers of the cases that the address names."""
    given = (part for part in parts_of(fragment) if part.startswith(f"{_CASES}="))
    return _numbers(next(given, "").partition("=")[2]) & _known(guide).keys()


def _tallies(parts: Parts, fragment: str) -> dict[str, Tally]:
    """The votes on paper in the address, by the number of their case."""
    known, found = _known(parts.guide), dict[str, Tally]()
    for each in parts_of(fragment):
        given = _PAPER.fullmatch(each)
        if not given or given[1] not in known:
            continue
        rows = _ballot(parts, known[given[1]]).get(given[2], {})
        votes = {name: int(number) for name, number in _VOTES.findall(given[3]) if name in rows}
        if votes:
            found.setdefault(given[1], {})[given[2]] = votes
    return found


def _ballot(parts: Parts, case: Scenario | Drill) -> dict[str, dict[str, str]]:
    """What one can vote for on paper: each choice with its letter, by its part and its id."""
    signs, found = letters(parts, case), dict[str, dict[str, str]]()
    for part, name, text, _ in offers(parts, case):
        found.setdefault(part, {})[name] = f"{signs[part, name]}, {text}"
    if isinstance(case, Drill):
        return found
    sure = {name: f"{signs['sure', name]}, {text}" for name, text in SURE_NAMES.items()}
    return {**found, "sure": sure, "then": found["layer"]}


def room_page(parts: Parts, fragment: str) -> Page:
    """What the address of a room shows: the form, what could not be read, and the answers."""
    guide, lines = parts.guide, _lines(fragment)
    opened, tallies = _opened(guide, fragment), _tallies(parts, fragment)
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
            told = (*told, *_elsewhere(guide, attempt, opened), *_unfinished(attempt))
        elif not cased and state.answers:
            states[number], told = state, state.notes
        elif not told or not cased:
            what = f" It says “{line.text}”." if line.text else ""
            told = (f"no answer of this guide is in it.{what}",)
        notes += [f"{_name(lines, number)}: {each}" for each in told]
    notes += _sent_twice(guide, lines, attempts)
    notes += _nameless(lines, attempts)
    form = _form(guide, lines, opened, bool(tallies))
    opened |= tallies.keys()
    if not lines and not opened:
        return Page(form, "Workshop results", ())
    title = _title(attempts, states, tallies, [name for name in _known(guide) if name in opened])
    given = bool(lines or tallies)
    body = (
        element("section", {"class": "dt-card"}, element("h2", {"tabindex": "-1"}, title)),
        "" if given else form,
        *_cases(parts, lines, attempts, opened, tallies),
        _tree(guide, lines, states),
        form if given else "",
    )
    return Page(join((notes_list(notes), *body)), title, ())


def _nameless(lines: Mapping[int, _Line], attempts: Mapping[int, Attempt]) -> Iterator[str]:
    """Without names, an answer that somebody changed counts twice."""
    missing = [number for number in attempts if not lines[number].by]
    if missing and len(attempts) > 1:
        many = f"Link {missing[0]} has" if len(missing) == 1 else f"{len(missing)} links have"
        yield (
            f"{many} no name. If one person sent two links to a case, both count. Write a name in "
            "front, such as “Ana: ”."
        )


def _sent_twice(
    guide: Guide, lines: Mapping[int, _Line], attempts: dict[int, Attempt]
) -> Iterator[str]:
    """Of somebody who changed an answer, say after the inject, only the last one stays."""
    last: dict[tuple[str, str, str], int] = {}
    for number, attempt in tuple(attempts.items()):
        by = lines[number].by.casefold()
        before = last.get((by, attempt.kind, attempt.id))
        if by and before:
            told = _changed(guide, attempts.pop(before), attempt)
            yield from (f"{lines[number].by} {each}" for each in told)
        last[by, attempt.kind, attempt.id] = number


def _changed(guide: Guide, before: Attempt, after: Attempt) -> tuple[str, ...]:
    """What to say of a second answer; nothing where it only adds the vote after the inject."""
    if not before.then and after.then and replace(after, then="") == before:
        return ()
    name = _number(guide, after)
    what = (
        f"sent the same answer to {name} twice. It counts once."
        if before == after
        else f"changed the answer to {name}. The last one counts."
    )
    return (f"{what} If these are two people, give them different names.",)


def _number(guide: Guide, attempt: Attempt) -> str:
    """The number of the case that somebody answered, "" for one that is gone."""
    case = guide.case(attempt.kind, attempt.id)
    return label(case) if case else ""


def _elsewhere(guide: Guide, attempt: Attempt, opened: set[str]) -> tuple[str, ...]:
    """What to say of a case that the workshop, where it has cases, does not have."""
    name = _number(guide, attempt)
    if not opened or name in opened:
        return ()
    asked = ", ".join(each for each in _known(guide) if each in opened)
    return (
        f"{name} is not in this workshop, which has {asked}. Its answer is shown all the same.",
    )


def _unfinished(attempt: Attempt) -> tuple[str, ...]:
    part = open_part(attempt)
    return (
        (f"it is not finished, “{PROMPTS[part]}” is open. What it holds counts.",) if part else ()
    )


def _name(lines: Mapping[int, _Line], number: int) -> str:
    by = lines[number].by
    return f"Link {number} ({by})" if by else f"Link {number}"


def _title(
    attempts: Mapping[int, Attempt],
    states: Mapping[int, State],
    tallies: Mapping[str, Tally],
    opened: Iterable[str],
) -> str:
    cases = len({(each.kind, each.id) for each in attempts.values()})
    told = []
    if attempts:
        told.append(f"{counted(len(attempts), 'answer')} to {counted(cases, 'case')}")
    if states:
        told.append(f"{counted(len(states), 'answer')} to the tree")
    if tallies:
        told.append(f"votes on paper to {counted(len(tallies), 'case')}")
    if not told:
        names = ", ".join(opened)
        return f"Results of {names}" if names else "No link could be read"
    said = ", ".join(told)
    return f"{said[:1].upper()}{said[1:]}"


def _cases(
    parts: Parts,
    lines: Mapping[int, _Line],
    attempts: Mapping[int, Attempt],
    opened: set[str],
    tallies: Mapping[str, Tally],
) -> Iterable[Markup]:
    for name, case in _known(parts.guide).items():
        mine = {
            n: each for n, each in attempts.items() if parts.guide.case(each.kind, each.id) == case
        }
        if mine or name in opened:
            yield _case(parts, lines, case, mine, tallies.get(name, {}))


def _case(
    parts: Parts,
    lines: Mapping[int, _Line],
    case: Scenario | Drill,
    mine: Mapping[int, Attempt],
    tally: Tally,
) -> Markup:
    ballot, rows = _ballot(parts, case), []
    for part, asked, said in _told(parts, case, mine):
        given = {number: text for number, text in said.items() if text}
        given |= _on_paper(ballot.get(part, {}), tally.get(part, {}))
        rows += [spread_of(asked, given)] if given else []
    right, beside = answer_with_inject(parts, case), _paper(case, ballot, tally)
    return _card(f"{label(case)}: {case.title}", lines, rows, right, beside)


def _on_paper(names: Mapping[str, str], votes: Mapping[str, int]) -> dict[int, str]:
    """Each vote on paper as that of somebody, numbered below zero."""
    said = [names[name] for name, number in votes.items() for _ in range(number)]
    return {-number: text for number, text in enumerate(said, 1)}


def _told(
    parts: Parts, case: Scenario | Drill, mine: Mapping[int, Attempt]
) -> Iterator[tuple[str, str, dict[int, str]]]:
    """What is asked in this case, by its part, with what each answer says to it in words, "" where
    nothing."""
    ballot = _ballot(parts, case)
    if isinstance(case, Drill):
        yield from (("", *row) for row in _told_of_a_drill(parts.guide, case, mine))
        yield "", PROMPTS["sure"], {n: SURE_NAMES.get(each.sure, "") for n, each in mine.items()}
        return
    for part in (*PARTS[SCENARIO], "then"):
        given = {number: getattr(each, part) for number, each in mine.items()}
        yield part, PROMPTS[part], {n: ballot[part].get(each, "") for n, each in given.items()}


def _paper(case: Scenario | Drill, ballot: Mapping[str, Mapping[str, str]], tally: Tally) -> Markup:
    """Where votes on paper are entered, for each choice by its letter; of a drill, whose moves are
    free, how many put a unit back."""
    name, drill = label(case), isinstance(case, Drill)
    fields = (
        element(
            "fieldset",
            None,
            element("legend", None, "How many put it back?" if drill else PROMPTS[part]),
            *(
                _field(f"{name}.{part}.{each}", text, tally.get(part, {}).get(each, 0))
                for each, text in rows.items()
            ),
        )
        for part, rows in ballot.items()
    )
    hands = (
        join((element("b", None, f"{number} × "), inline(ballot["units"][each])))
        for each, number in tally.get("units", {}).items()
    )
    told = (
        (paragraph("", "Put back, by votes on paper:"), listing(hands)) if drill and tally else ()
    )
    count = element("button", {"type": "submit", "form": _FORM}, "Count these votes")
    summary = element("summary", None, f"Votes on paper for {name}")
    fold = element("details", {"class": "dt-fold dt-paper"}, summary, *fields, count)
    return join((*told, fold))


def _field(name: str, text: str, votes: int) -> Markup:
    attributes: Attributes = {
        "type": "number",
        "name": name,
        "form": _FORM,
        "min": "0",
        "max": str(_MOST_HANDS),
        "inputmode": "numeric",
        "value": str(votes) if votes else False,
    }
    return element("label", None, element("input", attributes), " ", inline(text))


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
    title: str,
    lines: Mapping[int, _Line],
    rows: list[Spread],
    right: Markup | None = None,
    beside: Markup | str = "",
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
        grid(heads, said, "First where fewest agree") if rows else "",
        beside,
        fold,
    )


def _who(lines: Mapping[int, _Line], text: str, numbers: tuple[int, ...]) -> Markup:
    names = [lines[n].by or f"link {n}" for n in numbers if n > 0]
    paper = len(numbers) - len(names)
    names += [f"{paper} on paper"] if paper else []
    said = f": {', '.join(names)}"
    return join((element("b", None, f"{len(numbers)} × ", inline(text)), said))


def _form(guide: Guide, lines: Mapping[int, _Line], opened: set[str], voted: bool) -> Markup:
    shown = (
        " ".join(
            filter(None, (f"{line.by}:" if line.by else "", f"#{line.fragment}"))
            if line.fragment
            else (line.text,)
        )
        for line in lines.values()
    )
    area = element(
        "textarea",
        {
            "name": LINKS,
            "rows": "8",
            "autocomplete": "off",
            "spellcheck": "false",
            "placeholder": "Ana: …/practice/#v=1&scenario=…",
        },
        "\n".join(shown),
    )
    cases = ",".join(name for name in _known(guide) if name in opened)
    hidden = element("input", {"type": "hidden", "name": _CASES, "value": cases}) if cases else ""
    button = element("button", {"type": "submit", "data-do": "room"}, "Show the results")
    said = element("p", {"class": "dt-said", "role": "status"})
    told = "One link on each line, with a name in front if the link has none"
    field = element("label", None, told, area)
    # The form of the page without the engine stays in the document, and has no case beside it.
    form: Attributes = {
        "class": "dt-keep dt-reconcile",
        "id": _FORM if lines or opened or voted else False,
    }
    return element("form", form, hidden, field, button, said)
