"""A number and what is counted, in the singular or the plural."""

from __future__ import annotations

__all__ = ["counted"]


def counted(number: int, one: str, many: str = "") -> str:
    """“1 answer” or “2 answers”; `many` is for several, where that is not `one` and an s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
