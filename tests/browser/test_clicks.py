"""What a click costs the page: seen in elements, so that no clock decides."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from decision_tree.engine.link import State, encode
from decision_tree.engine.model import Guide
from decision_tree.engine.walk import paths
from tests.in_browser import painted

AROUND = 20
"""Elements outside the quiz that a click may touch: links of the menu, the notice, the header."""

FRAMES = painted(2)

CLICK = """(css) => {
  const live = document.querySelector(".dt-live");
  const shown = (within) => live.querySelector(within)?.getClientRects().length > 0;
  document.querySelector(css).click();
  return [shown("h2"), shown(".dt-reasons"), shown("form"), shown(".dt-answers")];
}"""
"""Which parts of a result are laid out when the click returns."""

READ = """() => {
  const pieces = [...document.querySelectorAll(".dt-static .dt-outcome.is-current :is(p, li)")];
  const top = (each) => each.getBoundingClientRect().top;
  const seen = pieces.find((each) => each.checkVisibility() && top(each) > 100);
  return [seen.textContent, top(seen)];
}"""
"""The first sentence of a static result that begins in the window, and where."""

WHERE = """(said) => [...document.querySelectorAll(".dt-live :is(p, li)")]
  .find((each) => each.checkVisibility() && each.textContent === said)
  ?.getBoundingClientRect().top"""
"""Where the same sentence stands in the live page."""

STEP = ".dt-live :is(.dt-option, .dt-case)"


def styled(browser: Browser, page: Page, clicks: int) -> list[tuple[int, int]]:
    """For each click on the first answer: the elements it shows, and the most styled at once."""
    found = []
    for _ in range(clicks):
        page.wait_for_load_state("networkidle")
        before = page.locator(".dt-live").inner_text()
        browser.start_tracing(page=page, categories=["devtools.timeline"])
        page.locator(STEP).first.click()
        expect(page.locator(".dt-live")).not_to_have_text(before, use_inner_text=True)
        page.evaluate(FRAMES)
        events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
        counts = [event["args"].get("elementCount", 0) for event in events if "args" in event]
        found.append((page.locator(".dt-live *").count(), max(counts)))
    return found


@pytest.mark.parametrize("name", ["decide/", "practice/", "drills/"])
def test_a_click_has_the_new_page_styled_and_not_what_stands_around_it(
    browser: Browser, page: Page, name: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(name)
    page.locator("decision-quiz").hover()
    expect(page.locator(".dt-live")).to_be_visible(timeout=60_000)
    for shown, most in styled(browser, page, clicks=3):
        assert most > 0
        assert most <= shown + AROUND


def test_a_result_is_laid_out_as_far_as_its_reasons_and_then_whole(
    page: Page, guide: Guide
) -> None:
    path = next(paths(guide.tree))
    *before, (question, option) = path.answers
    page.goto(f"decide/#{encode(State(guide.tree.version, tuple(before)))}")
    last = f'.dt-live [data-answer="{question}={option}"]'
    page.locator(last).click(timeout=60_000)
    expect(page.locator(".dt-live form")).to_be_visible()
    page.go_back()
    expect(page.locator(last)).to_be_visible()  # and the result has been made
    assert page.evaluate(CLICK, last) == [True, True, True, False]  # the form stands above them
    for part in ("h2", ".dt-reasons", "form", ".dt-answers"):
        expect(page.locator(f".dt-live {part}").first).to_be_visible()


def test_who_reads_a_static_result_stays_at_the_place_when_the_engine_comes(
    page: Page, guide: Guide
) -> None:
    path = next(paths(guide.tree))
    state = State(guide.tree.version, path.answers, outcome=path.outcome)
    waiting: list[Route] = []
    page.route("**/*wasm*", lambda route: waiting.append(route))
    with page.expect_request("**/*wasm*"):
        page.goto(f"embed/#{encode(state)}")
    page.evaluate("() => void (document.documentElement.style.overflowAnchor = 'none')")  # Safari
    expect(page.locator(".dt-static .dt-outcome:visible")).to_have_count(1)
    page.keyboard.press("Shift")  # and by hand
    page.evaluate("() => scrollTo(0, 500)")
    said, top = page.evaluate(READ)
    expect(page.locator("progress").first).to_be_visible()
    assert waiting
    for route in waiting:
        route.continue_()
    expect(page.locator(".dt-live form")).to_be_visible(timeout=60_000)
    now = page.evaluate(WHERE, said)
    assert abs(now - top) < 1, said


LOOK = """(option) => {
  const { backgroundColor, borderColor, borderWidth, boxShadow } = getComputedStyle(option);
  return [backgroundColor, borderColor, borderWidth, boxShadow];
}"""


def test_an_answer_under_a_resting_pointer_does_not_look_chosen(page: Page, guide: Guide) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    way = next(path for path in paths(guide.tree) if path.outcome == "ray-serve")
    gate = guide.tree.gates_of(guide.tree.outcome_by_id[way.outcome])[0]
    page.goto(f"decide/#{encode(State(guide.tree.version, way.answers, ask=gate.id))}")
    options = page.locator(".dt-live .dt-option")
    expect(options.first).to_be_visible(timeout=60_000)
    options.nth(1).hover()
    page.evaluate(FRAMES)
    assert options.nth(1).evaluate("(it) => it.matches(':hover')")
    assert options.nth(1).evaluate(LOOK) == options.nth(0).evaluate(LOOK)
    line = "(it) => getComputedStyle(it.querySelector('.dt-option-text')).textDecorationLine"
    assert options.nth(1).evaluate(line) == "underline"
    assert options.nth(0).evaluate(line) == "none"
