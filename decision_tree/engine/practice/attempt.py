"""What somebody committed to in practice, and how it stands in an address and in the browser.

    v=1&scenario=rag-graph&layer=ray-serve&owner=application&fact=graph-owner&sure=fairly-sure
    v=1&drill=slow-since-the-runtime&role=platform&moves=look-status.act-index-alias.over&sure=guess

`v` is the version of this form. Of a drill the moves stand in the order in which they were made, as
`drill_moves` names them. Before drills were played, a drill's line held `units`, what was put back,
in place of a role and moves; it is still read. What is kept in the browser is one such line for
each case that was answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, cycle
from typing import Any, assert_never

from ..display_names import STACK_NAMES
from ..link import few, notes_on, short
from ..link_reader import Words, read
from ..model import OWNERS, ROLES, SURENESS, Case, Drill, Guide, Scenario
from .drill_moves import ACT, ENDS, LOOK, OVER, Course, named_move, plays

__all__ = [
    "DRILL",
    "FILTERS",
    "FORM",
    "KEYS",
    "MAX_PROGRESS",
    "PARTS",
    "SCENARIO",
    "SUMMARY",
    "WORDS",
    "Attempt",
    "Progress",
    "case_kind",
    "decode_attempt",
    "encode_attempt",
    "every_attempt",
    "keep_attempt",
    "open_part",
    "progress_text",
    "read_progress",
]

FORM = "1"
"""The version of the form in which attempts are written."""

SCENARIO, DRILL = "scenario", "drill"

PARTS = {SCENARIO: ("layer", "owner", "fact", "sure"), DRILL: ("role", "moves", "sure")}
"""What each kind of case asks for, by the names of an attempt's fields. How sure one is of a drill
is asked at its first act."""

FILTERS = ("level", "stack")
"""What the address of a list may ask for: `case_filters` has a row for each."""

_WORKSHOP = ("cases", "minutes", "for", "answers", "then", "by")
"""What the address of a workshop, and of an answer in one, may hold."""

KEYS = frozenset(
    {"v", "show", "units", *_WORKSHOP, *FILTERS, *PARTS, *PARTS[SCENARIO], *PARTS[DRILL]}
)
"""What the address of an attempt may hold."""

WORDS = Words(lambda name: name in KEYS, lambda name, _: name in KEYS)
"""The same for who reads it; what is on offer differs from case to case and is checked later."""

SUMMARY = f"v={FORM}&show=summary"
"""The fragment of the page that sums up what was kept."""

_ANSWER = re.compile(rf"v=\d{{1,3}}&(?:{SCENARIO}|{DRILL})=\S{{1,400}}$")
"""A line that some version of this form may have kept."""

MAX_PROGRESS = 100_000
"""Characters of kept progress that are read: ten times what the whole of it takes."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An answer, finished or not, to one case: `kind` is SCENARIO or DRILL, `id` names which.

    Of a scenario `layer` (an outcome's id), `owner` (a word of OWNERS) and `fact` (a question's id)
    are asked, of a drill the `role` (a word of ROLES) and the `moves` in their order; of both how
    `sure` one is. What is empty is open. `then` is the outcome chosen after the inject of a
    workshop; the vote before it stays. `units` were put back in a drill of the earlier form.
    """

    kind: str
    id: str
    layer: str = ""
    owner: str = ""
    fact: str = ""
    units: tuple[str, ...] = ()
    sure: str = ""
    role: str = ""
    moves: tuple[str, ...] = ()
    then: str = ""

    @property
    def before_play(self) -> bool:
        """Whether this is an answer to a drill from before drills were played."""
        return bool(self.units)


@dataclass(frozen=True, slots=True)
class Progress:
    """The finished attempts that were kept, one for each case, and notes on what was unreadable.

    `unread` are lines with an answer that cannot be read today, such as one to a case that is gone:
    they are kept as they are.
    """

    attempts: tuple[Attempt, ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def open_part(attempt: Attempt) -> str:
    """What is to be committed to next, by the name of its field; "" when nothing is open."""
    if attempt.kind == SCENARIO:
        return next((part for part in PARTS[SCENARIO] if not getattr(attempt, part)), "")
    if attempt.before_play:
        return "" if attempt.sure else "moves"
    if not attempt.role:
        return "role"
    if _committed(attempt.moves) and not attempt.sure:
        return "sure"
    return "" if attempt.moves[-1:] and attempt.moves[-1] in ENDS else "moves"


def _committed(moves: Iterable[str]) -> bool:
    """Whether one of these moves puts something back or ends the drill: no look does."""
    return any(move.startswith(ACT) or move in ENDS for move in moves)


def encode_attempt(attempt: Attempt) -> str:
    """The fragment of this attempt, without the hash sign."""
    given = {
        "v": FORM,
        attempt.kind: attempt.id,
        "layer": attempt.layer,
        "owner": attempt.owner,
        "fact": attempt.fact,
        "role": attempt.role,
        "moves": ".".join(attempt.moves),
        "units": ",".join(attempt.units),
        "sure": attempt.sure,
        "then": attempt.then,
    }
    return "&".join(f"{key}={value}" for key, value in given.items() if value)


def decode_attempt(guide: Guide, fragment: str) -> tuple[Attempt | None, tuple[str, ...]]:
    """The attempt in `fragment`, None when it names no case, and notes (plain, unescaped).

    Never raises. What is not on offer in the case is dropped with a note.
    """
    link = read(fragment, WORDS)
    notes = notes_on(link)
    values: dict[str, str] = {}
    for key, value in link.pairs:
        if key not in KEYS:
            notes.append(f"This link holds “{short(key)}”, which practice does not ask for.")
        elif key not in values:
            values[key] = value
    if values.get("v", FORM) != FORM:
        notes.append(f"This link has form “{short(values['v'])}”, which does not exist.")
    attempt = _started(guide, values, notes)
    if attempt is None:
        return None, few(notes)
    return _filled(guide, attempt, values, notes), few(notes)


def read_progress(guide: Guide, text: str) -> Progress:
    """The progress kept as `text`. Never raises; the last attempt at a case counts."""
    notes: list[str] = []
    found: dict[tuple[str, str], Attempt] = {}
    unread: dict[str, None] = {}
    if len(text) > MAX_PROGRESS:
        notes.append("What your browser kept is too long, so its end was not read.")
    for line in filter(None, text[:MAX_PROGRESS].split("\n")):
        attempt, told = decode_attempt(guide, line)
        notes += told
        one = not any(char.isspace() for char in line)  # what was kept has no space in it
        if attempt and one and not open_part(attempt):
            found.pop((attempt.kind, attempt.id), None)
            found[attempt.kind, attempt.id] = attempt
        elif _ANSWER.match(line):
            unread[line] = None
    return Progress(tuple(found.values()), few(notes), tuple(unread))


def progress_text(progress: Progress) -> str:
    """What is to be kept of this progress: a line for each attempt."""
    return "\n".join((*map(encode_attempt, progress.attempts), *progress.unread))


def keep_attempt(progress: Progress, attempt: Attempt) -> Progress:
    """The progress with this attempt, if it is finished, in place of an earlier one at its case."""
    if open_part(attempt):
        return progress
    others = (
        each for each in progress.attempts if (each.kind, each.id) != (attempt.kind, attempt.id)
    )
    return replace(progress, attempts=(*others, attempt))


MOST_MOVES = 3
"""Moves of the sequences among `every_attempt`; those of acts alone have as many as there are."""


def case_kind(case: Case) -> str:
    """SCENARIO or DRILL."""
    match case:
        case Scenario():
            return SCENARIO
        case Drill():
            return DRILL
        case _:
            assert_never(case)


def every_attempt(case: Case, guide: Guide) -> Iterator[Attempt]:
    """Every finished attempt that can be made at this case, one for each word of SURENESS.

    Of a drill these are the sequences of at most MOST_MOVES moves, those of acts alone and the best
    one, in both roles; each of them once, with the words of SURENESS in turn.
    """
    if isinstance(case, Scenario):
        for layer in case.layers:
            for owner in OWNERS:
                for fact in case.deciding:
                    first = Attempt(SCENARIO, case.id, layer.outcome, owner, fact.question)
                    yield from (replace(first, sure=sure) for sure in SURENESS)
        return
    turns = cycle(SURENESS)
    for role in ROLES:
        course = Course(guide, case, role)
        acts = plays(course, len(case.units), looks=False)
        longer = (world for world in acts if len(world.done) > MOST_MOVES)
        best = course.worlds(course.best(course.start).moves)[-1]
        long = best.looked and len(best.looked) + len(best.done) > MOST_MOVES
        for world in chain(plays(course, MOST_MOVES), longer, (best,) if long else ()):
            yield Attempt(DRILL, case.id, role=role, moves=world.moves, sure=next(turns))


def _started(guide: Guide, values: dict[str, str], notes: list[str]) -> Attempt | None:
    for kind, known in ((SCENARIO, guide.scenario_by_id), (DRILL, guide.drill_by_id)):
        name = values.get(kind, "")
        if name in known:
            return Attempt(kind, name)
        if name:
            notes.append(f"There is no {kind} “{short(name)}”.")
    return None


def _filled(guide: Guide, attempt: Attempt, values: dict[str, str], notes: list[str]) -> Attempt:
    offered = {"sure": set(SURENESS)}
    if attempt.kind == SCENARIO:
        scenario = guide.scenario_by_id[attempt.id]
        offered["layer"] = {layer.outcome for layer in scenario.layers}
        offered["owner"] = set(OWNERS)
        offered["fact"] = {fact.question for fact in scenario.deciding}
        offered["then"] = offered["layer"]
    else:
        offered["role"] = set(ROLES)
    kept: dict[str, Any] = {}
    for part, known in offered.items():
        value = values.get(part, "")
        if value in known:
            kept[part] = value
        elif value:
            notes.append(f"“{short(value)}” is not offered here, so the question is asked again.")
    filled = replace(attempt, **kept)
    if attempt.kind != DRILL:
        return filled
    moves, given = _moves(guide, attempt, values, notes), values.get("units", "")
    if not moves and not filled.role and given:
        return replace(filled, units=_units(guide, attempt, given, notes))
    if given:
        notes.append("`units` belongs to drills as they were before they were played.")
    # How sure one was is said of the first act, so before it there is nothing to be sure of.
    return replace(filled, moves=moves, sure=filled.sure if _committed(moves) else "")


def _moves(
    guide: Guide, attempt: Attempt, values: dict[str, str], notes: list[str]
) -> tuple[str, ...]:
    """The moves that can be made one after the other, with what was left out said in `notes`."""
    course = Course(guide, guide.drill_by_id[attempt.id], ROLES[0])
    world = course.start
    given = [move for move in values.get("moves", "").split(".") if move]
    for index, move in enumerate(given):
        if world.end:
            if given[index:] != [OVER] or world.end != OVER:
                notes.append("This link has moves after the end, which were left out.")
            break
        if move in course.offers(world):
            world = course.step(world, move)
        else:
            notes.append(_why_not(course, move))
    return world.moves


def _why_not(course: Course, move: str) -> str:
    """Why a move that is not on offer was left out."""
    name, unit = named_move(move), course.guide.unit_by_id.get(named_move(move))
    if move == OVER:
        return (
            "This link says that the drill has ended, but something is still broken. Go on "
            "from there."
        )
    if move in course.minutes:
        return f"“{short(move)}” is in this link twice. The second one was left out."
    if move.startswith(LOOK):
        return f"This drill has no check “{short(name)}”, so it was left out."
    if move.startswith(ACT) and unit:
        here = (course.drill.stack, "application")
        stack = STACK_NAMES[unit.stack]
        if course.drill.stack != "hybrid" and unit.stack not in here:
            return f"“{short(name)}” is a unit of another stack ({stack}), so it was left out."
        return f"“{short(name)}” is not offered in this drill, so it was left out."
    if move.startswith(ACT):
        return f"There is no unit “{short(name)}”, so it was left out."
    return f"“{short(move)}” is not a step of a drill, so it was left out."


def _units(guide: Guide, attempt: Attempt, given: str, notes: list[str]) -> tuple[str, ...]:
    """What was put back in a drill of the earlier form."""
    offered = {choice.unit for choice in guide.drill_by_id[attempt.id].units}
    chosen: list[str] = []
    for unit in filter(None, given.split(",")):
        if unit not in offered:
            notes.append(f"“{short(unit)}” is not on offer here and was left out.")
        elif unit not in chosen:
            chosen.append(unit)
    return tuple(chosen)
