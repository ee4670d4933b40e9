"""How hard a case is, on which products, and how long it takes: worked out, and written nowhere.

A scenario is as hard as its wrong layers are tempting: how many facts, in the order in which the
tree asks for them, it takes on average until one of them is ruled out. A drill is as hard as it has
things to tell apart: changes, units that go back, and what binds or hinders them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .. import display_names
from ..counted import counted
from ..display_names import KSERVE, RAY_SERVE
from ..model import Case, Drill, Guide, Scenario
from .attempt import DRILL, PARTS, SCENARIO, case_kind
from .right_answers import drill_key, scenario_key, scenario_walk

__all__ = [
    "LEVELS",
    "NAMES",
    "STACK_NAMES",
    "Rating",
    "case_by_label",
    "cases_of",
    "label",
    "rated",
    "rating",
    "start_here",
]

LEVELS = ("easy", "medium", "hard")
"""How hard a case can be, the easiest first."""

STACK_NAMES = {**display_names.STACK_NAMES, "hybrid": f"{KSERVE} and {RAY_SERVE} together"}
"""What the stacks of drills are called."""

_PRODUCTS = {"kserve": KSERVE, "ray-serve": RAY_SERVE}
"""The products that a scenario can be argued about."""

NAMES = {**STACK_NAMES, **_PRODUCTS}
"""What everything in `Rating.stacks` is called."""

_SIDES = {"both": ("kserve", "ray-serve"), "neither": ()}
_WORDS_A_MINUTE = 130
"""How fast people read who think about it, in a language that may not be theirs."""


@dataclass(frozen=True, slots=True)
class Rating:
    """A word of LEVELS, the products or the stack, and the minutes that one person needs alone.

    `weight` orders cases of one level. `stacks` of a scenario are the products of the right layer
    and of its rival together, so that they tell nobody which is right.
    """

    level: str
    stacks: tuple[str, ...]
    minutes: int
    weight: Fraction

    @property
    def told(self) -> str:
        """All of it in a line."""
        on = " or ".join(NAMES[each] for each in self.stacks)
        return f"{self.effort}, about {on}" if on else self.effort

    @property
    def effort(self) -> str:
        """The level and the minutes: what says nothing of an answer."""
        return f"{self.level.capitalize()}, {counted(self.minutes, 'minute')}"


_LETTERS = {SCENARIO: "S", DRILL: "D"}


def label(case: Case) -> str:
    """What people call a case: `S7` or `D3`."""
    return f"{_LETTERS[case_kind(case)]}{case.number}"


def cases_of(guide: Guide, kind: str) -> tuple[Case, ...]:
    """The cases of this kind, SCENARIO or DRILL, by their numbers."""
    return tuple(sorted(guide.cases(kind).values(), key=lambda case: case.number))


def case_by_label(guide: Guide) -> dict[str, Case]:
    """Every case by what people call it: scenarios and then drills, by their numbers."""
    return {label(case): case for kind in (SCENARIO, DRILL) for case in cases_of(guide, kind)}


def rated(guide: Guide, kind: str) -> dict[str, Rating]:
    """The rating of each case of this kind, by its id and in the order of the numbers."""
    return {case.id: rating(guide, case) for case in cases_of(guide, kind)}


def rating(guide: Guide, case: Case) -> Rating:
    """The rating of one case."""
    minutes = -(-_words(case) // _WORDS_A_MINUTE) + len(_kinds(case))
    if isinstance(case, Drill):
        weight = Fraction(_to_tell_apart(guide, case))
        return Rating(_level(weight, 5, 7), (case.stack,), minutes, weight)
    weight = _temptation(guide, case)
    return Rating(_level(weight, 2, 3), _products(guide, case), minutes, weight)


def start_here(guide: Guide, kind: str, ratings: dict[str, Rating]) -> tuple[Case, ...]:
    """The easiest case for each side that a direction leans to, of drills for each stack: at most
    five. `ratings` is what `rated` says of this kind."""
    first: dict[str, Case] = {}
    for case in sorted(cases_of(guide, kind), key=lambda case: ratings[case.id].weight):
        first.setdefault(_sort(guide, case), case)
    return tuple(sorted(tuple(first.values())[:5], key=lambda case: case.number))


def _sort(guide: Guide, case: Case) -> str:
    if isinstance(case, Drill):
        return case.stack
    key = scenario_key(guide.tree, case)
    return key.outcome.lean if key else ""


def _level(weight: Fraction, medium: int, hard: int) -> str:
    return LEVELS[(weight >= medium) + (weight >= hard)]


def _kinds(case: Case) -> tuple[str, ...]:
    return PARTS[case_kind(case)]


def _words(case: Case) -> int:
    if isinstance(case, Drill):
        seen = (each.text for look in case.looks for each in look.shows)
        told = (case.pager, *(each.what for each in case.changes), *seen)
    else:
        lists = (case.brief, case.requirements, case.risks, case.boundaries, (case.rival.case,))
        told = tuple(text for texts in lists for text in texts)
    return sum(len(text.split()) for text in told)


def _temptation(guide: Guide, scenario: Scenario) -> Fraction:
    """The facts that it takes, on the average of the wrong layers on offer, to rule one out."""
    tree = guide.tree
    asked, right = scenario_walk(tree, scenario), scenario_key(tree, scenario)
    if right is None:
        return Fraction(0)
    reach, total = tree.within_reach, 0
    wrong = [each.outcome for each in scenario.layers if each.outcome != right.outcome.id]
    for outcome in wrong:
        left = (option and not reach[option.to] & reach[outcome] for _, option in asked.asked)
        total += next((n for n, out in enumerate(left, 1) if out), len(asked.asked))
    return Fraction(total, len(wrong))


def _to_tell_apart(guide: Guide, drill: Drill) -> int:
    key = drill_key(guide, drill)
    right = len(key.units) + len(key.order) if key else 0
    return len(drill.changes) + right + len(drill.cannot)


def _products(guide: Guide, scenario: Scenario) -> tuple[str, ...]:
    key = scenario_key(guide.tree, scenario)
    ends = (key.outcome.id if key else "", scenario.rival.outcome)
    known = guide.tree.outcome_by_id
    leans = (known[each].lean for each in ends if each in known)
    found = {side for lean in leans for side in _SIDES.get(lean, (lean,))}
    return tuple(name for name in _PRODUCTS if name in found)
