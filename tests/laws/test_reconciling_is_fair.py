"""Law: two links compared the other way round say the same, with the sides exchanged."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.link import State
from decision_tree.engine.reconcile import join_fragments, reconcile, split_fragment
from decision_tree.engine.walk import walk
from tests.laws.strategies import answers, trees


@given(st.data())
def test_the_sides_can_be_exchanged(data: st.DataObject) -> None:
    tree = data.draw(trees())
    one, two = (State(1, tuple(data.draw(answers(tree)).items())) for _ in "ab")
    there, back = reconcile(tree, one, two), reconcile(tree, two, one)
    assert (there.first, there.second) == (back.second, back.first)
    assert there.same == back.same
    assert there.agreed == back.agreed
    for row, other in zip(there.differences, back.differences, strict=True):
        assert row.question == other.question
        assert (row.first, row.second) == (other.second, other.first)
        assert row.decides == other.decides
        assert row.with_theirs == other.with_theirs[::-1]


@given(st.data())
def test_every_question_asked_is_the_same_or_a_difference(data: st.DataObject) -> None:
    tree = data.draw(trees())
    one, two = (data.draw(answers(tree)) for _ in "ab")
    found = reconcile(tree, State(1, tuple(one.items())), State(1, tuple(two.items())))
    mine, theirs = (dict(walk(tree, each).answers) for each in (one, two))
    same = [q for q in mine if mine[q] == theirs.get(q)]
    assert [question.id for question, _ in found.same] == same
    assert {row.question.id for row in found.differences} == (mine.keys() | theirs.keys()) - {*same}
    assert found.agreed or found.differences


@given(st.data())
def test_nothing_differs_from_itself(data: st.DataObject) -> None:
    tree = data.draw(trees())
    state = State(1, tuple(data.draw(answers(tree)).items()))
    found = reconcile(tree, state, state)
    assert found.agreed
    assert not found.differences


_links = st.lists(st.sampled_from(["v=1", "q-0=o-1", "ask=q-1"]), max_size=3).map("&".join)


@given(_links, _links)
def test_an_address_holds_two_links_and_gives_both_back(first: str, second: str) -> None:
    assert split_fragment(join_fragments(first, second)) == (first, second)
