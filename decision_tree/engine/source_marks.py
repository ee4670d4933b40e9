"""The marks of sources on a page: the id of the note that each opens, and its number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .markup import Markup

__all__ = ["NOTE", "claims_of", "note_of", "numbered"]

NOTE = "source-"
"""The id of a note on a page is this and the ids of its claims; see `note_of`."""

_AND = "_"
"""Between the ids of the claims of one note: no id holds it."""

_MARK = re.compile(rf'("({NOTE}[a-z0-9_-]+)" aria-label="Sources?)(: [^"]*">)†')


def note_of(claims: Iterable[str]) -> str:
    """The id of the note that tells these claims together."""
    return f"{NOTE}{_AND.join(dict.fromkeys(claims))}"


def claims_of(note: str) -> tuple[str, ...]:
    """The claims that the note with this id tells: `note_of` the other way round."""
    return tuple(note.removeprefix(NOTE).split(_AND))


def numbered(html: str) -> Markup:
    """A whole page with numbers for the marks of sources, in the order in which they come up.

    A source keeps its number wherever it is cited on the page. A number is known only when the
    page is whole, so a mark is a dagger until then.
    """
    numbers: dict[str, int] = {}

    def mark(found: re.Match[str]) -> str:
        each = (numbers.setdefault(name, len(numbers) + 1) for name in claims_of(found[2]))
        said = ", ".join(map(str, each))
        return f"{found[1]} {said}{found[3]}{said}"

    return Markup(_MARK.sub(mark, html))
