"""Reading in all conditions: by keyboard, with large text, in a narrow window, on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from decision_tree.engine.incident.state import Incident, encode_incident
from decision_tree.engine.link import State, encode
from decision_tree.engine.model import OUTSIDE, PLACES, Guide
from decision_tree.engine.walk import paths
from tests.browser.conftest import idle
from tests.paper import SIZES, most_pages, sheets_of

pytestmark = pytest.mark.long

LONG = "Serviceverantwortlichkeitsvereinbarungsverhandlungsprotokoll"

# Everything that takes focus, and whether it can be seen once it has it.
UNSEEN = """() => {
  const stops = "a[href], button, input, select, textarea, summary, [tabindex]";
  const wrong = [];
  for (const stop of document.querySelectorAll(stops)) {
    if (stop.tabIndex < 0) continue;
    stop.focus();
    if (document.activeElement !== stop) continue; // hidden, so the Tab key passes it by
    const box = stop.getBoundingClientRect();
    const inside = box.left >= -1 && box.right <= innerWidth + 1 && box.bottom > 0;
    if (!inside || box.width < 2 || box.height < 2 || box.top >= innerHeight)
      wrong.push(`${stop.outerHTML.slice(0, 120)} at ${box.left},${box.top}`);
  }
  return wrong;
}"""

# What sticks out of the window, so that a failure names it.
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
    .slice(-3)
    .map((each) => each.outerHTML.slice(0, 120))"""


def wide(page: Page, pages_to_read: list[str], change: str = "") -> dict[str, list[str]]:
    """The pages that are wider than the window, after a change to each."""
    found = {}
    for name in pages_to_read:
        page.goto(name)
        if change:
            page.evaluate(change)
        found[name] = page.evaluate(WIDE)
    return {name: wrong for name, wrong in found.items() if wrong}


