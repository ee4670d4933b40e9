"""`decision-tree publish`: keep the outcomes of the tree's version for ever.

A version that only a branch has can be kept anew. One that the branch has which others get the
guide from cannot: readers may have links of it.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from ..engine.model import Guide
from ..loader.history import FOLDER
from ..loader.ledger import LEDGER
from ..loader.published import publish
from .git import GitError, Repository, repository
from .output import print_json
from .parser import day, today
from .writing import not_to_be_written

__all__ = ["add_arguments", "run"]

MAIN = "main"
SHARED = (f"upstream/{MAIN}", f"origin/{MAIN}")
"""Where others get the guide from, as Git calls it in a clone."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads to `parser`."""
    told = "keep it anew, when only your branch has this version"
    parser.add_argument("--replace", type=_version, default=0, metavar="VERSION", help=told)
    told = f"what holds the published versions ({', '.join((*SHARED, MAIN))}, as far as known)"
    parser.add_argument("--base", default="", metavar="REV", help=told)
    parser.add_argument("--day", type=day, default=today(), help="it is published on (today)")


def _version(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text, re.ASCII):
        told = f"“{text}” is no version; give its number, such as REPLACE=3"
        raise argparse.ArgumentTypeError(told)
    return int(text)


def run(guide: Guide, chosen: argparse.Namespace) -> int:
    """Keep the version, say where, and return the exit code."""
    if refused := not_to_be_written(chosen.content):
        print(refused, file=sys.stderr)
        return 2
    try:
        holder = _holder(chosen.content, guide.tree.version, chosen.base)
        file = publish(guide.tree, chosen.content, chosen.day, chosen.replace, holder)
    except (FileExistsError, ValueError, GitError) as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as error:
        told = f"{chosen.content} cannot be written to ({error.strerror}); run this in a checkout"
        print(f"{told} of the repository, or name another folder with --content.", file=sys.stderr)
        return 1
    if chosen.json:
        print_json({"version": guide.tree.version, "file": str(file)})
    else:
        told = f"Version {guide.tree.version} is kept in {file}, with its day in {LEDGER} beside it"
        print(f"{told} and in tree.yml; commit all three with the change.")
    return 0


def _holder(content: Path, version: int, base: str) -> str:
    """What readers get the guide from and has this version; "" when nothing has.

    Raises GitError when `base` is given and is nothing that Git knows.
    """
    try:
        here = repository(content)
    except GitError:
        inside = any((folder / ".git").exists() for folder in (content.resolve() / "-").parents)
        if base or inside:
            raise  # Git is missing, or refuses: then nothing says who has this version
        return ""  # content that is in no repository is nobody else's
    name = (content.resolve() / FOLDER / f"v{version}.txt").relative_to(here.top.resolve())
    bases = [base] if base else _bases(here)
    held = (each for each in bases if here.old(here.commit(each), name.as_posix()) is not None)
    return next(held, "")


def _bases(here: Repository) -> list[str]:
    known = here.names()
    shared = [name for name in SHARED if name in known]
    if MAIN in known and not (shared and here.branch() == MAIN):
        return [*shared, MAIN]
    return shared  # what somebody committed to their own main has not left it yet
