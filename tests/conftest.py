"""What the tests share: the guide's own content and a small tree that fits in a head."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision_tree.build.load import load
from decision_tree.engine.model import Guide

TESTS = Path(__file__).parent
ROOT = TESTS.parent


@pytest.fixture(scope="session")
def guide() -> Guide:
    """The published guide."""
    return load()


@pytest.fixture(scope="session")
def small() -> Guide:
    """Three questions, two outcomes, five paths: tests/small/."""
    return load(TESTS / "small")
