"""Ways through the tree that several tests take."""

from __future__ import annotations

from decision_tree.engine.model import Guide
from decision_tree.engine.walk import Path, paths

__all__ = ["first_to", "longest"]


def longest(guide: Guide) -> Path:
    """A path with as many questions as any."""
    return max(paths(guide.tree), key=lambda path: len(path.answers))


def first_to(guide: Guide, outcome: str) -> Path:
    """The first path that ends in this outcome."""
    return next(path for path in paths(guide.tree) if path.outcome == outcome)
