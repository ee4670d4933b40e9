"""When the files that pages are made of last changed, as git knows it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

__all__ = ["built", "last_changed", "page_changed"]

# A page changes with the data that its macros put into it.
MADE_FROM = {
    "tree.yml": "decision_quiz embedded_quiz first_question outcome_list outcome_page tree_facts "
    "tree_picture mermaid",
    "tables.yml": "symptoms_table comparison_table checklist",
    "claims.yml": "claims_list",
}


def built() -> str:
    """The day of the build, YYYY-MM-DD: that of the last commit when make says so."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    day = datetime.fromtimestamp(int(seconds), UTC) if seconds else datetime.now(UTC)
    return f"{day:%Y-%m-%d}"


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


def page_changed(root: Path, source: str, text: str) -> str:
    """The day when `source`, or data that macros put into its `text`, last changed."""
    called = set(re.findall(r"\{\{\s*(\w+)\(", text))
    data = (
        f"decision_tree/content/{name}"
        for name, macros in MADE_FROM.items()
        if called & set(macros.split())
    )
    days = last_changed(root)
    return max((days[path] for path in (source, *data) if path in days), default=built())
