"""What an outcome says is shown wherever outcomes are: a new field is forgotten nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from decision_tree.engine.decide_page import View
from decision_tree.engine.link import State
from decision_tree.engine.model import Guide, Outcome, Statement
from decision_tree.engine.outcome import HEADINGS, answered, sections
from decision_tree.engine.record import Typed, record_markdown
from decision_tree.engine.walk import Path, paths, walk
from decision_tree.quiz_in_terminal import result_text
from decision_tree.website.beside_pages.search_entries import with_ours
from decision_tree.website.pages.outcome_pages import outcome_page, outcome_source

MARK = "Brzk"
"""A word that stands in no text of the guide."""

NO_TEXT = {"id", "lean", "owner", "claims", "gates", "assumes", "after"}
"""The fields that say nothing by themselves: what they are is shown by other words."""

NO_SECTION = {"title", "answer", "suits"}
"""The texts that stand beside the sections, each where its place is."""

SHOWN_BY: dict[str, tuple[set[str], Callable[[Guide, Path], str]]] = {
    "a result": (
        set(),
        lambda guide, path: View(guide).page(State(guide.tree.version, path.answers)).html,
    ),
    "its page": (
        set(),
        lambda guide, path: (
            outcome_source(guide.tree.outcome_by_id[path.outcome])
            + outcome_page(guide, "../../", path.outcome)
        ),
    ),
    "the page without the engine": (set(), lambda guide, _: View(guide).static()),
    "a record": (
        {"suits"},
        lambda guide, path: record_markdown(
            guide, State(guide.tree.version, path.answers), Typed()
        ),
    ),
    "the terminal": (
        {"suits"},
        lambda guide, path: result_text(guide, walk(guide.tree, dict(path.answers))),
    ),
}
"""What shows an outcome: the texts that it leaves out on purpose, and how it is made. Whom it
suits is read on the page, where a team can still choose."""

TEXTS = tuple(each.name for each in fields(Outcome) if each.name not in NO_TEXT)


def marked(value: Any) -> Any:
    """`value` with the mark in every text of it."""
    if isinstance(value, Statement):
        return Statement(f"{value.text} {MARK}", value.claims)
    if isinstance(value, tuple):
        return tuple(map(marked, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{e.name: marked(getattr(value, e.name)) for e in fields(value)})
    return f"{value} {MARK}" if isinstance(value, str) else value


def with_mark(guide: Guide, name: str) -> tuple[Guide, Path]:
    """The guide with a mark in this field of an outcome that says something there, and a path to
    that outcome."""
    tree = guide.tree
    found = next((each for each in tree.outcomes if getattr(each, name)), None)
    assert found, f"no outcome of tree.yml has {name}: nothing shows where it stands"
    changed = replace(found, **{name: marked(getattr(found, name)), "after": ()})
    outcomes = tuple(changed if each is found else each for each in tree.outcomes)
    path = next(each for each in paths(tree) if each.outcome == found.id)
    return replace(guide, tree=replace(tree, outcomes=outcomes)), path


@pytest.mark.parametrize("name", [each for each in TEXTS if each not in NO_SECTION])
def test_each_text_of_an_outcome_is_in_a_section(guide: Guide, name: str) -> None:
    changed, path = with_mark(guide, name)
    outcome = changed.tree.outcome_by_id[path.outcome]
    said = sections(outcome, outcome.conditions)
    told = f"{name} is in no section: give it a body in `sections`, engine/outcome.py"
    assert MARK in str(said), told


PACES = {"kserve-release-pace", "kserve-upgrade-slot", "ray-release-pace"}
"""Claims on how often a product is released, or has to be upgraded."""


def test_both_products_cost_an_upgrade_and_room_for_a_rollback(guide: Guide) -> None:
    """Who compares the costs of two results finds the same two items in both. Where a provider
    upgrades, how often is the provider's part."""
    short = {}
    for outcome in guide.tree.outcomes:
        if outcome.lean not in ("kserve", "ray-serve"):
            continue
        after = {
            f"undo-upgrade={answer}": answered(outcome, {f"undo-upgrade={answer}"}).cost
            for answer in ("yes", "provider")
        }
        for given, cost in after.items():
            paced = given.endswith("provider") or PACES & set(cost.claims)
            if not paced or "rollback" not in cost.text:
                short[outcome.id, given] = cost.text
    assert not short


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("place", SHOWN_BY)
def test_each_text_of_an_outcome_is_shown(guide: Guide, place: str, name: str) -> None:
    left_out, shown = SHOWN_BY[place]
    changed, path = with_mark(guide, name)
    told = "is left out there no longer" if name in left_out else "is not shown there"
    assert (MARK in shown(changed, path)) == (name not in left_out), f"{place}: {name} {told}"


def test_each_section_has_a_heading_and_the_search_calls_the_cost_by_it(guide: Guide) -> None:
    outcome = guide.tree.outcomes[0]
    assert list(sections(outcome, ())) == list(HEADINGS)
    found = [each["text"] for each in with_ours((), guide) if outcome.title == each["title"]]
    assert [text for text in found if f"{HEADINGS['cost']}: " in text] == found != []
