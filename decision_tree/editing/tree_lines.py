"""Places in the lines of tree.yml, so that a start is put between them and the others stay.

A place is found by indentation and by a whole id: `team` is not `team-request`. In another layout
nothing is found, and the author is told to edit the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["behind", "entry", "section"]

_EMPTY = re.compile(r"\s*(#.*)?$")
"""A line without content: its indentation says nothing."""


def section(lines: Sequence[str], name: str, within: range | None = None) -> range:
    """The lines below the first `NAME:` of the whole file, or of `within`; empty if it has none."""
    inside = range(len(lines)) if within is None else within
    head = re.compile(rf"{'' if within is None else ' +'}{name}:\s*(#.*)?$")
    at = next((n for n in inside if head.match(lines[n])), None)
    return range(0) if at is None else range(at + 1, _end(lines, at, inside.stop))


def entry(lines: Sequence[str], name: str, within: range) -> range:
    """The lines of the thing with the id `name` in the list that `within` is; empty if none is."""
    first = next((n for n in within if lines[n].lstrip().startswith("- ")), None)
    if first is None:
        return range(0)
    head = re.compile(rf"""[ ]{{{_indent(lines[first])}}}- (\{{ *)?id: (["']?){name}\2(?![\w-])""")
    at = next((n for n in within if head.match(lines[n])), None)
    return range(0) if at is None else range(at, _end(lines, at, within.stop))


def behind(lines: Sequence[str], within: range) -> int:
    """The line behind the last one in `within` that has content: what is empty stays with what
    follows."""
    return next((n + 1 for n in reversed(within) if not _EMPTY.match(lines[n])), within.stop)


def _end(lines: Sequence[str], at: int, stop: int) -> int:
    """The first line behind `at` that is not part of it, for it is not indented further."""
    inner = _indent(lines[at])
    for number in range(at + 1, stop):
        if not _EMPTY.match(lines[number]) and _indent(lines[number]) <= inner:
            return number
    return stop


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
