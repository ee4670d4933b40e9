"""Links to results in a team's own Markdown, checked against today's tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .aging import Aged, aged
from .link import MANGLED, decode, pairs
from .model import Tree
from .walk import walk

__all__ = ["Verdict", "recheck"]

_NAME = r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*"
# A name ends in a letter or digit: what follows is the sentence's punctuation or Markdown's.


def _separator(plain: str) -> str:
    """Matches a separator as it may stand in a text, the longest way to write it first."""
    ways = [plain, *(mangled for mangled, meant in MANGLED if meant == plain)]
    return f"(?:{'|'.join(map(re.escape, sorted(ways, key=len, reverse=True)))})"


_AND, _IS = _separator("&"), _separator("=")
_LINK = re.compile(
    rf"#(v{_IS}[0-9]+(?:{_AND}{_NAME}{_IS}{_NAME})*)({_AND}(?:{_NAME}{_IS}|(?![\w#…]|\.\.)))?"
)
# The end of an address, as it stands in Markdown, HTML or plain text, and what shows that it was
# cut off there. What starts with "&" and goes on otherwise is the text's: a quote, an ellipsis.

_CUT = "The link is cut off at “{cut}”; copy it again, whole."


@dataclass(frozen=True, slots=True)
class Verdict:
    """A link found in a text, where (line, from 1), and how it fares with today's tree.

    Of a link that is cut off nothing is known: its `aged.then` is "".
    """

    line: int
    fragment: str
    aged: Aged
    notes: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether today's tree still says what the link says."""
        return self.aged.same


def recheck(tree: Tree, text: str) -> Iterator[Verdict]:
    """Every link in `text` that names an outcome or is cut off, in reading order, once a line."""
    for number, line in enumerate(text.splitlines(), 1):
        for whole, cut in dict.fromkeys(match.groups("") for match in _LINK.finditer(line)):
            state = decode(tree, whole)
            found = aged(tree, state, walk(tree, dict(state.answers)))
            if cut:
                found = Aged(state.version, "", "", False, _CUT.format(cut=cut))
            elif found is None and any(key == "outcome" for key, _ in pairs(whole)[0]):
                found = Aged(state.version, "an outcome it does not have", "", False, "")
            if found:
                yield Verdict(number, whole + cut, found, state.notes)
