"""How long and how hard to read a piece of prose is; `wording` says how long and hard it may be.

The grade is the Automated Readability Index (Smith and Senter 1967): years of school from the
length of words and sentences alone, so that it needs no dictionary and no list of syllables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..loader.page_text import FENCED, FRONT_MATTER

__all__ = ["BREAK", "PlainText", "Readability", "plain_text", "prose", "readability", "sentences"]

_GONE, BREAK = "\x00", "\x1e"
"""What stands for a character that is not read, and for the end of a paragraph."""

_SENTENCE_END = re.compile(r"[.!?][\"”’)*_]*(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*#>]|\d+\.)\s)|" + BREAK)
_WORD = re.compile(r"[^\W_][\w'’./-]*")

Cut = Callable[[re.Match[str]], str]
"""What takes the place of a match, with as many characters."""


@dataclass(frozen=True, slots=True)
class Readability:
    """Counts of a text: its words, its sentences and the words of its longest sentence."""

    words: int
    sentences: int
    letters: int
    longest: int

    @property
    def grade(self) -> float:
        """Years of school that the text asks of its reader; 0 for no text."""
        if not self.words:
            return 0.0
        index = 4.71 * self.letters / self.words + 0.5 * self.words / self.sentences - 21.43
        return max(0.0, round(index, 1))


@dataclass(frozen=True, slots=True)
class PlainText:
    """The prose of a text, and where each of its characters stands in that text."""

    text: str
    places: tuple[int, ...]


def readability(text: str) -> Readability:
    """The counts of `text`, which is plain."""
    found = [words for _, words in sentences(text)]
    words = [word for sentence in found for word in sentence]
    letters = sum(char.isalnum() for word in words for char in word)
    return Readability(len(words), len(found), letters, max(map(len, found), default=0))


def sentences(text: str) -> Iterator[tuple[int, list[str]]]:
    """The words of each sentence of a plain text, with the position at which it starts."""
    start = 0
    for end in (*(each.span() for each in _SENTENCE_END.finditer(text)), (len(text), len(text))):
        words = list(_WORD.finditer(text, start, end[0]))
        if words:
            yield words[0].start(), [word[0] for word in words]
        start = end[1]


def prose(markdown: str) -> str:
    """The prose of a Markdown page: without code, tables, macros, and the targets of links."""
    return plain_text(markdown, tables=False).text.replace(BREAK, "\n\n")


def plain_text(markdown: str, tables: bool = True) -> PlainText:
    """The prose of a Markdown page, with what stands in its cells unless `tables` is false."""
    for pattern, cut in (*_CUTS, (_ROW, _cells if tables else _broken), *_INLINE):
        markdown = pattern.sub(cut, markdown)
    kept = [(char, place) for place, char in enumerate(markdown) if char != _GONE]
    return PlainText("".join(char for char, _ in kept), tuple(place for _, place in kept))


def _gone(found: re.Match[str]) -> str:
    return _GONE * len(found[0])


def _broken(found: re.Match[str]) -> str:
    return BREAK + _GONE * (len(found[0]) - 1)


def _number(found: re.Match[str]) -> str:
    """A macro within a sentence writes something: it counts as one word."""
    return "0" + _GONE * (len(found[0]) - 1)


def _label(found: re.Match[str]) -> str:
    before, label, after = found.groups()
    return _GONE * len(before) + label + _GONE * len(after)


def _cells(found: re.Match[str]) -> str:
    return found[0].replace("|", BREAK)


_MACRO = r"\{\{(?:(?!\}\})[\s\S])*\}\}"
_CUTS: tuple[tuple[re.Pattern[str], Cut], ...] = (
    (FRONT_MATTER, _broken),
    (FENCED, _broken),
    (re.compile(r"<!--.*?-->", re.DOTALL), _gone),
    (re.compile(r"^--8<--.*$", re.MULTILINE), _broken),
    (re.compile(r"\{%.*?%\}|\{\{ *cite\(.*?\) *\}\}", re.DOTALL), _gone),
    (re.compile(rf"^[ \t]*{_MACRO}[ \t]*$", re.MULTILINE), _broken),
    (re.compile(_MACRO), _number),
    (re.compile(r"\{ ?[:#.][^}\n]*\}"), _gone),
    (re.compile(r"^[ \t]*(?:</?[a-zA-Z][^>]*>[ \t]*)+$", re.MULTILINE), _broken),
    (re.compile(r"</?[a-zA-Z][^>]*>"), _gone),
    (re.compile(r"^[ \t]*\|[ \t:|-]+$", re.MULTILINE), _broken),
)
_ROW = re.compile(r"^[ \t]*\|[^\n]*$", re.MULTILINE)
_INLINE: tuple[tuple[re.Pattern[str], Cut], ...] = (
    (re.compile(r"(!?\[)([^\]]*)(\]\([^)]*\))"), _label),
    (re.compile(r"`|\*\*"), _gone),
)
