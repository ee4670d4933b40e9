"""In place of Pyodide's own, which imports tokenize, ast, linecache and textwrap to run what people
type: here it runs the few lines of Pyodide's start, and imports what the worker asks for."""

from __future__ import annotations

import _ast
from importlib import import_module
from typing import Any

__all__ = ["eval_code", "pyimport_impl"]

PARSE_ONLY = _ast.PyCF_ONLY_AST


def eval_code(source: str, globals: dict[str, Any] | None = None, **_: Any) -> Any:
    """Run the source, and return the value of its last line if that is an expression."""
    names = {} if globals is None else globals
    parsed = compile(source, "<exec>", "exec", PARSE_ONLY)
    last = parsed.body.pop() if parsed.body and isinstance(parsed.body[-1], _ast.Expr) else None
    exec(compile(parsed, "<exec>", "exec"), names)
    if last is None:
        return None
    return eval(compile(_ast.Expression(last.value), "<exec>", "eval"), names)


def pyimport_impl(path: str) -> Any:
    """The module of this name; Pyodide's own also takes the name of something in one."""
    return import_module(path)
