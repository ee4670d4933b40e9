"""`decision-tree claims`: claims checked long ago, and what relies on them."""

from __future__ import annotations

import argparse

from ..editing.stale import GUIDE_DAYS, listed, markdown, stale
from ..engine.counted import counted
from ..engine.model import Guide
from ..loader.cites import cites, docs_of
from ..loader.claim_uses import places
from .output import print_json
from .parser import day, days, today

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads to `parser`."""
    told = f"claims checked longer ago are stale; 0: none is ({GUIDE_DAYS})"
    parser.add_argument("--older-than", type=days, default=GUIDE_DAYS, metavar="DAYS", help=told)
    parser.add_argument("--today", type=day, default=today(), metavar="DAY", help="(today)")
    parser.add_argument("--markdown", action="store_true", help="as the body of an issue")


def run(guide: Guide, chosen: argparse.Namespace) -> int:
    """Print the stale claims; 1 when there are any."""
    relied = places(guide, cites(docs_of(chosen.content)))
    found = stale(guide, relied, chosen.today, chosen.older_than)
    if chosen.json:
        print_json([each.data() for each in found])
    elif chosen.markdown:
        print(markdown(found, chosen.older_than), end="")
    else:
        if found:
            print(listed(found))
        limit = f"{counted(chosen.older_than, 'day')} before {chosen.today}"
        print(f"{len(found)} of {counted(len(guide.claims), 'claim')} checked over {limit}.")
    return 1 if found else 0
