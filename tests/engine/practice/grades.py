"""Every attempt at the published cases, graded once for all files that run in one process."""

from __future__ import annotations

from functools import cache

from decision_tree.engine.model import Case
from decision_tree.engine.practice.grading import Grade, gradings
from tests.conftest import published

__all__ = ["every_grade"]


@cache
def every_grade(case: Case) -> tuple[Grade, ...]:
    """The feedback on every attempt at this case, in the order of `every_attempt`."""
    return tuple(gradings(published(), case))
