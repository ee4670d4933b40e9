"""One style sheet for every page: the theme's, then ours; and ours alone for the quiz in a frame.

Nothing is painted before all of them are there, and on a slow line each costs a round trip. Ours
are written in parts, one for each part of the look, in overrides/assets/style/. The theme's stand
in a cascade layer, so that any rule of ours outweighs them and names no more than it is for.
Break points have names, which no browser reads yet: the width is put in the place of each."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from ...loader.problems import did_you_mean

__all__ = ["FRAME_SHEET", "PARTS", "SHEET", "add_style_sheet", "joined", "with_widths"]

SHEET = "assets/site.css"
"""Where it lies in the site; overrides/main.html names it."""

FRAME_SHEET = "assets/guide.css"
"""Ours alone, for a page without the theme; overrides/embed.html names it."""

_THEME = ("assets/stylesheets/main.", "assets/stylesheets/palette.")
"""How the theme's sheets are called; the names go on with a hash."""

_STYLE = "assets/style/"

PARTS = (
    "widths",
    "colours",
    "frame",
    "type",
    "page",
    "search",
    "sides",
    "pictures",
    "notes",
    "home",
    "quiz",
    "markers",
    "result",
    "lists",
    "tables",
    "about",
    "depth",
    "motion",
    "try",
    "print",
    "practice",
    "incident",
    "rollback",
)
"""Our sheets, in the order in which they are joined: later ones may refine earlier ones."""

_WIDTH = re.compile(r"@custom-media (--[a-z-]+) (\([^;]+\));\n*")
_WIDTH_USED = re.compile(r"(?<!var)\((--[a-z-]+)\)")

_ALONE = re.compile(r'@charset "[^"]*";|/\*# sourceMappingURL=.*?\*/')


def add_style_sheet(files: Files, config: MkDocsConfig) -> Files:
    """Add both sheets to the site, and take their parts out of it.

    Raises PluginError when a part is not there, or one is there that is not in the list.
    """
    theme = [_only(files, start) for start in _THEME]
    ours = [_only(files, f"{_STYLE}{name}.css") for name in PARTS]
    known = {file.src_uri for file in ours}
    for file in [each for each in files.css_files() if each.src_uri.startswith(_STYLE)]:
        if file.src_uri not in known:
            raise PluginError(
                f"{file.src_uri} is in no list; name it in website/beside_pages/stylesheet.py"
            )
        files.remove(file)
    sheet = with_widths(joined(_texts(ours)))
    files.append(File.generated(config, SHEET, content=layered(joined(_texts(theme))) + sheet))
    files.append(File.generated(config, FRAME_SHEET, content=sheet))
    return files


def _only(files: Files, start: str) -> File:
    found = [each for each in files.css_files() if each.src_uri.startswith(start)]
    if len(found) != 1:
        raise PluginError(f"{len(found)} style sheets are called {start}*; one is wanted")
    return found[0]


def _texts(files: Iterable[File]) -> list[str]:
    return [file.content_string for file in files]


def joined(sheets: list[str]) -> str:
    """The text of all `sheets`, without what a sheet can only say when it stands alone."""
    return "\n".join(_ALONE.sub("", sheet).strip() for sheet in sheets) + "\n"


def with_widths(sheet: str) -> str:
    """`sheet` with the width of each break point in the place of its name.

    Raises PluginError for a name that assets/style/widths.css lacks.
    """
    widths: dict[str, str] = dict(_WIDTH.findall(sheet))

    def width(used: re.Match[str]) -> str:
        name = used[1]
        if name not in widths:
            hint = did_you_mean(name, widths)
            raise PluginError(f"{_STYLE}widths.css has no break point “{name}”; {hint}")
        return widths[name]

    return _WIDTH_USED.sub(width, _WIDTH.sub("", sheet))


def layered(sheet: str) -> str:
    """`sheet` in a cascade layer: rules outside of it outweigh it, however few names they have."""
    return f"@layer theme {{\n{sheet}}}\n"