@pytest.mark.parametrize("width", [360, 1440])
def test_whatever_takes_focus_can_be_seen(page: Page, pages_to_read: list[str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    found = {}
    for name in pages_to_read:
        page.goto(name)
        found[name] = page.evaluate(UNSEEN)
    assert not {name: wrong for name, wrong in found.items() if wrong}


def test_the_menu_opens_and_closes_with_the_keyboard(page: Page) -> None:
    page.goto("argument/")
    button = page.locator("[data-switch=__drawer]")
    button.focus()
    page.keyboard.press("Enter")
    link = page.locator('.md-nav--primary a[href$="/checklist/"]').first  # of the page's own part
    expect(link).to_be_in_viewport()
    expect(button).to_have_attribute("aria-expanded", "true")
    assert page.evaluate("document.activeElement.closest('.md-nav--primary') !== null")
    page.keyboard.press("Escape")
    expect(link).not_to_be_in_viewport()
    expect(button).to_be_focused()


def test_the_search_opens_with_the_keyboard_on_a_phone(page: Page) -> None:
    page.goto("argument/")
    page.locator("[data-switch=__search]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__input")).not_to_be_in_viewport()


def test_no_page_asks_for_what_is_not_there(page: Page, pages_to_read: list[str]) -> None:
    missing: list[str] = []
    page.on("response", lambda got: missing.append(got.url) if got.status >= 400 else None)
    for name in pages_to_read:
        idle(page, name)
    assert not missing


def test_the_skip_link_leads_past_the_header(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("argument/")
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    expect(page.locator(".md-skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_url("**/argument/#*")
    # The browser moves the start of the next Tab with the frame that shows the goal.
    page.evaluate("new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)))")
    page.keyboard.press("Tab")
    # A function: the policy lets no text be evaluated a second time.
    page.wait_for_function("() => document.activeElement.closest('article') !== null")


def test_a_window_of_320_pixels_holds_every_page(page: Page, pages_to_read: list[str]) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    assert not wide(page, pages_to_read)


def test_text_of_twice_the_size_fits(page: Page, pages_to_read: list[str]) -> None:
    page.set_viewport_size({"width": 640, "height": 800})
    assert not wide(page, pages_to_read, "document.documentElement.style.fontSize = '250%'")


def test_words_of_sixty_letters_do_not_stick_out(page: Page, pages_to_read: list[str]) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    parts = "h1, h2, h3, p, li, td, th, label, figcaption, .dt-option-text"
    change = f"""document.querySelectorAll("article :is({parts})").forEach(
      (each) => each.append(" {LONG}"))"""
    assert not wide(page, pages_to_read, change)


def test_the_link_of_a_row_is_copied_when_it_is_followed(page: Page, guide: Guide) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("argument/")
    row = guide.decisions[0].id
    page.locator(f"#decision-{row} .dt-anchor").click()
    expect(page.locator(".said")).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"argument/#decision-{row}")
    assert page.url.endswith(f"#decision-{row}")


def test_without_a_clipboard_the_link_is_in_the_address_bar(page: Page, guide: Guide) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error())")
    page.goto("checklist/")
    item = guide.checklist[0].id
    page.locator(f"#check-{item} .dt-anchor").click()
    expect(page.locator(".said")).to_have_text(
        "The page could not copy the link. Copy it from the address bar."
    )
    assert page.url.endswith(f"#check-{item}")


def test_the_text_to_cite_is_copied_whole(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("argument/")
    page.locator(".about-page summary").click()
    page.locator(".cite + button.copy").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".cite").inner_text()
    assert "argument/" in copied


@pytest.mark.parametrize("name", ["argument/", "autoscaling/", "hybrids/", "tree/", "faq/"])
def test_every_word_and_picture_of_an_article_is_on_its_print(page: Page, name: str) -> None:
    page.goto(name)
    page.emulate_media(media="print")
    parts = page.locator(
        "article :is(p, li, td, dd) .dt-term, article svg:is(figure *, .dt-diagram)"
    )
    assert parts.count()
    hidden = "(all) => all.filter((it) => getComputedStyle(it).display === 'none').length"
    assert parts.evaluate_all(hidden) == 0


@pytest.mark.parametrize("sheet", ["checklist/", "runbook/"])
def test_each_sheet_prints_on_one_page(page: Page, sheet: str) -> None:
    page.goto(sheet)
    assert most_pages(page) == 1


HEADS = """sheet => [...document.querySelectorAll(`${sheet} tr[id]`)].map((head) => {
  const [first] = head.nextElementSibling.firstElementChild.children;
  first.id = `first-of-${head.id}`;
  return [head.id, first.id];
})"""


@pytest.mark.parametrize("size", SIZES)
def test_on_paper_each_rollback_of_a_sheet_begins_below_its_head(page: Page, size: str) -> None:
    parted, sheets = [], 0
    for stack in PLACES:
        page.goto("about:blank")
        page.goto(f"runbook/#runbook-{stack}")
        pairs = page.evaluate(HEADS, f"#runbook-{stack}")
        on = sheets_of(page, size, [name for pair in pairs for name in pair])
        parted += [head for head, first in pairs if on[head] != on[first]]
        sheets = max(sheets, *on.values())
    assert sheets, "no sheet is longer than a page"
    assert not parted


def test_on_paper_a_sheet_says_what_it_was_checked_against_and_where_it_stands(page: Page) -> None:
    page.emulate_media(media="print")
    for stack in PLACES:
        page.goto(f"runbook/#runbook-{stack}")
        told = page.locator(f"#runbook-{stack} > p:visible")
        expect(told.nth(-2)).to_contain_text(re.compile(r"^Checked .*20\d\d-\d\d-\d\d"))
        expect(told.last).to_have_text(re.compile(rf"^With its sources: http.*#runbook-{stack}$"))


# Where a line of an address ends, by the first letters of the next one.
LINES = """said => {
  const ends = [];
  let last;
  for (const part of said.querySelectorAll("span")) {
    const boxes = part.getClientRects();
    if (boxes.length > 1) ends.push(part.textContent);
    if (last && boxes[0].top > last.bottom - 2 && !/[/&,]$/.test(part.previousElementSibling
      .previousElementSibling.textContent)) ends.push(part.textContent);
    last = boxes[0];
  }
  return ends;
}"""


@pytest.mark.parametrize(
    ("place", "where"),
    [
        ("incident/#v=1&sees=wrong&stack=kserve-standard&changed=not-sure", ".dt-keep .dt-address"),
        ("incident/#v=1&runbook=kserve&stack=kserve-knative&by=both", ".dt-keep .dt-address"),
        ("decide/#v=2&contract=nobody&outcome=settle-ownership", ".dt-keep .dt-address"),
        ("practice-print/#v=1&cases=S8,D10", ".dt-sheet .dt-address >> nth=1"),
    ],
)
def test_a_printed_address_ends_its_lines_where_nobody_reads_a_hyphen(
    page: Page, place: str, where: str
) -> None:
    page.goto(place)
    expect(page.locator(".dt-live h2").first).to_be_visible(timeout=60_000)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    said = page.locator(f".dt-live {where}")
    expect(said).to_contain_text("http")
    assert said.locator("span").count() >= 4
    page.emulate_media(media="print")
    for width in range(200, 760, 20):
        page.set_viewport_size({"width": width, "height": 1000})
        assert said.evaluate(LINES) == []
    if "practice" in place:
        links = page.locator(".dt-live .dt-sheet li > a:visible:not(.dt-claim)")
        assert links.count() == page.locator(".dt-live .dt-sheet li > a + .dt-address").count() > 1


def test_a_short_plan_fills_its_paper_and_says_what_it_rests_on_in_as_large_letters(
    page: Page,
) -> None:
    page.goto("incident/#v=1&sees=wrong&stack=kserve-standard&changed=not-sure&yes=running-image")
    expect(page.locator(".dt-live .dt-answers")).to_be_visible(timeout=60_000)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 748, "height": 988})  # Letter within its margins
    size = "(it) => parseFloat(getComputedStyle(it).fontSize) * it.currentCSSZoom"
    right = "(it) => it.getBoundingClientRect().right"
    plan, rests = page.locator(".dt-live .dt-incident"), page.locator(".dt-live .dt-answers")
    assert plan.locator(".dt-put-back p").first.evaluate(size) >= 11.5  # pixels: 8.6 points
    assert rests.locator("li").first.evaluate(size) >= 11.5
    assert abs(plan.evaluate(right) - rests.evaluate(right)) < 1
    assert " ." not in rests.inner_text()
    ends = "(it) => getComputedStyle(it, '::after').content"
    assert rests.locator(".dt-answer-text").first.evaluate(ends) == '"."'
    assert rests.locator("li").first.evaluate(ends) in ("none", "normal")


