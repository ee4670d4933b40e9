"""Answers as links: each leads to what is known of the incident once it is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..display_names import STACK_NAMES
from ..html_parts import link, option_link
from ..markup import Markup, element
from .questions import STACK_DETAILS
from .state import Incident, encode_incident

__all__ = ["href_of", "options", "restart", "stack_option"]


def href_of(incident: Incident) -> str:
    """Where a link leads to what is known of this incident."""
    return f"#{encode_incident(incident)}"


def restart() -> Markup:
    """The way to the first question."""
    return link("dt-restart", href_of(Incident()), "Start again")


def options(choices: Iterable[Markup]) -> Markup:
    """Answers to choose from, below each other."""
    items = (element("li", None, choice) for choice in choices)
    return element("ul", {"class": "dt-options"}, *items)


def stack_option(incident: Incident, stack: str) -> Markup:
    """The choice of one stack, for this incident."""
    href, chosen = href_of(replace(incident, stack=stack)), stack == incident.stack
    return option_link(href, STACK_NAMES[stack], STACK_DETAILS[stack], chosen)
