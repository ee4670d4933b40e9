"""When the files that pages are made of last changed, as git knows it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from ...loader.days import epoch

__all__ = ["built", "last_changed", "page_changed", "seconds"]


def built(root: Path) -> str:
    """The day of the site, YYYY-MM-DD: SOURCE_DATE_EPOCH, or the last commit; "" when unknown."""
    since = seconds(root)
    return f"{datetime.fromtimestamp(since, UTC):%Y-%m-%d}" if since else ""


def seconds(root: Path) -> int:
    """The same in seconds since 1970; 0 when unknown, which compressed files take for no date."""
    said = epoch()
    return int(_last_commit(root) or 0) if said is None else said


@cache
def _last_commit(root: Path) -> str:
    return _git(root, "log", "-1", "--format=%ct", "--", ".").strip()


@cache
def last_changed(root: Path) -> Mapping[str, str]:
    """The day of the last commit, YYYY-MM-DD, for each path from `root`.

    Empty where Git does not know: without it, in an export, in a clone without all commits.
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    told = _git(root, "log", "--format=%x00%cs", "--name-only", "--no-renames", "--relative")
    days: dict[str, str] = {}
    for commit in told.split("\0")[1:]:
        day, *names = commit.split()
        for name in names:
            days.setdefault(name, day)
    return days


def _git(root: Path, *asked: str) -> str:
    """What Git says, run in `root`; "" when it has nothing to say, or is not there."""
    command = ["git", *asked]
    try:
        told = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return "" if told.returncode else told.stdout


def page_changed(root: Path, source: str, text: str, shows: Mapping[str, Iterable[str]]) -> str:
    """The day when `source`, or data that macros put into its `text`, last changed.

    That of the site for what was never committed; "" when Git does not know. `shows` names the
    content files that each macro puts into a page, by the macro's name; a name with a slash at its
    end is a folder.
    """
    days = last_changed(root)
    if not days:
        return ""
    called = re.findall(r"\{\{\s*(\w+)\(", text)
    data = {f"decision_tree/content/{file}" for name in called for file in shows.get(name, ())}
    found = [day for path, day in days.items() if path == source or _holds(data, path)]
    return max(found, default=built(root))


def _holds(data: Collection[str], path: str) -> bool:
    return path in data or f"{path.rpartition('/')[0]}/" in data
