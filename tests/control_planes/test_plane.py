"""When a kind counts as served: a definition that was just applied has no status at all."""

from __future__ import annotations

from typing import Any

import pytest

from .plane import is_served


@pytest.mark.parametrize(
    ("status", "served"),
    [
        ({}, False),
        ({"status": {}}, False),
        ({"status": {"conditions": None}}, False),
        ({"status": {"conditions": [{"type": "Established", "status": "False"}]}}, False),
        ({"status": {"conditions": [{"type": "NamesAccepted", "status": "True"}]}}, False),
        ({"status": {"conditions": [{"type": "Established", "status": "True"}]}}, True),
    ],
)
def test_a_kind_is_served_when_its_definition_says_so(status: dict[str, Any], served: bool) -> None:
    assert is_served(status) == served
