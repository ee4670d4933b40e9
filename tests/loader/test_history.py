"""Every version ever published is replayed, and none changes its outcomes unseen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from decision_tree.engine.aging import aged
from decision_tree.engine.link import decode
from decision_tree.engine.model import Guide, Tree
from decision_tree.engine.walk import walk
from decision_tree.loader.history import changes, check_history, publish, read_table, table
from decision_tree.loader.load import CONTENT
from decision_tree.loader.problems import notes_for_github

VERSIONS = sorted((CONTENT / "history").glob("v*.txt"))


@pytest.mark.parametrize("file", VERSIONS, ids=lambda file: file.stem)
def test_every_link_of_every_version_resolves_or_says_why_not(file: Path, guide: Guide) -> None:
    version = file.stem.removeprefix("v")
    rows = read_table(file)
    assert rows
    for answers, outcome in rows.items():
        state = decode(guide.tree, f"v={version}&{answers}&outcome={outcome}")
        found = aged(guide.tree, state, walk(guide.tree, dict(state.answers)))
        assert found is not None
        assert found.same or found.because or state.notes
        if int(version) == guide.tree.version:
            assert found.same
            assert not state.notes


def test_the_history_of_the_guide_is_complete(guide: Guide) -> None:
    assert check_history(guide.tree, CONTENT) == []
    assert len(VERSIONS) == guide.tree.version


def moved(tree: Tree) -> Tree:
    """The tree with one answer leading elsewhere, under the same version."""
    question = tree.questions[-1]
    first, *rest = question.options
    other = next(o.id for o in tree.outcomes if o.id != first.to)
    changed = replace(question, options=(replace(first, to=other), *rest))
    return replace(tree, questions=(*tree.questions[:-1], changed))


def test_other_outcomes_under_an_old_version_are_refused(small: Guide, tmp_path: Path) -> None:
    (tmp_path / "tree.yml").write_text("# a tree\nversion: 2\n", "utf-8")
    publish(replace(small.tree, version=1), tmp_path)
    publish(small.tree, tmp_path)
    assert check_history(small.tree, tmp_path) == []
    (problem,) = check_history(moved(small.tree), tmp_path)
    assert problem.tag == "history-changed"
    assert problem.place.line == 2
    assert "2 paths changed, 0 gone, 0 new" in problem.message
    assert "raise `version` to 3" in problem.message
    with pytest.raises(FileExistsError, match="raise `version`"):
        publish(moved(small.tree), tmp_path)


def test_moved_paths_stand_one_a_line_with_their_outcomes_first(
    small: Guide, tmp_path: Path
) -> None:
    (tmp_path / "tree.yml").write_text("version: 2\n", "utf-8")
    publish(replace(small.tree, version=1), tmp_path)
    publish(small.tree, tmp_path)
    (problem,) = check_history(moved(small.tree), tmp_path)
    old = table(small.tree)
    told = {example.partition(": ")[2].replace(" & ", "&") for example in problem.examples}
    assert len(told) == 2
    assert told <= old.keys()
    assert all(" -> " in example.partition(": ")[0] for example in problem.examples)
    assert notes_for_github([problem]).count("%0A") == 2


def test_a_version_without_its_table_is_named(small: Guide, tmp_path: Path) -> None:
    (tmp_path / "tree.yml").write_text("version: 2\n", "utf-8")
    publish(replace(small.tree, version=1), tmp_path)
    (problem,) = check_history(small.tree, tmp_path)
    assert (problem.tag, "make publish" in problem.message) == ("history-missing", True)
    next(tmp_path.glob("history/v1.txt")).unlink()
    publish(small.tree, tmp_path)
    (problem,) = check_history(small.tree, tmp_path)
    assert "version 1 has no table" in problem.message


def test_changes_sort_every_path(small: Guide) -> None:
    old = table(small.tree)
    found = changes(old, {**dict(list(old.items())[1:]), "x=y": "left"})
    assert (found.same, len(found.gone), list(found.new)) == (len(old) - 1, 1, ["x=y"])
    assert not changes(old, old).any
