"""`decision-tree resolve`: what a link says now."""

from __future__ import annotations

import argparse

from ..engine.aging import STILL, aged
from ..engine.link import encode
from ..engine.model import Guide
from ..quiz_in_terminal import result_text
from .links import decoded
from .output import print_json

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads to `parser`."""
    parser.add_argument("link")


def run(guide: Guide, chosen: argparse.Namespace) -> int:
    """Print it; 1 when the link is not settled, or no longer says what it said."""
    state, walked = decoded(guide, chosen.link)
    old = aged(guide.tree, state, walked)
    holds = walked.outcome is not None and (old is None or old.same) and not state.missed
    if chosen.json:
        print_json(
            {
                "outcome": walked.outcome.id if walked.outcome else None,
                "possible": [outcome.id for outcome in walked.possible],
                "next": walked.next.id if walked.next else None,
                "said": state.outcome or None,
                "because": old.because if old else "",
                "read": encode(state),
                "gaps": [gap.id for gap in walked.gaps],
                "missed": list(state.missed),
                "notes": list(state.notes),
            }
        )
    else:
        if old and not old.same:
            print(f"Then (version {old.version}): {old.then}. {old.because}")
        elif old and holds:
            print(STILL)
        print(result_text(guide, walked))
    return 0 if holds else 1
