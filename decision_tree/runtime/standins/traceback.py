"""In place of traceback, which imports a palette of colours and its data classes: what Pyodide says
of a failure ends with the exception itself, and the page shows that alone."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

__all__ = ["format_exception", "print_exception"]


def format_exception(
    exc: BaseException | type[BaseException],
    value: BaseException | None = None,
    tb: TracebackType | None = None,
    **_: Any,
) -> list[str]:
    """The exception's name and text, without the way to it."""
    del tb
    raised = exc if isinstance(exc, BaseException) else value
    return [f"{type(raised).__name__}: {raised}\n"]


def print_exception(*values: Any, **_: Any) -> None:
    """Write it where errors go."""
    sys.stderr.write("".join(format_exception(*values)))
