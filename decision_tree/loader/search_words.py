"""What readers type into the search, and the places that answer it: search.yml.

It is no part of the guide that travels to the browser: only the build reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .fields import SEARCH_FILE
from .load import CONTENT
from .standalone import read_alone, refuse

__all__ = ["SearchWords", "load_search_words"]


@dataclass(frozen=True, slots=True)
class SearchWords:
    """The words for each place, and those that count less where a reader types others too."""

    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    light: tuple[str, ...] = ()


def load_search_words(path: Path = CONTENT / "search.yml") -> SearchWords:
    """What the file says. Raises ContentError with all that is wrong with it."""
    draft, data = read_alone(path, "search", SEARCH_FILE)
    refuse(draft)
    places = {row["place"]: tuple(row["words"]) for row in data["places"]}
    return SearchWords(places, tuple(data.get("light", ())))
