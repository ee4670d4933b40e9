"""The guide's drawings: each an SVG file that takes its colours from the page, with its text
equivalent in it.

Square is the platform's side and round the application's, as everywhere else. A drawing says what
the text beside it says too.
"""

from __future__ import annotations

from ...engine.markup import Markup, element
from ...loader.load import ROOT
from .unknown_name import known

__all__ = ["FOLDER", "figure", "picture"]

FOLDER = ROOT / "overrides" / "pictures"


def picture(name: str) -> Markup:
    """The drawing called `name`. Raises UnknownNameError with the nearest one."""
    drawn = _drawings()
    return drawn[known("picture", name, drawn)]


def figure(name: str, caption: str) -> Markup:
    """The drawing with a caption below it. Raises UnknownNameError with the nearest name."""
    told = element("figcaption", None, caption)
    return element(
        "figure", {"class": "dt-figure", "data-search-exclude": True}, picture(name), told
    )


def _drawings() -> dict[str, Markup]:
    """Every drawing by its name; without line ends, which Markdown would take for its own."""
    return {
        file.stem: Markup("".join(line.strip() for line in file.read_text("utf-8").splitlines()))
        for file in sorted(FOLDER.glob("*.svg"))
    }
