"""What the looks of a drill show: raw text and drawn panels, as they are in the world reached."""

from __future__ import annotations

from collections.abc import Iterator

from ..html_parts import fold, listing, paragraph
from ..markup import Markup, element, inline, join
from ..model import DrillLook, Panel, Shown
from ..svg import path, picture
from .drill_moves import Course, World

__all__ = ["every_look", "evidence", "looks_on_offer", "on_paper", "panel_values"]

_WIDTH, _HEIGHT, _LEFT, _TOP = 340, 120, 8, 20


def evidence(course: Course, look: DrillLook, worlds: tuple[World, ...]) -> Markup:
    """What a look shows in the last of these worlds; those before are what a panel has drawn."""
    back = {*worlds[-1].restored, *worlds[-1].reverted}
    lines = "\n".join(_line(each, back) for each in look.shows)
    raw = (
        (element("pre", {"class": "dt-raw", "tabindex": "0"}, element("code", None, lines)),)
        if lines
        else ()
    )
    drawn = (_drawn(course, look.panel, worlds),) if look.panel else ()
    return element("div", {"class": "dt-evidence"}, *raw, *drawn)


def _line(shown: Shown, back: set[str]) -> str:
    return shown.back if shown.aspect in back else shown.text


def panel_values(course: Course, panel: Panel, worlds: tuple[World, ...]) -> tuple[int, ...]:
    """The values of a panel: those up to the alarm, then one for each of these worlds after it."""
    return (*panel.points, *(_value(course, panel, world) for world in worlds[1:]))


def _value(course: Course, panel: Panel, world: World) -> int:
    last = panel.points[-1]
    if panel.aspect:
        return panel.usual if panel.aspect in (*world.restored, *world.reverted) else last
    most = course.harm(course.start.broken) or 1
    return panel.usual + round((last - panel.usual) * course.harm(world.broken) / most)


def _drawn(course: Course, panel: Panel, worlds: tuple[World, ...]) -> Markup:
    values = panel_values(course, panel, worlds)
    top = max(*values, panel.usual, 1)
    step = (_WIDTH - 2 * _LEFT) / (len(values) - 1)
    alarm = _LEFT + round(step * (len(panel.points) - 1))

    def height(value: int) -> int:
        return _HEIGHT - 22 - round((_HEIGHT - 22 - _TOP) * value / top)

    places = [f"{_LEFT + round(step * n)},{height(value)}" for n, value in enumerate(values)]
    unit = "" if panel.unit == "count" else f" {panel.unit}"
    usual = height(panel.usual)
    texts = (
        (_LEFT, 14, "start", f"now {values[-1]}{unit}, usual {panel.usual}{unit}"),
        (alarm, _HEIGHT - 6, "end" if alarm > _WIDTH / 2 else "start", "alarm"),
    )
    before = ", ".join(map(str, panel.points))
    since = ", ".join(map(str, values[len(panel.points) :]))
    told = f"Up to the alarm{unit and ' in'}{unit}: {before}. "
    told += f"Since: {since}. " if since else ""
    figure = picture(
        _WIDTH,
        _HEIGHT,
        panel.name,
        f"{told}Usual: {panel.usual}.",
        (
            path("dt-panel-usual", f"M{_LEFT},{usual}H{_WIDTH - _LEFT}"),
            path("dt-panel-alarm", f"M{alarm},{_TOP}V{_HEIGHT - 20}"),
            path("dt-panel-line", "M" + "L".join(places)),
            *(
                element("text", {"x": str(x), "y": str(y), "text-anchor": side}, text)
                for x, y, side, text in texts
            ),
        ),
    )
    return element("figure", {"class": "dt-panel"}, element("figcaption", None, panel.name), figure)


def every_look(course: Course) -> Iterator[Markup]:
    """All looks with what they show at the alarm, each folded."""
    for number, look in enumerate(course.drill.looks, 1):
        told = f" ({_minutes(look.minutes)})"
        summary = join((f"{number}. ", inline(look.at), told))
        yield fold(summary, evidence(course, look, (course.start,)), css="dt-look")


def looks_on_offer(course: Course) -> Markup:
    """Where one can look, for paper: each with its minutes, and not what is there."""
    looks = (join((inline(look.at), f" ({_minutes(look.minutes)})")) for look in course.drill.looks)
    return listing(looks, "ol", "dt-boxes dt-numbered")


def on_paper(course: Course) -> Markup:
    """What the looks show, for paper: by their numbers on the sheet, and nothing folded."""
    shown = (
        element(
            "div",
            None,
            paragraph("dt-looked", element("b", None, f"{number}. ", inline(look.at))),
            evidence(course, look, (course.start,)),
        )
        for number, look in enumerate(course.drill.looks, 1)
    )
    return element("div", {"class": "dt-shown"}, *shown)


def _minutes(number: int) -> str:
    return f"{number} min"
