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

from ..engine.counted import counted
from ..engine.display_names import OWNER_NAMES, SPEED_NAMES, STACK_NAMES
from ..engine.link_verdicts import recheck
from ..engine.model import Guide, Unit
from ..loader.claim_uses import claims_below
from ..loader.guard_rules import Broken, Guarded, GuardRules, Pattern, Rule
from ..loader.kustomizations import Kustomizations
from ..loader.manifests import SERVE_CONFIG, Field, Manifest
from ..loader.problems import shortened
from ..loader.record_front_matter import front_matter
from .findings import ERROR, NOTE, WARNING, Finding
from .passed_by import KINDS

__all__ = ["BEFORE", "Governing", "fits", "governing", "governs", "guard", "summary"]

BEFORE = "It was so before this change."
"""Said of what a change did not break."""

_MOST_SHOWN = 4
"""Fields of a change that are named; more are counted."""

_MOST_LONG = 160
"""Characters of a path or a value that are shown."""

_FILES = r"(?:service|runtime|graph|llm|preset|rayservice)\.yaml"
"""What units.yml calls the object's file in Git."""
_SHOWN_BY_GIT = re.compile(rf"git show GOOD:({_FILES})")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
"""What may stand in a command without quotes."""
_ADDRESS = re.compile(r"[A-Za-z0-9._/:@?=&%+~-]+")
"""What may stand in a command between quotes."""


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


@dataclass(frozen=True, slots=True)
class _Back:
    """Where an object goes back to: what it `was` in the commit `good`, the overlays that build it,
    none where its file is the whole object, and what of the earlier values is `unsafe`."""

    now: Manifest
    was: Manifest
    good: str
    overlays: tuple[str, ...]
    unsafe: tuple[tuple[Field, Broken], ...]

    def filled(self, text: str, rule: Rule) -> str:
        """A command, or what is said of it, with the names of this change in place of capitals."""
        if self.overlays:  # the file is a part, so the commands read one that is made first
            text = _SHOWN_BY_GIT.sub(lambda found: f"cat {found[1]}", text)
        text = re.sub(r"\bGOOD\b", self.good, text)
        file = self.was.file
        if not self.overlays and file.isprintable() and "`" not in file:  # what would end the code
            text = re.sub(rf"(?<![\w/]){_FILES}(?!\w)", lambda _: shlex.quote(file), text)
        if _PLAIN.fullmatch(self.now.name) and self.now.kind != SERVE_CONFIG:
            text = re.sub(r"\bNAME\b", self.now.name, text)
        value = self._earlier(rule) if rule.earlier else ""
        if _ADDRESS.fullmatch(value):
            text = re.sub(rf"\b{rule.earlier}\b", lambda _: value, text)
        return text

    def _earlier(self, rule: Rule) -> str:
        """The value to go back to; "" where an overlay can have another, or it is unsafe."""
        if self.overlays or any(fits(rule.path, place.path) for place, _ in self.unsafe):
            return ""
        fields = self.was.fields
        return next((each.value for each in fields if fits(rule.path, each.path)), "")


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
            unsafe = tuple(_unsafe(rules, changed, was))
            back = _Back(manifest, was, good, built.overlays(was.file), unsafe)
            found = _edited(guide, known, changed, back)
            yield _with_owner(_beside(found, was.file, in_file[was.file] - 1), owned)
        else:
            yield _with_owner(_added(manifest), owned)
        part = built.is_patch(manifest.file)
        yield from _broken(rules, known, manifest, was, owned, part)
    for manifest in gone:
        if rules.of(manifest.kind):
            owned = [each for each in records if governs(each, manifest.file)]
            told = _beside(
                _removed(manifest, good, built), manifest.file, in_file[manifest.file] - 1
            )
            yield _with_owner(told, owned)


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


def _beside(found: Finding, file: str, others: int) -> Finding:
    """The finding with a word on what else stands in the file that a command takes from Git."""
    taken = any(f":{shlex.quote(file)}" in detail for detail in found.details)
    if not others or not taken:
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


def _edited(guide: Guide, known: Guarded, changed: Sequence[Field], back: _Back) -> Finding:
    manifest = back.now
    touched: dict[str, list[Field]] = {}
    for each in changed:
        rule = next((rule for rule in known.fields if fits(rule.path, each.path)), None)
        if rule:
            touched.setdefault(rule.name, []).append(each)
    names = {aspect.id: aspect.name for aspect in guide.aspects}
    what = "; ".join(f"{names.get(key, key)} ({_paths(rows)})" for key, rows in touched.items())
    details: list[str] = []
    found = _units(guide, known, manifest, touched)
    rows = [row for units in found for row in units]
    details += _of_overlay((each for row in rows for each in _commands(*row)), back)
    for units in found:
        for row in units:
            details += _unit_said(*row, back)
        left = set(touched) - {aspect for unit, _ in units for aspect in unit.restores}
        if left:
            lost = ", ".join(names.get(each, each) for each in touched if each in left)
            details.append(f"No unit of this stack restores: {lost}.")
    for place, condition in back.unsafe:
        told = f"The earlier value is {_code(place.value)}, and no safe way back."
        details.append(f"{told} {condition.says.text}")
    if manifest.namespace and not back.overlays:
        details.append(
            f"Add `-n` with the namespace, {_code(manifest.namespace)}, to each command."
        )
    details.append("Revert the change in Git too, or the next apply brings it back.")
    data = {
        "object": {"kind": manifest.kind, "namespace": manifest.namespace, "name": manifest.name},
        "aspects": list(touched),
        "units": [unit.id for unit, _ in rows],
    }
    told = f"{_called(manifest)} changes {what}."
    return Finding(
        manifest.file,
        _line(changed, manifest),
        "rollback-unit",
        NOTE,
        told,
        0,
        tuple(details),
        data,
    )


