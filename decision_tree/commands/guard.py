"""`decision-tree guard`: what a change of manifests does to their way back."""

from __future__ import annotations

import argparse
import posixpath
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..editing.findings import ERROR, FORMATS, NOTE, WARNING, Finding, report
from ..editing.guard.change import guard
from ..editing.guard.conditions import BEFORE, NOT_COMPARED
from ..editing.guard.governing_records import Governing, governing, governs
from ..editing.guard.new_and_gone import Around
from ..editing.guard.passed_by import (
    CHART,
    TEMPLATE,
    Made,
    not_in_git,
    of_either,
    removed_unread,
    template,
)
from ..editing.guard.summary import summary
from ..editing.record_findings import FRONT_MATTER
from ..engine.counted import counted
from ..engine.model import Guide
from ..loader.encoding import misread
from ..loader.guard_rules import GuardRules, load_guard
from ..loader.kustomizations import kustomizations
from ..loader.manifests import BRACES, Manifest, manifests, without_definitions
from ..loader.printing import visible
from ..loader.problems import Problem, did_you_mean, nearest, shortened
from ..loader.record_front_matter import front_matter
from ..loader.yaml_nodes import MAX_BYTES, problems_in
from .git import GitError, Repository, repository

__all__ = ["add_arguments", "run"]

HELP = """\
what a change of manifests does to their rollback

Compares the files here with the commit at which this branch left --base. Of each InferenceService,
InferenceGraph, LLMInferenceService, runtime, preset, RayService and Serve config file that differs
it says: the rollback unit that puts the change back, what that leaves, whose it is by the record
that governs the file (`affects` in the record's front matter), and what in the new manifest breaks
the way back. Other files are passed by. Where a chart, a kustomization or a template makes such
objects, it says so: it does not build them. It needs Git and no network.

Exit codes:
  0  nothing is broken that was not broken before
  1  a new manifest breaks a condition, or cannot be read, and that was not so before
  2  the command was wrong, or Git cannot answer it
"""

ENDINGS = ("yaml", "yml", "json")
RECORDS = ("*.md", "*.markdown")
MOST_BYTES = 20_000_000
"""Bytes of a file that are looked at: a vendor's file of definitions has some."""
MOST = 4
"""Mistakes of one kind in a file that are shown."""


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
        made, earlier = _made(here, start, rules)
        texts = dict(_records(here, tuple(chosen.records)))
        records = [each for each in (governing(guide, *pair) for pair in texts.items()) if each]
        change = _read(here, start, rules, made, earlier, records)
    except GitError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    objects = change.before, change.after
    if any((*change.before, *change.after)):
        change.unread += _unclear(texts, made.names)
    mention = _mentioning(here, made.names, rules)
    unclear = frozenset(change.unclear)
    around = Around(made.good, made.built, earlier.built, mention, unclear, made.read)
    judged = guard(guide, rules, *objects, records, around)
    found = sorted((*change.unread, *judged), key=lambda each: each.file)
    print(
        report(
            found,
            summary(found, chosen.base, change.looked),
            form,
            "Rollback of what this change touches",
            (ERROR,),
        )
    )
    return 1 if any(each.level == ERROR for each in found) else 0


@dataclass(slots=True)
class _Change:
    """The objects before and after, what of the new files could not be read, in which files that
    was so of the old ones alone, and how many files were searched."""

    before: list[Manifest] = field(default_factory=list)
    after: list[Manifest] = field(default_factory=list)
    unread: list[Finding] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    looked: int = 0


def _made(here: Repository, start: str, rules: GuardRules) -> tuple[Made, Made]:
    """What is known of the repository now, and of how it was."""
    names = dict.fromkeys(here.tracked())  # in order, and found at once
    old_names = dict.fromkeys(here.names_at(start))
    changed = frozenset(here.changed(start))

    def read(name: str) -> str:
        return _text(here.new(name))

    def read_old(name: str) -> str:
        return _text(here.old(start, name)) if name in changed else read(name)

    now = Made(names, read, rules.kinds, kustomizations(names, read), start[:12])
    built = kustomizations(old_names, read_old)
    return now, Made(old_names, read_old, rules.kinds, built, start[:12])


