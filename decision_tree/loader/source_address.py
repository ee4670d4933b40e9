"""Where a claim's source can be read: its public address."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .days import DAY_PATTERN

__all__ = ["lines_of", "source_address", "source_names"]

_IN_REPOSITORY = re.compile(r"([\w.-]+/[\w.-]+)(?::(\S+))?@([^\s#]+)(#L[0-9]+(?:-L[0-9]+)?)?")
_DAY = re.compile(DAY_PATTERN, re.ASCII)
_LINES = re.compile(r"#L([0-9]+)(?:-L([0-9]+))?$")


def source_address(source: str) -> str:
    """The public address of a claim's source, or "" where only a dated copy was read."""
    if source.startswith("https://"):
        return source
    found = _IN_REPOSITORY.fullmatch(source)
    if not found or _DAY.fullmatch(found[3]):
        return ""
    repository, path, version, lines = found.groups()
    if not path:
        return f"https://github.com/{repository}/tree/{version}"
    kind = "blob" if lines or "." in path.rsplit("/", 1)[-1] else "tree"
    return f"https://github.com/{repository}/{kind}/{version}/{path}{lines or ''}"


def lines_of(source: str) -> tuple[int, int]:
    """The first and the last line that a claim's source names, both 0 where it names none."""
    found = _LINES.search(source)
    if not found:
        return 0, 0
    return int(found[1]), int(found[2] or found[1])


def source_names(sources: Iterable[str]) -> dict[str, str]:
    """What a link to each of these sources is called: the end of its address, and more of it where
    another one ends alike. Pages with hundreds of such links would send the whole at length."""
    each = tuple(dict.fromkeys(sources))
    ends = [_end(source) for source in each]
    return {
        source: end if ends.count(end) == 1 else source
        for source, end in zip(each, ends, strict=True)
    }


def _end(source: str) -> str:
    """The file of a source with its lines, or the end of an address."""
    found = _IN_REPOSITORY.fullmatch(source)
    if not found or not found[2]:
        return source.removeprefix("https://").rstrip("/").rsplit("/", 1)[-1]
    return f"{found[2].rsplit('/', 1)[-1]}{found[4] or ''}"
