"""Every macro says which content it shows, so that a page's date follows its data."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from decision_tree.engine.kinds import KINDS
from decision_tree.engine.model import Guide
from decision_tree.website.beside_pages import dates
from decision_tree.website.beside_pages.dates import page_changed
from decision_tree.website.macros import MACRO_FILES, SHOWS, define_env


def test_every_macro_has_a_row_and_every_row_a_macro(guide: Guide) -> None:
    made: dict[str, Any] = {}
    folder = Path("folder")
    extra = {"guide": guide, "runtime": folder, "authoring": folder, "repository": ""}
    conf = SimpleNamespace(extra={**extra, "measured": None, "controllers": None})
    define_env(SimpleNamespace(conf=conf, macro=lambda macro, name: made.update({name: macro})))
    assert made.keys() == SHOWS.keys()


def test_the_lists_that_macros_show_exist_and_each_kind_with_a_page_is_shown() -> None:
    shown = {name for lists in SHOWS.values() for name in lists}
    assert shown <= {kind.list for kind in KINDS}
    assert {kind.list for kind in KINDS if kind.home} <= shown


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Nothing.", "2026-01-01"),
        ("{{ glossary_list() }}", "2026-02-02"),
        ("{{ scalers_table() }} and {{ claims_list() }}", "2026-02-02"),
        ('{{ practice("scenario") }}', "2026-03-03"),
        ("{{ rollback_measured() }}", "2026-01-02"),
        ("{{ controllers_table() }}", "2026-01-03"),
        ('{{ cite("a-claim") }}', "2026-01-01"),
    ],
)
def test_a_page_changes_with_the_data_that_its_macros_show(
    monkeypatch: pytest.MonkeyPatch, text: str, day: str
) -> None:
    content = "decision_tree/content"
    days = {
        "docs/page.md": "2026-01-01",
        f"{content}/measured.yml": "2026-01-02",
        f"{content}/controllers.yml": "2026-01-03",
        f"{content}/depth.yml": "2026-02-02",
        f"{content}/claims.yml": "2025-12-31",
        f"{content}/scenarios/a.yml": "2026-03-03",
    }
    monkeypatch.setattr(dates, "last_changed", lambda _: days)
    assert page_changed(Path(), "docs/page.md", text, MACRO_FILES) == day