def _line(changed: Sequence[Field], manifest: Manifest) -> int:
    """The first line that changed. A field that is gone has the line of the object, and no own."""
    here = {each.path for each in manifest.fields}
    own = [each.line for each in changed if each.path in here]
    return min(own, default=manifest.line)


def _unsafe(
    rules: GuardRules, changed: Sequence[Field], was: Manifest
) -> Iterator[tuple[Field, Broken]]:
    """The earlier values that a rollback would bring again, and what is wrong with each."""
    edited = {each.path for each in changed}
    for condition in rules.broken:
        if was.kind in condition.kinds:
            for place in _failing(condition, was):
                if place.path in edited and place.value:
                    yield place, condition


def _paths(fields: Sequence[Field]) -> str:
    shown = [_code(".".join(each.path)) for each in fields[:_MOST_SHOWN]]
    more = len(fields) - len(shown)
    return ", ".join((*shown, f"and {more} more") if more else shown)


_Row = tuple[Unit, Rule]


def _units(
    guide: Guide, known: Guarded, manifest: Manifest, touched: Mapping[str, Sequence[Field]]
) -> list[tuple[_Row, ...]]:
    """The units that put these aspects back, for each stack on which the object may be."""
    by_id = {unit.id: unit for unit in guide.units}
    rows = ((by_id[rule.name], rule) for rule in known.units if rule.name in by_id)
    offered = [(unit, rule) for unit, rule in rows if _offered(unit, rule, manifest, touched)]
    stacks = tuple(dict.fromkeys(unit.stack for unit, _ in offered))
    here = {rule.name for rule in known.modes if _applies(rule, manifest)} or set(stacks)
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
        return _applies(rule, manifest)
    restored = (each for aspect in unit.restores for each in touched.get(aspect, ()))
    return all(fits(rule.path, each.path) for each in restored)


def _covering(offered: Sequence[_Row], touched: frozenset[str]) -> tuple[_Row, ...]:
    """The first unit that restores all of it, or the ones that together restore most."""
    whole = next((row for row in offered if touched <= set(row[0].restores)), None)
    if whole:
        return (whole,)
    chosen: list[_Row] = []
    left = set(touched)
    while left:
        best = max(offered, key=lambda row: len(left & set(row[0].restores)), default=None)
        if best is None or not left & set(best[0].restores):
            break
        chosen.append(best)
        left -= set(best[0].restores)
    return tuple(chosen)


def _applies(rule: Rule, manifest: Manifest) -> bool:
    """Whether the object has one of the rule's words in the rule's field; without words it has."""
    if not rule.words:
        return True
    values = [each.value for each in manifest.fields if fits(rule.path, each.path)]
    return any(fnmatchcase(value, word) for value in values for word in rule.words)


def _unit_said(unit: Unit, rule: Rule, back: _Back) -> Iterator[str]:
    stack = STACK_NAMES.get(unit.stack)
    yield f"Rollback unit: **{unit.name}**{f' ({stack})' if stack else ''}."
    commands = _commands(unit, rule)
    commands = [f" {_typed(back.filled(each, rule))}" if each else "" for each in commands]
    yield f"How it is put back: {back.filled(unit.how.text, rule)}{commands[0]}"
    for number, step in enumerate(unit.steps, 1):
        yield f"Step {number}. {back.filled(step.do.text, rule)}{commands[number]}"
    yield f"What that leaves: {unit.leaves.text}"
    yield f"How long: {SPEED_NAMES[unit.speed].lower()}. {unit.time.text}"


def _commands(unit: Unit, rule: Rule) -> list[str]:
    """The command of the unit, and then that of each step; "" for none."""
    steps = [step.command for step in unit.steps]
    return [unit.command, *([rule.first, *steps[1:]] if rule.first else steps)]


def _of_overlay(commands: Iterable[str], back: _Back) -> Iterator[str]:
    """How to see the object that served, where the file in Git is only a part of it."""
    if not back.overlays:
        return
    read = next((found[1] for each in commands if (found := _SHOWN_BY_GIT.search(each))), "")
    one = len(back.overlays) == 1
    folder = shlex.quote(f"../good/{back.overlays[0]}") if one else "../good/OVERLAY"
    which = "" if one else f" `OVERLAY` is one of {_listed(back.overlays)}."
    build = f"git worktree add ../good {back.good} && kubectl kustomize {folder}"
    part = f"A kustomization changes {_code(back.was.file)}, so this file alone is not the object."
    if read:
        yield f"{part} Build what served before: `{build} > {read}`.{which}"
        yield f"In {_code(read)}, keep this object alone. Use its name and namespace from there."
    else:
        yield f"{part} See what served before: `{build}`.{which}"
        yield "Use the name, the namespace and the earlier values that the object has there."


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_SHOWN
    shown = [_code(each) for each in names[:_MOST_SHOWN]]
    return ", ".join((*shown, f"and {more} more") if more > 0 else shown)


