"""Answers lead where the tree says, however they are given."""

from __future__ import annotations

from collections import Counter

import pytest

from decision_tree.engine.model import NOT_SURE, Guide, Tree
from decision_tree.engine.walk import path_counts, paths, walk


def test_every_path_of_the_published_tree_ends_in_its_outcome(guide: Guide) -> None:
    for path in paths(guide.tree):
        walked = walk(guide.tree, dict(path.answers))
        assert walked.outcome is not None
        assert walked.outcome.id == path.outcome


def test_the_published_tree_is_a_real_one(guide: Guide) -> None:
    assert len(guide.tree.questions) >= 10
    assert len(guide.tree.outcomes) >= 7


def test_counting_paths_equals_walking_them(guide: Guide, small: Guide) -> None:
    for tree in (guide.tree, small.tree):
        walked = Counter(path.outcome for path in paths(tree))
        assert path_counts(tree) == {o.id: walked[o.id] for o in tree.outcomes}


def test_no_path_is_longer_than_announced(guide: Guide) -> None:
    most = max(len(path.answers) for path in paths(guide.tree))
    assert guide.tree.longest[guide.tree.start] == most


def test_every_outcome_of_the_published_tree_is_reached(guide: Guide) -> None:
    assert all(path_counts(guide.tree).values())


def test_questions_come_before_those_they_lead_to(guide: Guide) -> None:
    position = {question.id: index for index, question in enumerate(guide.tree.order)}
    assert len(position) == len(guide.tree.questions)
    for question in guide.tree.questions:
        for option in question.options:
            assert position.get(option.to, len(position)) > position[question.id]


@pytest.mark.parametrize(
    ("answers", "asks", "possible", "outcome"),
    [
        ({}, "shape", ["left", "right"], None),
        ({"shape": "one-model"}, "owner", ["left", "right"], None),
        ({"shape": "one-model", "owner": "platform"}, None, ["left"], "left"),
        ({"shape": "graph", "pager": "can"}, None, ["right"], "right"),
        ({"shape": "graph", "owner": "platform"}, "pager", ["left", "right"], None),
        ({"shape": NOT_SURE}, "owner", ["left", "right"], None),
        ({"shape": NOT_SURE, "owner": "platform"}, "pager", ["left", "right"], None),
        ({"shape": NOT_SURE, "owner": "platform", "pager": "cannot"}, None, ["left"], "left"),
        ({"shape": "graph", "pager": NOT_SURE}, None, ["left", "right"], None),
        ({"nonsense": "graph", "shape": "nonsense"}, "shape", ["left", "right"], None),
    ],
)
def test_answers_decide_what_is_asked_and_what_stays_possible(
    small: Guide,
    answers: dict[str, str],
    asks: str | None,
    possible: list[str],
    outcome: str | None,
) -> None:
    walked = walk(small.tree, answers)
    assert (walked.next.id if walked.next else None) == asks
    assert [o.id for o in walked.possible] == possible
    assert (walked.outcome.id if walked.outcome else None) == outcome


def test_a_deep_tree_is_walked_without_recursion(small: Guide) -> None:
    tree = _chain(small, 20_000)
    assert walk(tree, {}).next is not None
    assert tree.longest[tree.start] == 20_000


def _chain(small: Guide, length: int) -> Tree:
    from dataclasses import replace

    first = small.tree.questions[1]
    questions = tuple(
        replace(
            first,
            id=f"q{n}",
            options=(
                replace(first.options[0], to="left"),
                replace(first.options[1], to=f"q{n + 1}" if n + 1 < length else "right"),
            ),
        )
        for n in range(length)
    )
    return Tree(1, "2026-11-23", "q0", questions, small.tree.outcomes)
