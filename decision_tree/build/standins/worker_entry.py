"""Where the worker enters: the engine on the guide that lies in the same archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from decision_tree.engine import browser

if TYPE_CHECKING:
    __loader__: Any

__all__ = ["start"]


def start(root: str) -> browser.Engine:
    """The engine, ready; see `browser.Engine` for `root`."""
    return browser.start(__loader__.get_data("guide.json").decode(), root)
