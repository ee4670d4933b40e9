"""Where a reader of an older version of the tree finds what changed since."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from ...engine.html_parts import link, listing
from ...engine.kinds import changed_on
from ...engine.markup import Markup
from ...loader.ledger import Published

__all__ = ["changed_since"]


def changed_since(ledger: Mapping[int, Published], root: str) -> Markup:
    """For each version but the newest a link to the day on which the next one came."""
    rows = (
        link(
            "",
            f"{root}{changed_on(after.day, after.version)}",
            f"What changed since version {version.version} of {version.day}",
        )
        for version, after in pairwise(row for _, row in sorted(ledger.items()))
    )
    return listing(rows)
