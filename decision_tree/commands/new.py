"""`decision-tree new-...`: starts for contributors, each with texts to replace."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from ..editing.new_account import new_account
from ..editing.new_claim import new_claim
from ..editing.new_drill import new_drill
from ..editing.new_outcome import new_outcome
from ..editing.new_question import new_question
from ..editing.new_scenario import new_scenario
from ..editing.starts import UNFINISHED, StartError, broken_promises
from ..engine.model import Guide
from ..loader.fields import UNWRITTEN
from ..loader.load import load
from ..loader.problems import ContentError
from .command import Command, of_guide
from .output import print_json
from .parser import today
from .writing import not_to_be_written

__all__ = ["COMMANDS"]

Start = Callable[[Guide, str, str, Path], Path]
"""Writes a start into the folder, by its id and by what it starts from: what the command's option
names, or the day where it has none. Returns the file."""


def _unfinished(folder: Path) -> Guide:
    """The content, with what a start may be asked for with; of the rest what is wrong is told."""
    try:
        return load(folder, excused=UNFINISHED)
    except ContentError as found:
        rest = [problem for problem in found.problems if problem.tag not in UNFINISHED]
        raise ContentError(rest) from found


def _tell_promises(guide: Guide, content: Path, file: Path) -> None:
    """Say what a start in the tree breaks of what the tree promises."""
    if file.name != "tree.yml":
        return
    for told in broken_promises(guide, _unfinished(content)):
        print(f"The checks will refuse this: {told}.")


def _running(start: Start, option: str) -> Callable[[Guide, argparse.Namespace], int]:
    def run(guide: Guide, chosen: argparse.Namespace) -> int:
        if refused := not_to_be_written(chosen.content):
            print(refused, file=sys.stderr)
            return 2
        try:
            source = chosen.source if option else today()
            file = start(guide, chosen.id, source, chosen.content)
        except StartError as told:
            print(told, file=sys.stderr)
            return 2
        if chosen.json:
            print_json({"file": str(file), "id": chosen.id})
        else:
            then = f"replace every {UNWRITTEN}, then run `make check`"
            print(f"“{chosen.id}” is in {file}; {then}.")
            _tell_promises(guide, chosen.content, file)
        return 0

    return run


def _arguments(option: str, where: str) -> Callable[[argparse.ArgumentParser], None]:
    def add_arguments(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("id", nargs="?", default="")
        if option:
            parser.add_argument(option, default="", dest="source", metavar="NAME", help=where)

    return add_arguments


_STARTS: tuple[tuple[str, Start, str, str, str], ...] = (
    (
        "new-question",
        new_question,
        "put a question into the tree",
        "--source",
        "the answer that leads to it, as QUESTION.OPTION",
    ),
    (
        "new-outcome",
        new_outcome,
        "put an outcome into the tree",
        "--source",
        "the question that gets an answer which leads to it",
    ),
    ("new-scenario", new_scenario, "write a scenario", "--outcome", "where its facts lead"),
    ("new-drill", new_drill, "write a drill", "--stack", "what it happens on"),
    ("new-account", new_account, "write an account of what a team chose", "", ""),
    ("new-claim", new_claim, "put a claim behind the others", "", ""),
)

COMMANDS = tuple(
    Command(name, told, of_guide(_running(start, option), _unfinished), _arguments(option, where))
    for name, start, told, option, where in _STARTS
)
"""A command for each start, in the order of `--help`."""
