"""Judges how much of each room of the build half the tests ran: exit 1 below 95 % of anything.

Run as `python -m tests.tools.rooms` after tests that ran under `coverage run` with the data file
below; those of a site build or a command that a test started count as well. The table in
quality.md is written anew, with the day.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from coverage import Coverage
from coverage.exceptions import CoverageException

from tests.conftest import ROOT

__all__ = ["Room", "main"]

DATA = ".build/rooms"
"""Where `coverage run --data-file` put what it saw, below the root."""
LEAST = 0.95
ROOMS = {
    "loader": ("decision_tree/loader/*",),
    "editing": ("decision_tree/editing/*",),
    "runtime": ("decision_tree/runtime/*",),
    "website": ("decision_tree/website/*",),
    "command line": (
        "decision_tree/commands/*",
        "decision_tree/cli.py",
        "decision_tree/quiz_in_terminal.py",
    ),
}
ONLY_IN_PYODIDE = ("decision_tree/runtime/standins/*", "decision_tree/runtime/compiling.py")
"""Pyodide runs these, where coverage cannot look; tests/runtime/ compares what they answer."""
_MARKED = re.compile(r"(?<=<!-- rooms -->\n).*?(?=<!-- /rooms -->)", re.DOTALL)


class Room(NamedTuple):
    """How many statements and branches a room has, and how many of each the tests ran."""

    name: str
    statements: int
    ran: int
    branches: int
    taken: int

    @property
    def good(self) -> bool:
        """Whether 95 % of its statements ran, and of its branches."""
        return self.ran >= LEAST * self.statements and self.taken >= LEAST * self.branches


def main() -> int:
    """Print and write the share of each room, and the lines that did not run; 0 when good."""
    coverage = Coverage(data_file=str(ROOT / DATA), config_file=str(ROOT / "pyproject.toml"))
    try:
        coverage.combine(keep=True)
        coverage.save()
        rooms = [_room(coverage, name, files) for name, files in ROOMS.items()]
    except CoverageException as error:
        print(f"Nothing was measured: {error}\nRun: make coverage-build")
        return 1
    print(_table(rooms))
    page = ROOT / "docs/contribute/quality.md"
    text = page.read_text("utf-8")
    told = f"\nMeasured on {date.today().isoformat()}.\n\n{_table(rooms)}\n"
    page.write_text(_MARKED.sub(lambda _: told, text), "utf-8")
    few = [room.name for room in rooms if not room.good]
    for name in few:
        print(f"\n{name}: below {LEAST:.0%}. These lines and branches did not run:\n")
        coverage.report(include=_here(ROOMS[name]), omit=_here(ONLY_IN_PYODIDE))
    return int(bool(few))


def _room(coverage: Coverage, name: str, files: Iterable[str]) -> Room:
    """What the tests ran of these files. Raises CoverageException where they ran nothing."""
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / "room.json"
        coverage.json_report(include=_here(files), omit=_here(ONLY_IN_PYODIDE), outfile=str(into))
        told = json.loads(into.read_text("utf-8"))["totals"]
    statements, branches = told["num_statements"], told["num_branches"]
    return Room(name, statements, told["covered_lines"], branches, told["covered_branches"])


def _here(files: Iterable[str]) -> list[str]:
    """These patterns below the root, wherever the command is run."""
    return [str(ROOT / each) for each in files]


def _table(rooms: Iterable[Room]) -> str:
    """Markdown: a row for each room."""
    lines = ["| Room | Statements | Ran | Branches | Taken |", "| --- | --: | --: | --: | --: |"]
    for name, statements, ran, branches, taken in rooms:
        row = f"| {name} | {statements:,} | {ran / statements:.1%} "
        lines.append(f"{row}| {branches:,} | {taken / branches:.1%} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
