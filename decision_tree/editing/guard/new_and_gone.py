"""What `guard` says of an object that a change brings, takes away or moves as it was."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ...loader.guard_rules import GuardRules
from ...loader.kustomizations import Kustomizations
from ...loader.manifests import SERVE_CONFIG, Manifest
from ..findings import ERROR, NOTE, WARNING, Finding
from .conditions import BEFORE
from .governing_records import Governing
from .path_patterns import fields_at
from .texts import called, code, listed
from .way_back import PLAIN, REVERT, SYSTEM, Back, alone, in_namespace, of_overlay

__all__ = [
    "KINDS",
    "MOVED",
    "UNIT",
    "Around",
    "added",
    "again",
    "given_twice",
    "moved",
    "named",
    "removed",
]

UNIT, MOVED = "rollback-unit", "moved-object"
_NEW, _REMOVED = "new-object", "removed-object"
_PATCH = {"new": "new-patch", "removed": "removed-patch"}

KINDS = (UNIT, _NEW, _REMOVED, MOVED, *_PATCH.values())
"""The kinds of findings that tell of a changed object, one each."""


def _none(_: str) -> Iterable[Manifest]:
    return ()


def _no_text(_: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Around:
    """What is around a change: of which files something is `built`, and was in the commit `good`,
    the objects of all files now that `mention` a word, and the files whose earlier content is
    `unclear` because it could not be read. `read` gives the text of a file now, "" for none."""

    good: str = "GOOD"
    built: Kustomizations = field(default_factory=Kustomizations)
    before: Kustomizations = field(default_factory=Kustomizations)
    mention: Callable[[str], Iterable[Manifest]] = _none
    unclear: frozenset[str] = frozenset()
    read: Callable[[str], str] = _no_text

    def files_with(self, manifest: Manifest) -> list[str]:
        """The files in which an object has the same kind, namespace and name."""
        if not manifest.name or manifest.kind == SERVE_CONFIG:
            return []
        same = (each for each in self.mention(manifest.name) if each.identity == manifest.identity)
        return sorted({each.file for each in same})

    def misspelt(self, manifest: Manifest) -> bool:
        """Whether the file of Serve itself is still one, and only its first field is not."""
        text = self.read(manifest.file) if manifest.kind == SERVE_CONFIG else ""
        return "import_path" in text and not re.search(r"^kind:", text, re.MULTILINE)

    def still_named(self, rules: GuardRules, manifest: Manifest) -> str:
        """What is said of the objects that name this one; "" where none does."""
        files = sorted({each.file for each in self._users(rules, manifest)})
        named_in = f"Still named in: {listed(files)}. Point these to another one first."
        return named_in if files else ""

    def _users(self, rules: GuardRules, manifest: Manifest) -> Iterator[Manifest]:
        """The objects that name this one, as far as nothing else there is what they name: one of
        the namespace comes before one for the cluster, and any before one that is gone."""
        every = tuple(self.mention(manifest.name)) if manifest.name else ()
        here = manifest.identity in (each.identity for each in every)
        first = not here or manifest.kind.startswith("Cluster")
        for each in every:
            known = rules.of(each.kind)
            if known is None or not _reaches(manifest, each):
                continue
            kinds = {kind for _, kinds in known.refers if manifest.kind in kinds for kind in kinds}
            others = (other for other in every if other.kind in kinds and _reaches(other, each))
            same = (other for other in others if other.name == manifest.name)
            instead = first and any(other.identity != manifest.identity for other in same)
            if manifest.name in named(known.refers, each, manifest.kind) and not instead:
                yield each


def _reaches(manifest: Manifest, user: Manifest) -> bool:
    """Whether an object of the namespace of `user` can name this one."""
    own = manifest.namespace
    return manifest.kind.startswith("Cluster") or own in ("", SYSTEM, user.namespace or own)


def named(
    refers: Iterable[tuple[tuple[str, ...], tuple[str, ...]]], manifest: Manifest, kind: str
) -> set[str]:
    """The names of objects of this kind that the object needs."""
    patterns = [path for path, kinds in refers if kind in kinds]
    return {each.value for path in patterns for each in fields_at(path, manifest)}


def added(manifest: Manifest, around: Around) -> Finding:
    """What is said of an object that was in no file that changed."""
    if around.built.is_patch(manifest.file):
        return _patch("new", manifest, around.good, around.built)
    if manifest.file in around.unclear:
        told = f"{_whole_name(manifest)} was not compared, because its file could not be read."
        detail = f"See what the file held in {around.good} before you undo anything."
        return Finding(manifest.file, manifest.line, "not-compared", NOTE, told, details=(detail,))
    told = f"{_whole_name(manifest)} is new, so there is no earlier version to go back to."
    detail = "To undo it, delete the object, and see first who calls it."
    if manifest.kind == SERVE_CONFIG:
        detail = (
            "To undo it, take its applications out of the cluster, and see first who calls them."
        )
    elsewhere = [each for each in around.files_with(manifest) if each != manifest.file]
    if elsewhere:
        told = f"{_whole_name(manifest)} is new in this file, and is also in: {listed(elsewhere)}."
        detail = (
            "In one cluster these are one object, so do not delete it. "
            "To undo the change there, take this file away and apply the other again."
        )
    return Finding(manifest.file, manifest.line, _NEW, NOTE, told, details=(detail,))


def given_twice(manifest: Manifest, line: int, before: bool) -> Finding:
    """What is said of an object that its file gives once more, on this other line."""
    told = f"{_whole_name(manifest)} is given twice in this file (also on line {line})."
    details = [
        "In the cluster these are one object: kubectl applies both, and the last one holds. So do "
        "not delete it.",
        "What to do: Keep one of the two.",
        *([BEFORE] if before else []),
    ]
    level = WARNING if before else ERROR
    data = {"before": before}
    return Finding(
        manifest.file, manifest.line, "given-twice", level, told, details=tuple(details), data=data
    )


def removed(manifest: Manifest, around: Around, rules: GuardRules) -> Finding:
    """What is said of an object that is in no file any more."""
    if around.before.is_patch(manifest.file):
        return _patch("removed", manifest, around.good, around.before)
    told = f"{_whole_name(manifest)} is removed."
    details = [again(manifest, around)]
    elsewhere = around.files_with(manifest)
    users = "" if elsewhere else around.still_named(rules, manifest)
    if elsewhere:
        details.append(
            f"The same kind, namespace and name is still in: {listed(elsewhere)}. "
            "In one cluster these are one object."
        )
    if users:
        details.append(users)
        details.append("Without it, what names it starts no new pods.")
    misspelt = around.misspelt(manifest)
    if misspelt:
        details.append("The file is still here, and has no `applications` at its top.")
    level, data = (ERROR, {"before": False}) if users or misspelt else (NOTE, {})
    # A line of the old file is no place in the new one.
    return Finding(manifest.file, 0, _REMOVED, level, told, 0, tuple(details), data)


def again(manifest: Manifest, around: Around) -> str:
    """How a removed object is brought again."""
    file = manifest.file
    whole = manifest.kind != SERVE_CONFIG and not around.before.overlays(file)
    if whole and PLAIN.fullmatch(file):
        command = f"git show {around.good}:{file}{alone(manifest)} | kubectl apply -f -"
        command = in_namespace(command, manifest.namespace)
        return f"To undo it, apply it again. It starts anew. `{command}`"
    return f"To undo it, apply it again as it was in {around.good}. It starts anew."


def moved(was: Manifest, now: Manifest, old: Sequence[Governing], new: Sequence[Governing]) -> str:
    """What is said of an object that moved to another folder or away from its record; "" for
    none."""
    lost = [each.file for each in old if each not in new and not each.gone]
    folders = {posixpath.dirname(each.file) for each in (was, now)}
    if was.file == now.file or (len(folders) == 1 and not lost):
        return ""
    told = f"It moved here from {code(was.file)}."
    if len(folders) > 1:
        told += " Where each folder is for another cluster, it ends there and starts anew here."
    if lost:
        told += f" It is no longer governed by: {listed(lost)}."
    return told


def _patch(what: str, manifest: Manifest, good: str, built: Kustomizations) -> Finding:
    told = f"A patch of {_whole_name(manifest)} is {what}. The object itself stays."
    back = Back(manifest, manifest, good, built.overlays(manifest.file))
    line = manifest.line if what == "new" else 0
    details = (*of_overlay((), back), REVERT)
    return Finding(manifest.file, line, _PATCH[what], NOTE, told, details=details)


def _whole_name(manifest: Manifest) -> str:
    where = f" in the namespace {code(manifest.namespace)}" if manifest.namespace else ""
    return called(manifest) + where
