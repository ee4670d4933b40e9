"""`decision-tree guard`: what a change of manifests does to their way back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..editing.findings import ERROR, FORMATS, NOTE, WARNING, Finding, report
from ..editing.guard import BEFORE, Governing, governing, guard, summary
from ..engine.model import Guide
from ..loader.encoding import misread
from ..loader.guard_rules import GuardRules, load_guard
from ..loader.manifests import Manifest, manifests
from ..loader.printing import visible
from ..loader.yaml_nodes import MAX_BYTES
from .git import GitError, Repository, repository

__all__ = ["add_arguments", "run"]

HELP = """\
what a change of manifests does to their rollback

Compares the files here with the commit at which this branch left --base. Of each InferenceService,
InferenceGraph, LLMInferenceService, runtime, preset, RayService and Serve config file that differs
it says: the rollback unit that puts the change back, what that leaves, whose it is by the record
that governs the file (`affects` in the record's front matter), and what in the new manifest breaks
the way back. Other files are passed by. It needs Git and no network.

Exit codes:
  0  nothing is broken that was not broken before
  1  a new manifest breaks a condition, or cannot be read, and that was not so before
  2  the command was wrong, or Git cannot answer it
"""

ENDINGS = ("yaml", "yml", "json")
RECORDS = ("*.md", "*.markdown")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads to `parser`."""
    parser.description, parser.formatter_class = HELP, argparse.RawDescriptionHelpFormatter
    told = "the branch or commit that the change is for, such as origin/main"
    parser.add_argument("--base", required=True, metavar="REV", help=told)
    told = "where the records are; may be given again (every Markdown file of the repository)"
    parser.add_argument("--records", action="append", default=[], metavar="PATTERN", help=told)
    told = "text (the default), json, github (notes on a pull request), markdown or junit"
    parser.add_argument("--format", choices=FORMATS, default="", metavar="FORMAT", help=told)


def run(guide: Guide, chosen: argparse.Namespace) -> int:
    """Compare, print what was found, and return the exit code."""
    form = chosen.format or ("json" if chosen.json else "text")
    rules = load_guard(chosen.content)
    if not rules.kinds:
        print(f"{chosen.content} has no guard.yml; name another --content.", file=sys.stderr)
        return 2
    try:
        here = repository(Path.cwd())
        start = here.start(chosen.base)
        change = _read(here, start, rules)
        records = tuple(_records(guide, here, tuple(chosen.records) or RECORDS))
    except GitError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    judged = guard(guide, rules, change.before, change.after, records, start[:12])
    found = sorted((*change.unread, *judged), key=lambda each: each.file)
    print(report(found, summary(found, chosen.base), form, "Rollback of what this change touches"))
    return 1 if any(each.level == ERROR for each in found) else 0


@dataclass(slots=True)
class _Change:
    """The objects before and after, and what of the new files could not be read."""

    before: list[Manifest] = field(default_factory=list)
    after: list[Manifest] = field(default_factory=list)
    unread: list[Finding] = field(default_factory=list)


def _read(here: Repository, start: str, rules: GuardRules) -> _Change:
    change = _Change()
    for name in here.changed(start):
        if name.rpartition(".")[2].lower() not in ENDINGS:
            continue
        shown = visible(name, keep="")
        unread, objects = _now(shown, here.new(name), rules)
        change.after += objects
        before, old = _now(shown, here.old(start, name), rules)
        change.unread += _new_first(unread, {each.kind for each in before})
        if not unread:  # otherwise what is in it would look as if it had been removed
            change.before += old
    return change


def _new_first(unread: list[Finding], before: set[str]) -> Iterator[Finding]:
    """What cannot be read, where a kind of problem that the file had before is a warning only."""
    for each in unread:
        if each.level == ERROR and each.kind in before:
            details = (*each.details, BEFORE, "Nothing in this file was compared.")
            yield replace(each, level=WARNING, details=details)
        else:
            yield each


def _now(
    name: str, data: bytes | None, rules: GuardRules
) -> tuple[list[Finding], tuple[Manifest, ...]]:
    """What cannot be read in a file as it is now, and what can."""
    text = _text(data)
    if data and not text and _mentions(data, rules):
        return [_unreadable(name, data)], ()
    read = manifests(name, text, rules.kinds)
    if read.template:
        told = "This is a template, so it is passed by: check what it is rendered to."
        return [Finding(name, 0, "template", NOTE, told)], ()
    problems = [
        Finding(name, each.place.line, each.tag, ERROR, each.message, each.place.column)
        for each in read.problems
    ]
    return problems, read.objects


def _text(data: bytes | None) -> str:
    """The text of a file; "" for one that is missing, too large or not UTF-8."""
    if data is None or len(data) > MAX_BYTES or misread(data):
        return ""
    return data.decode("utf-8-sig")


def _mentions(data: bytes, rules: GuardRules) -> bool:
    plain = data.replace(b"\0", b"")
    return any(kind.encode() in plain for kind in rules.kinds)


def _unreadable(name: str, data: bytes) -> Finding:
    if len(data) > MAX_BYTES:
        told = f"the file has more than {MAX_BYTES} bytes, so it was not read; split it"
        return Finding(name, 0, "file-too-large", ERROR, told)
    line, column, encoding = misread(data) or (0, 0, "")
    what = f"the file is {encoding}" if encoding else "this byte is not UTF-8"
    return Finding(name, line, "encoding", ERROR, f"{what}; save it as UTF-8", column)


def _records(guide: Guide, here: Repository, patterns: tuple[str, ...]) -> Iterator[Governing]:
    for name in here.tracked(*patterns):
        text = _text(here.new(name))
        found = governing(guide, visible(name, keep=""), text) if text else None
        if found:
            yield found
