"""The parser of the command line, which says of a wrong command what is wrong, in one sentence.

What several commands read in the same way, such as a day, is read here too.
"""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NoReturn

from ..engine.link import short
from ..engine.markdown import address
from ..loader.days import day_of
from ..loader.problems import did_you_mean, nearest

__all__ = ["Parser", "day", "days", "no_page", "today", "words"]

_MEANT = {"decide": "ask", "incident": "plan", "reconcile": "compare"}
"""The command for what a page of that name does."""
_UNREAD = re.compile("[\udc80-\udcff]")
"""What Python makes of a byte that is none of the terminal's encoding; records would lose it."""
_DAYS_DIGITS = 5
"""More days than that lead out of the calendar."""


class Parser(argparse.ArgumentParser):
    """argparse's own, without the usage before each complaint: `--help` has that."""

    def parse_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> argparse.Namespace:
        """What the arguments mean. What nobody knows is told by the command that was given it."""
        found, rest = self.parse_known_args(args, namespace)
        if rest:
            self._command(getattr(found, "command", "")).unknown(rest)
        return found

    def _command(self, name: str) -> Parser:
        """The parser of this command; this one where there is none."""
        groups = (each.choices for each in self._actions if each.dest == "command")
        known: Any = next(groups, ())
        return next((parser for each, parser in _named(known) if each == name), self)

    def unknown(self, arguments: Sequence[str]) -> NoReturn:
        """Say of the first of these arguments that nobody knows it, with the nearest option."""
        first = arguments[0]
        option = first.partition("=")[0]
        if not option.startswith("-"):
            self.error(f"“{first}” is one too many; put a text with spaces into quotes")
        known = [name for name in self._option_string_actions if name.startswith("--")]
        self.error(f"there is no option “{option}”; {did_you_mean(option, known)}")

    def error(self, message: str) -> NoReturn:
        """Print the complaint and where there is more, and exit with 2."""
        self.exit(2, f"{self.prog}: error: {message} (`{self.prog} --help` has more)\n")

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        """Add an argument whose choices are named when one of them is almost given."""
        action = super().add_argument(*names, **settings)
        if action.choices is not None:
            action.choices = _Choices(action, action.choices)
        return action

    def add_subparsers(self, **settings: Any) -> argparse._SubParsersAction[Any]:
        """Add commands of which the nearest is named for one that does not exist."""
        commands = super().add_subparsers(**settings)
        action: argparse.Action = commands
        action.choices = _Choices(action, commands.choices)
        return commands


def _named(choices: Any) -> Iterator[tuple[str, Parser]]:
    return choices.parsers() if isinstance(choices, _Choices) else iter(())


class _Choices:
    """The choices of an argument. Asking for another one is the mistake of whoever typed it."""

    def __init__(self, action: argparse.Action, known: Iterable[object]) -> None:
        self._action, self._known = action, known

    def parsers(self) -> Iterator[tuple[str, Parser]]:
        """The commands by their names, where the choices are commands."""
        if isinstance(self._known, dict):
            yield from self._known.items()

    def __iter__(self) -> Iterator[object]:
        return iter(self._known)

    def __contains__(self, value: object) -> bool:
        """Whether it is one. Raises ArgumentError with the nearest when it is not."""
        if value in tuple(self._known):
            return True
        meant = _MEANT.get(str(value), "")
        known = [str(each) for each in self._known]
        near = nearest(str(value), known)
        hint = did_you_mean(str(value), known) if near else f"known are: {', '.join(known)}"
        hint = f"did you mean “{meant}”?" if meant in tuple(self._known) else hint
        raise argparse.ArgumentError(self._action, f"invalid choice “{value}”; {hint}")


def day(text: str) -> str:
    """A day that was typed, YYYY-MM-DD. Raises ArgumentTypeError when it is none."""
    if day_of(text) is None:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day; write YYYY-MM-DD")
    return text


def no_page(page: str) -> str:
    """What is wrong with the address of a page that was typed; "" for nothing."""
    if not page or address(page):
        return ""
    return f"“{short(page)}” is no address of a page; write it with https:// in front"


def today() -> str:
    """The day on which the command runs, YYYY-MM-DD."""
    return datetime.date.today().isoformat()


def words(text: str) -> str:
    """Words that were typed. Raises ArgumentTypeError when letters of them did not arrive."""
    if _UNREAD.search(text):
        told = f"“{_UNREAD.sub('?', text)}” has letters that this terminal cannot pass on"
        raise argparse.ArgumentTypeError(f"{told}; set PYTHONUTF8=1")
    return text


def days(text: str) -> int:
    """A number of days that was typed. Raises ArgumentTypeError when it is none."""
    if text.isascii() and text.isdigit() and len(text) <= _DAYS_DIGITS:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” is no number of days; write one such as 365")
