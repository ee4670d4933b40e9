"""`decision-tree diff`: which paths lead elsewhere in another version of the content."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..editing.tree_diff import diff_trees
from ..loader.load import load
from ..loader.problems import ContentError
from .output import print_json, print_problems

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads to `parser`."""
    parser.add_argument("old", type=Path, help="folder with the old content")
    parser.add_argument("new", type=Path, help="folder with the new content")
    parser.add_argument("--markdown", action="store_true", help="for a pull request")


def run(chosen: argparse.Namespace) -> int:
    """Print the paths; 1 when there are any, 2 when a folder holds no sound content."""
    try:
        found = diff_trees(load(chosen.old).tree, load(chosen.new).tree)
    except ContentError as problems:
        print_problems(problems, chosen)
        return 2
    if chosen.json:
        print_json(found.data())
    else:
        print(found.markdown() if chosen.markdown else found.text())
    return 1 if found.any else 0
