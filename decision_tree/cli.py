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
import datetime
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from .commands import compare, guard, plan, publish, recheck, review, starts
from .commands.compare import agreement_data
from .commands.links import decoded, nothing_read, print_json
from .commands.parser import Parser
from .editing.diff import diff_trees
from .editing.stale import listed, markdown, stale
from .editing.wording import check_wording
from .engine.accounts import FITS
from .engine.aging import aged
from .engine.agreement import Agreement, Reading, agreement
from .engine.diagram import mermaid, path_svg
from .engine.link import State, decode, encode
from .engine.model import Guide
from .engine.odds import expected_questions, odds
from .engine.parts import counted
from .engine.record import (
    BY_DATE,
    BY_NUMBER,
    BY_TITLE,
    Typed,
    file_name,
    record_data,
    record_markdown,
)
from .engine.tree_picture import tree_svg
from .engine.walk import path_counts, paths
from .loader.account_checks import Replay, mean_share, replays
from .loader.cites import cites, docs_of
from .loader.controllers import load_controllers
from .loader.days import day_of, latest_day
from .loader.every_check import Tag
from .loader.history import check_history
from .loader.load import CONTENT, load
from .loader.measured import load_measured
from .loader.page_checks import check_cites, check_front_matter
from .loader.places import places
from .loader.printing import printing
from .loader.problems import ContentError, Problem, notes_for_github
from .loader.published import check_published
from .loader.record_files import new_record, next_number, record_file
from .loader.rollback_ids import check_rollback_ids
from .loader.search_words import load_search_words
from .terminal import ask, result_text

__all__ = ["main"]

Arguments = argparse.Namespace


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    return printing(lambda: _run(arguments))


def _run(arguments: list[str] | None) -> int:
    chosen = _parser().parse_args(arguments)
    command: Callable[[Arguments], int] = chosen.run
    try:
        return command(chosen)
    except ContentError as found:
        return _report(found, chosen)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="decision-tree",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--content", type=Path, default=CONTENT, help="folder with tree.yml, tables.yml, claims.yml"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(
        name: str,
        run: Callable[[Guide, Arguments], int],
        told: str,
        loads: Callable[[Path], Guide] = load,
    ) -> Any:
        return without_guide(name, lambda chosen: run(loads(chosen.content), chosen), told)

    def without_guide(name: str, run: Callable[[Arguments], int], told: str) -> Any:
        """A command that reads what it compares itself; another folder cannot make it fail."""
        added = commands.add_parser(name, help=told, description=told)
        added.add_argument("--json", action="store_true", help="print JSON")
        added.set_defaults(run=run)
        return added

    checking = command(
        "check",
        _check,
        "say what is wrong with the content, or how much there is",
        lambda folder: load(folder, latest_day()),
    )
    checking.add_argument(
        "--format",
        choices=("text", "github"),
        default="text",
        help="github: annotations for a GitHub workflow",
    )
    command("paths", _paths, "every way through the tree and where it ends")
    claims = command("claims", _claims, "claims checked long ago, and what relies on them")
    claims.add_argument("--older-than", type=int, default=180, metavar="DAYS", help="(180)")
    today = datetime.date.today().isoformat()
    claims.add_argument("--today", type=_day, default=today, metavar="DAY", help="(today)")
    claims.add_argument("--markdown", action="store_true", help="as the body of an issue")
    told = "keep this version's outcomes for ever"
    publish.add_arguments(command("publish", publish.run, told), _day, today)
    _typed_options(command("ask", _ask, "the quiz in this terminal"))
    command("resolve", _resolve, "what a link says now").add_argument("link")
    record = command("record", _record, "the decision record of a link, as Markdown")
    record.add_argument("link")
    _typed_options(record)
    told = "write it into this folder, under a name that is not taken"
    record.add_argument("--into", type=Path, default=None, metavar="FOLDER", help=told)
    names = (BY_NUMBER, BY_DATE, BY_TITLE)
    told = "what the file's name starts with: the next number (the default), the day, or nothing"
    record.add_argument("--name", choices=names, default=BY_NUMBER, help=told)
    told = "the rollback plan for an incident"
    planning = command("plan", plan.run, told, plan.load_with_runs)
    plan.add_arguments(planning)
    comparing = command("compare", compare.run, "where links differ, and whether it matters")
    compare.add_arguments(comparing)
    agreed = command("agreement", _agreement, "how far people who read the same cases agree")
    agreed.add_argument("file", type=Path, help="lines of a case's name, a space and a link")
    checked = command("recheck", recheck.run, "whether the records in your files still hold")
    recheck.add_arguments(checked, _day, today)
    guarding = command("guard", guard.run, "what a change of manifests does to their rollback")
    guard.add_arguments(guarding)
    told = "which paths lead elsewhere in another version of the content"
    diff = without_guide("diff", _diff, told)
    diff.add_argument("old", type=Path, help="folder with the old content")
    diff.add_argument("new", type=Path, help="folder with the new content")
    diff.add_argument("--markdown", action="store_true", help="for a pull request")

    starts.add_commands(command)
    told = "what a change does to readers, for its reviewer"
    review.add_arguments(without_guide("review", review.run, told))
    diagram = command("diagram", _diagram, "the tree, or the way of a link, as Mermaid or SVG")
    diagram.add_argument("link", nargs="?", default="")
    diagram.add_argument("--svg", action="store_true", help="SVG instead of Mermaid")
    return parser


