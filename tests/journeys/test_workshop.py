"""An hour with eight engineers tomorrow: from home to the sheets, and from the room's link through
each case to the results, with no answer before it is asked for."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from decision_tree.engine.model import Guide
from decision_tree.engine.practice.case_page import PROMPTS
from decision_tree.engine.practice.drill_moves import ACT, Course
from decision_tree.engine.practice.drill_page import move_name

from .readers import READERS, Reader, held, reading
from .window import FRAMES, LIVE, VERDICT, has_focus, in_window, reads

WAIT = "Send your answer, then wait"
SECOND = "Second vote taken"
READY = """() => {
  const bar = document.querySelector("decision-quiz > .dt-notice progress");
  return !bar?.checkVisibility() || (bar.max > 1 && !bar.hasAttribute("value"));
}"""
"""All of the engine has come."""

anyone = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)


@anyone
def test_from_home_to_the_pages_to_print_for_an_hour(
    browser: Browser, address: str, reader: Reader
) -> None:
    with reading(browser, address, reader) as page:
        page.goto("")
        reader.press(page, page.locator("article a", has_text="Run a workshop"))
        expect(page.locator("h1")).to_contain_text("Run a workshop")
        reader.press(
            page, page.locator("a", has_text=re.compile("^Start with")).locator("visible=true")
        )
        hour = re.compile(r"^S\d+, S\d+, D\d+: 60 minutes$")
        reads(page, hour)
        reader.press(page, page.locator(".dt-live a", has_text="3 sheets for the room"))
        reads(page, re.compile(r"^Workshop with S\d+, S\d+, D\d+$"))
        expect(page.locator(".dt-live .dt-sheet")).to_have_count(3)
        expect(page.locator(".dt-live :is(.dt-solved, .dt-run)")).to_have_count(0)
        expect(page.locator(".dt-live a", has_text="Run sheet")).to_have_count(0)
        page.go_back(wait_until="commit")
        expect(page.locator(LIVE).first).to_have_text(hour)
        first = page.locator(f"{LIVE}").first.inner_text()
        taps_a_case(page, reader, "S2")
        expect(page.locator(LIVE).first).to_have_text(
            re.compile(r"S2: this needs a plan of 90 minutes, and you have 60$")
        )
        reader.press(page, page.locator(".dt-live a", has_text="Plan 90 minutes"))
        reads(page, re.compile(r"S2: 90 minutes$"))
        reader.press(page, page.locator(".dt-live .dt-filter a", has_text="60"))
        reads(page, re.compile(r"S2: this needs a plan of 90 minutes, and you have 60$"))
        reader.press(page, page.locator(".dt-live #pick-S2"))
        expect(page.locator(LIVE).first).to_have_text(first)
        expect(page.locator(".dt-live .dt-run tbody tr")).to_have_count(17)
        expect(page.locator(".dt-live .dt-sheet")).to_have_count(4)


def taps_a_case(page: Page, reader: Reader, name: str) -> None:
    """Choose this case or leave it out: its row stays where it is, and the minutes are in view."""
    row = page.locator(f".dt-live #pick-{name}")
    chosen = row.get_attribute("aria-current")
    reader.come(page, row)
    box = row.bounding_box()
    reader.go(page, row)
    marked = page.locator(f"#pick-{name}{':not([aria-current])' if chosen else '[aria-current]'}")
    has_focus(marked)
    page.evaluate(FRAMES)
    after = marked.bounding_box()
    assert box
    assert after
    assert abs(after["y"] - box["y"]) <= 1
    picked = page.locator(".dt-live .dt-picked")
    if picked.count():
        expect(picked).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_first_case_stays_under_the_finger_and_the_minutes_are_in_view(
    browser: Browser, address: str
) -> None:
    finger = READERS["finger"]
    with reading(browser, address, finger) as page:
        page.goto("practice-print/#v=1&minutes=60")
        expect(page.locator(".dt-live #pick-S2")).to_be_visible(timeout=60_000)
        for name in ("S9", "D4", "S31"):
            taps_a_case(page, finger, name)
        picked = page.locator(".dt-live .dt-picked")
        expect(picked).to_contain_text(re.compile(r"S9, D4, S31: \d+ minutes"))
        finger.press(page, picked.locator("button"))
        has_focus(page.locator(LIVE).first)
        in_window(page.locator(LIVE).first)
        taps_a_case(page, finger, "D4")


@anyone
def test_from_a_sheet_to_an_answer_on_screen_and_to_the_results_of_the_room(
    browser: Browser, address: str, guide: Guide, reader: Reader
) -> None:
    scenario = next(case for case in guide.scenarios if case.number == 4)
    with reading(browser, address, reader) as page:
        page.goto("practice-print/#v=1&cases=S4&for=room")
        online = page.locator(".dt-live a", has_text="Answer S4 on screen")
        expect(online).to_be_visible(timeout=60_000)
        reader.press(page, online)
        reads(page, scenario.title)
        for shown in (*(PROMPTS[part] for part in ("owner", "fact", "sure")), WAIT):
            reader.press(page, page.locator(".dt-live .dt-option").first)
            reads(page, shown)
        expect(page.locator(".dt-live .dt-feedback")).to_have_count(0)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        reader.press(page, page.locator(".dt-live [data-do=copy-link]"))
        said = page.locator(".dt-live .dt-said")
        expect(said).to_have_text("The link is copied, without your name.")
        page.locator(".dt-live input[name=by]").fill("Ana")
        named = "() => document.querySelector('decision-quiz').record?.link.endsWith('&by=Ana')"
        page.wait_for_function(named)
        reader.press(page, page.locator(".dt-live [data-do=copy-link]"))
        expect(said).to_have_text("The link is copied.")
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert "show=answer" not in copied
        page.goto("room/")
        page.locator("textarea:visible").fill(f"10:42 Here is mine {copied}\nBo hello")
        reader.press(page, page.locator("button[type=submit]:visible"))
        reads(page, "1 answer to 1 case")
        live = page.locator(".dt-live")
        expect(live).to_contain_text(f"S4: {scenario.title}")
        expect(live).to_contain_text(": Ana")
        expect(live).to_contain_text("Link 2: no answer of this guide is in it.")
        assert json.dumps(page.url).count("1.by=Ana") == 1
        # Two people voted on paper.
        reader.press(page, live.locator("summary", has_text="Votes on paper for S4"))
        first = scenario.layers[0].outcome
        live.locator(f"input[name='S4.layer.{first}']").fill("2")
        count = live.locator("button", has_text="Count these votes")
        reader.press(page, count)
        told = "1 answer to 1 case, votes on paper to 1 case"
        expect(page.locator(LIVE).first).to_have_text(told)
        has_focus(count)
        in_window(count)
        expect(live).to_contain_text(": Ana, 2 on paper")
        said = live.locator("#counted-S4")
        expect(said).to_have_text("2 votes on paper are counted, in the table above.")
        in_window(said)


@anyone
def test_from_the_link_for_the_room_through_every_case_and_back_to_it(
    browser: Browser, address: str, guide: Guide, reader: Reader
) -> None:
    """Nobody sees an answer before asking for it, and each case leads to the next one."""
    scenario = next(case for case in guide.scenarios if case.number == 8)
    drill = next(case for case in guide.drills if case.number == 10)
    room = re.compile(r"^Workshop with S8, D10$")
    with reading(browser, address, reader) as page:
        page.goto("practice-print/#v=1&cases=S8,D10&for=room")
        reads_room = page.locator(LIVE).first
        expect(reads_room).to_have_text(room, timeout=60_000)
        reader.press(page, page.locator(".dt-live a", has_text="Answer S8 on screen"))
        reads(page, scenario.title)
        for shown in (*(PROMPTS[part] for part in ("owner", "fact", "sure")), WAIT):
            reader.press(page, page.locator(".dt-live .dt-option").first)
            reads(page, shown)
        # Somebody has second thoughts: it is still not told whether an answer is right.
        reader.press(page, page.locator(".dt-live .dt-change").first)
        reads(page, PROMPTS["layer"])
        reader.press(page, page.locator(".dt-live .dt-option").last)
        reads(page, WAIT)
        live = page.locator(".dt-live")
        said = scenario.inject.says
        expect(live).not_to_contain_text(said)
        reader.press(page, page.locator(".dt-live .dt-option", has_text="Vote again"))
        reads(page, PROMPTS["then"])
        expect(live).to_contain_text(said)
        reader.press(page, page.locator(".dt-live .dt-option").first)
        reads(page, SECOND)
        expect(live).to_contain_text("It holds both votes.")
        expect(page.locator(".dt-live .dt-option", has_text="Vote again")).to_have_count(0)
        reader.press(page, page.locator(".dt-live .dt-option", has_text="Show the answer"))
        reads(page, VERDICT)
        expect(live).to_contain_text("Right with the inject")
        reader.press(page, page.locator(".dt-live .dt-onward .dt-option"))
        reads(page, drill.title)
        course = Course(guide, drill, drill.answers)
        *moves, _ = course.best(course.start).moves
        for move in moves:
            reader.press(page, page.locator(f".dt-live .dt-option[href*='{move}']").first)
            acts = [each for each in moves if each.startswith(ACT)]
            if move == acts[0]:
                reads(page, PROMPTS["sure"])
                reader.press(page, page.locator(".dt-live .dt-option").last)
            reads(page, WAIT if move == moves[-1] else move_name(course, move).replace("`", ""))
            # What an act did is read once the room has said what it expects.
            expect(live.locator("text=Restored:").locator("visible=true")).to_have_count(0)
        reader.press(page, live.locator("summary", has_text="Show what this did"))
        expect(live.locator("text=Restored:").locator("visible=true")).to_have_count(1)
        expect(page.locator(".dt-live", has_text="The best sequence")).to_have_count(0)
        reader.press(page, page.locator(".dt-live .dt-back"))
        expect(page.locator(LIVE).first).to_have_text(room, timeout=60_000)


@anyone
def test_who_follows_a_choice_of_cases_reads_that_they_load_until_they_are_there(
    browser: Browser, address: str, reader: Reader
) -> None:
    """So it is said whether the engine or only the cases are still missing."""
    for files in ("**/*wasm*", "**/assets/scenarios-*"):
        with reading(browser, address, reader) as page:
            let_go = held(page, files)
            page.goto("practice-print/")
            reader.press(page, page.locator(".dt-static .dt-option", has_text="Start with"))
            notice = page.locator("decision-quiz > .dt-notice")
            expect(notice).to_contain_text("The list of cases is still loading")
            in_window(notice)
            if "wasm" not in files:
                page.wait_for_function(READY, timeout=60_000)
                expect(notice).to_contain_text("The list of cases is still loading")
            let_go()
            expect(page.locator(LIVE).first).to_be_visible(timeout=60_000)
            expect(notice).to_be_hidden()
