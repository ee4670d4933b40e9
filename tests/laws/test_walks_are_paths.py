"""Law: answers lead where the tree's paths lead, whatever their order and whatever else is said."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.model import Tree
from decision_tree.engine.walk import path_counts, paths, walk
from tests.laws.brute_force import consistent, outcomes_of
from tests.laws.strategies import answers, trees


@given(trees())
def test_each_path_answered_in_full_is_its_own_walk(tree: Tree) -> None:
    for path in paths(tree):
        walked = walk(tree, dict(path.answers))
        assert walked.outcome is not None
        assert walked.outcome.id == path.outcome
        assert walked.next is None


@given(trees())
def test_paths_are_all_different_and_counted_exactly(tree: Tree) -> None:
    found = list(paths(tree))
    assert len({path.answers for path in found}) == len(found)
    counted = Counter(path.outcome for path in found)
    assert path_counts(tree) == {o.id: counted[o.id] for o in tree.outcomes}
    assert tree.longest[tree.start] == max(len(path.answers) for path in found)


@given(st.data())
def test_the_order_of_answers_and_answers_off_the_way_change_nothing(data: st.DataObject) -> None:
    tree = data.draw(trees())
    given_answers = data.draw(answers(tree))
    walked = walk(tree, given_answers)
    shuffled = dict(data.draw(st.permutations(list(given_answers.items()))))
    assert walk(tree, shuffled) == walked
    assert walk(tree, dict(walked.answers)) == walked
    assert walk(tree, {**given_answers, "nobody": "asks"}) == walked


@given(st.data())
def test_what_stays_possible_is_where_the_paths_left_open_end(data: st.DataObject) -> None:
    tree = data.draw(trees())
    given_answers = data.draw(answers(tree))
    walked = walk(tree, given_answers)
    ends = outcomes_of(consistent(tree, given_answers))
    assert [o.id for o in walked.possible] == [o.id for o in tree.outcomes if o.id in ends]
    assert (walked.outcome is None) == (len(ends) > 1)
    unanswered = [q.id for q in tree.order if given_answers.get(q.id) is None]
    asked = {q for path in consistent(tree, given_answers) for q, _ in path.answers}
    assert [q.id for q in walked.open] == [q for q in unanswered if q in asked]


@given(st.data())
def test_another_answer_never_makes_more_possible(data: st.DataObject) -> None:
    tree = data.draw(trees())
    given_answers = data.draw(answers(tree))
    before = walk(tree, given_answers)
    for question in (*before.open, *(q for q, option in before.asked if option is None)):
        for option in question.options:
            after = walk(tree, {**given_answers, question.id: option.id})
            assert set(after.possible) <= set(before.possible)
