"""What the web does to pages: there is always a page to answer, and answers are kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path as FilePath

import pytest
from playwright.sync_api import Browser, Page, expect

from decision_tree.engine.link import State, encode
from decision_tree.engine.model import Guide
from decision_tree.engine.walk import Path
from tests.chromium import QUIET, executable
from tests.ways import longest

pytestmark = pytest.mark.long

LIVE = ".dt-live"
HEADING = f"{LIVE} h2"
RESULT = ".dt-outcome:visible h2"
"""Of the engine, or of the static sections where it is not up yet."""
POLLUTED = """
  for (const proto of [Object.prototype, Array.prototype, String.prototype])
    for (const name of ["html", "title", "type", "id", "value", "polluted", "v", "ask"])
      Object.defineProperty(proto, name, {
        configurable: true, value: "<img src=x onerror='window.owned = true'>", writable: true });
"""
FORBIDDEN = """
  const get = () => { throw new DOMException("no", "SecurityError"); };
  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
    Object.defineProperty(window, name, { get });
  Object.defineProperty(document, "cookie", { get: () => "", set() {} });
"""
FULL = """
  Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""
SKEWED = """
  const Real = Date;
  window.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [-62e9 * Math.random()])); }
    static now() { return -62e9 * Math.random(); }
  };
"""
MANGLED = """
  document.addEventListener("DOMContentLoaded", () => {
    for (const link of document.querySelectorAll(".dt-static a")) {
      link.setAttribute("data-extension", "x");
      link.innerHTML = `<font><font>${link.innerHTML}</font></font>`;
    }
    document.querySelector(".dt-notice")?.remove();
    document.body.prepend(Object.assign(document.createElement("div"), { id: "extension" }));
  });
"""


@pytest.fixture
def way(guide: Guide) -> Path:
    """A path with several questions."""
    return longest(guide)


