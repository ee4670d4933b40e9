"""The rollback units that put the changed fields of an object back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

from ...engine.model import Guide, Unit
from ...loader.guard_rules import Guarded, Rule
from ...loader.manifests import Field, Manifest
from .path_patterns import fits

__all__ = ["Row", "applies", "units_for"]

Row = tuple[Unit, Rule]


def units_for(
    guide: Guide, known: Guarded, manifest: Manifest, touched: Mapping[str, Sequence[Field]]
) -> list[tuple[Row, ...]]:
    """The units that put these aspects back, for each stack on which the object may be."""
    by_id = {unit.id: unit for unit in guide.units}
    rows = ((by_id[rule.name], rule) for rule in known.units if rule.name in by_id)
    offered = [(unit, rule) for unit, rule in rows if _offered(unit, rule, manifest, touched)]
    stacks = tuple(dict.fromkeys(unit.stack for unit, _ in offered))
    here = {rule.name for rule in known.modes if applies(rule, manifest)} or set(stacks)
    return [
        _covering([row for row in offered if row[0].stack == stack], frozenset(touched))
        for stack in stacks
        if stack in here
    ]


def _offered(
    unit: Unit, rule: Rule, manifest: Manifest, touched: Mapping[str, Sequence[Field]]
) -> bool:
    """Whether the rule lets this unit put the change back."""
    if rule.words or not rule.path:
        return applies(rule, manifest)
    restored = (each for aspect in unit.restores for each in touched.get(aspect, ()))
    return all(fits(rule.path, each.path) for each in restored)


def _covering(offered: Sequence[Row], touched: frozenset[str]) -> tuple[Row, ...]:
    """The first unit that restores all of it, or the ones that together restore most."""
    whole = next((row for row in offered if touched <= set(row[0].restores)), None)
    if whole:
        return (whole,)
    chosen: list[Row] = []
    left = set(touched)
    while left:
        best = max(offered, key=lambda row: len(left & set(row[0].restores)), default=None)
        if best is None or not left & set(best[0].restores):
            break
        chosen.append(best)
        left -= set(best[0].restores)
    return tuple(chosen)


def applies(rule: Rule, manifest: Manifest) -> bool:
    """Whether the object has one of the rule's words in the rule's field; without words it has."""
    if not rule.words:
        return True
    values = [each.value for each in manifest.fields if fits(rule.path, each.path)]
    return any(fnmatchcase(value, word) for value in values for word in rule.words)