def _typed(command: str) -> str:
    """A command in one line, as code."""
    return f"`{' && '.join(command.splitlines())}`"


def _added(manifest: Manifest) -> Finding:
    told = f"{_called(manifest)} is new, so there is no earlier version to go back to."
    detail = "To undo it, delete the object, and see first who calls it."
    if manifest.kind == SERVE_CONFIG:
        detail = (
            "To undo it, take its applications out of the cluster, and see first who calls them."
        )
    return Finding(manifest.file, manifest.line, "new-object", NOTE, told, details=(detail,))


def _removed(manifest: Manifest, good: str, built: Kustomizations) -> Finding:
    told = f"{_called(manifest)} is removed."
    detail = f"To undo it, apply it again as it was in {good}. It starts anew."
    file = manifest.file
    if manifest.kind != SERVE_CONFIG and not built.overlays(file) and _PLAIN.fullmatch(file):
        command = f"`git show {good}:{file} | kubectl apply -f -`"
        detail = f"To undo it, apply it again. It starts anew. {command}"
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
    rules: GuardRules,
    known: Guarded,
    manifest: Manifest,
    was: Manifest | None,
    records: Sequence[Governing],
    part: bool,
) -> Iterator[Finding]:
    """The conditions that the object fails. What a `part` of one lacks can stand elsewhere."""
    for condition in rules.broken:
        if manifest.kind not in condition.kinds:
            continue
        if condition.test == _OTHER_STACK:
            if was and _other_stack(known, was, manifest):
                place = next(
                    each for each in manifest.fields if fits(condition.paths[0], each.path)
                )
                yield _condition(condition, manifest, place, False, records)
            continue
        before = {place.path for place in _failing(condition, was)} if was else set()
        for place in _failing(condition, manifest):
            if place.value or not part:
                yield _condition(condition, manifest, place, place.path in before, records)


_OTHER_STACK = "other-stack"


def _other_stack(known: Guarded, was: Manifest, now: Manifest) -> bool:
    """Whether each names its stack, and not the same one; a stack can have several names."""
    old, new = ({rule.name for rule in known.modes if _applies(rule, each)} for each in (was, now))
    return bool(old and new and old != new)


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
    find = _TESTS.get(condition.test)
    if find is None:  # a test of two versions of an object
        return
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


_NO_VERSION = re.compile(
    r"(?<![a-z0-9])(?:"
    r"[abhlt]\d+[gsx]?|g[bh]\d+|mi\d+x?"  # accelerators: a100, h200, l40s, gb200, mi300x
    r"|\d+x?\d*[bm]|\d+gi?b?|\d+k"  # sizes: 70b, 8x7b, 80gb, 128k
    r"|b?fp?\d+|int\d+|w\d+a\d+|[tpde]p\d+|\d*gpus?\d*"  # number formats and shares: fp8, tp4
    r")(?![a-z0-9])",
    re.IGNORECASE,
)
"""Parts of a name that have a digit and stand for a machine, a size or a number format."""


def _unversioned(name: str) -> bool:
    return not any(char.isdigit() for char in _NO_VERSION.sub("", name))


_TESTS: dict[str, _Test] = {
    "mutable": _of_value(_mutable),
    "mutable-image": _of_value(_mutable_image),
    "unversioned": _of_value(_unversioned),
    "absent": _absent,
    "absent-in": _absent_in,
    "unlimited": _unlimited,
}
"""The tests of `fields.GUARD_TESTS`."""


def summary(found: Sequence[Finding], base: str, looked: int = 0) -> str:
    """One line for people; `looked` is how many files were searched for objects."""
    kinds = ("rollback-unit", "new-object", "removed-object")
    objects = sum(each.kind in kinds for each in found)
    errors = [each for each in found if each.level == ERROR]
    unread = {each.file for each in errors if "before" not in each.data}
    broken = sum("before" in each.data for each in errors)
    before = sum(BEFORE in each.details for each in found)
    passed = {each.file for each in found if each.kind in KINDS}
    said = [
        f"{counted(objects, 'object')} changed since {base}, {counted(broken, 'condition')} broken."
    ]
    if unread:
        said.append(f"{counted(len(unread), 'file')} cannot be read.")
    if before:
        said.append(f"{before} {'was' if before == 1 else 'were'} so before.")
    if looked and not (objects or unread or before or passed):
        where = counted(looked, "changed YAML or JSON file")
        said.append(f"No object that guard knows differs in {where}.")
    if passed:
        said.append(f"{counted(len(passed), 'file')} passed by that can change objects.")
    return " ".join(said)
