"""Reading a result in a hurry: what the first screen holds, how long it is, and how it is passed
on, at the widths of a phone and of a desk."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from decision_tree.engine.aging import STILL
from decision_tree.engine.chat import chat_text
from decision_tree.engine.display_names import CONTRACT_OWNERS
from decision_tree.engine.link import State, decode, encode
from decision_tree.engine.model import Guide
from decision_tree.engine.outcome import HEADINGS
from decision_tree.engine.record import Typed
from decision_tree.engine.walk import paths

from .readers import READERS, engine_blocked, engine_held, reading
from .ways import link, title
from .window import ENGINE_MS, FRAMES, LIVE, STATIC, back, has_focus, in_window, reads

PHONE, DESK = READERS["finger"], READERS["mouse"]
LONGEST = 4000
"""Pixels from the top of the page to the first fold at a result's end, on a phone."""

MOST_STOPS = 15
"""Stops of the Tab key from the heading to Copy link."""

MOST_EMPTY = 1 / 3
"""Of a wide window's width."""

ON_PAPER = ("practice-print/", "practice-answers/")
"""Sheets are as wide as paper."""

SHARING = "navigator.share = (what) => { window.shared = what; return Promise.resolve(); };"

FIRST_SCREEN = """() => {
  const bottom = (css) => document.querySelector(`.dt-live ${css}`).getBoundingClientRect().bottom;
  const parts = ["h2", ".dt-answer", ".dt-owner", ".dt-cost", "#r-steps + ol > :nth-child(3)",
    "[data-do=copy-link]", "[data-do=copy-record]", "[data-do=share]"];
  return parts.filter((css) => bottom(css) > innerHeight);
}"""

STOPS = """() => {
  const [heading, copy] = [".dt-live h2", ".dt-live [data-do=copy-link]"]
    .map((css) => document.querySelector(css));
  return [...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']")]
    .filter((each) => each.checkVisibility() && each.tabIndex >= 0)
    .filter((each) => heading.compareDocumentPosition(each) & 4)
    .filter((each) => copy.compareDocumentPosition(each) & 2).length;
}"""

