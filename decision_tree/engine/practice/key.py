"""What is right in a scenario or a drill: worked out from the tree and the units, never written.

A scenario's layer is the outcome that its facts lead to, and the owner is that outcome's, or the
one that the facts name where the outcome leaves it to them. A fact *rules an outcome out* when its
question is asked on some way to that outcome and no such way gives this answer; the deciding fact
is the one on offer that rules out the rival. Where no fact on the way is left open that is the row
of `explain.ruled_out`, and there is exactly one. An answer to a gate rules nothing out.

A drill's units are those on offer which restore all that is broken and put back as little as
possible of what was changed since and is good; among these the fewest, then the fastest.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, permutations

from ..model import SPEEDS, Drill, Guide, Outcome, Precedence, Question, Scenario, Tree, Unit
from ..walk import Walk, walk

__all__ = [
    "DrillKey",
    "Effects",
    "ScenarioKey",
    "best_units",
    "drill_key",
    "effects",
    "in_order",
    "orders",
    "ruling_out",
    "scenario_key",
    "scenario_walk",
    "without_scenario",
]


@dataclass(frozen=True, slots=True)
class ScenarioKey:
    """What is right in a scenario: an outcome, a word of OWNERS, and a question's id."""

    outcome: Outcome
    owner: str
    fact: str


@dataclass(frozen=True, slots=True)
class Effects:
    """What putting some units back does in a drill, as ids of aspects in the order of the table.

    `reverted` was changed before the incident, is good, and goes back all the same.
    """

    restored: tuple[str, ...]
    still_broken: tuple[str, ...]
    reverted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrillKey:
    """The right units of a drill in one right order, and the orders that bind them."""

    units: tuple[str, ...]
    order: tuple[Precedence, ...]


def scenario_walk(tree: Tree, scenario: Scenario) -> Walk:
    """Where the scenario's facts lead."""
    return walk(tree, dict(scenario.facts))


def ruling_out(tree: Tree, walked: Walk, outcome: str) -> tuple[Question, ...]:
    """The questions whose answers rule this outcome out, in the order asked."""
    reach = tree.within_reach
    bit = reach[outcome]
    return tuple(
        question
        for question, option in walked.asked
        if option and reach[question.id] & bit and not reach[option.to] & bit
    )


def scenario_key(tree: Tree, scenario: Scenario) -> ScenarioKey | None:
    """What is right in this scenario; None where the checks of the build would refuse it."""
    walked = scenario_walk(tree, scenario)
    offered = {choice.question for choice in scenario.deciding}
    deciding = [q.id for q in ruling_out(tree, walked, scenario.rival.outcome) if q.id in offered]
    if walked.outcome is None or len(deciding) != 1:
        return None
    return ScenarioKey(walked.outcome, walked.owner, deciding[0])


def without_scenario(guide: Guide) -> list[str]:
    """The ids of the outcomes that no scenario leads to."""
    keys = (scenario_key(guide.tree, scenario) for scenario in guide.scenarios)
    led_to = {key.outcome.id for key in keys if key}
    return [outcome.id for outcome in guide.tree.outcomes if outcome.id not in led_to]


def effects(guide: Guide, drill: Drill, units: tuple[str, ...]) -> Effects:
    """What putting these units back does in this incident."""
    put_back: set[str] = set()
    for unit in units:
        put_back |= _restores(drill, guide.unit_by_id[unit])
    changed = {aspect for change in drill.changes for aspect in change.aspects}
    broken = set(drill.broken)
    return Effects(
        restored=_ordered(guide, broken & put_back),
        still_broken=_ordered(guide, broken - put_back),
        reverted=_ordered(guide, (changed - broken) & put_back),
    )


def best_units(guide: Guide, drill: Drill) -> tuple[tuple[str, ...], ...]:
    """Every best set of units on offer, each in the order offered; sound drills have one."""
    offered = tuple(choice.unit for choice in drill.units)
    costs = {
        units: (len(done.reverted), len(units), _slowest(guide, units))
        for size in range(1, len(offered) + 1)
        for units in combinations(offered, size)
        if not (done := effects(guide, drill, units)).still_broken
    }
    least = min(costs.values(), default=None)
    return tuple(units for units, cost in costs.items() if cost == least)


def orders(guide: Guide, drill: Drill, units: tuple[str, ...]) -> tuple[Precedence, ...]:
    """What binds the order of these units: what always holds, and what holds in this incident."""
    every = (*guide.precedence, *drill.order)
    return tuple(each for each in every if each.first in units and each.then in units)


def in_order(units: tuple[str, ...], order: tuple[Precedence, ...]) -> tuple[str, ...] | None:
    """The units in the first order that nothing forbids; None when they bind each other."""
    for tried in permutations(units):
        if all(tried.index(each.first) < tried.index(each.then) for each in order):
            return tried
    return None


def drill_key(guide: Guide, drill: Drill) -> DrillKey | None:
    """What is right in this drill; None where the checks of the build would refuse it."""
    best = best_units(guide, drill)
    if len(best) != 1:
        return None
    order = orders(guide, drill, best[0])
    units = in_order(best[0], order)
    return DrillKey(units, order) if units else None


def _restores(drill: Drill, unit: Unit) -> set[str]:
    cannot = {each.aspect for each in drill.cannot if each.unit == unit.id}
    return set(unit.restores) - cannot


def _slowest(guide: Guide, units: tuple[str, ...]) -> int:
    return max(SPEEDS.index(guide.unit_by_id[unit].speed) for unit in units)


def _ordered(guide: Guide, aspects: set[str]) -> tuple[str, ...]:
    return tuple(aspect.id for aspect in guide.aspects if aspect.id in aspects)
