"""Which units put back what is broken, and in which order: one rule for drills and for incidents.

Right are those units on offer which restore all that is broken and put back as little as possible
of what was changed since and is good; among these the fewest, then the fastest. In an incident on a
known stack its own units come before faster ones from outside: those outside cannot know what they
restart, and have no command.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, permutations

from .model import OUTSIDE, SPEEDS, Guide, Precedence, Unit

__all__ = ["Damage", "Effects", "best_sets", "effects", "in_order", "instead", "offered", "orders"]


@dataclass(frozen=True, slots=True)
class Damage:
    """What is `bad`, and what was changed since and is `good`, as ids of aspects.

    `cannot` are (unit, aspect) for what a unit restores as a rule and cannot restore here.
    """

    bad: tuple[str, ...]
    good: tuple[str, ...] = ()
    cannot: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Effects:
    """What putting some units back does, as ids of aspects in the order of the table.

    `reverted` was changed before the incident, is good, and goes back all the same.
    """

    restored: tuple[str, ...]
    still_broken: tuple[str, ...]
    reverted: tuple[str, ...]


def offered(guide: Guide, stack: str) -> tuple[Unit, ...]:
    """The units that restore something on this stack, and those that exist outside of any. One of
    these with a command names an object that no controller of a product writes: a product has its
    own."""

    def here(unit: Unit) -> bool:
        return unit.stack == stack or (unit.stack == OUTSIDE and not unit.commands)

    return tuple(unit for unit in guide.units if unit.restores and here(unit))


def effects(guide: Guide, damage: Damage, units: Iterable[str]) -> Effects:
    """What putting these units back does."""
    back = set[str]().union(*(_restored(guide, damage, name) for name in units))
    bad = set(damage.bad)
    return Effects(
        restored=_ordered(guide, bad & back),
        still_broken=_ordered(guide, bad - back),
        reverted=_ordered(guide, (set(damage.good) - bad) & back),
    )


def best_sets(
    guide: Guide, names: tuple[str, ...], damage: Damage, stack: str = ""
) -> tuple[tuple[str, ...], ...]:
    """Every best set of the units `names`, each in their order; none where nothing restores all.

    Where a `stack` is named, fewer units from outside it are better than faster ones. A set of
    more units than there are broken aspects holds one that adds nothing.
    """
    most = min(len(names), max(1, len(damage.bad)))
    bad = guide.aspect_by_id.keys() & damage.bad
    good = (guide.aspect_by_id.keys() & damage.good) - bad
    restored = {name: _restored(guide, damage, name) for name in names}

    def outside(units: tuple[str, ...]) -> int:
        return sum(guide.unit_by_id[unit].stack != stack for unit in units) if stack else 0

    costs = {
        units: (len(good & back), len(units), outside(units), _slowest(guide, units))
        for size in range(1, most + 1)
        for units in combinations(names, size)
        if bad <= (back := set[str]().union(*(restored[unit] for unit in units)))
    }
    least = min(costs.values(), default=None)
    return tuple(units for units, cost in costs.items() if cost == least)


def instead(
    guide: Guide, stack: str, bad: tuple[str, ...], units: tuple[Unit, ...]
) -> tuple[tuple[Unit, ...], ...]:
    """For each of `units`, the other units on this stack that can take its place: those that put
    back all of `bad` that none of the rest does, the fastest first, then the stack's own, then
    those that put back least besides."""

    def cost(unit: Unit) -> tuple[int, bool, int]:
        besides = set(unit.restores) - set(bad)
        return SPEEDS.index(unit.speed), unit.stack != stack, len(besides)

    ways = []
    for unit in units:
        rest = {each for other in units if other != unit for each in other.restores}
        share = (set(bad) & set(unit.restores)) - rest
        able = (other for other in offered(guide, stack) if share <= set(other.restores))
        ways.append(tuple(sorted((each for each in able if each not in units), key=cost)))
    return tuple(ways)


def orders(
    guide: Guide, units: tuple[str, ...], more: tuple[Precedence, ...] = ()
) -> tuple[Precedence, ...]:
    """What binds the order of these units: what always holds, and what holds in this incident."""
    every = (*guide.precedence, *more)
    return tuple(each for each in every if each.first in units and each.then in units)


def in_order(units: tuple[str, ...], order: tuple[Precedence, ...]) -> tuple[str, ...] | None:
    """The units in the first order that nothing forbids; None when they bind each other."""
    for tried in permutations(units):
        if all(tried.index(each.first) < tried.index(each.then) for each in order):
            return tried
    return None


def _restored(guide: Guide, damage: Damage, name: str) -> set[str]:
    """What this unit restores in this incident."""
    cannot = {aspect for unit, aspect in damage.cannot if unit == name}
    return set(guide.unit_by_id[name].restores) - cannot


def _slowest(guide: Guide, units: tuple[str, ...]) -> int:
    return max(SPEEDS.index(guide.unit_by_id[unit].speed) for unit in units)


def _ordered(guide: Guide, aspects: set[str]) -> tuple[str, ...]:
    return tuple(aspect.id for aspect in guide.aspects if aspect.id in aspects)
