"""A phone on a slow line: what the page says of answers that only its engine can read, and what a
tap does before the engine is there. Nothing here waits for a clock: the engine is held."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from decision_tree.engine.buttons import PASS_ON
from decision_tree.engine.incident.state import decided
from decision_tree.engine.link import State, encode
from decision_tree.engine.model import NOT_SURE, Guide, Outcome
from decision_tree.engine.walk import Path
from tests.ways import first_to

from .readers import READERS, Reader, engine_blocked, engine_held, held, reading
from .ways import answer, asked, link, open_home, title
from .window import ENGINE_MS, FRAMES, STATIC, has_focus, in_window, reads, scrolls

FINGER = READERS["finger"]
NOW, LIVE = ".dt-static > .is-current", ".dt-live"
LIVE_HEADING = f"{LIVE} h2 >> nth=0"
READY = f"{NOW} > .dt-waits + .dt-ready:visible"
"""How many gaps there are to close."""


def passed(guide: Guide, way: Path) -> dict[str, str]:
    """An answer to each gate of the result of `way`, with which it shows no gap."""
    gates = guide.tree.gates_of(guide.tree.outcome_by_id[way.outcome])
    return {gate.id: next(option.id for option in gate.options if not option.gap) for gate in gates}


def with_gates(guide: Guide, way: Path, given: dict[str, str]) -> str:
    """The address of the result of `way` with these answers to its gates."""
    answers = (*way.answers, *given.items())
    return f"decide/#{encode(State(guide.tree.version, answers, outcome=way.outcome))}"


def waits(page: Page) -> Locator:
    """What the page says, where the reader looks, of what only its engine knows."""
    return page.locator(f"{NOW} .dt-waits:not(.dt-still):visible")


def unsure(page: Page, within: str = NOW) -> Locator:
    """The answer “Not sure”."""
    return page.locator(f"{within} .dt-option", has_text="Not sure").first


def at_result(page: Page, guide: Guide, way: Path) -> Outcome:
    """Answer every question of `way`, with the engine held back."""
    page.goto("decide/")
    for pair in way.answers:
        answer(page, FINGER, pair)
    reads(page, title(guide, way), STATIC)
    return guide.tree.outcome_by_id[way.outcome]


COUNTS = """() => {
  const look = () => {
    const all = [...document.querySelectorAll(".dt-ready")];
    const seen = all.filter((each) => each.checkVisibility());
    window.counted ||= seen.some((each) => /^(Close|No gate)/.test(each.textContent));
    requestAnimationFrame(look);
  };
  look();
}"""
"""Note whether any frame from now on shows how many gaps to close."""


def test_answers_to_gates_are_said_to_be_read_before_they_are_counted(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        page.goto(with_gates(guide, way, passed(guide, way)))
        reads(page, title(guide, way), STATIC)
        expect(page.locator(READY)).to_have_count(0)
        expect(page.locator(NOW)).not_to_contain_text(
            re.compile("Close [0-9]+ gap|No gate"), use_inner_text=True
        )
        expect(waits(page)).to_contain_text("answers to the gates")
        expect(waits(page).locator("progress")).to_be_visible()
        in_window(waits(page))
        page.evaluate(COUNTS)
        let_go()
        expect(page.locator(f"{LIVE} .dt-ready").first).to_contain_text(
            "Every gate is passed", timeout=ENGINE_MS
        )
        assert not page.evaluate("() => window.counted")


def test_without_answers_to_gates_a_result_says_what_it_still_lacks(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_held(page)
        page.goto(link(guide, way))
        reads(page, title(guide, way), STATIC)
        expect(page.locator(READY)).to_contain_text("No gate before production")
        expect(waits(page)).to_contain_text("Why your answers lead here")
        expect(waits(page).locator("progress")).to_be_visible()


def test_while_reasons_load_a_link_leads_to_how_the_tree_leads_to_the_outcome(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_held(page)
        page.goto(link(guide, way))
        reads(page, title(guide, way), STATIC)
        ways = f"a[href$='/o/{way.outcome}/#ways']"
        expect(page.locator(f"{NOW} > p:has(> {ways})")).to_contain_text("Whom it suits: ")
        FINGER.press(page, page.locator(f"{NOW} > p > {ways}"))
        expect(page.locator("h2#ways")).to_be_in_viewport()  # the page is there before its place is
        in_window(page.locator("h2#ways"))


MOVED = """window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""


