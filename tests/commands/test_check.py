"""`decision-tree check`: what it says of a folder that holds no content."""

from __future__ import annotations

from pathlib import Path

from decision_tree.cli import main
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
