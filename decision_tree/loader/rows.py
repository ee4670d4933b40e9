"""Lists and their mappings in a draft that may have holes: what every check steps through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .draft import Draft, Where

__all__ = ["listed", "mappings", "once", "rows"]


def rows(draft: Draft, where: Where) -> Iterator[tuple[Where, dict[str, Any]]]:
    """The mappings of the list at `where`, each with its own place."""
    value: Any = draft.data
    for part in where:
        if isinstance(part, int):
            value = value[part]
        else:
            value = value.get(part) if isinstance(value, dict) else None
    for index, row in listed(value):
        if isinstance(row, dict):
            yield (*where, index), row


def listed(items: Any) -> Iterator[tuple[int, Any]]:
    """What is in a list, each with its number; nothing of what is none."""
    return iter(enumerate(items if isinstance(items, list) else ()))


def mappings(items: Any) -> list[dict[str, Any]]:
    """The mappings of a list; nothing of what is none."""
    return [item for item in items or () if isinstance(item, dict)]


def once(draft: Draft, where: Where, items: Any, key: str = "") -> None:
    """Each text of the list at `where`, or under `key` in its mappings, stands there once."""
    seen: set[str] = set()
    for index, item in listed(items):
        name = item.get(key) if key and isinstance(item, dict) else item
        if not isinstance(name, str):
            continue
        if name in seen:
            place = (*where, index, key)  # that of the item, which is nearest, without a key
            draft.problem(place, f"“{name}” stands here twice; keep one", "named-twice")
        seen.add(name)
