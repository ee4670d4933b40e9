"""Law: encode and decode are inverse for every state that a reader can reach."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.decide_page import View
from decision_tree.engine.link import State, decode, encode
from decision_tree.engine.model import Guide, Tree
from decision_tree.engine.walk import walk
from tests.laws.strategies import PUBLISHED, fragments, guides, guides_and_states


@given(guides_and_states())
def test_decoding_what_was_encoded_gives_the_state_back(found: tuple[Guide, State]) -> None:
    guide, state = found
    assert decode(guide.tree, encode(state)) == state
    assert decode(guide.tree, "#" + encode(state)) == state
    assert decode(guide.tree, encode(state).replace("&", "&amp;")) == state


@given(guides_and_states())
def test_every_link_of_every_page_is_a_state_written_the_one_way(
    found: tuple[Guide, State],
) -> None:
    guide, state = found
    html = View(guide).page(state).html
    for href in re.findall(r'href="#(v=[^"]*)"', html):
        fragment = unescape(href)
        linked = decode(guide.tree, fragment)
        assert not linked.notes
        assert encode(linked) == fragment


@given(st.data())
def test_decoding_anything_gives_a_state_whose_link_says_the_same(data: st.DataObject) -> None:
    tree = data.draw(st.just(PUBLISHED) | guides).tree
    state = decode(tree, data.draw(fragments(tree)))
    again = decode(tree, encode(state))
    retired = {row.id for row in tree.retired}
    assert (again.version, again.answers, again.ask, again.outcome) == (
        state.version,
        state.answers,
        state.ask,
        state.outcome,
    )
    assert not again.notes or state.outcome in retired


def test_every_state_of_the_published_tree_reached_without_doubt_survives_its_link() -> None:
    tree = PUBLISHED.tree
    count = 0
    todo: list[dict[str, str]] = [{}]
    while todo:
        given_so_far = todo.pop()
        count += _survives(tree, given_so_far)
        question = walk(tree, given_so_far).next
        if question:
            todo += ({**given_so_far, question.id: option.id} for option in question.options)
    assert count > len(tree.questions)
    print(f"{count} states survive their links")


def _survives(tree: Tree, answers: dict[str, str]) -> int:
    walked = walk(tree, answers)
    asks = ("", "result", *answers, *(question.id for question in walked.open))
    for ask in asks:
        outcome = walked.outcome.id if walked.outcome else ""
        state = State(tree.version, walked.answers, ask, outcome)
        assert decode(tree, encode(state)) == state
    return len(asks)
