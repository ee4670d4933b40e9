"""What is right in a scenario or a drill: worked out from the tree and the units, never written.

A scenario's layer is the outcome that its facts lead to, and the owner is that outcome's, or the
one that the facts name where the outcome leaves it to them. A fact *rules an outcome out* when its
question is asked on some way to that outcome and no such way gives this answer; the deciding fact
is the one on offer that rules out the rival. Where no fact on the way is left open that is the row
of `explain.ruled_out`, and there is exactly one. An answer to a gate rules nothing out.

A drill's units are worked out by `engine.rollback`, as those of the plan for an incident are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from .. import rollback
from ..model import Drill, Guide, Outcome, Precedence, Question, Scenario, Tree
from ..rollback import Damage, Effects, in_order
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
    "scenarios_of",
    "walk_with_inject",
]


@dataclass(frozen=True, slots=True)
class ScenarioKey:
    """What is right in a scenario: an outcome, a word of OWNERS, and a question's id."""

    outcome: Outcome
    owner: str
    fact: str


@dataclass(frozen=True, slots=True)
class DrillKey:
    """The right units of a drill in one right order, and the orders that bind them."""

    units: tuple[str, ...]
    order: tuple[Precedence, ...]


def scenario_walk(tree: Tree, scenario: Scenario) -> Walk:
    """Where the scenario's facts lead."""
    return walk(tree, dict(scenario.facts))


def walk_with_inject(tree: Tree, scenario: Scenario) -> Walk:
    """Where the scenario's facts lead once its inject has changed them."""
    return walk(tree, {**dict(scenario.facts), **dict(scenario.inject.facts)})


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


def scenarios_of(guide: Guide) -> dict[str, int]:
    """How many scenarios lead to each outcome, by its id and in the order of the file."""
    keys = (scenario_key(guide.tree, scenario) for scenario in guide.scenarios)
    led_to = Counter(key.outcome.id for key in keys if key)
    return {outcome.id: led_to[outcome.id] for outcome in guide.tree.outcomes}


def broken_in(drill: Drill) -> Damage:
    """What is broken in this incident, and what was changed since and is good."""
    changed = (aspect for change in drill.changes for aspect in change.aspects)
    cannot = tuple((each.unit, each.aspect) for each in drill.cannot)
    return Damage(drill.broken, tuple(dict.fromkeys(changed)), cannot)


def effects(guide: Guide, drill: Drill, units: tuple[str, ...]) -> Effects:
    """What putting these units back does in this incident."""
    return rollback.effects(guide, broken_in(drill), units)


def best_units(guide: Guide, drill: Drill) -> tuple[tuple[str, ...], ...]:
    """Every best set of units on offer, each in the order offered; sound drills have one."""
    names = tuple(choice.unit for choice in drill.units)
    return rollback.best_sets(guide, names, broken_in(drill))


def orders(guide: Guide, drill: Drill, units: tuple[str, ...]) -> tuple[Precedence, ...]:
    """What binds the order of these units: what always holds, and what holds in this incident."""
    return rollback.orders(guide, units, drill.order)


def drill_key(guide: Guide, drill: Drill) -> DrillKey | None:
    """What is right in this drill; None where the checks of the build would refuse it."""
    best = best_units(guide, drill)
    if len(best) != 1:
        return None
    order = orders(guide, drill, best[0])
    units = in_order(best[0], order)
    return DrillKey(units, order) if units else None
