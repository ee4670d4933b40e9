"""Every mistake gets its place, what is wrong and what to do: tests/bad_content/ holds each.

`make goldens` writes the words there anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import get_args

import pytest

from decision_tree.editing.wording import check_wording
from decision_tree.loader import load
from decision_tree.loader.beside_guide import BESIDE
from decision_tree.loader.every_check import CHECKS, Tag
from decision_tree.loader.fields import EVERY_FILE
from decision_tree.loader.history import check_history
from decision_tree.loader.problems import ContentError, report
from decision_tree.loader.published import check_published
from decision_tree.loader.rollback_ids import check_rollback_ids
from tests.loader.bad_content import Case, cases, with_words

CASES = {str(case): case for case in cases()}
TODAY = "2026-12-01"
MADE = {"file-unreadable", "file-too-large", "old-schema", "too-many", "too-many-paths"}
"""Checks on what is too large to keep, or is made of our code: test_hostile_yaml.py, test_growth.py
and test_schema.py make it."""

ON_PAGES = {
    "broken-anchor",
    "broken-link",
    "double-anchor",
    "front-matter",
    "macro",
    "mkdocs",
    "page-name",
    "template",
    "unknown-file",
}
"""Checks on pages: tests/website/ tries them."""


def said_of(case: Case, folder: Path) -> str:
    """All that is said when `case` stands in `folder`, the working directory."""
    case.write(folder)
    try:
        if case.file in BESIDE:
            BESIDE[case.file](Path(case.file), TODAY)
        guide = load.load(Path(), TODAY)
    except ContentError as found:
        return f"{found}\n"
    kept = (*check_history(guide.tree, Path()), *check_published(guide.tree, Path()))
    worded = check_wording(Path(), None)
    return f"{report((*kept, *check_rollback_ids(guide, Path()), *worded))}\n"


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_gets_exactly_these_words(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = said_of(CASES[name], tmp_path)
    if "WRITE_GOLDENS" in os.environ:
        with_words(CASES[name], said)
    else:
        assert said == CASES[name].said


@pytest.mark.parametrize(
    "group", ["tree", "depth", "measured", "controllers", "promises", "accounts", "words"]
)
def test_the_guides_that_are_edited_are_sound(
    group: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for small_practice/, whose outcomes have too few scenarios: that is a case itself."""
    monkeypatch.chdir(tmp_path)
    assert said_of(Case(group, "nothing", (), ""), tmp_path) == "\n"


def tags_in(case: Case) -> list[str]:
    """The checks that found something in `case`, one for each problem."""
    return re.findall(r"^\S+:\d+:\d+: error: .* \[([a-z-]+)\]$", case.said, re.MULTILINE)


def test_every_check_has_a_row_with_an_example_that_trips_it_and_nothing_else() -> None:
    """The type checker holds that nothing is noted under a tag that is not one of `Tag`."""
    assert set(CHECKS) == set(get_args(Tag))
    assert {tag for tag, check in CHECKS.items() if not check.example} == MADE | ON_PAGES
    for tag, check in CHECKS.items():
        if check.example:
            assert set(tags_in(CASES[check.example])) == {tag}


def test_every_row_says_what_is_refused_in_one_sentence() -> None:
    for tag, check in CHECKS.items():
        assert re.fullmatch(r"[A-Z][^.]*(`[^`]+`[^.]*)*\.", check.refuses), tag


def test_every_problem_says_what_to_do_and_shows_the_place() -> None:
    for name, case in CASES.items():
        assert tags_in(case), name
        for line in case.said.splitlines():
            if line.endswith("]") and ": error: " in line:
                assert re.search(r"[;:?]", line.partition(": error: ")[2]), line


def test_there_is_a_case_for_each_kind_of_file() -> None:
    assert len(CASES) >= 328
    files = {Path(name).parts[0] for name, _ in EVERY_FILE}
    assert files <= {Path(case.file).parts[0] for case in CASES.values()}


def test_a_missing_file_is_one_clear_problem(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"there is no tree\.yml here"):
        load.load(tmp_path)
