"""Patterns of paths: of files in a repository, and of fields in an object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from ...loader.guard_rules import Pattern
from ...loader.manifests import Field, Manifest

__all__ = ["fields_at", "fits"]


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
        if not open_:
            return False
    return len(pattern) in _past(pattern, open_)


def _past(pattern: Pattern, places: Iterable[int]) -> set[int]:
    """The places, and those behind every ** that may stand for nothing."""
    found = set(places)
    for at in sorted(found):
        while at < len(pattern) and pattern[at] == "**":
            at += 1
            found.add(at)
    return found


def fields_at(pattern: Pattern, manifest: Manifest) -> Iterator[Field]:
    """The fields of an object whose path the pattern names, in the order of the file."""
    return (each for each in manifest.fields if fits(pattern, each.path))
