"""Where a reader of an older version of the tree finds what changed since."""

from __future__ import annotations

from collections.abc import Mapping

from ...engine.html_parts import link, listing
from ...engine.kinds import changed_on
from ...engine.markup import Markup
from ...loader.ledger import Published

__all__ = ["changed_since"]


def changed_since(ledger: Mapping[int, Published], root: str) -> Markup:
    """For each version but the newest a link to the newest day, above all that came before it: as a
    result from an older link leads there."""
    *older, newest = (row for _, row in sorted(ledger.items()))
    place = f"{root}{changed_on(newest.day, newest.version)}"
    rows = (
        link("", place, f"What changed since version {row.version} of {row.day}") for row in older
    )
    return listing(rows)
