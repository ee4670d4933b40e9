"""The rollback pages on a phone: short enough to scan, a unit opens where its address says, and
addresses of the page that once held all stacks lead to where their text is now."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from decision_tree.engine.kinds import STACK_PAGES, home
from decision_tree.engine.model import Guide

from .window import in_window

PHONE: ViewportSize = {"width": 390, "height": 844}
HIGHEST = 5_000
"""Pixels of a stack's page on a phone before a fold is opened."""

OLD = {
    "standard-spec": "rollback/kserve-standard/#standard-spec",
    "knative-spec": "rollback/kserve-knative/#knative-spec",
    "llm-weight": "rollback/kserve-llm/#llm-weight",
    "ray-whole-object": "rollback/ray-serve/#ray-whole-object",
    "route-back": "rollback/outside/#route-back",
    "kserve-knative": "rollback/kserve-knative/",
    "standard-canary": "rollback/kserve-standard/#standard-canary",
    "ray-new-cluster": "rollback/ray-serve/#ray-new-cluster",
    "measured-bad-prompt": "rollback/ray-serve/#measured-bad-prompt",
}


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A page of a phone."""
    context = browser.new_context(base_url=address, viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", STACK_PAGES.values())
def test_a_stacks_page_is_short_on_a_phone(phone: Page, name: str) -> None:
    phone.goto(name)
    expect(phone.locator("details.dt-back").first).to_be_visible()
    assert phone.locator("article details[open]").count() == 0
    assert phone.evaluate("document.documentElement.scrollHeight") <= HIGHEST


def test_the_idea_and_the_way_to_each_stack_stand_on_the_first_screens(phone: Page) -> None:
    phone.goto("rollback/")
    last = phone.locator(".dt-stacks a").last
    assert last.evaluate("(link) => link.getBoundingClientRect().bottom") <= 2 * PHONE["height"]


@pytest.mark.parametrize(("old", "new"), OLD.items())
def test_an_address_of_the_earlier_page_leads_to_its_text(phone: Page, old: str, new: str) -> None:
    phone.goto(f"rollback/#{old}")
    phone.wait_for_url(f"**/{new}")
    target = phone.locator(f"#{old}" if "#" in new else "h1")
    expect(target).to_be_in_viewport()


def test_an_old_address_followed_within_the_page_leads_on_too(phone: Page) -> None:
    phone.goto("rollback/")
    expect(phone.locator("button.copy").first).to_be_attached()
    phone.evaluate("() => { location.hash = 'llm-weight'; }")
    phone.wait_for_url("**/rollback/kserve-llm/#llm-weight")


def test_without_javascript_an_old_address_shows_the_link_on(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(base_url=address, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto("rollback/#ray-document")
    link = page.locator("#ray-document a")
    expect(link).to_be_in_viewport()
    link.click()
    expect(page.locator("#ray-document")).to_be_in_viewport()
    expect(page.locator("#ray-document .dt-command").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_units_address_opens_it_with_its_name_in_the_window(
    browser: Browser, address: str, guide: Guide, javascript: bool
) -> None:
    context = browser.new_context(base_url=address, viewport=PHONE, java_script_enabled=javascript)
    page = context.new_page()
    for unit in (guide.unit_by_id["ray-whole-object"], guide.unit_by_id["standard-controller"]):
        page.goto("about:blank")
        page.goto(home(unit))
        expect(page.locator(f"#{unit.id} .dt-command").first).to_be_visible()
        in_window(page.locator(f"details:has(#{unit.id}) > summary > b"))
    context.close()


@pytest.mark.parametrize("name", [*STACK_PAGES.values(), "oncall/", "examples/kserve/"])
def test_the_button_that_copies_a_command_is_at_its_lower_right_as_large_as_a_thumb(
    phone: Page, name: str
) -> None:
    """As in a plan, where nobody has to look for it."""
    phone.goto(name)
    expect(phone.locator("button.copy").first).to_be_attached()
    phone.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    buttons = phone.locator("article pre > button.copy")
    assert buttons.count()
    assert buttons.evaluate_all(WRONG) == []


def test_who_keeps_both_products_reads_what_it_costs_who_owns_what_and_what_goes_back_first(
    phone: Page,
) -> None:
    phone.goto("faq/#both")
    phone.locator("a[href*='argument/#keeping-both']").first.click()
    phone.wait_for_url("**/argument/#keeping-both")  # and all of it, or it has not scrolled
    in_window(phone.locator("#keeping-both"))
    parts = phone.locator("#keeping-both ~ ul").first.locator("> li")
    asked = ["What it costs.", "Who owns what.", "What is rolled back first."]
    assert parts.locator("strong").all_inner_texts() == asked
    for part in parts.all():
        expect(part.locator(".dt-claim").first).to_be_visible()


WRONG = """(all) => all.filter((button) => {
  const [at, code] = [button, button.parentElement].map((each) => each.getBoundingClientRect());
  const text = document.createRange();
  text.selectNodeContents(button.previousElementSibling);
  const right = code.right - at.right < 10 && code.bottom - at.bottom < 10;
  return !right || at.height < 44 || text.getBoundingClientRect().bottom > at.top;
}).map((button) => button.parentElement.textContent)"""
"""The commands whose button is not there, is small, or stands on the text."""
