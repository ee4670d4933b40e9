"""Whether a version, of a claim's source or in its text, is one that it was checked for."""

from __future__ import annotations

import re
from itertools import zip_longest

__all__ = ["fits", "told_in", "version_of"]

_NUMBER = r"[0-9]+(?:\.[0-9]+)+"
_TAGGED = re.compile(
    rf"(?:@[a-z-]*|/(?:blob|tree|tag|raw)/[a-z-]*|/releases-)v?({_NUMBER})(?![\w.])"
)
_SPAN = re.compile(rf"v?({_NUMBER}) to v?({_NUMBER})")
_SINCE = re.compile(rf"v?({_NUMBER}) and newer")
_AFTER = re.compile(rf"after v?({_NUMBER})")
_ALONE = re.compile(rf"(?<![\w.-])v?({_NUMBER})")

_LIBRARIES = {"kubernetes": 0, "knative": 27}
"""Owners whose libraries 0.N belong to the release 1.(N - this), as 0.32 of Kubernetes to 1.32 and
0.48 of Knative to 1.21."""

_CODE = re.compile("`[^`]*`")
_TOLD = re.compile(r"(?<![\w.-])v?([0-9]+(?:\.[0-9]+){2,})(?![\w:-]|\.[0-9])")

Parts = tuple[int, ...]


def version_of(source: str) -> str:
    """The version at which a source is read, such as 2.60.0; "" when its address has none.

    Where a project numbers its libraries otherwise than its releases, it is the release's.
    """
    found = _TAGGED.search(source)
    if found is None:
        return ""
    owner, (major, minor, *patch) = source.partition("/")[0], _parts(found[1])
    if major == 0 and minor >= _LIBRARIES.get(owner, minor + 1):
        return ".".join(map(str, (1, minor - _LIBRARIES[owner], *patch)))
    return found[1]


def told_in(text: str) -> tuple[str, ...]:
    """The versions of three numbers that a sentence tells, without their v: of two it could also be
    an amount, and what stands in code is no release."""
    return tuple(_TOLD.findall(_CODE.sub("", text)))


def fits(versions: str, version: str) -> bool:
    """Whether `versions`, as a claim says it, names `version`; true when it names none at all."""
    at = _parts(version)
    for low, high in _SPAN.findall(versions):
        if _not_newer(_parts(low), at) and _not_newer(at, _parts(high)):
            return True
    if any(_not_newer(_parts(since), at) for since in _SINCE.findall(versions)):
        return True
    after = _AFTER.findall(versions)
    if any(not _not_newer(at, _parts(each)) for each in after):
        return True
    named = _ALONE.findall(_AFTER.sub("", versions))
    return not (named or after) or any(_parts(each) == at[: len(_parts(each))] for each in named)


def _parts(version: str) -> Parts:
    return tuple(int(part) for part in version.split("."))


def _not_newer(low: Parts, high: Parts) -> bool:
    """Whether `low` is `high` or an older version; 0.16 and 0.16.0 are the same."""
    return [a for a, _ in zip_longest(low, high, fillvalue=0)] <= [
        b for _, b in zip_longest(low, high, fillvalue=0)
    ]
