"""What things are called stands in one file: a name that is typed again elsewhere goes stale."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from decision_tree.engine import display_names
from decision_tree.engine.display_names import KSERVE, RAY_SERVE
from tests.folders import ROOT

FILES = sorted(set((ROOT / "decision_tree").rglob("*.py")) - {Path(str(display_names.__file__))})
NAMES = {KSERVE, RAY_SERVE, "KubeRay"}


def texts(source: str) -> set[str]:
    """Every string of a program."""
    nodes = ast.walk(ast.parse(source))
    return {str(each.value) for each in nodes if isinstance(each, ast.Constant)}


@pytest.mark.parametrize("file", FILES, ids=lambda each: each.name)
def test_no_other_file_calls_a_product_by_its_name(file: Path) -> None:
    assert not texts(file.read_text("utf-8")) & NAMES
