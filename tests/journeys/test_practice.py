"""Practising: from the list through one case to its feedback, and on from there."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from decision_tree.engine.display_names import ROLE_NAMES
from decision_tree.engine.model import Guide
from decision_tree.engine.practice.case_page import PROMPTS
from decision_tree.engine.practice.drill_moves import ACT, GIVE_UP, Course
from decision_tree.engine.practice.drill_page import move_name

from .readers import READERS, Reader, engine_blocked, engine_held, reading
from .window import LIVE, STATIC, VERDICT, back, has_focus, in_window, reads

anyone = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)


def said(text: str) -> str:
    """A title of the content as the page says it."""
    return text.replace("`", "")


@anyone
def test_from_the_list_of_scenarios_to_the_same_facts_in_the_tree_and_back(
    browser: Browser, address: str, guide: Guide, reader: Reader
) -> None:
    scenario = guide.scenarios[-1]
    with reading(browser, address, reader) as page:
        page.goto("practice/")
        case = page.locator(".dt-case:visible", has_text=said(scenario.title))
        expect(case).to_be_visible()
        reader.press(page, case)
        reads(page, said(scenario.title))
        for shown in (PROMPTS["owner"], PROMPTS["fact"], PROMPTS["sure"], VERDICT):
            reader.press(page, page.locator(".dt-live .dt-option").first)
            reads(page, shown)
        verdict = page.locator(LIVE).first.inner_text()
        tree = page.locator(".dt-live a", has_text="as answers in the tree")
        outcome = (tree.get_attribute("href") or "").partition("outcome=")[2]
        left = reader.press(page, tree)
        assert left > 0
        reads(page, guide.tree.outcome_by_id[outcome].title)
        back(page, verdict, left)
        has_focus(tree)


@anyone
def test_a_drill_from_the_list_to_the_summary(
    browser: Browser, address: str, guide: Guide, reader: Reader
) -> None:
    drill = guide.drills[-1]
    with reading(browser, address, reader) as page:
        page.goto("drills/")
        reader.press(page, page.locator(".dt-case:visible", has_text=said(drill.title)))
        reads(page, said(drill.title))
        course = Course(guide, drill, drill.answers)
        name = ROLE_NAMES[drill.answers]
        reader.press(page, page.locator(".dt-live .dt-option", has_text=name).first)
        reads(page, said(drill.title))
        *begun, _, _ = course.best(course.start).moves
        moves = [*begun, GIVE_UP]  # what is right leads to nothing to try again
        acts = [move for move in moves if move.startswith(ACT)]
        for move in moves:
            reader.press(page, page.locator(f".dt-live .dt-option[href*='{move}']"))
            if move == acts[0]:
                reads(page, PROMPTS["sure"])
                reader.press(page, page.locator(".dt-live .dt-option").last)
            reads(page, VERDICT if move == moves[-1] else said(move_name(course, move)))
        reader.press(page, page.locator(".dt-live .dt-onward .dt-standing"))
        reads(page, re.compile(r"^1 of \d+ cases answered$"))
        reader.press(page, page.locator(".dt-live a", has_text=said(drill.title)).first)
        reads(page, said(drill.title))


def test_a_case_that_has_the_focus_keeps_it_when_the_engine_comes(
    browser: Browser, address: str, guide: Guide
) -> None:
    keyboard = READERS["keyboard"]
    with reading(browser, address, keyboard) as page:
        let_go = engine_held(page)
        page.goto("drills/")
        title = said(guide.drills[4].title)
        keyboard.come(page, page.locator(".dt-case:visible", has_text=title))
        let_go()
        case = page.locator(".dt-live .dt-case", has_text=title)
        expect(case).to_be_focused(timeout=60_000)
        keyboard.go(page, case)
        reads(page, title)


@anyone
def test_a_case_is_read_without_the_engine_and_the_list_is_where_it_was(
    browser: Browser, address: str, guide: Guide, reader: Reader
) -> None:
    drill = guide.drills[-1]
    with reading(browser, address, reader) as page:
        engine_blocked(page)
        page.goto("drills/")
        left = reader.press(page, page.locator(".dt-case:visible", has_text=said(drill.title)))
        reads(page, said(drill.title), STATIC)
        back(page, "The drills", left, STATIC)


def test_without_javascript_a_case_is_in_the_window(
    browser: Browser, address: str, guide: Guide
) -> None:
    finger = READERS["finger"]
    plain = Reader({**finger.window, "java_script_enabled": False}, finger.come, finger.go)
    drill = guide.drills[-1]
    with reading(browser, address, plain) as page:
        page.goto("drills/")
        plain.press(page, page.locator(".dt-case", has_text=said(drill.title)))
        heading = page.locator(STATIC).first
        expect(heading).to_have_text(said(drill.title))
        in_window(heading)
