"""The address of a room's results: links that people pasted, one in each line, and votes that were
given on paper.

Answers to cases of practice and answers to the tree may stand in one list. The address holds them
all, each pair with the number of its line in front and the name of who sent it. `cases` are those
of the workshop, and a case's number stands before the votes on paper:

    cases=S12&1.by=Ana&1.v=1&1.scenario=flags-every-tuesday&2.text=hello&S12.layer=kserve.3
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..html_parts import Parts
from ..model import Guide
from ..reconcile import parts_of
from .difficulty import case_by_label
from .room_lines import BY, Line, as_people_write, lines_in, read_line
from .room_votes import Tally, votes_in_address, votes_of_form

__all__ = ["CASES", "LINKS", "MOST", "Room", "decode_room", "room_address"]

MOST = 60
"""Links of a room that are read: ten people and six cases."""

LINKS = "links"
"""The field of the form, with a link in each line."""

CASES = "cases"
"""What holds the cases of the workshop, in the form and in the address."""

_TEXT = "text"
"""The name of the pair with what a line without a link says."""

_LAST_LINE = MOST + 1
"""The number of the last line in an address: one more than are read, so that the page can say that
some were left out."""

_PAIR_OF_A_LINE = re.compile(rf"([1-9][0-9]{{0,{len(str(_LAST_LINE)) - 1}}})\.(.+)", re.DOTALL)
"""A pair with the number of its line in front, which has as many digits as the last one's."""


@dataclass(frozen=True, slots=True)
class Room:
    """What the address of a room holds: its lines by their numbers, the cases of the workshop and
    the votes on paper, both by what people call the case."""

    lines: dict[int, Line]
    cases: frozenset[str]
    votes: dict[str, Tally]


def room_address(guide: Guide, typed: Mapping[str, object]) -> str:
    """The fragment of the page with what a form holds: links, lines after the sixtieth left out,
    the numbers of cases, and votes on paper."""
    known = case_by_label(guide)
    pasted = str(typed.get(LINKS, "")).splitlines()
    lines = [line for each in pasted for line in lines_in(each)]
    of_cases = [line for line in lines if (said := _labels(line)) and said <= known.keys()]
    asked = _labels(",".join((str(typed.get(CASES, "")), *of_cases)))
    cases = ",".join(name for name in known if name in asked)
    made = [f"{CASES}={cases}"] if cases else []
    links = [line for line in lines if line not in of_cases]
    for number, line in enumerate(links[:_LAST_LINE], 1):
        made += [f"{number}.{pair}" for pair in _pairs_of(read_line(guide, line))]
    return "&".join((*made, *votes_of_form(Parts(guide, ""), typed)))


def decode_room(parts: Parts, fragment: str) -> Room:
    """What is in the address of a room. Never raises; what is none of it is left out."""
    pairs = parts_of(fragment)
    return Room(_lines(pairs), _cases(parts.guide, pairs), votes_in_address(parts, pairs))


def _labels(line: str) -> set[str]:
    """The words of a line, as the numbers of cases are written."""
    return {word.upper() for word in re.split(r"[\s,;.]+", line) if word}


def _pairs_of(line: Line) -> list[str]:
    """The pairs that an address holds of a line, without its number."""
    given = {BY: line.by, _TEXT: line.text}
    pairs = [f"{key}={value}" for key, value in given.items() if value]
    return [*pairs, *filter(None, line.fragment.split("&"))]


def _lines(pairs: Sequence[str]) -> dict[int, Line]:
    """The lines in the pairs of an address, by their numbers."""
    found: dict[int, list[str]] = {}
    for pair in pairs:
        numbered = _PAIR_OF_A_LINE.fullmatch(pair)
        if numbered:
            found.setdefault(int(numbered[1]), []).append(numbered[2])
    return {number: _line_of(own) for number, own in sorted(found.items())}


def _line_of(pairs: Sequence[str]) -> Line:
    """The line that these pairs hold."""
    told, link = {BY: "", _TEXT: ""}, []
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if sign and key in told:
            told[key] = as_people_write(value)
        else:
            link.append(pair)
    return Line(told[BY], "&".join(link), told[_TEXT])


def _cases(guide: Guide, pairs: Sequence[str]) -> frozenset[str]:
    """The numbers of the cases that the address names."""
    given = next((pair for pair in pairs if pair.startswith(f"{CASES}=")), "")
    return frozenset(_labels(given.partition("=")[2]) & case_by_label(guide).keys())
