"""A page names the day when it last changed, and no day at all where Git does not know."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from decision_tree.website.beside_pages.dates import built, last_changed, page_changed
from tests.tools.copies import commit

SHOWS = {"made": ("tree.yml", "scenarios/")}


@pytest.fixture(autouse=True)
def _as_git_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def committed(folder: Path, day: str, name: str) -> None:
    """Commit one file, on this day."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(day, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for which in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            patch.setenv(which, f"{day}T12:00:00Z")
        commit(folder, name)


def test_a_page_is_of_the_day_of_the_newest_thing_that_it_shows(tmp_path: Path) -> None:
    committed(tmp_path, "2026-01-01", "docs/a.md")
    committed(tmp_path, "2026-01-02", "decision_tree/content/tree.yml")
    committed(tmp_path, "2026-01-03", "docs/b.md")
    committed(tmp_path, "2026-01-04", "decision_tree/content/scenarios/a.yml")
    days = {text: page_changed(tmp_path, "docs/a.md", text, SHOWS) for text in ("", "{{ made() }}")}
    assert days == {"": "2026-01-01", "{{ made() }}": "2026-01-04"}
    assert page_changed(tmp_path, "docs/new.md", "", SHOWS) == built(tmp_path) == "2026-01-04"


@pytest.mark.parametrize("git", ["none", "around", "not installed"])
def test_where_git_does_not_know_the_folder_there_is_no_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git: str
) -> None:
    export = tmp_path / "around" / "export"
    (export / "docs").mkdir(parents=True)
    (export / "docs" / "a.md").touch()
    if git != "none":
        committed(tmp_path / "around", "2026-01-01", "docs/a.md")
    if git == "not installed":
        monkeypatch.setenv("PATH", str(tmp_path))
        export = tmp_path / "around"
    assert last_changed(export) == {}
    assert (built(export), page_changed(export, "docs/a.md", "", SHOWS)) == ("", "")


def test_a_clone_without_all_commits_knows_its_own_day_and_that_of_no_page(tmp_path: Path) -> None:
    whole, part = tmp_path / "whole", tmp_path / "part"
    committed(whole, "2026-01-01", "docs/a.md")
    committed(whole, "2026-01-02", "docs/b.md")
    clone = ["git", "clone", "--quiet", "--depth", "1", whole.as_uri(), str(part)]
    subprocess.run(clone, check=True)
    assert (built(part), page_changed(part, "docs/a.md", "", SHOWS)) == ("2026-01-02", "")


def test_a_folder_of_a_larger_repository_has_days_of_its_own(tmp_path: Path) -> None:
    committed(tmp_path, "2026-01-01", "guide/docs/a.md")
    committed(tmp_path, "2026-01-02", "other/docs/a.md")
    guide = tmp_path / "guide"
    assert (built(guide), page_changed(guide, "docs/a.md", "", SHOWS)) == ("2026-01-01",) * 2


@pytest.mark.parametrize("said", ["now", "-1", "²", "9" * 20])
def test_an_epoch_that_is_no_number_leaves_the_day_of_the_last_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    committed(tmp_path, "2026-01-01", "docs/a.md")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", said)
    assert built(tmp_path) == "2026-01-01"


@pytest.mark.parametrize(("said", "day"), [("1700000000", "2023-11-14"), ("0", "")])
def test_who_builds_may_say_of_which_day_the_site_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, day: str
) -> None:
    committed(tmp_path, "2026-01-01", "docs/a.md")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", said)
    assert built(tmp_path) == day
    assert os.environ["SOURCE_DATE_EPOCH"] == said
