"""A workshop with a team: what happens when, what to throw in, and what to ask, made from its
cases and from the time that there is.

A scenario says what its inject changes; in a drill somebody puts back a wrong unit. What follows
then is worked out as everything else is. It comes after the first vote, and the room votes again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..html_parts import Parts
from ..model import Case, Drill, Guide, Scenario
from .case_page import letters, with_inject
from .difficulty import label, rating
from .drill_moves import ACT, Course, act, named_move
from .right_answers import drill_key

__all__ = [
    "HOUR",
    "LENGTHS",
    "Inject",
    "Slot",
    "agenda",
    "ask_of",
    "fitting",
    "inject_of",
    "length_for",
    "total",
]

HOUR = 60
"""Minutes of a workshop where nobody says otherwise."""

LENGTHS = (30, 45, HOUR, 90, 120)
"""Minutes that a workshop can be planned for."""

_OPENING, _INJECT, _ANSWER, _ASK, _CLOSING = 5, 2, 2, 1, 7
_COMPARE, _LONGEST = 5, 12
"""Minutes to compare answers at least, and at most."""

_BREAK, _BREAK_FROM = 10, 90
"""Minutes of the break in the middle, and of the shortest workshop that has one."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Something that happens, from minute `start` on, for so many `minutes`; content text."""

    start: int
    minutes: int
    what: str


@dataclass(frozen=True, slots=True)
class Inject:
    """What is read out after the first vote, and what is right with it; content text."""

    told: str
    then: str


def agenda(guide: Guide, cases: Sequence[Case], length: int = HOUR) -> tuple[Slot, ...]:
    """What happens when in a workshop of `length` minutes, or of more where the cases need more.

    Time that is left goes to comparing, and what is then left to the end.
    """
    alone = [rating(guide, case).minutes for case in cases]
    pause = _BREAK if length >= _BREAK_FROM and len(cases) > 1 else 0
    fixed = _OPENING + pause + _CLOSING + (_INJECT + _ANSWER + _ASK) * len(cases)
    spare = length - fixed - sum(alone)
    compare = min(max(spare // max(len(cases), 1), _COMPARE), _LONGEST)
    plan = [(_OPENING, "Read out the opening words above.")]
    for number, (case, minutes) in enumerate(zip(cases, alone, strict=True)):
        if pause and number == (len(cases) + 1) // 2:
            plan.append((pause, "Break."))
        name, drill = label(case), isinstance(case, Drill)
        again = "Who would now do something else?" if drill else "Count hands again for each layer."
        plan += [
            (minutes, f"{name}: hand out its sheet. Each person answers alone, and nobody talks."),
            (compare, f"{name}: hands up for each choice. Who is alone with one speaks first."),
            (_INJECT, f"{name}: read out the inject. {again}"),
            (_ANSWER, f"{name}: read out the answer, and what is right with the inject."),
            (_ASK, f"{name}: ask the question under “Ask”. Collect answers for the debrief."),
        ]
    left = length - sum(minutes for minutes, _ in plan)
    plan.append((max(left, _CLOSING), "Debrief: the questions at the end of this page."))
    slots, at = [], 0
    for minutes, what in plan:
        slots.append(Slot(at, minutes, what))
        at += minutes
    return tuple(slots)


def total(slots: Sequence[Slot]) -> int:
    """The minutes of all of it."""
    return sum(slot.minutes for slot in slots)


def fitting(guide: Guide, cases: tuple[Case, ...], length: int) -> tuple[Case, ...]:
    """The first of these cases that fit into a workshop of `length` minutes, as many as there is
    time for: scenarios and drills, where there are both and there is time for two."""
    fit = cases
    while fit and total(agenda(guide, fit, length)) > length:
        last = next((each for each in reversed(fit) if not _alone(each, fit)), fit[-1])
        fit = tuple(each for each in fit if each != last)
    return fit


def _alone(case: Case, cases: Sequence[Case]) -> bool:
    """Whether this is the only one of its kind among these cases."""
    return sum(isinstance(each, type(case)) for each in cases) == 1


def length_for(guide: Guide, cases: Sequence[Case]) -> int:
    """The shortest of LENGTHS into which all of these cases fit; 0 where none is long enough."""
    long = (each for each in LENGTHS if total(agenda(guide, cases, each)) <= each)
    return next(long, 0)


def inject_of(guide: Guide, case: Case) -> Inject | None:
    """What to throw into this case; None for one that the checks of the build would refuse."""
    if isinstance(case, Drill):
        return next(_wrong_moves(guide, case), None)
    return _said(guide, case)


def ask_of(guide: Guide, case: Case) -> str:
    """What to ask of this case in the debrief: the first item of the checklist that it names."""
    items = {f"check-{item.id}": item.ask for item in guide.checklist}
    found = next((items[each] for each in case.see if each in items), "")
    if found or isinstance(case, Drill):
        return found or "Which look would have shown it first?"
    return "Who of us would have to agree to that, and has anybody asked them?"


def _said(guide: Guide, scenario: Scenario) -> Inject | None:
    then, _ = with_inject(Parts(guide, ""), scenario)
    return Inject(scenario.inject.says, then) if then else None


def _wrong_moves(guide: Guide, drill: Drill) -> Iterator[Inject]:
    """Each wrong unit on offer put back alone, first those that take back most for nothing."""
    key, course = drill_key(guide, drill), Course(guide, drill, drill.answers)
    right = key.units if key else ()
    wrong = [each.unit for each in drill.units if key and each.unit not in right]
    for unit in sorted(wrong, key=lambda each: -len(course.after((each,)).reverted)):
        told = (
            "Meanwhile, a colleague put this back: "
            f"{guide.unit_by_id[unit].name}. What do you do now?"
        )
        yield Inject(told, _then(course, unit))


def _then(course: Course, wrong: str) -> str:
    """What is right once a colleague put this unit back: what to put back with the letters of the
    sheet, what is broken before and after that, and what to bring forward again."""
    guide, signs = course.guide, letters(Parts(course.guide, ""), course.drill)
    now = course.worlds((act(wrong),))[-1]
    left = [named_move(move) for move in course.best(now).moves if move.startswith(ACT)]
    end = course.after((wrong, *left))
    said = "Nothing is broken any more, and nothing is left to put back."
    if left:
        named = ", then ".join(
            f"{signs['units', each]}, {guide.unit_by_id[each].name}" for each in left
        )
        said = f"Put back now: {named}. Until then, still broken: {_aspects(guide, now.broken)}."
    good = _aspects(guide, end.reverted)
    return f"{said} Bring forward again: {good}."


def _aspects(guide: Guide, names: tuple[str, ...]) -> str:
    return "; ".join(guide.aspect_by_id[each].name for each in names) or "nothing"
