"""The Chromium that `make browser` found or installed, started once for all tests that want it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.folders import ROOT

__all__ = ["QUIET", "browser", "executable"]

BROWSER_PATH = ROOT / ".build" / "browser-path"
LATEST_MS = 30_000
"""As long as clicks wait: a busy machine must not fail a sound page, and nothing else waits."""
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
ONE_COMPILER = "--js-flags=--liftoff-only"
"""Code that runs for two seconds is compiled once: to compile it better takes a quarter of them.
The tests of every engine run as readers' browsers do."""


def executable() -> str:
    """Where the browser is that `make browser` found or installed."""
    if not BROWSER_PATH.is_file():
        pytest.fail("no browser is set up; run `make browser` once")
    return BROWSER_PATH.read_text("utf-8").strip()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as `make browser` found or installed it."""
    expect.set_options(timeout=LATEST_MS)
    with sync_playwright() as playwright:
        args = [*QUIET, ONE_COMPILER]
        launched = playwright.chromium.launch(executable_path=executable(), args=args)
        yield launched
        launched.close()
