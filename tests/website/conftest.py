"""What the tests of the built site share."""

from __future__ import annotations

import pytest
from mkdocs.config import load_config

from tests.conftest import ROOT


@pytest.fixture(scope="session")
def without_theme() -> set[str]:
    """The pages without header, menu and footer: the frame and what stands at old addresses."""
    moved = load_config(str(ROOT / "mkdocs.yml")).extra["moved"]
    return {"embed/index.html", *(f"{old}index.html" for old in moved)}
