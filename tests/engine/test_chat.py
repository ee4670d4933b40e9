"""The few lines of a result for a chat hold what decides a meeting, and no markup."""

from __future__ import annotations

import pytest

from decision_tree.engine.chat import chat_text
from decision_tree.engine.display_names import CONTRACT_OWNERS
from decision_tree.engine.explain import weighed
from decision_tree.engine.link import State, decode
from decision_tree.engine.markup import plain
from decision_tree.engine.model import NOT_SURE, Guide
from decision_tree.engine.outcome import answered
from decision_tree.engine.record import Typed
from decision_tree.engine.walk import paths, walk
from tests.conftest import published

LONGEST = 700
"""Characters: a screen of a phone."""

OUTCOMES = [outcome.id for outcome in published().tree.outcomes]


def said(guide: Guide, fragment: str, title: str = "") -> list[str]:
    """The lines for the result at `fragment`."""
    return chat_text(guide, decode(guide.tree, fragment), Typed(title=title)).splitlines()


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_outcome_is_told_in_four_lines(guide: Guide, outcome: str) -> None:
    """On every way to it: the verdict, what decided it, what it costs, and whose it is."""
    chosen = guide.tree.outcome_by_id[outcome]
    for path in paths(guide.tree):
        if path.outcome != outcome:
            continue
        walked = walk(guide.tree, dict(path.answers))
        text = chat_text(guide, State(guide.tree.version, path.answers), Typed())
        verdict, why, cost, owner = text.splitlines()
        decided = weighed(guide.tree, walked)[0]
        assert decided.part == "decided"
        assert decided.option
        gaps = " No gate before production is answered yet." if walked.gaps else ""
        assert verdict == f"Serving contract: {plain(chosen.title)}.{gaps}"
        assert why.startswith(f"Why: {plain(decided.question.ask)}")
        assert why.endswith(f" {plain(decided.option.text)}. {plain(decided.option.reason.text)}")
        assert cost == f"What it costs: {plain(answered(chosen, walked.given).cost.text)}"
        assert owner == f"Who owns it: {CONTRACT_OWNERS[chosen.owner]}."
        assert len(text) <= LONGEST
        assert "`" not in text
        assert "**" not in text


def test_the_gaps_that_are_left_are_counted_beside_the_verdict(gated: Guide) -> None:
    path = next(path for path in paths(gated.tree) if walk(gated.tree, dict(path.answers)).gates)
    gates = [gate for gate, _ in walk(gated.tree, dict(path.answers)).gates]
    passed = [(gate.id, next(each.id for each in gate.options if not each.gap)) for gate in gates]
    told = {}
    for count in range(len(gates) + 1):
        state = State(gated.tree.version, (*path.answers, *passed[:count]))
        verdict = chat_text(gated, state, Typed()).splitlines()[0]
        told[count] = verdict.partition(". ")[2]
    assert told == {
        0: "No gate before production is answered yet.",
        1: "Close 1 gap before production.",
        2: "",
    }


def test_a_typed_title_is_what_the_text_is_about(small: Guide) -> None:
    title = " How we\nserve\u202e it "
    assert said(small, "v=2&shape=graph&pager=can", title)[0] == "How we serve it: Go right."


def test_what_is_open_says_what_to_settle_first_and_names_the_few_that_are_left(
    small: Guide, guide: Guide
) -> None:
    assert said(small, "v=2&shape=graph&pager=not-sure") == [
        "Serving contract: not settled yet. 2 outcomes are possible.",
        "Settle this first: Can on-call debug the graph? Ask: On-call lead.",
        "Still possible: Go left; Go right.",
    ]
    first = f"v={guide.tree.version}&{guide.tree.start}={NOT_SURE}"
    assert len(said(guide, first)) == 2


def test_a_link_that_somebody_changed_is_no_word_of_the_tree(small: Guide) -> None:
    changed = said(small, "v=2&shape=one-model&owner=platform&outcome=right")
    assert changed[1].startswith("The link named: Go right. Somebody changed")


def test_an_old_link_says_what_it_said(small: Guide) -> None:
    old = said(small, "v=1&shape=one-model&owner=platform&outcome=right")
    assert old[:2] == [
        "Serving contract: Go left.",
        "Version 1 of the tree said: Go right. “Platform” (Contract owner) leads elsewhere today.",
    ]
