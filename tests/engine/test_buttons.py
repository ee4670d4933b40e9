"""The buttons: each does something."""

from __future__ import annotations

import pytest

from decision_tree.engine import buttons
from tests.conftest import ROOT

ROWS = sorted(
    {
        action
        for name in buttons.__all__
        if isinstance(each := getattr(buttons, name), dict)
        for action in each
    }
)


@pytest.mark.parametrize("action", ROWS)
def test_what_a_button_does_the_script_of_the_page_knows(action: str) -> None:
    script = (ROOT / "overrides/assets/record-form.mjs").read_text("utf-8")
    assert f'what === "{action}"' in script
