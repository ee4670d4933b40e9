"""The one error of this folder: what stops a run, in a sentence for the person who started it."""

from __future__ import annotations

from pathlib import Path

__all__ = ["CannotRunError", "last_lines"]

TAIL = 15
"""Lines of a log that an error shows."""


class CannotRunError(Exception):
    """What is missing or broken, and what to do about it."""


def last_lines(log: Path) -> str:
    """The end of a log, indented, with its place."""
    lines = log.read_text("utf-8", "replace").splitlines()[-TAIL:] if log.is_file() else []
    shown = "\n".join(f"  {line[:300]}" for line in lines) or "  (it wrote nothing)"
    return f"the end of {log}:\n{shown}"
