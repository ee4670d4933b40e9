"""What must hold of scenarios and of drills alike: the number of each, and how long it begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .draft import Draft, Where

__all__ = ["check_numbers", "check_start"]


def check_numbers(draft: Draft) -> None:
    """Note each number that two scenarios have, or two drills."""
    for kind in ("scenarios", "drills"):
        _numbers(draft, kind)


def _numbers(draft: Draft, kind: str) -> None:
    """A case keeps its number for good, so no two cases of a kind have the same."""
    given = {
        name: data.get("number")
        for name, data in draft.data.items()
        if name.partition("/")[0] == kind and isinstance(data, dict)
    }
    numbers = {name: each for name, each in given.items() if isinstance(each, int)}
    taken: dict[int, str] = {}
    for name, number in numbers.items():
        if number in taken:
            case, free = taken[number].partition("/")[2], 1 + max(numbers.values())
            message = f"number {number} is that of “{case}”; write another, such as {free}"
            draft.problem((name, "number"), message, "number-taken")
        taken.setdefault(number, name)


def check_start(draft: Draft, where: Where, texts: Sequence[Any]) -> None:
    """What is read once, at the start of a case, keeps the tree's bound on its words."""
    bounds = draft.data["tree"].get("bounds")
    most = bounds.get("brief") if isinstance(bounds, dict) else None
    words = sum(len(text.split()) for text in texts if isinstance(text, str))
    if isinstance(most, int) and words > most:
        what = "a brief" if where[-1] == "brief" else "a pager and its changes together"
        message = f"{words} words; {what} may have {most}, shorten it"
        draft.problem(where, message, "long-brief")