LENGTH = "(card) => Number(card.className.match(/is-length-(\\d)/)[1])"


def too_many(page: Page, count: int) -> bool:
    """Whether a plan takes more paper than it may: one page, or two where it is so long that its
    letters would be too small on one."""
    return count > (2 if page.locator(".dt-live .dt-incident").evaluate(LENGTH) >= 3 else 1)


def test_each_plan_of_somebody_who_is_not_sure_prints_on_one_page_or_two_where_it_is_long(
    page: Page, guide: Guide
) -> None:
    """What not to do, the looks with their answers, and the unit that goes back."""
    page.goto("incident/#v=1")
    long = {}
    for sight in guide.sights:
        for stack in PLACES:
            fragment = encode_incident(Incident(sight.id, stack, unnamed="not-sure"))
            page.evaluate(f"location.hash = '{fragment}'")
            form = page.locator(f'.dt-live form[data-fragment="{fragment}"]')
            expect(form).to_be_visible(timeout=60_000)
            count = most_pages(page)
            if too_many(page, count):
                long[fragment] = count
    assert not long
    page.emulate_media(media="print")
    expect(form.locator(".dt-first-look > p > b", has_text="Yes: ").first).to_be_visible()
    expect(form.locator(".dt-first-look .dt-ways").first).to_be_hidden()
    expect(form.locator(".dt-otherwise").first).to_be_visible()
    expect(form.locator(".dt-tonight li").last).to_be_visible()


