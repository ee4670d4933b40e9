"""Reading a table at any width: no column is too narrow for its words, and what does not fit side
by side is a list of rows with their labels."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from .readers import READERS, reading

PAGES = ["argument/", "autoscaling/", "neighbours/", "keep/", "hybrids/", "moving/", "runbook/"]
NARROWEST = 180
"""Pixels of a column, where there are more than three side by side."""

WIDE_ENOUGH = 1000
"""Pixels of a table that has more than three columns side by side."""

# The tables with more than three columns side by side: width, and that of each column.
SIDE_BY_SIDE = """() => [...document.querySelectorAll("article .dt-table")]
  .filter((table) => table.checkVisibility() && table.querySelectorAll("thead th").length > 3)
  .filter((table) => getComputedStyle(table.querySelector("tbody tr")).display === "table-row")
  .map((table) => [table.getBoundingClientRect().width,
    ...[...table.querySelectorAll("thead th")].map((each) => each.offsetWidth)])"""

# Cells of the others without the name of their column.
UNNAMED = """() => [...document.querySelectorAll("article .dt-table tbody td:not(:empty)")]
  .filter((cell) => getComputedStyle(cell.parentElement).display !== "table-row")
  .filter((cell) => cell.checkVisibility() && !cell.closest(".dt-below") && !cell.dataset.label)
  .map((cell) => cell.textContent.slice(0, 40))"""


@pytest.mark.parametrize("width", [390, 768, 1024, 1440, 1920])
def test_columns_are_wide_enough_or_rows_have_labels(
    browser: Browser, address: str, width: int
) -> None:
    narrow, unnamed = {}, {}
    with reading(browser, address, READERS["mouse"]) as page:
        page.set_viewport_size({"width": width, "height": 900})
        for name in PAGES:
            page.goto(name)
            tables = page.evaluate(SIDE_BY_SIDE)
            narrow[name] = [
                table for table in tables if table[0] < WIDE_ENOUGH or min(table[1:]) < NARROWEST
            ]
            unnamed[name] = page.evaluate(UNNAMED)
    assert not {name: tables for name, tables in narrow.items() if tables}
    assert not {name: cells for name, cells in unnamed.items() if cells}


# The cells of the comparison in cards, each row as the width of its card and that of its last cell.
LAST = """() => [...document.querySelectorAll("#comparison ~ .dt-table-wrap")].slice(0, 1)
  .flatMap((table) => [...table.querySelectorAll("tbody tr")])
  .map((row) => [row.clientWidth, row.lastElementChild.offsetWidth])"""


@pytest.mark.parametrize("width", [768, 1440])
def test_what_is_settled_in_the_meeting_is_asked_of_both_sides(
    browser: Browser, address: str, width: int
) -> None:
    """Below the column of one product it looks like a question to that one."""
    with reading(browser, address, READERS["mouse"]) as page:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("argument/#comparison")
        rows = page.evaluate(LAST)
        assert rows
        assert [row for row in rows if row[0] != row[1]] == []
