"""Deciding, from the first page to the result: by finger, mouse and keyboard, with and without the
engine, and from links that others made."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from playwright.sync_api import Browser, Page, expect

from decision_tree.engine.model import Guide
from decision_tree.engine.walk import Path

from .readers import READERS, Reader, engine_blocked, engine_held, held, reading
from .ways import OPENING, answer, asked, link, open_home, title
from .window import (
    ENGINE_MS,
    FRAMES,
    LIVE,
    STATIC,
    back,
    has_focus,
    in_window,
    reads,
    scrolls,
    turns_the_wheel,
)

FINGER = READERS["finger"]

anyone = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)


@anyone
def test_from_home_to_the_result_and_all_the_way_back(
    browser: Browser, address: str, guide: Guide, way: Path, reader: Reader
) -> None:
    with reading(browser, address, reader) as page:
        open_home(page)
        left = []
        for pair, shown in zip(
            way.answers, [*asked(guide, way)[1:], title(guide, way)], strict=True
        ):
            left.append(answer(page, reader, pair))
            reads(page, shown)
        for question in reversed(asked(guide, way)[1:]):
            back(page, question, left.pop())
            has_focus(page.locator(LIVE).first)
        back(page, re.compile(re.escape(asked(guide, way)[0])), left.pop(), OPENING)


@anyone
def test_an_engine_that_comes_late_takes_over_in_the_same_place(
    browser: Browser, address: str, guide: Guide, way: Path, reader: Reader
) -> None:
    with reading(browser, address, reader) as page:
        let_go = engine_held(page)
        open_home(page)
        shown = [*asked(guide, way)[1:], title(guide, way)]
        for pair, heading in zip(way.answers[:2], shown, strict=False):
            answer(page, reader, pair)
            reads(page, heading, STATIC)
        let_go()
        reads(page, shown[1])
        answer(page, reader, way.answers[2])
        reads(page, shown[2])


@pytest.mark.parametrize("held_back", [True, False], ids=["late engine", "engine at once"])
def test_who_answers_a_question_of_the_picture_reads_why_an_earlier_one_follows(
    browser: Browser, address: str, guide: Guide, held_back: bool
) -> None:
    """Several ways lead to such a question, so its answer does not say what was answered before."""
    tree = guide.tree
    ways = Counter(option.to for question in tree.questions for option in question.options)
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page) if held_back else None
        several = [each for each in tree.order if ways[each.id] > 1]
        for question in several[:1] if held_back else several:
            page.goto("tree/")
            page.locator(f"article li a[href$='#q-{question.id}']").first.tap()
            expect(page.locator(STATIC).first).to_have_text(question.ask)
            page.locator(f'[data-answer^="{question.id}="]:visible').first.tap()
            if let_go:
                let_go()
            reads(page, tree.question_by_id[tree.start].ask)
            said = page.locator(".dt-live .dt-hint").first
            expect(said).to_contain_text(f"You answered a later question first: {question.label}")
            expect(said).to_be_in_viewport()
            expect(page.locator(".dt-live .dt-progress")).to_contain_text("Question 1 of at most")


@anyone
def test_answers_before_the_script_is_there_are_counted_when_it_comes(
    browser: Browser, address: str, guide: Guide, way: Path, reader: Reader
) -> None:
    """On a slow line the page is read, and answered by its links, before its scripts are there."""
    with reading(browser, address, reader) as page:
        let_go = held(page, "**/quiz.mjs")
        page.goto("decide/", wait_until="commit")
        shown = [*asked(guide, way)[1:], title(guide, way)]
        for pair, heading in zip(way.answers[:2], shown, strict=False):
            answer(page, reader, pair)
            expect(page.locator(STATIC).first).to_have_text(heading)
        let_go()
        expect(page.locator(LIVE).first).to_have_text(shown[1], timeout=ENGINE_MS)
        answer(page, reader, way.answers[2])
        reads(page, shown[2])
        given = "&".join("=".join(pair) for pair in way.answers[:3])
        expect(page).to_have_url(re.compile(f"decide/#v=[0-9]+&{re.escape(given)}"))


FIRST_THINGS = ("h2", ".dt-answer", ".dt-ready", ".dt-cost", "ol > li", "[data-do=copy-link]")
"""What a result tells first, by CSS: its verdict, gaps, cost, first steps and link."""

NEXT_FRAME = """() => {
  const painted = () => {
    window.inNextFrame = document.querySelector(".dt-static section.is-current h2").textContent;
  };
  const clicked = () => requestAnimationFrame(() => setTimeout(painted));
  document.querySelector("decision-quiz").addEventListener("click", clicked, true);
}"""
"""What stands in the page once the first frame after a click is painted. Only clicks in the quiz
count: the theme clicks its own search as it starts."""
SHIFTS = """() => {
  window.shifts = [];
  const note = (list) => window.shifts.push(...list.getEntries().map((each) => each.value));
  new PerformanceObserver(note).observe({ type: "layout-shift" });
}"""


def places(page: Page, card: str) -> list[float]:
    """Left, top, width and height of each of the first things of the result in `card`."""
    script = "(it) => Object.values(it.getBoundingClientRect().toJSON()).slice(0, 4)"
    found = (page.locator(f"{card} {css}").first.evaluate(script) for css in FIRST_THINGS)
    return [side for each in found for side in each]


@anyone
def test_a_result_stands_in_the_next_frame_and_is_completed_in_place(
    browser: Browser, address: str, guide: Guide, way: Path, reader: Reader
) -> None:
    with reading(browser, address, reader) as page:
        let_go = engine_held(page)
        page.goto("decide/")
        page.evaluate(NEXT_FRAME)
        for pair, shown in zip(
            way.answers, [*asked(guide, way)[1:], title(guide, way)], strict=True
        ):
            answer(page, reader, pair)
            page.wait_for_function("() => window.inNextFrame")
            assert page.evaluate("() => window.inNextFrame") == shown
            page.evaluate("() => { window.inNextFrame = ''; }")
            reads(page, shown, STATIC)
        assert page.url == f"{address}{link(guide, way)}"
        before = places(page, ".dt-static section.is-current")
        page.evaluate(SHIFTS)
        let_go()
        reads(page, title(guide, way))
        page.evaluate(FRAMES)
        assert places(page, ".dt-live .dt-outcome") == pytest.approx(before, abs=1)
        assert page.evaluate("() => window.shifts") == []


@anyone
def test_a_question_stays_where_it_is_when_the_engine_comes(
    browser: Browser, address: str, guide: Guide, way: Path, reader: Reader
) -> None:
    with reading(browser, address, reader) as page:
        let_go = engine_held(page)
        page.goto("decide/")
        for pair in way.answers[:2]:
            answer(page, reader, pair)
        shown = asked(guide, way)[2]
        reads(page, shown, STATIC)
        options = ".dt-static section.is-current .dt-option", ".dt-live .dt-option"
        told = "(all) => all.flatMap((it) => [it.offsetWidth, it.getBoundingClientRect().top])"
        before = page.locator(options[0]).evaluate_all(told)
        option = page.locator(options[0]).nth(1)
        option.focus()
        page.evaluate(SHIFTS)
        let_go()
        expect(page.locator(LIVE).first).to_have_text(shown, timeout=60_000)
        page.evaluate(FRAMES)
        assert page.locator(options[1]).evaluate_all(told) == pytest.approx(before, abs=1)
        has_focus(page.locator(options[1]).nth(1))
        # In a wide window what stands below the quiz moves by a hair.
        assert sum(page.evaluate("() => window.shifts")) <= (0 if reader is FINGER else 0.001)


def test_the_link_of_a_result_can_be_copied_before_the_engine_comes(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    with reading(browser, address, FINGER) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        engine_held(page)
        page.goto("decide/")
        for pair in way.answers:
            answer(page, FINGER, pair)
        reads(page, title(guide, way), STATIC)
        page.locator("[data-do=copy-link]:visible").click()
        expect(page.locator(".dt-said:visible")).to_have_text("The link is copied.")
        copied = page.evaluate("() => navigator.clipboard.readText()")
        made = link(guide, way).replace("decide/", f"o/{way.outcome}/")
        assert copied == f"{address}{made}"
        expect(page.locator("[data-do=copy-record]:visible")).to_be_disabled()


def test_a_link_names_no_result_that_its_answers_alone_do_not_lead_to(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    late = f"v={guide.tree.version}&{'='.join(way.answers[-2])}"
    with reading(browser, address, FINGER) as page:
        engine_held(page)
        page.goto(f"decide/#{late}")
        reads(page, asked(guide, way)[-1], STATIC)
        answer(page, FINGER, way.answers[-1])
        reads(page, title(guide, way), STATIC)
        assert page.url == f"{address}decide/#{late}&{'='.join(way.answers[-1])}"


@anyone
def test_without_the_engine_the_way_is_the_same(
    browser: Browser, address: str, guide: Guide, way: Path, reader: Reader
) -> None:
    with reading(browser, address, reader) as page:
        engine_blocked(page)
        open_home(page)
        left = []
        for pair, shown in zip(
            way.answers, [*asked(guide, way)[1:], title(guide, way)], strict=True
        ):
            left.append(answer(page, reader, pair))
            reads(page, shown, STATIC)
        for question in reversed(asked(guide, way)[1:]):
            back(page, question, left.pop(), STATIC)
            has_focus(page.locator(STATIC).first)
        back(page, re.compile(re.escape(asked(guide, way)[0])), left.pop(), OPENING)


def test_without_javascript_each_next_part_is_in_the_window(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    plain = Reader({**FINGER.window, "java_script_enabled": False}, FINGER.come, FINGER.go)
    with reading(browser, address, plain) as page:
        page.goto("")
        for pair, shown in zip(
            way.answers, [*asked(guide, way)[1:], title(guide, way)], strict=True
        ):
            answer(page, plain, pair)
            heading = page.locator(STATIC).first
            expect(heading).to_have_text(shown)
            in_window(heading)


@anyone
def test_a_shared_link_then_another_answer_then_back(
    browser: Browser, address: str, guide: Guide, way: Path, reader: Reader
) -> None:
    with reading(browser, address, reader) as page:
        page.goto(link(guide, way))
        reads(page, title(guide, way))
        for question in (asked(guide, way)[0], asked(guide, way)[-1]):
            turns_the_wheel(page, 500)  # a wide window has the answers at its side
            changes = page.locator(".dt-live .dt-change")
            left = reader.press(page, changes.nth(asked(guide, way).index(question)))
            assert left > 300
            reads(page, question)
            for later in (False, True):
                if later:
                    page.go_forward(wait_until="commit")
                    reads(page, question)
                back(page, title(guide, way), left)
                has_focus(changes.nth(asked(guide, way).index(question)))
                in_window(changes.nth(asked(guide, way).index(question)))


@pytest.mark.parametrize("heading", [LIVE, STATIC], ids=["with the engine", "without it"])
@pytest.mark.parametrize(
    "place", [".dt-card:visible .dt-unit", ".md-footer"], ids=["middle", "end"]
)
def test_back_from_another_page_leads_to_the_place_in_the_result(
    browser: Browser, address: str, guide: Guide, way: Path, place: str, heading: str
) -> None:
    with reading(browser, address, FINGER) as page:
        if heading == STATIC:
            engine_blocked(page)
        page.goto(link(guide, way))
        reads(page, title(guide, way), heading)
        if heading == STATIC:  # what is said of that pushes all down, and has to be there before
            expect(page.locator(".dt-retry:visible").first).to_be_visible(timeout=ENGINE_MS)
        page.locator(place).last.scroll_into_view_if_needed()
        left = page.evaluate("() => scrollY")
        assert left > 1000
        page.goto("glossary/")
        back(page, title(guide, way), left, heading)


ARRIVALS = {
    "an outcome's page": ("o/kserve/", "#ways ~ details a"),
    "practice's answers": ("practice-answers/", "a[href*='decide/#v=']"),
}


@pytest.mark.parametrize(("start", "css"), ARRIVALS.values(), ids=ARRIVALS)
@anyone
def test_a_link_to_a_result_leads_to_its_heading(
    browser: Browser, address: str, guide: Guide, reader: Reader, start: str, css: str
) -> None:
    with reading(browser, address, reader) as page:
        page.goto(start)
        found = page.locator(css).first
        found.evaluate(
            "(link) => { const fold = link.closest('details'); if (fold) fold.open = true; }"
        )
        outcome = (found.get_attribute("href") or "").partition("outcome=")[2]
        found.focus()
        reader.press(page, found)
        reads(page, guide.tree.outcome_by_id[outcome].title)


@pytest.mark.parametrize("part", ["q-share", "o-kserve"])
def test_a_link_to_one_question_or_outcome_leads_to_its_heading(
    browser: Browser, address: str, guide: Guide, part: str
) -> None:
    name = part[2:]
    tree = guide.tree
    said = tree.question_by_id[name].ask if part[0] == "q" else tree.outcome_by_id[name].title
    with reading(browser, address, FINGER) as page:
        page.goto(f"decide/#{part}")
        reads(page, said, STATIC)
        page.evaluate("() => scrollTo(0, 0)")
        page.evaluate("(part) => { location.hash = part; }", f"q-{tree.start}")
        reads(page, tree.question_by_id[tree.start].ask, STATIC)


def test_an_old_link_with_notes_on_it_shows_its_heading(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    with reading(browser, address, FINGER) as page:
        page.goto(f"{link(guide, way)}{''.join(f'&odd{number}=one' for number in range(9))}")
        reads(page, title(guide, way))
        expect(page.locator(".dt-live .dt-notes li")).to_have_count(9)


@anyone
def test_who_has_read_on_is_left_there_when_the_engine_comes(
    browser: Browser, address: str, guide: Guide, way: Path, reader: Reader
) -> None:
    told = guide.tree.outcome_by_id[way.outcome].oncall[0].text.split("`")[0]
    with reading(browser, address, reader) as page:
        let_go = engine_held(page)
        page.goto(link(guide, way))
        reads(page, title(guide, way), STATIC)
        sentence = page.locator(".dt-card:visible li", has_text=told).first
        scrolls(page, sentence)
        place = sentence.evaluate("(it) => it.getBoundingClientRect().top")
        assert 150 < place < 250
        let_go()
        expect(page.locator(LIVE).first).to_have_text(title(guide, way), timeout=60_000)
        page.evaluate(FRAMES)
        assert abs(sentence.evaluate("(it) => it.getBoundingClientRect().top") - place) < 1


LEAST = 24
"""Pixels that a finger needs, across and down."""


def test_a_tap_on_a_dot_of_the_picture_leads_to_its_answer_in_words(
    browser: Browser, address: str, guide: Guide
) -> None:
    question = guide.tree.order[1]
    option = question.options[-1]
    with reading(browser, address, READERS["finger"]) as page:
        page.goto("tree/")
        sizes = [target.bounding_box() for target in page.locator(".dt-hit").all()]
        assert all(size and min(size["width"], size["height"]) >= LEAST for size in sizes)
        page.locator(f'a[aria-label^="{question.label}: {option.text}"]').tap()
        said = page.locator(":target")
        expect(said).to_have_text(option.text)
        in_window(said)
        in_window(page.locator("h3", has_text=question.ask).first)
