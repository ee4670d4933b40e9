"""How people use a page: with a finger, a mouse, or the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route

__all__ = ["READERS", "Reader", "engine_blocked", "engine_held", "held", "reading"]

MOST_TABS = 120
"""Stops of the Tab key before an element counts as out of its reach."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A window, and what its owner does to come to a link and to follow it."""

    window: dict[str, Any]
    come: Callable[[Page, Locator], None]
    go: Callable[[Page, Locator], None]

    def press(self, page: Page, link: Locator) -> float:
        """Follow `link`; returns how far the page was scrolled when it was left."""
        self.come(page, link)
        left = float(page.evaluate("() => scrollY"))
        self.go(page, link)
        return left


def _scroll(_: Page, link: Locator) -> None:
    link.scroll_into_view_if_needed()


_WHERE = """(element) => {
  const focus = document.activeElement;
  if (element === focus) return "here";
  const behind = focus.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING;
  return behind && focus !== document.body ? "behind" : "ahead";
}"""


def _tab(page: Page, link: Locator) -> None:
    for _ in range(MOST_TABS):
        where = link.evaluate(_WHERE)
        if where == "here":
            return
        page.keyboard.press("Shift+Tab" if where == "behind" else "Tab")
    pytest.fail(f"no Tab reaches {link}")


# The middle of the first line: the middle of a link in two lines may be on neither.
_WORDS = """(link) => {
  const { x, y, width, height } = link.getClientRects()[0];
  return [x + width / 2, y + height / 2];
}"""


_AGAIN_S = 0.5
"""A finger reads before it taps again: two taps within 0.3 s are one double tap to the browser, and
late ones in the same place are to the page, see overrides/assets/taps.mjs."""
_tapped = [0.0]


def _tap(page: Page, link: Locator) -> None:
    place = link.evaluate(_WORDS)
    sleep(max(0.0, _tapped[0] + _AGAIN_S - monotonic()))
    page.touchscreen.tap(*place)
    _tapped[0] = monotonic()


def _click(_: Page, link: Locator) -> None:
    link.click(no_wait_after=True)


def _enter(page: Page, _: Locator) -> None:
    page.keyboard.press("Enter")


FINGER = Reader(
    {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}, _scroll, _tap
)
MOUSE = Reader({"viewport": {"width": 1440, "height": 900}}, _scroll, _click)
KEYBOARD = Reader({"viewport": {"width": 1440, "height": 900}}, _tab, _enter)
READERS = {"finger": FINGER, "mouse": MOUSE, "keyboard": KEYBOARD}


@contextmanager
def reading(browser: Browser, address: str, reader: Reader) -> Iterator[Page]:
    """A page of a fresh profile in this reader's window; what a script throws fails the test."""
    context = browser.new_context(base_url=address, **reader.window)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors


def engine_held(page: Page) -> Callable[[], None]:
    """Keep the engine from coming until the function that this returns is called."""
    return held(page, "**/*wasm*")


def held(page: Page, files: str) -> Callable[[], None]:
    """Keep these files, a pattern of addresses, from coming until what this returns is called."""
    waiting: list[Route] = []
    let_through: list[bool] = []

    def asked(route: Route) -> None:
        if let_through:
            route.continue_()
        else:
            waiting.append(route)

    def let_go() -> None:
        let_through.append(True)
        for route in waiting:
            route.continue_()

    page.route(files, asked)
    return let_go


def engine_blocked(page: Page) -> None:
    """Let the engine never come."""
    page.route("**/*wasm*", lambda route: route.abort())
