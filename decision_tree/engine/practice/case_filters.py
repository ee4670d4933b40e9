"""The list of cases by difficulty and stack: each filter is a link, and its state the address."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from ..html_parts import link, paragraph
from ..link import short
from ..markup import Markup, element, join
from .attempt import FILTERS, FORM
from .difficulty import LEVELS, NAMES, Rating

__all__ = ["EVERY_FILTER", "chosen_filters", "filter_links", "fits"]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter: its name before its links, what each of its values is called, and the values that
    a case has."""

    head: str
    names: Mapping[str, str]
    of: Callable[[Rating], Collection[str]]


EVERY_FILTER = {
    "level": Filter(
        "Difficulty", {level: level.capitalize() for level in LEVELS}, lambda found: (found.level,)
    ),
    "stack": Filter("Stack", NAMES, lambda found: found.stacks),
}
"""A row for each word of FILTERS."""


def chosen_filters(
    ratings: Iterable[Rating], asked: Mapping[str, str]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The filters of an address that these cases have, and notes on what none of them is."""
    known = _on_offer(ratings)
    given = {name: asked[name] for name in FILTERS if name in asked}
    chosen = {name: value for name, value in given.items() if value in known[name]}
    notes = (
        f"No case here has the {EVERY_FILTER[name].head.lower()} “{short(value)}”, so all are "
        "listed."
        for name, value in given.items()
        if name not in chosen
    )
    return chosen, tuple(notes)


def fits(found: Rating, chosen: Mapping[str, str]) -> bool:
    """Whether a case passes these filters."""
    return all(value in EVERY_FILTER[name].of(found) for name, value in chosen.items())


def filter_links(ratings: Iterable[Rating], chosen: Mapping[str, str]) -> Markup:
    """A row of links for each filter: what it would list, and how many cases that is."""
    every = tuple(ratings)
    known = _on_offer(every)
    rows = (
        paragraph(
            "dt-filter",
            element("b", None, f"{EVERY_FILTER[name].head}: "),
            join((_link(every, chosen, name, value) for value in ("", *known[name])), " "),
        )
        for name in FILTERS
    )
    return element("nav", {"aria-label": "Which cases"}, *rows)


def _on_offer(ratings: Iterable[Rating]) -> dict[str, tuple[str, ...]]:
    """What the cases have of each filter, in the order of the names."""
    every = tuple(ratings)
    rows = ((name, EVERY_FILTER[name]) for name in FILTERS)
    return {
        name: tuple(value for value in row.names if any(value in row.of(each) for each in every))
        for name, row in rows
    }


def _link(every: tuple[Rating, ...], chosen: Mapping[str, str], name: str, value: str) -> Markup:
    after = {**chosen, name: value} if value else {k: v for k, v in chosen.items() if k != name}
    count = sum(fits(each, after) for each in every)
    told = f"{EVERY_FILTER[name].names[value] if value else 'All'} ({count})"
    pairs = "".join(f"&{key}={after[key]}" for key in FILTERS if key in after)
    here = chosen.get(name, "") == value
    if here:
        return element("b", {"class": "dt-filter-on", "aria-current": "true"}, told)
    return link("dt-filter-off", f"#v={FORM}{pairs}", told)
