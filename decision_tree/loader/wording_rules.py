"""How the guide is worded: words.yml as values. It is no part of the guide that travels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .draft import Draft
from .fields import WORDS_FILE
from .load import CONTENT
from .standalone import read_alone, refuse

__all__ = ["WORDS", "HouseWord", "WordingRules", "load_wording_rules"]

WORDS = "words.yml"


@dataclass(frozen=True, slots=True)
class HouseWord:
    """A word or habit that the guide does without: `pattern` finds it in a text."""

    name: str
    pattern: re.Pattern[str]
    why: str
    better: str
    example: str


@dataclass(frozen=True, slots=True)
class WordingRules:
    """All of words.yml: the limits and the words.

    `least` is the number of words from which a text has a grade.
    """

    longest: int
    grade: int
    least: int
    words: tuple[HouseWord, ...]


def load_wording_rules(path: Path = CONTENT / WORDS) -> WordingRules:
    """The rules in `path`. Raises ContentError with all that is wrong with the file."""
    draft, data = read_alone(path, "words", WORDS_FILE)
    refuse(draft)
    words = tuple(map(_word, data["words"]))
    _check(draft, words)
    refuse(draft)
    return WordingRules(int(data["longest"]), int(data["grade"]), int(data["least"]), words)


def _word(row: dict[str, Any]) -> HouseWord:
    phrases = "|".join(map(_pattern, row["phrases"]))
    pattern = re.compile(rf"(?<![\w-])(?:{phrases})(?![\w-])", re.IGNORECASE)
    return HouseWord(row["name"], pattern, row["why"], row["better"], row["example"])


def _pattern(phrase: str) -> str:
    """A phrase as a pattern: * is any one word, and a line may end between two words."""
    return r"\s+".join(r"[\w'’-]+" if word == "*" else re.escape(word) for word in phrase.split())


def _check(draft: Draft, words: tuple[HouseWord, ...]) -> None:
    """Each example shows its own word alone, and what is better holds no word of the list."""
    for number, word in enumerate(words):
        found = [each.name for each in words if each.pattern.search(word.example)]
        if found != [word.name]:
            told = f"trips {', '.join(found)}" if found else "trips no word of this list"
            message = f"this example {told}; write a sentence that trips “{word.name}” alone"
            draft.problem(("words", "words", number, "example"), message, "idle-word")
        used = next((each.name for each in words if each.pattern.search(word.better)), "")
        if used:
            message = f"this trips “{used}” itself; name what the guide writes in place of it"
            draft.problem(("words", "words", number, "better"), message, "idle-word")
