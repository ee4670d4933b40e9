"""The guide's scripts as they are served: without the comments that a reader would pay for."""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["serve_without_comments", "without_comments"]

_COMMENTS = re.compile(
    r"^[ \t]*(?://[^\n]*|/\*\*(?:(?!\*/).)*\*/)[ \t]*\n", re.MULTILINE | re.DOTALL
)
"""Whole lines that hold nothing else. A comment beside code stays, so nothing has to be parsed."""


def without_comments(script: str) -> str:
    """The script without the lines that are comments. A line of a text that looks like one must not
    be in it: a test looks."""
    return _COMMENTS.sub("", script)


def serve_without_comments(site: Path) -> None:
    """Rewrite each of the guide's own scripts in the built site."""
    for path in sorted((site / "assets").glob("*.mjs")):
        path.write_text(without_comments(path.read_text("utf-8")), "utf-8")
