"""Odds and expected lengths equal what walking every path by hand gives."""

from __future__ import annotations

from fractions import Fraction

import pytest

from decision_tree.engine.model import Guide
from decision_tree.engine.odds import answer_odds, expected_questions, odds
from decision_tree.engine.walk import paths


@pytest.mark.parametrize("name", ["small", "gated", "guide"])
def test_odds_equal_the_chance_of_every_path(name: str, request: pytest.FixtureRequest) -> None:
    guide: Guide = request.getfixturevalue(name)
    tree = guide.tree
    chances: dict[str, Fraction] = {outcome.id: Fraction(0) for outcome in tree.outcomes}
    length = Fraction(0)
    for path in paths(tree):
        chance = Fraction(1)
        for question, _ in path.answers:
            chance /= len(tree.question_by_id[question].options)
        chances[path.outcome] += chance
        length += chance * len(path.answers)
    assert odds(tree) == chances
    assert sum(chances.values()) == 1
    assert expected_questions(tree) == length


@pytest.mark.parametrize("name", ["small", "gated", "guide"])
def test_the_odds_of_an_answer_are_those_of_the_paths_that_give_it(
    name: str, request: pytest.FixtureRequest
) -> None:
    guide: Guide = request.getfixturevalue(name)
    tree = guide.tree
    chances = dict.fromkeys(answer_odds(tree), Fraction(0))
    for path in paths(tree):
        chance = Fraction(1)
        for question, _ in path.answers:
            chance /= len(tree.question_by_id[question].options)
        for pair in path.answers:
            chances[pair] += chance
    assert answer_odds(tree) == chances
