"""`decision-tree check`: what it says of a folder without content, and of places."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision_tree.cli import main
from decision_tree.engine.model import Guide
from decision_tree.loader.cites import DOCS
from decision_tree.loader.load import CONTENT
from decision_tree.loader.search_places import check_places
from tests.conftest import Capture


def test_a_folder_without_a_tree_is_told_alone(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    for name in ("a.yml", "other/b.yml", "other/tree.yml"):
        (tmp_path / name).write_text("a: b\n", "utf-8")
    assert main(["--content", str(tmp_path), "check"]) == 1
    (first, last) = capsys.readouterr().err.splitlines()
    told = f"{tmp_path}:1:1: error: there is no tree.yml here; name a folder that holds it"
    assert first.startswith(told)
    assert last == "1 problem found."


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("kserve-canry", "there is no place “kserve-canry”; did you mean “kserve-canary”"),
        ("oncal/", "there is no place “oncal/”; did you mean “oncall/”"),
        ("oncall/#bfore", "there is no place “oncall/#bfore”; did you mean “oncall/#before”"),
        ("oncall/#before", ""),
        ("o/kserve/", ""),
        ("q-contract", ""),
    ],
)
def test_a_place_of_the_search_that_no_page_has_is_told(
    tmp_path: Path, guide: Guide, place: str, told: str
) -> None:
    (tmp_path / "search.yml").write_text(f"places:\n  - place: {place}\n    words: [a]\n", "utf-8")
    found = [str(each) for each in check_places(guide, tmp_path, DOCS)]
    at = f"{tmp_path}/search.yml:2:12: error: "
    assert [each[: len(at + told)] for each in found] == ([at + told] if told else [])
    assert list(check_places(guide, tmp_path, None)) == []


def test_every_place_of_the_search_is_known(guide: Guide) -> None:
    assert list(check_places(guide, CONTENT, DOCS)) == []
