"""What Git leaves in a file when two branches changed the same lines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .problems import Place, Problem, shown

__all__ = ["CONFLICT", "conflict_in"]

CONFLICT = ("<<<<<<< ", ">>>>>>> ")
"""How the first and the last line begin that Git writes around what the branches changed."""


def first_conflict(lines: Iterable[str]) -> int:
    """The number of the first such line, counted from 1; 0 when there is none."""
    return next((number for number, line in enumerate(lines, 1) if line.startswith(CONFLICT)), 0)


def conflict_in(file: Path, remedy: str) -> Problem | None:
    """The conflict in `file`, with what to do about it; None when there is none, or no file."""
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    number = first_conflict(lines)
    if not number:
        return None
    place = Place(shown(file), number, 1)
    message = f"two branches changed this file; {remedy}"
    return Problem(place, message, "merge-conflict", lines[number - 1])
