"""What each page of the site costs before anyone touches the quiz: bytes, and layout that moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.browser.conftest import idle
from tests.in_browser import painted
from tests.tools.compressed import serving

pytestmark = pytest.mark.long

MOST_BYTES = 150_000  # transferred for a first visit, compressed as hosts do
SHEETS = "practice-print/"
"""It shows every case until its engine comes, and then the chosen ones: it is shorter then."""
HEADERS = 250  # bytes, about what a response carries besides its content
SHIFTS = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 100);
})"""

COUNTED = """window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""
AT_THE_END = """() => {
  const before = window.reached;
  window.reached = scrollY;
  return scrollY === before || scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
}"""
FRAMES = painted(6)


@pytest.fixture(scope="module")
def compressed(site: Path) -> Iterator[str]:
    """Where the site is served compressed."""
    with serving(site) as address:
        yield address


def cost(browser: Browser, address: str) -> tuple[int, float, list[str]]:
    """Bytes transferred, layout shift, and what was fetched, for a first visit on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page: Page = context.new_page()
    sizes: list[int] = []
    urls: list[str] = []

    def arrived(response: Response) -> None:
        urls.append(response.url)
        sizes.append(int(response.headers.get("content-length", 0)) + HEADERS)

    page.on("response", arrived)
    idle(page, address)
    shift: Any = page.evaluate(SHIFTS)
    context.close()
    return sum(sizes), float(shift), urls


def test_no_page_is_too_heavy_and_none_moves(
    browser: Browser, compressed: str, pages_to_read: list[str]
) -> None:
    heavy, moving = {}, {}
    for name in pages_to_read:
        size, shift, urls = cost(browser, f"{compressed}{name}")
        print(f"{name or 'home'}: {size / 1000:.0f} kB")
        if size > MOST_BYTES:
            heavy[name] = (size, urls)
        # On a busy machine half of a table may be drawn before the rest is read, once.
        if shift:
            again = [cost(browser, f"{compressed}{name}")[1] for _ in range(2)]
            if any(again):
                moving[name] = (shift, *again)
    assert not heavy
    assert not moving


def scrolled(browser: Browser, address: str) -> float:
    """Layout shift on a wide screen: while a reader scrolls to the end, and when the page is loaded
    anew where they are, before and after the browser puts them there."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(COUNTED)
    idle(page, address)
    while not page.evaluate(AT_THE_END):
        page.mouse.wheel(0, 1400)
        page.evaluate(FRAMES)
    moved = float(page.evaluate("() => window.shifted"))
    page.reload()
    page.wait_for_load_state("networkidle")
    page.evaluate(FRAMES)
    moved += float(page.evaluate("() => window.shifted"))
    context.close()
    return moved


def test_no_page_moves_under_who_scrolls_on_a_wide_screen(
    browser: Browser, compressed: str, pages_to_read: list[str]
) -> None:
    moving = {}
    for name in pages_to_read:
        if name == SHEETS:
            continue
        shifts = [scrolled(browser, f"{compressed}{name}")]
        if any(shifts):  # once on a busy machine is no rule
            shifts += [scrolled(browser, f"{compressed}{name}") for _ in range(2)]
        if all(shifts):
            moving[name] = shifts
    assert not moving


def test_no_page_fetches_the_engine_or_a_font_before_it_is_wanted(
    browser: Browser, compressed: str
) -> None:
    for name in ("", "argument/", "decide/", "claims/"):
        _, _, urls = cost(browser, f"{compressed}{name}")
        unwanted = ("wasm", ".woff", ".woff2", "pyodide", "lunr", "workers/", "entries.json")
        assert not [url for url in urls if any(part in url for part in unwanted)], name
