"""What must hold within a drill, whatever the units make of it."""

from __future__ import annotations

from typing import Any

from .case_checks import check_start
from .draft import Draft, Where
from .rows import listed, mappings, once

__all__ = ["check_drills"]


def check_drills(draft: Draft) -> None:
    """Note what is wrong within a drill: what it offers, shows, breaks and costs."""
    for name, data in draft.data.items():
        if name.startswith("drills/") and isinstance(data, dict):
            _check_drill(draft, name, data)


def _check_drill(draft: Draft, name: str, data: dict[str, Any]) -> None:
    once(draft, (name, "units"), data.get("units"), "unit")
    told = [data.get("pager"), *(row.get("what") for row in mappings(data.get("changes")))]
    check_start(draft, (name, "pager"), told)
    for key in ("broken", "expected"):
        once(draft, (name, key), data.get(key))
    _offered(draft, name, data)
    _looks(draft, name, data)
    _harm(draft, name, data)
    _stacks(draft, name, data)
    _needless(draft, name, data)
    changed = _changed(data)
    for index, aspect in listed(data.get("broken")):
        if isinstance(aspect, str) and aspect not in changed:
            message = f"no change touches “{aspect}”; name it in the `aspects` of one of `changes`"
            draft.problem((name, "broken", index), message, "broken-unchanged")


def _offered(draft: Draft, name: str, data: dict[str, Any]) -> None:
    """Every unit that the drill speaks of can be chosen in it."""
    offered = {row.get("unit") for row in mappings(data.get("units"))}
    places: list[tuple[Where, Any]] = [
        ((name, "expected", index), unit) for index, unit in listed(data.get("expected"))
    ]
    for key, fields in (("order", ("first", "then")), ("cannot", ("unit",))):
        for index, row in enumerate(data.get(key) or []):
            given = row if isinstance(row, dict) else {}
            places += [((name, key, index, each), given.get(each)) for each in fields]
    for where, unit in places:
        if isinstance(unit, str) and offered and unit not in offered:
            message = f"“{unit}” is not on offer; add it to `units`, or take it out here"
            draft.problem(where, message, "unit-not-offered")


def _looks(draft: Draft, name: str, data: dict[str, Any]) -> None:
    once(draft, (name, "looks"), data.get("looks"), "id")
    told: set[Any] = set()
    broken = {aspect for _, aspect in listed(data.get("broken"))}
    changed = _changed(data)
    # A change that names an aspect wrongly is told of itself, and not of what shows it.
    touched = changed | broken if changed <= _aspects(draft) else None
    for index, row in enumerate(data.get("looks") or []):
        if isinstance(row, dict):
            told |= _look(draft, (name, "looks", index), row, touched)
    for index, aspect in listed(data.get("broken")):
        if isinstance(aspect, str) and data.get("looks") and aspect not in told:
            message = f"no look shows whether “{aspect}” is broken; add a piece with that `aspect`"
            draft.problem((name, "broken", index), message, "broken-unseen")


def _look(draft: Draft, where: Where, row: dict[str, Any], touched: set[Any] | None) -> set[Any]:
    """The aspects that this look shows. `touched` can differ at all; None where that is unknown."""
    pieces, panel = mappings(row.get("shows")), mappings([row.get("panel")])
    if row and not pieces and not panel:
        message = "nothing is seen at this look; write `shows`, `panel` or both"
        draft.problem(where, message, "look-at-nothing")
    for number, piece in enumerate(row.get("shows") or []):
        if isinstance(piece, dict):
            _piece(draft, (*where, "shows", number), piece, touched)
    return {each.get("aspect") for each in (*pieces, *panel)}


def _piece(draft: Draft, where: Where, piece: dict[str, Any], touched: set[Any] | None) -> None:
    if ("aspect" in piece) != ("back" in piece):
        missing = "back" if "aspect" in piece else "aspect"
        message = f"`aspect` and `back` belong together; add `{missing}`, or take it out"
        draft.problem(where, message, "half-a-piece")
    aspect = piece.get("aspect")
    if isinstance(aspect, str) and touched is not None and aspect not in touched:
        message = (
            f"no change touches “{aspect}”, so `back` is never shown; name it in the "
            "`aspects` of one of `changes`, or take it out here"
        )
        draft.problem((*where, "aspect"), message, "piece-unchanged")


def _changed(data: dict[str, Any]) -> set[Any]:
    """The aspects that some change of the drill touched."""
    rows = mappings(data.get("changes"))
    return {aspect for row in rows for aspect in row.get("aspects") or ()}


def _aspects(draft: Draft) -> set[Any]:
    units = draft.data.get("units")
    return {
        row.get("id") for row in mappings(units.get("aspects") if isinstance(units, dict) else None)
    }


def _harm(draft: Draft, name: str, data: dict[str, Any]) -> None:
    once(draft, (name, "harm"), data.get("harm"), "aspect")
    broken = [aspect for _, aspect in listed(data.get("broken")) if isinstance(aspect, str)]
    harmed = {row.get("aspect") for row in mappings(data.get("harm"))}
    for index, row in enumerate(data.get("harm") or []):
        aspect = row.get("aspect") if isinstance(row, dict) else None
        if isinstance(aspect, str) and broken and aspect not in broken:
            message = f"“{aspect}” is not broken, so nobody suffers by it; take it out"
            draft.problem((name, "harm", index, "aspect"), message, "harm-of-good")
    for aspect in broken:
        if harmed and aspect not in harmed:
            message = f"how much “{aspect}” costs a minute is missing; add it, with 0 if nobody "
            draft.problem((name, "harm"), f"{message}notices", "harm-missing")


def _stacks(draft: Draft, name: str, data: dict[str, Any]) -> None:
    units = draft.data.get("units")
    rows = mappings(units.get("units") if isinstance(units, dict) else None)
    stack_of = {row.get("id"): row.get("stack") for row in rows}
    stack = data.get("stack")
    for index, row in enumerate(data.get("units") or []):
        unit = row.get("unit") if isinstance(row, dict) else None
        if stack in (None, "hybrid") or stack_of.get(unit) in (None, stack, "application"):
            continue
        message = f"“{unit}” exists on {stack_of[unit]}, and this drill is on {stack}; take another"
        draft.problem((name, "units", index, "unit"), message, "other-stack")


def _needless(draft: Draft, name: str, data: dict[str, Any]) -> None:
    units = draft.data.get("units")
    rows = mappings(units.get("units") if isinstance(units, dict) else None)
    restored = {row.get("id"): row.get("restores") or () for row in rows}
    for index, row in enumerate(data.get("cannot") or []):
        given = row if isinstance(row, dict) else {}
        unit, aspect = given.get("unit"), given.get("aspect")
        if isinstance(aspect, str) and aspect not in restored.get(unit, (aspect,)):
            message = f"“{unit}” does not restore “{aspect}” anyway; take it out"
            draft.problem((name, "cannot", index, "aspect"), message, "cannot-anyway")
