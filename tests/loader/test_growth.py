"""Trees far larger than this guide's: exact, and without walking paths one by one.

There is no stopwatch here: with 10^30 paths, whatever walks them one by one does not end, and for
what must be linear in the tree the lines are counted that Python executes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import decision_tree
from decision_tree.engine import browser
from decision_tree.engine.codec import guide_from_data, to_data
from decision_tree.engine.decide_page import View
from decision_tree.engine.diagram import mermaid
from decision_tree.engine.explain import flips, narrowings, ruled_out
from decision_tree.engine.link import State, encode
from decision_tree.engine.model import NOT_SURE, RESULT, Guide
from decision_tree.engine.reconcile import join_fragments
from decision_tree.engine.tree_picture import tree_svg
from decision_tree.engine.walk import path_counts, walk
from decision_tree.loader import history
from decision_tree.loader.load import load
from decision_tree.loader.published import publish
from decision_tree.runtime.assemble import guide_json
from tests.tools.bench.growth import written

QUESTIONS = 150
TWICE = 2.2
"""How much more a tree of twice the size may cost, at the most."""
PACKAGE = str(Path(decision_tree.__file__).parent)


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
        publish(grown.tree, tmp_path, "2026-11-28")
    assert list(tmp_path.iterdir()) == [tmp_path / "tree.yml"]


def test_numbers_too_long_to_write_out_are_told_by_their_size(tmp_path: Path) -> None:
    large = load(written(1_000, tmp_path))
    (problem,) = history.check_history(large.tree, tmp_path)
    assert "more than 10^209" in problem.message


def lines_run(function: Callable[[Any], object], value: Any) -> int:
    """How many lines of this project Python executes in a call of `function` with `value`."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace if frame.f_code.co_filename.startswith(PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(value)
    finally:
        sys.settrace(before)
    return count


def unsure(guide: Guide) -> str:
    """A link with one answer that is not sure, and the result asked for."""
    first = guide.tree.questions[0].id
    return encode(State(guide.tree.version, ((first, NOT_SURE),), ask=RESULT))


WHOLE_TREE: dict[str, Callable[[Guide], object]] = {
    "open": lambda guide: guide_from_data(json.loads(json.dumps(to_data(guide)))),
    "order": lambda guide: guide.tree.order,
    "count": lambda guide: path_counts(guide.tree),
    "walk": lambda guide: walk(guide.tree, {}),
    "settle": lambda guide: narrowings(guide.tree, walk(guide.tree, {})),
    "rule out": lambda guide: ruled_out(guide.tree, walk(guide.tree, {"q0": "one"})),
    "first page": lambda guide: browser.Engine(guide, "../").render(""),
    "result": lambda guide: browser.Engine(guide, "../").render(unsure(guide)),
    "record": lambda guide: browser.Engine(guide, "../").record(unsure(guide), "{}"),
    "draw": lambda guide: mermaid(guide.tree),
    "picture": lambda guide: tree_svg(guide.tree, "../"),
    "static page": lambda guide: View(guide).static(),
    "send": guide_json,
}


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder with a tree, and one with a tree of twice as many questions."""
    one, two = (written(count, tmp_path_factory.mktemp("sizes")) for count in (60, 120))
    return one, two


@pytest.mark.parametrize("what", WHOLE_TREE)
def test_what_looks_at_the_whole_tree_is_linear(sizes: tuple[Path, Path], what: str) -> None:
    small, large = (lines_run(WHOLE_TREE[what], guide) for guide in map(load, sizes))
    assert large < TWICE * small


def test_loading_and_checking_are_linear(sizes: tuple[Path, Path]) -> None:
    small, large = (lines_run(load, folder) for folder in sizes)
    assert large < TWICE * small
