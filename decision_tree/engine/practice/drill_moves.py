"""A drill that is played: what each move does to the world, and what it costs.

A move is a look, an act (a unit that goes back) or giving up; a world is what a sequence of them
leads to. Nothing of it is written in a drill: what an act restores follows from the units' table,
and every cost from the minutes of looks and units and from what suffers meanwhile. A sequence is
worse, in this order, the more it leaves broken, takes back for nothing, puts back in all, puts back
too early, and puts back blindly; then by the requests that suffered, then by the minutes. Blindly
goes back what no look called for: none had told that what it restores is broken, or none had told
of anything broken at all. How the best one is found is written in `drill_best`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise, takewhile

from ..model import AS_ANSWERED, Drill, DrillLook, Guide, Precedence
from .drill_best import NOTHING, Best, BestWays, Cost, Place, Step
from .right_answers import DrillKey, Effects, drill_key, effects

__all__ = [
    "ACT",
    "ENDS",
    "GIVE_UP",
    "LOOK",
    "MINUTES",
    "OVER",
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
    cost: Cost = NOTHING
    end: str = ""


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
        here = next((each.owner for each in self.drill.units if each.unit == unit), "")
        owner = here or self.guide.unit_by_id[unit].owner
        return self.role == (self.drill.answers if owner == AS_ANSWERED else owner)

    @cached_property
    def key(self) -> DrillKey | None:
        """The right units; None in a drill that the checks of the build would refuse."""
        return drill_key(self.guide, self.drill)

    @cached_property
    def start(self) -> World:
        """The world when the alarm goes off."""
        return World(broken=self.after(()).still_broken)

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
        cost = world.cost + self._cost(_place(world), move)
        moves = (*world.moves, move)
        name = named_move(move)
        if move == GIVE_UP:
            return replace(world, moves=moves, cost=cost, end=GIVE_UP)
        if move.startswith(LOOK):
            return replace(world, moves=moves, cost=cost, looked=(*world.looked, name))
        done = (*world.done, name)
        after, working = self.after(done), self._not_waiting(frozenset(done))
        return World(
            moves=moves if after.still_broken else (*moves, OVER),
            looked=world.looked,
            done=done,
            restored=after.restored,
            broken=after.still_broken,
            reverted=after.reverted,
            waits=tuple(unit for unit in done if unit not in working),
            cost=cost,
            end="" if after.still_broken else OVER,
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

    def after(self, done: Iterable[str]) -> Effects:
        """What these units that were put back do, without those that wait for another one."""
        return self._after(frozenset(done))

    @cached_property
    def _after(self) -> Callable[[frozenset[str]], Effects]:
        """What putting these units back does, worked out once for each set of them."""
        return cache(lambda done: effects(self.guide, self.drill, tuple(self._not_waiting(done))))

    def _not_waiting(self, done: frozenset[str]) -> frozenset[str]:
        """Of the units put back those that do not wait for one that has to go first.

        A unit that waits is missing for those that have to go after it, so these may wait as well:
        the rest is looked at again until none waits. Each time it is smaller, so this ends.
        """
        waiting = {each.then for each in self._order if each.first not in done} & done
        return self._not_waiting(done - waiting) if waiting else done

    @property
    def _order(self) -> tuple[Precedence, ...]:
        """Which of two right units has to go first."""
        return self.key.order if self.key else ()

    @cached_property
    def _restores(self) -> dict[str, set[str]]:
        """What each unit on offer restores in this incident."""
        units = {
            each.unit: set(self.guide.unit_by_id[each.unit].restores) for each in self.drill.units
        }
        for each in self.drill.cannot:
            units[each.unit].discard(each.aspect)
        return units

    # -- what a move costs -----------------------------------------------------------------------

    def _cost(self, place: Place, move: str) -> Cost:
        """What this move adds to the cost of a sequence that led to this place."""
        now = self._after(place.done)
        minutes = self.minutes[move]
        affected = minutes * self.harm(now.still_broken)
        if move == GIVE_UP:
            return Cost(left=len(now.still_broken))
        if move.startswith(LOOK):
            return Cost(affected=affected, minutes=minutes)
        unit = named_move(move)
        after = self._after(place.done | {unit})
        early = any(each.then == unit and each.first not in place.done for each in self._order)
        broken = set(now.still_broken)
        told = {aspect for name in place.looked for aspect in self.looks[name].tells} & broken
        return Cost(
            reverted=len(after.reverted) - len(now.reverted),
            acts=1,
            early=int(early),
            blind=int(not told or not self._restores[unit] & broken <= told),
            affected=affected,
            minutes=minutes,
        )

    # -- the best way on -------------------------------------------------------------------------

    def best(self, world: World) -> Best:
        """The best way on from this world."""
        return self._best_ways.best(None if world.end else _place(world))

    def nearest(self, moves: tuple[str, ...]) -> Best:
        """Of the best sequences the one that has most of these moves; of several the one that goes
        with them for longest."""

        def shared(sequence: tuple[str, ...]) -> tuple[int, int]:
            pairs = zip(sequence, moves, strict=False)
            return len({*sequence} & {*moves}), sum(1 for _ in takewhile(_same, pairs))

        return replace(self.best(self.start), moves=max(self.best_sequences, key=shared))

    @cached_property
    def best_sequences(self) -> tuple[tuple[str, ...], ...]:
        """The moves of every best sequence."""
        return tuple(self._best_ways.every(_place(self.start)))

    def needless(self, moves: Iterable[str]) -> tuple[Cost, ...]:
        """The regrets of these moves, without those of looks with which a best sequence does: such
        a look is right, also where another has told the same already."""
        right = {move for each in self.best_sequences for move in each if move.startswith(LOOK)}
        made = tuple(moves)
        regrets = zip(made, self.regrets(made), strict=False)
        return tuple(NOTHING if move in right else regret for move, regret in regrets)

    def regrets(self, moves: Iterable[str]) -> tuple[Cost, ...]:
        """What each of these moves cost more than the best one that could be made in its place."""
        worlds = self.worlds(moves)
        return tuple(
            after.cost + self.best(after).cost - before.cost - self.best(before).cost
            for before, after in pairwise(worlds)
        )

    @cached_property
    def _best_ways(self) -> BestWays:
        return BestWays(self._useful_steps)

    def _useful_steps(self, place: Place) -> Iterator[Step]:
        """The steps that can be on the best way from this place.

        A look that tells nothing of what is broken costs minutes and gives nothing, and so does a
        unit that restores none of it, unless another has to go after it.
        """
        looked, done = place.looked, place.done
        broken = set(self._after(done).still_broken)
        firsts = {each.first for each in self._order}
        for name, each in self.looks.items():
            if name not in looked and broken & set(each.tells):
                move = look(name)
                yield Step((move,), self._cost(place, move), Place(looked | {name}, done))
        for unit, restores in self._restores.items():
            if unit not in done and (unit in firsts or broken & restores):
                move, after = act(unit), done | {unit}
                cost = self._cost(place, move)
                if self._after(after).still_broken:
                    yield Step((move,), cost, Place(looked, after))
                else:
                    yield Step((move, OVER), cost)
        yield Step((GIVE_UP,), self._cost(place, GIVE_UP))


def _same(pair: tuple[str, str]) -> bool:
    one, two = pair
    return one == two


def _place(world: World) -> Place:
    """Where a sequence led, whatever its order was."""
    return Place(frozenset(world.looked), frozenset(world.done))


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
