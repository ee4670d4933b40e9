"""Who finds a mistake and reports it: from the statement to a text that can be sent."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, expect

from decision_tree.engine.markup import plain
from decision_tree.engine.model import Guide

from .readers import READERS, reading
from .test_result import opened
from .window import in_window

FIELD = "statement-report textarea"
ASKED = ("What is wrong:", "What shows it")
CLAIM = "standard-ignores-canary-percent"


def written(page: Page) -> str:
    """The report that the page has written, with what it asks the reader for."""
    expect(page.locator("statement-report [role=status]")).to_contain_text("copy it, and send it.")
    in_window(page.locator("#report"))
    report = page.locator(FIELD).input_value()
    assert all(asked in report for asked in ASKED)
    assert "Version " in report
    return report


def test_the_report_of_a_statement_says_it_in_full_with_its_address_and_can_be_copied(
    browser: Browser, address: str, guide: Guide
) -> None:
    claim = guide.claim_by_id[CLAIM]
    with reading(browser, address, READERS["finger"]) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"claims/#{CLAIM}")
        page.locator(f"#{CLAIM} .dt-report a").click()
        report = written(page)
        assert f"{address}claims/#{CLAIM}\n" in report
        assert plain(claim.text) in report
        assert claim.checked in report
        assert claim.versions in report
        page.locator(FIELD).press("End")
        page.locator(FIELD).press_sequentially("I ran it.")
        page.get_by_role("button", name="Copy the report").click()
        copied = page.locator("statement-report [role=status]")
        expect(copied).to_have_text("The report is copied.")
        assert "I ran it." in page.evaluate("() => navigator.clipboard.readText()")


def test_the_note_of_a_source_leads_to_the_report_of_its_statement(
    browser: Browser, address: str, guide: Guide
) -> None:
    with reading(browser, address, READERS["keyboard"]) as page:
        page.goto("argument/")
        mark = page.locator(".dt-claim").first
        note = page.locator(f"#{mark.get_attribute('popovertarget')}")
        mark.press("Enter")
        note.get_by_role("link", name="Report it as wrong").first.press("Enter")
        report = written(page)
        assert any(f"{address}claims/#{claim.id}\n" in report for claim in guide.claims)


def test_the_foot_of_a_page_reports_what_its_address_names(
    browser: Browser, address: str, guide: Guide
) -> None:
    with reading(browser, address, READERS["mouse"]) as page:
        page.goto("rollback/kserve-standard/#standard-undo")
        page.get_by_role("link", name="Report a wrong statement").click()
        report = written(page)
        assert f"{address}rollback/kserve-standard/#standard-undo\n" in report
        unit = guide.unit_by_id["standard-undo"]
        assert plain(unit.how.text)[:40] in report
        page.goto("argument/#symptoms")
        page.get_by_role("link", name="Report a wrong statement").click()
        assert f"Address: {address}argument/#symptoms\n" in written(page)
        outcome = guide.tree.outcome_by_id["kserve-llm-node"]
        page.goto(f"o/{outcome.id}/")
        page.get_by_role("link", name="Report a wrong statement").click()
        assert f"\nPage: {outcome.title}\n" in written(page)
        page.locator(".about-page").get_by_role("link", name="Report a wrong statement").click()
        assert f"\nPage: {outcome.title}\n" in written(page)  # and not a report about the report
        page.goto("incident/#v=1&sees=errors&stack=ray-serve&tried=prompt%2Cspec")
        page.get_by_role("link", name="Report a wrong statement").click()
        assert "tried=prompt%2Cspec\n" in written(page)
        opened(page, guide, "ray-serve")
        page.get_by_role("link", name="Report a wrong statement").click()
        report = written(page)
        assert "outcome=ray-serve" in report
        assert guide.tree.outcome_by_id["ray-serve"].title in report


def test_the_form_of_an_issue_gets_the_text_of_the_statement_while_its_address_is_short(
    browser: Browser, address: str, guide: Guide
) -> None:
    with reading(browser, address, READERS["mouse"]) as page:
        page.goto("claims/")
        link = page.locator(f"#{CLAIM} .dt-report a")
        for before, says in (("", [plain(guide.claim_by_id[CLAIM].text)]), ("x" * 1900, [])):
            form = f"https://git.test/o/r/issues/new?template=content-is-wrong.yml&title=x{before}"
            link.evaluate("(link, form) => (link.href = form)", form)
            page.mouse.move(0, 0)
            link.hover()
            asked = parse_qs(urlsplit(str(link.get_attribute("href"))).query)
            assert asked["template"] == ["content-is-wrong.yml"]
            assert asked.get("says", []) == says


def test_a_link_to_no_place_of_this_guide_brings_nothing_into_the_report(
    browser: Browser, address: str
) -> None:
    asked: list[str] = []
    for named in (
        "claims/%23no-such-claim",
        "//a.test/",
        "https://a.test/",
        "../../etc/",
        "no-page/",
        "claims/%23%3Cimg src=x onerror=alert(1)%3E",
        "decide/%23v=2%26x=%0AAddress: https://a.test",
        "%E0%A4%A",
    ):
        with reading(browser, address, READERS["mouse"]) as page:
            asked.clear()
            page.on("request", lambda request: asked.append(request.url))
            page.goto(f"about/#report={named}")
            said = page.locator("statement-report [role=status]")
            expect(said).to_contain_text("could not find the statement")
            assert page.locator(FIELD).input_value().startswith("Address: \nWhat it says:\n"), named
            assert all(url.startswith(address) for url in asked)


def test_without_javascript_the_page_says_at_that_place_what_to_copy(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"claims/#{CLAIM}")
    page.locator(f"#{CLAIM} .dt-report a").click()
    said = page.locator("noscript p", has_text="copy the address and the text")
    expect(said).to_be_in_viewport()
    expect(page.locator(FIELD)).to_be_hidden()
    context.close()
