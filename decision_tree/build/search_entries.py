"""What the search finds besides the text of pages: each question, each claim by itself."""

from __future__ import annotations

from collections.abc import Iterator

from ..engine.model import Claim, Guide, Question
from ..engine.parts import PRODUCTS

__all__ = ["Entry", "search_entries"]

Entry = dict[str, str]
"""What the theme's index holds for one place: location, title, text."""


def search_entries(guide: Guide) -> Iterator[Entry]:
    """An entry for each question of the tree, and for each claim."""
    yield from map(_question, guide.tree.questions)
    yield from map(_claim, guide.claims)


def _question(question: Question) -> Entry:
    answers = " ".join(f"{option.text}. {option.detail}" for option in question.options)
    return {
        "location": f"decide/#q-{question.id}",
        "title": question.ask,
        "text": _escaped(f"{question.label}: {question.why} {answers}"),
    }


def _claim(claim: Claim) -> Entry:
    about = claim.topic.replace("-", " ")
    return {
        "location": f"claims/#{claim.id}",
        "title": f"{PRODUCTS[claim.product]}: {about}",
        "text": _escaped(claim.text),
    }


def _escaped(text: str) -> str:
    # The theme shows what it finds as HTML.
    plain = text.replace("`", "").replace("**", "")
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
