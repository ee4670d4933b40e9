"""The sheet for people who read the same cases: each brief, without facts, answers and outcomes."""

from __future__ import annotations

import hashlib

from ...engine.html_parts import fold, link, listing, paragraph
from ...engine.markup import Markup, element, inline, join
from ...engine.model import Guide, Scenario

__all__ = ["brief_digest", "reading_sheet"]


def brief_digest(case: Scenario) -> str:
    """Eight characters that change with any word that readers of this case are given."""
    said = (*case.brief, *case.requirements, *case.risks, *case.boundaries)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:8]


def reading_sheet(guide: Guide, root: str) -> Markup:
    """Every scenario as a case to read: its name, the digest of its text, and the brief."""
    start = link("", f"{root}decide/", "Answer the tree for this case")
    return join(
        fold(
            element("h3", None, f"{number}. {case.title}"),
            paragraph("dt-hint", f"{case.id}, text {brief_digest(case)}"),
            *(paragraph("", inline(text)) for text in case.brief),
            listing(map(inline, (*case.requirements, *case.risks, *case.boundaries))),
            paragraph("", start),
            name=f"case-{case.id}",
        )
        for number, case in enumerate(guide.scenarios, 1)
    )
