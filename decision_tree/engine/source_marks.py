"""The marks of sources on a page: the id of the note that each opens, and its number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from zlib import crc32

from .markup import Markup

__all__ = ["NOTE", "claims_of", "note_of", "numbered", "sent", "short"]

NOTE = "source-"
"""What the id of a note begins with; see `note_of` and `short`."""

_AND = "_"
"""Between the ids of the claims of one note: no id holds it."""

_MARK = re.compile(rf'("({NOTE}[a-z0-9_-]+)" aria-label="Sources?)(: [^"]*">)†')
_OPENS = re.compile(rf'(?<=popovertarget="){NOTE}[a-z0-9_-]+(?=")')


def note_of(claims: Iterable[str]) -> str:
    """The name of the note that tells these claims together, until its page is sent."""
    return f"{NOTE}{_AND.join(dict.fromkeys(claims))}"


def claims_of(note: str) -> tuple[str, ...]:
    """The claims that the note with this name tells: `note_of` the other way round."""
    return tuple(note.removeprefix(NOTE).split(_AND))


def short(note: str) -> str:
    """The id that this note has on a page that is sent.

    A page has hundreds of notes, and their names would be a fortieth of what it sends. Two of four
    hundred share an id in 1 of 200 guides, which a test sees.
    """
    return f"{NOTE}{crc32(note.encode()) & 0xFFFFFF:x}"


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


def sent(html: str) -> Markup:
    """A whole page as it is sent: its marks are numbers, and open notes by their short ids."""
    return Markup(_OPENS.sub(lambda found: short(found[0]), numbered(html)))
