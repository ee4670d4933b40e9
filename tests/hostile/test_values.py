"""What else comes from outside: `FUZZ` values of each kind (500 of them unless it is set)."""

from __future__ import annotations

import os

import pytest

from decision_tree.engine.model import Guide

from .million import KINDS, show, small_guide

COUNT = int(os.environ.get("FUZZ", "5000")) // 10


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "addresses"])
def test_no_value_from_outside_breaks_anything_or_brings_markup(kind: str, guide: Guide) -> None:
    show(kind, small_guide(kind), seed=COUNT, count=COUNT * 9 // 10)
    show(kind, guide, seed=COUNT, count=COUNT // 10)
