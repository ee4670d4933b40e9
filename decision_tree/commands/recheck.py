"""`decision-tree recheck`: whether the records in a team's files still hold."""

from __future__ import annotations

import argparse
import sys

from ..editing.findings import ERROR, FORMATS, WARNING, Finding, report
from ..editing.record_findings import exit_code, of_file, summary
from ..engine.checked import RECORD_DAYS
from ..engine.model import Guide
from ..loader.record_files import ENDINGS, record_files
from .parser import day, days, today

__all__ = ["HELP", "add_arguments", "run"]

HELP = """\
whether the records in your files still hold

Exit codes, of which the most serious one counts:
  0  every link holds
  1  a link says something else than today's tree, was not read whole, names no outcome or is of a
     newer tree; a record has no link, or its text chooses another outcome than its link; or a
     file, its front matter or its JSON cannot be read
     (a record whose `status` is superseded, rejected or deprecated is passed by)
  2  the command was wrong
  3  the newer tree only asks more: what the link says is still possible
  4  the day to review a record (`review-by` in its front matter) has passed
  5  a recommendation rests on a statement that was checked long ago (--older-than)
  6  a record has gaps to close before production (only with --gaps)
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads to `parser`."""
    parser.description, parser.formatter_class = HELP, argparse.RawDescriptionHelpFormatter
    told = f"a file, a pattern with * or **, a folder (its {', '.join(ENDINGS)}), or - for stdin"
    parser.add_argument("files", nargs="+", metavar="FILE", help=told)
    told = "text (the default), json, github (notes on a pull request), markdown or junit"
    parser.add_argument("--format", choices=FORMATS, default="", metavar="FORMAT", help=told)
    parser.add_argument("--today", type=day, default=today(), metavar="DAY", help="(today)")
    told = f"statements checked longer ago are stale; 0: none is ({RECORD_DAYS})"
    parser.add_argument("--older-than", type=days, default=RECORD_DAYS, metavar="DAYS", help=told)
    parser.add_argument("--gaps", action="store_true", help="open gaps count too")


def run(guide: Guide, chosen: argparse.Namespace) -> int:
    """Check the files one by one: of what holds only what a report counts is kept."""
    if "" in chosen.files:
        print(
            "error: one of the names is empty; name a file, or . for this folder", file=sys.stderr
        )
        return 2
    form = chosen.format or ("json" if chosen.json else "text")
    found: list[Finding] = []
    files = holding = 0
    for file in record_files(chosen.files):
        files += not file.problem
        before = len(found)
        found += of_file(guide, file, chosen.today, chosen.older_than, chosen.gaps)
        if file.problem and form != "github":  # which has both streams in one log
            print(file.error, file=sys.stderr)
        holding += any("fragment" in each.data for each in found[before:])
    told = [each for each in found if form != "text" or "error" not in each.data]
    said = summary(found, holding, files)
    print(report(told, said, form, "Serving decisions, checked again", (ERROR, WARNING)))
    return exit_code(found)
