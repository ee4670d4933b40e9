"""Cases of either kind: what has no kind is refused, and never taken for a drill."""

from __future__ import annotations

from typing import Any

import pytest

from decision_tree.engine.model import Case, Guide
from decision_tree.engine.practice.attempt import case_kind


def test_each_case_is_found_by_its_kind(guide: Guide) -> None:
    cases: tuple[Case, ...] = (*guide.scenarios, *guide.drills)
    for case in cases:
        assert guide.case(case_kind(case), case.id) is case


def test_what_has_no_kind_is_refused(guide: Guide) -> None:
    strange: Any = guide.tree
    with pytest.raises(AssertionError, match="unreachable"):
        case_kind(strange)
    with pytest.raises(KeyError, match="quiz"):
        guide.cases("quiz")
