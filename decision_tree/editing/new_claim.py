"""A start for a claim, behind the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..engine.model import Guide
from ..loader.fields import UNWRITTEN
from .starts import append, check_id

__all__ = ["new_claim"]


def new_claim(guide: Guide, name: str, today: str, content: Path) -> Path:
    """Add a claim to the end of claims.yml and return that file; `today` is when it was checked.

    Raises StartError when the name is taken or no id.
    """
    check_id(name, set(guide.claim_by_id))
    file = content / "claims.yml"
    append(file, _claim_lines(name, today))
    return file


def _claim_lines(name: str, today: str) -> Iterator[str]:
    yield f"  - id: {name}"
    yield "    product: kserve"
    yield "    topic: contract"
    yield f"    text: {UNWRITTEN} The statement, in our own words."
    yield f'    versions: "{UNWRITTEN}"'
    yield f"    source: {UNWRITTEN}/{UNWRITTEN}:{UNWRITTEN}@{UNWRITTEN}"
    yield f'    checked: "{today}"'
    yield "    about: statement"
    yield "    evidence: code"
