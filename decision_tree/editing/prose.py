"""How long and how hard to read a piece of prose is, for reviewers; numbers ask, they do not judge.

The grade is the Automated Readability Index (Smith and Senter 1967): years of school from the
length of words and sentences alone, so that it needs no dictionary and no list of syllables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Prose", "measure", "plain"]

_NOT_PROSE = re.compile(
    r"\A---\n.*?\n---\n"  # front matter
    r"|^```.*?^```$"  # code
    r"|\{\{.*?\}\}|\{%.*?%\}|\{[ :#.][^}\n]*\}"  # macros and attributes
    r"|^\|[^\n]*$"  # tables
    r"|<!--.*?-->|<[^>]+>",  # HTML
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SENTENCE_END = re.compile(r"[.!?:](?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*#>]|\d+\.)\s)")
_WORD = re.compile(r"[^\W_][\w'’./-]*")


@dataclass(frozen=True, slots=True)
class Prose:
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


def measure(text: str) -> Prose:
    """The counts of `text`, which is plain."""
    sentences = [_WORD.findall(part) for part in _SENTENCE_END.split(text)]
    sentences = [words for words in sentences if words]
    words = [word for sentence in sentences for word in sentence]
    letters = sum(char.isalnum() for word in words for char in word)
    longest = max(map(len, sentences), default=0)
    return Prose(len(words), len(sentences), letters, longest)


def plain(markdown: str) -> str:
    """The prose of a Markdown page: without code, tables, macros, and the targets of links."""
    return _LINK.sub(r"\1", _NOT_PROSE.sub("\n\n", markdown)).replace("`", "").replace("**", "")
