"""What the search finds besides the text of pages: each question, outcome, claim, case and term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...engine.model import Claim, Drill, Guide, Outcome, Question, Scenario, Term
from ...engine.parts import PRODUCTS
from ..pages.sources import TOPICS

__all__ = ["Entry", "search_entries", "without_marks"]

Entry = dict[str, str]
"""What the theme's index holds for one place: location, title, text."""


def search_entries(guide: Guide) -> Iterator[Entry]:
    """An entry for each question and outcome of the tree, each claim, scenario, drill and term."""
    yield from map(_question, guide.tree.questions)
    yield from map(_outcome, guide.tree.outcomes)
    yield from map(_claim, guide.claims)
    yield from map(_scenario, guide.scenarios)
    yield from map(_drill, guide.drills)
    yield from map(_term, guide.terms)


def without_marks(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The theme's own entries without the marks that lead to sources.

    Those of outcome pages go: each would show the whole page where one sentence will do.
    """
    for entry in entries:
        if not entry["location"].startswith("o/"):
            yield {**entry, "text": entry["text"].replace("†", "")}


def _question(question: Question) -> Entry:
    answers = " ".join(f"{option.text}. {option.detail}" for option in question.options)
    told = f"{question.label}: {question.why} {answers}"
    return _entry(f"decide/#q-{question.id}", question.ask, told)


def _outcome(outcome: Outcome) -> Entry:
    units = ", ".join(unit.unit for unit in outcome.rollback_units)
    told = f"{outcome.answer} {outcome.suits} What it costs: {outcome.cost.text}"
    return _entry(f"o/{outcome.id}/", outcome.title, f"{told} What is rolled back: {units}.")


def _claim(claim: Claim) -> Entry:
    title = f"{PRODUCTS[claim.product]}: {TOPICS[claim.topic]}"
    return _entry(f"claims/#{claim.id}", title, claim.text)


def _scenario(case: Scenario) -> Entry:
    return _entry(f"practice/#scenario-{case.id}", f"Scenario: {case.title}", " ".join(case.brief))


def _drill(case: Drill) -> Entry:
    return _entry(f"drills/#drill-{case.id}", f"Drill: {case.title}", case.pager)


def _term(term: Term) -> Entry:
    return _entry(f"glossary/#{term.id}", term.term, term.means.text)


def _entry(location: str, title: str, text: str) -> Entry:
    return {"location": location, "title": title, "text": _escaped(text)}


def _escaped(text: str) -> str:
    # The theme shows what it finds as HTML.
    plain = text.replace("`", "").replace("**", "")
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
