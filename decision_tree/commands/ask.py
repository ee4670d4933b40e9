"""`decision-tree ask`: the quiz in this terminal."""

from __future__ import annotations

import argparse
import sys

from ..engine.link import State
from ..engine.model import Guide
from ..engine.record import record_data
from ..quiz_in_terminal import ask, result_text
from .output import print_json
from .record import add_typed, typed

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads to `parser`."""
    add_typed(parser.add_argument_group("for a record, only with --json"))


def run(guide: Guide, chosen: argparse.Namespace) -> int:
    """Ask, print the result and its link; 1 when the quiz was stopped."""
    given = chosen.title, chosen.team, chosen.page, chosen.review_by, chosen.affects
    if not chosen.json and any(given):
        print("error: what is typed for a record needs --json; add it", file=sys.stderr)
        return 2
    out = sys.stderr if chosen.json else sys.stdout
    walked = ask(guide, input, lambda text: print(text, file=out, flush=True))
    if walked is None:
        print("Stopped.", file=out)
        return 1
    state = State(guide.tree.version, walked.answers)
    data = record_data(guide, state, typed(chosen))
    if chosen.json:
        print_json(data)
    else:
        print(result_text(guide, walked))
        print(f"\nLink: {data['link']}")
    return 0
