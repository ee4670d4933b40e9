"""Whether a claim's source is at one of the versions that the claim says it was checked for."""

from __future__ import annotations

import re
from itertools import zip_longest

__all__ = ["fits", "version_of"]

_NUMBER = r"[0-9]+(?:\.[0-9]+)+"
_TAGGED = re.compile(
    rf"(?:@[a-z-]*|/(?:blob|tree|tag|raw)/[a-z-]*|/releases-)v?({_NUMBER})(?![\w.])"
)
_SPAN = re.compile(rf"v?({_NUMBER}) to v?({_NUMBER})")
_OPEN = re.compile(rf"v?({_NUMBER}) and newer|after v?({_NUMBER})")
_ALONE = re.compile(rf"(?<![\w.-])v?({_NUMBER})")

Parts = tuple[int, ...]


def version_of(source: str) -> str:
    """The version at which a source is read, such as 2.60.0; "" when its address has none.

    Kubernetes numbers its libraries 0.32 that belong to its release 1.32.
    """
    found = _TAGGED.search(source)
    if found is None:
        return ""
    of_kubernetes = source.startswith("kubernetes/") and found[1].startswith("0.")
    return f"1.{found[1][2:]}" if of_kubernetes else found[1]


def fits(versions: str, version: str) -> bool:
    """Whether `versions`, as a claim says it, names `version`; true when it names none at all."""
    at = _parts(version)
    for low, high in _SPAN.findall(versions):
        if _before(_parts(low), at) and _before(at, _parts(high)):
            return True
    for since, after in _OPEN.findall(versions):
        if _before(_parts(since or after), at):
            return True
    named = _ALONE.findall(versions)
    return not named or any(_parts(each) == at[: len(_parts(each))] for each in named)


def _parts(version: str) -> Parts:
    return tuple(int(part) for part in version.split("."))


def _before(low: Parts, high: Parts) -> bool:
    """Whether `low` is `high` or an older version; 0.16 and 0.16.0 are the same."""
    return [a for a, _ in zip_longest(low, high, fillvalue=0)] <= [
        b for _, b in zip_longest(low, high, fillvalue=0)
    ]
