"""What a page says while its engine is on its way, and to who has no JavaScript at all."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from decision_tree.engine.model import Guide

from .readers import READERS, engine_held, reading
from .window import ENGINE_MS


def test_the_button_that_starts_the_checks_stays_while_they_start(
    browser: Browser, address: str
) -> None:
    with reading(browser, address, READERS["mouse"]) as page:
        let_go = engine_held(page)
        page.goto("try/")
        page.locator("content-editor select").select_option("claims.yml")
        button = page.get_by_role("button", name="Check this file")
        button.click()
        told = page.locator(".dt-told")
        expect(told.locator("progress")).to_be_visible()
        expect(button).to_be_visible()
        expect(button).to_be_disabled()
        let_go()
        expect(told).to_contain_text("This can take 20 seconds", timeout=ENGINE_MS)
        expect(told.locator(".dt-sound")).to_be_visible(timeout=90_000)


@pytest.mark.parametrize("name", ["decide/#v=2&contract=platform&outcome=kserve", "incident/#v=1"])
def test_without_javascript_a_link_says_first_that_nobody_reads_it(
    browser: Browser, address: str, name: str
) -> None:
    window = {"width": 390, "height": 844}
    context = browser.new_context(base_url=address, viewport=window, java_script_enabled=False)
    page = context.new_page()
    page.goto(name)
    said = page.locator("noscript .dt-notice")
    expect(said).to_contain_text("does not read the answers in a link")
    expect(said.locator("a")).to_have_attribute("href", re.compile("(#outcomes|rollback/)$"))
    expect(said).to_be_in_viewport()
    context.close()


def test_without_javascript_not_sure_says_at_its_place_why_it_does_nothing(
    browser: Browser, address: str, guide: Guide
) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("decide/")
    first = page.locator(f"#q-{guide.tree.start} .dt-options > li").last
    expect(first).to_contain_text("Not sure")
    expect(first.locator("noscript p")).to_contain_text("needs JavaScript")
    context.close()


def test_without_a_network_a_link_to_a_page_that_is_not_kept_says_so(
    browser: Browser, address: str
) -> None:
    with reading(browser, address, READERS["mouse"]) as page:
        page.goto("decide/")
        page.context.set_offline(True)
        page.locator("footer a", has_text="FAQ").first.click()
        said = page.locator(".said")
        expect(said).to_contain_text("You are offline, and this page is not kept on this device.")
        assert page.url.endswith("/decide/")
        page.context.set_offline(False)
