"""What explains a result equals brute force: all paths, walked one by one."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from decision_tree.engine.explain import conditions, flips, leanings, narrowings, ruled_out, weighed
from decision_tree.engine.model import NOT_SURE, Guide, Tree
from decision_tree.engine.outcome import answered
from decision_tree.engine.walk import paths, walk
from tests.laws.brute_force import consistent, outcomes_of


def partly_unsure(tree: Tree) -> Iterator[dict[str, str]]:
    """Answers with some of them not sure: every path once with each of its answers blanked, and
    three hundred random ones."""
    for path in paths(tree):
        for question, _ in path.answers:
            yield dict(path.answers) | {question: NOT_SURE}
    pick = random.Random(1)
    for _ in range(300):
        yield {
            question.id: pick.choice([NOT_SURE, *(option.id for option in question.options)])
            for question in tree.questions
        }


def in_words(tree: Tree, answers: dict[str, str]) -> dict[str, str]:
    """These answers, given to every question in the same words."""
    said = {tree.question_by_id[name].ask: option for name, option in answers.items()}
    return {each.id: said[each.ask] for each in tree.questions if each.ask in said}


def test_flips_are_exactly_the_single_answers_that_lead_elsewhere(guide: Guide) -> None:
    tree = guide.tree
    for path in paths(tree):
        found = {
            (flip.question.id, flip.option.id): {outcome.id for outcome in flip.possible}
            for flip in flips(tree, walk(tree, dict(path.answers)))
        }
        expected = {}
        for question, chosen in path.answers:
            for option in tree.question_by_id[question].options:
                changed = in_words(tree, dict(path.answers) | {question: option.id})
                ends = outcomes_of(consistent(tree, changed))
                if option.id != chosen and ends != {path.outcome}:
                    expected[question, option.id] = ends
        assert found == expected


def test_after_the_deciding_answer_every_way_leans_as_the_outcome_and_before_it_one_does_not(
    guide: Guide,
) -> None:
    tree, shaped = guide.tree, 0
    for path in paths(tree):
        walked = walk(tree, dict(path.answers))
        parts = {row.part: row.question.id for row in weighed(tree, walked)}
        leans = [
            {tree.outcome_by_id[end].lean for end in outcomes_of(consistent(tree, dict(before)))}
            for before in (path.answers[:count] for count in range(len(path.answers) + 1))
        ]
        decided = [question for question, _ in path.answers].index(parts["decided"])
        assert len(leans[decided]) > 1
        assert len(leans[decided + 1]) == 1
        if "shaped" in parts:
            shaped += 1
            assert parts["shaped"] in [question for question, _ in path.answers[decided + 1 :]]
    assert shaped


def test_an_outcome_is_ruled_out_by_the_answer_after_which_no_path_reaches_it(guide: Guide) -> None:
    tree = guide.tree
    for path in paths(tree):
        found = {
            row.outcome.id: (row.question.id, row.option.id)
            for row in ruled_out(tree, walk(tree, dict(path.answers)))
        }
        expected: dict[str, tuple[str, str]] = {}
        for position, answer in enumerate(path.answers):
            ends = outcomes_of(consistent(tree, dict(path.answers[: position + 1])))
            for outcome in tree.outcomes:
                if outcome.id not in ends:
                    expected.setdefault(outcome.id, answer)
        assert found == expected
        assert set(found) == {o.id for o in tree.outcomes} - {path.outcome}


def test_not_sure_leaves_exactly_the_outcomes_of_the_paths_left_open(guide: Guide) -> None:
    for answers in partly_unsure(guide.tree):
        possible = {outcome.id for outcome in walk(guide.tree, answers).possible}
        assert possible == outcomes_of(consistent(guide.tree, answers))


def test_the_narrowing_question_is_the_best_by_counting_every_path(guide: Guide) -> None:
    tree = guide.tree
    for answers in partly_unsure(tree):
        walked = walk(tree, answers)
        everything = consistent(tree, answers)
        for narrowing in narrowings(tree, walked):
            question = narrowing.question.id
            left = 0
            for given, ways in Counter(dict(p.answers).get(question) for p in everything).items():
                known = dict(walked.answers) | ({question: given} if given else {})
                left += ways * len(outcomes_of(consistent(tree, known)))
            assert narrowing.left == Fraction(left, len(everything))
        order = [narrowing.left for narrowing in narrowings(tree, walked)]
        assert order == sorted(order)


def test_every_answer_stands_in_the_comparison_rows_it_speaks_to(guide: Guide) -> None:
    alike = _alike(guide.tree)
    assert {"ray-where", "kind"} <= alike
    for path in paths(guide.tree):
        walked = walk(guide.tree, dict(path.answers))
        rows = leanings(guide.tree, guide.decisions, walked)
        assert [row.decision.id for row in rows] == [d.id for d in guide.decisions]
        told = [(row.decision.id, q.id, o.id, side) for row in rows for q, o, side in row.answers]
        expected = [
            (about, q.id, o.id, side)
            for q, o in walked.asked
            if o and q.id not in alike
            for about, side in o.leans
        ]
        assert sorted(told) == sorted(expected)
        for row in rows:
            sides = [side for _, _, side in row.answers]
            if row.side not in ("", "split"):
                assert all(sides.count(row.side) > sides.count(o) for o in {*sides} - {row.side})


def _alike(tree: Tree) -> set[str]:
    """The questions that are only asked where every way leans to one side, counted way by way."""
    leans: dict[str, set[str]] = {}
    for path in paths(tree):
        for question, _ in path.answers:
            leans.setdefault(question, set()).add(tree.outcome_by_id[path.outcome].lean)
    return {question for question, sides in leans.items() if len(sides) == 1}


def test_an_answer_supports_the_outcomes_that_it_names_whatever_it_leans_to(guide: Guide) -> None:
    """Nobody reads as an objection what the outcome lets a team do. Each name is one that the
    answer leads to, and that it would be told against without it."""
    tree, told = guide.tree, set()
    bare = replace(
        tree,
        questions=tuple(
            replace(q, options=tuple(replace(o, supports=()) for o in q.options))
            for q in tree.questions
        ),
    )
    for path in paths(tree):
        answers = dict(path.answers)
        against = {
            row.question.id for row in weighed(bare, walk(bare, answers)) if row.part == "elsewhere"
        }
        for row in weighed(tree, walk(tree, answers)):
            named = row.option is not None and path.outcome in row.option.supports
            assert not (named and row.part == "elsewhere")
            if named and row.question.id in against:
                told.add((row.question.id, answers[row.question.id], path.outcome))
    named_ones = {
        (q.id, o.id, outcome) for q in tree.questions for o in q.options for outcome in o.supports
    }
    assert told == named_ones
    assert ("contract", "application", "kserve-app") in told


def test_conditions_name_each_requirement_once(guide: Guide) -> None:
    for path in paths(guide.tree):
        walked = walk(guide.tree, dict(path.answers))
        said = conditions(walked)
        assert len(said) == len(set(said))
        assert walked.outcome is not None
        assert set(answered(walked.outcome, walked.given).conditions) <= set(said)


def test_what_nobody_is_sure_of_is_no_answer_to_change(small: Guide) -> None:
    answers = {"shape": NOT_SURE, "owner": "platform", "pager": "cannot"}
    walked = walk(small.tree, answers)
    assert walked.outcome
    assert [flip.question.id for flip in flips(small.tree, walked)] == ["pager"]