def _typed_options(parser: argparse.ArgumentParser) -> None:
    today = datetime.date.today().isoformat()
    parser.add_argument("--title", default="", help="title of the record")
    parser.add_argument("--team", default="", help="who decides")
    parser.add_argument("--date", type=_day, default=today, help="day of the record (today)")
    parser.add_argument("--page", default="", help="address of the quiz, for links in the record")
    told = "look at the record again by then (half a year later)"
    parser.add_argument("--review-by", type=_day, default=None, metavar="DAY", help=told)
    told = "files that the decision governs, for `guard`; may be given again"
    parser.add_argument("--affects", action="append", default=[], metavar="PATTERN", help=told)


def _typed(chosen: Arguments) -> Typed:
    affects = "\n".join(chosen.affects)
    return Typed(
        chosen.title, chosen.team, chosen.date, chosen.page, chosen.review_by or "", affects
    )


def _report(found: ContentError, chosen: Arguments) -> int:
    if chosen.json:
        print_json({"problems": [problem.data() for problem in found.problems]})
        return 1
    if getattr(chosen, "format", "text") == "github":
        print(notes_for_github(found.problems))
    print(found, file=sys.stderr)
    print(f"{counted(len(found.problems), 'problem')} found.", file=sys.stderr)
    return 1


_OF_VERSIONS: frozenset[Tag] = frozenset(("history-changed", "history-missing", "not-retired"))
"""What is told of a tree that its author is changing."""


def _check(guide: Guide, chosen: Arguments) -> int:
    problems = [
        *check_history(guide.tree, chosen.content),
        *check_published(guide.tree, chosen.content),
        *check_rollback_ids(guide, chosen.content),
        *check_front_matter(docs_of(chosen.content)),
        *check_cites(guide, docs_of(chosen.content), chosen.content),
        *_of_files(chosen.content),
        *check_wording(chosen.content, docs_of(chosen.content)),
    ]
    if problems:
        code = _report(ContentError(problems), chosen)
        if not chosen.json and any(problem.tag in _OF_VERSIONS for problem in problems):
            _print_shares(guide)  # of a sound tree; its author is asked to look at them
        return code
    tree, counts = guide.tree, path_counts(guide.tree)
    total = sum(counts.values())
    if chosen.json:
        print_json(
            {
                "version": tree.version,
                "questions": len(tree.questions),
                "outcomes": counts,
                "paths": total,
                "claims": len(guide.claims),
                "scenarios": len(guide.scenarios),
                "drills": len(guide.drills),
            }
        )
        return 0
    print(
        f"Sound: {counted(len(tree.questions), 'question')}, "
        f"{counted(len(tree.outcomes), 'outcome')}, {counted(total, 'path')}, "
        f"{counted(len(guide.claims), 'claim')}, {counted(len(guide.scenarios), 'scenario')}, "
        f"{counted(len(guide.drills), 'drill')} (version {tree.version}, {tree.published})."
    )
    _print_shares(guide)
    _print_accounts(replays(guide, chosen.content))
    return 0


def _of_files(content: Path) -> Iterator[Problem]:
    """What is wrong with the files of the content that are no part of the guide."""
    latest = latest_day()
    for name, read in (
        ("measured.yml", lambda file: load_measured(file, latest)),
        ("controllers.yml", lambda file: load_controllers(file, latest)),
        ("search.yml", load_search_words),
    ):
        try:
            if (content / name).is_file():
                read(content / name)
        except ContentError as found:
            yield from found.problems


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


def _paths(guide: Guide, chosen: Arguments) -> int:
    found = paths(guide.tree)
    if chosen.json:
        rows = [{"answers": dict(path.answers), "outcome": path.outcome} for path in found]
        print_json({"version": guide.tree.version, "paths": rows})
        return 0
    for path in found:
        answers = " ".join(f"{question}={option}" for question, option in path.answers)
        print(f"{answers} -> {path.outcome}")
    return 0


