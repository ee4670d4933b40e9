"""The whole site under its policy, by meta and by header: nothing it needs is blocked, nothing is
kept in the browser but what the privacy page lists, and nobody else is asked for anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from decision_tree.engine.link import State, encode
from decision_tree.engine.model import Guide
from decision_tree.engine.walk import paths
from tests.browser.conftest import idle
from tests.conftest import ROOT
from tests.in_browser import KEPT
from tests.tools.hosting import hosted

pytestmark = pytest.mark.long

LISTEN = """addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  console.error("Content Security Policy:", violatedDirective, blockedURI))"""
STORED = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookies: document.cookie,
  databases: (await indexedDB.databases()).map(({ name }) => name), caches: await caches.keys(),
})"""


@pytest.fixture(params=["meta", "headers"])
def watched(
    request: pytest.FixtureRequest, browser: Browser, site: Path, address: str
) -> Iterator[Page]:
    """A page at desktop width that fails on whatever a policy blocks or another host is asked."""
    if request.param == "meta":
        yield from _watched(browser, address)
        return
    with hosted(site) as with_headers:
        yield from _watched(browser, with_headers)


def _watched(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        base_url=address,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.add_init_script(LISTEN)
    elsewhere: list[str] = []
    blocked: list[str] = []
    page.on("request", lambda request: elsewhere.append(request.url))
    page.on("pageerror", lambda error: blocked.append(str(error)))
    page.on(
        "console",
        lambda said: blocked.append(said.text) if "Content Security Policy" in said.text else None,
    )
    yield page
    context.close()
    assert not [url for url in elsewhere if not url.startswith((address, "data:", "blob:"))]
    assert not blocked


def test_everything_works_and_only_what_is_listed_is_kept(
    watched: Page, guide: Guide, pages_to_read: list[str]
) -> None:
    page = watched
    _visit_every_page(page, pages_to_read)
    _switch_colours_and_search(page)
    _tick(page)
    link = _answer(page, guide)
    _compare(page, link)
    _answer_in_a_frame(page, guide)
    _practise(page, guide)
    _edit(page)
    kept = page.evaluate(STORED)
    listed = re.findall(r"^\| `([^`]+)` \|", (ROOT / "docs/privacy.md").read_text("utf-8"), re.M)
    patterns = [key.replace("…", "*") for key in listed]
    for name in (*kept["local"], *kept["session"]):
        assert any(fnmatchcase(name, pattern) for pattern in patterns), name
    written = {f"{KEPT}checklist", f"{KEPT}practice", "/.__palette"}
    assert written <= set(kept["local"])
    assert all(name.startswith("guide") for name in kept["caches"])
    assert kept["session"] == [f"{KEPT}record"]
    assert [kept["databases"], kept["cookies"]] == [[], ""]


def _visit_every_page(page: Page, pages_to_read: list[str]) -> None:
    for address in pages_to_read:
        page.goto(address)
        expect(page.locator("h1, h2").first).to_be_attached()
    page.goto("")
    for name in ("Guide", "Decide", "Sources"):
        page.locator(".md-tabs a", has_text=name).first.click()
        expect(page.locator(".md-tabs__item--active")).to_contain_text(name)


def _switch_colours_and_search(page: Page) -> None:
    before = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator("[data-scheme]:visible").click()
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", before or "")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("rollback", delay=100)
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=90_000)
    page.keyboard.press("Escape")


def _practise(page: Page, guide: Guide) -> None:
    page.goto(f"practice/#v=1&scenario={guide.scenarios[0].id}")
    expect(page.locator(".dt-live h2")).to_be_visible(timeout=60_000)
    for answered in range(4):
        expect(page.locator(".dt-live .dt-answers li")).to_have_count(answered)
        page.locator(".dt-live .dt-option").first.click()
    expect(page.locator(".dt-live .dt-mark")).to_have_count(3)


def _edit(page: Page) -> None:
    page.goto("try/")
    page.locator("content-editor textarea").focus()
    expect(page.locator(".dt-told .dt-sound")).to_be_visible(timeout=90_000)


def _tick(page: Page) -> None:
    page.goto("argument/")
    page.locator("decision-checklist input").first.check()


def _answer(page: Page, guide: Guide) -> str:
    path = next(paths(guide.tree))
    fragment = encode(State(guide.tree.version, path.answers, outcome=path.outcome))
    page.goto(f"decide/#{fragment}")
    title = guide.tree.outcome_by_id[path.outcome].title
    expect(page.locator(".dt-live h2").first).to_have_text(title, timeout=90_000)
    expect(page.locator(".dt-live .dt-address")).to_contain_text("#v=")
    page.locator(".dt-live .dt-record summary").click()
    page.locator(".dt-live input[name=title]").fill("How we serve")
    page.locator(".dt-live [data-do=copy-record]").click()
    expect(page.locator(".dt-live .dt-said").first).to_contain_text("copied")
    return page.url


def _compare(page: Page, link: str) -> None:
    page.goto("reconcile/")
    page.locator("input[name=a]").fill(link)
    page.locator("input[name=b]").fill(link)
    page.locator("button[data-do=reconcile]").click()
    expect(page.locator(".dt-live .dt-card h2")).to_contain_text("same answers", timeout=90_000)


def _answer_in_a_frame(page: Page, guide: Guide) -> None:
    page.goto("embed/")
    page.locator("decision-quiz").dispatch_event("pointerenter")
    first = guide.tree.question_by_id[guide.tree.start]
    expect(page.locator(".dt-live h2").first).to_have_text(first.ask, timeout=90_000)


@pytest.mark.parametrize(
    "attempt",
    [
        "document.querySelector('.dt-live').innerHTML = '<b>x</b>'",
        "new Worker('../assets/worker.mjs')",
        "document.createElement('script').src = '../assets/quiz.mjs'",
        "trustedTypes.createPolicy('other', { createHTML: String })",
        "trustedTypes.createPolicy('guide', { createHTML: String })",
    ],
)
def test_the_view_for_frames_takes_no_text_for_html_or_for_a_script(
    browser: Browser, address: str, attempt: str
) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("embed/")
    page.locator("decision-quiz").dispatch_event("pointerenter")
    expect(page.locator(".dt-live h2").first).to_be_visible(timeout=90_000)
    told = page.evaluate(f"() => {{ try {{ {attempt}; }} catch (error) {{ return error.name; }} }}")
    assert told == "TypeError"
    context.close()


def test_a_page_that_a_reader_points_at_is_fetched_ahead(watched: Page) -> None:
    page = watched
    idle(page, "decide/")
    with page.expect_request("**/claims/") as asked:
        page.locator(".md-tabs a", has_text="Sources").hover()
    assert asked.value.headers["sec-purpose"] == "prefetch"
    assert page.url.endswith("/decide/")