@pytest.fixture(params=[POLLUTED, FORBIDDEN, FULL, SKEWED, MANGLED])
def harmed(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page that something has been at before the site's own scripts ran."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, base_url=address)
    page = context.new_page()
    page.add_init_script(request.param)
    yield page
    context.close()


def answer_all(page: Page, guide: Guide, way: Path) -> None:
    """Give the answers of `way`, once the engine is there, and see the outcome."""
    page.locator("decision-quiz").hover()
    expect(page.locator(HEADING)).to_be_visible(timeout=60_000)
    for question, option in way.answers:
        page.locator(f'[data-answer="{question}={option}"]:visible').first.click()
    title = guide.tree.outcome_by_id[way.outcome].title
    expect(page.locator(RESULT).first).to_have_text(title, timeout=60_000)


def test_the_quiz_still_leads_to_its_result(harmed: Page, guide: Guide, way: Path) -> None:
    harmed.goto("decide/")
    answer_all(harmed, guide, way)
    for question, option in way.answers:
        assert f"{question}={option}" in harmed.url
    assert not harmed.evaluate("window.owned === true")


def test_a_thousand_quick_clicks_leave_a_page_that_can_be_answered(
    page: Page, guide: Guide
) -> None:
    page.goto("decide/")
    page.locator("decision-quiz").dispatch_event("pointerenter")
    expect(page.locator(HEADING)).to_be_visible(timeout=60_000)
    page.evaluate(
        """async () => {
          for (let n = 0; n < 1000; n++) {
            const links = document.querySelectorAll(".dt-live .dt-option, .dt-live .dt-nav a");
            if (links.length) links[(n * 7) % links.length].click();
            if (n % 50 === 0) await new Promise(requestAnimationFrame);
          }
        }"""
    )
    page.goto(f"decide/#{encode(State(guide.tree.version))}")
    first = guide.tree.question_by_id[guide.tree.start]
    expect(page.locator(HEADING)).to_have_text(first.ask, timeout=60_000)
    page.locator(f"{LIVE} .dt-option").first.click()
    expect(page.locator(HEADING)).not_to_have_text(first.ask)


def test_two_tabs_do_not_disturb_each_other(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    context = browser.new_context(base_url=address)
    one, two = context.new_page(), context.new_page()
    first = guide.tree.question_by_id[way.answers[0][0]]
    fragment = encode(State(guide.tree.version, way.answers, outcome=way.outcome))
    one.goto(f"decide/#{encode(State(guide.tree.version))}")
    two.goto(f"decide/#{fragment}")
    title = guide.tree.outcome_by_id[way.outcome].title
    expect(two.locator(RESULT).first).to_have_text(title, timeout=60_000)
    expect(one.locator(".dt-question:visible h2").first).to_have_text(first.ask, timeout=60_000)
    two.goto("argument/")
    two.locator("decision-checklist input").first.check()
    one.goto("argument/")
    expect(one.locator("decision-checklist input").first).to_be_checked()
    context.close()


def test_a_page_taken_from_the_back_forward_cache_goes_on(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    """Drivers switch that cache off; readers have it."""
    remembering = browser.browser_type.launch(
        executable_path=executable(),
        args=list(QUIET),
        ignore_default_args=["--disable-back-forward-cache"],
    )
    page = remembering.new_page(base_url=address, service_workers="block")
    page.goto(f"decide/#{encode(State(guide.tree.version))}")
    page.evaluate("addEventListener('pageshow', ({ persisted }) => { window.kept = persisted; })")
    expect(page.locator(HEADING)).to_be_visible(timeout=60_000)
    for question, option in way.answers[:2]:
        page.locator(f'{LIVE} [href*="{question}={option}"].dt-option').first.click()
    expect(page.locator(".dt-answers li")).to_have_count(2)
    before = page.url
    page.goto("argument/")
    page.evaluate("history.back()")
    page.wait_for_url(before, wait_until="commit")
    page.wait_for_function("() => window.kept === true")
    expect(page.locator(".dt-answers li")).to_have_count(2)
    for question, option in way.answers[2:]:
        page.locator(f'{LIVE} [href*="{question}={option}"].dt-option').first.click()
    title = guide.tree.outcome_by_id[way.outcome].title
    expect(page.locator(f"{LIVE} .dt-outcome h2").first).to_have_text(title)
    remembering.close()


def test_with_cookies_blocked_in_the_settings_the_quiz_and_practice_work(
    browser: Browser, address: str, guide: Guide, way: Path, tmp_path: FilePath
) -> None:
    """As somebody blocks them: no cookie, and any use of storage is an error."""
    preferences = tmp_path / "Default" / "Preferences"
    preferences.parent.mkdir()
    blocked = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    preferences.write_text(json.dumps(blocked), "utf-8")
    context = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path=executable(), args=list(QUIET), base_url=address
    )
    page = context.new_page()
    page.goto("decide/")
    refused = "() => { try { localStorage; } catch (error) { return error.name; } }"
    assert page.evaluate(refused) == "SecurityError"
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.locator("[data-scheme]:visible").click()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert not errors
    answer_all(page, guide, way)
    page.goto("practice/")
    page.locator("decision-quiz").dispatch_event("pointerenter")
    expect(page.locator(".dt-notice")).to_contain_text(
        "does not let the page keep anything", timeout=60_000
    )
    context.close()


def test_going_back_to_the_quiz_from_elsewhere_shows_it_as_it_was(
    page: Page, guide: Guide, way: Path
) -> None:
    fragment = encode(State(guide.tree.version, way.answers, outcome=way.outcome))
    title = guide.tree.outcome_by_id[way.outcome].title
    page.goto(f"decide/#{fragment}")
    expect(page.locator(RESULT).first).to_have_text(title, timeout=60_000)
    page.goto("argument/")
    page.go_back()
    expect(page.locator(RESULT).first).to_have_text(title, timeout=60_000)
    assert page.url.endswith(fragment)
