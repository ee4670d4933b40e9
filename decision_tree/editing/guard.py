"""What a change of manifests does to the way back: the unit, what it leaves, and what breaks it.

Everything here is about values that were read already; the command brings them from Git.
"""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial

from ..engine.model import Guide, Unit
from ..engine.parts import counted
from ..engine.practice.grading import OWNER_NAMES
from ..engine.recheck import recheck
from ..engine.rollback import SPEED_NAMES, STACK_NAMES
from ..loader.claim_uses import claims_below
from ..loader.guard_rules import Broken, Guarded, GuardRules, Pattern, Rule
from ..loader.manifests import Field, Manifest
from ..loader.problems import shortened
from ..loader.record_front_matter import front_matter
from .findings import ERROR, NOTE, WARNING, Finding

__all__ = ["BEFORE", "Governing", "fits", "governing", "guard", "summary"]

BEFORE = "It was so before this change."
"""Said of what a change did not break."""

_MOST_SHOWN = 4
"""Fields of a change that are named; more are counted."""

_MOST_LONG = 160
"""Characters of a path or a value that are shown."""

_FILES = r"(?:service|runtime|graph|llm|preset|rayservice)\.yaml"
"""What units.yml calls the object's file in Git."""
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
"""What may stand in a command without quotes."""


@dataclass(frozen=True, slots=True)
class Governing:
    """A record that says which files it governs, and what its link says today.

    `outcome` is the title of the recommendation, "" where it is not settled; `owner` a word of
    OWNERS or ""; `claims` what the recommendation rests on.
    """

    file: str
    globs: tuple[str, ...]
    deciders: str = ""
    outcome: str = ""
    owner: str = ""
    claims: frozenset[str] = frozenset()


def governing(guide: Guide, name: str, text: str) -> Governing | None:
    """What the record `text`, of the file `name`, governs; None when it does not say."""
    own = front_matter(name, text)
    if not own.affects:
        return None
    walks = (verdict.walked for verdict in recheck(guide.tree, text))
    walked = next((each for each in walks if each and each.outcome), None)
    if walked is None or walked.outcome is None:
        return Governing(name, own.affects, own.deciders)
    rests_on = claims_below((walked.outcome, tuple(option for _, option in walked.asked)))
    settled = (walked.outcome.title, walked.owner, frozenset(rests_on))
    return Governing(name, own.affects, own.deciders, *settled)


def governs(record: Governing, file: str) -> bool:
    """Whether one of the record's patterns fits `file`. A folder stands for all that is in it."""
    names = tuple(file.split("/"))
    patterns = (tuple(each.removeprefix("./").rstrip("/").split("/")) for each in record.globs)
    return any(fits(each, names) or fits((*each, "**"), names) for each in patterns)


def fits(pattern: Pattern, names: Sequence[str]) -> bool:
    """Whether `names` are what `pattern` says: ** is any number of names, * any part of one."""
    open_ = {0}
    for name in names:
        open_ = _past(pattern, open_)
        stays = {at for at in open_ if at < len(pattern) and pattern[at] == "**"}
        moves = {
            at + 1 for at in open_ - stays if at < len(pattern) and fnmatchcase(name, pattern[at])
        }
        open_ = stays | moves
    return len(pattern) in _past(pattern, open_)


def _past(pattern: Pattern, places: Iterable[int]) -> set[int]:
    """The places, and those behind every ** that may stand for nothing."""
    found = set(places)
    for at in sorted(found):
        while at < len(pattern) and pattern[at] == "**":
            at += 1
            found.add(at)
    return found


def guard(
    guide: Guide,
    rules: GuardRules,
    before: Iterable[Manifest],
    after: Iterable[Manifest],
    records: Sequence[Governing],
    good: str = "GOOD",
) -> Iterator[Finding]:
    """What there is to say of each object that differs between `before` and `after`.

    `good` is the commit that `before` was read from, for the commands.
    """
    after = tuple(after)
    earlier, gone = _paired(before, after)
    in_file = Counter(each.file for each in (*filter(None, earlier), *gone))
    for manifest, was in zip(after, earlier, strict=True):
        known = rules.of(manifest.kind)
        if known is None:
            continue
        changed = _changed(was, manifest) if was else ()
        if was and not changed:
            continue
        owned = [each for each in records if governs(each, manifest.file)]
        if was:
            filled = partial(_filled, manifest, was.file, good)
            found = _edited(guide, known, manifest, changed, filled)
            yield _with_owner(_beside(found, in_file[was.file] - 1), owned)
        else:
            yield _with_owner(_added(manifest), owned)
        yield from _broken(rules, manifest, was, owned)
    for manifest in gone:
        if rules.of(manifest.kind):
            owned = [each for each in records if governs(each, manifest.file)]
            yield _with_owner(_removed(manifest), owned)


