"""`decision-tree review`: what a change does to readers, for its reviewer."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from ..editing.review import CONTENT, DOCS, Review, review
from .git import GitError, repository
from .output import print_json
from .writing import not_to_be_written

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads to `parser`."""
    parser.add_argument("base", help="branch or commit that the change is for")


def run(chosen: argparse.Namespace) -> int:
    """Print the review and return the exit code: 0 it was made, 2 there is no such base, or
    the content is that of an installed package.

    Raises ContentError when the content after the change has problems.
    """
    if refused := not_to_be_written(chosen.content):
        print(refused, file=sys.stderr)
        return 2
    here = chosen.content.parent.parent
    try:
        found = _review(chosen.base, here)
    except GitError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if chosen.json:
        print_json(found.data())
    else:
        print(found.markdown())
    return 0


def _review(base: str, here: Path) -> Review:
    """The review against where this branch left `base`. Raises GitError with advice."""
    known = repository(here)
    start = known.start(base)
    with tempfile.TemporaryDirectory(prefix="base-") as folder:
        known.unpack(start, Path(folder), CONTENT.as_posix(), DOCS.as_posix())
        return review(Path(folder), here)