def _mentioning(
    here: Repository, names: Iterable[str], rules: GuardRules
) -> Callable[[str], Iterator[Manifest]]:
    """A function that gives the objects of all files that have a word in them."""
    texts: dict[str, str] = {}

    def read() -> Iterator[tuple[str, str]]:
        for name in names:
            with suppress(GitError):
                data = here.new(name) if name.rpartition(".")[2].lower() in ENDINGS else None
                if data and _mentions(data, rules):
                    yield name, _text(data)

    def mentioning(word: str) -> Iterator[Manifest]:
        if not texts:
            texts.update(read())
        for name, text in texts.items():
            if word in text:
                yield from manifests(visible(name, keep=""), text, rules.kinds).objects

    return mentioning


def _read(
    here: Repository,
    start: str,
    rules: GuardRules,
    made: Made,
    earlier: Made,
    records: Collection[Governing],
) -> _Change:
    change = _Change()
    for name in here.changed(start):
        shown = visible(name, keep="")
        objects: tuple[Manifest, ...] = ()
        unread: list[Finding] = []
        problems: list[Finding] = []
        before: tuple[Manifest, ...] = ()
        if name.rpartition(".")[2].lower() in ENDINGS:
            change.looked += 1
            problems, before = _now(shown, here.old(start, name), rules)
            unread, objects = _now(shown, here.new(name), rules, whole=bool(before))
            change.after += objects
            owned = [each.file for each in records if not each.gone and governs(each, shown)]
            owned = [] if made.in_chart(name) else owned
            change.unread += _judged(unread, {each.kind for each in problems}, owned)
            change.unclear += [shown] if problems and objects else []
        if not unread:  # otherwise what is in it would look as if it had been removed
            change.before += before
        gone = here.new(name) is None
        told = None if unread or objects or before else of_either(name, made, earlier)
        if told is None and gone and problems:
            was_template = any(each.kind == TEMPLATE for each in problems)
            told = template(name) if was_template else removed_unread(name)
        change.unread += [replace(told, file=shown)] if told else []
        if told and told.kind == CHART and name.endswith((".yaml", ".yml")):
            was = {str(each.tag) for each in _no_yaml(shown, _text(here.old(start, name)))}
            wrong = list(_problems(shown, _no_yaml(shown, _text(here.new(name)))))
            change.unread += _judged(wrong, was, [])
    for name in here.unknown():
        if name.rpartition(".")[2].lower() in ENDINGS and _mentions(here.new(name) or b"", rules):
            change.unread.append(not_in_git(visible(name, keep="")))
    return change


def _judged(unread: list[Finding], before: set[str], owned: Sequence[str]) -> Iterator[Finding]:
    """What cannot be read. A kind of problem that the file had before is a warning only, and a
    template a note, where no record governs the file (`owned` names those that do)."""
    for each in unread:
        was = (BEFORE, NOT_COMPARED) if each.kind in before else ()
        if owned and (was or each.level != ERROR):
            told = (
                f"{', '.join(owned)} governs this file, and nobody compared its change. Name files "
                "that can be read under `affects`, such as what the template is rendered to."
            )
            yield replace(each, level=ERROR, details=(*each.details, *was, told))
        elif was and each.level == ERROR:
            yield replace(each, level=WARNING, details=(*each.details, *was))
        else:
            yield each


def _now(
    name: str, data: bytes | None, rules: GuardRules, whole: bool = False
) -> tuple[list[Finding], tuple[Manifest, ...]]:
    """What cannot be read in a file as it is now, and what can. A file that was a `whole` one
    before the change is not taken for a template, because braces can be a mistake too."""
    text = _text(data)
    if data and not text and (whole or _mentions(data, rules)):
        return [_unreadable(name, data, rules)], ()
    read = manifests(name, text, rules.kinds)
    if read.template and not whole:
        return [template(name)], ()
    return list(_problems(name, read.problems)), read.objects


def _no_yaml(name: str, text: str) -> list[Problem]:
    """What is wrong with a file that is passed by; a template is no YAML before it is filled in."""
    return [] if not text or BRACES.search(text) else problems_in(text, name)


