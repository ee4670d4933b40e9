"""What must hold of claims and of what cites them: each rests on what acts, at its own version."""

from __future__ import annotations

from ..engine.model import ACTING, EVIDENCE
from .claim_versions import fits, told_in, version_of
from .draft import Draft
from .fields import PRODUCTS
from .rows import rows
from .source_address import lines_of

__all__ = ["check_claims"]


def check_claims(draft: Draft) -> None:
    """Note weak evidence, sources of other versions, and texts on a product without a claim."""
    _evidence(draft)
    _sources(draft)
    _told(draft)
    _uncited(draft)


def _evidence(draft: Draft) -> None:
    """What happens is known from what acts: makers say of their product what they remember."""
    for where, row in rows(draft, ("claims", "claims")):
        evidence = row.get("evidence")
        if row.get("about") == "behaviour" and evidence in EVIDENCE and evidence not in ACTING:
            message = (
                f"this claim tells what happens, and {evidence} is no evidence of that; read "
                "the code that acts or run it, or say in the text who says so and write "
                "about: statement"
            )
            draft.problem((*where, "evidence"), message, "evidence")


def _sources(draft: Draft) -> None:
    """A claim's source is at a version that the claim was checked for."""
    for where, row in rows(draft, ("claims", "claims")):
        version, versions = version_of(str(row.get("source") or "")), str(row.get("versions") or "")
        if version and not fits(versions, version):
            message = (
                f"the source is at version {version}, and the claim was checked for {versions}; "
                "name the source at that version, or the version that was read"
            )
            draft.problem((*where, "source"), message, "source-version")
        first, last = lines_of(str(row.get("source") or ""))
        if first > last:
            message = f"the lines {first} to {last} are none; name the first one first"
            draft.problem((*where, "source"), message, "source-lines")


def _told(draft: Draft) -> None:
    """What a run showed is known of the versions that were run, and the sentence tells no other."""
    for where, row in rows(draft, ("claims", "claims")):
        versions = str(row.get("versions") or "")
        for version in told_in(str(row.get("text") or "")) if row.get("evidence") == "run" else ():
            if not fits(versions, version):
                message = (
                    f"this claim tells of version {version}, and it was checked for {versions}; "
                    "write into `versions` what was run too, or leave it out of the text"
                )
                draft.problem((*where, "text"), message, "told-version")
                break


def _uncited(draft: Draft) -> None:
    """Texts that rest on the claims of the whole entry and not on some of their own."""
    for name, fields in (("questions", ("ask", "why")), ("outcomes", ("answer", "suits"))):
        for where, row in rows(draft, ("tree", name)):
            for field in fields:
                named = PRODUCTS.search(str(row.get(field) or ""))
                if named and not row.get("claims"):
                    message = (
                        f"this text names “{named[0]}” and the {name[:-1]} cites no claim; list "
                        "what it rests on in `claims`"
                    )
                    draft.problem((*where, field), message, "uncited")
