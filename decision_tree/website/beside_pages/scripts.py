"""The guide's scripts as they are served: without the comments that a reader would pay for."""

from __future__ import annotations

from pathlib import Path

from ...runtime.assemble import without_comments

__all__ = ["serve_without_comments"]


def serve_without_comments(site: Path) -> None:
    """Rewrite each of the guide's own scripts in the built site. A line of a text that looks like a
    comment must not be in one: a test looks."""
    for path in sorted((site / "assets").glob("*.mjs")):
        path.write_text(without_comments(path.read_text("utf-8")), "utf-8")
