"""The decision tree on the command line.

A LINK is the address of a result (of a plan, for `plan`), the part of it that starts with #v=, or
any text with one in it.

Exit codes: 0 all is well. 1 there is something to look at: content with problems (check), a link
that is not settled or no longer says what it said (resolve), a link that was not read whole (each
command with a LINK), records that today's tree disagrees with, that name no outcome or cannot be
read (recheck), links that lead to different outcomes (compare), paths that lead elsewhere (diff),
claims that are stale (claims), lines that hold no answer (agreement), a quiz that was stopped
(ask), a plan whose link was not read whole (plan). 2 the command was wrong, or its link has no
answer in it (record, compare, diagram, plan). From 3 on: `recheck --help` says what is due although
nothing is wrong. `guard --help` has its own table.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from .commands import (
    agreement,
    ask,
    check,
    claims,
    compare,
    diagram,
    diff,
    guard,
    new,
    paths,
    plan,
    publish,
    recheck,
    record,
    resolve,
    review,
)
from .commands.command import Command, of_guide
from .commands.output import print_problems
from .commands.parser import Parser
from .loader.load import CONTENT
from .loader.printing import printing
from .loader.problems import ContentError

__all__ = ["COMMANDS", "main"]

COMMANDS = (
    Command(
        "check",
        "say what is wrong with the content, or how much there is",
        of_guide(check.run, check.load_up_to_today),
        check.add_arguments,
    ),
    Command("paths", "every way through the tree and where it ends", of_guide(paths.run)),
    Command(
        "claims",
        "claims checked long ago, and what relies on them",
        of_guide(claims.run),
        claims.add_arguments,
    ),
    Command(
        "publish",
        "keep this version's outcomes for ever",
        of_guide(publish.run),
        publish.add_arguments,
    ),
    Command("ask", "the quiz in this terminal", of_guide(ask.run), ask.add_arguments),
    Command("resolve", "what a link says now", of_guide(resolve.run), resolve.add_arguments),
    Command(
        "record",
        "the decision record of a link, as Markdown",
        of_guide(record.run),
        record.add_arguments,
    ),
    Command(
        "plan",
        "the rollback plan for an incident",
        of_guide(plan.run, plan.load_with_runs),
        plan.add_arguments,
    ),
    Command(
        "compare",
        "where links differ, and whether it matters",
        of_guide(compare.run),
        compare.add_arguments,
    ),
    Command(
        "agreement",
        "how far people who read the same cases agree",
        of_guide(agreement.run),
        agreement.add_arguments,
    ),
    Command(
        "recheck",
        "whether the records in your files still hold",
        of_guide(recheck.run),
        recheck.add_arguments,
    ),
    Command(
        "guard",
        "what a change of manifests does to their rollback",
        of_guide(guard.run),
        guard.add_arguments,
    ),
    Command(
        "diff",
        "which paths lead elsewhere in another version of the content",
        diff.run,
        diff.add_arguments,
    ),
    *new.COMMANDS,
    Command(
        "review",
        "what a change does to readers, for its reviewer",
        review.run,
        review.add_arguments,
    ),
    Command(
        "diagram",
        "the tree, or the way of a link, as Mermaid or SVG",
        of_guide(diagram.run),
        diagram.add_arguments,
    ),
)
"""Every command, in the order of `--help`; each has a file of its own in `commands`."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    return printing(lambda: _run(arguments))


def _run(arguments: list[str] | None) -> int:
    chosen = _parser().parse_args(arguments)
    command: Command = chosen.chosen
    try:
        return command.run(chosen)
    except ContentError as found:
        code = print_problems(found, chosen)
        return code if chosen.content.is_dir() else 2


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="decision-tree",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _everywhere(parser, CONTENT, json=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        added = commands.add_parser(command.name, help=command.told, description=command.told)
        # Without a default here, what stood before the command holds.
        _everywhere(added, argparse.SUPPRESS, json=argparse.SUPPRESS)
        command.add_arguments(added)
        added.set_defaults(chosen=command)
    return parser


def _everywhere(parser: argparse.ArgumentParser, content: Path | str, json: bool | str) -> None:
    """The options that may stand before a command and behind it, with their defaults."""
    told = "folder with tree.yml, tables.yml, claims.yml"
    parser.add_argument("--content", type=Path, default=content, help=told)
    parser.add_argument("--json", action="store_true", default=json, help="print JSON")
