"""The content files that are no part of the guide: what reads each, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from .controllers import load_controllers
from .measured import load_measured
from .problems import ContentError, Problem
from .search_words import load_search_words
from .wording_rules import WORDS, load_wording_rules

__all__ = ["BESIDE", "check_beside"]

BESIDE: dict[str, Callable[[Path, str], object]] = {
    "measured.yml": load_measured,
    "controllers.yml": load_controllers,
    "search.yml": lambda file, _: load_search_words(file),
    WORDS: lambda file, _: load_wording_rules(file),
}
"""What reads each of these files, by its name below the content's folder. It takes the file and the
latest day that may stand in it, "" for any, and raises ContentError with all that is wrong."""


def check_beside(content: Path, latest: str = "") -> Iterator[Problem]:
    """What is wrong with those of these files that are in the folder `content`."""
    for name, read in BESIDE.items():
        try:
            if (content / name).is_file():
                read(content / name, latest)
        except ContentError as found:
            yield from found.problems