def _day(text: str) -> str:
    if day_of(text) is None:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day; write YYYY-MM-DD")
    return text


def _claims(guide: Guide, chosen: Arguments) -> int:
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


def _ask(guide: Guide, chosen: Arguments) -> int:
    out = sys.stderr if chosen.json else sys.stdout
    walked = ask(guide, input, lambda text: print(text, file=out, flush=True))
    if walked is None:
        print("Stopped.", file=out)
        return 1
    state = State(guide.tree.version, walked.answers)
    data = record_data(guide, state, _typed(chosen))
    if chosen.json:
        print_json(data)
    else:
        print(result_text(guide, walked))
        print(f"\nLink: {data['link']}")
    return 0


def _resolve(guide: Guide, chosen: Arguments) -> int:
    state, walked = decoded(guide, chosen.link)
    old = aged(guide.tree, state, walked)
    holds = walked.outcome is not None and (old is None or old.same) and not state.missed
    if chosen.json:
        print_json(
            {
                "outcome": walked.outcome.id if walked.outcome else None,
                "possible": [outcome.id for outcome in walked.possible],
                "next": walked.next.id if walked.next else None,
                "said": state.outcome or None,
                "because": old.because if old else "",
                "read": encode(state),
                "gaps": [gap.id for gap in walked.gaps],
                "missed": list(state.missed),
                "notes": list(state.notes),
            }
        )
    else:
        if old and not old.same:
            print(f"Then (version {old.version}): {old.then}. {old.because}")
        print(result_text(guide, walked))
    return 0 if holds else 1


def _record(guide: Guide, chosen: Arguments) -> int:
    state, _ = decoded(guide, chosen.link)
    if not state.answers:
        return nothing_read(chosen.json, state)
    typed = _typed(chosen)
    if typed.review_by and typed.review_by < typed.date:
        told = f"--review-by {typed.review_by} is before the day of the record, {typed.date}"
        print(f"error: {told}; name a later day", file=sys.stderr)
        return 2
    data = {**record_data(guide, state, typed), "notes": list(state.notes)}
    markdown = record_markdown(guide, state, typed)
    if chosen.into:
        numbered = replace(typed, number=str(next_number(chosen.into)))
        name = file_name(guide, state, numbered, chosen.name)
        try:
            file = new_record(chosen.into, name, markdown)
        except OSError as error:
            print(f"{chosen.into}: error: {error.strerror}; name another folder", file=sys.stderr)
            return 2
        data["file"], markdown = str(file), f"The record is in {file}.\n"
    if chosen.json:
        print_json(data)
    else:
        print(markdown, end="")
    return 1 if state.missed else 0


def _agreement(guide: Guide, chosen: Arguments) -> int:
    readings: list[Reading] = []
    bad: list[str] = []
    file = record_file(str(chosen.file))
    if file.problem:
        print(file.error, file=sys.stderr)
        return 2
    for number, line in enumerate(file.text.splitlines(), 1):
        case, _, link = line.strip().partition(" ")
        state = decode(guide.tree, link)
        if state.answers:
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
            print(_agreement_text(row))
        print("\n".join(bad), file=sys.stderr, end="\n" if bad else "")
        if not found:
            print("No case was read by two people, so there is nothing to compare.")
    return 1 if bad or not found else 0


def _agreement_text(row: Agreement) -> str:
    name = row.question.ask if row.question else "The outcome"
    told = "kappa needs more cases" if row.kappa is None else f"kappa {float(row.kappa):.2f}"
    cases = counted(row.cases, "case")
    return (
        f"{name} Pairs that agree: {float(row.pairs):.0%}; {told}; {cases}, {row.readings} answers."
    )


def _diff(chosen: Arguments) -> int:
    found = diff_trees(load(chosen.old).tree, load(chosen.new).tree)
    if chosen.json:
        print_json(found.data())
    else:
        print(found.markdown() if chosen.markdown else found.text())
    return 1 if found.any else 0


def _diagram(guide: Guide, chosen: Arguments) -> int:
    walked, missed = None, False
    if chosen.link:
        state, walked = decoded(guide, chosen.link)
        if not state.answers:
            return nothing_read(chosen.json, state)
        missed = bool(state.missed)
    if chosen.svg:
        drawn: str = path_svg(walked) if walked else tree_svg(guide.tree, "")
    else:
        drawn = mermaid(guide.tree, walked)
    if chosen.json:
        print_json({"kind": "svg" if chosen.svg else "mermaid", "source": drawn})
    else:
        print(drawn)
    return 1 if missed else 0
