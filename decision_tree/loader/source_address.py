"""Where a claim's source can be read: its public address."""

from __future__ import annotations

import re

from .days import DAY_PATTERN

__all__ = ["source_address"]

_IN_REPOSITORY = re.compile(r"([\w.-]+/[\w.-]+)(?::(\S+))?@(\S+)")
_DAY = re.compile(DAY_PATTERN, re.ASCII)


def source_address(source: str) -> str:
    """The public address of a claim's source, or "" where only a dated copy was read."""
    if source.startswith("https://"):
        return source
    found = _IN_REPOSITORY.fullmatch(source)
    if not found or _DAY.fullmatch(found[3]):
        return ""
    repository, path, version = found.groups()
    if not path:
        return f"https://github.com/{repository}/tree/{version}"
    kind = "blob" if "." in path.rsplit("/", 1)[-1] else "tree"
    return f"https://github.com/{repository}/{kind}/{version}/{path}"
