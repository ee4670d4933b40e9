"""The parser of the command line, which says of a wrong command what is wrong, in one sentence."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from ..loader.problems import did_you_mean

__all__ = ["Parser"]


class Parser(argparse.ArgumentParser):
    """argparse's own, without the usage before each complaint: `--help` has that."""

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


class _Choices:
    """The choices of an argument. Asking for another one is the mistake of whoever typed it."""

    def __init__(self, action: argparse.Action, known: Iterable[object]) -> None:
        self._action, self._known = action, known

    def __iter__(self) -> Iterator[object]:
        return iter(self._known)

    def __contains__(self, value: object) -> bool:
        """Whether it is one. Raises ArgumentError with the nearest when it is not."""
        if value in tuple(self._known):
            return True
        hint = did_you_mean(str(value), map(str, self._known))
        raise argparse.ArgumentError(self._action, f"invalid choice “{value}”; {hint}")
