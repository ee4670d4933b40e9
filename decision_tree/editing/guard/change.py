"""What a change of manifests does to the way back: the unit, what it leaves, and whose it is.

Everything here is about values that were read already; the command brings them from Git.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ...engine.counted import counted
from ...engine.model import Guide
from ...loader.guard_rules import Guarded, GuardRules
from ...loader.kustomizations import Kustomizations
from ...loader.manifests import SERVE_CONFIG, Field, Manifest
from ..findings import NOTE, Finding
from .conditions import broken_conditions, unsafe_values
from .governing_records import Governing, governs, with_owner
from .path_patterns import fits
from .same_object import changed_fields, paired
from .texts import called, code, paths
from .units_for_change import Row, units_for
from .way_back import PLAIN, Back, commands_of, of_overlay, unit_said

__all__ = ["guard"]


def guard(
    guide: Guide,
    rules: GuardRules,
    before: Iterable[Manifest],
    after: Iterable[Manifest],
    records: Sequence[Governing],
    good: str = "GOOD",
    built: Kustomizations | None = None,
) -> Iterator[Finding]:
    """What there is to say of each object that differs between `before` and `after`.

    `good` is the commit that `before` was read from, for the commands. `built` says of which files
    something else is built.
    """
    built = built or Kustomizations()
    after = tuple(after)
    earlier, gone = paired(before, after)
    in_file = Counter(each.file for each in (*filter(None, earlier), *gone))
    for manifest, was in zip(after, earlier, strict=True):
        known = rules.of(manifest.kind)
        changed = changed_fields(was, manifest) if was else ()
        if known is None or (was and not changed):
            continue
        owned = [each for each in records if governs(each, manifest.file)]
        told = _added(manifest)
        if was:
            unsafe = tuple(unsafe_values(rules, changed, was))
            back = Back(manifest, was, good, built.overlays(was.file), unsafe)
            edited = _edited(guide, known, changed, back)
            told = _beside(edited, was.file, in_file[was.file] - 1)
        yield with_owner(told, owned)
        part = built.is_patch(manifest.file)
        yield from broken_conditions(rules, known, manifest, was, owned, part)
    for manifest in gone:
        if rules.of(manifest.kind):
            owned = [each for each in records if governs(each, manifest.file)]
            told = _removed(manifest, good, built)
            yield with_owner(_beside(told, manifest.file, in_file[manifest.file] - 1), owned)


def _edited(guide: Guide, known: Guarded, changed: Sequence[Field], back: Back) -> Finding:
    manifest = back.now
    touched = _touched(known, changed)
    names = {aspect.id: aspect.name for aspect in guide.aspects}
    what = "; ".join(f"{names.get(key, key)} ({paths(rows)})" for key, rows in touched.items())
    found = units_for(guide, known, manifest, touched)
    details = (
        *of_overlay((each for units in found for row in units for each in commands_of(*row)), back),
        *(told for units in found for told in _put_back(units, touched, names, back)),
        *_before_it_is_typed(back),
    )
    data = {
        "object": {"kind": manifest.kind, "namespace": manifest.namespace, "name": manifest.name},
        "aspects": list(touched),
        "units": [unit.id for units in found for unit, _ in units],
    }
    told = f"{called(manifest)} changes {what}."
    line = _line(changed, manifest)
    return Finding(manifest.file, line, "rollback-unit", NOTE, told, 0, details, data)


def _touched(known: Guarded, changed: Sequence[Field]) -> dict[str, list[Field]]:
    """The aspects that these fields belong to, each with its fields."""
    touched: dict[str, list[Field]] = {}
    for each in changed:
        rule = next((rule for rule in known.fields if fits(rule.path, each.path)), None)
        if rule:
            touched.setdefault(rule.name, []).append(each)
    return touched


def _put_back(
    units: Sequence[Row], touched: Collection[str], names: Mapping[str, str], back: Back
) -> Iterator[str]:
    """How the units of one stack put the change back, and what none of them restores."""
    for row in units:
        yield from unit_said(*row, back)
    left = set(touched) - {aspect for unit, _ in units for aspect in unit.restores}
    if left:
        lost = ", ".join(names.get(each, each) for each in touched if each in left)
        yield f"No unit of this stack restores: {lost}."


def _before_it_is_typed(back: Back) -> Iterator[str]:
    for place, condition in back.unsafe:
        told = f"The earlier value is {code(place.value)}, and no safe way back."
        yield f"{told} {condition.says.text}"
    if back.now.namespace and not back.overlays:
        yield f"Add `-n` with the namespace, {code(back.now.namespace)}, to each command."
    yield "Revert the change in Git too, or the next apply brings it back."


def _line(changed: Sequence[Field], manifest: Manifest) -> int:
    """The first line that changed. A field that is gone has the line of the object, and no own."""
    here = {each.path for each in manifest.fields}
    own = [each.line for each in changed if each.path in here]
    return min(own, default=manifest.line)


def _beside(found: Finding, file: str, others: int) -> Finding:
    """The finding with a word on what else stands in the file that a command takes from Git."""
    taken = any(f":{shlex.quote(file)}" in detail for detail in found.details)
    if not others or not taken:
        return found
    many = counted(others, "other object")
    said = f"The file holds {many} too: put back this one alone, and cut the command's input to it."
    return replace(found, details=(*found.details, said))


def _added(manifest: Manifest) -> Finding:
    told = f"{called(manifest)} is new, so there is no earlier version to go back to."
    detail = "To undo it, delete the object, and see first who calls it."
    if manifest.kind == SERVE_CONFIG:
        detail = (
            "To undo it, take its applications out of the cluster, and see first who calls them."
        )
    return Finding(manifest.file, manifest.line, "new-object", NOTE, told, details=(detail,))


def _removed(manifest: Manifest, good: str, built: Kustomizations) -> Finding:
    told = f"{called(manifest)} is removed."
    detail = f"To undo it, apply it again as it was in {good}. It starts anew."
    file = manifest.file
    if manifest.kind != SERVE_CONFIG and not built.overlays(file) and PLAIN.fullmatch(file):
        command = f"`git show {good}:{file} | kubectl apply -f -`"
        detail = f"To undo it, apply it again. It starts anew. {command}"
    # A line of the old file is no place in the new one.
    return Finding(manifest.file, 0, "removed-object", NOTE, told, details=(detail,))
