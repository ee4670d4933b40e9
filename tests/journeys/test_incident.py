"""Who is on call at night: from home to the first command, with a phone in hand, and what is typed
on the way."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from decision_tree.engine.incident.plan import plan
from decision_tree.engine.incident.questions import ASKED, PUT_BACK, WHICH_MODE, WHICH_STACK
from decision_tree.engine.incident.state import Incident, encode_incident
from decision_tree.engine.incident.words import GO_ON, heading
from decision_tree.engine.kinds import STACK_PAGES
from decision_tree.engine.model import Guide

from .readers import FINGER, READERS, Reader, engine_blocked, engine_held, held, reading
from .window import (
    FRAMES,
    LIVE,
    STATIC,
    as_high_as_a_thumb,
    back,
    has_focus,
    in_window,
    reads,
    scrolls,
)

MOST_TAPS = 5
MOST_SCREENS = 3

anyone = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)


def option(page: Page, text: str) -> None:
    """Tap the answer that begins with `text`."""
    FINGER.press(page, page.locator(".dt-live .dt-option", has_text=text).first)


def test_on_a_phone_the_first_command_is_five_taps_from_home_and_three_screens(
    browser: Browser, address: str, guide: Guide
) -> None:
    with reading(browser, address, FINGER) as page:
        page.goto("")
        FINGER.press(page, page.locator(".start a", has_text="In an incident"))
        taps, scrolled = 1, 0.0
        expect(page.locator(".dt-static h2:visible, .dt-live h2").first).to_be_visible()
        answers = (
            (guide.sight_by_id["errors"].name, ASKED["stack"]),
            ("KServe, Standard mode", ASKED["changed"]),
            (guide.aspect_by_id["runtime-image"].name, ASKED["when"]),
            ("Just before it began", "Put back: Runtime object of the previous version"),
        )
        expect(page.locator("decision-quiz.is-enhanced")).to_be_attached()
        page.mouse.move(200, 400)  # what a finger does first starts the engine
        page.locator(".dt-static, .dt-live").first.dispatch_event("touchstart")
        expect(page.locator(LIVE).first).to_have_text(ASKED["sees"], timeout=60_000)
        for answer, after in answers:
            before = float(page.evaluate("() => scrollY"))
            option(page, answer)
            taps += 1
            heading = page.locator(LIVE).first
            expect(heading).to_contain_text(after)
            in_window(heading)
            has_focus(heading)
            scrolled += abs(float(page.evaluate("() => scrollY")) - before)
        here = float(page.evaluate("() => scrollY"))
        command = page.locator(".dt-live .dt-command:visible").first
        command.scroll_into_view_if_needed()
        scrolled += float(page.evaluate("() => scrollY")) - here
        expect(command).to_be_in_viewport()
        assert taps <= MOST_TAPS
        assert scrolled <= MOST_SCREENS * 844


@anyone
def test_each_answer_is_in_the_window_with_the_focus_and_back_returns(
    browser: Browser, address: str, reader: Reader
) -> None:
    with reading(browser, address, reader) as page:
        page.goto("incident/#v=1&sees=slow")
        reads(page, ASKED["stack"])
        stack = page.locator(".dt-live .dt-option", has_text="Ray Serve on KubeRay")
        left = reader.press(page, stack)
        reads(page, ASKED["changed"])
        reader.press(page, page.locator(".dt-live .dt-option", has_text="Not sure").first)
        heading = page.locator(LIVE).first
        expect(heading).to_contain_text("Look first: ")
        in_window(heading)
        has_focus(heading)
        page.evaluate("() => history.back()")
        expect(heading).to_have_text(ASKED["changed"])
        back(page, ASKED["stack"], left)


def test_names_are_filled_into_commands_and_stay_in_the_page(
    browser: Browser, address: str
) -> None:
    with reading(browser, address, FINGER) as page:
        page.goto(
            "incident/#v=1&sees=errors&stack=kserve-standard&changed=runtime-image&when=just-before"
        )
        command = page.locator("#command-3")
        expect(command).to_contain_text("inferenceservice NAME", timeout=60_000)
        FINGER.press(page, page.locator(".dt-live summary", has_text="Fill in NAME"))
        field = page.locator(".dt-live input[name=NAME]")
        for hostile in ("; rm -rf /", "<img src=x onerror=alert(1)>", "Ranker", "$(id)", "a b"):
            field.fill(hostile)
            expect(page.locator("#refused-NAME")).to_contain_text("must be a Kubernetes name")
            expect(command).to_contain_text("inferenceservice NAME")
            assert page.locator(".dt-live img").count() == 0
        field.fill("ranker")
        expect(command).to_contain_text("inferenceservice ranker --type")
        expect(page.locator("#refused-NAME")).to_be_empty()
        assert "ranker" not in page.evaluate("() => location.href")
        page.locator(".dt-live .dt-option", has_text=GO_ON).click()
        expect(page.locator(LIVE).first).to_contain_text("Look first")
        page.evaluate("() => history.back()")
        expect(command).to_contain_text("inferenceservice ranker --type")


def test_what_is_typed_outlasts_a_reload_in_its_tab_only(browser: Browser, address: str) -> None:
    """A phone reloads a tab that was away. Without the name a command acts on something else."""
    there = "incident/#v=1&sees=errors&stack=kserve-standard&changed=spec&when=just-before"
    with reading(browser, address, FINGER) as page:
        page.goto(there)
        command = page.locator("#command-0")
        expect(command).to_contain_text("inferenceservice NAME", timeout=60_000)
        FINGER.press(page, page.locator(".dt-live summary", has_text="Fill in NAME"))
        page.locator(".dt-live input[name=NAME]").fill("ranker")
        page.locator(".dt-live input[name=NAMESPACE]").fill("prod")
        expect(command).to_contain_text("kubectl -n prod patch inferenceservice ranker")
        page.reload()
        expect(command).to_contain_text(
            "kubectl -n prod patch inferenceservice ranker", timeout=60_000
        )
        assert "ranker" not in page.evaluate("() => JSON.stringify({...localStorage})")
    with reading(browser, address, FINGER) as page:
        page.goto(there)
        expect(page.locator("#command-0")).to_contain_text("inferenceservice NAME", timeout=60_000)


def test_with_a_blocked_engine_a_shared_link_shows_what_goes_back_and_there_is_a_way_back(
    browser: Browser, address: str, guide: Guide
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_blocked(page)
        page.goto(
            "incident/#v=1&sees=errors&stack=kserve-standard&changed=runtime-image&when=just-before"
        )
        unit = guide.unit_by_id["standard-runtime-pointer"]
        expect(page.locator(STATIC).first).to_contain_text(unit.name)
        expect(page.locator(f"{HERE} .dt-command:visible").first).to_be_visible()
        expect(page.locator(".dt-notice")).to_contain_text("the page knows only what you see")
        other = page.locator(f"{HERE} .dt-steps a", has_text="Shared runtime object").first
        FINGER.press(page, other)
        expect(page.locator(STATIC).first).to_contain_text("Shared runtime object, edited back")
        FINGER.press(page, page.locator(f"{HERE} .dt-nav a", has_text="Back"))
        expect(page.locator(STATIC).first).to_contain_text(unit.name)


def test_with_a_blocked_engine_nothing_offers_what_only_it_can_do(
    browser: Browser, address: str, guide: Guide
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_blocked(page)
        to_the_plan(page, guide, FINGER)
        expect(page.locator(".dt-notice .dt-retry")).to_be_visible(timeout=60_000)
        expect(page.locator(f"{HERE} .dt-not-asked")).to_be_visible()
        expect(page.locator(f"{HERE} .dt-assumed")).to_be_hidden()
        expect(page.locator(f"{HERE} .dt-needs-engine")).to_be_hidden()


def test_without_javascript_a_plan_does_not_wait_for_what_nobody_can_say_there(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("incident/#errors-on-ray-serve")
    plan_now = page.locator("#errors-on-ray-serve")
    expect(plan_now.locator(".dt-not-asked")).to_contain_text("The plan below is for every change")
    expect(plan_now.locator(".dt-not-asked")).to_be_visible()
    expect(plan_now.locator(".dt-assumed")).to_be_hidden()
    context.close()


def test_a_link_prints_no_command_of_whoever_sent_it(browser: Browser, address: str) -> None:
    with reading(browser, address, FINGER) as page:
        page.goto("incident/#v=1&sees=errors&stack=ray-serve&changed=not-sure&NAME=evil&command=rm")
        expect(page.locator(".dt-live .dt-notes")).to_contain_text("which a plan does not use")
        assert "evil" not in " ".join(page.locator(".dt-live .dt-command").all_inner_texts())


def test_without_the_engine_three_taps_lead_to_looks_and_one_more_to_a_command(
    browser: Browser, address: str, guide: Guide
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_blocked(page)
        page.goto("incident/")
        for text in (guide.sight_by_id["errors"].name, "KServe, Knative mode", "Not sure"):
            FINGER.press(page, page.locator(".dt-static .dt-option:visible", has_text=text))
        begun = Incident("errors", "kserve-knative", unnamed="not-sure")
        reads(page, heading(plan(guide, begun)), STATIC)
        FINGER.press(page, page.locator(".dt-static section.is-current .dt-put-back a").first)
        shown = page.locator(STATIC).first
        has_focus(shown)
        in_window(shown)
        expect(page.locator(".dt-static .dt-command:visible").first).to_be_visible()


def test_an_answer_before_the_script_is_there_is_kept(
    browser: Browser, address: str, guide: Guide
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_blocked(page)
        let_go = held(page, "**/quiz.mjs")
        page.goto("incident/", wait_until="commit")
        page.wait_for_function("() => document.readyState === 'interactive'")
        sight = guide.sight_by_id["errors"].name
        FINGER.press(page, page.locator(".dt-static .dt-option", has_text=sight).first)
        page.wait_for_url("**/incident/#sees-errors", wait_until="commit")
        let_go()
        expect(page.locator("decision-quiz.is-enhanced")).to_be_attached()
        stack = page.locator(".dt-static .dt-option:visible", has_text="KServe, Standard mode")
        FINGER.press(page, stack.first)
        reads(page, ASKED["changed"], STATIC)
        assert page.url.endswith(f"#{encode_incident(replace(NOT_SURE, unnamed=''))}")


RUNBOOK = "incident/#v=1&runbook=ray-serve-platform&by=platform"


def test_what_a_link_asks_for_and_the_page_cannot_show_is_said(
    browser: Browser, address: str
) -> None:
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        page.goto(RUNBOOK)
        notice = page.locator(".dt-notice").first
        expect(notice).to_contain_text("The plan of this decision is loading.")
        expect(notice).not_to_contain_text("You can go on")
        let_go()
        expect(page.locator(LIVE).first).to_contain_text("Rollback plan", timeout=60_000)
    with reading(browser, address, FINGER) as page:
        engine_blocked(page)
        page.goto(RUNBOOK)
        expect(page.locator(".dt-notice").first).to_contain_text(
            "It ignores what was put back already, and a plan of a decision."
        )
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(RUNBOOK)
    expect(page.locator("noscript .dt-notice")).to_be_visible()
    expect(page.locator("noscript .dt-notice")).to_contain_text(
        "does not read the answers in a link"
    )
    context.close()


HERE = ".dt-static section.is-current"
NOT_SURE = Incident("errors", "kserve-standard", unnamed="not-sure")
RAY_HANGS = Incident("deploy-hangs", "ray-serve", unnamed="not-sure")

TOP = "(it) => it.getBoundingClientRect().top"

READ = {
    "what not to do": ".dt-tonight li",
    "the first check": ".dt-first-look p",
    "a check further down": ".dt-fold .dt-first-look p >> nth=3",
    "what goes back": ".dt-put-back h3",
    "another suspect": ".dt-fold > ol > li >> nth=-3",
}
"""What somebody reads of the plan when the engine comes, by CSS. What is folded was opened."""


def to_the_plan(page: Page, guide: Guide, reader: Reader) -> int:
    """From the home page to the plan without the engine; how many taps it took."""
    page.goto("")
    reader.press(page, page.locator(".start a", has_text="In an incident"))
    ways = (
        (guide.sight_by_id["errors"].name, ASKED["stack"]),
        ("KServe, Standard mode", ASKED["changed"]),
        ("Not sure", ""),
    )
    for text, shown in ways:
        reader.press(page, page.locator(".dt-static .dt-option:visible", has_text=text).first)
        reads(page, shown or heading(plan(guide, NOT_SURE)), STATIC)
    assert page.url.endswith(f"#{encode_incident(NOT_SURE)}")
    return 1 + len(ways)


@anyone
def test_with_a_slow_engine_home_leads_to_a_command_and_the_plan_is_completed_in_place(
    browser: Browser, address: str, guide: Guide, reader: Reader
) -> None:
    with reading(browser, address, reader) as page:
        let_go = engine_held(page)
        assert to_the_plan(page, guide, reader) <= MOST_TAPS
        command = page.locator(f"{HERE} .dt-first-look .dt-command").first
        before = float(page.evaluate("() => scrollY"))
        command.scroll_into_view_if_needed()
        assert float(page.evaluate("() => scrollY")) - before <= MOST_SCREENS * 844
        expect(command).to_be_in_viewport()
        let_go()
        answers = page.locator(".dt-live .dt-first-look > .dt-options .dt-option")
        expect(answers).to_have_count(2, timeout=60_000)
        expect(page.locator(LIVE).first).to_have_text(heading(plan(guide, NOT_SURE)))
        expect(page.locator(".dt-live #command-0")).to_be_in_viewport()
        reader.press(page, answers.first)
        heading_ = page.locator(LIVE).first
        expect(heading_).not_to_have_text(heading(plan(guide, NOT_SURE)))
        in_window(heading_)
        has_focus(heading_)


@pytest.mark.parametrize("read", READ)
def test_what_is_read_of_a_plan_stays_where_it_is_when_the_engine_comes(
    browser: Browser, address: str, guide: Guide, read: str
) -> None:
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        to_the_plan(page, guide, FINGER)
        for fold in page.locator(f"{HERE} summary").all():
            fold.click()
        piece = page.locator(f"{HERE} {READ[read]}").first
        text = piece.inner_text()
        scrolls(page, piece)
        place = piece.evaluate("(it) => it.getBoundingClientRect().top")
        let_go()
        expect(page.locator(".dt-live .dt-plan")).to_be_visible(timeout=60_000)
        page.evaluate(FRAMES)
        live = page.locator(f".dt-live {READ[read]}").first
        expect(live).to_have_text(text)
        assert abs(live.evaluate("(it) => it.getBoundingClientRect().top") - place) <= 1
        assert "changed=not-sure" in page.url


@pytest.mark.parametrize("late", ["**/quiz.mjs", "**/*wasm*"], ids=["script", "engine"])
@pytest.mark.parametrize("sight", ["errors", "still-bad"])
def test_nobody_answers_what_was_changed_before_it_was_asked(
    browser: Browser, address: str, guide: Guide, late: str, sight: str
) -> None:
    """However quickly they answer what is there, and even if the answers come later."""
    asked = PUT_BACK if sight == "still-bad" else ASKED["changed"]
    with reading(browser, address, FINGER) as page:
        let_go = held(page, late)
        page.goto("incident/", wait_until="commit")
        page.wait_for_function("() => document.readyState === 'interactive'")
        for text in (guide.sight_by_id[sight].name, "Ray Serve on KubeRay"):
            FINGER.press(page, page.locator(".dt-static .dt-option:visible", has_text=text).first)
        question = page.locator(STATIC).first
        expect(question).to_have_text(asked)
        in_window(question)
        only = page.locator(".dt-static .dt-option:visible")
        expect(only).to_have_count(1)
        places = [each.evaluate(TOP) for each in (question, only)]
        let_go()
        reads(page, asked)
        assert page.url.endswith(f"#v=1&sees={sight}&stack=ray-serve")
        now = [page.locator(LIVE).first, page.locator(".dt-live .dt-option").first]
        expect(now[1]).to_contain_text("Not sure")
        page.evaluate(FRAMES)
        for place, each in zip(places, now, strict=True):
            assert abs(each.evaluate(TOP) - place) <= 1


def test_where_the_engine_never_comes_what_was_changed_has_one_answer_and_says_why(
    browser: Browser, address: str, guide: Guide
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_blocked(page)
        page.goto("incident/#v=1&sees=errors&stack=kserve-standard")
        reads(page, ASKED["changed"], STATIC)
        waits = page.locator(f"{HERE} > .dt-waits")
        expect(waits).to_contain_text("cannot show the other answers", timeout=60_000)
        in_window(waits)
        FINGER.press(page, page.locator(f"{HERE} .dt-option"))
        reads(page, heading(plan(guide, NOT_SURE)), STATIC)
        FINGER.press(page, page.locator(f"{HERE} .dt-nav a", has_text="Back"))
        reads(page, ASKED["changed"], STATIC)
        FINGER.press(page, page.locator(f"{HERE} .dt-nav a", has_text="Back"))
        reads(page, ASKED["stack"], STATIC)


WAYS = {
    "the first look": ".dt-first-look .dt-ways a >> nth=1",
    "a look further down": ".dt-fold .dt-ways a >> nth=2",
    "what goes back without a look": ".dt-put-back h3 a",
    "another suspect": "summary:has-text('suspects') ~ ol > li >> nth=1 >> a",
}
"""The ways of a plan to what puts something back, by CSS. What is folded was opened."""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("start", [NOT_SURE, RAY_HANGS], ids=["errors", "hangs"])
def test_a_way_to_what_puts_something_back_stays_under_the_finger_when_the_engine_comes(
    browser: Browser, address: str, start: Incident, way: str
) -> None:
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        page.goto(f"incident/#{encode_incident(start)}")
        expect(page.locator("decision-quiz.is-enhanced")).to_be_attached()
        for fold in page.locator(f"{HERE} summary").all():
            fold.click()
        link = page.locator(f"{HERE} {WAYS[way]}").first
        said = link.inner_text()
        scrolls(page, link)
        place = link.evaluate(TOP)
        let_go()
        expect(page.locator(".dt-live .dt-plan")).to_be_visible(timeout=60_000)
        page.evaluate(FRAMES)
        live = page.locator(f".dt-live {WAYS[way]}").first
        expect(live).to_have_text(said)
        assert abs(live.evaluate(TOP) - place) <= 1
        FINGER.press(page, live)
        expect(page.locator("h2:visible, summary:visible", has_text=said).first).to_be_visible()


def test_who_was_not_sure_before_the_engine_came_can_say_it_then(
    browser: Browser, address: str, guide: Guide
) -> None:
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        to_the_plan(page, guide, FINGER)
        told = f"{HERE} .dt-assumed"
        expect(page.locator(told)).to_contain_text("You are not sure what was changed.")
        let_go()
        expect(page.locator(".dt-live .dt-plan")).to_be_visible(timeout=60_000)
        FINGER.press(page, page.locator(".dt-live .dt-assumed a"))
        reads(page, ASKED["changed"])
        option(page, guide.aspect_by_id["runtime-image"].name)
        reads(page, ASKED["when"])
        option(page, "Just before it began")
        expect(page.locator(LIVE).first).to_contain_text("Put back: ")
        expect(page.locator(".dt-live .dt-assumed")).to_have_count(0)


def test_what_lists_the_stacks_can_be_copied_with_the_engine_too(
    browser: Browser, address: str
) -> None:
    with reading(browser, address, FINGER) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto("incident/#v=1&sees=errors")
        reads(page, ASKED["stack"])
        for place, command in enumerate((WHICH_STACK, WHICH_MODE)):
            FINGER.press(page, page.locator(".dt-live .dt-copy").nth(place))
            expect(page.locator(".dt-live .dt-said")).to_have_text("The command is copied.")
            assert page.evaluate("() => navigator.clipboard.readText()") == command


def test_a_namespace_that_is_typed_once_stands_in_every_command(
    browser: Browser, address: str
) -> None:
    with reading(browser, address, FINGER) as page:
        page.goto("incident/#v=1&sees=deploy-hangs&stack=kserve-standard&changed=not-sure")
        first = page.locator("#command-0")
        expect(first).to_contain_text("kubectl get replicasets", timeout=60_000)
        expect(page.locator(".dt-live .dt-plan > .dt-hint")).to_contain_text("current namespace")
        FINGER.press(page, page.locator(".dt-live summary", has_text="Fill in NAME"))
        page.locator(".dt-live input[name=NAMESPACE]").fill("prod")
        expect(first).to_contain_text("kubectl -n prod get replicasets")
        for text in page.locator(".dt-live .dt-command").all_inner_texts():
            assert "kubectl get" not in text or " -A" in text, text


def test_with_a_blocked_engine_home_leads_to_the_commands_of_a_unit_on_a_phone(
    browser: Browser, address: str, guide: Guide
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_blocked(page)
        taps = to_the_plan(page, guide, FINGER)
        left = FINGER.press(page, page.locator(f"{HERE} .dt-put-back a").first)
        unit = plan(guide, NOT_SURE).units[0]
        expect(page.locator(STATIC).first).to_contain_text(unit.name.replace("`", ""))
        in_window(page.locator(STATIC).first)
        assert taps + 1 <= MOST_TAPS
        back(page, heading(plan(guide, NOT_SURE)), left, STATIC)


def test_without_javascript_a_link_shows_the_part_that_it_leads_to(
    browser: Browser, address: str, guide: Guide
) -> None:
    sight, stack = guide.sight_by_id["deploy-hangs"], "ray-serve"
    seen = f"v=1&sees={sight.id}"
    parts = {
        "": "sees",
        f"sees-{sight.id}": f"sees-{sight.id}",
        seen: f"sees-{sight.id}",
        f"{seen}&stack={stack}": f"{sight.id}-on-{stack}",
        f"{seen}&stack={stack}&changed=not-sure": f"{sight.id}-on-{stack}",
    }
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    for fragment, name in parts.items():
        page.goto("about:blank")
        page.goto(f"incident/#{fragment}")
        expect(page.locator(".dt-static > section:visible")).to_have_attribute("id", name)
        in_window(page.locator(f"#{name} h2"))
    context.close()


FIRST_COMMANDS = {
    "a runbook": f"{RUNBOOK}&stack=ray-serve",
    "a plan of who is not sure": f"incident/#{encode_incident(NOT_SURE)}",
    "a plan of a change": "incident/#v=1&sees=slow&stack=ray-serve&changed=spec&when=just-before",
}


@pytest.mark.parametrize("place", FIRST_COMMANDS.values(), ids=FIRST_COMMANDS)
def test_a_button_on_the_first_screen_leads_past_what_not_to_do_to_the_first_command(
    browser: Browser, address: str, place: str
) -> None:
    with reading(browser, address, FINGER) as page:
        page.goto(place)
        expect(page.locator(LIVE).first).to_be_visible(timeout=60_000)
        to_the_first_command(page, ".dt-live", place)


@pytest.mark.parametrize("place", ["put-back-ray-whole-object", "put-back-standard-spec", ""])
def test_without_the_engine_the_same_button_leads_to_the_first_command(
    browser: Browser, address: str, place: str
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_held(page)
        place = f"incident/#{place or encode_incident(NOT_SURE)}"
        page.goto(place)
        expect(page.locator("decision-quiz.is-enhanced")).to_be_attached()
        to_the_first_command(page, HERE, place)


def to_the_first_command(page: Page, within: str, place: str) -> None:
    """Press the button and read the command; the address holds the answers, so it stays."""
    button = page.locator(f"{within} button", has_text="To the first command")
    in_window(button)
    as_high_as_a_thumb(button)
    FINGER.press(page, button)
    command = page.locator(f"{within} .dt-command:visible").first
    in_window(command)
    has_focus(command)
    assert page.url.endswith(place)


def test_without_javascript_nothing_offers_a_way_that_only_a_script_can_go(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("incident/#put-back-standard-spec")
    expect(page.locator("#put-back-standard-spec .dt-command:visible").first).to_be_visible()
    expect(page.locator("#put-back-standard-spec .dt-to-first")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("sight", ["errors", "still-bad"])
def test_who_wants_to_answer_now_before_the_engine_is_there_is_told_and_asked_once_it_is(
    browser: Browser, address: str, sight: str
) -> None:
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        begun = Incident(sight, "kserve-standard", unnamed="not-sure")
        page.goto(f"incident/#{encode_incident(begun)}")
        button = page.locator(f"{HERE} .dt-assumed a")
        as_high_as_a_thumb(button)
        FINGER.press(page, button)
        waits = page.locator(f"{HERE} > .dt-waits")
        expect(waits).to_contain_text("The other answers are still loading")
        in_window(waits)
        let_go()
        expect(page.locator(LIVE).first).to_have_text(
            PUT_BACK if sight == "still-bad" else ASKED["changed"], timeout=60_000
        )


UNKNOWN = {
    "sees=zzz": "v=1&sees=zzz&stack=ray-serve",
    "stack=zzz": "v=1&sees=errors&stack=zzz",
    "changed=zzz": "v=1&sees=errors&stack=ray-serve&changed=spec,zzz&when=just-before",
    "when=zzz": "v=1&sees=errors&stack=kserve-standard&changed=spec&when=zzz",
}


@pytest.mark.parametrize(("pair", "fragment"), UNKNOWN.items(), ids=UNKNOWN)
def test_a_value_of_a_link_that_nobody_knows_is_named_with_the_engine_and_before(
    browser: Browser, address: str, pair: str, fragment: str
) -> None:
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        page.goto(f"incident/#{fragment}")
        note = page.locator(".dt-static > .dt-notes")
        expect(note).to_be_visible()
        expect(note).to_contain_text(f"“{pair}”")
        has_focus(page.locator(STATIC).first)
        in_window(note)
        let_go()
        notes = page.locator(".dt-live .dt-notes")
        expect(notes).to_contain_text("“zzz”, so it was left out", timeout=60_000)
        has_focus(page.locator(LIVE).first)
        in_window(notes)
    with reading(browser, address, FINGER) as page:
        page.goto(f"incident/#{fragment}")
        notes = page.locator(".dt-live .dt-notes")
        expect(notes).to_be_visible(timeout=60_000)
        has_focus(page.locator(LIVE).first)
        in_window(notes)


def test_what_the_page_knows_of_a_link_is_not_called_unknown(
    browser: Browser, address: str
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_held(page)
        for known in (
            "v=1&sees=errors&stack=ray-serve&changed=spec,prompt&when=earlier",
            "v=1&sees=errors&stack=ray-serve&changed=nothing&when=not-sure",
            "sees-errors",
            "",
        ):
            page.goto("about:blank")
            page.goto(f"incident/#{known}")
            expect(page.locator(STATIC).first).to_be_visible()
            expect(page.locator(".dt-static > .dt-notes")).to_be_hidden()


def test_who_cannot_wait_for_the_plan_of_a_decision_has_the_commands_of_each_stack(
    browser: Browser, address: str
) -> None:
    with reading(browser, address, FINGER) as page:
        let_go = engine_held(page)
        page.goto("incident/#v=1&runbook=kserve&by=platform")
        expect(page.locator(".dt-notice").first).to_contain_text("is loading")
        ways = page.locator(".dt-meanwhile a")
        assert ways.count() == len(STACK_PAGES)
        for way in ways.all():
            in_window(way)
        let_go()
        expect(page.locator(LIVE).first).to_be_visible(timeout=60_000)
        expect(ways.first).to_be_hidden()
        page.goto("incident/")
        expect(page.locator(STATIC).first).to_be_visible()
        expect(ways.first).to_be_hidden()
    with reading(browser, address, FINGER) as page:
        engine_blocked(page)
        page.goto("incident/#v=1&runbook=kserve&by=platform")
        FINGER.press(page, page.locator(".dt-meanwhile a", has_text="Knative"))
        page.wait_for_url("**/rollback/kserve-knative/")


# Of each command in sight, its width as a share of its card's.
SHARES = """() => [...document.querySelectorAll(".dt-live .dt-command")]
  .filter((command) => command.checkVisibility())
  .map((command) => command.offsetWidth / command.closest("tr, .dt-card").offsetWidth)"""


@pytest.mark.parametrize(
    "fragment",
    [
        "v=1&runbook=kserve-llm-node&by=platform",
        "v=1&sees=errors&stack=kserve-standard&changed=runtime-image&when=just-before",
        "v=1&sees=expensive&stack=kserve-knative&changed=not-sure&no=knative-replicas",
    ],
)
def test_a_command_is_as_wide_as_its_card_in_any_window(
    browser: Browser, address: str, fragment: str
) -> None:
    """A name that is broken in two is copied by hand with an error."""
    with reading(browser, address, FINGER) as page:
        page.goto(f"incident/#{fragment}")
        expect(page.locator(f'.dt-live form[data-fragment="{fragment}"]')).to_be_visible(
            timeout=60_000
        )
        for width in (390, 768, 1440, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            shares = page.evaluate(SHARES)
            assert shares
            assert min(shares) >= 0.9, width


# What stands between what loads and its neighbours, in pixels.
ROOM = """() => {
  const [above, notice, below] = ["article h1", ".dt-notice", ".dt-meanwhile p"].map((css) =>
    document.querySelector(css).getBoundingClientRect());
  return [notice.top - above.bottom, below.top - notice.bottom];
}"""


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_what_says_that_a_plan_loads_has_room_around_it(
    browser: Browser, address: str, width: int
) -> None:
    with reading(browser, address, FINGER) as page:
        page.set_viewport_size({"width": width, "height": 900})
        engine_held(page)
        page.goto("incident/#v=1&runbook=kserve-llm-node&by=platform")
        expect(page.locator(".dt-notice progress").first).to_be_visible()
        above, below = page.evaluate(ROOM)
        assert above >= 8
        assert below >= 12


@pytest.mark.parametrize(
    ("fragment", "first"),
    [
        ("v=1&runbook=kserve-llm&by=platform", ["kserve-llm"]),
        ("v=1&runbook=kserve&by=platform", ["kserve-standard", "kserve-knative"]),
        ("v=1&runbook=kserve&by=platform&stack=kserve-knative", ["kserve-knative"]),
        ("v=1&runbook=own-path", ["application"]),
        ("v=1&runbook=nothing-known", []),
    ],
)
def test_the_stack_that_an_address_names_comes_first_and_is_marked(
    browser: Browser, address: str, fragment: str, first: list[str]
) -> None:
    with reading(browser, address, FINGER) as page:
        engine_held(page)
        page.goto(f"incident/#{fragment}")
        ways = page.locator(".dt-meanwhile a")
        expect(page.locator(".dt-meanwhile a[aria-current]")).to_have_count(len(first))
        assert ways.count() == len(STACK_PAGES)
        for place, stack in enumerate(first):
            way = ways.nth(place)
            expect(way).to_have_attribute("aria-current", "true")
            expect(way).to_have_attribute("data-fits", re.compile(rf"^stack={stack}\b"))