def _paired(
    before: Iterable[Manifest], after: Sequence[Manifest]
) -> tuple[list[Manifest | None], list[Manifest]]:
    """What each object of `after` was, None for a new one; and the objects that are gone.

    Overlays hold one object in many files, and a file may hold many objects without a name. So the
    closest match goes first, and each object is matched once.
    """
    found: list[Manifest | None] = [None] * len(after)
    left = list(before)
    for key in _MATCHES:
        waiting: dict[object, list[Manifest]] = {}
        for each in left:
            waiting.setdefault(key(each), []).append(each)
        for at, now in enumerate(after):
            if found[at] is None and waiting.get(key(now)):
                found[at] = waiting[key(now)].pop(0)
        left = [each for rest in waiting.values() for each in rest]
    return found, left


def _values(manifest: Manifest) -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple((each.path, each.value) for each in manifest.fields)


_MATCHES: tuple[Callable[[Manifest], object], ...] = (
    lambda each: (each.identity, each.file, _values(each)),
    lambda each: (each.identity, each.file),
    lambda each: (each.identity, _values(each)),  # moved as it was
    lambda each: each.identity,
)
"""What the same object has in common before and after, the closest match first."""


def _beside(found: Finding, others: int) -> Finding:
    """The finding with a word on what else stands in the file that a command takes from Git."""
    if not others:
        return found
    many = counted(others, "other object")
    said = f"The file holds {many} too: put back this one alone, and cut the command's input to it."
    return replace(found, details=(*found.details, said))


def _called(manifest: Manifest) -> str:
    return f"{manifest.kind} {_code(manifest.name)}" if manifest.name else manifest.kind


def _code(text: str) -> str:
    """What stands in somebody's file, as code on one line."""
    flat = " ".join(text.replace("`", "'").split())
    return f"`{flat if len(flat) <= _MOST_LONG else f'{flat[: _MOST_LONG - 1]}…'}`"


def _changed(was: Manifest, now: Manifest) -> tuple[Field, ...]:
    """The fields that differ; of one that is gone the old value, at the line of the object."""
    old = {each.path: each.value for each in was.fields}
    new = {each.path: each.value for each in now.fields}
    more = [each for each in now.fields if old.get(each.path) != each.value]
    gone = [Field(path, value, now.line) for path, value in old.items() if path not in new]
    return (*more, *gone)


def _edited(
    guide: Guide,
    known: Guarded,
    manifest: Manifest,
    changed: Sequence[Field],
    filled: Callable[[str], str],
) -> Finding:
    touched: dict[str, list[Field]] = {}
    for each in changed:
        rule = next((rule for rule in known.fields if fits(rule.path, each.path)), None)
        if rule:
            touched.setdefault(rule.name, []).append(each)
    names = {aspect.id: aspect.name for aspect in guide.aspects}
    what = "; ".join(f"{names.get(key, key)} ({_paths(rows)})" for key, rows in touched.items())
    details: list[str] = []
    found = _units(guide, known, manifest, touched)
    for units in found:
        for unit in units:
            details += _unit_said(unit, filled)
        left = set(touched) - {aspect for unit in units for aspect in unit.restores}
        if left:
            lost = ", ".join(names.get(each, each) for each in touched if each in left)
            details.append(f"No unit of this stack restores: {lost}.")
    if manifest.namespace:
        details.append(
            f"Add `-n` with the namespace, {_code(manifest.namespace)}, to each command."
        )
    details.append("Revert the change in Git too, or the next apply brings it back.")
    data = {
        "object": {"kind": manifest.kind, "namespace": manifest.namespace, "name": manifest.name},
        "aspects": list(touched),
        "units": [unit.id for units in found for unit in units],
    }
    line = min((each.line for each in changed), default=manifest.line)
    told = f"{_called(manifest)} changes {what}."
    kind = "rollback-unit"
    return Finding(manifest.file, line, kind, NOTE, told, details=tuple(details), data=data)


def _paths(fields: Sequence[Field]) -> str:
    shown = [_code(".".join(each.path)) for each in fields[:_MOST_SHOWN]]
    more = len(fields) - len(shown)
    return ", ".join((*shown, f"and {more} more") if more else shown)


