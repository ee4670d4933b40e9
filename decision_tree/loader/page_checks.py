"""What must hold of the pages in docs/: the claims they cite exist, and each claim is relied on."""

from __future__ import annotations

from pathlib import Path

from ..engine.model import Guide
from .cites import cites
from .places import places
from .problems import Place, Problem, did_you_mean, shown

__all__ = ["check_cites"]


def check_cites(guide: Guide, docs: Path | None, content: Path) -> list[Problem]:
    """Claims that pages cite and that do not exist, and claims that nothing relies on."""
    known = guide.claim_by_id
    found = tuple(cites(docs))
    problems = [
        Problem(
            cite.place,
            f"there is no claim “{cite.claim}”; {did_you_mean(cite.claim, known)}",
            "unknown-claim",
            cite.source,
        )
        for cite in found
        if cite.claim not in known
    ]
    if docs is None:  # somebody else's content: their pages may cite what the data does not
        return problems
    relied = places(guide, found)
    file = content / "claims.yml"
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        name = line.removeprefix("  - id: ").strip() if line.startswith("  - id: ") else ""
        if name and not relied[name]:
            message = f"nothing relies on the claim “{name}”; cite it or remove it"
            problems.append(Problem(Place(shown(file), number, 9), message, "uncited", line))
    return problems
