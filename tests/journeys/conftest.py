"""What several journeys share."""

from __future__ import annotations

import pytest

from decision_tree.engine.model import Guide
from decision_tree.engine.walk import Path, paths


@pytest.fixture(scope="module")
def way(guide: Guide) -> Path:
    """A path with as many questions as any."""
    return max(paths(guide.tree), key=lambda path: len(path.answers))
