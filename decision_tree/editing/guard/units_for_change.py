"""The rollback units that put the changed fields of an object back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

from ...engine.model import Guide, Unit
from ...loader.guard_rules import Guarded, Pattern, Rule
from ...loader.manifests import Field, Manifest
from .path_patterns import fields_at, fits

__all__ = ["Row", "restored", "stacks_named", "units_for"]

Row = tuple[Unit, Rule]


def units_for(
    guide: Guide,
    known: Guarded,
    was: Manifest,
    manifest: Manifest,
    touched: Mapping[str, Sequence[Field]],
) -> dict[str, tuple[Row, ...]]:
    """The units that put these aspects back, for each stack on which the object may be."""
    by_id = {unit.id: unit for unit in guide.units}
    rows = ((by_id[rule.name], rule) for rule in known.units if rule.name in by_id)
    offered = [row for row in rows if _offered(row, was, manifest, touched)]
    stacks = tuple(dict.fromkeys(unit.stack for unit, _ in offered))
    here = stacks_named(known, manifest) or set(stacks)
    return {
        stack: _covering([row for row in offered if row[0].stack == stack], frozenset(touched))
        for stack in stacks
        if stack in here
    }


def stacks_named(known: Guarded, manifest: Manifest) -> set[str]:
    """The stacks that the object names; none where it leaves that to the cluster."""
    return {rule.name for rule in known.modes if applies(rule, manifest)}


def restored(row: Row) -> tuple[str, ...]:
    """The aspects that a unit restores for an object of these rules."""
    unit, rule = row
    return (*unit.restores, *rule.also)


def _offered(
    row: Row, was: Manifest, manifest: Manifest, touched: Mapping[str, Sequence[Field]]
) -> bool:
    """Whether the rule lets this unit put the change back."""
    _, rule = row
    if rule.unless[1] and has_one(*rule.unless, manifest):
        return False
    if rule.earlier and not any(fields_at(rule.path, was)):
        return False
    if rule.words or not rule.path:
        return applies(rule, manifest)
    put_back = (each for aspect in restored(row) for each in touched.get(aspect, ()))
    return all(fits(rule.path, each.path) for each in put_back)


def _covering(offered: Sequence[Row], touched: frozenset[str]) -> tuple[Row, ...]:
    """The first unit that restores all of it, or the ones that together restore most."""
    whole = next((row for row in offered if touched <= set(restored(row))), None)
    if whole:
        return (whole,)
    chosen: list[Row] = []
    left = set(touched)
    while left:
        best = max(offered, key=lambda row: len(left & set(restored(row))), default=None)
        if best is None or not left & set(restored(best)):
            break
        chosen.append(best)
        left -= set(restored(best))
    return tuple(chosen)


def applies(rule: Rule, manifest: Manifest) -> bool:
    """Whether the object has one of the rule's words in the rule's field; without words it has."""
    return not rule.words or has_one(rule.path, rule.words, manifest)


def has_one(path: Pattern, words: Sequence[str], manifest: Manifest) -> bool:
    """Whether a field of the object at `path` has one of the words."""
    found = fields_at(path, manifest)
    return any(fnmatchcase(each.value, word) for each in found for word in words)
