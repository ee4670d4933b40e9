"""What the engine works out for a drill against what its author expects."""

from __future__ import annotations

from collections.abc import Iterable

from ..engine.model import ROLES, SPEEDS, Drill, Guide
from ..engine.practice.drill_moves import ACT, Course, named_move
from ..engine.practice.right_answers import best_units, effects, in_order, orders
from .draft import Draft, Where
from .problems import quoted_and, quoted_or

__all__ = ["check_drill_keys"]


def check_drill_keys(draft: Draft, guide: Guide) -> None:
    """Note each drill of the sound `guide` whose right units, or their order, are others."""
    for drill in guide.drills:
        name = f"drills/{drill.id}"
        _check_drill_key(draft, guide, drill, name, tuple(draft.data[name]["expected"]))


def _check_drill_key(
    draft: Draft, guide: Guide, drill: Drill, name: str, expected: tuple[str, ...]
) -> None:
    place = (name, "expected")
    best = best_units(guide, drill)
    if not best:
        _nothing_restores(draft, guide, drill, name)
    elif len(best) > 1:
        message = (
            f"{_either(best)} do equally well; offer one of them only, say in `cannot` what one "
            "cannot restore here, or name in `changes` what it would take back for nothing"
        )
        draft.problem((name, "units"), message, "several-right")
    elif set(best[0]) != set(expected):
        message = (
            f"{_set(best[0])} is right by the units' table, not {_set(expected)}: "
            f"{_why_not(guide, drill, expected, best[0])}"
        )
        draft.problem(place, message, "other-units")
    else:
        _check_order(draft, guide, drill, place, expected)


def _check_order(
    draft: Draft, guide: Guide, drill: Drill, place: Where, expected: tuple[str, ...]
) -> None:
    order = orders(guide, drill, expected)
    right = in_order(expected, order)
    if right is None:
        pairs = ", ".join(f"{each.first} before {each.then}" for each in order)
        draft.problem(place, f"no order is right ({pairs}); take one of these out", "order-circle")
    elif right != expected:
        first = next(e for e in order if expected.index(e.first) > expected.index(e.then))
        message = f"“{first.first}” goes back before “{first.then}”; write {', '.join(right)}"
        draft.problem(place, message, "other-order")
    else:
        _check_play(draft, guide, drill, place, expected)


def _check_play(
    draft: Draft, guide: Guide, drill: Drill, place: Where, expected: tuple[str, ...]
) -> None:
    """The best sequence puts the same units back, whichever team is played."""
    for role in ROLES:
        course = Course(guide, drill, role)
        moves = course.best(course.start).moves
        acts = [named_move(move) for move in moves if move.startswith(ACT)]
        if set(acts) != set(expected):
            message = (
                f"played as {role}, {_set(acts)} would be better, since it takes fewer minutes; "
                "change `minutes` or `ask`, or offer one of them only"
            )
            draft.problem(place, message, "other-play")
            return


def _nothing_restores(draft: Draft, guide: Guide, drill: Drill, name: str) -> None:
    left = set(effects(guide, drill, tuple(choice.unit for choice in drill.units)).still_broken)
    for index, aspect in enumerate(drill.broken):
        if aspect in left:
            able = [unit.id for unit in guide.units if aspect in unit.restores]
            hint = f"offer {quoted_or(able)}" if able else "add a unit that does to units.yml"
            message = f"no unit on offer restores “{aspect}” here; {hint}"
            draft.problem((name, "broken", index), message, "nothing-restores")


def _why_not(guide: Guide, drill: Drill, expected: tuple[str, ...], right: tuple[str, ...]) -> str:
    done, better = effects(guide, drill, expected), effects(guide, drill, right)
    if done.still_broken:
        return f"yours leaves {quoted_and(done.still_broken)} broken"
    if len(done.reverted) > len(better.reverted):
        return f"yours takes back {quoted_and(done.reverted)}, which is good"
    if len(expected) > len(right):
        return "it does the same with fewer units"
    slow = {unit: guide.unit_by_id[unit].speed for unit in expected}
    worst = max(slow, key=lambda unit: SPEEDS.index(slow[unit]))
    return f"it does the same faster, and “{worst}” takes a {slow[worst]}"


def _set(units: Iterable[str]) -> str:
    return "{" + ", ".join(units) + "}"


def _either(sets: Iterable[tuple[str, ...]]) -> str:
    return " and ".join(map(_set, sets))
