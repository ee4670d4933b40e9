"""What a reader would pay for and nobody sees: comments of scripts, and the indents of pages."""

from __future__ import annotations

import re
from pathlib import Path

from ...runtime.assemble import without_comments

_UNSEEN = re.compile(
    r"(<(pre|script|style|textarea)\b.*?</\2>)|(\n)\s+| data-search-exclude(?=[ >])", re.DOTALL
)

__all__ = ["serve_thin_pages", "serve_without_comments", "thin_page"]


def serve_without_comments(site: Path) -> None:
    """Rewrite each of the guide's own scripts in the built site. A line of a text that looks like a
    comment must not be in one: a test looks."""
    for path in sorted((site / "assets").glob("*.mjs")):
        path.write_text(without_comments(path.read_text("utf-8")), "utf-8")


def serve_thin_pages(site: Path) -> None:
    """Rewrite each page of the built site."""
    for path in sorted(site.rglob("*.html")):
        path.write_text(thin_page(path.read_text("utf-8")), "utf-8")


def thin_page(html: str) -> str:
    """The page without the spaces that lines begin with, without empty lines, and without the
    marks for the search, which has read it. A line end is a space to browsers; where spaces count,
    all of them stay."""
    return _UNSEEN.sub(lambda found: found[1] or found[3] or "", html)
