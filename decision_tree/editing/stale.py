"""When a claim is stale, and everything that relies on stale ones."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..engine.checked import age
from ..engine.model import Claim, Guide
from ..loader.claim_uses import Reliance
from ..loader.source_address import source_address

__all__ = ["GUIDE_DAYS", "Stale", "listed", "markdown", "stale", "stale_before"]

GUIDE_DAYS = 180
"""Days after which a claim counts as stale in the guide, for those who keep it up to date."""


@dataclass(frozen=True, slots=True)
class Stale:
    """A claim, its age in days, and what relies on it."""

    claim: Claim
    age: int
    relied: tuple[Reliance, ...]

    def data(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "id": self.claim.id,
            "text": self.claim.text,
            "source": self.claim.source,
            "versions": self.claim.versions,
            "checked": self.claim.checked,
            "about": self.claim.about,
            "evidence": self.claim.evidence,
            "how": self.claim.how,
            "age": self.age,
            "relied_on_by": [{"label": each.label, "href": each.href} for each in self.relied],
        }


def stale_before(today: str, older_than: int) -> str:
    """The day before which a check is more than `older_than` days old on `today` (YYYY-MM-DD)."""
    day = datetime.date.fromisoformat(today).toordinal() - older_than
    return datetime.date.fromordinal(max(day, 1)).isoformat()


def stale(
    guide: Guide, relied: Mapping[str, tuple[Reliance, ...]], today: str, older_than: int
) -> tuple[Stale, ...]:
    """The claims checked more than `older_than` days before `today` (YYYY-MM-DD), oldest first;
    none for 0 days, which is no limit."""
    if not older_than:
        return ()
    aged = (Stale(claim, age(claim.checked, today), relied[claim.id]) for claim in guide.claims)
    return tuple(
        sorted((each for each in aged if each.age > older_than), key=lambda each: -each.age)
    )


def listed(found: tuple[Stale, ...]) -> str:
    """The stale claims for a terminal."""
    return "\n".join(
        "\n".join(
            (
                f"{each.claim.id}: checked {each.claim.checked}, {each.age} days ago "
                f"({each.claim.versions})",
                f"  {each.claim.text}",
                f"  {each.claim.source}",
                *(f"  - {place.label}, {place.href}" for place in each.relied),
            )
        )
        for each in found
    )


def markdown(found: tuple[Stale, ...], older_than: int) -> str:
    """The stale claims as the body of an issue, a box to tick for each."""
    lines = [
        f"{len(found)} of the guide's claims were last checked more than {older_than} days ago. "
        "Read each source again, correct the text or the date in "
        "`decision_tree/content/claims.yml`, and tick it off. This text is written anew by the "
        "scheduled check.",
        "",
    ]
    for each in found:
        address = source_address(each.claim.source)
        source = f"[source]({address})" if address else f"`{each.claim.source}`"
        lines.append(
            f"- [ ] `{each.claim.id}`, checked {each.claim.checked} for {each.claim.versions}: "
            f"{each.claim.text} ({source})"
        )
        lines += [f"  - {place.label}" for place in each.relied]
    return "\n".join(lines) + "\n"