def test_nothing_moves_while_a_link_to_a_result_becomes_the_result(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    with reading(browser, address, FINGER) as page:
        page.add_init_script(MOVED)
        let_go = held(page, "**/quiz.mjs")
        engine_held(page)
        page.goto(link(guide, way), wait_until="commit")
        expect(page.locator("decision-quiz")).to_be_visible()
        page.evaluate(FRAMES)
        let_go()
        reads(page, title(guide, way), STATIC)
        page.evaluate(FRAMES)
        assert page.evaluate("() => window.moved") == 0


def test_an_outcome_that_nobody_answered_for_promises_no_reasons(
    browser: Browser, address: str, way: Path
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_held(page)
        page.goto(f"decide/#o-{way.outcome}")
        expect(page.locator(f"{NOW} .dt-steps:visible")).to_be_visible()
        expect(waits(page)).to_have_count(0)


def test_an_engine_that_never_comes_leaves_answered_gates_uncounted(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_blocked(page)
        page.goto(with_gates(guide, way, passed(guide, way)))
        expect(waits(page)).to_contain_text("could not start", timeout=ENGINE_MS)
        expect(waits(page)).to_contain_text("does not count gaps")
        expect(page.locator(READY)).to_have_count(0)


def test_gates_take_answers_before_the_engine_is_there(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    given = passed(guide, way)
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        outcome = at_result(page, guide, way)
        gates = guide.tree.gates_of(outcome)
        FINGER.press(page, page.locator(f"{NOW} .dt-to-gates:visible").first)
        for number, gate in enumerate(gates):
            heading = page.locator(f"{NOW} #g-{gate.id}")
            has_focus(heading)
            in_window(heading)
            answer(page, FINGER, (gate.id, given[gate.id]))
            if number == 1:
                chosen = page.locator(f'{NOW} [data-answer="{gate.id}={given[gate.id]}"]')
                expect(chosen).to_have_attribute("aria-current", "true")
        reads(page, outcome.title, STATIC)
        assert page.url == f"{address}{with_gates(guide, way, given)}"
        expect(waits(page)).to_be_visible()
        let_go()
        expect(page.locator(f"{LIVE} .dt-ready").first).to_contain_text(
            "Every gate is passed", timeout=ENGINE_MS
        )


def test_one_gate_that_was_answered_early_leads_to_the_next_one_when_the_engine_comes(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        first, second, *_ = guide.tree.gates_of(at_result(page, guide, way))
        FINGER.press(page, page.locator(f"{NOW} .dt-to-gates:visible").first)
        FINGER.press(page, unsure(page))
        heading = page.locator(f"{NOW} #g-{second.id}")
        has_focus(heading)
        at = heading.evaluate("(it) => it.getBoundingClientRect().top")
        let_go()
        heading = page.locator(f"{LIVE} #g-{second.id}")
        expect(heading).to_have_text(second.ask, timeout=ENGINE_MS)
        page.evaluate(FRAMES)
        assert abs(heading.evaluate("(it) => it.getBoundingClientRect().top") - at) <= 2
        has_focus(heading)
        expect(page.locator(f"{LIVE} .dt-option[aria-current]")).to_contain_text("Not sure")
        assert f"{first.id}={NOT_SURE}" in page.url


def test_gates_show_only_what_their_result_asks(
    browser: Browser, address: str, guide: Guide
) -> None:
    tree = guide.tree
    fewer = next(each for each in tree.outcomes if 0 < len(each.gates) < len(tree.gates))
    with reading(browser, address, FINGER) as page:
        engine_held(page)
        page.goto(link(guide, first_to(guide, fewer.id)))
        FINGER.press(page, page.locator(f"{NOW} .dt-to-gates:visible").first)
        expect(page.locator(f"{NOW} h3:visible")).to_have_text(
            [gate.ask for gate in tree.gates_of(fewer)]
        )
        page.locator(".dt-whole a").click()
        expect(page.locator("#gates .dt-gate:visible")).to_have_count(len(tree.gates))
        expect(page.locator("#gates .dt-to-result")).to_be_hidden()


def test_the_gates_of_a_result_without_answers_are_there_to_be_read(
    browser: Browser, address: str, guide: Guide
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_held(page)
        page.goto("decide/#o-own-path")
        FINGER.press(page, page.locator(f"{NOW} .dt-to-gates:visible").first)
        first = guide.tree.gates[0]
        has_focus(page.locator(f"{NOW} #g-{first.id}"))
        assert page.url == f"{address}decide/#g-{first.id}"
        expect(page.locator(f"{NOW} .dt-gate:visible")).to_have_count(len(guide.tree.gates))


def test_a_button_that_needs_the_engine_says_so_and_says_when_it_is_there(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    with reading(browser, address, FINGER) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        let_go = engine_held(page)
        at_result(page, guide, way)
        copy = page.locator(f"{NOW} [data-do=copy-record]:visible")
        expect(copy).to_have_attribute("aria-disabled", "true")
        FINGER.press(page, copy)
        expect(page.locator(f"{NOW} .dt-said")).to_contain_text("still loading")
        let_go()
        said = page.locator(f"{LIVE} .dt-said")
        expect(said).to_contain_text(f"“{PASS_ON['copy-record']}” works now", timeout=ENGINE_MS)
        FINGER.press(page, page.locator(f"{LIVE} [data-do=copy-record]"))
        expect(said).to_contain_text("is copied")
        assert page.evaluate("() => navigator.clipboard.readText()").startswith("---")


def test_a_button_without_the_engine_says_why_it_cannot_work(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_blocked(page)
        page.goto(link(guide, way))
        expect(page.locator(".dt-retry").first).to_be_visible(timeout=ENGINE_MS)
        FINGER.press(page, page.locator(f"{NOW} [data-do=copy-record]:visible"))
        expect(page.locator(f"{NOW} .dt-said")).to_contain_text("“Try again”")


def test_not_sure_is_kept_and_what_follows_comes_with_the_engine(
    browser: Browser, address: str, guide: Guide
) -> None:
    tree = guide.tree
    first = tree.question_by_id[tree.start]
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        page.goto("decide/")
        where = unsure(page).evaluate("(it) => it.getBoundingClientRect().top + scrollY")
        FINGER.press(page, unsure(page))
        expect(page).to_have_url(f"{address}decide/#v={tree.version}&{tree.start}={NOT_SURE}")
        expect(page.locator(STATIC).first).to_have_text(first.ask)
        in_window(unsure(page))
        expect(waits(page)).to_contain_text("“Not sure”")
        expect(waits(page).locator("progress")).to_be_visible()
        in_window(waits(page))
        assert unsure(page).get_attribute("aria-current") == "true"
        assert where == unsure(page).evaluate("(it) => it.getBoundingClientRect().top + scrollY")
        let_go()
        expect(page.locator(f"{LIVE} h2").first).not_to_have_text(first.ask, timeout=ENGINE_MS)
        reads(page, tree.order[1].ask)


def test_not_sure_is_taken_back_by_another_answer(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_held(page)
        page.goto("decide/")
        FINGER.press(page, unsure(page))
        expect(waits(page)).to_be_visible()
        answer(page, FINGER, way.answers[0])
        reads(page, asked(guide, way)[1], STATIC)
        expect(waits(page)).to_have_count(0)
        assert NOT_SURE not in page.url


def test_not_sure_before_the_script_is_there_is_counted_when_it_comes(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    with reading(browser, address, FINGER) as page:
        let_go = held(page, "**/quiz.mjs")
        engine_held(page)
        page.goto("decide/", wait_until="commit")
        answer(page, FINGER, way.answers[0])
        expect(page.locator(STATIC).first).to_have_text(asked(guide, way)[1])
        FINGER.press(page, page.locator(".dt-option:visible", has_text="Not sure").first)
        let_go()
        expect(waits(page)).to_contain_text("“Not sure”", timeout=ENGINE_MS)
        question, option = way.answers[0]
        assert page.url.endswith(f"&{question}={option}&{way.answers[1][0]}={NOT_SURE}")


def test_home_offers_not_sure_too(browser: Browser, address: str, guide: Guide) -> None:
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        open_home(page)
        FINGER.press(page, unsure(page, ".dt-opening"))
        expect(waits(page)).to_contain_text("“Not sure”")
        in_window(unsure(page))
        in_window(waits(page))
        let_go()
        reads(page, guide.tree.order[1].ask)


def test_what_is_said_of_an_older_link_is_in_the_window_when_the_engine_comes(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    old = encode(State(1, way.answers))
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        page.goto(f"decide/#{old}")
        reads(page, title(guide, way), STATIC)
        let_go()
        reads(page, title(guide, way))
        said = page.locator(f"{LIVE} .dt-aged")
        expect(said).to_contain_text("version 1")
        in_window(said)


def says_on_paper(page: Page, words: str, let_go: Callable[[], None]) -> None:
    """See these words on paper for as long as the engine is held back, and no longer."""
    page.emulate_media(media="print")
    said = page.locator(".dt-unready")
    expect(said).to_be_visible()
    expect(said).to_contain_text(words)
    let_go()
    expect(page.locator(".dt-live > *").first).to_be_attached(timeout=ENGINE_MS)
    expect(said).to_be_hidden()


@pytest.mark.parametrize(
    ("place", "press"),
    [("practice-print/", "a[href^='#v=']:visible"), ("incident/#v=1&runbook=kserve", "")],
    ids=["the sheets of a workshop", "a runbook"],
)
def test_a_page_that_is_printed_too_early_says_that_it_is_not_ready(
    browser: Browser, address: str, place: str, press: str
) -> None:
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        page.goto(place)
        if press:
            FINGER.press(page, page.locator(press).first)
        says_on_paper(page, "not ready", let_go)


def test_who_prints_a_result_before_it_is_whole_reads_so_on_the_sheet(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        at_result(page, guide, way)
        says_on_paper(page, "not complete", let_go)


def test_who_answered_at_home_does_not_see_the_same_question_again(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    with reading(browser, address, FINGER) as page:
        let_go = held(page, "**/quiz.mjs")
        (first, *_) = way.answers
        state = State(guide.tree.version, (first,))
        page.goto(f"decide/#{encode(state)}", wait_until="commit")
        whole = page.locator(".dt-static")
        expect(whole).to_be_attached()
        expect(whole.locator("h2").first).to_be_hidden()
        let_go()
        expect(whole.locator(".is-current h2")).to_be_visible()
        reads(page, asked(guide, way)[1], STATIC)


@pytest.mark.parametrize("late", ["**/quiz.mjs", "**/*wasm*", ""], ids=["script", "engine", "no"])
def test_of_two_quick_taps_the_second_answers_nothing(
    browser: Browser, address: str, guide: Guide, way: Path, late: str
) -> None:
    """With nothing late, or the script or the engine."""
    with reading(browser, address, READERS["mouse"]) as page:
        let_go = held(page, late) if late else lambda: None
        page.goto("decide/", wait_until="load" if "quiz" not in late else "commit")
        if not late:
            page.locator("decision-quiz").dispatch_event("pointerenter")
            expect(page.locator(f"{LIVE} .dt-option").first).to_be_visible(timeout=ENGINE_MS)
        first = "=".join(way.answers[0])
        option = f'.dt-option:is([data-answer="{first}"], [href*="{first}"]):visible'
        page.locator(option).first.click()
        second = page.locator("h2:visible").first
        expect(second).to_have_text(asked(guide, way)[1])
        page.locator(".dt-option:visible").first.hover()
        for half in (page.mouse.down, page.mouse.up):
            half(click_count=2)
        let_go()
        expect(second).to_have_text(asked(guide, way)[1])
        assert f"{way.answers[1][0]}=" not in page.url


_TWO_TAPS = """(first) => new Promise((resolve) => {
  const quiz = document.querySelector("decision-quiz");
  const { x, y, width, height } = first.getBoundingClientRect();
  const at = { clientX: x + width / 2, clientY: y + height / 2 };
  const how = { ...at, pointerType: "touch", detail: 1, bubbles: true, cancelable: true };
  const tap = (on) => on.dispatchEvent(new PointerEvent("click", how));
  const asked = () => [...quiz.querySelectorAll("h2")].find((each) => each.checkVisibility());
  const before = asked().textContent;
  const next = () => {
    if (asked().textContent === before) return requestAnimationFrame(next);
    const answers = [...quiz.querySelectorAll(".dt-option")];
    resolve(tap(answers.find((each) => each.checkVisibility())));
  };
  tap(first);
  next();
})"""
"""Tap here, and in the frame in which another question stands, on an answer of that; whether the
second tap did what it does by itself."""


@pytest.mark.parametrize("engine", [True, False], ids=["with the engine", "without it"])
def test_a_second_tap_on_a_slow_device_answers_nothing_unread(
    browser: Browser, address: str, guide: Guide, way: Path, engine: bool
) -> None:
    """There the next question comes late, and the browser takes two taps for two."""
    with reading(browser, address, FINGER) as page:
        if not engine:
            engine_blocked(page)
        page.goto("decide/")
        page.locator("decision-quiz").dispatch_event("pointerenter")
        if engine:
            expect(page.locator(f"{LIVE} .dt-option").first).to_be_visible(timeout=ENGINE_MS)
        first = "=".join(way.answers[0])
        option = page.locator(f'.dt-option:is([data-answer="{first}"], [href*="{first}"]):visible')
        assert option.first.evaluate(_TWO_TAPS) is False
        expect(page.locator("h2:visible").first).to_have_text(asked(guide, way)[1])
        assert f"{way.answers[1][0]}=" not in page.url


SAID = "v=1&sees=errors&stack=ray-serve"


@pytest.mark.parametrize(
    "more", ["changed=spec&when=just", "changed=spec&when=earlier", "changed=not-sure&tried=prompt"]
)
def test_a_plan_denies_no_answer_that_its_address_has(
    browser: Browser, address: str, more: str
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_held(page)
        page.goto(f"incident/#{SAID}&{more}")
        expect(waits(page)).to_contain_text("your answers on what was changed")
        expect(waits(page).locator("progress")).to_be_visible()
        in_window(waits(page))
        expect(page.locator(f"{NOW} .dt-assumed")).to_be_hidden()
        expect(page.locator(f"{NOW} .dt-not-asked")).to_be_hidden()


def test_a_plan_without_the_engine_says_that_it_does_not_use_the_answers_of_its_address(
    browser: Browser, address: str
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_blocked(page)
        page.goto(f"incident/#{SAID}&changed=spec&when=earlier")
        expect(waits(page)).to_contain_text("does not use your answers", timeout=ENGINE_MS)
        expect(page.locator(f"{NOW} .dt-not-asked")).to_be_hidden()


@pytest.mark.parametrize("more", ["&changed=not-sure", "&changed=not-sure&when=not-sure"])
def test_a_plan_of_which_no_more_is_known_waits_for_nothing(
    browser: Browser, address: str, more: str
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_held(page)
        page.goto(f"incident/#{SAID}{more}")
        expect(page.locator(f"{NOW} .dt-assumed")).to_be_visible()
        expect(waits(page)).to_have_count(0)


def test_steps_that_were_tried_already_are_not_offered_as_if_they_were_not(
    browser: Browser, address: str
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_held(page)
        page.goto(f"incident/#{SAID}&changed=prompt&when=just-before&tried=prompt")
        expect(page.locator(NOW)).to_have_id(re.compile("^put-back-"))
        expect(waits(page)).to_contain_text("what you put back already")


def test_back_and_the_rollback_plan_of_a_result_do_not_wait_for_the_engine(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    questions = asked(guide, way)
    with reading(browser, address, FINGER) as page:
        engine_held(page)
        at_result(page, guide, way)
        to_plan = page.locator(f"{NOW} .dt-to-plan")
        expect(to_plan).to_have_attribute("href", re.compile(f"#{decided(way.outcome, '')}"))
        for count in reversed(range(len(questions))):
            FINGER.press(page, page.locator(f"{NOW} .dt-nav .dt-back:visible"))
            reads(page, questions[count], STATIC)
            given = encode(State(guide.tree.version, way.answers[:count]))
            assert page.url == f"{address}decide/#{given}"
        expect(page.locator(f"{NOW} .dt-nav .dt-back")).to_have_count(0)
        answer(page, FINGER, way.answers[0])
        FINGER.press(page, page.locator(f"{NOW} .dt-nav .dt-back:visible"))
        reads(page, questions[0], STATIC)
        page.go_back()
        expect(page.locator(STATIC).first).to_have_text(questions[1])


def test_back_before_the_engine_leaves_the_gates_for_the_last_question(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_held(page)
        page.goto(with_gates(guide, way, passed(guide, way)))
        FINGER.press(page, page.locator(f"{NOW} li a[data-answer^='ask=']:visible").first)
        expect(page.locator(f"{NOW} #g-{guide.tree.gates[0].id}")).to_be_visible()
        FINGER.press(page, page.locator(f"{NOW} .dt-nav .dt-back:visible"))
        reads(page, asked(guide, way)[-1], STATIC)
        given = encode(State(guide.tree.version, way.answers[:-1]))
        assert page.url == f"{address}decide/#{given}"


def test_a_question_has_one_line_above_it_with_the_engine_and_without(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    """A second line would go when the engine comes, and move the question."""
    at = f"decide/#{encode(State(guide.tree.version, way.answers[:2]))}"
    high = "(it) => it.clientHeight"
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        page.goto(at)
        reads(page, asked(guide, way)[2], STATIC)
        scrolls(page, page.locator("body"), 0)
        before = page.locator(f"{NOW} > .dt-progress").evaluate(high)
        heading = page.locator(STATIC).first.evaluate("(it) => it.getBoundingClientRect().top")
        let_go()
        live = page.locator(f"{LIVE} h2").first
        expect(live).to_have_text(asked(guide, way)[2], timeout=ENGINE_MS)
        page.evaluate(FRAMES)
        assert page.locator(f"{LIVE} .dt-progress").evaluate(high) == before
        assert abs(live.evaluate("(it) => it.getBoundingClientRect().top") - heading) <= 1


def test_who_comes_back_reads_the_first_line_of_what_they_left(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    """Even if the header stood on half of it when they left."""
    with reading(browser, address, FINGER) as page:
        page.goto(f"decide/#{encode(State(guide.tree.version, way.answers[:2]))}")
        reads(page, asked(guide, way)[2])
        scrolls(page, page.locator(LIVE_HEADING), 34)
        page.reload()
        reads(page, asked(guide, way)[2])


def test_who_comes_back_is_not_left_alone_because_the_browser_scrolled(
    browser: Browser, address: str, guide: Guide, way: Path
) -> None:
    """What comes above a reader moves them down, and they have not gone on."""
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        page.goto(f"decide/#{encode(State(guide.tree.version, way.answers[:2]))}")
        reads(page, asked(guide, way)[2], STATIC)
        scrolls(page, page.locator(STATIC).first)
        page.reload()
        expect(page.locator(STATIC).first).to_be_visible()
        page.evaluate("() => scrollBy(0, 25)")
        page.evaluate(FRAMES)
        let_go()
        reads(page, asked(guide, way)[2])


@pytest.mark.parametrize("reader", [FINGER, READERS["mouse"]], ids=["phone", "wide"])
def test_who_waits_for_the_plan_of_a_decision_sees_that_it_loads_and_is_there(
    browser: Browser, address: str, reader: Reader
) -> None:
    with reading(browser, address, reader) as page:
        let_go = engine_held(page)
        page.goto("incident/#v=1&runbook=ray-serve-platform&by=platform")
        notice = page.locator("decision-quiz > .dt-notice")
        expect(notice).to_contain_text("The plan of this decision is loading")
        has_focus(notice)
        page.evaluate(FRAMES)
        in_window(notice)
        assert page.evaluate("() => scrollY") == 0
        let_go()
        reads(page, re.compile("^Rollback plan"))


@pytest.mark.parametrize("page_name", ["decide/", "incident/", "practice/", "reconcile/"])
@pytest.mark.parametrize(("width", "root"), [(320, 100), (360, 100), (390, 200)])
def test_what_is_said_of_the_engine_is_not_cut_on_a_small_phone(
    browser: Browser, address: str, page_name: str, width: int, root: int
) -> None:
    small = Reader(
        {**FINGER.window, "viewport": {"width": width, "height": 640}}, FINGER.come, FINGER.go
    )
    with reading(browser, address, small) as page:
        engine_held(page)
        if root != 100:
            page.context.new_cdp_session(page).send(
                "Page.setFontSizes", {"fontSizes": {"standard": 16 * root // 100}}
            )
        page.goto(page_name)
        page.locator("decision-quiz").dispatch_event("touchstart")
        notice = page.locator("decision-quiz > .dt-notice:has(progress)")
        expect(notice).to_be_visible()
        cut = "(it) => [it.scrollWidth - it.clientWidth, it.scrollHeight - it.clientHeight]"
        assert max(notice.evaluate(cut)) <= 1
        covers = """(it) => {
          const top = it.getBoundingClientRect().top;
          const above = [...document.querySelectorAll("article :is(p, h1, ul, ol, h2)")].filter(
            (each) => each.checkVisibility() && !each.closest("decision-quiz")
              && each.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING);
          return Math.max(...above.map((each) => each.getBoundingClientRect().bottom)) - top;
        }"""
        assert notice.evaluate(covers) <= 1
