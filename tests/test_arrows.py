"""The arrows of the design: the engine imports the standard library and itself, nothing else."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ENGINE = sorted((Path(__file__).parent.parent / "decision_tree" / "engine").glob("*.py"))
NO_IO = {"os", "pathlib", "socket", "subprocess", "urllib", "io", "sys", "shutil", "tempfile"}


@pytest.mark.parametrize("module", ENGINE, ids=lambda path: path.stem)
def test_the_engine_needs_only_the_standard_library_and_does_no_io(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            roots = {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level <= 1, "the engine imports only modules beside it"
            roots = set() if node.level else {str(node.module).partition(".")[0]}
        else:
            continue
        assert roots <= set(sys.stdlib_module_names)
        assert not roots & NO_IO


def test_the_engine_calls_no_function_that_reads_or_writes() -> None:
    for module in ENGINE:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"open", "print", "input", "exec", "eval"}
