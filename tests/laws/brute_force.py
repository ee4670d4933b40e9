"""The slow and obvious way: every path of a tree, walked one by one and compared with answers."""

from __future__ import annotations

from functools import cache

from decision_tree.engine.model import NOT_SURE, Tree
from decision_tree.engine.walk import Path, paths

__all__ = ["all_paths", "consistent", "outcomes_of"]


@cache
def all_paths(tree: Tree) -> tuple[Path, ...]:
    """Every path of a tree, walked once."""
    return tuple(paths(tree))


def consistent(tree: Tree, answers: dict[str, str]) -> list[Path]:
    """The paths that contradict none of the answers."""
    return [
        path
        for path in all_paths(tree)
        if all(answers.get(q, NOT_SURE) in (o, NOT_SURE) for q, o in path.answers)
    ]


def outcomes_of(found: list[Path]) -> set[str]:
    """The outcomes in which these paths end."""
    return {path.outcome for path in found}
