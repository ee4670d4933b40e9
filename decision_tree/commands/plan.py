"""`decision-tree plan`: what goes back in an incident. What is not known of it is not sure."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ..engine.incident.placeholders import NAMESPACE, Names
from ..engine.incident.state import Incident, decode_incident, encode_incident, kept_changes
from ..engine.incident.written_plan import (
    TypedPlan,
    plan_data,
    plan_markdown,
    plan_text,
    typed_plan,
)
from ..engine.link import short
from ..engine.model import NOT_SURE, PLACES, Guide
from ..loader.controllers import load_controllers
from ..loader.load import load
from ..loader.measured import load_measured
from ..loader.problems import did_you_mean, nearest
from ..loader.runs import with_runs
from .output import print_json
from .parser import no_page

__all__ = ["add_arguments", "load_with_runs", "run"]

_MOST_NAMED = 40
"""Ids that are listed where none is near the one that was given."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads to `parser`."""
    parser.add_argument("link", nargs="?", default="", help="the address of a plan")
    parser.add_argument("--symptom", default="", metavar="ID", help="what one sees")
    parser.add_argument("--stack", default="", metavar="ID", help="what it runs on")
    told = "what was changed just before it began; can be given several times"
    parser.add_argument("--changed", action="append", default=[], metavar="ID", help=told)
    told = "what was put back in vain; can be given several times"
    parser.add_argument("--tried", action="append", default=[], metavar="ID", help=told)
    told = "a value for a word in capitals of the commands; can be given several times"
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help=told)
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text")
    parser.add_argument("--page", default="", help="address of the page, for the link in the plan")


def load_with_runs(folder: Path) -> Guide:
    """The guide in `folder`, whose units say whether they were run where that is known there."""
    controllers, measured = folder / "controllers.yml", folder / "measured.yml"
    return with_runs(
        load(folder),
        load_controllers(controllers) if controllers.is_file() else None,
        load_measured(measured) if measured.is_file() else None,
    )


def run(guide: Guide, chosen: argparse.Namespace) -> int:
    """Print the plan; 1 when its link was not read whole, 2 when what was given names none."""
    given = [*chosen.changed, *chosen.tried, chosen.symptom, chosen.stack]
    if chosen.link and any(given):
        return _told(
            ["Give the address of a plan or options that say what happened, and not both."]
        )
    if chosen.link:
        incident, notes = decode_incident(guide, chosen.link)
    else:
        incident, notes = _incident(chosen)
    if wrong := _strange(guide, chosen):
        return _told(wrong)
    names = dict(each.partition("=")[::2] for each in chosen.set)
    strange = [
        f"“{short(each)}” sets no word; write it as NAME=ranker"
        for each in chosen.set
        if not all(each.partition("="))
    ]
    strange += [
        note for name in names for note in _unknown("word", guide.placeholder_by_name, name)
    ]
    made = typed_plan(guide, encode_incident(incident), {**names, "page": chosen.page})
    if made is None:
        symptoms, stacks = ", ".join(guide.sight_by_id), ", ".join(PLACES)
        needs = f"--symptom ({symptoms}) and --stack ({stacks})"
        return _told([*notes, f"There is no plan in it: give the address of one, or {needs}."])
    refused = [said for _, said in made.names.refused]
    if strange or refused:
        return _told([*strange, *refused])
    idle = [f"“{name}” is in no command of this plan." for name in _idle(guide, made, names)]
    print("".join(f"{note}\n" for note in (*notes, *idle)), end="", file=sys.stderr)
    if chosen.json or chosen.format == "json":
        print_json({**plan_data(guide, made), "notes": list(notes)})
    else:
        written = plan_markdown if chosen.format == "markdown" else plan_text
        print(written(guide, made), end="")
    return 1 if notes else 0


def _incident(chosen: argparse.Namespace) -> tuple[Incident, tuple[str, ...]]:
    """The incident that the options describe, and a note on what a plan does not take of it."""
    changed, notes = kept_changes(tuple(dict.fromkeys(chosen.changed)))
    tried = tuple(dict.fromkeys(chosen.tried))
    unnamed, when = ("", "just-before") if changed else (NOT_SURE, "")
    told = Incident(chosen.symptom, chosen.stack, changed, unnamed, when, tried=tried)
    return told, notes


def _strange(guide: Guide, chosen: argparse.Namespace) -> list[str]:
    """What the options name that the guide does not know."""
    changed = dict.fromkeys((*chosen.changed, *chosen.tried))
    return [
        *_unknown("symptom", guide.sight_by_id, chosen.symptom),
        *_unknown("stack", PLACES, chosen.stack),
        *(note for each in changed for note in _unknown("change", guide.aspect_by_id, each)),
        *(["--changed and --tried need the name of a change"] if "" in changed else ()),
        *filter(None, (no_page(chosen.page),)),
    ]


def _unknown(kind: str, known: Collection[str], name: str) -> list[str]:
    """What is wrong with the name of something that the guide does not know."""
    if not name or name in known:
        return []
    hint = did_you_mean(name, known)
    if not nearest(name, known) and len(known) <= _MOST_NAMED:
        hint = f"known are: {', '.join(sorted(known))}"
    return [f"There is no {kind} “{short(name)}”; {hint}"]


def _idle(guide: Guide, made: TypedPlan, names: Iterable[str]) -> Iterator[str]:
    """The words that were given a value and are in none of the plan's commands."""
    text = plan_text(guide, replace(made, names=Names((), ())))
    for name in names:
        if name != NAMESPACE and not re.search(rf"(?<![\w-]){name}(?![\w-])", text):
            yield name


def _told(wrong: list[str]) -> int:
    print("\n".join(wrong), file=sys.stderr)
    return 2