def _problems(name: str, problems: Iterable[Problem]) -> Iterator[Finding]:
    """What is wrong with a file: of each kind of mistake the first few, and how many follow."""
    by_tag: dict[str, list[Problem]] = {}
    for each in problems:
        by_tag.setdefault(each.tag, []).append(each)
    for tag, found in by_tag.items():
        for number, each in enumerate(found[:MOST], 1):
            more = len(found) - MOST if number == MOST else 0
            details = (
                (f"And {counted(more, 'place')} more like it in this file.",) if more > 0 else ()
            )
            place = each.place
            yield Finding(name, place.line, tag, ERROR, each.message, place.column, details)


def _text(data: bytes | None) -> str:
    """The text of a file; "" for one that is missing, too large or no UTF-8."""
    if data is None or len(data) > MOST_BYTES or b"\0" in data or misread(data):
        return ""
    text = without_definitions(data.decode("utf-8-sig"))
    return text if len(text) <= MAX_BYTES else ""


def _mentions(data: bytes, rules: GuardRules) -> bool:
    plain = data.replace(b"\0", b"")
    return any(kind.encode() in plain for kind in rules.kinds)


def _unreadable(name: str, data: bytes, rules: GuardRules) -> Finding:
    if len(data) > MAX_BYTES:
        told = f"the file has more than {MAX_BYTES} bytes, so it was not read; split it"
        return Finding(name, 0, "file-too-large", ERROR, told)
    zero = data.count(b"\n", 0, max(0, data.find(b"\0"))) + 1
    line, column, encoding = misread(data) or (zero, 0, "")
    told = "this byte is not UTF-8; save it as UTF-8"
    if encoding:
        told = f"the file is {encoding}; save it as UTF-8"
    elif not _mentions(data, rules):
        told = "this is not text; put the manifest back, or delete the file"
    elif b"\0" in data:
        told = "this is not text, or UTF-16 without its mark; save it as UTF-8"
    return Finding(name, line, "encoding", ERROR, told, column)


def _records(here: Repository, named: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The name and the text of each file in which a record may be."""
    for pattern in named:
        files = here.tracked(pattern)
        if not files:
            told = f"Git knows no file here that fits “{pattern}”; check --records"
            raise GitError(told)
        if all(each.rpartition(".")[2].lower() in ENDINGS for each in files):
            told = f"no record fits “{pattern}”: a record is Markdown, and no manifest"
            raise GitError(f"{told}; check --records")
    for name in here.tracked(*(named or RECORDS)):
        text = _text(here.new(name))
        if text.startswith("---"):  # front matter; the rest of thousands of pages is not kept
            yield visible(name, keep=""), text


def _unclear(texts: dict[str, str], names: Collection[str]) -> Iterator[Finding]:
    """The records that do not say clearly what they govern: the change may be of their files."""
    for name, text in texts.items():
        own = front_matter(name, text)
        if own.gone:
            continue
        for each in own.problems:
            place = each.place
            yield Finding(name, place.line, FRONT_MATTER, WARNING, each.message, place.column)
        for pattern in own.affects:
            if not any(governs(Governing(name, (pattern,)), file) for file in names):
                lines = enumerate(text.split("\n"), 1)
                line = next((number for number, each in lines if pattern in each), 0)
                shown = shortened(pattern).replace("`", "'")
                told = (
                    f"affects: Git knows no file here that fits `{shown}`{_meant(pattern, names)}"
                )
                yield Finding(name, line, FRONT_MATTER, NOTE, told)


def _meant(pattern: str, names: Collection[str]) -> str:
    """What is wrong with a pattern that fits nothing: its form, or the name of a folder."""
    if pattern.startswith("/"):
        return "; write it without the / at its start, from the top folder."
    if pattern.startswith("!"):
        return "; a ! is not understood, so name only what the record governs."
    if re.search(r"\{.*\}", pattern):
        return "; braces are not understood, so write one pattern for each."
    if "\\" in pattern:
        return "; write / between the names of folders."
    if "/" not in pattern and "*" in pattern:
        return f"; a * stays in one folder, so write `**/{pattern}` for all of them."
    fixed = posixpath.normpath(re.split(r"[*?\[]", pattern)[0].strip() or ".")
    known = {folder for each in names for folder in _folders(each)}
    known |= set(names) if fixed == pattern else set()
    near = nearest(fixed, known)
    return f"; {did_you_mean(fixed, known)}" if near else "."


def _folders(name: str) -> Iterator[str]:
    """The folders that a file is in."""
    while name := posixpath.dirname(name):
        yield name
