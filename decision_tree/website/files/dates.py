"""When the files that pages are made of last changed, as git knows it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

__all__ = ["built", "last_changed", "page_changed", "seconds"]


def seconds() -> int:
    """When the site is built, in seconds since 1970: the last commit's time when make says so."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    return int(said) if said else int(datetime.now(UTC).timestamp())


def built() -> str:
    """The day of the build, YYYY-MM-DD."""
    return f"{datetime.fromtimestamp(seconds(), UTC):%Y-%m-%d}"


@cache
def last_changed(root: Path) -> Mapping[str, str]:
    """The day of the last commit, YYYY-MM-DD, for each path from `root`; empty without git."""
    command = ["git", "log", "--format=%x00%cs", "--name-only", "--no-renames"]
    try:
        told = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    except OSError:
        return {}
    days: dict[str, str] = {}
    for commit in told.stdout.split("\0")[1:]:
        day, *names = commit.split()
        for name in names:
            days.setdefault(name, day)
    return days


def page_changed(root: Path, source: str, text: str, shows: Mapping[str, Iterable[str]]) -> str:
    """The day when `source`, or data that macros put into its `text`, last changed.

    `shows` names the content files that each macro puts into a page, by the macro's name; a name
    with a slash at its end is a folder.
    """
    called = re.findall(r"\{\{\s*(\w+)\(", text)
    data = {f"decision_tree/content/{file}" for name in called for file in shows.get(name, ())}
    days = last_changed(root)
    found = [day for path, day in days.items() if path == source or _holds(data, path)]
    return max(found, default=built())


def _holds(data: Collection[str], path: str) -> bool:
    return path in data or f"{path.rpartition('/')[0]}/" in data
