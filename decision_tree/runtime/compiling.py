"""Runs inside Pyodide under Node: calls everything, then compiles the modules that this imported.

/job holds `calls.json` and `guide.json`; `library.zip` is written beside them. The engine is in
the standard library's archive, so one rule finds all that is needed: what came from that archive.
It is compiled here because the browser refuses another Python's bytecode. Nothing is imported at
the top: it would count as needed.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# PEP 552: bytecode that is taken as it is, without looking for its source.
UNCHECKED_HASH = b"\x01\x00\x00\x00" + bytes(8)


def needed() -> list[tuple[str, bool, str]]:
    """Name, whether it is a package, and source of all that running everything imports."""
    import json
    import traceback

    from worker_entry import start  # type: ignore[import-not-found]

    with open("/job/guide.json", encoding="utf-8") as file:  # noqa: PTH123, it would import pathlib
        engine = start(file.read(), "../")
    with open("/job/calls.json", encoding="utf-8") as file:  # noqa: PTH123
        calls = json.load(file)
    for name, values in calls:
        getattr(engine, name)(*values)
    try:
        engine.record("", "not JSON")
    except ValueError as problem:  # Pyodide tells failures in this way
        "".join(traceback.format_exception(problem))
    found = []
    for name, module in sorted(sys.modules.items()):
        loader: Any = getattr(module, "__loader__", None)
        if type(loader).__name__ == "zipimporter" and module.__name__ == name:
            found.append((name, loader.is_package(name), loader.get_source(name)))
    return found


def write(modules: list[tuple[str, bool, str]]) -> None:
    """Compile them without asserts, and without docstrings, into an archive that holds no source.

    Data classes without a docstring would work one out from their signature, each time the
    runtime starts; so the classes of the engine, which has them, keep one of a single sign.
    """
    import _ast
    import zipfile
    from importlib.util import MAGIC_NUMBER
    from marshal import dumps

    from worker_entry import METHODS, written

    def strip(node: Any) -> None:
        """Cut the docstrings in this module, class or function, and in all that it holds."""
        for child in node.body:
            if isinstance(getattr(child, "body", None), list):
                strip(child)
        first = node.body[0] if node.body else None
        told = first.value if isinstance(first, _ast.Expr) else None
        if isinstance(told, _ast.Constant) and isinstance(told.value, str):
            if isinstance(node, _ast.Module):
                del node.body[0]
            elif isinstance(node, _ast.ClassDef | _ast.FunctionDef):
                told.value = "." if isinstance(node, _ast.ClassDef) else 0

    # The oldest date a zip can hold: archives must not differ from build to build.
    date = (1980, 1, 1, 0, 0, 0)
    with zipfile.ZipFile("/job/library.zip", "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(METHODS, date), dumps(written))
        for name, is_package, source in modules:
            path = name.replace(".", "/") + ("/__init__" if is_package else "")
            code: Any = source
            if ours := name.startswith("decision_tree"):
                code = compile(source, path, "exec", _ast.PyCF_ONLY_AST, dont_inherit=True)
                strip(code)
            level = 1 if ours else 2
            code = compile(code, f"{path}.py", "exec", dont_inherit=True, optimize=level)
            entry = zipfile.ZipInfo(f"{path}.pyc", date)
            archive.writestr(entry, MAGIC_NUMBER + UNCHECKED_HASH + dumps(code))


write(needed())
