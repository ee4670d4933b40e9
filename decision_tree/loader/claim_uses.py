"""What relies on each claim: every value of the guide that cites it, and every page.

The guide is walked as data, so a new kind of content with a field `claims` is found by itself; it
is linked to where `engine.kinds` says that it lives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from ..engine.kinds import home, kind_of
from ..engine.markup import plain
from ..engine.model import Guide
from .cites import Cite

__all__ = ["Reliance", "cited_together", "places"]

_NAMES = ("label", "title", "decision", "term", "layer", "name", "text", "unit", "ask", "id")
"""The field that names a value: the first of these that it has."""

_NOT_PLACES = frozenset({"After", "Statement", "Claim", "Tree", "Guide"})


@dataclass(frozen=True, slots=True)
class Reliance:
    """Something that rests on a claim: what it is called, and its address from the site's root."""

    label: str
    href: str


def places(guide: Guide, cited: Iterable[Cite] = ()) -> dict[str, tuple[Reliance, ...]]:
    """Claim id -> everything that relies on it; each place once, values before pages."""
    found: dict[str, dict[Reliance, None]] = {claim.id: {} for claim in guide.claims}
    for trail, claims in _relying(guide, ()):
        for claim_id in claims:
            found.setdefault(claim_id, {})[_reliance(trail)] = None
    for cite in cited:
        page = f"{cite.page}/".removesuffix("index/")
        href = f"{page}#{cite.anchor}" if cite.anchor else page or "."
        found.setdefault(cite.claim, {})[Reliance(f"Page “{cite.title}”", href)] = None
    return {claim_id: tuple(each) for claim_id, each in found.items()}


def cited_together(value: Any) -> tuple[tuple[str, ...], ...]:
    """The claims of each thing in `value` that cites some, as it cites them: each group once."""
    return tuple(dict.fromkeys(claims for _, claims in _relying(value, ()) if claims))


def _relying(
    value: Any, trail: tuple[Any, ...]
) -> Iterator[tuple[tuple[Any, ...], tuple[str, ...]]]:
    """(the values around it, from outside in; claim ids) for each value below that can cite."""
    if isinstance(value, tuple):
        for item in value:
            yield from _relying(item, trail)
    elif is_dataclass(value) and type(value).__name__ != "Claim":
        if type(value).__name__ not in _NOT_PLACES:
            trail = (*trail, value)
        for part in fields(value):
            inner = getattr(value, part.name)
            if part.name == "claims" and not isinstance(value, Guide):
                yield trail, inner
            else:
                yield from _relying(inner, trail)


def _reliance(trail: tuple[Any, ...]) -> Reliance:
    homes = [address for each in trail if (address := home(each, answered=True))]
    label = ", ".join(map(_called, trail))
    return Reliance(f"{label[:1].upper()}{label[1:]}", homes[0] if homes else "")


def _called(value: Any) -> str:
    known = kind_of(value)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(value).__name__).lower()
    kind = known.name if known else words
    name = next((getattr(value, field) for field in _NAMES if hasattr(value, field)), "")
    words = plain(str(getattr(name, "text", name)))  # the name may be a statement
    return f"{kind} “{words}”" if words else kind
