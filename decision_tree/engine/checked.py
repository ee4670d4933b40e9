"""Which releases of the products claims were checked against, when, and if that is long ago."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from .display_names import PRODUCT_NAMES
from .model import Claim, Guide

__all__ = ["RECORD_DAYS", "age", "behind", "checked_against", "last_checked", "long_ago"]

RECORD_DAYS = 365
"""Days after which a claim is stale for a result, or a team's record, that rests on it: twice what
the guide allows itself."""

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RELEASED = {**PRODUCT_NAMES, "ray-serve": "Ray", "neighbours": ""}
"""What is released of each product: Ray Serve comes with Ray, and alternatives are many."""


def checked_against(claims: Iterable[Claim]) -> str:
    """Which releases these claims were checked against, and when last; "" of no claim.

    A product's release is the one that most of its claims name alone: "0.20.0", "v1.7.0".
    """
    chosen = tuple(claims)
    if not chosen:
        return ""
    found = {name: _release(chosen, id) for id, name in _RELEASED.items()}
    told = [f"{name} {release}" for name, release in found.items() if name and release]
    days = sorted({claim.checked for claim in chosen})
    when = f"on {days[0]}" if len(days) == 1 else f"between {days[0]} and {days[-1]}"
    against = f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)
    return f"Checked against {against}, {when}." if against else f"Checked {when}."


def behind(guide: Guide, *values: Any) -> tuple[Claim, ...]:
    """The claims that these values, or anything in them, cite: each once."""
    return tuple(guide.claim_by_id[name] for name in dict.fromkeys(_cited(values)))


def _cited(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        for each in value:
            yield from _cited(each)
    elif is_dataclass(value):
        yield from getattr(value, "claims", ())
        for part in fields(value):
            yield from _cited(getattr(value, part.name))


def age(day: str, today: str) -> int:
    """How many days before `today` a `day` is, each YYYY-MM-DD; 0 where nobody knows which day it
    is today."""
    return _number(today) - _number(day) if _DAY.fullmatch(today) else 0


def _number(day: str) -> int:
    """The days up to this one, as years that begin in March count them."""
    year, month, date = map(int, day.split("-"))
    years, months = (year, month) if month > 2 else (year - 1, month + 12)
    return 365 * years + years // 4 - years // 100 + years // 400 + (153 * months - 457) // 5 + date


def last_checked(claims: Iterable[Claim], today: str) -> str:
    """When the newest of these claims was checked, in a few words; "" of no claim."""
    newest = max((claim.checked for claim in claims), default="")
    if not newest:
        return ""
    old = age(newest, today) > RECORD_DAYS
    return "Checked over a year ago" if old else f"Last checked {newest}"  # as long as one another


def long_ago(claims: Iterable[Claim], today: str) -> str:
    """Which of the claims behind a result were checked so long ago that they are to be checked
    again; "" of none."""
    chosen = tuple(claims)
    old = [claim.checked for claim in chosen if age(claim.checked, today) > RECORD_DAYS]
    if not old:
        return ""
    which = (
        "the statements" if len(old) == len(chosen) else f"{len(old)} of {len(chosen)} statements"
    )
    last = f"last on {max(old)}" if len(old) > 1 else f"on {old[0]}"
    return f"We checked {which} behind this result over a year ago, {last}."


def _release(claims: tuple[Claim, ...], product: str) -> str:
    named = [
        claim.versions.removeprefix("v")
        for claim in claims
        if claim.product == product and re.fullmatch(r"v?\d+\.\d+\.\d+", claim.versions)
    ]
    return max(named, key=named.count, default="")
