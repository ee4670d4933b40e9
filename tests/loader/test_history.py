"""Every version ever published is replayed, and none changes its outcomes unseen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from decision_tree.engine.aging import aged
from decision_tree.engine.link import decode
from decision_tree.engine.model import Guide, Tree
from decision_tree.engine.walk import walk
from decision_tree.loader.history import changes, check_history, read_table, table
from decision_tree.loader.ledger import LEDGER, read_ledger
from decision_tree.loader.load import CONTENT
from decision_tree.loader.problems import notes_for_github
from decision_tree.loader.published import check_published, publish

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
    assert check_published(guide.tree, CONTENT) == []
    assert len(VERSIONS) == guide.tree.version


def moved(tree: Tree) -> Tree:
    """The tree with one answer leading elsewhere, under the same version."""
    question = tree.questions[-1]
    first, *rest = question.options
    other = next(o.id for o in tree.outcomes if o.id != first.to)
    changed = replace(question, options=(replace(first, to=other), *rest))
    return replace(tree, questions=(*tree.questions[:-1], changed))


@pytest.fixture
def kept(small: Guide, tmp_path: Path) -> Path:
    """A folder in which both versions of the small tree were published."""
    (tmp_path / "tree.yml").write_text('# a tree\nversion: 2\npublished: "2026-11-23"\n', "utf-8")
    publish(replace(small.tree, version=1), tmp_path, "2026-11-22")
    publish(small.tree, tmp_path, "2026-11-23")
    assert check_history(small.tree, tmp_path) == []
    assert check_published(small.tree, tmp_path) == []
    return tmp_path


def test_other_outcomes_under_an_old_version_are_refused(small: Guide, kept: Path) -> None:
    (problem,) = check_history(moved(small.tree), kept)
    assert problem.tag == "history-changed"
    assert problem.place.line == 2
    assert "2 paths changed, 0 gone, 0 new" in problem.message
    assert "raise `version` to 3" in problem.message
    with pytest.raises(FileExistsError, match="raise `version`"):
        publish(moved(small.tree), kept, "2026-11-24")


def test_moved_paths_stand_one_a_line_with_their_outcomes_first(small: Guide, kept: Path) -> None:
    (problem,) = check_history(moved(small.tree), kept)
    old = table(small.tree)
    told = {example.partition(": ")[2].replace(" & ", "&") for example in problem.examples}
    assert len(told) == 2
    assert told <= old.keys()
    assert all(" -> " in example.partition(": ")[0] for example in problem.examples)
    assert notes_for_github([problem]).count("%0A") == 2


def test_a_version_without_its_table_is_named(small: Guide, tmp_path: Path) -> None:
    (tmp_path / "tree.yml").write_text("version: 2\n", "utf-8")
    publish(replace(small.tree, version=1), tmp_path, "2026-11-23")
    (problem,) = check_history(small.tree, tmp_path)
    assert (problem.tag, "make publish" in problem.message) == ("history-missing", True)
    publish(small.tree, tmp_path, "2026-11-23")
    next(tmp_path.glob("history/v1.txt")).unlink()
    (problem,) = check_history(small.tree, tmp_path)
    assert "version 1 has no table" in problem.message


def state_of(folder: Path) -> dict[str, str]:
    """Every file below the folder with its text."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in files}


def test_publishing_again_changes_nothing(small: Guide, kept: Path) -> None:
    before = state_of(kept)
    publish(small.tree, kept, "2026-11-28")
    assert state_of(kept) == before


def test_a_new_version_gets_its_table_its_line_and_its_day(small: Guide, kept: Path) -> None:
    before = state_of(kept)
    publish(replace(moved(small.tree), version=3), kept, "2026-11-28")
    after = state_of(kept)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"history/v3.txt", "history/published.txt", "tree.yml"}
    assert after["tree.yml"] == '# a tree\nversion: 2\npublished: "2026-11-28"\n'
    days = {version: row.day for version, row in read_ledger(kept).items()}
    assert days == {1: "2026-11-22", 2: "2026-11-23", 3: "2026-11-28"}


def test_a_version_that_only_a_branch_has_can_be_kept_anew(small: Guide, kept: Path) -> None:
    other = moved(small.tree)
    publish(other, kept, "2026-11-28", replace=2)
    again = replace(other, published="2026-11-28")
    assert check_history(again, kept) == []
    assert check_published(again, kept) == []


@pytest.mark.parametrize(("version", "replacing"), [(1, 1), (4, 0), (4, 4), (9, 2)])
def test_no_other_version_than_the_newest_or_the_next_is_written(
    small: Guide, kept: Path, version: int, replacing: int
) -> None:
    before = state_of(kept)
    with pytest.raises(ValueError, match="the newest published version is 2"):
        publish(replace(moved(small.tree), version=version), kept, "2026-11-28", replacing)
    assert state_of(kept) == before


def test_replacing_another_version_is_no_permission(small: Guide, kept: Path) -> None:
    with pytest.raises(ValueError, match="REPLACE=2`, not REPLACE=1"):
        publish(moved(small.tree), kept, "2026-11-28", replace=1)


def test_a_ledger_that_nobody_can_read_lists_nothing(small: Guide, kept: Path) -> None:
    (kept / "history" / LEDGER).write_text("1 2026-02-31 " + "0" * 64 + "\nrubbish\n", "utf-8")
    assert read_ledger(kept) == {}
    told = [problem.tag for problem in check_published(small.tree, kept)]
    assert told == ["history-edited", "history-edited"]


def test_changes_sort_every_path(small: Guide) -> None:
    old = table(small.tree)
    found = changes(old, {**dict(list(old.items())[1:]), "x=y": "left"})
    assert (found.same, len(found.gone), list(found.new)) == (len(old) - 1, 1, ["x=y"])
    assert not changes(old, old).any
