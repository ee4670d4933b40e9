"""Law: what explains a result is what comparing every path with every other would say."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.explain import conditions, flips, leanings, narrowings, ruled_out
from decision_tree.engine.model import Tree
from decision_tree.engine.walk import certain, paths, walk
from tests.laws.brute_force import consistent, outcomes_of
from tests.laws.strategies import DECISIONS, answers, trees


@given(st.data())
def test_flips_are_the_single_changes_that_lead_elsewhere(data: st.DataObject) -> None:
    tree = data.draw(trees())
    walked = walk(tree, data.draw(answers(tree)))
    found = [(f.question.id, f.option.id, {o.id for o in f.possible}) for f in flips(tree, walked)]
    expected = []
    for question, chosen in walked.asked if walked.outcome else ():
        for option in question.options if chosen else ():
            ends = outcomes_of(consistent(tree, {**dict(walked.answers), question.id: option.id}))
            if option != chosen and ends != {o.id for o in walked.possible}:
                expected.append((question.id, option.id, ends))
    assert found == sorted(expected, key=lambda flip: len(flip[2]) > 1)
    for flip in flips(tree, walked):
        assert walk(tree, dict(flip.answers)).answers == flip.answers


@given(st.data())
def test_an_outcome_is_ruled_out_by_the_first_answer_after_which_no_path_reaches_it(
    data: st.DataObject,
) -> None:
    tree = data.draw(trees())
    walked = walk(tree, data.draw(answers(tree)))
    expected: dict[str, str] = {}
    for position, (question, _) in enumerate(walked.asked):
        ends = outcomes_of(consistent(tree, dict(walked.answers[: position + 1])))
        for outcome in tree.outcomes:
            if outcome.id not in ends:
                expected.setdefault(outcome.id, question.id)
    rows = ruled_out(tree, walked)
    assert {row.outcome.id: row.question.id for row in rows} == expected
    assert [row.outcome for row in rows] == [o for o in tree.outcomes if o.id in expected]
    assert all(dict(walked.answers)[row.question.id] == row.option.id for row in rows)


@given(st.data())
def test_narrowing_is_the_average_over_every_path_left_open(data: st.DataObject) -> None:
    tree = data.draw(trees())
    walked = walk(tree, data.draw(answers(tree)))
    found = narrowings(tree, walked)
    for row in found:
        assert row.left == _left(tree, dict(walked.answers), row.question.id)
    assert [row.left for row in found] == sorted(row.left for row in found)
    unsettled = {q.id for q, option in walked.asked if option is None}
    assert {row.question.id for row in found} == unsettled | {q.id for q in walked.open}


def _left(tree: Tree, known: dict[str, str], question: str) -> Fraction:
    everything = consistent(tree, known)
    said = Counter(dict(path.answers).get(question) for path in everything)
    left = sum(
        ways * len(outcomes_of(consistent(tree, {**known, question: said} if said else known)))
        for said, ways in said.items()
    )
    return Fraction(left, len(everything))


@given(st.data())
def test_each_leaning_is_counted_in_its_own_row(data: st.DataObject) -> None:
    tree = data.draw(trees())
    walked = walk(tree, data.draw(answers(tree)))
    for decision, row in zip(DECISIONS, leanings(tree, DECISIONS, walked), strict=True):
        leans = [
            lean
            for question, option in walked.asked
            if option and not _one_side(tree, question.id)
            for lean in option.leans
        ]
        sides = Counter(side for about, side in leans if about == decision.id)
        assert Counter(side for _, _, side in row.answers) == sides
        most = [side for side, count in sides.items() if count == max(sides.values())]
        assert row.side == ("" if not most else most[0] if len(most) == 1 else "split")


def _one_side(tree: Tree, question: str) -> bool:
    """Whether every path on which a question is asked ends in outcomes of one lean."""
    asked = (path for path in paths(tree) if question in dict(path.answers))
    return len({tree.outcome_by_id[path.outcome].lean for path in asked}) == 1


@given(st.data())
def test_conditions_are_those_of_the_answers_and_of_the_outcome(data: st.DataObject) -> None:
    tree = data.draw(trees())
    walked = walk(tree, data.draw(answers(tree)))
    said = [c for _, option in walked.asked if option for c in option.conditions]
    said += walked.outcome.conditions if walked.outcome else ()
    assert list(conditions(walked)) == list(dict.fromkeys(said))


@given(st.data())
def test_an_outcome_is_worded_by_the_answers_that_stand_on_every_way_to_it(
    data: st.DataObject,
) -> None:
    tree = data.draw(trees())
    given_ = dict(walk(tree, data.draw(answers(tree))).answers)
    ways = consistent(tree, given_)
    for outcome in tree.outcomes:
        there = [set(path.answers) for path in ways if path.outcome == outcome.id]
        every = set.intersection(*there) if there else set()
        expected = {f"{question}={option}" for question, option in every & set(given_.items())}
        assert certain(tree, given_, outcome) == expected
