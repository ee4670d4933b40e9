"""A workshop on paper: a page for each case, and for who runs it a plan and the answers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from decision_tree.engine.model import Case
from decision_tree.engine.practice.attempt import SCENARIO, Attempt, encode_attempt, every_attempt
from decision_tree.engine.practice.difficulty import label
from tests.conftest import published
from tests.journeys.readers import engine_blocked, engine_held
from tests.paper import most_pages

GUIDE = published()
EVERY: tuple[Case, ...] = (*GUIDE.scenarios, *GUIDE.drills)
THREE = [",".join(map(label, EVERY[n : n + 3])) for n in range(0, len(EVERY), 3)]


LONG = tuple(sorted(EVERY, key=lambda each: -len(each.title)))


@pytest.mark.parametrize(("minutes", "count"), [(90, 4), (120, 6)])
def test_the_run_sheet_of_a_long_workshop_takes_two_pages_at_most(
    page: Page, minutes: int, count: int
) -> None:
    """As is said beside the button that prints it."""
    names = ",".join(map(label, LONG[:count]))
    assert pages(page, f"v=1&cases={names}&minutes={minutes}") <= 2 + count


def pages(page: Page, fragment: str) -> int:
    """How many pages a workshop is on paper, on the size where it is more."""
    page.goto("about:blank")
    page.goto(f"practice-print/#{fragment}")
    expect(page.locator(".dt-live .dt-sheet").first).to_be_visible(timeout=60_000)
    return most_pages(page)


@pytest.mark.parametrize("cases", THREE)
def test_each_case_prints_on_one_page_and_so_does_its_answer(page: Page, cases: str) -> None:
    count = cases.count(",") + 1
    assert pages(page, f"v=1&cases={cases}") == 1 + count
    assert pages(page, f"v=1&cases={cases}&for=room") == count


def test_the_first_page_is_the_run_sheet_and_holds_no_page_furniture(page: Page) -> None:
    assert pages(page, "v=1&cases=S4") == 2
    page.emulate_media(media="print")
    for hidden in ("h1", ".lead", ".dt-picks", ".dt-workshop .dt-nav"):
        expect(page.locator(f"article {hidden}").first).to_be_hidden()
    expect(page.locator("#run-sheet")).to_be_visible()
    expect(page.locator(".dt-solved")).to_be_visible()


def test_the_sheets_for_the_room_hold_no_page_furniture_either(page: Page) -> None:
    assert pages(page, "v=1&cases=D7&for=room") == 1
    page.emulate_media(media="print")
    for hidden in ("h1", ".lead", ".dt-picks"):
        expect(page.locator(f"article {hidden}").first).to_be_hidden()
    expect(page.locator("#run-sheet")).to_have_count(0)
    expect(page.locator(".dt-sheet .dt-boxes").first).to_be_visible()
    expect(page.locator(".dt-sheet .dt-panel svg").first).to_be_visible()


def test_nothing_is_printed_before_cases_are_chosen(page: Page) -> None:
    """And without the engine every case is, because nothing can be chosen then."""
    page.goto("practice-print/")
    expect(page.locator("decision-quiz.is-enhanced")).to_have_count(1)
    assert most_pages(page) == 1
    page.emulate_media(media="print")
    expect(page.locator(".dt-unchosen")).to_be_visible()
    page.emulate_media(media="screen")
    expect(page.locator(".dt-unchosen")).to_be_hidden()


def test_without_the_engine_every_case_can_be_printed(page: Page) -> None:
    engine_blocked(page)
    page.goto("practice-print/#v=1&cases=S4")
    expect(page.locator(".dt-retry")).to_be_visible(timeout=60_000)
    expect(page.locator(".dt-static .dt-sheet").first).to_be_visible()
    assert most_pages(page) >= len(EVERY)


def test_the_page_for_the_room_shows_no_choice_before_it_is_there(page: Page) -> None:
    let_go = engine_held(page)
    page.goto("practice-print/#v=1&cases=S8,D10&for=room")
    expect(page.locator(".dt-notice")).to_be_visible()
    for gone in (".dt-static", ".dt-option", ".lead"):
        expect(page.locator(f"article {gone}").first).to_be_hidden()
    let_go()
    expect(page.locator(".dt-live h2").first).to_have_text("Workshop with S8, D10", timeout=60_000)
    expect(page.locator("article .lead")).to_be_hidden()


def test_a_sheet_spells_out_an_address_that_leads_to_its_case(page: Page) -> None:
    page.goto("practice-print/#v=1&cases=S8&for=room")
    spelt = page.locator(".dt-live .dt-spelt")
    expect(spelt).to_have_text(re.compile(r"^127\.0\.0\.1:\d+/practice/#S8$"), timeout=60_000)
    address = spelt.inner_text()
    page.goto("about:blank")
    page.goto(f"http://{address}")
    title = next(case.title for case in GUIDE.scenarios if case.number == 8)
    expect(page.locator(".dt-live h2").first).to_have_text(title, timeout=60_000)


def test_the_name_in_ones_own_link_stays_for_what_follows_and_over_a_reload(page: Page) -> None:
    named = "(by) => document.querySelector('decision-quiz').record?.link.endsWith(`&by=${by}`)"
    name = page.locator(".dt-live input[name=by]")
    page.goto(f"practice/#{encode_attempt(ANSWER)}&cases={label(CASE)}&by=Ben")
    expect(name).to_have_value("Ben", timeout=60_000)
    page.wait_for_function(named, arg="Ben")
    page.locator(".dt-live .dt-option", has_text="Vote again").click()
    page.locator(".dt-live .dt-option").first.click()
    expect(name).to_have_value("Ben")
    name.fill("Kim")
    page.reload()
    expect(name).to_have_value("Kim", timeout=60_000)
    page.wait_for_function(named, arg="Kim")


CASE = GUIDE.scenarios[0]
ANSWER = next(iter(every_attempt(CASE, GUIDE)))
LINK = f"Ana: https://a.test/practice/#{encode_attempt(Attempt(SCENARIO, CASE.id, 'kserve'))}"


def test_what_is_pasted_while_the_engine_loads_is_kept_and_said(page: Page) -> None:
    """On the page that a workshop leads to, whose address the engine has to read first."""
    let_go = engine_held(page)
    page.goto(f"room/#cases={label(CASE)}")
    page.locator(".dt-static textarea").fill(LINK)
    let_go()
    area = page.locator(".dt-live textarea")
    expect(area).to_have_value(LINK, timeout=60_000)
    said = page.locator(".dt-live .dt-said").first
    expect(said).to_contain_text("What you typed is still here.")
    page.locator(".dt-live form button[type=submit]").click()
    expect(page.locator(".dt-live h2").first).to_have_text("1 answer to 1 case")
    expect(said).to_have_text("")


def test_what_is_sent_while_the_engine_loads_is_said_to_wait_and_then_counts(page: Page) -> None:
    let_go = engine_held(page)
    page.goto("room/")
    page.locator(".dt-static textarea").fill(LINK)
    page.locator(".dt-static button[type=submit]").click()
    expect(page.locator(".dt-static .dt-said")).to_contain_text("still loading")
    page.locator(".dt-static textarea").fill(f"{LINK}\nBo: hello")  # and somebody types on
    let_go()
    expect(page.locator(".dt-live h2").first).to_have_text("1 answer to 1 case", timeout=60_000)
    expect(page.locator(".dt-live textarea")).to_have_value(re.compile(r"\nBo: hello$"))


def test_what_was_sent_to_an_engine_that_failed_is_sent_again(page: Page) -> None:
    engine_blocked(page)
    page.goto("room/")
    page.locator(".dt-static textarea").fill(LINK)
    page.locator(".dt-static button[type=submit]").click()
    expect(page.locator(".dt-retry")).to_be_visible(timeout=60_000)
    page.unroute_all()
    page.locator(".dt-retry").click()
    expect(page.locator(".dt-live h2").first).to_have_text("1 answer to 1 case", timeout=60_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_where_votes_on_paper_are_entered_has_a_border(page: Page, scheme: str) -> None:
    """These fields stand outside of their form, as does the button that counts them."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"room/#cases={label(CASE)}")
    page.locator(".dt-live .dt-paper > summary").click(timeout=60_000)
    for name in ("input", "button"):
        style = page.locator(f".dt-live .dt-paper {name}").first.evaluate(BORDER)
        assert style["line"] == "solid", name
        assert style["width"] >= 1, name
        assert style["colour"] != style["behind"], name


