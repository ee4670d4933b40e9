"""The list of cases by difficulty and stack: each filter is a link, and its state the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..html_parts import link, paragraph
from ..link import short
from ..markup import Markup, element, join
from .attempt import FILTERS, FORM
from .difficulty import LEVELS, NAMES, Rating

__all__ = ["chosen_filters", "filter_links", "fits"]

_NAMES = {"level": {level: level.capitalize() for level in LEVELS}, "stack": NAMES}
_HEADS = {"level": "Difficulty", "stack": "Stack"}


def chosen_filters(
    ratings: Iterable[Rating], asked: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The filters of an address that these cases have, and notes on what none of them is."""
    known = _on_offer(ratings)
    given = {name: asked[name] for name in FILTERS if name in asked}
    chosen = {name: value for name, value in given.items() if value in known[name]}
    notes = (
        f"No case here has the {_HEADS[name].lower()} “{short(value)}”, so all are listed."
        for name, value in given.items()
        if name not in chosen
    )
    return chosen, tuple(notes)


def fits(found: Rating, chosen: Mapping[str, str]) -> bool:
    """Whether a case passes these filters."""
    return chosen.get("level", found.level) == found.level and (
        "stack" not in chosen or chosen["stack"] in found.stacks
    )


def filter_links(ratings: Iterable[Rating], chosen: Mapping[str, str]) -> Markup:
    """A row of links for each filter: what it would list, and how many cases that is."""
    every = tuple(ratings)
    known = _on_offer(every)
    rows = (
        paragraph(
            "dt-filter",
            element("b", None, f"{_HEADS[name]}: "),
            join((_link(every, chosen, name, value) for value in ("", *known[name])), " "),
        )
        for name in FILTERS
    )
    return element("nav", {"aria-label": "Which cases"}, *rows)


def _on_offer(ratings: Iterable[Rating]) -> dict[str, tuple[str, ...]]:
    """What the cases have of each filter, in the order of the names."""
    every = tuple(ratings)
    found = {
        "level": {each.level for each in every},
        "stack": {stack for each in every for stack in each.stacks},
    }
    return {name: tuple(each for each in _NAMES[name] if each in found[name]) for name in FILTERS}


def _link(every: tuple[Rating, ...], chosen: Mapping[str, str], name: str, value: str) -> Markup:
    after = {**chosen, name: value} if value else {k: v for k, v in chosen.items() if k != name}
    count = sum(fits(each, after) for each in every)
    told = f"{_NAMES[name][value] if value else 'All'} ({count})"
    pairs = "".join(f"&{key}={after[key]}" for key in FILTERS if key in after)
    here = chosen.get(name, "") == value
    if here:
        return element("b", {"class": "dt-filter-on", "aria-current": "true"}, told)
    return link("dt-filter-off", f"#v={FORM}{pairs}", told)
