"""`decision-tree review`: what a change does to readers, for its reviewer."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from ..editing.review import CONTENT, DOCS, Review, review
from ..engine.model import Guide
from .git import GitError, repository
from .links import print_json

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads to `parser`."""
    told = "branch or commit that the change is for, or a checkout of this repository without it"
    parser.add_argument("base", type=Path, help=told)


def run(guide: Guide, chosen: argparse.Namespace) -> int:
    """Print the review and return the exit code: 0 it was made, 2 there is no such base."""
    del guide  # both sides are read anew
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


def _review(base: Path, here: Path) -> Review:
    """The review against a checkout, or against where this branch left one that Git knows.

    Raises GitError with advice when `base` is neither.
    """
    if (base / CONTENT).is_dir():
        return review(base, here)
    if base.is_absolute() or base.is_dir():
        told = f"{base} is no checkout of this repository without the change"
        raise GitError(f"{told}; name its top folder, or run `make review BASE=main`")
    known = repository(here)
    start = known.start(base.as_posix())
    with tempfile.TemporaryDirectory(prefix="base-") as folder:
        known.unpack(start, Path(folder), CONTENT.as_posix(), DOCS.as_posix())
        return review(Path(folder), here)
