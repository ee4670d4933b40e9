"""Pieces of SVG: boxes of wrapped text, lines, and the picture around them.

Sizes are in SVG user units; a page scales the picture to its width. Colours come from the page's
stylesheet, so that a picture follows its light and dark scheme.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .markup import Markup, element, join, plain
from .model import Outcome

__all__ = ["LINE", "PAD", "Box", "box", "linked", "outcome_class", "path", "picture", "wrapped"]

LINE = 18
PAD = 10
_OUTLINE = {"fill": "none", "stroke": "currentColor"}
# How things look where there is no stylesheet, as in a file of its own.


@dataclass(frozen=True, slots=True)
class Box:
    """A drawn box and how high it came out."""

    drawn: Markup
    height: int


def box(
    x: int, y: int, width: int, label: str, text: str, css: str, wrap: int, least: int = 0
) -> Box:
    """A box with a small `label` (unless empty) above `text`, broken after `wrap` characters. It is
    at least so high."""
    lines = wrapped(text, wrap)
    height = max(LINE * (len(lines) + bool(label)) + 2 * PAD, least)
    spans = [
        element("tspan", {"x": str(x + PAD), "dy": str(LINE if n or label else 0)}, line)
        for n, line in enumerate(lines)
    ]
    if label:
        spans.insert(0, element("tspan", {"x": str(x + PAD), "class": "dt-node-label"}, label))
    return Box(
        element(
            "g",
            {"class": css},
            element(
                "rect",
                {
                    "x": str(x),
                    "y": str(y),
                    "width": str(width),
                    "height": str(height),
                    "rx": "6",
                    **_OUTLINE,
                },
            ),
            element("text", {"x": str(x + PAD), "y": str(y + PAD + 13)}, *spans),
        ),
        height,
    )


def wrapped(text: str, most: int) -> list[str]:
    """`text` without its markup, in lines of at most `most` characters (longer words overhang)."""
    lines = [""]
    for word in plain(text).split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def path(css: str, drawn: str) -> Markup:
    """A line of this class along `drawn`, an SVG path."""
    return element("path", {"class": css, "d": drawn, **_OUTLINE})


def linked(href: str, drawn: Markup, name: str = "") -> Markup:
    """Something drawn that leads to `href`, with a `name` where no text in it is one."""
    # The theme sets `href` on whatever has one, which an SVG link does not allow.
    return element("a", {"xlink:href": href, **({"aria-label": name} if name else {})}, drawn)


def outcome_class(outcome: Outcome) -> str:
    """The classes of an outcome's box: its side gives it its colour."""
    return f"dt-node dt-node-outcome dt-lean-{outcome.lean}"


def picture(
    width: int, height: int, title: str, told: str, drawn: Iterable[Markup], role: str = "img"
) -> Markup:
    """The whole picture; `told` says in words what it shows."""
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "xmlns:xlink": "http://www.w3.org/1999/xlink",
            "class": "dt-diagram",
            "font-family": "system-ui, sans-serif",
            "font-size": "14",
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "role": role,
            "aria-label": f"{title}. {told}",
        },
        join(drawn),
    )
