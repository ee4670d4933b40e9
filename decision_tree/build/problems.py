"""What is wrong with a content file, as values: where, what, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

__all__ = ["ContentError", "Place", "Problem", "did_you_mean", "nearest", "report", "shown"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file; line and column count from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake. `tag` names the check that found it; `source` is the line it is on."""

    place: Place
    message: str
    tag: str
    source: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.place}: error: {self.message} [{self.tag}]"


class ContentError(Exception):
    """Every problem of a load, in reading order; never empty."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(report(self.problems))


def report(problems: Iterable[Problem]) -> str:
    """The problems for a terminal, each with its line and a caret under the culprit."""
    return "\n".join(_with_excerpt(problem) for problem in problems)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A clause naming the nearest of `known`, or all of them when none is near and few exist."""
    names = sorted(known)
    near = nearest(name, names)
    if near:
        return f"did you mean {_either(near)}?"
    if 0 < len(names) <= 12:
        return f"known are: {', '.join(names)}"
    return "check the spelling"


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """Up to three of `known` that look like a misspelling of `name`, best first."""
    return get_close_matches(name, sorted(known), n=3, cutoff=0.6)


def shown(path: Path) -> str:
    """`path` as people read it: from the folder they are in, when it is below that."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _either(names: list[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _with_excerpt(problem: Problem) -> str:
    if not problem.source.strip():
        return str(problem)
    visible = "".join(char if char.isprintable() else "�" for char in problem.source)
    start = max(0, problem.place.column - 60)
    caret = " " * (problem.place.column - 1 - start) + "^"
    return f"{problem}\n    {visible[start : start + 100]}\n    {caret}"
