"""What readers type into the search, and the places that answer it: search.yml.

It is no part of the guide that travels to the browser: only the build reads it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .draft import Draft
from .fields import SEARCH_FILE
from .load import CONTENT, read_shape
from .problems import ContentError, shown
from .yaml_nodes import parse

__all__ = ["load_search_words"]


def load_search_words(path: Path = CONTENT / "search.yml") -> dict[str, tuple[str, ...]]:
    """The words for each place. Raises ContentError with all that is wrong with the file."""
    draft = Draft()
    file, node = parse(path, shown(path))
    draft.files["search"] = file
    data: Any = node and read_shape(draft, ("search",), node, SEARCH_FILE)
    if file.problems:
        raise ContentError(sorted(file.problems))
    return {row["place"]: tuple(row["words"]) for row in data["places"]}
