"""`decision-tree record`: the decision record of a link, as Markdown."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ..engine.aging import aged
from ..engine.model import Guide
from ..engine.record import (
    BY_DATE,
    BY_NUMBER,
    BY_TITLE,
    MOST_TYPED,
    Typed,
    file_name,
    record_data,
    record_markdown,
)
from ..loader.record_files import new_record, next_number
from .links import decoded, nothing_read
from .output import print_json
from .parser import day, no_page, today, words

__all__ = ["add_arguments", "add_typed", "run", "typed"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads to `parser`."""
    parser.add_argument("link")
    add_typed(parser)
    told = "write it into this folder, under a name that is not taken"
    parser.add_argument("--into", type=Path, default=None, metavar="FOLDER", help=told)
    names = (BY_NUMBER, BY_DATE, BY_TITLE)
    told = "what the file's name starts with: the next number (the default), the day, or nothing"
    parser.add_argument("--name", choices=names, default=BY_NUMBER, help=told)


def add_typed(parser: argparse._ActionsContainer) -> None:
    """Add what somebody types into a record, which `typed` reads, to `parser`."""
    parser.add_argument("--title", type=words, default="", help="title of the record")
    parser.add_argument("--team", type=words, default="", help="who decides")
    parser.add_argument("--date", type=day, default=today(), help="day of the record (today)")
    parser.add_argument("--page", default="", help="address of the quiz, for links in the record")
    told = "look at the record again by then (half a year later)"
    parser.add_argument("--review-by", type=day, default=None, metavar="DAY", help=told)
    told = "files that the decision governs, for `guard`; may be given again"
    parser.add_argument("--affects", action="append", default=[], metavar="PATTERN", help=told)


def typed(chosen: argparse.Namespace) -> Typed:
    """What was typed into the record on the command line."""
    affects = "\n".join(chosen.affects)
    title, team, page = chosen.title.strip(), chosen.team.strip(), chosen.page
    return Typed(title, team, chosen.date, page, chosen.review_by or "", affects)


def run(guide: Guide, chosen: argparse.Namespace) -> int:
    """Print or write the record; 1 when its link was not read whole or was changed by hand, 2 when
    there is none."""
    state, walked = decoded(guide, chosen.link)
    if not state.answers:
        return nothing_read(chosen.json, state)
    old = aged(guide.tree, state, walked)
    own = typed(chosen)
    if wrong := no_page(own.page):
        print(f"error: {wrong}", file=sys.stderr)
        return 2
    if own.review_by and own.review_by < own.date:
        told = f"--review-by {own.review_by} is before the day of the record, {own.date}"
        print(f"error: {told}; name a later day", file=sys.stderr)
        return 2
    if old and not old.same and not state.missed:
        now = old.now or "not settled"
        told = f"the link names “{old.then}”, and the record says: {now}. {old.because}"
        print(f"warning: {told}", file=sys.stderr)
    for told in _cut(own):
        print(f"warning: {told}", file=sys.stderr)
    data = {**record_data(guide, state, own), "notes": list(state.notes)}
    markdown = record_markdown(guide, state, own)
    if chosen.into:
        numbered = replace(own, number=str(next_number(chosen.into)))
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
    return 1 if state.missed or (old and old.by_hand) else 0


def _cut(own: Typed) -> Iterator[str]:
    """What is too long to be kept whole in the record."""
    given = [("--title", own.title), ("--team", own.team)]
    for option, text in (*given, *(("--affects", each) for each in own.globs)):
        if len(text) > MOST_TYPED:
            kept = f"the record keeps the first {MOST_TYPED}"
            yield f"{option} has {len(text)} characters, and {kept}; shorten it"
