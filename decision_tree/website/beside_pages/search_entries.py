"""What the search finds besides the text of pages: each question, outcome, claim, case and term."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from decision_tree.engine.markup import plain

from ...engine.display_names import PRODUCT_NAMES
from ...engine.kinds import KINDS, OUTCOMES, home, rows_of
from ...engine.model import (
    Account,
    Claim,
    Drill,
    Gate,
    Guide,
    Neighbour,
    Outcome,
    Question,
    Reason,
    Scaler,
    Scenario,
    Sight,
    Term,
    Unit,
)
from ...engine.outcome import HEADINGS
from ..pages.sources import TOPICS

__all__ = ["RANKS", "SEPARATOR", "TAGS_WEIGHT", "Entry", "found_by", "with_ours", "without_folds"]

Entry = dict[str, Any]
"""What the theme's index holds for one place: location, title, text; tags and boost where it has
some."""

RANKS = {
    "contribute/": 0.001,
    "try/": 0.001,
    "accessibility/": 0.01,
    "security/": 0.01,
    "privacy/": 0.01,
    "licences/": 0.001,
    "changes/": 0.01,
    "about/": 0.1,
    "agreement/": 0.1,
    "examples/": 0.2,
    "practice/": 0.5,
    "drills/": 0.5,
    "accounts/": 0.5,
    "faq/": 4,
    "rollback/": 3,
    "incident/": 3,
    "oncall/": 3,
    "decide/": 2,
    "autoscaling/": 2,
}
"""How much more, or less, a hit counts on the pages below these addresses: what answers a reader
comes before what somebody says of it, and pages for contributors last."""

SEPARATOR = r"[\s,;:!?()\[\]{}\"“”‘’/]+|\.+(?=\s|$)"
"""Where words end. A hyphen ends none: `llm-d` is one name."""

TAGS_WEIGHT = 20_000
"""What a word from search.yml counts, where a word of a title counts a thousand."""


_FOLD = re.compile(
    r"<details\b[^>]*>\s*<summary>\s*(<h([2-6])\b[^>]*>(?:(?!</h\2>).)*</h\2>)\s*</summary>",
    re.DOTALL,
)
"""The start of a fold whose summary is a heading."""


def found_by(
    entries: Iterable[Entry], words: Mapping[str, tuple[str, ...]]
) -> tuple[list[Entry], list[str]]:
    """The entries with their ranks and with the `words` for their places; and the places that are
    in no entry."""
    left = set(words)
    made = []
    for entry in entries:
        location = entry["location"]
        rank = next((rank for start, rank in RANKS.items() if location.startswith(start)), 1)
        names = (location, location.partition("#")[2])
        tags = tuple(word for name in names for word in words.get(name, ()))
        left.difference_update(names)
        made.append({**entry, **({"boost": rank} if rank != 1 else {}), **_tagged(tags)})
    return made, sorted(left)


def _tagged(tags: tuple[str, ...]) -> dict[str, Any]:
    return {"tags": [_escaped(tag) for tag in tags]} if tags else {}


def _search_entries(guide: Guide) -> Iterator[Entry]:
    """An entry for each thing of a kind that search finds, in the order of `KINDS`."""
    for kind in KINDS:
        if made := _ENTRIES.get(kind.type):
            yield from map(made, rows_of(guide, kind))


def with_ours(entries: Iterable[Entry], guide: Guide) -> Iterator[Entry]:
    """The theme's own entries and then ours. Of the theme's, those of outcome pages go, since each
    would show the whole page where one sentence will do, and those of places that have ours."""
    ours = tuple(_search_entries(guide))
    taken = {entry["location"] for entry in ours}
    for entry in entries:
        if not entry["location"].startswith(OUTCOMES) and entry["location"] not in taken:
            yield entry
    yield from ours


def without_folds(html: str) -> str:
    """The page's content with the headings of folds in front of what these hold. The theme's search
    counts a heading's text to the end of what the heading stands in, which is the summary."""
    return _FOLD.sub(r"\1", html)


def _question(question: Question) -> Entry:
    answers = " ".join(f"{option.text}. {option.detail}" for option in question.options)
    told = f"{question.label}: {question.why} {answers}"
    return _entry(question, question.ask, told)


def _gate(gate: Gate) -> Entry:
    answers = " ".join(f"{option.text}. {option.detail}" for option in gate.options)
    return _entry(gate, gate.ask, f"{gate.label}: {gate.why} {answers}")


def _sight(sight: Sight) -> Entry:
    return _entry(sight, f"Incident: {sight.name}", sight.detail)


def _outcome(outcome: Outcome) -> Entry:
    units = ", ".join(unit.unit for unit in outcome.rollback_units)
    told = f"{outcome.answer} {outcome.suits} {HEADINGS['cost']}: {outcome.cost.text}"
    return _entry(outcome, outcome.title, f"{told} {HEADINGS['units']}: {units}.")


def _claim(claim: Claim) -> Entry:
    title = f"{PRODUCT_NAMES[claim.product]}: {TOPICS[claim.topic]}"
    return _entry(claim, title, claim.text)


def _scenario(case: Scenario) -> Entry:
    return _entry(case, f"Scenario: {case.title}", " ".join(case.brief))


def _drill(case: Drill) -> Entry:
    return _entry(case, f"Drill: {case.title}", case.pager)


def _term(term: Term) -> Entry:
    return _entry(term, term.term, term.means.text)


def _unit(unit: Unit) -> Entry:
    """All that the fold of a unit says in its own words: the page's entries leave these out."""
    steps = (f"{step.do.text} {step.command}" for step in unit.steps)
    said = (unit.how.text, unit.command, *steps, unit.leaves.text, unit.otherwise.text)
    told = " ".join(filter(None, (*said, unit.time.text)))
    return _entry(unit, f"Roll back: {unit.name}", told)


def _scaler(scaler: Scaler) -> Entry:
    return _entry(scaler, scaler.layer, f"{scaler.signal.text} {scaler.fights.text}")


def _neighbour(neighbour: Neighbour) -> Entry:
    return _entry(neighbour, neighbour.name, f"{neighbour.what.text} {neighbour.prefer.text}")


def _account(account: Account) -> Entry:
    return _entry(account, account.who, account.chose_detail)


def _reason(reason: Reason) -> Entry:
    return _entry(reason, reason.text, reason.says.text)


_ENTRIES: dict[type[Any], Callable[[Any], Entry]] = {
    Question: _question,
    Gate: _gate,
    Sight: _sight,
    Outcome: _outcome,
    Claim: _claim,
    Scenario: _scenario,
    Unit: _unit,
    Drill: _drill,
    Scaler: _scaler,
    Neighbour: _neighbour,
    Term: _term,
    Account: _account,
    Reason: _reason,
}
"""How a thing of each kind is found; a kind without a line is found by the text of its page."""


def _entry(thing: Any, title: str, text: str) -> Entry:
    return {"location": home(thing), "title": title, "text": _escaped(text)}


def _escaped(text: str) -> str:
    # The theme shows what it finds as HTML. Quotes stay: words are looked up in this text.
    return plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
