"""In place of asyncio, from which Pyodide's start takes one name: nothing in the engine waits."""

from __future__ import annotations

from typing import NoReturn

__all__ = ["get_event_loop"]


def get_event_loop() -> NoReturn:
    """Say that there is none."""
    raise RuntimeError("the trimmed runtime has no event loop")