MOVED = """window.moved = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""

TOP = "(css) => document.querySelector(css).getBoundingClientRect().top + scrollY"

# What of the window's width no text, picture or field of the page reaches, header and footer aside.
EMPTY = """() => {
  const kinds = "p, li, h1, h2, dd, td, a, button, pre, svg, textarea";
  const boxes = [...document.querySelectorAll(`.md-main :is(${kinds})`)]
    .filter((each) => each.checkVisibility())
    .map((each) => each.getBoundingClientRect())
    .filter((box) => box.width > 2);
  const left = Math.min(...boxes.map((box) => box.left));
  const right = Math.max(...boxes.map((box) => box.right));
  return 1 - (right - left) / innerWidth;
}"""


def result(guide: Guide, outcome: str) -> str:
    """The address of a result with this outcome, by one of its longest ways."""
    found = (path for path in paths(guide.tree) if path.outcome == outcome)
    way = max(found, key=lambda path: len(path.answers))
    return f"decide/#{encode(State(guide.tree.version, way.answers, outcome=outcome))}"


def opened(page: Page, guide: Guide, outcome: str) -> None:
    """Open the result of this outcome anew, and wait for its page."""
    page.goto("about:blank")
    page.goto(result(guide, outcome))
    reads(page, guide.tree.outcome_by_id[outcome].title)


@pytest.mark.parametrize("reader", [PHONE, DESK], ids=["phone", "desk"])
def test_the_first_screen_holds_what_to_do_and_how_to_pass_it_on(
    browser: Browser, address: str, guide: Guide, reader: Any
) -> None:
    below, stops = {}, {}
    with reading(browser, address, reader) as page:
        page.add_init_script(SHARING)
        for outcome in guide.tree.outcomes:
            opened(page, guide, outcome.id)
            assert page.evaluate("() => scrollY") == 0
            below[outcome.id] = page.evaluate(FIRST_SCREEN)
            stops[outcome.id] = page.evaluate(STOPS)
    assert not {name: parts for name, parts in below.items() if parts}
    assert not {name: count for name, count in stops.items() if count > MOST_STOPS}


@pytest.mark.parametrize("engine", [True, False], ids=["with the engine", "without it"])
def test_the_owner_stands_beside_the_verdict_and_leads_to_who_owns_what(
    browser: Browser, address: str, guide: Guide, engine: bool
) -> None:
    within = LIVE.split()[0] if engine else STATIC.split()[0]
    with reading(browser, address, PHONE) as page:
        if not engine:
            engine_blocked(page)
        for outcome in guide.tree.outcomes:
            page.goto("about:blank")
            page.goto(result(guide, outcome.id))
            reads(page, outcome.title, LIVE if engine else STATIC)
            owner = page.locator(f"{within} .dt-owner:visible").first
            expect(owner).to_contain_text(f"Who owns it: {CONTRACT_OWNERS[outcome.owner]}.")
            here = page.url
            owner.locator("a", has_text="Who owns what").tap()
            contract = page.locator(f"{within} h4:visible", has_text=HEADINGS["contract"])
            has_focus(contract)
            in_window(contract)
            assert page.url == here


@pytest.mark.parametrize("engine", [True, False], ids=["with the engine", "without it"])
@pytest.mark.parametrize("words", ["Who owns what", "Change an answer"])
def test_back_from_a_part_of_the_result_leads_to_its_top_again(
    browser: Browser, address: str, guide: Guide, engine: bool, words: str
) -> None:
    way = max(paths(guide.tree), key=lambda path: len(path.answers))
    shown = LIVE if engine else STATIC
    with reading(browser, address, PHONE) as page:
        if not engine:
            engine_blocked(page)
        page.goto(link(guide, way))
        reads(page, title(guide, way), shown)
        jump = page.locator(".dt-jump:visible", has_text=words).first
        if not engine and words == "Change an answer":
            jump.tap()  # leads to the last question there
            expect(page.locator(shown).first).not_to_have_text(title(guide, way))
        else:
            jump.tap()
            page.wait_for_function("() => scrollY > 400")
        back(page, title(guide, way), 0, shown)
        if engine:
            has_focus(jump)


@pytest.mark.parametrize("engine", [True, False], ids=["with the engine", "without it"])
def test_an_answer_is_changed_from_the_top_of_a_result(
    browser: Browser, address: str, guide: Guide, engine: bool
) -> None:
    """With the engine, at the list of all answers; without it, at the question asked last."""
    way = max(paths(guide.tree), key=lambda path: len(path.answers))
    last = guide.tree.question_by_id[way.answers[-1][0]].ask
    with reading(browser, address, PHONE) as page:
        if not engine:
            engine_blocked(page)
        page.goto(link(guide, way))
        reads(page, title(guide, way), LIVE if engine else STATIC)
        page.locator(".dt-jump:visible", has_text="Change an answer").tap()
        if engine:
            answers = page.locator(f"{LIVE.split()[0]} .dt-answers h3")
            has_focus(answers)
            in_window(answers)
            page.locator(".dt-change:visible").last.tap()
        reads(page, last, LIVE if engine else STATIC)


def test_on_a_phone_all_that_is_not_folded_fits_into_five_screens(
    browser: Browser, address: str, guide: Guide
) -> None:
    parts = ["why", "change", "operating", "before", "more"]
    long = {}
    with reading(browser, address, PHONE) as page:
        for outcome in guide.tree.outcomes:
            opened(page, guide, outcome.id)
            tops = [page.evaluate(TOP, f"#r-{part}") for part in parts]
            assert tops == sorted(tops)
            long[outcome.id] = tops[-1]
    assert not {name: height for name, height in long.items() if height > LONGEST}


@pytest.mark.parametrize("engine", [True, False], ids=["with the engine", "without it"])
def test_nothing_of_another_page_is_above_or_below_a_result(
    browser: Browser, address: str, guide: Guide, engine: bool
) -> None:
    with reading(browser, address, PHONE) as page:
        if not engine:
            engine_blocked(page)
        page.goto(result(guide, "kserve"))
        title = guide.tree.outcome_by_id["kserve"].title
        expect(page.locator("decision-quiz h2:visible").first).to_have_text(title, timeout=60_000)
        for css in ("article > p", "#outcomes", ".dt-outcomes", "#also"):
            expect(page.locator(css).first).to_be_hidden()
        above = page.locator("article > h1").bounding_box()
        assert above
        assert above["height"] <= 1  # said to those who hear the page, and not shown


def test_a_wide_window_has_contents_answers_and_sharing_at_the_side(
    browser: Browser, address: str, guide: Guide
) -> None:
    with reading(browser, address, DESK) as page:
        page.add_init_script(SHARING)
        opened(page, guide, "ray-serve")
        page.locator(".dt-contents button", has_text="Before production").click()
        heading = page.locator("#r-before")
        expect(heading).to_be_focused()
        expect(heading).to_be_in_viewport()
        assert "#v=" in page.url
        expect(page.locator(".dt-beside .dt-change").first).to_be_in_viewport()
        page.wait_for_function("() => document.querySelector('decision-quiz').record")
        page.locator(".dt-again button", has_text="Share").click()
        shared = page.evaluate("() => window.shared")
        assert "/o/ray-serve/#v=" in shared["url"]


@pytest.mark.parametrize("width", [1440, 1920])
def test_no_page_leaves_a_third_of_a_wide_window_empty(
    browser: Browser, address: str, guide: Guide, pages_to_read: list[str], width: int
) -> None:
    pages = [name for name in pages_to_read if name not in ON_PAPER and name != "embed/"]
    empty = {}
    with reading(browser, address, DESK) as page:
        page.set_viewport_size({"width": width, "height": 900})
        for name in pages:
            page.goto(name)
            empty[name] = page.evaluate(EMPTY)
        opened(page, guide, "kserve")
        empty["a result"] = page.evaluate(EMPTY)
    assert not {name: share for name, share in empty.items() if share >= MOST_EMPTY}


@pytest.mark.parametrize("width", [1440, 1920])
def test_the_first_screen_of_home_has_the_questions_and_the_two_teams_beside_them(
    browser: Browser, address: str, width: int
) -> None:
    with reading(browser, address, DESK) as page:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("")
        parts = (".two-questions", ".start", ".says.kserve", ".says.ray-serve")
        boxes = [page.locator(css).bounding_box() for css in parts]
        questions, start, *teams = (box for box in boxes if box)
        assert start["y"] + start["height"] <= 900
        for team in teams:
            assert team["x"] >= questions["x"] + questions["width"]
            assert team["y"] + team["height"] <= 900


@pytest.mark.parametrize("name", ["404.html", "contribute/sentence/"])
def test_a_footer_that_is_still_arriving_stays_where_it_is(
    browser: Browser, address: str, name: str
) -> None:
    with reading(browser, address, DESK) as page:
        page.set_viewport_size({"width": 1440, "height": 2400})
        page.goto(name)
        whole, begun = page.evaluate("""() => {
          const top = () => document.querySelector(".md-footer").getBoundingClientRect().top;
          const whole = top();
          document.querySelector(".foot-map").remove();
          return [whole, top()];
        }""")
        assert begun == whole


@pytest.mark.parametrize("width", [960, 1440])
def test_a_header_that_is_still_arriving_stays_where_it_is(
    browser: Browser, address: str, width: int
) -> None:
    """Each part of the search, as it comes, leaves the button before it where it is."""
    with reading(browser, address, DESK) as page:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("faq/")
        whole, *begun = page.evaluate("""() => {
          const option = document.querySelector(".md-header__option");
          const left = () => option.getBoundingClientRect().left;
          const places = [left()];
          const search = document.querySelector(".md-search");
          while (search.lastChild) search.lastChild.remove();
          places.push(left());
          while (option.nextSibling) option.nextSibling.remove();
          return [...places, left()];
        }""")
        assert begun == [whole, whole]


def test_a_copied_link_is_of_the_outcomes_page_and_opens_the_same_result(
    browser: Browser, address: str, guide: Guide
) -> None:
    with reading(browser, address, DESK) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        opened(page, guide, "ray-serve")
        page.wait_for_function("() => document.querySelector('decision-quiz').record")
        page.locator(f"{LIVE.split()[0]} [data-do=copy-link]").click()
        expect(page.locator(f"{LIVE.split()[0]} .dt-said")).to_be_in_viewport()
        link = page.evaluate("() => navigator.clipboard.readText()")
        assert link == f"{address}{result(guide, 'ray-serve')}".replace("decide/", "o/ray-serve/")
        card = page.request.get(link).text()
        assert re.search(r'property="og:image" content="[^"]*cards/ray-serve\.png"', card)
        page.goto(link.replace("#v=", "#v%3D"))  # as a chat may have it
        reads(page, guide.tree.outcome_by_id["ray-serve"].title)
        page.goto("about:blank")
        page.goto(f"{address}o/ray-serve/")
        expect(page.locator("article h1")).to_be_visible()
        assert page.url.endswith("/o/ray-serve/")


@pytest.mark.parametrize("can_share", [True, False], ids=["who can share", "who cannot"])
def test_a_result_is_sent_to_a_chat_from_the_first_screen_of_a_phone(
    browser: Browser, address: str, guide: Guide, can_share: bool
) -> None:
    """In a few lines and the link: by Share where the browser can, else by the clipboard."""
    at = result(guide, "kserve")
    lines = chat_text(guide, decode(guide.tree, at.partition("#")[2]), Typed())
    link = f"{address}{at}".replace("decide/", "o/kserve/")
    with reading(browser, address, PHONE) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.add_init_script(SHARING if can_share else "navigator.share = undefined;")
        opened(page, guide, "kserve")
        page.wait_for_function("() => document.querySelector('decision-quiz').record")
        buttons = page.locator(f"{LIVE.split()[0]} .dt-outcome > .dt-keep button:visible")
        tops = buttons.evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().top)")
        assert len(set(tops)) == 1  # in one row
        buttons.filter(has_text="Share" if can_share else "Copy for chat").tap()
        if can_share:
            shared = page.evaluate("() => window.shared")
            assert (shared["text"], shared["url"]) == (lines, link)
            page.locator(f"{LIVE.split()[0]} .dt-record summary").tap()
            page.locator(".dt-record button", has_text="Copy for chat").tap()
        said = page.locator(f"{LIVE.split()[0]} .dt-said")
        expect(said).to_have_text("The text for a chat is copied.")
        assert page.evaluate("() => navigator.clipboard.readText()") == f"{lines}\n{link}"


@pytest.mark.parametrize("page_of", ["decide/", "embed/"])
def test_a_link_copied_before_the_engine_comes_is_the_later_one_and_what_is_said_stays(
    browser: Browser, address: str, guide: Guide, page_of: str
) -> None:
    at = result(guide, "kserve-llm-node").replace("decide/", page_of)
    gate = guide.tree.gates[0]
    with reading(browser, address, PHONE) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        let_go = engine_held(page)
        page.goto(at.replace("&outcome=", f"&{gate.id}={gate.options[0].id}&outcome="))
        copied = []
        for within in (STATIC.split()[0], LIVE.split()[0]):
            page.locator(f"{within} [data-do=copy-link]:visible").tap()
            said = page.locator(f"{within} .dt-said:visible")
            expect(said).to_have_text("The link is copied.")
            copied.append(page.evaluate("() => navigator.clipboard.readText()"))
            if len(copied) == 1:
                let_go()
            live = page.locator(f"{LIVE.split()[0]} .dt-said")
            expect(live).to_be_visible(timeout=ENGINE_MS)
            expect(live).to_have_text("The link is copied.")
            page.wait_for_function("() => document.querySelector('decision-quiz').record")
        assert copied[0] == copied[1]
        assert copied[0].startswith(f"{address}o/kserve-llm-node/#v=")


def test_a_text_to_copy_by_hand_stays_when_the_engine_comes(
    browser: Browser, address: str, guide: Guide
) -> None:
    with reading(browser, address, PHONE) as page:
        page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error());")
        let_go = engine_held(page)
        page.goto(result(guide, "kserve"))
        page.locator(f"{STATIC.split()[0]} [data-do=copy-link]:visible").tap()
        text = page.locator(".dt-by-hand:visible").input_value()
        let_go()
        by_hand = page.locator(f"{LIVE.split()[0]} .dt-by-hand")
        expect(by_hand).to_be_focused(timeout=ENGINE_MS)
        expect(by_hand).to_have_value(text)


@pytest.mark.parametrize("reader", [PHONE, DESK], ids=["phone", "desk"])
def test_who_opens_a_link_in_which_nothing_has_changed_reads_that(
    browser: Browser, address: str, guide: Guide, reader: Any
) -> None:
    """Nothing moves when that is known. Who has just answered does not read it."""
    way = max(paths(guide.tree), key=lambda path: len(path.answers))
    with reading(browser, address, reader) as page:
        page.add_init_script(MOVED)
        let_go = engine_held(page)
        page.goto(link(guide, way).replace("decide/", f"o/{way.outcome}/"))
        waits = page.locator(f"{STATIC.split()[0]} .dt-still:visible")
        expect(waits).to_contain_text("We check this link")
        moved = page.evaluate("() => window.moved")
        let_go()
        reads(page, title(guide, way))
        still = page.locator(f"{LIVE.split()[0]} .dt-still")
        expect(still).to_have_text(STILL)
        expect(still).to_be_in_viewport()
        page.evaluate(FRAMES)
        assert page.evaluate("() => window.moved") == moved
        page.locator(".dt-nav:visible .dt-back").click()
        reads(page, guide.tree.question_by_id[way.answers[-1][0]].ask)
        page.locator(".dt-option[aria-current]").click()
        reads(page, title(guide, way))
        expect(still).to_be_hidden()


def test_who_opens_a_result_years_later_reads_that_nobody_checked_it_since(
    browser: Browser, address: str, guide: Guide
) -> None:
    """By the reader's own clock. Nothing moves while the engine's result takes its place."""
    with reading(browser, address, PHONE) as page:
        page.clock.set_fixed_time("2031-03-01T10:00:00")
        page.add_init_script(MOVED)
        page.goto(result(guide, "kserve"))
        when = page.locator("decision-quiz .dt-when:visible").first
        expect(when).to_contain_text("Last checked 20")
        reads(page, guide.tree.outcome_by_id["kserve"].title)
        live = page.locator(f"{LIVE.split()[0]} .dt-when")
        expect(live).to_have_text("Checked over a year ago")
        expect(live).to_be_in_viewport()
        again = page.locator(f"{LIVE.split()[0]} .dt-old a")
        page.evaluate(FRAMES)
        assert page.evaluate("() => window.moved") == 0
        again.tap()
        expect(page.locator("#recheck")).to_be_in_viewport()
