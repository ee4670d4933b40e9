"""What in a manifest breaks the way back: the conditions of guard.yml that it fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from ...loader.guard_rules import Broken, Guarded, GuardRules, Pattern
from ...loader.manifests import Field, Manifest
from ..findings import ERROR, WARNING, Finding
from .governing_records import Governing
from .named_models import filled_in, mutable_models
from .path_patterns import fields_at, fits
from .pinned_versions import (
    moving,
    mutable,
    mutable_argument,
    mutable_image,
    mutable_package,
    unversioned,
)
from .texts import called, code
from .units_for_change import stacks_named

__all__ = ["BEFORE", "NOT_COMPARED", "TESTS", "broken_conditions", "other_stack", "unsafe_values"]

BEFORE = "It was so before this change."
"""Said of what a change did not break."""
NOT_COMPARED = "Nothing in this file was compared."
"""Said of a file that could not be read before the change either."""


def broken_conditions(
    rules: GuardRules,
    known: Guarded,
    manifest: Manifest,
    was: Manifest | None,
    records: Sequence[Governing],
    part: bool,
    still_named: Callable[[], str],
) -> Iterator[Finding]:
    """The conditions that the object fails. What a `part` of one lacks can stand elsewhere.
    `still_named` says what names the object, "" for nothing."""
    for condition in rules.broken:
        if manifest.kind not in condition.kinds:
            continue
        if condition.test == _OTHER_STACK:
            if was and other_stack(known, was, manifest):
                place = next(fields_at(condition.paths[0], manifest))
                yield _condition(condition, manifest, place, False, records)
            continue
        failing = list(_failing(condition, known, manifest))
        more = still_named() if failing and condition.test == _WHILE_NAMED else ""
        if condition.test == _WHILE_NAMED and not more:
            continue
        before = {place.path for place in _failing(condition, known, was)} if was else set()
        for place in failing:
            if place.value or not part:
                yield _condition(condition, manifest, place, place.path in before, records, more)


_OTHER_STACK = "other-stack"
_WHILE_NAMED = "while-named"
_OTHER_WORD = "other-word"
_ARGUMENT = "mutable-argument"


def other_stack(known: Guarded, was: Manifest, now: Manifest) -> bool:
    """Whether each names its stack, and not the same one; a stack can have several names."""
    old, new = (stacks_named(known, each) for each in (was, now))
    return bool(old and new and old != new)


def _condition(
    condition: Broken,
    manifest: Manifest,
    place: Field,
    before: bool,
    records: Sequence[Governing],
    more: str = "",
) -> Finding:
    where = code(".".join(place.path))
    value = f" is {code(place.value)}" if place.value else ""
    told = f"{called(manifest)}, {where}{value}: {condition.says.text}"
    counting = [each.file for each in records if each.claims & set(condition.says.claims)]
    details = [*([more] if more else []), f"What to do: {condition.do.text}"]
    details += [f"The recommendation in {file} rests on this." for file in counting]
    details += [BEFORE] if before else []
    data = {"claims": list(condition.says.claims), "before": before, "records": counting}
    level = WARNING if before else ERROR
    return Finding(
        manifest.file, place.line, condition.id, level, told, details=tuple(details), data=data
    )


def _failing(condition: Broken, known: Guarded, manifest: Manifest) -> Iterator[Field]:
    """The fields of an object that fail the condition; one that is absent has no value."""
    if condition.stack and condition.stack not in stacks_named(known, manifest):
        return
    seen: set[tuple[str, ...]] = set()
    for place in TESTS[condition.test](condition.paths, manifest):
        meant = place.value in condition.words
        if condition.words and meant is (condition.test == _OTHER_WORD):
            continue
        if place.path not in seen:
            seen.add(place.path)
            yield place


_Test = Callable[[tuple[Pattern, ...], Manifest], Iterator[Field]]


def _present(paths: tuple[Pattern, ...], manifest: Manifest) -> Iterator[Field]:
    """The object has one of these fields."""
    for each in manifest.fields:
        if any(fits(path, each.path) for path in paths):
            yield each


def _no_mapping(paths: tuple[Pattern, ...], manifest: Manifest) -> Iterator[Field]:
    """The object has no field below the first path, but perhaps a value there."""
    if not any(any(fields_at((*path, "*", "**"), manifest)) for path in paths):
        nothing = Field(paths[0], "", manifest.line)
        yield next(fields_at(paths[0], manifest), nothing)


def _absent(paths: tuple[Pattern, ...], manifest: Manifest) -> Iterator[Field]:
    """The object has none of these fields."""
    if not any(any(fields_at(path, manifest)) for path in paths):
        named = tuple(name for name in paths[0] if name != "**")
        yield Field(named, "", manifest.line)


def _absent_in(paths: tuple[Pattern, ...], manifest: Manifest) -> Iterator[Field]:
    """What the field should stand in is there, and the field is not."""
    for path in paths:
        for parent, line, values in _parents(path[:-1], manifest):
            if path[-1] not in values:
                yield Field((*parent, path[-1]), "", line)


def _unlimited(paths: tuple[Pattern, ...], manifest: Manifest) -> Iterator[Field]:
    """The field is missing, or is a number below 1."""
    for path in paths:
        for parent, line, values in _parents(path[:-1], manifest):
            given = values.get(path[-1], Field((*parent, path[-1]), "", line))
            if not given.value or re.fullmatch(r"-\d+|0", given.value):
                yield given


def _parents(
    pattern: Pattern, manifest: Manifest
) -> Iterator[tuple[tuple[str, ...], int, Mapping[str, Field]]]:
    """Each mapping that `pattern` names: its path, its first line, and its own fields by name."""
    found: dict[tuple[str, ...], tuple[int, dict[str, Field]]] = {}
    for each in manifest.fields:
        for length in range(len(each.path)):
            parent = each.path[:length]
            if fits(pattern, parent):
                _, values = found.setdefault(parent, (each.line, {}))
                values[each.path[length]] = each
    for path, (line, values) in found.items():
        yield path, line, values


def _of_value(bad: Callable[[str], bool]) -> _Test:
    def find(paths: tuple[Pattern, ...], manifest: Manifest) -> Iterator[Field]:
        for each in manifest.fields:
            meant = filled_in(each.value) and any(fits(path, each.path) for path in paths)
            if meant and bad(each.value):
                yield each

    return find


def _mutable_argument(paths: tuple[Pattern, ...], manifest: Manifest) -> Iterator[Field]:
    """The list has an argument that names a model elsewhere, and none that fixes its revision."""
    lists: dict[tuple[str, ...], list[Field]] = {}
    for each in manifest.fields:
        if any(fits(path, each.path) for path in paths):
            lists.setdefault(each.path[:-1], []).append(each)
    for arguments in lists.values():
        at = mutable_argument([each.value for each in arguments])
        if at is not None:
            yield arguments[at]


def _of_two_versions(_paths: tuple[Pattern, ...], _manifest: Manifest) -> Iterator[Field]:
    """No object fails by itself: `broken_conditions` compares it with what it was."""
    return iter(())


TESTS: dict[str, _Test] = {
    "mutable": _of_value(mutable),
    _ARGUMENT: _mutable_argument,
    "mutable-model": mutable_models,
    "mutable-package": _of_value(mutable_package),
    "mutable-image": _of_value(mutable_image),
    "moving-tag": _of_value(moving),
    "unversioned": _of_value(unversioned),
    "absent": _absent,
    "absent-in": _absent_in,
    "unlimited": _unlimited,
    "present": _present,
    _WHILE_NAMED: _present,
    "no-mapping": _no_mapping,
    _OTHER_WORD: _present,
    _OTHER_STACK: _of_two_versions,
}
"""Each test of `fields.GUARD_TESTS`: the fields of one object that it finds."""


def unsafe_values(
    rules: GuardRules, known: Guarded, changed: Sequence[Field], was: Manifest
) -> Iterator[tuple[Field, Broken]]:
    """The earlier values that a rollback would bring again, and what is wrong with each."""
    edited = {each.path for each in changed}
    lists = {each.path[:-1] for each in changed}
    for condition in rules.broken:
        if was.kind in condition.kinds:
            for place in _failing(condition, known, was):
                beside = condition.test == _ARGUMENT and place.path[:-1] in lists
                if place.value and (beside or place.path in edited):
                    yield place, condition
