"""The best way on from any place in a drill, and what a sequence of moves costs.

A place is what was looked at and what was put back, each without its order: what can still be done,
and what it costs, depends on nothing else. So the best way on is worked out once for each place.
Which steps lead on from a place is told by who asks; nothing here knows what a move does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

__all__ = ["NOTHING", "Best", "BestWays", "Cost", "Place", "Step"]


@dataclass(frozen=True, slots=True, order=True)
class Cost:
    """What a sequence costs, the heaviest first: two costs compare from the first field on.

    Aspects left broken, good aspects taken back, units put back, units put back too early, units
    put back before a look told that what they restore is broken, requests that suffered, minutes.
    """

    left: int = 0
    reverted: int = 0
    acts: int = 0
    early: int = 0
    blind: int = 0
    affected: int = 0
    minutes: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(*(one + two for one, two in zip(self._all, other._all, strict=True)))

    def __sub__(self, other: Cost) -> Cost:
        return Cost(*(one - two for one, two in zip(self._all, other._all, strict=True)))

    @property
    def _all(self) -> tuple[int, ...]:
        return (
            self.left,
            self.reverted,
            self.acts,
            self.early,
            self.blind,
            self.affected,
            self.minutes,
        )


NOTHING = Cost()
"""What it costs to do nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """The ids of what was looked at and of the units that were put back, in any order."""

    looked: frozenset[str]
    done: frozenset[str]


@dataclass(frozen=True, slots=True)
class Step:
    """What can be done at a place: its moves, what they cost, and the place where they lead, None
    at the end."""

    moves: tuple[str, ...]
    cost: Cost
    to: Place | None = None


@dataclass(frozen=True, slots=True)
class Best:
    """The cost of the best way on, its moves, and how many sequences are exactly as good."""

    cost: Cost
    moves: tuple[str, ...]
    ways: int


_AT_THE_END = Best(NOTHING, (), 1)


class BestWays:
    """The best ways on, each kept once it was worked out.

    `steps` tells what can be done at a place, at least one thing. No step may lead back to a place
    on the way to it.
    """

    def __init__(self, steps: Callable[[Place], Iterable[Step]]) -> None:
        self._steps = steps
        self._found: dict[Place, Best] = {}

    def best(self, place: Place | None) -> Best:
        """The best way on from a place; of several the first, in the order of the steps. None is
        the end."""
        if place is None:
            return _AT_THE_END
        if place not in self._found:
            self._found[place] = self._worked_out(place)
        return self._found[place]

    def every(self, place: Place | None) -> Iterator[tuple[str, ...]]:
        """The moves of each way on that is as good as the best one, in the order of the steps."""
        if place is None:
            yield ()
            return
        least = self.best(place).cost
        for step in self._steps(place):
            if step.cost + self.best(step.to).cost == least:
                yield from ((*step.moves, *then) for then in self.every(step.to))

    def _worked_out(self, place: Place) -> Best:
        ways = [(step, self.best(step.to)) for step in self._steps(place)]
        least = min(step.cost + then.cost for step, then in ways)
        good = [(step, then) for step, then in ways if step.cost + then.cost == least]
        step, then = good[0]
        return Best(least, (*step.moves, *then.moves), sum(then.ways for _, then in good))
