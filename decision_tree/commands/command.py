"""What the command line knows of a command; `cli` has the table of all."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ..engine.model import Guide
from ..loader.load import load

__all__ = ["Command", "of_guide"]

Run = Callable[[argparse.Namespace], int]


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    """Most commands read more than `--json`; those that do not need nothing here."""


class Command(NamedTuple):
    """A command: its name, a line on it for `--help`, what runs it, and what adds its arguments.

    `run` gets what was typed and returns the exit code.
    """

    name: str
    told: str
    run: Run
    add_arguments: Callable[[argparse.ArgumentParser], None] = _no_arguments


def of_guide(
    run: Callable[[Guide, argparse.Namespace], int], loads: Callable[[Path], Guide] = load
) -> Run:
    """What runs a command that needs the guide of `--content`, which `loads` reads.

    A command that reads what it compares itself does without: another folder cannot make it fail.
    """
    return lambda chosen: run(loads(chosen.content), chosen)