BORDER = """(it) => {
  const { borderTopStyle: line, borderTopWidth, borderTopColor, backgroundColor } =
    getComputedStyle(it);
  const width = parseFloat(borderTopWidth);
  return { line, width, colour: borderTopColor, behind: backgroundColor };
}"""


def test_who_counts_votes_on_paper_stays_at_that_case_with_what_was_open(page: Page) -> None:
    first, second = (label(each) for each in EVERY[:2])
    page.goto(f"room/#cases={first},{second}")
    live = page.locator(".dt-live")
    expect(live.locator(".dt-room-case")).to_have_count(2, timeout=60_000)
    live.locator(f"#answer-{first} > summary").click()
    votes = live.locator(f"#votes-{second}")
    votes.locator("summary").click()
    votes.locator("input").first.fill("3")
    count = votes.locator("button")
    count.scroll_into_view_if_needed()
    before = count.bounding_box()
    count.click()
    expect(live.locator("h2").first).to_have_text("Votes on paper to 1 case", timeout=60_000)
    expect(count).to_be_focused()
    expect(live.locator(f"#answer-{first}")).to_have_attribute("open", "")
    after = count.bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) <= 1


def test_the_results_of_a_room_print_without_form_and_empty_votes(page: Page) -> None:
    named = ",".join(label(each) for each in EVERY[:2])
    page.goto(f"room/#cases={named}")
    expect(page.locator(".dt-live .dt-room-case")).to_have_count(2, timeout=60_000)
    page.evaluate("() => (window.print = () => (document.title = 'printed'))")
    page.locator(".dt-live textarea").fill("hello")
    page.locator(".dt-live [data-do=room]").click()
    page.locator(".dt-live [data-do=print]").click(timeout=60_000)
    expect(page).to_have_title("printed")
    assert most_pages(page) <= 2 * 2
    page.emulate_media(media="print")
    for hidden in ("h1", ".lead", ".dt-paper", ".dt-reconcile"):
        expect(page.locator(f"article {hidden}").first).to_be_hidden()
