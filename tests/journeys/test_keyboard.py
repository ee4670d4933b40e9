"""The keyboard alone, from the first page to the end of a decision: each stop of the Tab key is in
the window, and there are few of them before what a reader came for."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from decision_tree.engine.incident.questions import ASKED
from decision_tree.engine.link import State, encode
from decision_tree.engine.model import NOT_SURE, RESULT, Guide
from decision_tree.engine.walk import Path, paths

from .readers import READERS, reading
from .ways import answer, asked, link, title
from .window import ENGINE_MS, LIVE, STATIC, back, has_focus, in_window, reads

KEYBOARD = READERS["keyboard"]

MOST = {"start": 3, "first answer": 10, "copy link": 15, "change": 15, "between headings": 30}
"""Stops of the Tab key: from the skip link to the first button of home and to the first answer of
Decide, from the heading of a result to Copy link and to the first answer to change, and from one
heading of a page to the next."""

_HIDDEN = """() => {
  const stop = document.activeElement;
  const box = stop.getBoundingClientRect();
  const header = document.querySelector(".md-header");
  const above = header.contains(stop) || stop.matches(".md-skip");
  const covered = above ? 0 : header.getBoundingClientRect().bottom;
  const seen = box.bottom > covered && box.top < innerHeight && box.right > 0
    && box.left < innerWidth && box.width > 1;
  return seen ? "" : `${stop.outerHTML.slice(0, 120)} at ${box.left},${box.top}`;
}"""

WITH_SOURCES = ("argument/", "autoscaling/", "faq/", "glossary/", "moving/", "rollback/")
"""The pages that are read from top to bottom and have most sources."""

BETWEEN = """() => {
  const stops = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const all = [...document.querySelectorAll(`article :is(h1, h2, h3, ${stops})`)]
    .filter((each) => each.checkVisibility() && each.tabIndex >= -1);
  let most = 0, now = 0, at = "", found = "";
  for (const each of all) {
    if (each.matches("h1, h2, h3")) [now, at] = [0, each.textContent];
    else if (each.tabIndex >= 0 && ++now > most) [most, found] = [now, at];
  }
  return [most, found];
}"""
"""The most stops from one heading of a page to the next, folds closed, and that heading."""


def stops(page: Page, goal: Locator, most: int) -> int:
    """Press Tab until `goal` has the focus, `most` times at most; each stop can be seen."""
    for count in range(1, most + 1):
        page.keyboard.press("Tab")
        hidden = page.evaluate(_HIDDEN)
        assert not hidden, hidden
        if goal.evaluate("(element) => element === document.activeElement"):
            return count
    raise AssertionError(f"{most} stops do not lead to {goal}")


def skip(page: Page) -> None:
    """Go past the header of a page that was just opened."""
    page.keyboard.press("Tab")
    has_focus(page.locator(".md-skip"))
    in_window_at_all(page)
    page.keyboard.press("Enter")
    # The browser moves the start of the next Tab with the frame that shows the goal.
    page.evaluate("() => new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)))")


def in_window_at_all(page: Page) -> None:
    """What has the focus can be seen."""
    assert not page.evaluate(_HIDDEN)


def test_a_decision_is_made_and_kept_with_the_keyboard_alone(
    browser: Browser, address: str, guide: Guide
) -> None:
    way = max(
        (path for path in paths(guide.tree) if path.outcome == "ray-serve"),
        key=lambda path: len(path.answers),
    )
    with reading(browser, address, KEYBOARD) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto("")
        skip(page)
        stops(page, page.locator(".start a", has_text="Decide"), MOST["start"] + 1)
        page.keyboard.press("Enter")
        page.wait_for_url("**/decide/")
        skip(page)
        first = page.locator(f"{STATIC}, {LIVE}").first
        expect(first).to_have_text(asked(guide, way)[0])
        option = page.locator(".dt-option:visible").first
        stops(page, option, MOST["first answer"])
        answers_with_tab(page, guide, way)
        copy = page.locator(".dt-live [data-do=copy-link]").first
        stops(page, copy, MOST["copy link"])
        page.keyboard.press("Enter")
        expect(page.locator(".dt-live .dt-said").first).to_have_text("The link is copied.")
        has_focus(copy)
        fold = page.locator(".dt-live summary:visible").first
        stops(page, fold, 40)
        page.keyboard.press("Enter")
        expect(page.locator(".dt-live details[open] > summary").first).to_be_focused()
        runbook = page.locator(".dt-live a[href*='runbook=']:visible").first
        KEYBOARD.press(page, runbook)
        reads(page, f"Rollback plan: {title(guide, way)}")
        onward = page.locator(".foot-turn a[rel=next], .foot-turn a").last
        KEYBOARD.come(page, onward)
        in_window_at_all(page)
        page.keyboard.press("Enter")
        page.wait_for_url("**/rollback/")
        in_window(page.locator("h1"))


def answers_with_tab(page: Page, guide: Guide, way: Path) -> None:
    """Give each answer of `way` from the question's heading on, and read what follows."""
    after = [*asked(guide, way)[1:], title(guide, way)]
    for pair, shown in zip(way.answers, after, strict=True):
        answer(page, KEYBOARD, pair)
        reads(page, shown)


