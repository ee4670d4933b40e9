"""What readers type into the search, and the places that answer it: search.yml.

It is no part of the guide that travels to the browser: only the build reads it.
"""

from __future__ import annotations

from pathlib import Path

from .fields import SEARCH_FILE
from .load import CONTENT
from .standalone import read_alone, refuse

__all__ = ["load_search_words"]


def load_search_words(path: Path = CONTENT / "search.yml") -> dict[str, tuple[str, ...]]:
    """The words for each place. Raises ContentError with all that is wrong with the file."""
    draft, data = read_alone(path, "search", SEARCH_FILE)
    refuse(draft)
    return {row["place"]: tuple(row["words"]) for row in data["places"]}
