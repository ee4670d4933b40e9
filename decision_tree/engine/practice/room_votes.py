"""Votes that a room gave on paper: what one can vote for, what was typed, what an address holds.

    S12.layer=kserve.3,ray-serve.1

Here three people chose `kserve` as the layer of the case S12, and one chose `ray-serve`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ..display_names import SURE_NAMES
from ..html_parts import Parts
from ..model import Case, Drill
from .case_page import letters, offers
from .difficulty import case_by_label

__all__ = ["MOST_VOTES", "Ballot", "Tally", "ballot_of", "votes_in_address", "votes_of_form"]

Ballot = dict[str, dict[str, str]]
"""What one can vote for: what each choice is called, by the part of the answer and its own id."""

Tally = dict[str, dict[str, int]]
"""How many voted for each choice, by the same."""

MOST_VOTES = 99
"""Votes on paper for one choice that are read: as many as two digits can say."""

_VOTES_ON_A_PART = re.compile(r"([SD][0-9]{1,3})\.([a-z]{1,9})=(.*)", re.DOTALL)
_VOTES_FOR_A_CHOICE = re.compile(r"([a-z0-9-]+)\.([1-9][0-9]?)")


def ballot_of(parts: Parts, case: Case) -> Ballot:
    """What one can vote for on paper in this case, each choice with its letter."""
    signs, ballot = letters(parts, case), Ballot()
    for part, name, text, _ in offers(parts, case):
        ballot.setdefault(part, {})[name] = f"{signs[part, name]}, {text}"
    if isinstance(case, Drill):
        return ballot
    sure = {name: f"{signs['sure', name]}, {text}" for name, text in SURE_NAMES.items()}
    return {**ballot, "sure": sure, "then": ballot["layer"]}


def votes_of_form(parts: Parts, typed: Mapping[str, object]) -> Iterator[str]:
    """The pairs of an address for the votes that were typed into the fields of a form."""
    for name, case in case_by_label(parts.guide).items():
        for part, choices in ballot_of(parts, case).items():
            counts = ((each, _typed_count(typed.get(f"{name}.{part}.{each}"))) for each in choices)
            votes = ",".join(f"{each}.{count}" for each, count in counts if count)
            if votes:
                yield f"{name}.{part}={votes}"


def _typed_count(value: object) -> int:
    """How many votes somebody typed."""
    text = str(value or "").strip()
    return min(int(text), MOST_VOTES) if text.isascii() and text.isdigit() else 0


def votes_in_address(parts: Parts, pairs: Iterable[str]) -> dict[str, Tally]:
    """The votes among these pairs of an address, by what people call their case. What is no vote
    for a choice on offer is left out."""
    cases, tallies = case_by_label(parts.guide), dict[str, Tally]()
    for pair in pairs:
        given = _VOTES_ON_A_PART.fullmatch(pair)
        if not given or given[1] not in cases:
            continue
        choices = ballot_of(parts, cases[given[1]]).get(given[2], {})
        found = _VOTES_FOR_A_CHOICE.findall(given[3])
        votes = {name: int(count) for name, count in found if name in choices}
        if votes:
            tallies.setdefault(given[1], {})[given[2]] = votes
    return tallies
