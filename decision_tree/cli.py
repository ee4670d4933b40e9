"""The decision tree on the command line.

A LINK is the address of a result, the part of it that starts with #v=, or any text with one in it.

Exit codes: 0 all is well. 1 there is something to look at: content with problems (check), a link
that is not settled or no longer says what it said (resolve), a link that was not read whole (each
command with a LINK), records that today's tree disagrees with, that name no outcome or cannot be
read (recheck), links that lead to different outcomes (compare), paths that lead elsewhere (diff),
claims that are stale (claims), lines that hold no answer (agreement), a quiz that was stopped
(ask). 2 the command was wrong, or its
link has no answer in it (record, compare, diagram).
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .editing.diff import diff_trees
from .editing.review import review
from .editing.scaffold import UNFINISHED, ScaffoldError, new_question, new_scenario
from .editing.stale import listed, markdown, stale
from .engine.accounts import FITS
from .engine.aging import aged
from .engine.agreement import Agreement, Reading, agreement
from .engine.diagram import mermaid, path_svg
from .engine.link import State, decode, encode
from .engine.model import Guide
from .engine.odds import expected_questions, odds
from .engine.parts import counted
from .engine.recheck import Verdict, recheck
from .engine.reconcile import Reconciliation, reconcile
from .engine.record import Typed, record_data, record_markdown
from .engine.tree_picture import tree_svg
from .engine.walk import Walk, path_counts, paths, walk
from .loader.account_checks import Replay, mean_share, replays
from .loader.cites import cites, docs_of
from .loader.controllers import load_controllers
from .loader.days import day_of, latest_day
from .loader.fields import UNWRITTEN
from .loader.history import check_history
from .loader.ledger import LEDGER
from .loader.load import CONTENT, load
from .loader.measured import load_measured
from .loader.page_checks import check_cites, check_front_matter
from .loader.places import places
from .loader.printing import printing
from .loader.problems import ContentError, Problem, notes_for_github
from .loader.published import check_published, publish
from .loader.record_files import ENDINGS, record_file, record_files
from .terminal import ask, result_text

__all__ = ["main"]

Arguments = argparse.Namespace


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    return printing(lambda: _run(arguments))


def _run(arguments: list[str] | None) -> int:
    chosen = _parser().parse_args(arguments)
    command: Callable[[Guide, Arguments], int] = chosen.run
    try:
        return command(chosen.loads(chosen.content), chosen)
    except ContentError as found:
        return _report(found, chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
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
        added = commands.add_parser(name, help=told, description=told)
        added.add_argument("--json", action="store_true", help="print JSON")
        added.set_defaults(run=run, loads=loads)
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
    publishing = command("publish", _publish, "keep this version's outcomes for ever")
    publishing.add_argument(
        "--replace",
        type=int,
        default=0,
        metavar="VERSION",
        help="keep it anew, when only your branch has this version",
    )
    publishing.add_argument("--day", type=_day, default=today, help="it is published on (today)")
    _typed_options(command("ask", _ask, "the quiz in this terminal"))
    command("resolve", _resolve, "what a link says now").add_argument("link")
    record = command("record", _record, "the decision record of a link, as Markdown")
    record.add_argument("link")
    _typed_options(record)
    compare = command("compare", _compare, "where two links differ, and whether it matters")
    compare.add_argument("first")
    compare.add_argument("second")
    agreed = command("agreement", _agreement, "how far people who read the same cases agree")
    agreed.add_argument("file", type=Path, help="lines of a case's name, a space and a link")
    checked = command("recheck", _recheck, "whether the links in your files still hold")
    told = f"a file, a pattern with * or **, a folder (its {', '.join(ENDINGS)}), or - for stdin"
    checked.add_argument("files", nargs="+", metavar="FILE", help=told)
    diff = command("diff", _diff, "which paths lead elsewhere in another version of the content")
    diff.add_argument("old", type=Path, help="folder with the old content")
    diff.add_argument("new", type=Path, help="folder with the new content")
    diff.add_argument("--markdown", action="store_true", help="for a pull request")

    def unfinished(folder: Path) -> Guide:
        return load(folder, excused=UNFINISHED)

    told = "put a question into the tree, to write over"
    question = command("new-question", _new_question, told, unfinished)
    question.add_argument("id")
    question.add_argument("--source", default="", metavar="QUESTION.OPTION", help="leads to it")
    told = "write a scenario, to write over"
    scenario = command("new-scenario", _new_scenario, told, unfinished)
    scenario.add_argument("id")
    scenario.add_argument("--outcome", default="", help="where its facts lead")
    reviewing = command("review", _review, "what a change does to readers, for its reviewer")
    reviewing.add_argument("base", type=Path, help="checkout of this repository without the change")
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


def _typed(chosen: Arguments) -> Typed:
    return Typed(chosen.title, chosen.team, chosen.date, chosen.page)


def _report(found: ContentError, chosen: Arguments) -> int:
    if chosen.json:
        _print_json({"problems": [problem.data() for problem in found.problems]})
        return 1
    if getattr(chosen, "format", "text") == "github":
        print(notes_for_github(found.problems))
    print(found, file=sys.stderr)
    print(f"{counted(len(found.problems), 'problem')} found.", file=sys.stderr)
    return 1


def _print_json(value: Any) -> None:
    print(json.dumps(value, indent=1, ensure_ascii=False))


def _check(guide: Guide, chosen: Arguments) -> int:
    problems = [
        *check_history(guide.tree, chosen.content),
        *check_published(guide.tree, chosen.content),
        *check_front_matter(docs_of(chosen.content)),
        *check_cites(guide, docs_of(chosen.content), chosen.content),
        *_of_runs(chosen.content),
    ]
    if problems:
        code = _report(ContentError(problems), chosen)
        if not chosen.json:
            _print_shares(guide)  # of a sound tree; its author is asked to look at them
        return code
    tree, counts = guide.tree, path_counts(guide.tree)
    total = sum(counts.values())
    if chosen.json:
        _print_json(
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


def _of_runs(content: Path) -> Iterator[Problem]:
    """What is wrong with the files that runs of the products write; no part of the guide."""
    for name, read in (("measured.yml", load_measured), ("controllers.yml", load_controllers)):
        try:
            if (content / name).is_file():
                read(content / name, latest_day())
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
        _print_json({"version": guide.tree.version, "paths": rows})
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
        _print_json([each.data() for each in found])
    elif chosen.markdown:
        print(markdown(found, chosen.older_than), end="")
    else:
        if found:
            print(listed(found))
        limit = f"{counted(chosen.older_than, 'day')} before {chosen.today}"
        print(f"{len(found)} of {counted(len(guide.claims), 'claim')} checked over {limit}.")
    return 1 if found else 0


def _publish(guide: Guide, chosen: Arguments) -> int:
    try:
        file = publish(guide.tree, chosen.content, chosen.day, chosen.replace)
    except (FileExistsError, ValueError) as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as error:
        told = f"{chosen.content} cannot be written to ({error.strerror}); run this in a checkout"
        print(f"{told} of the repository, or name another folder with --content.", file=sys.stderr)
        return 1
    if chosen.json:
        _print_json({"version": guide.tree.version, "file": str(file)})
    else:
        told = f"Version {guide.tree.version} is kept in {file}, with its day in {LEDGER} beside it"
        print(f"{told} and in tree.yml; commit all three with the change.")
    return 0


def _ask(guide: Guide, chosen: Arguments) -> int:
    out = sys.stderr if chosen.json else sys.stdout
    walked = ask(guide, input, lambda text: print(text, file=out, flush=True))
    if walked is None:
        print("Stopped.", file=out)
        return 1
    state = State(guide.tree.version, walked.answers)
    data = record_data(guide, state, _typed(chosen))
    if chosen.json:
        _print_json(data)
    else:
        print(result_text(guide, walked))
        print(f"\nLink: {data['link']}")
    return 0


def _decoded(guide: Guide, link: str) -> tuple[State, Walk]:
    state = decode(guide.tree, link)
    for note in state.notes:
        print(note, file=sys.stderr)
    if state.missed and not state.newer:
        print("The link was not read whole; copy it again.", file=sys.stderr)
    return state, walk(guide.tree, dict(state.answers))


def _resolve(guide: Guide, chosen: Arguments) -> int:
    state, walked = _decoded(guide, chosen.link)
    old = aged(guide.tree, state, walked)
    holds = walked.outcome is not None and (old is None or old.same) and not state.missed
    if chosen.json:
        _print_json(
            {
                "outcome": walked.outcome.id if walked.outcome else None,
                "possible": [outcome.id for outcome in walked.possible],
                "next": walked.next.id if walked.next else None,
                "said": state.outcome or None,
                "because": old.because if old else "",
                "read": encode(state),
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
    state, _ = _decoded(guide, chosen.link)
    if not state.answers:
        return _nothing_read(chosen, state)
    if chosen.json:
        _print_json({**record_data(guide, state, _typed(chosen)), "notes": list(state.notes)})
    else:
        print(record_markdown(guide, state, _typed(chosen)), end="")
    return 1 if state.missed else 0


def _nothing_read(chosen: Arguments, *states: State) -> int:
    """Say that the command was given something in which there is no answer at all."""
    notes = [note for state in states for note in state.notes]
    sentence = "There is no answer in it: give the address of a result, from #v= to its end."
    print(sentence, file=sys.stderr)
    if chosen.json:
        _print_json({"notes": [*notes, sentence]})
    return 2


def _compare(guide: Guide, chosen: Arguments) -> int:
    first, _ = _decoded(guide, chosen.first)
    second, _ = _decoded(guide, chosen.second)
    if not first.answers or not second.answers:
        return _nothing_read(chosen, first, second)
    found = reconcile(guide.tree, first, second)
    agreed = found.agreed and not first.missed and not second.missed
    if chosen.json:
        told = {
            "read": {"first": encode(first), "second": encode(second)},
            "missed": {"first": list(first.missed), "second": list(second.missed)},
            "notes": {"first": list(first.notes), "second": list(second.notes)},
        }
        _print_json({**_compared(found), **told})
        return 0 if agreed else 1
    for name, walked in (("First", found.first), ("Second", found.second)):
        print(f"{name}: {', '.join(outcome.title for outcome in walked.possible)}")
    for each in found.differences:
        sides = (option.text if option else "-" for option in (each.first, each.second))
        matters = "changes the outcome" if each.decides else "does not on its own"
        print(f"- {each.question.ask} {' / '.join(sides)} ({matters})")
    return 0 if agreed else 1


def _agreement(guide: Guide, chosen: Arguments) -> int:
    readings: list[Reading] = []
    bad: list[str] = []
    file = record_file(str(chosen.file))
    if file.problem:
        print(f"{file.name}: error: {file.problem}", file=sys.stderr)
        return 2
    for number, line in enumerate(file.text.splitlines(), 1):
        case, _, link = line.strip().partition(" ")
        answers = decode(guide.tree, link).answers
        if answers:
            readings.append(Reading(case, answers))
        elif case:
            bad.append(
                f"{chosen.file}:{number}: no answer is in it; write a case's name and a link"
            )
    found = agreement(guide.tree, readings)
    if chosen.json:
        _print_json({"agreement": [_agreement_data(row) for row in found], "unread": bad})
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


def _agreement_data(row: Agreement) -> dict[str, Any]:
    return {
        "question": row.question.id if row.question else None,
        "cases": row.cases,
        "readings": row.readings,
        "pairs": float(row.pairs),
        "kappa": None if row.kappa is None else float(row.kappa),
    }


def _compared(found: Reconciliation) -> dict[str, Any]:
    return {
        "first": [outcome.id for outcome in found.first.possible],
        "second": [outcome.id for outcome in found.second.possible],
        "agreed": found.agreed,
        "differences": [
            {
                "question": each.question.id,
                "first": each.first.id if each.first else None,
                "second": each.second.id if each.second else None,
                "decides": each.decides,
            }
            for each in found.differences
        ],
    }


def _recheck(guide: Guide, chosen: Arguments) -> int:
    """Files are read and judged one by one: only what is to be told is kept."""
    rows: list[dict[str, Any]] = []
    files = holding = links = broken = unreadable = 0
    for file in record_files(chosen.files):
        if file.problem:
            unreadable += 1
            rows.append({"file": file.name, "error": file.problem})
            print(f"{file.name}: error: {file.problem}", file=sys.stderr)
            continue
        files, before = files + 1, links
        for verdict in recheck(guide.tree, file.text):
            links, broken = links + 1, broken + (not verdict.holds)
            if chosen.json:
                rows.append(_verdict_data(file.name, verdict))
            elif not verdict.holds:
                print(_verdict_text(file.name, verdict))
        holding += links > before
    if chosen.json:
        _print_json(rows)
    else:
        print(f"{counted(links, 'link')} checked, {broken} no longer hold. {_held(holding, files)}")
    return 1 if broken or unreadable else 0


def _held(holding: int, files: int) -> str:
    if holding:
        return f"{holding} of {counted(files, 'file')} had links of this guide."
    return f"No link of this guide was found in {counted(files, 'file')}."


def _verdict_text(file: str, verdict: Verdict) -> str:
    old = verdict.aged
    if not old.then:
        return f"{file}:{verdict.line}: {old.because}"
    now = old.now or "not settled"
    unread = "The link was not read whole; copy it again." if old.same else ""
    why = " ".join(filter(None, (old.because, *verdict.notes, unread)))
    return f"{file}:{verdict.line}: version {old.version} said “{old.then}”, now: {now}. {why}"


def _verdict_data(file: str, verdict: Verdict) -> dict[str, Any]:
    return {
        "file": file,
        "line": verdict.line,
        "fragment": verdict.fragment,
        "holds": verdict.holds,
        "then": verdict.aged.then,
        "now": verdict.aged.now,
        "because": verdict.aged.because,
        "missed": list(verdict.missed),
        "notes": list(verdict.notes),
    }


def _diff(guide: Guide, chosen: Arguments) -> int:
    del guide  # the two folders are what is compared
    found = diff_trees(load(chosen.old).tree, load(chosen.new).tree)
    if chosen.json:
        _print_json(found.data())
    else:
        print(found.markdown() if chosen.markdown else found.text())
    return 1 if found.any else 0


def _new_question(guide: Guide, chosen: Arguments) -> int:
    return _scaffold(lambda: new_question(guide, chosen.id, chosen.source, chosen.content), chosen)


def _new_scenario(guide: Guide, chosen: Arguments) -> int:
    return _scaffold(lambda: new_scenario(guide, chosen.id, chosen.outcome, chosen.content), chosen)


def _scaffold(write: Callable[[], Path], chosen: Arguments) -> int:
    try:
        file = write()
    except ScaffoldError as told:
        print(told, file=sys.stderr)
        return 1
    if chosen.json:
        _print_json({"file": str(file), "id": chosen.id})
    else:
        then = f"write over every {UNWRITTEN}, then run `make check`"
        print(f"“{chosen.id}” is in {file}; {then}.")
    return 0


def _review(guide: Guide, chosen: Arguments) -> int:
    del guide  # both checkouts are read anew
    if not chosen.base.is_dir():
        print(f"There is no folder {chosen.base}; name a checkout.", file=sys.stderr)
        return 2
    found = review(chosen.base, chosen.content.parent.parent)
    if chosen.json:
        _print_json(found.data())
    else:
        print(found.markdown())
    return 0


def _diagram(guide: Guide, chosen: Arguments) -> int:
    walked, missed = None, False
    if chosen.link:
        state, walked = _decoded(guide, chosen.link)
        if not state.answers:
            return _nothing_read(chosen, state)
        missed = bool(state.missed)
    if chosen.svg:
        drawn: str = path_svg(walked) if walked else tree_svg(guide.tree, "")
    else:
        drawn = mermaid(guide.tree, walked)
    if chosen.json:
        _print_json({"kind": "svg" if chosen.svg else "mermaid", "source": drawn})
    else:
        print(drawn)
    return 1 if missed else 0
