"""Content as far as it could be read: plain data, and the place of every value in its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..engine.model import Gate, Question, Tree
from .every_check import Tag
from .yaml_nodes import SourceFile

__all__ = ["Draft", "Mistake", "Name", "Where", "asked"]

Where = tuple[str | int, ...]
"""The way to a value, such as ("tree", "questions", 2, "to"); the first part names the file."""


@dataclass(frozen=True, slots=True)
class Name:
    """An id, or what refers to one: the kind of thing that it names, or may name, and its place."""

    kind: str
    name: str
    where: Where


class Mistake(NamedTuple):
    """What is wrong with a value: the way to it, the message, and the check that found it."""

    where: Where
    message: str
    tag: Tag


@dataclass(slots=True)
class Draft:
    """What the loader read so far. Values of the wrong shape are None or missing in `data`."""

    data: dict[str, Any] = field(default_factory=dict)
    files: dict[str, SourceFile] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)
    references: list[Name] = field(default_factory=list)
    numbers: dict[tuple[str, int], str] = field(default_factory=dict)  # of published cases
    latest: str = ""  # the last day that has been, as YYYY-MM-DD; "" when that is not asked
    places: dict[Where, tuple[SourceFile, int, int]] = field(default_factory=dict)

    def problem(self, where: Where, message: str, tag: Tag, missing: str = "") -> None:
        """Note a mistake at the value that `where` names, or at the nearest thing around it.

        `missing` is the name of which nothing was found, where it is about one.
        """
        while where not in self.places and len(where) > 1:
            where = where[:-1]
        file, line, column = self.places[where]
        file.problem(line, column, message, tag, missing)

    def note(self, mistakes: Iterable[Mistake]) -> None:
        """Note each of these mistakes at its value."""
        for each in mistakes:
            self.problem(*each)

    def place(self, where: Where) -> str:
        """The file and line of a value, for a message that refers to it."""
        file, line, _ = self.places[where]
        return f"{file.name}:{line}"


def asked(tree: Tree) -> Iterator[tuple[Where, Question | Gate]]:
    """Every question and gate of a tree, with the way to it."""
    yield from ((("tree", "questions", n), each) for n, each in enumerate(tree.questions))
    yield from ((("tree", "gates", n), each) for n, each in enumerate(tree.gates))