@pytest.mark.parametrize("sure", [True, False], ids=["one outcome", "several left"])
def test_the_first_answer_is_changed_within_a_few_stops_of_any_result(
    browser: Browser, address: str, guide: Guide, sure: bool
) -> None:
    tree = guide.tree
    unsure = State(tree.version, tuple((each.id, NOT_SURE) for each in tree.order), ask=RESULT)
    ways = {path.outcome: link(guide, path) for path in paths(tree)}
    with reading(browser, address, KEYBOARD) as page:
        for result in ways.values() if sure else [f"decide/#{encode(unsure)}"]:
            page.goto("about:blank")
            page.goto(result)
            expect(page.locator(LIVE).first).to_be_focused(timeout=ENGINE_MS)
            way = page.locator(".dt-live .dt-jump", has_text="Change an answer")
            count = stops(page, way, MOST["change"])
            page.keyboard.press("Enter")
            has_focus(page.locator(".dt-live .dt-answers h3"))
            stops(page, page.locator(".dt-change:visible").first, MOST["change"] - count)
            page.keyboard.press("Enter")
            reads(page, tree.question_by_id[tree.start].ask)


def test_no_page_with_many_sources_has_many_stops_before_its_next_heading(
    browser: Browser, address: str
) -> None:
    many = {}
    with reading(browser, address, KEYBOARD) as page:
        for name in WITH_SOURCES:
            page.goto(name)
            most, heading = page.evaluate(BETWEEN)
            if most > MOST["between headings"]:
                many[name] = (most, heading)
    assert not many


def test_back_from_the_plan_of_a_result_leads_to_the_link_that_was_left(
    browser: Browser, address: str, guide: Guide
) -> None:
    way = next(path for path in paths(guide.tree) if path.outcome == "ray-serve")
    with reading(browser, address, KEYBOARD) as page:
        page.goto(link(guide, way))
        reads(page, title(guide, way))
        plan = page.locator(".dt-live .dt-to-plan")
        plan.focus()
        left = page.evaluate("() => scrollY")
        page.keyboard.press("Enter")
        reads(page, re.compile("^Rollback plan"))
        back(page, title(guide, way), left)
        has_focus(plan)
        in_window(plan)
        page.keyboard.press("Tab")
        in_window_at_all(page)
        # Who leaves in another way comes back to the heading, as before.
        page.goto("glossary/")
        page.go_back(wait_until="commit")
        expect(page.locator(LIVE).first).to_have_text(title(guide, way), timeout=ENGINE_MS)
        has_focus(page.locator(LIVE).first)


def test_each_back_after_the_skip_link_shows_what_was_there(browser: Browser, address: str) -> None:
    with reading(browser, address, KEYBOARD) as page:
        page.goto("")
        page.goto("incident/")
        skip(page)
        first = page.locator(".dt-card:visible .dt-option").first
        stops(page, first, MOST["first answer"])
        page.keyboard.press("Enter")
        asked_next = page.locator(".dt-card:visible h2").first
        expect(asked_next).to_have_text(ASKED["stack"])
        expect(page.locator(LIVE).first).to_have_text(ASKED["stack"], timeout=ENGINE_MS)
        page.go_back(wait_until="commit")
        expect(page.locator(".dt-card:visible h2").first).to_have_text(ASKED["sees"])
        page.go_back(wait_until="commit")
        expect(page).to_have_url(address)


def test_a_heading_that_is_visited_on_the_way_leaves_the_answers_as_they_are(
    browser: Browser, address: str
) -> None:
    with reading(browser, address, KEYBOARD) as page:
        page.goto("incident/#v=1&sees=errors")
        reads(page, ASKED["stack"])
        page.evaluate("() => { location.hash = document.querySelector('article h1').id; }")
        expect(page.locator(LIVE).first).to_have_text(ASKED["stack"])
        page.evaluate("() => { location.hash = 'v=1&sees=errors&stack=ray-serve'; }")
        reads(page, ASKED["changed"])
        page.go_back(wait_until="commit")
        expect(page.locator(LIVE).first).to_have_text(ASKED["stack"])
