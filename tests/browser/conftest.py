"""A page of a real browser on the built site, served from this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

__all__ = ["idle"]


def idle(page: Page, address: str) -> None:
    """Open the page and wait until it asks for nothing more; half a second of silence before its
    load event, while a slow file is on its way, does not count."""
    page.goto(address)
    page.wait_for_load_state("networkidle")


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh profile at phone width; asking anyone else for anything fails the test."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, base_url=address)
    opened = context.new_page()
    elsewhere: list[str] = []
    errors: list[str] = []
    opened.on("request", lambda request: elsewhere.append(request.url))
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not [url for url in elsewhere if not url.startswith((address, "data:", "blob:"))]
    assert not errors
