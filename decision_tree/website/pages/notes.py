"""The notes at the end of a page, which its markers and terms open."""

from __future__ import annotations

from collections.abc import Iterable

from ...engine.markup import Markup, element

__all__ = ["opened"]


def opened(notes: Iterable[Markup]) -> Markup:
    """The notes together, out of the search's sight: each stands in its own place already.

    The theme's search goes on at the next end of an element of the same name, so this is no div,
    which notes are.
    """
    return element("section", {"class": "dt-opened", "data-search-exclude": True}, *notes)
