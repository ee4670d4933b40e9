"""Every mistake gets its place, what is wrong and what to do: tests/bad_trees/ holds each.

A case is NAME.yml, a tree with mistakes in it, and NAME.out, all that the loader says of it. The
tables and claims are those of tests/small/. `make goldens` writes the .out files anew.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from decision_tree.build.load import load
from decision_tree.build.problems import ContentError

TESTS = Path(__file__).parent
CASES = sorted((TESTS / "bad_trees").glob("*.yml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_bad_tree_gets_exactly_this_error(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(TESTS / "small", tmp_path, dirs_exist_ok=True)
    shutil.copyfile(case, tmp_path / "tree.yml")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ContentError) as found:
        load(Path())
    expected = case.with_suffix(".out")
    if "WRITE_GOLDENS" in os.environ:
        expected.write_text(f"{found.value}\n", "utf-8")
    assert f"{found.value}\n" == expected.read_text("utf-8")


def test_there_is_a_case_for_each_kind_of_mistake() -> None:
    assert len(CASES) >= 20


def test_a_missing_file_is_one_clear_problem(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        load(tmp_path)
