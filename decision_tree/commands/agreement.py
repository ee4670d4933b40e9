"""`decision-tree agreement`: how far people who read the same cases agree."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from ..engine.agreement import Agreement, Reading, agreement
from ..engine.counted import counted
from ..engine.link import decode, words_of
from ..engine.link_reader import links
from ..engine.model import Guide
from ..loader.record_files import record_file
from .output import print_json

__all__ = ["add_arguments", "agreement_data", "run"]


_BETWEEN = re.compile(r"\s*[\s,;]\s*")
"""What stands between the name of a case and its link."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads to `parser`."""
    told = "lines of a case's name, a space, a tab or a comma, and a link"
    parser.add_argument("file", type=Path, help=told)


def run(guide: Guide, chosen: argparse.Namespace) -> int:
    """Print the agreement; 1 when a line holds no answer or no case was read twice."""
    readings: list[Reading] = []
    bad: list[str] = []
    file = record_file(str(chosen.file))
    if file.problem:
        print(file.error, file=sys.stderr)
        return 2
    for number, line in enumerate(file.text.splitlines(), 1):
        case, link = (*_BETWEEN.split(line.strip(), maxsplit=1), "")[:2]
        state = decode(guide.tree, link)
        several = len({each.fragment for each in links(link, words_of(guide.tree))})
        if several > 1:
            told = f"it holds {several} links; write one link on each line"
            bad.append(f"{chosen.file}:{number}: {told}")
        elif state.answers:
            readings.append(Reading(case, state.answers))
            notes = state.notes if state.missed else ()
            bad += [f"{chosen.file}:{number}: {note}" for note in notes]
        elif case:
            bad.append(
                f"{chosen.file}:{number}: no answer is in it; write a case's name and a link"
            )
    found = agreement(guide.tree, readings)
    if chosen.json:
        print_json({"agreement": [agreement_data(row) for row in found], "unread": bad})
    else:
        for row in found:
            print(_text(row))
        print("\n".join(bad), file=sys.stderr, end="\n" if bad else "")
        if not found:
            print("No case was read by two people, so there is nothing to compare.")
    return 1 if bad or not found else 0


def _text(row: Agreement) -> str:
    name = row.question.ask if row.question else "The outcome"
    told = "kappa needs more cases" if row.kappa is None else f"kappa {float(row.kappa):.2f}"
    cases = counted(row.cases, "case")
    return (
        f"{name} Pairs that agree: {float(row.pairs):.0%}; {told}; {cases}, {row.readings} answers."
    )


def agreement_data(row: Agreement) -> dict[str, Any]:
    """The agreement on one question, None for the outcome, as plain data."""
    return {
        "question": row.question.id if row.question else None,
        "cases": row.cases,
        "readings": row.readings,
        "pairs": float(row.pairs),
        "kappa": None if row.kappa is None else float(row.kappa),
    }
