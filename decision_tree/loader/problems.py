"""What is wrong with a content file, as values: where, what, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path

from .every_check import Tag

__all__ = [
    "ContentError",
    "Place",
    "Problem",
    "article",
    "did_you_mean",
    "github_note",
    "misspelt",
    "nearest",
    "notes_for_github",
    "per_cent",
    "quoted_and",
    "quoted_or",
    "report",
    "shortened",
    "shown",
]

MOST_SHOWN = 60  # characters of a name or value in a message
MOST_COMPARED = 1000  # names among which the nearest is looked for


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
    """One mistake. `tag` names the check that found it; `source` is the line it is on, `examples`
    are lines that show what is meant, and `also` are more places with the same mistake.

    `missing` is the name of which nothing was found, an option as question=option; "" where the
    mistake is another one.
    """

    place: Place
    message: str
    tag: Tag
    source: str = field(default="", compare=False)
    examples: tuple[str, ...] = field(default=(), compare=False)
    missing: str = field(default="", compare=False)
    also: tuple[Place, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return f"{self.place}: error: {self.message} [{self.tag}]"

    def data(self) -> dict[str, str | int | list[str]]:
        """The problem as a dict, for JSON."""
        return {
            "file": self.place.path,
            "line": self.place.line,
            "column": self.place.column,
            "message": self.message,
            "tag": self.tag,
            **({"examples": list(self.examples)} if self.examples else {}),
            **({"also": [str(place) for place in self.also]} if self.also else {}),
        }


class ContentError(Exception):
    """Every problem of a load, each once; never empty. Causes stand before what follows from them:
    the tree's first, and then those of the files that build on it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__(report(self.problems))


def report(problems: Iterable[Problem]) -> str:
    """The problems for a terminal, each with its line, a caret under the culprit, and examples."""
    return "\n".join(
        "\n".join((_with_excerpt(problem), *(f"    - {line}" for line in _below(problem))))
        for problem in problems
    )


def notes_for_github(problems: Iterable[Problem]) -> str:
    """The problems as workflow commands, which GitHub shows beside the lines of a pull request.

    A mistake in many places has a note at each of them.
    """
    return "\n".join(
        github_note("error", place, problem.tag, (problem.message, *problem.examples))
        for problem in problems
        for place in (problem.place, *problem.also)
    )


def github_note(level: str, place: Place, title: str, lines: Iterable[str]) -> str:
    """A workflow command that shows `lines` at `place`; `level` is error, warning or notice.

    Escaped as GitHub's toolkit does: percent signs and line ends everywhere, and in properties also
    the colon and the comma that separate them. A line or column of 0 is not known.
    """
    position = "".join(
        f",{name}={number}"
        for name, number in (("line", place.line), ("col", place.column))
        if number
    )
    return (
        f"::{level} file={_property(place.path)}{position},title={_property(title)}::"
        + _escaped("\n".join(lines))
    )


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def shortened(text: str) -> str:
    """`text` on one line and short enough for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= MOST_SHOWN else f"{flat[: MOST_SHOWN - 1]}…"


def article(noun: str) -> str:
    """The noun with “a” or “an” before it."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def per_cent(share: Fraction) -> str:
    """A share as people read it, such as 12.5 %."""
    return f"{float(share * 100):.1f} %"


def quoted_and(names: Iterable[str]) -> str:
    """“a” and “b”."""
    return " and ".join(f"“{name}”" for name in names)


def quoted_or(names: Iterable[str]) -> str:
    """“a” or “b”."""
    return " or ".join(f"“{name}”" for name in names)


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
    names = sorted(known)
    if len(name) > MOST_SHOWN or len(names) > MOST_COMPARED:
        return []
    near = get_close_matches(name, names, n=3, cutoff=0.6)
    if near or name == name.lower():
        return near
    return get_close_matches(name.lower(), names, n=3, cutoff=0.6)


def misspelt(word: str, known: Iterable[str], alike: float) -> str:
    """The one of `known` that `word` is or misspells, in whatever case; "" for none. `alike` says
    from which likeness, 0 to 1, one word is taken for the other."""
    small = {each.lower(): each for each in known}
    near = get_close_matches(word.lower(), small, n=1, cutoff=alike)
    return small[near[0]] if near else ""


def shown(path: Path) -> str:
    """`path` as people read it: from the folder they are in, when it is below that."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _either(names: list[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _below(problem: Problem) -> Iterator[str]:
    """What stands below a problem in a terminal."""
    yield from problem.examples
    if problem.also:
        places = dict.fromkeys(f"{place.path}:{place.line}" for place in problem.also)
        yield f"and the same in {len(problem.also)} more places: {', '.join(places)}"


def _with_excerpt(problem: Problem) -> str:
    start = max(0, problem.place.column - 60)
    part = problem.source[start : start + 100]
    if not part.strip():
        return str(problem)
    visible = "".join(char if char.isprintable() else "�" for char in part)
    caret = " " * (problem.place.column - 1 - start) + "^"
    return f"{problem}\n    {visible}\n    {caret}"
