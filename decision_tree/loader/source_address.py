"""Where a claim's source can be read: its public address."""

from __future__ import annotations

import re

from .days import DAY_PATTERN

__all__ = ["lines_of", "source_address", "source_name"]

_IN_REPOSITORY = re.compile(r"([\w.-]+/[\w.-]+)(?::(\S+))?@([^\s#]+)(#L[0-9]+(?:-L[0-9]+)?)?")
_DAY = re.compile(DAY_PATTERN, re.ASCII)
_LINES = re.compile(r"#L([0-9]+)(?:-L([0-9]+))?$")
_PARTS = 3
"""Parts of an address, between slashes, that name a source."""


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
    kind = "blob" if "." in path.rsplit("/", 1)[-1] else "tree"
    return f"https://github.com/{repository}/{kind}/{version}/{path}{lines or ''}"


def lines_of(source: str) -> tuple[int, int]:
    """The first and the last line that a claim's source names, both 0 where it names none."""
    found = _LINES.search(source)
    if not found:
        return 0, 0
    return int(found[1]), int(found[2] or found[1])


def source_name(source: str) -> str:
    """What a link to a claim's source is called: the end of its address, enough to tell it from
    the other sources of a page."""
    found = _IN_REPOSITORY.fullmatch(source)
    if not found:
        return "/".join(source.removeprefix("https://").rstrip("/").split("/")[-_PARTS:])
    repository, path, version, lines = found.groups()
    told = f"{'/'.join(path.split('/')[-_PARTS:]) if path else repository}@{version}"
    first, last = lines_of(source)
    if not lines:
        return told
    return f"{told}, line {first}" if first == last else f"{told}, lines {first} to {last}"
