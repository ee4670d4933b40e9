"""A workshop on paper: a page for each case, and for who runs it a plan and the answers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from decision_tree.engine.model import Drill, Scenario
from decision_tree.engine.practice.rating import label
from tests.conftest import published

GUIDE = published()
EVERY: tuple[Scenario | Drill, ...] = (*GUIDE.scenarios, *GUIDE.drills)
THREE = [",".join(map(label, EVERY[n : n + 3])) for n in range(0, len(EVERY), 3)]


def pages(page: Page, fragment: str) -> int:
    """How many pages a workshop is on paper."""
    page.goto("about:blank")
    page.goto(f"practice-print/#{fragment}")
    expect(page.locator(".dt-live .dt-sheet").first).to_be_visible(timeout=60_000)
    return page.pdf(format="A4").count(b"/Type /Page\n")


@pytest.mark.parametrize("cases", THREE)
def test_each_case_prints_on_one_page_and_so_does_its_answer(page: Page, cases: str) -> None:
    count = cases.count(",") + 1
    assert pages(page, f"v=1&cases={cases}") == 1 + count
    assert pages(page, f"v=1&cases={cases}&for=room") == count


def test_the_first_page_is_the_run_sheet_and_holds_no_page_furniture(page: Page) -> None:
    assert pages(page, "v=1&cases=S4") == 2
    page.emulate_media(media="print")
    for hidden in ("h1", ".lead", ".dt-picks", ".dt-workshop .dt-nav"):
        expect(page.locator(f"article {hidden}").first).to_be_hidden()
    expect(page.locator("#run-sheet")).to_be_visible()
    expect(page.locator(".dt-solved")).to_be_visible()


def test_the_sheets_for_the_room_hold_no_page_furniture_either(page: Page) -> None:
    assert pages(page, "v=1&cases=D7&for=room") == 1
    page.emulate_media(media="print")
    for hidden in ("h1", ".lead", ".dt-picks"):
        expect(page.locator(f"article {hidden}").first).to_be_hidden()
    expect(page.locator("#run-sheet")).to_have_count(0)
    expect(page.locator(".dt-sheet .dt-boxes").first).to_be_visible()
    expect(page.locator(".dt-sheet .dt-panel svg").first).to_be_visible()
