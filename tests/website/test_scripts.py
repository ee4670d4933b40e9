"""Readers are served the guide's scripts without comments, and with every line that acts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from decision_tree.runtime.assemble import without_comments
from tests.conftest import ROOT

SCRIPTS = sorted((ROOT / "overrides/assets").glob("*.mjs"))


@pytest.mark.parametrize(
    ("script", "served"),
    [
        ("// @ts-check\n// What it is for.\n\nact();\n", "\nact();\n"),
        ("  /** @param {string} a */\n  act(a);\n", "  act(a);\n"),
        ("/** In two\n * lines. */\nact();\n", "act();\n"),
        ("/** @type {any} */ (window).act();\n", "/** @type {any} */ (window).act();\n"),
        ("act(); // why\n", "act(); // why\n"),
        ('act("// no comment");\n', 'act("// no comment");\n'),
        ("/** one */\nact();\n/** two */ more();\n", "act();\n/** two */ more();\n"),
    ],
)
def test_lines_that_hold_only_a_comment_are_left_out(script: str, served: str) -> None:
    assert without_comments(script) == served


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_text_of_a_script_has_a_line_that_looks_like_a_comment(script: Path) -> None:
    """A text over several lines stands between two backticks."""
    whole = script.read_text("utf-8")
    for start in (found.start() for found in re.finditer(r"^[ \t]*(?://|/\*\*)", whole, re.M)):
        assert without_comments(whole[:start]).count("`") % 2 == 0, whole[start : start + 80]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_the_built_site_has_each_script_without_them(site: Path, script: Path) -> None:
    served = (site / "assets" / script.name).read_text("utf-8")
    assert served == without_comments(script.read_text("utf-8"))
    assert not re.search(r"^\s*//", served, re.M)
