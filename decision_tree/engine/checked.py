"""Which releases of the products claims were checked against, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .model import Claim

__all__ = ["checked_against"]

_PRODUCTS = (("kserve", "KServe"), ("ray-serve", "Ray"), ("kuberay", "KubeRay"))


def checked_against(claims: Iterable[Claim]) -> str:
    """Which releases these claims were checked against, and when last; "" of no claim.

    A product's release is the one that most of its claims name alone: "0.20.0", "v1.7.0".
    """
    chosen = tuple(claims)
    if not chosen:
        return ""
    told = [f"{name} {release}" for id, name in _PRODUCTS if (release := _release(chosen, id))]
    days = sorted({claim.checked for claim in chosen})
    when = f"on {days[0]}" if len(days) == 1 else f"between {days[0]} and {days[-1]}"
    against = f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)
    return f"Checked against {against}, {when}." if against else f"Checked {when}."


def _release(claims: tuple[Claim, ...], product: str) -> str:
    named = [
        claim.versions.removeprefix("v")
        for claim in claims
        if claim.product == product and re.fullmatch(r"v?\d+\.\d+\.\d+", claim.versions)
    ]
    return max(named, key=named.count, default="")
