"""The command line: check the content, list the paths.

Exit codes: 0 all is well, 1 the content has problems, 2 the command line was wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from .build.load import CONTENT, load
from .build.problems import ContentError
from .engine.model import Guide
from .engine.walk import path_counts, paths

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="decision_tree", description=__doc__)
    parser.add_argument(
        "--content", type=Path, default=CONTENT, help="folder with tree.yml, tables.yml, claims.yml"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="say what is wrong with the content, or how much there is")
    listing = commands.add_parser("paths", help="every way through the tree and where it ends")
    listing.add_argument("--json", action="store_true", help="print JSON")
    chosen = parser.parse_args(arguments)
    try:
        guide = load(chosen.content)
    except ContentError as found:
        print(found, file=sys.stderr)
        print(f"{_count(len(found.problems), 'problem')} found.", file=sys.stderr)
        return 1
    if chosen.command == "check":
        print(_summary(guide))
    else:
        _print_paths(guide, chosen.json)
    return 0


def _summary(guide: Guide) -> str:
    tree = guide.tree
    counts = path_counts(tree)
    total = sum(counts.values())
    width = max(len(outcome) for outcome in counts)
    shares = (f"  {name:{width}}  {n:6d}  {n / total:6.1%}" for name, n in counts.items())
    head = (
        f"Sound: {_count(len(tree.questions), 'question')}, "
        f"{_count(len(tree.outcomes), 'outcome')}, {_count(total, 'path')}, "
        f"{_count(len(guide.claims), 'claim')} (version {tree.version}, {tree.published})."
    )
    return "\n".join((head, "Paths to each outcome:", *shares))


def _print_paths(guide: Guide, as_json: bool) -> None:
    if as_json:
        rows = [
            {"answers": dict(path.answers), "outcome": path.outcome} for path in paths(guide.tree)
        ]
        print(json.dumps({"version": guide.tree.version, "paths": rows}, indent=1))
        return
    for path in paths(guide.tree):
        answers = " ".join(f"{question}={option}" for question, option in path.answers)
        print(f"{answers} -> {path.outcome}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
