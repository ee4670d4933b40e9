"""A mistake in any content file leaves the last sound content served, and is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from decision_tree.loader.beside_guide import BESIDE
from decision_tree.loader.load import CONTENT
from decision_tree.loader.problems import ContentError
from decision_tree.loader.wording_rules import WORDS
from decision_tree.website.serving import Serving, committed
from tests.tools.copies import commit

FILES = ["tree.yml", *(name for name in BESIDE if name != WORDS)]
"""A file of the guide, and those that pages take besides it: no page takes the house's words."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content, outside Git."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.mark.parametrize("name", FILES)
def test_a_mistake_in_a_file_leaves_the_last_sound_content_and_is_told(
    content: Path, name: str
) -> None:
    serving = Serving(on=True)
    sound = serving.load(content)
    with (content / name).open("a", encoding="utf-8") as file:
        file.write("nonsense: 1\n")
    assert serving.load(content) is sound
    assert f"{name}:" in serving.problems


def test_mistakes_in_several_files_are_told_together(content: Path) -> None:
    for name in FILES:
        with (content / name).open("a", encoding="utf-8") as file:
            file.write("nonsense: 1\n")
    with pytest.raises(ContentError) as found:
        Serving().load(content)
    assert {Path(each.place.path).name for each in found.value.problems} >= set(FILES)


def test_a_server_that_starts_on_a_mistake_serves_the_last_commit(content: Path) -> None:
    commit(content)
    with (content / FILES[0]).open("a", encoding="utf-8") as file:
        file.write("nonsense: 1\n")
    serving = Serving(on=True)
    assert serving.load(content) == committed(content)
    assert f"{FILES[0]}:" in serving.problems
    with pytest.raises(ContentError):
        Serving().load(content)


@pytest.mark.parametrize("git", ["no repository", "a commit with the mistake", "not installed"])
def test_without_a_sound_commit_a_mistake_ends_the_start(
    content: Path, monkeypatch: pytest.MonkeyPatch, git: str
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(content.parent))
    with (content / FILES[0]).open("a", encoding="utf-8") as file:
        file.write("nonsense: 1\n")
    if git == "a commit with the mistake":
        commit(content)
    if git == "not installed":
        monkeypatch.setenv("PATH", str(content))
    with pytest.raises(ContentError):
        Serving(on=True).load(content)