def _units(
    guide: Guide, known: Guarded, manifest: Manifest, touched: Mapping[str, Sequence[Field]]
) -> list[tuple[Unit, ...]]:
    """The units that put these aspects back, for each stack on which the object may be."""
    by_id = {unit.id: unit for unit in guide.units}
    rows = ((by_id[rule.name], rule) for rule in known.units if rule.name in by_id)
    offered = [unit for unit, rule in rows if _offered(unit, rule, manifest, touched)]
    stacks = tuple(dict.fromkeys(unit.stack for unit in offered))
    here = {rule.name for rule in known.modes if _applies(rule, manifest)} or set(stacks)
    return [
        _covering([unit for unit in offered if unit.stack == stack], frozenset(touched))
        for stack in stacks
        if stack in here
    ]


def _offered(
    unit: Unit, rule: Rule, manifest: Manifest, touched: Mapping[str, Sequence[Field]]
) -> bool:
    """Whether the rule lets this unit put the change back."""
    if rule.words or not rule.path:
        return _applies(rule, manifest)
    restored = (each for aspect in unit.restores for each in touched.get(aspect, ()))
    return all(fits(rule.path, each.path) for each in restored)


def _covering(offered: Sequence[Unit], touched: frozenset[str]) -> tuple[Unit, ...]:
    """The first unit that restores all of it, or the ones that together restore most."""
    whole = next((unit for unit in offered if touched <= set(unit.restores)), None)
    if whole:
        return (whole,)
    chosen: list[Unit] = []
    left = set(touched)
    while left:
        best = max(offered, key=lambda unit: len(left & set(unit.restores)), default=None)
        if best is None or not left & set(best.restores):
            break
        chosen.append(best)
        left -= set(best.restores)
    return tuple(chosen)


def _applies(rule: Rule, manifest: Manifest) -> bool:
    """Whether the object has one of the rule's words in the rule's field; without words it has."""
    if not rule.words:
        return True
    values = [each.value for each in manifest.fields if fits(rule.path, each.path)]
    return any(fnmatchcase(value, word) for value in values for word in rule.words)


def _unit_said(unit: Unit, filled: Callable[[str], str]) -> Iterator[str]:
    stack = STACK_NAMES.get(unit.stack)
    yield f"Rollback unit: **{unit.name}**{f' ({stack})' if stack else ''}."
    command = f" {_typed(filled(unit.command))}" if unit.command else ""
    yield f"How it is put back: {filled(unit.how.text)}{command}"
    for number, step in enumerate(unit.steps, 1):
        command = f" {_typed(filled(step.command))}" if step.command else ""
        yield f"Step {number}. {filled(step.do.text)}{command}"
    yield f"What that leaves: {unit.leaves.text}"
    yield f"How long: {SPEED_NAMES[unit.speed].lower()}. {unit.time.text}"


def _typed(command: str) -> str:
    """A command in one line, as code."""
    return f"`{' && '.join(command.splitlines())}`"


def _filled(manifest: Manifest, file: str, good: str, text: str) -> str:
    """A command, or what is said of it, with the names of this change in place of capitals."""
    text = re.sub(r"\bGOOD\b", good, text)
    if file.isprintable() and "`" not in file:  # what would end the code around it stays out
        text = re.sub(rf"(?<![\w/]){_FILES}(?!\w)", lambda _: shlex.quote(file), text)
    if _PLAIN.fullmatch(manifest.name):
        text = re.sub(r"\bNAME\b", manifest.name, text)
    return text


def _added(manifest: Manifest) -> Finding:
    told = f"{_called(manifest)} is new, so there is no earlier version to go back to."
    detail = "To undo it, delete the object, and see first who calls it."
    return Finding(manifest.file, manifest.line, "new-object", NOTE, told, details=(detail,))


def _removed(manifest: Manifest) -> Finding:
    told = f"{_called(manifest)} is removed."
    detail = f"To undo it, apply {manifest.file} of the commit before. It starts anew."
    # A line of the old file is no place in the new one.
    return Finding(manifest.file, 0, "removed-object", NOTE, told, details=(detail,))


def _with_owner(told: Finding, records: Sequence[Governing]) -> Finding:
    said = [_whose(record) for record in records]
    if not said:
        said = ["Whose it is: no record says. Name the files under `affects` in your record."]
    owners = [{"record": each.file, "owner": each.owner} for each in records]
    data = {**told.data, "records": owners}
    return replace(told, details=(*told.details, *said), data=data)


def _whose(record: Governing) -> str:
    name = OWNER_NAMES.get(record.owner, "")
    by = f"{record.file} ({record.outcome})" if record.outcome else record.file
    deciders = f" Decided by: {shortened(record.deciders)}." if record.deciders else ""
    if name:
        return f"Whose it is: {name[:1].lower()}{name[1:]}, by {by}.{deciders}"
    return f"Whose it is: not settled in {by}.{deciders}"


