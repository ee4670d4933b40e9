"""What several journeys share."""

from __future__ import annotations

import pytest

from decision_tree.engine.model import Guide
from decision_tree.engine.walk import Path
from tests.ways import longest


@pytest.fixture(scope="module")
def way(guide: Guide) -> Path:
    """A path with as many questions as any."""
    return longest(guide)
