"""The arrows of the design: which room may import which, and that no module is in a circle."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter

import pytest

from tests.folders import ROOT

PACKAGE = ROOT / "decision_tree"
ROOMS = ("engine", "loader", "editing", "runtime", "website")
"""Each may import itself and those before it."""
MODULES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted(PACKAGE.rglob("*.py"))
    if "standins" not in file.parts
}
ENGINE = [name for name in MODULES if name.startswith("decision_tree.engine")]
NO_IO = {"os", "pathlib", "socket", "subprocess", "urllib", "io", "sys", "shutil", "tempfile"}


def imported(name: str) -> Iterator[str]:
    """Every module that this one imports, at the top or inside a function, by its whole name."""
    file = MODULES[name]
    package = name.split(".") if file.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*above, *filter(None, [node.module])])
            modules = [f"{origin}.{alias.name}" for alias in node.names]
            yield from (each if each in MODULES else origin for each in modules)


def room(name: str) -> str:
    """The room of the package that a module is in; "" for the command line."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in ROOMS else ""


@pytest.mark.parametrize("name", [name for name in MODULES if room(name)])
def test_a_room_imports_only_itself_and_the_rooms_before_it(name: str) -> None:
    allowed = ROOMS[: ROOMS.index(room(name)) + 1]
    for other in imported(name):
        if other.startswith("decision_tree."):
            assert room(other) in allowed, f"{name} imports {other}"


def test_the_command_line_needs_only_what_an_install_holds() -> None:
    main = ("cli", "quiz_in_terminal", "__main__", "commands")
    assert {f"decision_tree.{each}" for each in main} <= set(MODULES)
    for name in (name for name in MODULES if name.split(".")[1:2] and name.split(".")[1] in main):
        for other in imported(name):
            assert room(other) not in ("runtime", "website"), f"{name} imports {other}"


def test_no_module_is_in_a_circle() -> None:
    known = {name: [other for other in imported(name) if other in MODULES] for name in MODULES}
    TopologicalSorter(known).prepare()  # raises CycleError, which names the circle


@pytest.mark.parametrize("name", ENGINE)
def test_the_engine_needs_only_the_standard_library_and_does_no_io(name: str) -> None:
    for other in imported(name):
        if room(other) == "engine":
            continue
        root = other.partition(".")[0]
        assert root in sys.stdlib_module_names, f"{name} imports {other}"
        assert root not in NO_IO, f"{name} imports {other}"


@pytest.mark.parametrize("name", ENGINE)
def test_the_engine_calls_no_function_that_reads_or_writes(name: str) -> None:
    for node in ast.walk(ast.parse(MODULES[name].read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"open", "print", "input", "exec", "eval"}
