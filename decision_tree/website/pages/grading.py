"""How the answers of practice are graded, in plain words.

Names, minutes and their order come from the engine, and so does the order in which sequences of a
drill are compared: what is said here is only what each of them means.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from ...engine.counted import counted
from ...engine.display_names import SPEED_NAMES, SURE_NAMES
from ...engine.html_parts import listing, paragraph
from ...engine.markup import Markup, element, inline, join
from ...engine.model import Drill, Guide
from ...engine.practice.attempt import DRILL
from ...engine.practice.drill_best import Cost
from ...engine.practice.drill_moves import MINUTES
from ...engine.practice.grading import PART_NAMES

__all__ = ["MEANS", "WORSE", "grading_rules"]

MEANS = {
    "layer": "Right is where the facts of the case lead in the tree.",
    "owner": "Right is the owner whom that result names, or whom the facts name.",
    "fact": "Right is the only fact on offer that rules out the opinion in the meeting.",
    "units": "Right are the units that restore all that is broken, and roll back as little as "
    "possible of what is good. Of several such sets the one with the fewest units is right, then "
    "the fastest.",
    "order": "Graded only between units that you both put back.",
    "looks": "Right if you checked before you put back a unit, and a check told you that what the "
    "unit restores is broken.",
}
"""What is right in each part of an answer."""

WORSE = {
    "left": "More is still broken at the end",
    "reverted": "More that is good was rolled back too",
    "acts": "More units were put back",
    "early": "More units were put back too early",
    "blind": "More units were put back before a check told that they are needed",
    "affected": "More requests were affected",
    "minutes": "It took more minutes",
}
"""What makes one sequence of moves worse than another, by the fields of a cost."""


def grading_rules(guide: Guide, kind: str) -> Markup:
    """The rules for cases of this kind, SCENARIO or DRILL."""
    drills = kind == DRILL
    parts = ("units", "order", "looks") if drills else ("layer", "owner", "fact")
    right = (_named(PART_NAMES[part], MEANS[part]) for part in parts)
    return join(
        (
            paragraph("", "Each part is right or not right. A case is right if every part is."),
            listing(right),
            *(_sequences(guide) if drills else ()),
            element("h3", None, "How sure you are"),
            paragraph("", _SURE),
        )
    )


_SURE = (
    "You say how sure you are before you see the result: "
    f"{', '.join(SURE_NAMES.values()).lower()}. It changes no part. Your summary counts for each "
    "of the three how many parts were right. If you judge yourself well, that share grows from "
    "the first to the last. Cases in which you were sure and not right come first. Of several "
    "answers to one case, the last one counts."
)


def _sequences(guide: Guide) -> Iterator[Markup]:
    """How the moves of a drill are counted and compared."""
    yield element("h3", None, "Minutes and affected requests")
    yield listing(map(inline, _counts(guide.drills)))
    yield element("h3", None, "The best sequence")
    yield paragraph(
        "",
        "The debrief compares your moves with the best sequence for your team. Of two sequences, "
        "the first of these differences decides which one is worse:",
    )
    yield listing((inline(f"{WORSE[each.name]}.") for each in fields(Cost)), "ol")
    yield paragraph(
        "",
        "Sequences without any such difference are equally good. The debrief then says how many "
        "there are, and each of them counts as the best. “The step that cost most” is the first "
        "step with the largest difference from the best step in its place. “The first step that "
        "cost something” is shown where it is another one.",
    )


def _counts(drills: tuple[Drill, ...]) -> Iterator[str]:
    speeds = ", ".join(f"{name.lower()} {MINUTES[speed]}" for speed, name in SPEED_NAMES.items())
    asks = sorted({drill.ask for drill in drills})
    ask = counted(asks[0], "minute") if len(asks) == 1 else f"{asks[0]} to {asks[-1]} minutes"
    yield "Each check and each unit shows its minutes before you choose it."
    yield f"Where a drill says nothing else, a unit takes the minutes of its speed: {speeds}."
    yield f"To put back a unit of the other team takes {ask} more, because you ask first."
    yield (
        "While a move takes its minutes, what was broken before it stays broken. Each drill says "
        "how many requests a minute that affects, and all of them count."
    )
    yield "A unit that goes back too early restores nothing until the unit before it is back."


def _named(name: str, text: str) -> Markup:
    return join((element("b", None, f"{name}: "), inline(text)))
