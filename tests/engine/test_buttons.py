"""The buttons: each does something."""

from __future__ import annotations

import re

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


LABELS = {
    label
    for name in buttons.__all__
    for each in [getattr(buttons, name)]
    for label in (each.values() if isinstance(each, dict) else [each])
}
"""What buttons are called; the functions that make them are no texts."""

PAGES = ("keep.md", "privacy.md")
"""Pages that call a button by its label, in bold."""


@pytest.mark.parametrize("page", PAGES)
def test_a_page_calls_a_button_by_its_label(page: str) -> None:
    bold = set(re.findall(r"\*\*([^*\n]+)\*\*", (ROOT / "docs" / page).read_text("utf-8")))
    assert bold
    assert bold <= LABELS


def test_the_script_calls_the_button_of_a_block_of_code_as_a_command_is() -> None:
    script = (ROOT / "overrides/assets/reader.mjs").read_text("utf-8")
    assert f'button.textContent = "{buttons.COPY}";' in script


def test_what_loads_again_is_called_so_once() -> None:
    files = [each.read_text("utf-8") for each in (ROOT / "overrides/assets").glob("*.mjs")]
    said = re.search('export const AGAIN = "(.+)";', "".join(files))
    assert said
    assert "".join(files).count(said[1]) == 1
    assert f"“{said[1]}”" in (ROOT / "docs/contribute/runtime.md").read_text("utf-8")


@pytest.mark.parametrize("action", ROWS)
def test_what_a_button_does_the_script_of_the_page_knows(action: str) -> None:
    script = (ROOT / "overrides/assets/record-form.mjs").read_text("utf-8")
    assert f'what === "{action}"' in script
