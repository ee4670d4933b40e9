"""Ids that stand in links to a rollback plan are lasting: each is listed once it was published.

`content/history/rollback.txt` holds a line for each, such as `unit standard-spec`. An id that is
listed is in use or retired for ever, so that old links go on to say something.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..engine.kinds import KINDS, rows_of
from ..engine.model import Guide
from .conflicts import conflict_in
from .history import FOLDER
from .problems import Place, Problem, shown

__all__ = ["LISTED", "check_rollback_ids", "rollback_ids"]

LISTED = "rollback.txt"
"""The list's name, beside the published versions of the tree."""


def rollback_ids(guide: Guide) -> tuple[str, ...]:
    """A line for each id that a link to a plan can hold, in the order of the content."""
    lasting = (kind for kind in KINDS if kind.in_plan)
    return tuple(f"{kind.name} {row.id}" for kind in lasting for row in rows_of(guide, kind))


def check_rollback_ids(guide: Guide, content: Path) -> Iterator[Problem]:
    """What is wrong with the ids of this guide, where its content keeps a list of them."""
    file = content / FOLDER / LISTED
    if not file.is_file():
        return
    conflict = conflict_in(file, "keep the lines of both, and delete the three lines of markers")
    if conflict:
        yield conflict
        return
    listed = file.read_text("utf-8").splitlines()
    known = {*rollback_ids(guide), *(f"{row.was} {row.id}" for row in guide.retired_units)}
    for number, line in enumerate(listed, 1):
        if line not in known:
            was, _, gone = line.rpartition(" ")
            message = (
                f"“{line}” stands in links; put it back, or list it under `retired_units`: "
                f'{{id: {gone}, was: {was}, since: "YYYY-MM-DD", reason: why it went}}'
            )
            yield Problem(Place(shown(file), number, 1), message, "rollback-ids", line)
    end = Place(shown(file), len(listed) + 1, 1)
    for line in rollback_ids(guide):
        if line not in listed:
            yield Problem(end, f"“{line}” is new; add that line here", "rollback-ids")
