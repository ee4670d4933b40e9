"""Sources in a real browser: markers open notes, the list narrows, and its address keeps that."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from decision_tree.engine.model import Guide


def test_a_marker_opens_its_note_by_touch_and_by_keyboard(page: Page) -> None:
    page.goto("argument/")
    marker = page.locator(".dt-claim").first
    note = page.locator(f"#{marker.get_attribute('popovertarget')}")
    expect(note).not_to_be_visible()
    marker.click()
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).not_to_be_visible()
    marker.focus()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(note.locator("a[href*='claims/#']")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/claims/#[a-z0-9-]+$"))


def test_markers_work_without_javascript_and_in_the_quiz(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}argument/")
    marker = page.locator(".dt-claim").first
    target = marker.get_attribute("popovertarget")
    marker.click()
    expect(page.locator(f"#{target}")).to_be_visible()
    context.close()


def test_every_marker_of_the_quiz_has_its_note(page: Page) -> None:
    page.goto("decide/")
    missing = page.evaluate(
        """() => [...document.querySelectorAll("[popovertarget]")]
            .filter((marker) => !marker.popoverTargetElement).length"""
    )
    assert missing == 0
    assert page.locator(".dt-note").count() > 50


def test_the_list_narrows_and_its_address_keeps_the_choice(page: Page, guide: Guide) -> None:
    def fitting(product: str, topic: str) -> int:
        return sum(c.product == product and topic in ("", c.topic) for c in guide.claims)

    page.goto("claims/")
    page.locator("select[name=product]").select_option("kuberay")
    entries = page.locator(".dt-claim-entry:visible")
    expect(entries).to_have_count(fitting("kuberay", ""))
    page.locator("select[name=topic]").select_option("rollback")
    expect(entries).to_have_count(fitting("kuberay", "rollback"))
    expect(page.locator("output")).to_have_text(f"{fitting('kuberay', 'rollback')} statements")
    expect(page).to_have_url(re.compile("#product=kuberay&topic=rollback$"))
    page.reload()
    expect(entries).to_have_count(fitting("kuberay", "rollback"))
    plain = (c.text for c in guide.claims if (c.product, c.topic) == ("kuberay", "rollback"))
    page.locator("input[name=words]").fill(next(text for text in plain if "`" not in text)[:60])
    expect(entries).to_have_count(1)
    page.locator("input[name=words]").fill("zeppelin")
    expect(page.locator("output")).to_contain_text("No statement matches")
    page.get_by_role("button", name="Show all").click()
    expect(entries).to_have_count(len(guide.claims))
    expect(page).to_have_url(re.compile("/claims/$"))


def test_an_address_that_names_one_entry_shows_it(page: Page) -> None:
    page.goto("claims/#product=kserve")
    expect(page.locator("#rayservice-no-undo")).to_be_hidden()
    page.evaluate("location.hash = 'rayservice-no-undo'")
    expect(page.locator("#rayservice-no-undo")).to_be_visible()


def test_without_javascript_all_statements_are_there(
    browser: Browser, address: str, guide: Guide
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}claims/")
    expect(page.locator(".dt-claim-entry:visible")).to_have_count(len(guide.claims))
    expect(page.locator(".dt-filter")).to_be_hidden()
    context.close()
