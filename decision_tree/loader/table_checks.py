"""What must hold of tables.yml: the comparison has its rows, in their order."""

from __future__ import annotations

from .draft import Draft
from .fields import DECISIONS
from .rows import rows

__all__ = ["check_tables"]


def check_tables(draft: Draft) -> None:
    """Note that a row of the comparison is missing, or stands elsewhere."""
    found = tuple(row.get("id") for _, row in rows(draft, ("tables", "decisions")))
    if found != DECISIONS:
        message = f"the comparison needs these rows in this order: {', '.join(DECISIONS)}"
        draft.problem(("tables", "decisions"), message, "decisions")
