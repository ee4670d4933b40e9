"""A drill that is played: what each move does to the world, what it costs, and the best sequence.

A move is a look, an act (a unit that goes back) or giving up; a world is what a sequence of them
leads to. Nothing of it is written in a drill: what an act restores follows from the units' table,
and every cost from the minutes of looks and units and from what suffers meanwhile. A sequence is
worse, in this order, the more it leaves broken, takes back for nothing, puts back in all, puts back
too early, and puts back before any look told that it is broken; then by the requests that suffered,
then by the minutes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from ..model import AS_ANSWERED, Drill, DrillLook, Guide
from .right_answers import DrillKey, drill_key, effects

__all__ = [
    "ACT",
    "ENDS",
    "GIVE_UP",
    "LOOK",
    "MINUTES",
    "OVER",
    "Best",
    "Cost",
    "Course",
    "World",
    "act",
    "look",
    "named_move",
    "plays",
]

LOOK, ACT = "look-", "act-"
"""What the id of a move begins with, before the id of the look or of the unit."""

OVER, GIVE_UP = "over", "give-up"
ENDS = (OVER, GIVE_UP)
"""The last move of a finished sequence: nothing is broken any more, or one gave up."""

MINUTES = {"seconds": 1, "restart": 6, "cold-start": 15}
"""How many minutes a unit of this speed takes where a drill says nothing else."""


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


@dataclass(frozen=True, slots=True)
class World:
    """What a sequence led to: `moves` that were made, `looked` and `done` by id in their order.

    `restored`, `broken` and `reverted` (good, and taken back all the same) are aspects. `waits` are
    units that were put back before one that has to go first; they restore nothing until then.
    `end` is a word of ENDS, or "" while one can go on.
    """

    moves: tuple[str, ...] = ()
    looked: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    reverted: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    cost: Cost = Cost()
    end: str = ""


@dataclass(frozen=True, slots=True)
class Best:
    """The cost of the best way on, its moves, and how many sequences are exactly as good."""

    cost: Cost
    moves: tuple[str, ...]
    ways: int


@dataclass(frozen=True)
class Course:
    """A drill as it is played in a role, a word of ROLES."""

    guide: Guide
    drill: Drill
    role: str

    # -- what is on offer ------------------------------------------------------------------------

    @cached_property
    def looks(self) -> dict[str, DrillLook]:
        """The looks on offer, by id."""
        return {each.id: each for each in self.drill.looks}

    @cached_property
    def minutes(self) -> dict[str, int]:
        """How many minutes each move takes, with those that asking for it takes."""
        speeds = {unit.id: MINUTES[unit.speed] for unit in self.guide.units}
        found = {look(each.id): each.minutes for each in self.drill.looks}
        for choice in self.drill.units:
            own = choice.minutes or speeds[choice.unit]
            asked = 0 if self.mine(choice.unit) else self.drill.ask
            found[act(choice.unit)] = own + asked
        return {**found, GIVE_UP: 0}

    def mine(self, unit: str) -> bool:
        """Whether the team that is played puts this unit back itself."""
        owner = self.guide.unit_by_id[unit].owner
        return self.role == (self.drill.answers if owner == AS_ANSWERED else owner)

    @cached_property
    def key(self) -> DrillKey | None:
        """The right units; None in a drill that the checks of the build would refuse."""
        return drill_key(self.guide, self.drill)

    @cached_property
    def start(self) -> World:
        """The world when the alarm goes off."""
        return World(broken=self._after(frozenset())[1])

    def offers(self, world: World) -> tuple[str, ...]:
        """The moves that can be made in this world, in the order of the drill; none at the end."""
        if world.end:
            return ()
        looks = (look(each.id) for each in self.drill.looks if each.id not in world.looked)
        acts = (act(each.unit) for each in self.drill.units if each.unit not in world.done)
        return (*looks, *acts, GIVE_UP)

    # -- what a move does ------------------------------------------------------------------------

    def step(self, world: World, move: str) -> World:
        """The world after a move that is on offer in `world`; any other leaves it as it is."""
        if move not in self.offers(world):
            return world
        cost = world.cost + self._cost(frozenset(world.looked), frozenset(world.done), move)
        moves = (*world.moves, move)
        name = named_move(move)
        if move == GIVE_UP:
            return replace(world, moves=moves, cost=cost, end=GIVE_UP)
        if move.startswith(LOOK):
            return replace(world, moves=moves, cost=cost, looked=(*world.looked, name))
        done = (*world.done, name)
        restored, broken, reverted = self._after(frozenset(done))
        return World(
            moves=moves if broken else (*moves, OVER),
            looked=world.looked,
            done=done,
            restored=restored,
            broken=broken,
            reverted=reverted,
            waits=tuple(unit for unit in done if unit not in self._holding(frozenset(done))),
            cost=cost,
            end="" if broken else OVER,
        )

    def worlds(self, moves: Iterable[str]) -> tuple[World, ...]:
        """The world at the start and after each of these moves."""
        worlds = [self.start]
        for move in moves:
            if move != OVER:
                worlds.append(self.step(worlds[-1], move))
        return tuple(worlds)

    def harm(self, broken: Iterable[str]) -> int:
        """How many requests a minute suffer while these aspects are broken."""
        per_minute = {each.aspect: each.per_minute for each in self.drill.harm}
        return sum(per_minute.get(aspect, 0) for aspect in broken)

    def _holding(self, done: frozenset[str]) -> frozenset[str]:
        """Of the units put back those that do not wait for one that has to go first."""
        order = self.key.order if self.key else ()
        held = done
        for _ in order:
            held = frozenset(
                unit for unit in done if all(e.first in held for e in order if e.then == unit)
            )
        return held

    def _after(
        self, done: frozenset[str]
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        if done not in self._effects:
            found = effects(self.guide, self.drill, tuple(self._holding(done)))
            self._effects[done] = (found.restored, found.still_broken, found.reverted)
        return self._effects[done]

    @cached_property
    def _effects(
        self,
    ) -> dict[frozenset[str], tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
        return {}

    def _cost(self, looked: frozenset[str], done: frozenset[str], move: str) -> Cost:
        """What this move adds to the cost of a sequence that looked and did that."""
        _, broken, reverted = self._after(done)
        minutes = self.minutes[move]
        affected = minutes * self.harm(broken)
        if move == GIVE_UP:
            return Cost(left=len(broken))
        if move.startswith(LOOK):
            return Cost(affected=affected, minutes=minutes)
        unit = named_move(move)
        order = self.key.order if self.key else ()
        early = any(each.then == unit and each.first not in done for each in order)
        after = self._after(done | {unit})
        told = {aspect for name in looked for aspect in self.looks[name].tells}
        meant = self._restores[unit] & set(broken)
        return Cost(
            reverted=len(after[2]) - len(reverted),
            acts=1,
            early=int(early),
            blind=int(not meant <= told),
            affected=affected,
            minutes=minutes,
        )

    # -- the best way on -------------------------------------------------------------------------

    def best(self, world: World) -> Best:
        """The best way on from this world."""
        if world.end:
            return Best(Cost(), (), 1)
        return self._best(frozenset(world.looked), frozenset(world.done))

    def _best(self, looked: frozenset[str], done: frozenset[str]) -> Best:
        place = (looked, done)
        if place not in self._known:
            ways = [
                Best(self._cost(looked, done, move) + then.cost, (move, *then.moves), then.ways)
                for move, then in self._onward(looked, done)
            ]
            least = min(each.cost for each in ways)
            good = [each for each in ways if each.cost == least]
            self._known[place] = replace(good[0], ways=sum(each.ways for each in good))
        return self._known[place]

    @cached_property
    def _restores(self) -> dict[str, set[str]]:
        """What each unit on offer restores in this incident."""
        units = {
            each.unit: set(self.guide.unit_by_id[each.unit].restores) for each in self.drill.units
        }
        for each in self.drill.cannot:
            units[each.unit].discard(each.aspect)
        return units

    @cached_property
    def _known(self) -> dict[tuple[frozenset[str], frozenset[str]], Best]:
        return {}

    def _onward(self, looked: frozenset[str], done: frozenset[str]) -> Iterator[tuple[str, Best]]:
        """Each move that can be on the best way, and the best way on after it.

        A look that tells nothing of what is broken costs minutes and gives nothing, and so does a
        unit that restores none of it, unless another has to go after it.
        """
        broken = set(self._after(done)[1])
        order = self.key.order if self.key else ()
        firsts = {each.first for each in order}
        for name, each in self.looks.items():
            if name not in looked and broken & set(each.tells):
                yield look(name), self._best(looked | {name}, done)
        for choice in self.drill.units:
            unit = choice.unit
            if unit not in done and (unit in firsts or broken & self._restores[unit]):
                after = done | {choice.unit}
                over = not self._after(after)[1]
                end = Best(Cost(), (OVER,), 1)
                yield act(choice.unit), end if over else self._best(looked, after)
        yield GIVE_UP, Best(Cost(), (), 1)

    def regrets(self, moves: Iterable[str]) -> tuple[Cost, ...]:
        """What each of these moves cost more than the best one that could be made in its place."""
        worlds = self.worlds(moves)
        return tuple(
            after.cost + self.best(after).cost - before.cost - self.best(before).cost
            for before, after in pairwise(worlds)
        )


def look(name: str) -> str:
    """The move that takes this look."""
    return f"{LOOK}{name}"


def act(unit: str) -> str:
    """The move that puts this unit back."""
    return f"{ACT}{unit}"


def named_move(move: str) -> str:
    """The id of the look or of the unit of this move; "" where it is neither."""
    for prefix in (LOOK, ACT):
        if move.startswith(prefix):
            return move.removeprefix(prefix)
    return ""


def plays(course: Course, most: int, looks: bool = True) -> Iterator[World]:
    """Every finished sequence of at most `most` moves before the end; without looks if not `looks`.

    A sequence that is not over by itself ends by giving up.
    """
    every = [course.start]
    while every:
        world = every.pop()
        if world.end:
            yield world
            continue
        yield course.step(world, GIVE_UP)
        if len(world.moves) < most:
            every += [
                course.step(world, move)
                for move in reversed(course.offers(world))
                if move != GIVE_UP and (looks or move.startswith(ACT))
            ]
