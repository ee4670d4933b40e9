"""`decision-tree review` of a package that is installed: whose content it is, it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision_tree.cli import main
from decision_tree.commands import writing
from decision_tree.loader.load import CONTENT
from tests.conftest import Capture


def test_an_installed_command_says_where_to_run_it(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_OF_A_CHECKOUT", "no-such-file")
    assert main(["review", "main"]) == 2
    told = f"{CONTENT} belongs to the installed package, and is not written to; run this in a"
    assert capsys.readouterr().err.startswith(told)


def test_a_folder_in_no_repository_is_told(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main(["--content", str(tmp_path / "a" / "b"), "review", "main"]) == 2
    assert "this folder is in no Git repository" in capsys.readouterr().err
