"""In place of Pyodide's formatting of docstrings for people at a prompt: there is no prompt."""

from __future__ import annotations

from typing import Any

__all__ = ["get_cmeth_docstring"]


def get_cmeth_docstring(func: Any) -> str:
    """The least that a method's docstring must begin with."""
    return f"{func.__name__}()\n--\n\n"
