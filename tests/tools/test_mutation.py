"""What a run of mutmut leaves in quality.md, and when it is not good enough."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.tools import mutation

BEFORE = """\
Above.

<!-- mutation -->

| Module | Small mistakes | Noticed | Share | Tried on |
| --- | --: | --: | --: | --- |
| gone | 9 | 1 | 11.1% | 2026-11-25 |
| link | 10 | 10 | 100.0% | 2026-11-25 |
| walk | 5 | 1 | 20.0% | 2026-11-25 |
| All | 15 | 11 | 73.3% | |

<!-- /mutation -->

Below.
"""


@pytest.fixture
def readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page with the table of an earlier run, beside a package of five modules."""
    names = ("engine/link", "engine/view", "engine/walk", "engine/incident/plan", "loader/rows")
    for name in names:
        module = tmp_path / "decision_tree" / f"{name}.py"
        module.parent.mkdir(parents=True, exist_ok=True)
        module.touch()
    monkeypatch.setattr(mutation, "ROOT", tmp_path)
    monkeypatch.setattr(mutation, "_listed", lambda: {"walk.walk": 1})
    file = tmp_path / "docs" / "contribute" / "quality.md"
    file.parent.mkdir(parents=True)
    file.write_text(BEFORE, "utf-8")
    return file


def judge(monkeypatch: pytest.MonkeyPatch, *fates: tuple[str, str, int]) -> int:
    """What is said of a run: (function, fate, how many mutants)."""
    said = "".join(
        f"    decision_tree.{name if name.startswith('loader.') else f'engine.{name}'}"
        f"__mutmut_{n}: {fate}\n"
        for name, fate, count in fates
        for n in range(1, count + 1)
    )
    done = subprocess.CompletedProcess([], 0, stdout=said)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    return mutation.main()


def test_modules_that_were_tried_get_their_rows_and_the_others_keep_theirs(
    readme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = judge(
        monkeypatch,
        *(("walk.x_walk", "survived", 1), ("walk.xǁPathǁend", "killed", 38)),
        *(("walk.x_paths", "timeout", 1), ("link.x_few", "not checked", 3)),
        *(("view.x_page", "killed", 10), ("incident.plan.x_steps", "killed", 5)),
        ("loader.rows.x_rows", "killed", 20),
    )
    today = date.today().isoformat()
    rows = [line for line in readme.read_text("utf-8").splitlines() if line.startswith("| ")]
    assert rows[2:] == [
        f"| incident.plan | 5 | 5 | 100.0% | {today} |",
        "| link | 10 | 10 | 100.0% | 2026-11-25 |",
        f"| loader.rows | 20 | 20 | 100.0% | {today} |",
        f"| view | 10 | 10 | 100.0% | {today} |",
        f"| walk | 40 | 39 | 97.5% | {today} |",
        "| All | 85 | 84 | 98.8% | |",
    ]
    assert readme.read_text("utf-8").startswith("Above.\n\n<!-- mutation -->\n\n| Module")
    assert readme.read_text("utf-8").endswith("98.8% | |\n\n<!-- /mutation -->\n\nBelow.\n")
    assert wrong  # not all were tried


@pytest.mark.parametrize(
    ("fates", "wrong"),
    [
        ([], 1),
        ([("walk.x_walk", "survived", 1), ("walk.x_paths", "killed", 39)], 0),
        ([("walk.x_walk", "survived", 1), ("walk.x_paths", "killed", 9)], 1),  # below 95 %
        ([("walk.x_walk", "survived", 2), ("walk.x_paths", "killed", 98)], 1),  # one explained
        ([("walk.x_paths", "killed", 9), ("walk.x_walk", "not checked", 1)], 1),
    ],
)
@pytest.mark.usefixtures("readme")
def test_a_run_is_good_when_all_were_tried_and_all_that_survive_are_explained(
    monkeypatch: pytest.MonkeyPatch, fates: list[tuple[str, str, int]], wrong: int
) -> None:
    assert judge(monkeypatch, *fates) == wrong


def test_every_survivor_is_listed_once_with_a_number_and_a_reason() -> None:
    lines = mutation.LISTED.read_text("utf-8").splitlines()
    rows = [line.split(maxsplit=2) for line in lines if not line.startswith("#")]
    assert all(len(row) == 3 and int(row[1]) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)


def test_every_listed_survivor_is_of_a_function_that_exists() -> None:
    """Otherwise a new function of that name would have survivors that nobody explained."""
    assert set(mutation._listed()) <= set(functions())


def functions() -> Iterator[str]:
    """Every function of the package as a run calls it: `walk.walk`, `model.Tree.order`."""
    package = ROOT / "decision_tree"
    for file in package.rglob("*.py"):
        module = ".".join(file.relative_to(package).with_suffix("").parts)
        tree = ast.parse(file.read_text("utf-8"))
        classes = [each for each in tree.body if isinstance(each, ast.ClassDef)]
        for owner, body in (("", tree.body), *((f"{each.name}.", each.body) for each in classes)):
            for node in body:
                if isinstance(node, ast.FunctionDef):
                    yield f"{module.removeprefix('engine.')}.{owner}{node.name}"
