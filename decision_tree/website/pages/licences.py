"""The table of what the site serves of other people's work."""

from __future__ import annotations

from collections.abc import Iterable

from ...engine.markup import Markup, element, inline, join
from ..beside_pages.components import Component
from .tables import table

__all__ = ["licences_table"]


def licences_table(parts: Iterable[Component]) -> Markup:
    """A row for each component; what it brought along says within what it is."""
    heads = ("What", "Version", "Licence", "Where")
    return table(
        "Work of others that this site serves", heads, ((_id(part), _row(part)) for part in parts)
    )


def _id(part: Component) -> str:
    words = "".join(each if each.isalnum() else " " for each in part.name.lower())
    return f"uses-{'-'.join(words.split())}"


def _row(part: Component) -> tuple[Markup, ...]:
    within = Markup(f"that of {part.within}") if not part.version else part.version
    where = part.served or f"within {part.within}"
    return (
        element("a", {"href": part.source}, part.name),
        inline(within),
        inline(part.licence),
        join((inline(where), ".")),
    )
