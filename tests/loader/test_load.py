"""Every mistake gets its place, what is wrong and what to do: tests/bad_content/ holds each.

A case is FILE/NAME.yml, which stands in for FILE.yml of guides/small/ and has mistakes in it, and
FILE/NAME.out, all that is said of it. `history` cases stand in for tree.yml and are also held
against the published versions in guides/small/history/. Cases of practice stand in for a file of
guides/small_practice/, which lies on top of guides/small/ then; `endings` cases lie beside its
drill.
`measured` cases are read on their own, as the build reads that file.
`make goldens` writes the .out files anew.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from decision_tree.loader import checks, history, load, practice_checks, yaml_nodes
from decision_tree.loader.fields import EVERY_FILE
from decision_tree.loader.history import check_history
from decision_tree.loader.measured import load_measured
from decision_tree.loader.problems import ContentError, report
from decision_tree.loader.yaml_nodes import SourceFile

TESTS = Path(__file__).parent.parent
CASES = sorted((TESTS / "bad_content").glob("*/*.yml"))
PRACTICE = ("scenarios", "drills", "units", "endings")
MADE = {"file-unreadable", "file-too-large", "too-many", "too-many-paths"}
"""Checks on what is too large to keep as a file: test_hostile.py and test_growth.py make it."""


def said_of(case: Path, folder: Path) -> str:
    """All that is said when `case` stands in for its file in `folder`, the working directory."""
    shutil.copytree(TESTS / "guides" / "small", folder, dirs_exist_ok=True)
    if case.parent.name in PRACTICE:
        shutil.copytree(TESTS / "guides" / "small_practice", folder, dirs_exist_ok=True)
    instead = {
        "history": "tree",
        "scenarios": "scenarios/case",
        "drills": "drills/case",
        "endings": "drills/other",
    }
    ending = ".yaml" if case.parent.name == "endings" else ".yml"
    shutil.copyfile(case, folder / f"{instead.get(case.parent.name, case.parent.name)}{ending}")
    try:
        if case.parent.name == "measured":
            load_measured(Path("measured.yml"))
        guide = load.load(Path())
    except ContentError as found:
        return f"{found}\n"
    return f"{report(check_history(guide.tree, Path()))}\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_a_mistake_gets_exactly_these_words(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = said_of(case, tmp_path)
    expected = case.with_suffix(".out")
    if "WRITE_GOLDENS" in os.environ:
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")


def tags_in(case: Path) -> list[str]:
    """The checks that found something in `case`, one for each problem."""
    text = case.with_suffix(".out").read_text("utf-8")
    return re.findall(r"^\S+:\d+:\d+: error: .* \[([a-z-]+)\]$", text, re.MULTILINE)


def tags_of(module: ModuleType) -> Iterator[str]:
    """The tag of every check in a module: the last argument of each problem it notes."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        called = node.func.id if isinstance(node.func, ast.Name) else called
        if called in ("problem", "Problem", "_reference"):
            last = next((a for a in reversed(node.args) if isinstance(a, ast.Constant)), None)
            if last is not None and isinstance(last.value, str):
                yield last.value


def test_every_check_has_a_case_that_trips_it_and_nothing_else() -> None:
    modules = (checks, history, load, practice_checks, yaml_nodes)
    tags = {tag for module in modules for tag in tags_of(module)}
    alone = {found[0] for found in map(tags_in, CASES) if len(set(found)) == 1}
    assert len(tags) >= 30
    assert tags - alone - MADE == set()


def complaints_of(module: ModuleType) -> Iterator[tuple[str, range]]:
    """Where a module notes a problem: its file and the lines of that call."""
    file = str(module.__file__)
    for node in ast.walk(ast.parse(Path(file).read_text("utf-8"))):
        if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") != "problem":
            continue
        if getattr(node.args[-1], "value", "") not in MADE:
            yield file, range(node.lineno, (node.end_lineno or node.lineno) + 1)


def test_every_complaint_of_the_checks_is_made_by_a_case_that_has_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: set[tuple[str, int]] = set()
    note = SourceFile.problem

    def noted(file: SourceFile, line: int, column: int, message: str, tag: str) -> None:
        frame = sys._getframe(1)
        if frame.f_code.co_name == "problem" and frame.f_back:  # the draft's, which passes it on
            frame = frame.f_back
        heard.add((frame.f_code.co_filename, frame.f_lineno))
        note(file, line, column, message, tag)

    monkeypatch.setattr(SourceFile, "problem", noted)
    for case in CASES:
        if len(set(tags_in(case))) == 1:
            folder = tmp_path / case.parent.name / case.stem
            folder.mkdir(parents=True)
            monkeypatch.chdir(folder)
            said_of(case, folder)
    modules = (checks, load, practice_checks, yaml_nodes)
    silent = [
        f"{Path(file).name}:{lines[0]}"
        for module in modules
        for file, lines in complaints_of(module)
        if not any((file, line) in heard for line in lines)
    ]
    assert silent == []


def test_every_problem_says_what_to_do_and_shows_the_place() -> None:
    for case in CASES:
        assert tags_in(case), case
        for line in case.with_suffix(".out").read_text("utf-8").splitlines():
            if line.endswith("]") and ": error: " in line:
                assert re.search(r"[;:?]", line.partition(": error: ")[2]), line


def test_there_is_a_case_for_each_kind_of_mistake() -> None:
    assert len(CASES) >= 45
    files = {Path(name).parts[0].removesuffix(".yml") for name, _ in EVERY_FILE}
    assert files <= {case.parent.name for case in CASES}


def test_a_missing_file_is_one_clear_problem(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        load.load(tmp_path)
