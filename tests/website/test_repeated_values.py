"""Values that two languages need are the same in both: colours, times, endings, formats."""

from __future__ import annotations

import re

import pytest
import yaml

from decision_tree.editing.findings import FORMATS
from decision_tree.loader.record_files import ENDINGS
from decision_tree.website.beside_pages import social_cards
from tests.folders import ROOT

STYLE = ROOT / "overrides/assets/style"
"""The sheets."""

COLOURS: dict[str, tuple[str, str]] = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)",
        (STYLE / "colours.css").read_text("utf-8"),
    )
}
"""Each colour of the sheet: for light, and for dark."""

KINDS_OF_FILES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "mdx",
    ".txt": "plain-text",
    ".rst": "rst",
    ".adoc": "asciidoc",
    ".html": "html",
    ".json": "json",
}
"""What pre-commit calls files by their endings."""


def test_the_cards_have_the_light_colours_of_the_sheet() -> None:
    light = {name: each for name, (each, _) in COLOURS.items()}
    assert light["dt-paper"] == social_cards.PAPER
    assert light["dt-ink"] == social_cards.INK
    assert light["dt-quiet"] == social_cards.QUIET
    assert light["dt-line"] == social_cards.LINE
    assert {
        "kserve": light["kserve"],
        "ray-serve": light["ray"],
        "both": light["both"],
        "neither": light["neither"],
    } == social_cards.COLOUR


@pytest.mark.parametrize(("css", "name"), [("k", "kserve"), ("r", "ray")])
def test_the_mark_has_the_colours_of_the_sheet(css: str, name: str) -> None:
    mark = (ROOT / "overrides/assets/mark.svg").read_text("utf-8")
    light, dark = COLOURS[name]
    assert f'class="{css}" fill="{light}"' in mark
    assert f".{css} {{ fill: {dark} }}" in mark


def test_the_page_waits_for_its_script_as_long_as_the_sheet_does() -> None:
    page = (ROOT / "overrides/main.html").read_text("utf-8")
    waits = re.search(r'dataset\.asked = ""\), (\d+)\)', page)
    late = re.search(r"dt-late (\d+)s", (STYLE / "quiz.css").read_text("utf-8"))
    assert waits
    assert late
    assert int(waits[1]) == int(late[1]) * 1000


def test_the_hook_looks_at_the_files_that_the_command_reads() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    [types] = [each["types_or"] for each in hooks if each["entry"].endswith(" recheck")]
    assert set(types) == {KINDS_OF_FILES[each] for each in ENDINGS}


def test_the_action_names_the_formats_of_the_command() -> None:
    action = yaml.safe_load((ROOT / ".github/actions/guard/action.yml").read_text("utf-8"))
    told = action["inputs"]["format"]["description"]
    assert told == f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}."
    assert action["inputs"]["format"]["default"] in FORMATS
