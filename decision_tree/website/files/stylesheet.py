"""One style sheet for every page: the theme's, then ours.

Nothing is painted before all of them are there, and on a slow line each costs a round trip."""

from __future__ import annotations

import re

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

__all__ = ["SHEET", "add_style_sheet", "joined"]

SHEET = "assets/site.css"
"""Where it lies in the site; overrides/main.html names it."""

_PARTS = (
    "assets/stylesheets/main.",  # the theme's names go on with a hash
    "assets/stylesheets/palette.",
    "assets/guide.css",
    "assets/practice.css",
    "assets/incident.css",
    "assets/rollback.css",
)
_ALONE = re.compile(r'@charset "[^"]*";|/\*# sourceMappingURL=.*?\*/')


def add_style_sheet(files: Files, config: MkDocsConfig) -> Files:
    """Add the sheet to the site.

    Raises PluginError when one of its parts is not there.
    """
    texts = []
    for start in _PARTS:
        found = [each for each in files.css_files() if each.src_uri.startswith(start)]
        if len(found) != 1:
            raise PluginError(f"{len(found)} style sheets are called {start}*; one is wanted")
        texts.append(found[0].content_string)
    files.append(File.generated(config, SHEET, content=joined(texts)))
    return files


def joined(sheets: list[str]) -> str:
    """The text of all `sheets`, without what a sheet can only say when it stands alone."""
    return "\n".join(_ALONE.sub("", sheet).strip() for sheet in sheets) + "\n"
