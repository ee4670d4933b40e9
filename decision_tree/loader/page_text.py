"""The text of a Markdown page as somebody wrote it: its front matter, its code, and its macros.

What is left out gives way to spaces, so that every other place in the page stays right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["FENCED", "FRONT_MATTER", "Told", "told", "without_fences", "without_raw"]

FRONT_MATTER = re.compile(
    r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
"""The front matter of a page, with its two lines of dashes; its group is what is between them."""

FENCED = re.compile(r"^[ \t]*(```+|~~~+).*?^[ \t]*\1[ \t]*$", re.DOTALL | re.MULTILINE)
"""Code between two fences, with the fences."""

_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_TOLD = re.compile(r"^(title|description):[ \t]*(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Told:
    """The title or the description in the front matter: its key, its text, and where that starts.

    The text is as it is written, with its quotes.
    """

    key: str
    text: str
    start: int


def told(page: str) -> Iterator[Told]:
    """What a page's front matter tells of it: what searches, cards and the menu show."""
    front = FRONT_MATTER.match(page)
    for found in _TOLD.finditer(page, 0, front.end(1)) if front else ():
        yield Told(found[1], found[2], found.start(2))


def without_raw(page: str) -> str:
    """The page without the macros that it only shows."""
    return _RAW.sub(_blank, page)


def without_fences(page: str) -> str:
    """The page without its code between fences."""
    return FENCED.sub(_blank, page)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
