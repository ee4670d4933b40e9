"""What a page says while its engine is on its way, and to who has no JavaScript at all."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from decision_tree.engine.model import Guide

from .readers import READERS, engine_held, held, reading
from .window import ENGINE_MS


def test_who_answered_before_reads_at_once_that_the_answers_come(
    browser: Browser, address: str
) -> None:
    """Also while the engine is there and the cases are not: the list looks as if all were gone."""
    with reading(browser, address, READERS["finger"]) as page:
        page.goto("practice/")
        page.evaluate("() => localStorage.setItem('serving-contract-practice', 'v=1')")
        let_go = held(page, "**/assets/scenarios-*")
        page.reload()
        notice = page.locator(".dt-notice")
        expect(notice).to_contain_text("Your answers show here when this is loaded.")
        expect(notice.locator("progress")).to_be_visible()
        page.wait_for_function(
            "() => !document.querySelector('.dt-notice progress').matches('[value]')"
        )
        expect(notice).to_be_visible()
        let_go()
        expect(page.locator(".dt-live")).to_be_visible(timeout=ENGINE_MS)
        expect(notice).to_be_hidden()


@pytest.mark.parametrize("room", [False, True])
def test_a_link_to_a_workshop_shows_what_it_can_and_that_the_rest_comes(
    browser: Browser, address: str, room: bool
) -> None:
    with reading(browser, address, READERS["finger"]) as page:
        let_go = engine_held(page)
        page.goto(f"practice-print/#v=1&minutes=60{'&for=room' if room else ''}")
        notice = page.locator(".dt-notice")
        expect(notice).to_contain_text("The list of cases is still loading.")
        expect(notice.locator("progress")).to_be_visible()
        lead = page.locator(".lead")
        (expect(lead).to_be_hidden if room else expect(lead).to_be_visible)()
        let_go()
        expect(page.locator(".dt-live")).to_be_visible(timeout=ENGINE_MS)


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
    context = browser.new_context(
        base_url=address, viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
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
