"""What a run of mutmut leaves in quality.md, and when it is not good enough."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.tools import mutation

BEFORE = """\
Above.

<!-- mutation -->

| Module | Small mistakes | Noticed | Share |
| --- | --: | --: | --: |
| gone | 9 | 1 | 11.1% |
| link | 10 | 10 | 100.0% |
| walk | 5 | 1 | 20.0% |
| All | 15 | 11 | 73.3% |

<!-- /mutation -->

Below.
"""


@pytest.fixture
def readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page with the table of an earlier run, beside an engine of three modules."""
    engine = tmp_path / "decision_tree" / "engine"
    engine.mkdir(parents=True)
    for name in ("link", "view", "walk"):
        (engine / f"{name}.py").touch()
    monkeypatch.setattr(mutation, "ROOT", tmp_path)
    monkeypatch.setattr(mutation, "_listed", lambda: {"walk.walk": 1})
    file = tmp_path / "docs" / "contribute" / "quality.md"
    file.parent.mkdir(parents=True)
    file.write_text(BEFORE, "utf-8")
    return file


def judge(monkeypatch: pytest.MonkeyPatch, *fates: tuple[str, str, int]) -> int:
    """What is said of a run: (function, fate, how many mutants)."""
    said = "".join(
        f"    decision_tree.engine.{name}__mutmut_{n}: {fate}\n"
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
        ("view.x_page", "killed", 10),
    )
    rows = [line for line in readme.read_text("utf-8").splitlines() if line.startswith("| ")]
    assert rows[2:] == [
        "| link | 10 | 10 | 100.0% |",
        "| view | 10 | 10 | 100.0% |",
        "| walk | 40 | 39 | 97.5% |",
        "| All | 60 | 59 | 98.3% |",
    ]
    assert readme.read_text("utf-8").startswith("Above.\n\n<!-- mutation -->\n\n| Module")
    assert readme.read_text("utf-8").endswith("98.3% |\n\n<!-- /mutation -->\n\nBelow.\n")
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
