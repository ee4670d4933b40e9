"""One line of what people pasted into the results of a room: the link in it, and whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..link import words_of
from ..link_reader import read
from ..model import Guide
from ..reconcile import parts_of
from .attempt import DRILL, SCENARIO, WORDS

__all__ = [
    "BY",
    "MOST_NAME",
    "Line",
    "as_people_write",
    "lines_in",
    "own_name",
    "read_line",
    "with_name",
]

BY = "by"
"""The name of the pair that says who gave an answer."""

MOST_NAME = 40
"""Characters that are kept of a name, and of a line without a link."""

_NAME_IN_LINK = re.compile(rf"{BY}=([\w./-]+)")
_LINK_BEGUN = re.compile(r"\S*$")
"""What of a link stands before its fragment."""

_LINK_WORD = re.compile(r"#.*=")
"""What a word of a line holds that is a link."""

_DAY_OR_TIME = re.compile(
    r"[\[(]?(?:\d{1,4}[-./]\d{1,2}(?:[-./]\d{1,4})?\.?|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\b\.?)?)"
    r"[\])]?,?",
    re.IGNORECASE,
)
"""A day or a time, as chats write it before a name."""

_BEGINS_NO_NAME = frozenset(
    ("answer", "done", "hello", "here", "hi", "link", "me", "mine", "my", "this")
)
_MOST_WORDS = 4
"""Words of a name at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: whose it is, the fragment of its link, "" where it has none, and then its text."""

    by: str
    fragment: str
    text: str = ""


def lines_in(pasted: str) -> list[str]:
    """A line that was pasted, as one for each link in it: what stands in front of a link is its
    name. What follows the last link belongs to that one."""
    found, words = [""], pasted.split(" ")
    for number, word in enumerate(words):
        found[-1] += f" {word}"
        if _LINK_WORD.search(word) and any(map(_LINK_WORD.search, words[number + 1 :])):
            found.append("")
    return [line.strip() for line in found if line.strip()]


def read_line(guide: Guide, pasted: str) -> Line:
    """The link in a line that was pasted: to a case, or else to the tree. Its name and its text are
    as an address holds them."""
    for words, wanted in ((WORDS, {SCENARIO, DRILL}), (words_of(guide.tree), None)):
        link = read(pasted, words)
        keys = {key for key, _ in link.pairs}
        asked = guide.tree.question_by_id.keys() | guide.tree.gate_by_id.keys()
        if keys & (wanted or asked):
            pairs = [pair for pair in link.fragment.split("&") if not pair.startswith(f"{BY}=")]
            before = _LINK_BEGUN.sub("", pasted[: link.start])
            by = _sender(before, own_name(pasted[link.start :]))
            return Line(_as_addresses_hold(by), "&".join(pairs))
    return Line("", "", _as_addresses_hold(pasted, ":") or "nothing")


def with_name(name: str) -> str:
    """What the link to an answer holds of who gave it; "" for nobody."""
    by = _as_addresses_hold(name)
    return f"&{BY}={by}" if by else ""


def own_name(link: str) -> str:
    """The name that a link holds, as people write it, "" for none. It is read here, since the
    reader of links ends a word at an accent."""
    found = next(filter(None, map(_NAME_IN_LINK.match, parts_of(link))), None)
    return as_people_write(found[1].strip("._-")) if found else ""


def as_people_write(name: str) -> str:
    """A name of an address, as people write it."""
    return name.replace("_", " ")[:MOST_NAME]


def _as_addresses_hold(text: str, more: str = "") -> str:
    """What can stand in an address as it is: letters, digits and a few signs, also those in `more`,
    spaces as `_`."""
    signs = f"-./{more}"
    kept = "".join(char if char.isalnum() or char in signs else "_" for char in text.strip())
    return re.sub("_+", "_", kept).strip("_")[:MOST_NAME]


def _sender(before: str, own: str) -> str:
    """A name that somebody put before a link with a colon, or else the link's `own`, or else what
    name stands there."""
    name = _name_before(before)
    return name if name and ":" in _DAY_OR_TIME.sub(" ", before) else own or name


def _name_before(text: str) -> str:
    """The name in what stands before a link, without day and time; "" where it is none."""
    name, _, _ = _DAY_OR_TIME.sub(" ", text).strip(" -–,|<>•").partition(":")
    words = name.split()
    if len(words) > _MOST_WORDS or not words or words[0].casefold() in _BEGINS_NO_NAME:
        return ""
    small = len(words) > 1 and (words[0][0].islower() or words[-1][0].islower())
    return "" if small else " ".join(words)
