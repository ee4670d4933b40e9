"""A real browser on the built site, served from this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
BROWSER_PATH = ROOT / ".build" / "browser-path"
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def executable() -> str:
    """Where the browser is that `make test` found or installed."""
    if not BROWSER_PATH.is_file():
        pytest.fail("no browser is set up; run `make test`, or `make browser` once")
    return BROWSER_PATH.read_text("utf-8").strip()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as `make test` found or installed it."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable(), args=list(QUIET))
        yield launched
        launched.close()


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
