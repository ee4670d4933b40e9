"""Trees far larger than this guide's: exact, and without walking paths one by one.

There is no stopwatch here: with 10^30 paths, whatever walks them one by one does not end.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from decision_tree.build import history
from decision_tree.build.load import load
from decision_tree.engine import browser
from decision_tree.engine.explain import flips, narrowings, ruled_out
from decision_tree.engine.link import State, encode
from decision_tree.engine.model import NOT_SURE, Guide
from decision_tree.engine.reconcile import join_fragments
from decision_tree.engine.walk import path_counts, walk
from tests.bench.growth import written

QUESTIONS = 150


def fibonacci(number: int) -> int:
    """How many ways lead down `number` steps of one or two."""
    one, two = 1, 1
    for _ in range(number):
        one, two = two, one + two
    return one


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """150 questions, each leading to the next two; more than 10^30 paths."""
    return load(written(QUESTIONS, tmp_path_factory.mktemp("grown")))


def test_paths_are_counted_exactly(grown: Guide) -> None:
    counts = path_counts(grown.tree)
    assert counts == {"left": fibonacci(QUESTIONS - 1), "right": fibonacci(QUESTIONS)}
    assert sum(counts.values()) > 10**30


def test_every_explanation_of_an_open_result_is_a_fold(grown: Guide) -> None:
    tree = grown.tree
    unsure = walk(tree, {question.id: NOT_SURE for question in tree.questions[:3]})
    assert len(narrowings(tree, unsure)) == QUESTIONS
    assert ruled_out(tree, unsure) == ()


def test_every_explanation_of_a_settled_result_is_a_fold(grown: Guide) -> None:
    tree = grown.tree
    settled = walk(tree, {question.id: "two" for question in tree.questions})
    assert settled.outcome is not None
    assert flips(tree, settled)
    assert ruled_out(tree, settled)


def test_pages_are_made_without_walking_paths(grown: Guide) -> None:
    engine = browser.Engine(grown, "../")
    one, two = (
        encode(State(grown.tree.version, tuple((q.id, side) for q in grown.tree.questions)))
        for side in ("one", "two")
    )
    for fragment in ("", one[:200].rpartition("&")[0], one):
        assert engine.render(fragment)
        assert engine.record(fragment, "{}")
    assert engine.render(join_fragments(one[:400], two[:400]), "reconcile")


def test_a_tree_with_more_paths_than_a_table_can_hold_is_not_published(
    grown: Guide, tmp_path: Path
) -> None:
    (tmp_path / "tree.yml").write_text("version: 2\n", "utf-8")
    (problem,) = history.check_history(grown.tree, tmp_path)
    assert problem.tag == "too-many-paths"
    with pytest.raises(ValueError, match="more than the 20,000 that can be published"):
        history.publish(grown.tree, tmp_path)
    assert list(tmp_path.iterdir()) == [tmp_path / "tree.yml"]


def test_numbers_too_long_to_write_out_are_told_by_their_size(tmp_path: Path) -> None:
    large = load(written(1_000, tmp_path))
    (problem,) = history.check_history(large.tree, tmp_path)
    assert "more than 10^209" in problem.message
