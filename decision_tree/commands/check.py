"""`decision-tree check`: what is wrong with the content, or how much there is."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..editing.wording import check_wording
from ..engine.accounts import FITS
from ..engine.counted import counted
from ..engine.model import Guide
from ..engine.odds import expected_questions, odds
from ..engine.walk import path_counts
from ..loader.account_checks import Replay, mean_share, replays
from ..loader.beside_guide import check_beside
from ..loader.cites import docs_of
from ..loader.days import latest_day
from ..loader.every_check import Tag
from ..loader.history import check_history
from ..loader.load import load
from ..loader.page_checks import check_cites, check_front_matter
from ..loader.problems import ContentError
from ..loader.published import check_published
from ..loader.rollback_ids import check_rollback_ids
from ..loader.schema import check_schemas
from ..loader.search_places import check_places
from .output import print_json, print_problems

__all__ = ["add_arguments", "load_up_to_today", "run"]

_OF_VERSIONS: frozenset[Tag] = frozenset(("history-changed", "history-missing", "not-retired"))
"""What is told of a tree that its author is changing."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads to `parser`."""
    parser.add_argument(
        "--format",
        choices=("text", "github"),
        default="text",
        help="github: annotations for a GitHub workflow",
    )


def load_up_to_today(folder: Path) -> Guide:
    """The guide in `folder`, in which no day may be still to come. Raises ContentError."""
    return load(folder, latest_day())


def run(guide: Guide, chosen: argparse.Namespace) -> int:
    """Print what is wrong, or how much there is; 1 when there are problems."""
    problems = [
        *check_history(guide.tree, chosen.content),
        *check_published(guide.tree, chosen.content),
        *check_rollback_ids(guide, chosen.content),
        *check_front_matter(docs_of(chosen.content)),
        *check_cites(guide, docs_of(chosen.content), chosen.content),
        *check_beside(chosen.content, latest_day()),
        *check_schemas(chosen.content),
        *check_places(guide, chosen.content, docs_of(chosen.content)),
        *check_wording(chosen.content, docs_of(chosen.content)),
    ]
    if problems:
        code = print_problems(ContentError(problems), chosen)
        if not chosen.json and any(problem.tag in _OF_VERSIONS for problem in problems):
            _print_shares(guide)  # of a sound tree; its author is asked to look at them
        return code
    if chosen.json:
        _print_json(guide)
    else:
        _print_text(guide, chosen.content)
    return 0


def _print_json(guide: Guide) -> None:
    tree, counts = guide.tree, path_counts(guide.tree)
    print_json(
        {
            "version": tree.version,
            "questions": len(tree.questions),
            "outcomes": counts,
            "paths": sum(counts.values()),
            "claims": len(guide.claims),
            "scenarios": len(guide.scenarios),
            "drills": len(guide.drills),
        }
    )


def _print_text(guide: Guide, content: Path) -> None:
    tree = guide.tree
    total = sum(path_counts(tree).values())
    print(
        f"Sound: {counted(len(tree.questions), 'question')}, "
        f"{counted(len(tree.outcomes), 'outcome')}, {counted(total, 'path')}, "
        f"{counted(len(guide.claims), 'claim')}, {counted(len(guide.scenarios), 'scenario')}, "
        f"{counted(len(guide.drills), 'drill')} (version {tree.version}, {tree.published})."
    )
    _print_shares(guide)
    _print_accounts(replays(guide, content))


def _print_shares(guide: Guide) -> None:
    counts = path_counts(guide.tree)
    total = sum(counts.values())
    tree, shares = guide.tree, odds(guide.tree)
    print("Paths to each outcome, and how likely random answers end there:")
    width = max(map(len, counts))
    for name, number in counts.items():
        print(f"  {name:{width}}  {number:6d}  {number / total:6.1%}  {float(shares[name]):6.1%}")
    print(
        f"Questions up to a direction: {float(expected_questions(tree)):.2f} expected when answers "
        f"are random, {tree.longest[tree.start]} at the longest; then at most "
        f"{counted(len(tree.gates), 'gate')}."
    )


def _print_accounts(found: tuple[Replay, ...]) -> None:
    """How each version of the tree fares with public accounts."""
    for version in dict.fromkeys(each.version for each in found):
        rows = [each for each in found if each.version == version]
        words = [each.fit.word for each in rows]
        told = ", ".join(f"{words.count(word)} {word}" for word in FITS if word in words)
        mean = mean_share(rows)
        early = f"; facts of before give what was chosen {float(mean):.0%}" if mean else ""
        print(f"Accounts against version {version}: {told}{early}.")
    for each in found:
        if each.fit.word == "excluded" and each.version == found[-1].version:
            by = f"{each.fit.by[0]}={each.fit.by[1]}" if each.fit.by else "several answers"
            print(f"  excluded: {each.account.id}, by {by}")
