"""Links to results in a team's own Markdown, checked against today's tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .aging import Aged, aged
from .link import State, decode
from .model import Tree
from .walk import walk

__all__ = ["Verdict", "recheck"]

_LINK = re.compile(r"#(v=\d+(?:&(?:amp;)?[\w.-]+=[\w.-]+)+)")
"""The end of an address that names an outcome, as it stands in Markdown, HTML or plain text."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A link found in a text, where (line, from 1), and how it fares with today's tree."""

    line: int
    fragment: str
    aged: Aged
    notes: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether today's tree still says what the link says."""
        return self.aged.same


def recheck(tree: Tree, text: str) -> Iterator[Verdict]:
    """Every link in `text` that names an outcome, in reading order, each once for each line."""
    for number, line in enumerate(text.splitlines(), 1):
        for fragment in dict.fromkeys(match[1] for match in _LINK.finditer(line)):
            state: State = decode(tree, fragment)
            found = aged(tree, state, walk(tree, dict(state.answers)))
            if found:
                yield Verdict(number, fragment, found, state.notes)
            elif "outcome=" in fragment:
                lost = Aged(state.version, "an outcome it does not have", "", False, "")
                yield Verdict(number, fragment, lost, state.notes)
