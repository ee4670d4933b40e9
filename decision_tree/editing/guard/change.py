"""What a change of manifests does to the way back: the unit, what it leaves, and whose it is.

Everything here is about values that were read already; the command brings them from Git.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from ...engine.counted import counted
from ...engine.display_names import STACK_NAMES
from ...engine.model import Guide
from ...loader.guard_rules import Apart, Guarded, GuardRules, Rule
from ...loader.manifests import SERVE_CONFIG, Field, Manifest
from ..findings import NOTE, Finding
from .conditions import broken_conditions, other_stack, unsafe_values
from .governing_records import Governing, governs, with_owner
from .new_and_gone import MOVED, UNIT, Around, added, again, given_twice, moved, named, removed
from .path_patterns import fits
from .same_object import changed_fields, paired, twin_lines
from .texts import called, code, listed, paths
from .units_for_change import Row, restored, stacks_named, units_for
from .way_back import PLAIN, REVERT, Back, alone, commands_of, earlier_values, of_overlay, unit_said

__all__ = ["guard"]


def guard(
    guide: Guide,
    rules: GuardRules,
    before: Iterable[Manifest],
    after: Iterable[Manifest],
    records: Sequence[Governing],
    around: Around | None = None,
) -> Iterator[Finding]:
    """What there is to say of each object that differs between `before` and `after`.

    `around` is what else is known of the repository, such as the commit that `before` was read
    from, for the commands.
    """
    around = around or Around()
    after = tuple(after)
    earlier, gone = paired(before, after)
    twins = twin_lines(after, earlier)
    for at, (manifest, was) in enumerate(zip(after, earlier, strict=True)):
        known = rules.of(manifest.kind)
        if known is None:
            continue
        owned = [each for each in records if governs(each, manifest.file)]
        stacks = _stacks(guide, known)
        part = around.built.is_patch(manifest.file)
        twin = 0 if part else twins.get(at, 0)
        if was is None and twin:
            told = given_twice(manifest, twin, before=False)
        elif was is None:
            told = added(manifest, around)
        else:
            changed = changed_fields(was, manifest)
            old = [each for each in records if governs(each, was.file)]
            place = moved(was, manifest, old, owned)
            if not changed:
                if place:
                    yield with_owner(_moved(manifest, place), owned, manifest.kind, stacks)
                continue
            unsafe = tuple(unsafe_values(rules, known, changed, was))
            back = Back(
                manifest, was, around.good, around.before.overlays(was.file), unsafe, changed
            )
            edited = _edited(guide, known, changed, back, owned)
            told = _beside(edited, was)
            more = [place] if place else []
            more += _needed(known.refers, was, gone, around)
            told = replace(told, details=(*told.details, *more))
        yield with_owner(told, owned, manifest.kind, stacks)
        if was and twin:
            yield given_twice(manifest, twin, before=True)
        still_named = partial(around.still_named, rules, manifest)
        yield from broken_conditions(rules, known, manifest, was, owned, part, still_named)
    for manifest in gone:
        if rules.of(manifest.kind):
            owned = [each for each in records if governs(each, manifest.file)]
            told = removed(manifest, around, rules)
            yield with_owner(_beside(told, manifest), owned)


def _stacks(guide: Guide, known: Guarded) -> set[str]:
    """The stacks of objects of these kinds; none where an object may be elsewhere too."""
    own = {rule.name for rule in known.units}
    return set() if known.outside else {unit.stack for unit in guide.units if unit.id in own}


def _moved(manifest: Manifest, place: str) -> Finding:
    told = f"{called(manifest)} did not change. {place}"
    return Finding(manifest.file, manifest.line, MOVED, NOTE, told)


def _needed(
    refers: Iterable[tuple[tuple[str, ...], tuple[str, ...]]],
    was: Manifest,
    gone: Iterable[Manifest],
    around: Around,
) -> Iterator[str]:
    """How what the earlier object names is brought again, where the same change removes it."""
    refers = tuple(refers)
    for each in gone:
        if each.name in named(refers, was, each.kind):
            told = f"The earlier version needs the {called(each)}, which this change removes."
            yield f"{told} Put that back first. {again(each, around)}"


def _edited(
    guide: Guide, known: Guarded, changed: Sequence[Field], back: Back, records: Sequence[Governing]
) -> Finding:
    manifest = back.now
    apart = tuple(_apart(known, changed, manifest))
    own = {place.path for place, _ in apart}
    touched = _touched(known, [each for each in changed if each.path not in own])
    names = {aspect.id: aspect.name for aspect in guide.aspects}
    aspects = {each.path: key for key, rows in touched.items() for each in rows}
    units = {unit.id: unit.name for unit in guide.units}
    back = replace(back, aspects=aspects, units=units)
    shown = [f"{names.get(key, key)} ({paths(rows)})" for key, rows in touched.items()]
    shown += [paths([place for place, _ in apart])] if apart else []
    what = "; ".join(shown)
    refused = other_stack(known, back.was, manifest)
    by_stack = units_for(guide, known, back.was, manifest, touched)
    by_stack = by_stack if touched and not refused else {}
    found = list(by_stack.values())
    outside = known.outside if found else ""
    settled = [set(each.places) for each in records if each.places and not each.gone]
    if outside and settled:
        stacks = {unit.stack for rows in found for unit, _ in rows}
        by_stack = by_stack if any(places & stacks for places in settled) else {}
        found = list(by_stack.values())
        outside = "" if found else outside
    put_back = [
        told
        for stack, units in by_stack.items()
        for told in _put_back(STACK_NAMES[stack], units, touched, names, back)
    ]
    if outside:
        put_back.append(back.filled(outside, Rule("")))
    elif touched and not found and not refused:
        put_back = [_lost("No", touched, names)]
    said = dict.fromkeys(each.says.text for _, each in apart)
    details = (
        *put_back,
        *(f"{told}{_was(told, apart, back.was)}" for told in said),
        *_before_it_is_typed(back, found),
    )
    if refused:
        details = (_REFUSED,)
    elif put_back:
        commands = (each for units in found for row in units for each in commands_of(*row))
        details = (*of_overlay(commands, back), *details)
    data = {
        "object": {"kind": manifest.kind, "namespace": manifest.namespace, "name": manifest.name},
        "aspects": list(touched),
        "units": [unit.id for units in found for unit, _ in units],
    }
    told = f"{called(manifest)} changes {what}."
    line = _line(changed, manifest)
    return Finding(manifest.file, line, UNIT, NOTE, told, 0, details, data)


def _touched(known: Guarded, changed: Sequence[Field]) -> dict[str, list[Field]]:
    """The aspects that these fields belong to, each with its fields."""
    touched: dict[str, list[Field]] = {}
    for each in changed:
        rule = next((rule for rule in known.fields if fits(rule.path, each.path)), None)
        if rule:
            touched.setdefault(rule.name, []).append(each)
    return touched


_REFUSED = "The cluster refuses this edit, so there is nothing to put back there. Revert it in Git."


def _apart(
    known: Guarded, changed: Sequence[Field], manifest: Manifest
) -> Iterator[tuple[Field, Apart]]:
    """The fields that no unit puts back, each with what holds for it."""
    here = stacks_named(known, manifest)
    now = {each.path for each in manifest.fields}
    for place in changed:
        for rule in known.apart:
            own = (fits(each, place.path) for each in rule.outside)
            if not fits(rule.path, place.path) or any(own):
                continue
            meant = not rule.words or (place.value in rule.words and place.path in now)
            if meant and (not rule.stack or rule.stack in here):
                yield place, rule
                break


def _was(told: str, apart: Sequence[tuple[Field, Apart]], was: Manifest) -> str:
    """The earlier values of the fields of which this is told."""
    own = {place.path for place, rule in apart if rule.says.text == told}
    known = {each.path: each.value for each in was.fields}
    return f" {earlier_values([place.path for place, _ in apart if place.path in own], known)}"


def _put_back(
    stack: str, units: Sequence[Row], touched: Collection[str], names: Mapping[str, str], back: Back
) -> Iterator[str]:
    """How the units of one stack put the change back, and what none of them restores."""
    for row in units:
        yield from unit_said(*row, back)
    left = set(touched) - {aspect for row in units for aspect in restored(row)}
    if left:
        yield _lost(f"{stack}: no", [each for each in touched if each in left], names)


def _lost(no: str, left: Iterable[str], names: Mapping[str, str]) -> str:
    told = ", ".join(names.get(each, each) for each in left)
    return f"{no} unit of this stack restores: {told}."


def _before_it_is_typed(back: Back, found: Sequence[Sequence[Row]]) -> Iterator[str]:
    for place, condition in back.unsafe:
        told = f"The earlier value is {code(place.value)}, and no safe way back."
        yield f"{told} {condition.says.text}"
    rows = [row for units in found for row in units]
    space = back.now.namespace
    if space and not PLAIN.fullmatch(space) and not back.overlays and rows:
        yield f"Add `-n` with the namespace, {code(space)}, to each command."
    in_git = dict.fromkeys((unit.stack, rule.in_git) for unit, rule in rows if rule.in_git)
    for stack, told in in_git:
        yield f"{STACK_NAMES[stack]}: {told}" if len(found) > 1 else told
    if not in_git or len(found) > 1:
        yield REVERT


def _line(changed: Sequence[Field], manifest: Manifest) -> int:
    """The first line that changed. A field that is gone has the line of the object, and no own."""
    here = {each.path for each in manifest.fields}
    own = [each.line for each in changed if each.path in here]
    return min(own, default=manifest.line)


def _beside(found: Finding, manifest: Manifest) -> Finding:
    """The finding with a word on what else stands in the file that a command takes from Git."""
    others = list(manifest.in_file)
    others.remove(("", "", "") if manifest.kind == SERVE_CONFIG else manifest.identity)
    taken = any(f":{shlex.quote(manifest.file)}" in detail for detail in found.details)
    if not others or not taken:
        return found
    kinds = listed(sorted({kind or "no kind" for kind, _, _ in others}))
    said = f"The file holds {counted(len(others), 'other object')} too ({kinds}), "
    said += (
        "so the command takes this one out of it."
        if alone(manifest)
        else "and the command would apply it too: cut the command's input to this one first."
    )
    return replace(found, details=(said, *found.details))
