"""Readers are served the guide's scripts without comments, and with every line that acts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from decision_tree.runtime.assemble import without_comments
from decision_tree.website.beside_pages.scripts import thin_page
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


@pytest.mark.parametrize(
    ("page", "served"),
    [
        ("<ul>\n\n  <li>a\n    b</li>\n</ul>\n", "<ul>\n<li>a\nb</li>\n</ul>\n"),
        ("<pre>\n  a\n</pre>\n  b", "<pre>\n  a\n</pre>\nb"),
        ("<pre class='a'><b>\n  a</b>\n\n</pre>", "<pre class='a'><b>\n  a</b>\n\n</pre>"),
        ("<script>\n  act();\n</script>\n <p>", "<script>\n  act();\n</script>\n<p>"),
        ("<textarea>\n  a</textarea>", "<textarea>\n  a</textarea>"),
        ('<p id="a" data-search-exclude>', '<p id="a">'),
        ("<p data-search-exclude class='a'>", "<p class='a'>"),
    ],
)
def test_a_page_is_served_without_what_nobody_sees(page: str, served: str) -> None:
    assert thin_page(page) == served
    assert thin_page(served) == served


def test_every_page_is_served_so(site: Path) -> None:
    pages = [each.read_text("utf-8") for each in site.rglob("*.html")]
    assert pages
    assert all(thin_page(page) == page for page in pages)


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
