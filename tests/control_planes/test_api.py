"""When the status of an object says that a condition is true: a new object has no status at all."""

from __future__ import annotations

from typing import Any

import pytest

from .api import says


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ({}, False),
        ({"status": {}}, False),
        ({"status": {"conditions": None}}, False),
        ({"status": {"conditions": [{"type": "Established", "status": "False"}]}}, False),
        ({"status": {"conditions": [{"type": "NamesAccepted", "status": "True"}]}}, False),
        ({"status": {"conditions": [{"type": "Established", "status": "True"}]}}, True),
    ],
)
def test_a_condition_holds_when_the_status_says_so(status: dict[str, Any], said: bool) -> None:
    assert says(status, "Established") == said
