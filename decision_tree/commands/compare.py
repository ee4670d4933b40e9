"""`decision-tree compare`: where links differ, and whether it matters.

Of two links it says which difference changes the outcome; of more, how far people agree on each
question.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from ..engine.aging import BY_HAND, aged
from ..engine.agreement import Reading, agreement
from ..engine.link import State, encode
from ..engine.model import Gate, Guide
from ..engine.reconcile import Reconciliation, reconcile
from ..engine.spread import leads, spread
from ..engine.walk import Walk
from .agreement import agreement_data
from .links import decoded, nothing_read
from .output import print_json

__all__ = ["add_arguments", "run"]

_FEWEST = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads to `parser`."""
    parser.add_argument("links", nargs="+", metavar="LINK", help="two links, or more")


def run(guide: Guide, chosen: argparse.Namespace) -> int:
    """Compare the links; 1 when they lead to different outcomes, were not read whole or were
    changed by hand."""
    if len(chosen.links) < _FEWEST:
        print("One link is not enough to compare. Give two or more.", file=sys.stderr)
        return 2
    read = [decoded(guide, link) for link in chosen.links]
    states = [state for state, _ in read]
    if not all(state.answers for state in states):
        return nothing_read(chosen.json, *states)
    two = len(states) == _FEWEST
    first, second = states[:_FEWEST]
    code = _two(guide, first, second, chosen.json) if two else _many(guide, read, chosen.json)
    return 1 if any(_by_hand(guide, *each) for each in read) else code


def _by_hand(guide: Guide, state: State, walked: Walk) -> bool:
    """Whether the link names another outcome than its answers lead to, and ever led to."""
    old = aged(guide.tree, state, walked)
    return old is not None and old.by_hand


def _two(guide: Guide, first: State, second: State, as_json: bool) -> int:
    found = reconcile(guide.tree, first, second)
    agreed = found.agreed and not first.missed and not second.missed
    if as_json:
        told = {
            "read": {"first": encode(first), "second": encode(second)},
            "missed": {"first": list(first.missed), "second": list(second.missed)},
            "notes": {"first": list(first.notes), "second": list(second.notes)},
        }
        gates = [
            {"gate": gate.id, "first": first_said, "second": second_said}
            for gate, (first_said, second_said) in _gates(guide, found)
        ]
        print_json({**_compared(found), "gates": gates, **told})
        return 0 if agreed else 1
    for name, walked in (("First", found.first), ("Second", found.second)):
        print(f"{name}: {leads(walked)}")
    for name, state, walked in (("First", first, found.first), ("Second", second, found.second)):
        old = aged(guide.tree, state, walked)
        if old and not old.same:
            print(f"{name}, in version {old.version}: {old.then}. {old.because}")
    for each in found.differences:
        sides = (option.text if option else "-" for option in (each.first, each.second))
        matters = "changes the outcome" if each.decides else "does not on its own"
        if each.decides and found.agreed:
            matters = "alone, it would change the outcome"
        print(f"- {each.question.ask} {' / '.join(sides)} ({matters})")
    for gate, given in _gates(guide, found):
        print(f"- {gate.ask} {' / '.join(given)} (changes no outcome)")
    return 0 if agreed else 1


def _gates(guide: Guide, found: Reconciliation) -> Iterator[tuple[Gate, tuple[str, str]]]:
    """The gates that two links answer differently, with both answers in words."""
    first, second = dict(found.first.gate_answers), dict(found.second.gate_answers)
    for gate in guide.tree.gates:
        given = first.get(gate.id), second.get(gate.id)
        if given[0] != given[1]:
            words = {option.id: option.text for option in gate.options}
            yield gate, (words.get(given[0] or "", "-"), words.get(given[1] or "", "-"))


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


def _many(guide: Guide, read: list[tuple[State, Walk]], as_json: bool) -> int:
    """Every link is one person's reading of the same case."""
    walks = [walked for _, walked in read]
    found = agreement(guide.tree, [Reading("", walked.answers) for walked in walks])
    same = len({walked.possible for walked in walks}) == 1
    agreed = same and not any(state.missed for state, _ in read)
    if as_json:
        links = [
            {
                "read": encode(state),
                "possible": [outcome.id for outcome in walked.possible],
                "missed": list(state.missed),
                "notes": list(state.notes),
            }
            for state, walked in read
        ]
        rows = [agreement_data(row) for row in found]
        print_json({"links": links, "agreed": same, "agreement": rows})
        return 0 if agreed else 1
    for number, (state, walked) in enumerate(read, 1):
        print(f"Link {number}: {leads(walked)}")
        if _by_hand(guide, state, walked):
            print(f"Link {number} names another outcome. {BY_HAND}")
    for row in spread(guide.tree, walks):
        given = " / ".join(f"{number} × {text}" for text, number in row.given)
        print(f"- {row.asked} {given} ({row.told})")
    return 0 if agreed else 1
