"""The kustomizations of a repository: the files they build objects from, and those they patch with.

A file that a kustomization changes is a part: alone it is not the object that serves.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode, SourceFile, parse_documents

__all__ = ["Kustomization", "Kustomizations", "kustomizations"]

_NAMES = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_BUILDS = ("resources", "bases", "components")
_PATCHES = ("patches", "patchesStrategicMerge", "patchesJson6902")
_READS = (
    "configMapGenerator",
    "configurations",
    "crds",
    "generators",
    "helmCharts",
    "helmChartInflationGenerator",
    "openapi",
    "replacements",
    "secretGenerator",
    "transformers",
    "vars",
)
"""Fields that name other files from which it builds, on whatever level."""
_ELSEWHERE = re.compile(r"://|[?&]ref=|^git@|^(?:github|gitlab|bitbucket)\.\w+/")
_PLAIN = frozenset(("apiVersion", "kind", "metadata", "resources", "bases"))
"""Fields with which every object is built as its file has it."""


@dataclass(frozen=True, slots=True)
class Kustomization:
    """One file: the files and folders that it `builds` from, the files that it `patches` with, and
    others that it `reads`, from the top folder; whether it `changes` what it builds; and what it
    builds from that is `elsewhere`, as it names it."""

    file: str
    builds: frozenset[str] = frozenset()
    patches: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    changes: bool = False
    elsewhere: frozenset[str] = frozenset()

    @property
    def uses(self) -> frozenset[str]:
        """Every file and folder that it names."""
        return self.builds | self.patches | self.reads

    @property
    def folder(self) -> str:
        """Where it is, as other kustomizations name it; "." for the top folder."""
        return posixpath.dirname(self.file) or "."


@dataclass(frozen=True, slots=True)
class Kustomizations:
    """Every kustomization of a repository, by its folder."""

    by_folder: Mapping[str, Kustomization] = field(default_factory=dict)

    def is_patch(self, file: str) -> bool:
        """Whether a kustomization takes this file for a patch."""
        return any(file in each.patches for each in self.by_folder.values())

    def overlays(self, file: str) -> tuple[str, ...]:
        """The folders to build to see the objects of `file` as they serve.

        There are none when no kustomization changes what is in it.
        """
        above = self._above({file})
        if not any(self.by_folder[each].changes for each in above):
            return ()
        return tuple(sorted(each for each in above if self._above({each}) <= {each}))

    def elsewhere(self, names: Iterable[str]) -> frozenset[str]:
        """What is not in this repository, of what the kustomizations among `names` build from."""
        among = frozenset(names)
        found = (each for each in self.by_folder.values() if among & {each.folder, each.file})
        return frozenset(name for each in found for name in each.elsewhere)

    def beside(self, file: str) -> frozenset[str]:
        """All files that are built together with `file`, which may be a kustomization."""
        own = {each.folder for each in self.by_folder.values() if each.file == file}
        found = self._above({file}) | own | self._above(own)
        waiting = list(found)
        while waiting:
            known = self.by_folder.get(waiting.pop())
            new = (known.uses if known else frozenset()) - found
            found |= new
            waiting += new
        return frozenset(found)

    def _above(self, names: set[str]) -> set[str]:
        """The folders of the kustomizations that use one of these, and of those that use them."""
        found: set[str] = set()
        waiting = set(names)
        while waiting:
            waiting = {
                folder for folder, each in self.by_folder.items() if waiting & each.uses
            } - found
            found |= waiting
        return found


def kustomizations(names: Iterable[str], read: Callable[[str], str]) -> Kustomizations:
    """The kustomizations among the files `names`; `read` gives a file's text, "" for none."""
    found = (
        _kustomization(name, read(name)) for name in names if posixpath.basename(name) in _NAMES
    )
    return Kustomizations({each.folder: each for each in found})


def _kustomization(name: str, text: str) -> Kustomization:
    file = SourceFile(name, comments=True, aliases=True)
    roots = parse_documents(text.replace("\r\n", "\n"), file)
    folder = posixpath.dirname(name)
    values = {
        key.value: value
        for root in roots
        if isinstance(root, MappingNode)
        for key, value in root.entries
    }
    builds = {each for key in _BUILDS for each in _paths(folder, values.get(key))}
    patches = {each for key in _PATCHES for each in _paths(folder, values.get(key))}
    reads = {each for key in _READS for each in _any_paths(folder, values.get(key))}
    changes = not _PLAIN.issuperset(values) or not roots
    remote = {each for key in _BUILDS for each in _remote(values.get(key))}
    remote |= set(_charts(values.get("helmCharts")))
    if not roots:  # what cannot be read names files all the same
        words = re.findall(r"[^\s\[\]{},\"']+", text)
        remote |= {each for each in words if _ELSEWHERE.search(each)}
        reads |= {posixpath.normpath(posixpath.join(folder, each)) for each in words}
    named = frozenset(builds), frozenset(patches), frozenset(reads)
    return Kustomization(name, *named, changes, frozenset(remote))


def _remote(value: Node | None) -> Iterator[str]:
    """What a list names that is in another repository, or somewhere in the web."""
    for item in value.items if isinstance(value, SequenceNode) else ():
        if isinstance(item, ScalarNode) and _ELSEWHERE.search(item.value):
            yield item.value


def _charts(value: Node | None) -> Iterator[str]:
    """The names of the charts in a list that come from a repository of charts."""
    for item in value.items if isinstance(value, SequenceNode) else ():
        entries = item.entries if isinstance(item, MappingNode) else ()
        told = {key.value: each.value for key, each in entries if isinstance(each, ScalarNode)}
        if "repo" in told and "name" in told:
            yield told["name"]


def _any_paths(folder: str, value: Node | None) -> Iterator[str]:
    """What may be a file in these values, from the top folder: a key can stand before it."""
    if isinstance(value, SequenceNode):
        for item in value.items:
            yield from _any_paths(folder, item)
    elif isinstance(value, MappingNode):
        for _, inner in value.entries:
            yield from _any_paths(folder, inner)
    elif value is not None and "\n" not in value.value and "://" not in value.value:
        for text in (value.value, value.value.rpartition("=")[2]):
            yield posixpath.normpath(posixpath.join(folder, text))


def _paths(folder: str, value: Node | None) -> Iterator[str]:
    """The files and folders that a list names, from the top folder; a patch may be a text."""
    for item in value.items if isinstance(value, SequenceNode) else ():
        named = item
        if isinstance(item, MappingNode):
            named = next((value for key, value in item.entries if key.value == "path"), None)
        if isinstance(named, ScalarNode) and "\n" not in named.value and "://" not in named.value:
            yield posixpath.normpath(posixpath.join(folder, named.value))
