"""`__all__` of a module is what others take from it, no less and no more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.folders import ROOT

from .test_arrows import MODULES

CALLED_BY_NAME = re.compile(r"on_\w+|makeExtension|define_env|main|start")
"""What MkDocs, Markdown, a command or a worker calls, and no import names."""


@cache
def parsed(file: Path) -> ast.Module:
    """The module in this file."""
    return ast.parse(file.read_text("utf-8"))


@cache
def public(name: str) -> frozenset[str] | None:
    """What a module lists in `__all__`; None for one without."""
    for node in parsed(MODULES[name]).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return frozenset(ast.literal_eval(node.value))
    return None


def taken(file: Path) -> Iterator[tuple[str, str]]:
    """Each name that this file takes from a module of ours, as that module and the name."""
    package = file.relative_to(ROOT).with_suffix("").parts[:-1]
    known: dict[str, str] = {}
    for node in ast.walk(parsed(file)):
        if not isinstance(node, ast.ImportFrom):
            continue
        above = package[: len(package) - node.level + 1] if node.level else ()
        origin = ".".join((*above, *filter(None, [node.module])))
        for alias in node.names:
            if (whole := f"{origin}.{alias.name}") in MODULES:
                known[alias.asname or alias.name] = whole
            elif origin in MODULES and MODULES[origin] != file:
                yield origin, alias.name
    for node in ast.walk(parsed(file)):
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr=attr) if module in known:
                yield known[module], attr


@cache
def taken_anywhere() -> dict[str, dict[str, list[str]]]:
    """For each module the names that others take from it, each with the files that do."""
    found: dict[str, dict[str, list[str]]] = {name: {} for name in MODULES}
    for file in [*MODULES.values(), *sorted((ROOT / "tests").rglob("*.py"))]:
        for module, name in taken(file):
            found[module].setdefault(name, []).append(str(file.relative_to(ROOT)))
    return found


def annotated(name: str) -> set[str]:
    """The types in the signatures and fields of a module: who gets a value may want its type."""
    found: set[str] = set()
    for node in ast.walk(parsed(MODULES[name])):
        if isinstance(node, ast.FunctionDef):
            found |= names_in(node.returns)
        elif isinstance(node, ast.AnnAssign | ast.arg):
            found |= names_in(node.annotation)
    return found


def names_in(node: ast.expr | None) -> set[str]:
    """The names in an annotation."""
    found = ast.walk(node) if node else ()
    return {each.id for each in found if isinstance(each, ast.Name)}


LISTED = [name for name, file in MODULES.items() if "\n__all__ = " in file.read_text("utf-8")]
"""Known without reading them as Python: each process that runs tests needs their names."""


@pytest.mark.parametrize("name", MODULES)
def test_what_others_take_from_a_module_is_in_its_list(name: str) -> None:
    for each, files in taken_anywhere()[name].items():
        if each.startswith("_") and all(file.startswith("tests/") for file in files):
            continue  # a test may look inside
        assert each in (public(name) or ()), f"{name}: {each} is taken by {files[0]}"


@pytest.mark.parametrize("name", LISTED)
def test_what_a_module_lists_is_taken_by_others(name: str) -> None:
    wanted = {*taken_anywhere()[name], *annotated(name)}
    spare = [each for each in public(name) or () if each not in wanted]
    assert not [each for each in spare if not CALLED_BY_NAME.fullmatch(each)]
