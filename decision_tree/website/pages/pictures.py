"""The guide's drawings as SVG that takes its colours from the page: square for the platform's side,
round for the application's, as everywhere else.

Each says something that the text beside it says too, so none needs more than a short name.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...engine.markup import Markup, element, join
from .names import known

__all__ = ["PICTURES", "picture"]

STEPS = ("normalise", "retrieve", "rerank", "route", "generate", "post-process", "observe")
# Week, and how many steps the endpoint has by then; the scenario in docs/argument.md tells why.
WEEKS = (("1", 0), ("3", 1), ("5", 3), ("8", 6), ("12", 7))


def picture(name: str) -> Markup:
    """The drawing called `name`. Raises UnknownNameError with the nearest one."""
    return PICTURES[known("picture", name, PICTURES)]


def _svg(width: int, height: int, label: str, *drawn: str) -> Markup:
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "picture",
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "role": "img",
            "aria-label": label,
        },
        *drawn,
    )


def _shape(kind: str, css: str, **place: int) -> Markup:
    return element(kind, {"class": css, **{name: str(value) for name, value in place.items()}})


def _line(y: int, start: int, end: int) -> Markup:
    return element("path", {"class": "p-line", "d": f"M{start} {y}H{end}"})


def _arrow(y: int, start: int, end: int) -> Markup:
    tip = f"M{start} {y}H{end}m-6 -5l6 5l-6 5"
    return element("path", {"class": "p-line", "d": tip})


def _one_endpoint() -> Markup:
    """What the platform team sees: one thing with one address."""
    return _svg(
        280,
        72,
        "A request goes into one box and an answer comes out.",
        _arrow(36, 4, 88),
        _shape("rect", "p-kserve", x=92, y=8, width=96, height=56),
        _arrow(36, 192, 276),
    )


def _seven_steps() -> Markup:
    """What the application team sees: the same address, and seven steps behind it."""
    # The chain bends where it can take one of two ways: that is what makes it a graph.
    places = ((40, 36), (74, 36), (108, 20), (142, 36), (176, 52), (210, 36), (240, 36))
    way = "M4 36H40L74 36L108 20L142 36L176 52L210 36H276M74 36L108 52L142 36L176 20L210 36"
    return _svg(
        280,
        72,
        "A request goes through seven connected steps, some of them side by side.",
        element("path", {"class": "p-line", "d": way}),
        *(_shape("circle", "p-ray", cx=x, cy=y, r=9) for x, y in places),
        *(_shape("circle", "p-open", cx=x, cy=y, r=6) for x, y in ((108, 52), (176, 20))),
    )


def _twelve_weeks() -> Markup:
    """The scenario: one address all the time, and what grew behind it."""
    row, before = 50, 0
    drawn: list[Markup] = []
    for number, (week, count) in enumerate(WEEKS):
        drawn.append(_week(16 + number * row, week, before, count))
        before = count
    told = (
        "From week one to week twelve, one model behind an endpoint becomes seven steps around it."
    )
    return _svg(320, row * len(WEEKS), told, *drawn)


def _week(y: int, week: str, before: int, count: int) -> Markup:
    first, apart = 92, 28
    new = ", ".join(STEPS[before:count]) or "a model behind an endpoint"
    steps = (
        _shape("circle", "p-ray" if n > before else "p-open", cx=first + apart * n, cy=y, r=7)
        for n in range(1, count + 1)
    )
    return join(
        (
            _text(2, y + 5, f"Week {week}", "p-week"),
            _line(y, first, first + apart * count) if count else "",
            _shape("rect", "p-kserve", x=first - 10, y=y - 9, width=20, height=18),
            *steps,
            _text(first - 10, y + 26, new, "p-text"),
        )
    )


def _text(x: int, y: int, text: str, css: str) -> Markup:
    return element("text", {"class": css, "x": str(x), "y": str(y)}, text)


def _all() -> Iterable[tuple[str, Markup]]:
    yield "one-endpoint", _one_endpoint()
    yield "seven-steps", _seven_steps()
    yield "twelve-weeks", _twelve_weeks()


PICTURES = dict(_all())
"""Every drawing by its name."""
