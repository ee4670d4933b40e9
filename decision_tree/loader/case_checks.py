"""What must hold of scenarios and of drills alike: the number of each, and how long it begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .draft import Draft, Where
from .history import FOLDER

__all__ = ["check_numbers", "check_start", "published_numbers"]

LISTED = "numbers.txt"
"""A line for each case that was published, beside the published versions of the tree: its kind, its
number and its id. A line stays when its case goes."""


def published_numbers(folder: Path) -> dict[tuple[str, int], str]:
    """The id of each published case by its kind and number; none where no list of them is kept."""
    file = folder / FOLDER / LISTED
    lines = file.read_text("utf-8", "replace").splitlines() if file.is_file() else []
    found = (re.fullmatch(r"(scenario|drill) ([0-9]{1,6}) (\S+)", line) for line in lines)
    return {(row[1], int(row[2])): row[3] for row in found if row}


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
    free = 1 + max((*numbers.values(), *(n for k, n in draft.numbers if k == kind[:-1])), default=0)
    same: dict[int, list[str]] = {}
    for name, number in numbers.items():
        same.setdefault(number, []).append(name)
    for number, names in same.items():
        published = f"{kind}/{draft.numbers.get((kind[:-1], number), '')}"
        keeps = published if published in names else names[0]
        case = keeps.partition("/")[2]
        known = keeps == published
        for name in names:
            if name == keeps:
                continue
            message = f"number {number} is that of “{case}”; write another, such as {free}"
            if not known:
                place = draft.place((keeps, "number"))
                message += f", or there ({place}) if this one was published with it"
            draft.problem((name, "number"), message, "number-taken")


def check_start(draft: Draft, where: Where, texts: Sequence[Any]) -> None:
    """What is read once, at the start of a case, keeps the tree's bound on its words."""
    bounds = draft.data["tree"].get("bounds")
    most = bounds.get("brief") if isinstance(bounds, dict) else None
    words = sum(len(text.split()) for text in texts if isinstance(text, str))
    if isinstance(most, int) and words > most:
        what = "a brief" if where[-1] == "brief" else "a pager and its changes together"
        message = f"{words} words; {what} may have {most}, shorten it"
        draft.problem(where, message, "long-brief")
