"""What somebody takes along on paper: letters that can be read, and names to type from it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.paper import most_pages

from .readers import MOUSE, reading

LONG = {
    "a runbook of Ray Serve": "v=1&runbook=ray-serve-platform&by=platform&stack=ray-serve",
    "a runbook of KServe": "v=1&runbook=kserve&by=platform&stack=kserve-standard",
    "a long plan": "v=1&sees=expensive&stack=kserve-knative&changed=not-sure&no=knative-replicas",
    "a short plan": "v=1&sees=errors&stack=application&changed=not-sure",
}
SMALLEST = 7
"""Points: what is printed smaller, nobody reads at night."""

SIZES = """() => {
  const found = {};
  const all = document.querySelector(".dt-live");
  const walker = document.createTreeWalker(all, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const within = text.parentElement;
    if (!text.data.trim() || !within.checkVisibility() || within.closest(".dt-claim")) continue;
    const size = parseFloat(getComputedStyle(within).fontSize) * within.currentCSSZoom * 0.75;
    found[size.toFixed(2)] = text.data.slice(0, 60);
  }
  return found;
}"""
"""The sizes of the letters on paper, in points, each with a text that has it."""

BROKEN = """() => [...document.querySelectorAll(".md-typeset code")].flatMap((code) => {
  const found = [];
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    for (const { index } of text.data.matchAll(/-(?=\\w)/g)) {
      const [before, after] = [index, index + 1].map((at) => {
        const letter = document.createRange();
        letter.setStart(text, at);
        letter.setEnd(text, at + 1);
        return letter.getBoundingClientRect();
      });
      const broken = before.height && after.top > before.top + 2;
      if (broken) found.push(text.data.slice(Math.max(0, index - 20), index + 20));
    }
  }
  return found;
})"""
"""What stands around each hyphen of a name at which a line ends."""


def on_paper(page: Page, fragment: str) -> None:
    """The page as it is printed."""
    page.goto(f"incident/#{fragment}")
    expect(page.locator(f'.dt-live form[data-fragment="{fragment}"]')).to_be_visible(timeout=60_000)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")


@pytest.mark.parametrize("fragment", LONG.values(), ids=LONG)
def test_no_letter_of_a_plan_is_too_small_and_what_is_long_takes_two_pages(
    browser: Browser, address: str, fragment: str
) -> None:
    with reading(browser, address, MOUSE) as page:
        on_paper(page, fragment)
        assert most_pages(page) <= 2
        for height in (988, 1055):  # Letter and A4 within their margins
            page.set_viewport_size({"width": 748, "height": height})
            sizes = page.evaluate(SIZES)
            assert {size: text for size, text in sizes.items() if float(size) < SMALLEST} == {}


@pytest.mark.parametrize("fragment", LONG.values(), ids=LONG)
def test_on_paper_no_name_in_code_is_broken_at_its_hyphen(
    browser: Browser, address: str, fragment: str
) -> None:
    with reading(browser, address, MOUSE) as page:
        on_paper(page, fragment)
        plan = page.locator(".dt-live .dt-incident")
        text = plan.text_content()
        for width in range(520, 760, 20):
            page.set_viewport_size({"width": width, "height": 1000})
            assert page.evaluate(BROKEN) == []
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert plan.text_content() == text
        assert page.locator(".dt-name .dt-name").count() == 0


def test_on_paper_the_pages_of_the_stacks_break_no_name_either(
    browser: Browser, address: str
) -> None:
    with reading(browser, address, MOUSE) as page:
        page.goto("rollback/ray-serve/")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        for width in range(520, 760, 40):
            page.set_viewport_size({"width": width, "height": 1000})
            assert page.evaluate(BROKEN) == []
        assert "bounds-now.yaml" in page.locator(".dt-name").all_text_contents()


BROKEN_DAYS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    for (const { 0: day, index } of text.data.matchAll(/\\b\\d{4}-\\d\\d-\\d\\d\\b/g)) {
      if (!text.parentElement.checkVisibility()) continue;
      const letters = document.createRange();
      letters.setStart(text, index);
      letters.setEnd(text, index + day.length);
      if (letters.getClientRects().length > 1)
        found.push(text.data.slice(Math.max(0, index - 20), index + 20));
    }
  }
  return found;
}"""
"""What stands around each day that a line on paper breaks."""


def test_on_paper_no_day_is_broken(browser: Browser, address: str) -> None:
    with reading(browser, address, MOUSE) as page:
        page.goto("claims/")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        for width in (500, 600, 748):
            page.set_viewport_size({"width": width, "height": 1000})
            assert page.evaluate(BROKEN_DAYS) == []
