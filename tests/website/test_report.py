"""From each statement and each page there is a way to say that it is wrong."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from decision_tree.engine.model import Guide
from decision_tree.website.pages.report import Reports, report_element

PLACE = "claims/#a&b"


def test_a_report_opens_a_new_issue_with_the_address_of_the_statement() -> None:
    address = Reports("https://a.test/", "https://git.test/o/r/").address(PLACE, "../")
    parts = urlsplit(address)
    assert (parts.netloc, parts.path, parts.fragment) == ("git.test", "/o/r/issues/new", "")
    assert parse_qs(parts.query) == {
        "template": ["content-is-wrong.yml"],
        "title": [f"Content: https://a.test/{PLACE}"],
    }


def test_without_a_repository_it_leads_to_what_to_do_instead() -> None:
    reports = Reports("https://a.test/")
    assert reports.address(PLACE, "../") == "../about/#report"
    assert 'href="../about/#report"' in reports.link(PLACE, "../")


def test_a_build_with_a_repository_has_no_form_of_its_own() -> None:
    assert report_element("../", Reports("https://a.test/", "https://git.test/o/r"), "") == ""
    assert "<statement-report" in report_element("../", Reports("https://a.test/"), "")


def test_a_copy_without_a_repository_says_so_and_whom_to_ask(site: Path) -> None:
    told = (site / "about/index.md").read_text("utf-8")
    section = " ".join(told.partition("## Report a wrong statement")[2].split())
    assert "built without the address of a repository" in section
    assert "Send it to whoever gave you this copy" in section
    html = (site / "about/index.html").read_text("utf-8")
    assert "issues/new" not in html
    below = html.partition('id="report"')[2].partition("<h2")[0]
    noscript = below.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "copy the address and the text of the statement" in " ".join(noscript.split())


def test_each_statement_and_each_page_leads_there(
    site: Path, guide: Guide, pages_to_read: list[str]
) -> None:
    sources = (site / "claims/index.html").read_text("utf-8")
    entries = sources.partition('class="dt-opened"')[0]
    assert entries.count(">Report it as wrong</a>") == len(guide.claims)
    page = (site / "rollback/ray-serve/index.html").read_text("utf-8")
    notes = page.count("Entry: <a")
    assert page.count(">Report it as wrong</a>") == notes > 10
    assert "Report it as wrong" not in (site / "claims/index.md").read_text("utf-8")
    without = [
        name
        for name in pages_to_read
        if name.endswith("/") and ">Report a wrong statement</a>" not in read(site, name)
    ]
    assert without == ["embed/"]


def read(site: Path, name: str) -> str:
    """The page at this address."""
    return (site / name / "index.html").read_text("utf-8")
