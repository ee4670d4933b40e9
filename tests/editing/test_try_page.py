"""What the page says of edited YAML: the checks' words, the difference, the quiz of the edit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from decision_tree.editing.try_page import Authoring, content_files
from decision_tree.loader.load import CONTENT
from decision_tree.website.pages.try_element import author_element

TREE = (CONTENT / "tree.yml").read_text("utf-8")


@pytest.fixture
def author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authoring:
    """The build half on a copy of the guide's content, as the browser has it."""
    shutil.copytree(CONTENT, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return Authoring(Path(), "../")


def checked(author: Authoring, name: str, text: str) -> dict[str, Any]:
    """What is said of `text` in place of a file."""
    found: dict[str, Any] = json.loads(author.check(name, text))
    return found


def test_the_tree_comes_first_and_every_file_is_named() -> None:
    names = content_files(CONTENT)
    assert names[0] == "tree.yml"
    assert {CONTENT / name for name in names} == set(CONTENT.rglob("*.yml"))


def test_a_mistake_keeps_the_last_sound_quiz_and_a_recovery_ends_it(author: Authoring) -> None:
    good = TREE.replace("version: ", "# a comment\nversion: ", 1)
    assert checked(author, "tree.yml", good)["sound"]
    quiz = author.render("")
    bad = good.replace("to: share\n", "to: sharre\n", 1)
    told = checked(author, "tree.yml", bad)
    assert (told["sound"], told["lines"]) == (
        False,
        [bad.splitlines().index("        to: sharre") + 1],
    )
    assert "did you mean “share”" in told["told"]
    assert author.render("") == quiz
    assert "the checks find nothing" in checked(author, "tree.yml", good)["told"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("measured.yml", "ends: right", "ends: fine"),
        ("depth.yml", "  - id: edge\n", "  - id: Edge\n"),
        ("units.yml", "speed: restart", "speed: slow"),
        ("tables.yml", "  - id: contract\n", "  - id: contrast\n"),
        ("claims.yml", "evidence: code", "evidence: rumour"),
    ],
)
def test_a_mistake_in_any_file_is_told_at_its_line(
    author: Authoring, name: str, old: str, new: str
) -> None:
    text = (CONTENT / name).read_text("utf-8")
    assert old in text
    bad = text.replace(old, new, 1)
    assert checked(author, name, bad)["lines"] != []
    assert f"{name}, line " in checked(author, name, bad)["told"]


@pytest.mark.parametrize("name", [each for each in content_files(CONTENT) if "/" not in each])
def test_every_file_is_read(author: Authoring, name: str) -> None:
    """Also those that are no part of the guide."""
    told = checked(author, name, (CONTENT / name).read_text("utf-8") + "\nnonsense: 1\n")
    assert told["lines"] != []
    assert "the checks find nothing" not in told["told"]


def test_half_a_character_is_a_mistake_at_its_line_and_ends_nothing(author: Authoring) -> None:
    told = checked(author, "tree.yml", f"# {chr(0xD800)}\n{TREE}")
    assert (told["sound"], told["lines"]) == (False, [1])
    assert "a character was lost here" in told["told"]
    assert checked(author, "tree.yml", TREE)["sound"]


def test_a_path_that_changes_under_a_published_version_is_shown_line_by_line(
    author: Authoring,
) -> None:
    changed = TREE.replace("to: plain-for-now\n", "to: own-path\n", 1)
    told = checked(author, "tree.yml", changed)["told"]
    assert "raise <code>version</code> to" in told
    assert "- plain-for-now -&gt; own-path: contract=" in told


def test_a_name_that_is_no_content_file_is_never_written(author: Authoring, tmp_path: Path) -> None:
    assert checked(author, "../outside.yml", "x: 1")["sound"] is False
    assert not (tmp_path.parent / "outside.yml").exists()


def test_without_scripts_the_folder_is_named_as_code() -> None:
    html = author_element("../", "authoring-1", "")
    assert "<code>decision_tree/content/</code>" in html
    assert "`" not in html


def test_the_file_can_be_opened_in_the_repository_when_there_is_one() -> None:
    html = author_element("../", "authoring-1", "https://git.test/o/r/")
    assert 'href="https://git.test/o/r/edit/main/decision_tree/content/"' in html
    assert "Open in the repository" not in author_element("../", "authoring-1", "")
