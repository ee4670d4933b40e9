"""The parser of the command line, which says of a wrong command what is wrong, in one sentence."""

from __future__ import annotations

import argparse
from typing import NoReturn

from ..loader.problems import did_you_mean

__all__ = ["Parser"]


class Parser(argparse.ArgumentParser):
    """argparse's own, without the usage before each complaint: `--help` has that."""

    def error(self, message: str) -> NoReturn:
        """Print the complaint and where there is more, and exit with 2."""
        self.exit(2, f"{self.prog}: error: {message} (`{self.prog} --help` has more)\n")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Name the nearest choice in place of all of them."""
        if action.choices is not None and value not in action.choices:
            hint = did_you_mean(str(value), map(str, action.choices))
            raise argparse.ArgumentError(action, f"invalid choice “{value}”; {hint}")