def test_each_decisions_runbook_prints_on_two_pages_at_most_with_day_and_link(
    page: Page, guide: Guide
) -> None:
    page.goto("incident/#v=1")
    long = {}
    for row in guide.runbooks:
        for stack in {each for each in row.stacks if each != OUTSIDE} or {OUTSIDE}:
            fragment = f"v=1&runbook={row.outcome}&by=platform&stack={stack}"
            page.evaluate(f"location.hash = '{fragment}'")
            said = page.locator(".dt-runbook .dt-address")
            expect(said).to_have_text(
                re.compile(rf"^Printed on 20\d\d-\d\d-\d\d\. With its sources: .*{fragment}$"),
                timeout=60_000,
            )
            count = most_pages(page)
            if too_many(page, count):
                long[fragment] = count
    assert not long
    page.emulate_media(media="print")
    expect(said).to_be_visible()


@pytest.mark.parametrize(
    "fragment",
    [
        "v=1&runbook=ray-serve-platform&by=platform",
        "v=1&sees=slow&stack=kserve-knative&changed=not-sure",
    ],
)
def test_no_command_is_on_paper_without_what_not_to_do_and_its_words_in_capitals(
    page: Page, fragment: str
) -> None:
    page.goto(f"incident/#{fragment}")
    expect(page.locator(".dt-live .dt-command").first).to_be_visible(timeout=60_000)
    page.emulate_media(media="print")
    cautions = page.locator(".dt-live .dt-tonight li")
    assert cautions.count()
    for caution in cautions.all():
        expect(caution).to_be_visible()
    expect(page.locator(".dt-live label", has_text="NAME: the bad object")).to_be_visible()
    expect(page.locator(".dt-live label", has_text="is called").first).to_be_hidden()
    expect(page.locator(".dt-live input").first).to_be_hidden()


def test_a_result_keeps_its_text_in_forced_colours(
    browser: Browser, address: str, guide: Guide
) -> None:
    context = browser.new_context(base_url=address, forced_colors="active")
    page = context.new_page()
    way = next(iter(paths(guide.tree)))
    page.goto(f"decide/#{encode(State(guide.tree.version, way.answers, '', way.outcome))}")
    lean = page.locator(".dt-live .dt-lean")
    expect(lean).to_be_visible(timeout=60_000)
    sign = "getComputedStyle(document.querySelector('.dt-live .dt-lean'), '::before')"
    assert page.evaluate(f"parseFloat({sign}.borderTopWidth)") > 0
    context.close()


def test_an_address_into_a_folded_part_unfolds_it(page: Page) -> None:
    row = "#measured-bad-prompt"
    page.goto(f"examples/ray-serve/{row}")
    expect(page.locator(row)).to_be_in_viewport()
    page.goto("rollback/ray-serve/#ray-in-place")
    page.locator('article a[href*="#measured-"]').first.click()
    target = page.url.partition("#")[2]
    expect(page.locator(f"#{target}")).to_be_in_viewport()
    page.goto("examples/ray-serve/")
    page.locator('article a[href*="#measured-"]').first.click()
    target = page.url.partition("#")[2]
    expect(page.locator(f"#{target}")).to_be_in_viewport()
    page.goto("")
    page.evaluate(
        """row => {
          const link = document.createElement("a");
          link.href = `examples/ray-serve/${row}`;
          link.textContent = "A measured row";
          document.querySelector("article").prepend(link);
        }""",
        row,
    )
    page.get_by_text("A measured row").click()
    expect(page.locator(row)).to_be_in_viewport()
