"""What a page is on paper, on the sizes of paper that people have."""

from __future__ import annotations

from playwright.sync_api import Page

__all__ = ["most_pages"]

SIZES = ("A4", "Letter")


def most_pages(page: Page) -> int:
    """How many sheets of paper what `page` shows takes, on the size where it takes more."""
    return max(page.pdf(format=size).count(b"/Type /Page\n") for size in SIZES)
