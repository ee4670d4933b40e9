"""An hour with eight engineers tomorrow: from home to the sheets, and from answers to results."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, expect

from decision_tree.engine.model import Guide

from .readers import READERS, Reader, reading
from .window import LIVE, has_focus, reads

anyone = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)


@anyone
def test_from_home_to_the_pages_to_print_for_an_hour(
    browser: Browser, address: str, reader: Reader
) -> None:
    with reading(browser, address, reader) as page:
        page.goto("")
        reader.press(page, page.locator("article a", has_text="Run a workshop"))
        expect(page.locator("h1")).to_contain_text("Run a workshop")
        reader.press(
            page, page.locator("a", has_text=re.compile("^Start with")).locator("visible=true")
        )
        hour = re.compile(r"^S\d+, S\d+, D\d+: 60 minutes$")
        reads(page, hour)
        reader.press(page, page.locator(".dt-live a", has_text="3 sheets for the room"))
        reads(page, re.compile(r"^Workshop with S\d+, S\d+, D\d+$"))
        expect(page.locator(".dt-live .dt-sheet")).to_have_count(3)
        expect(page.locator(".dt-live :is(.dt-solved, .dt-run)")).to_have_count(0)
        reader.press(page, page.locator(".dt-live a", has_text="Run sheet and answers"))
        reads(page, hour)
        first = page.locator(f"{LIVE}").first.inner_text()
        added = page.locator(".dt-live #pick-S2")
        left = reader.press(page, added)
        has_focus(page.locator("#pick-S2[aria-current]"))
        assert page.evaluate("() => scrollY") == left
        expect(page.locator(LIVE).first).to_have_text(
            re.compile(r"S2: \d+ minutes, and you have 60$")
        )
        reader.press(page, page.locator(".dt-live a", has_text="Plan 90 minutes"))
        reads(page, re.compile(r"S2: 90 minutes$"))
        reader.press(page, page.locator(".dt-live .dt-filter a", has_text="60"))
        reads(page, re.compile(r"S2: \d+ minutes, and you have 60$"))
        reader.press(page, page.locator(".dt-live #pick-S2"))
        expect(page.locator(LIVE).first).to_have_text(first)
        expect(page.locator(".dt-live .dt-run tbody tr")).to_have_count(14)
        expect(page.locator(".dt-live .dt-sheet")).to_have_count(4)


@anyone
def test_from_a_sheet_to_an_answer_on_screen_and_to_the_results_of_the_room(
    browser: Browser, address: str, guide: Guide, reader: Reader
) -> None:
    scenario = next(case for case in guide.scenarios if case.number == 4)
    with reading(browser, address, reader) as page:
        page.goto("practice-print/#v=1&cases=S4&for=room")
        online = page.locator(".dt-live a", has_text="Answer S4 on screen")
        expect(online).to_be_visible(timeout=60_000)
        reader.press(page, online)
        reads(page, scenario.title)
        for _ in range(4):
            reader.press(page, page.locator(".dt-live .dt-option").first)
        expect(page.locator(".dt-live .dt-feedback")).to_be_visible()
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.wait_for_function("() => document.querySelector('decision-quiz').record")
        reader.press(page, page.locator(".dt-live [data-do=copy-link]"))
        expect(page.locator(".dt-live .dt-said")).to_have_text("The link is copied.")
        copied = page.evaluate("() => navigator.clipboard.readText()")
        page.goto("room/")
        page.locator("textarea:visible").fill(f"Ana {copied}\nBo hello")
        reader.press(page, page.locator("button[type=submit]:visible"))
        reads(page, "1 answer to 1 case")
        live = page.locator(".dt-live")
        expect(live).to_contain_text(f"S4: {scenario.title}")
        expect(live).to_contain_text(": Ana")
        expect(live).to_contain_text("Link 2: no answer of this guide is in it.")
        assert json.dumps(page.url).count("1.by=Ana") == 1
