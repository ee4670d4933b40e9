"""What the tests of the built site share."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def without_theme(moved: frozenset[str]) -> set[str]:
    """The pages without header, menu and footer: the frame and what stands at old addresses."""
    return {"embed/index.html", *(f"{old}index.html" for old in moved)}
