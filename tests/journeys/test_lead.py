"""The platform lead with a phone and three minutes in a meeting: from home to the result, through
its gates and back, and to the link that the other team gets."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from decision_tree.engine.counted import counted
from decision_tree.engine.link import State, encode
from decision_tree.engine.model import Gate, Guide
from decision_tree.engine.walk import Path, Walk, paths, walk

from .readers import FINGER, READERS, Reader, engine_held, reading
from .ways import answer, asked, title
from .window import LIVE, STATIC, in_window, reads

MOST_SCROLLED = 3.0
"""Windows that the reader scrolls on the whole way; what the page does by itself is free."""

FEWEST = 4
"""Answers that a question shows whole on a phone where they do not all fit, above the first line of
the next one."""

GATE = ".dt-live [data-arrive]"
"""The gate that is asked."""

anyone = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)

ENDS = """(answers) => answers.map((each) => {
  const words = each.querySelector(".dt-option-text");
  const line = words.getBoundingClientRect().top + parseFloat(getComputedStyle(words).lineHeight);
  return [line, each.getBoundingClientRect().bottom];
})"""
"""Where the first line of each answer ends, and where the answer does."""


@pytest.fixture(scope="module")
def platform(guide: Guide) -> Path:
    """A longest way on which the platform team owns an endpoint on KServe."""
    ways = (path for path in paths(guide.tree) if path.outcome == "kserve")
    return max(ways, key=lambda path: len(path.answers))


def pressed(page: Page, reader: Reader, link: Locator) -> float:
    """Follow `link`; returns how far the reader had to scroll to it."""
    before = float(page.evaluate("() => scrollY"))
    return abs(reader.press(page, link) - before)


def answered(page: Page, reader: Reader, pair: tuple[str, str]) -> float:
    """Give this answer; returns how far the reader had to scroll to it."""
    before = float(page.evaluate("() => scrollY"))
    return abs(answer(page, reader, pair) - before)


def passing(page: Page, gate: Gate, walked: Walk) -> Locator:
    """The first answer to `gate` that leaves no gap and that no earlier answer contradicts."""
    text = next(option.text for option in walked.offered(gate) if not option.gap)
    return page.locator(f".dt-live .dt-gate:has(#g-{gate.id}) .dt-option", has_text=text).first


@anyone
def test_from_home_through_the_gates_to_the_link_for_the_other_team(
    browser: Browser, address: str, guide: Guide, platform: Path, reader: Reader
) -> None:
    gates = [gate for gate, _ in walk(guide.tree, dict(platform.answers)).gates]
    with reading(browser, address, reader) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto("")
        scrolled = pressed(page, reader, page.locator(".start a", has_text="Decide"))
        first = page.locator(f"{STATIC}, {LIVE}").first
        expect(first).to_have_text(asked(guide, platform)[0])
        in_window(first)
        shown = [*asked(guide, platform)[1:], title(guide, platform)]
        for pair, heading in zip(platform.answers, shown, strict=True):
            scrolled += answered(page, reader, pair)
            reads(page, heading)
        open_gates = page.locator(".dt-live .dt-to-gates")
        expect(open_gates).to_have_text(f"Answer the {counted(len(gates), 'gate')}")
        scrolled += pressed(page, reader, open_gates)
        for gate in gates:
            reads(page, gate.ask, GATE)
            scrolled += pressed(
                page, reader, passing(page, gate, walk(guide.tree, dict(platform.answers)))
            )
        reads(page, title(guide, platform))
        expect(page.locator(".dt-live .dt-ready").first).to_contain_text("Every gate is passed")
        copy = page.locator(".dt-live [data-do=copy-link]").first
        page.wait_for_function("() => document.querySelector('decision-quiz').record")
        scrolled += pressed(page, reader, copy)
        expect(page.locator(".dt-live .dt-said").first).to_have_text("The link is copied.")
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert scrolled <= MOST_SCROLLED * reader.window["viewport"]["height"]
        page.goto("about:blank")
        page.goto(copied)
        reads(page, title(guide, platform))
        expect(page.locator(".dt-live .dt-ready").first).to_contain_text("Every gate is passed")


@anyone
def test_a_gap_is_named_in_the_result_and_the_next_visit_goes_to_its_gate(
    browser: Browser, address: str, guide: Guide, platform: Path, reader: Reader
) -> None:
    """Who leaves the last gate unsure gets one gap, and the way back to that gate."""
    *passed, last = [gate for gate, _ in walk(guide.tree, dict(platform.answers)).gates]
    given = [(gate.id, next(each.id for each in gate.options if not each.gap)) for gate in passed]
    state = State(guide.tree.version, (*platform.answers, *given), outcome=platform.outcome)
    with reading(browser, address, reader) as page:
        page.goto(f"decide/#{encode(state)}")
        reads(page, title(guide, platform))
        expect(page.locator(".dt-live .dt-ready").first).to_contain_text("Close 1 gap before")
        expect(page.locator(".dt-live .dt-gaps li").first).to_contain_text(last.label)
        reader.press(page, page.locator(".dt-live .dt-to-gates"))
        reads(page, last.ask, GATE)
        unsure = page.locator(f".dt-live .dt-gate:has(#g-{last.id}) .dt-option").last
        reader.press(page, unsure)
        reads(page, title(guide, platform))
        expect(page.locator(".dt-live .dt-ready").first).to_contain_text("Close 1 gap before")


@pytest.mark.parametrize("heading", [LIVE, STATIC], ids=["with the engine", "without it"])
def test_each_question_shows_all_its_answers_or_that_there_are_more(
    browser: Browser, address: str, guide: Guide, heading: str
) -> None:
    height = FINGER.window["viewport"]["height"]
    few = {}
    with reading(browser, address, FINGER) as page:
        if heading == STATIC:
            engine_held(page)
        for question, before in reached(guide).items():
            page.goto("about:blank")
            page.goto(f"decide/#{encode(State(guide.tree.version, before))}")
            reads(page, guide.tree.question_by_id[question].ask, heading)
            ends = page.locator(".dt-options:visible > li").evaluate_all(ENDS)
            whole = [answer for _, answer in ends if answer <= height]
            more = ends[len(whole) :]
            if more and (len(whole) < FEWEST or more[0][0] > height):
                few[question] = ends
    assert not few


def reached(guide: Guide) -> dict[str, tuple[tuple[str, str], ...]]:
    """The answers that lead to each question, by the question's id."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for path in paths(guide.tree):
        for place, (question, _) in enumerate(path.answers):
            found.setdefault(question, path.answers[:place])
    return found