def _broken(
    rules: GuardRules, manifest: Manifest, was: Manifest | None, records: Sequence[Governing]
) -> Iterator[Finding]:
    for condition in rules.broken:
        if manifest.kind not in condition.kinds:
            continue
        before = {place.path for place in _failing(condition, was)} if was else set()
        for place in _failing(condition, manifest):
            yield _condition(condition, manifest, place, place.path in before, records)


def _condition(
    condition: Broken, manifest: Manifest, place: Field, before: bool, records: Sequence[Governing]
) -> Finding:
    where = _code(".".join(place.path))
    value = f" is {_code(place.value)}" if place.value else ""
    told = f"{_called(manifest)}, {where}{value}: {condition.says.text}"
    counting = [each.file for each in records if each.claims & set(condition.says.claims)]
    details = [f"What to do: {condition.do.text}"]
    details += [f"The recommendation in {file} rests on this." for file in counting]
    details += [BEFORE] if before else []
    data = {"claims": list(condition.says.claims), "before": before, "records": counting}
    level = WARNING if before else ERROR
    return Finding(
        manifest.file, place.line, condition.id, level, told, details=tuple(details), data=data
    )


def _failing(condition: Broken, manifest: Manifest) -> Iterator[Field]:
    """The fields of an object that fail the condition; one that is absent has no value."""
    find = _TESTS[condition.test]
    seen: set[tuple[str, ...]] = set()
    for place in find(condition.paths, manifest):
        if place.path not in seen:
            seen.add(place.path)
            yield place


_Test = Callable[[tuple[Pattern, ...], Manifest], Iterator[Field]]


def _absent(paths: tuple[Pattern, ...], manifest: Manifest) -> Iterator[Field]:
    """The object has none of these fields."""
    if not any(fits(path, each.path) for path in paths for each in manifest.fields):
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
            filled_in = not re.search(r"\{\{|\$[({]", each.value)
            if filled_in and any(fits(path, each.path) for path in paths) and bad(each.value):
                yield each

    return find


_MOVING = frozenset(
    (
        "latest",
        "main",
        "master",
        "head",
        "trunk",
        "current",
        "prod",
        "production",
        "stable",
        "live",
        "dev",
        "nightly",
        "default",
    )
)
"""Words of an address that stand for whatever is newest."""
_PINNED = re.compile(
    r"@sha(?:256|512):[0-9a-f]+"
    r"|(?<![0-9a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{7,64}(?![0-9a-f])"  # a commit or a digest
    r"|(?<![a-z0-9])v?[0-9]+(?:[._-][0-9]+)*(?![a-z0-9])",  # v3, 1.2.0, 2026-11-23
    re.IGNORECASE,
)


def _mutable(address: str) -> bool:
    """Whether an address names no version, or one that moves."""
    scheme, _, rest = address.rpartition("://")
    names = [name.lower() for name in re.split(r"[/:@?#=&]|\.(?=zip|tar|tgz|whl)", rest) if name]
    if "refs/heads" in rest or _MOVING & set(names[-2:]):  # a bucket or folder may be called so
        return True
    if scheme == "hf":  # the model's own name often has a number: only the revision counts
        _, _, revision = rest.partition(":")
        return not revision
    if not scheme and address.startswith((".", "/")):
        return False  # a path inside the image goes with the image
    return not any(_PINNED.search(name) for name in names[1:] or names)


def _mutable_image(image: str) -> bool:
    """Whether an image has neither a digest nor a tag that names a version."""
    if "@sha" in image:
        return False
    _, _, tag = image.rpartition("/")[2].partition(":")
    return not tag or tag.lower() in _MOVING


def _unversioned(name: str) -> bool:
    return not any(char.isdigit() for char in name)


_TESTS: dict[str, _Test] = {
    "mutable": _of_value(_mutable),
    "mutable-image": _of_value(_mutable_image),
    "unversioned": _of_value(_unversioned),
    "absent": _absent,
    "absent-in": _absent_in,
    "unlimited": _unlimited,
}
"""The tests of `fields.GUARD_TESTS`."""


def summary(found: Sequence[Finding], base: str) -> str:
    """One line for people."""
    kinds = ("rollback-unit", "new-object", "removed-object")
    objects = sum(each.kind in kinds for each in found)
    broken = sum(each.level == ERROR for each in found)
    before = sum(each.level == WARNING for each in found)
    more = f" {before} were so before." if before else ""
    changed = f"{counted(objects, 'object')} changed since {base}"
    return f"{changed}, {counted(broken, 'condition')} broken.{more}"
