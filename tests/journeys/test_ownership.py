"""The two teams fill in their contract: they copy the example at its top, on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from .readers import READERS, reading

PHONE = READERS["finger"]
REFUSES = "navigator.clipboard.writeText = () => Promise.reject(new Error());"


@pytest.mark.parametrize("allowed", [True, False], ids=["allowed", "refused"])
def test_a_contract_is_copied_at_its_top(browser: Browser, address: str, allowed: bool) -> None:
    with reading(browser, address, PHONE) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        if not allowed:
            page.add_init_script(REFUSES)
        page.goto("ownership/")
        page.locator("article p a", has_text="Copy the example").tap()
        expect(page.locator("article h3", has_text="Serving contract")).to_be_in_viewport()
        copies = page.locator("a", has_text="Copy this contract as Markdown")
        expect(copies).to_be_in_viewport(ratio=1)
        copies.tap()
        said = page.locator(".said")
        expect(said).to_contain_text("copied as Markdown" if allowed else "could not copy")
        code = page.locator("#to-copy code")
        if allowed:
            text = page.evaluate("() => navigator.clipboard.readText()")
            assert text == code.inner_text().strip()
            assert text.startswith("# Serving contract: ")
        else:
            expect(code).to_be_in_viewport()
            assert "# Serving contract: " in page.evaluate("() => getSelection().toString()")


def test_without_scripts_the_top_of_a_contract_leads_to_the_text(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(base_url=address, java_script_enabled=False, **PHONE.window)
    page.goto("ownership/")
    page.locator("a", has_text="Copy this contract as Markdown").tap()
    expect(page.locator("#to-copy")).to_be_in_viewport()
    page.close()
