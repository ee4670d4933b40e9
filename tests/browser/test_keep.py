"""Keeping a result, in a real browser: each button does what it says, and says when it cannot."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from decision_tree.engine.link import State, decode, encode
from decision_tree.engine.model import Guide
from decision_tree.engine.record import MOST_TYPED, Typed, record_data, record_markdown
from decision_tree.engine.walk import Path as Way
from decision_tree.engine.walk import paths
from tests.paper import SIZES, most_pages, places_of
from tests.ways import first_to

LIVE = ".dt-live"
COLUMN = 100
"""Points between the left edges of two columns on paper, at least."""
SAID = f"{LIVE} .dt-keep .dt-said"
TYPE = """(field, text) => {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
TITLE, TEAM = "How we <u>serve</u> | it", "Search & platform"


@pytest.fixture
def way(guide: Guide) -> Way:
    """A path to Ray Serve."""
    return first_to(guide, "ray-serve")


@pytest.fixture
def result(page: Page, guide: Guide, way: Way) -> Page:
    """The page of that path's result, with title and team typed and the record ready."""
    open_result(page, guide, way)
    page.locator(f"{LIVE} .dt-record summary").click()
    page.locator(f"{LIVE} input[name=title]").fill(TITLE)
    page.locator(f"{LIVE} input[name=team]").fill(TEAM)
    return page


def open_result(page: Page, guide: Guide, way: Way, at: str = "decide/") -> None:
    """Open the link of `way` and wait until its record is made."""
    fragment = encode(State(guide.tree.version, way.answers, outcome=way.outcome))
    page.goto(f"{at}#{fragment}")
    expect(page.locator(f"{LIVE} .dt-address")).to_contain_text(f"#{fragment}", timeout=60_000)


def press(page: Page, action: str) -> None:
    """Press the button with this action once what was typed has reached the record."""
    page.wait_for_function(
        "(title) => document.querySelector('decision-quiz').record?.markdown.includes(title)",
        arg="How we",
    )
    page.locator(f"{LIVE} button[data-do={action}]").click()


def expected(page: Page, guide: Guide, way: Way) -> tuple[str, dict[str, object]]:
    """What the engine says for the same answers and the same typed fields, in CPython."""
    state = State(guide.tree.version, way.answers)
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    typed = Typed(TITLE, TEAM, today, page.url.split("#")[0])
    return record_markdown(guide, state, typed), record_data(guide, state, typed)


def copied(page: Page) -> str:
    """What is on the clipboard."""
    page.context.grant_permissions(["clipboard-read"])
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_copy_link_puts_the_address_of_this_result_on_the_clipboard(
    result: Page, guide: Guide, way: Way
) -> None:
    result.context.grant_permissions(["clipboard-write"])
    press(result, "copy-link")
    expect(result.locator(SAID)).to_have_text("The link is copied.")
    address, _, fragment = copied(result).partition("#")
    assert address == result.url.split("#")[0].replace("decide/", f"o/{way.outcome}/")
    assert decode(guide.tree, fragment) == State(
        guide.tree.version, way.answers, outcome=way.outcome
    )


def test_copy_record_puts_the_markdown_on_the_clipboard(
    result: Page, guide: Guide, way: Way
) -> None:
    result.context.grant_permissions(["clipboard-write"])
    press(result, "copy-record")
    expect(result.locator(SAID)).to_have_text(f"The record is copied, with the title “{TITLE}”.")
    assert copied(result).replace("\r\n", "\n") == expected(result, guide, way)[0]


def test_a_refused_clipboard_leaves_the_text_ready_to_copy_by_hand(
    result: Page, guide: Guide, way: Way
) -> None:
    result.evaluate(
        """() => {
          const refused = new DOMException("no", "NotAllowedError");
          navigator.clipboard.writeText = () => Promise.reject(refused);
        }"""
    )
    press(result, "copy-record")
    expect(result.locator(SAID)).to_contain_text("did not allow this")
    by_hand = result.locator(f"{LIVE} .dt-by-hand")
    expect(by_hand).to_be_focused()
    assert by_hand.input_value() == expected(result, guide, way)[0]


@pytest.mark.parametrize(
    ("action", "ending"), [("download-record", "md"), ("download-json", "json")]
)
def test_a_download_holds_the_whole_record(
    result: Page, guide: Guide, way: Way, action: str, ending: str
) -> None:
    result.locator(f"{LIVE} input[name=number]").fill("12")
    with result.expect_download() as saving:
        press(result, action)
    markdown, data = expected(result, guide, way)
    assert saving.value.suggested_filename == f"0012-serving-contract-ray-serve.{ending}"
    text = Path(saving.value.path()).read_text("utf-8")
    assert (text == markdown) if ending == "md" else (json.loads(text) == data)
    expect(result.locator(SAID)).to_contain_text("Saved as")


def test_a_button_pressed_right_after_the_last_letter_waits_for_what_was_typed(
    result: Page,
) -> None:
    at_once = f"""(text) => {{
      const type = {TYPE};
      type(document.querySelector("{LIVE} input[name=title]"), "First");
      type(document.querySelector("{LIVE} input[name=title]"), text);
      document.querySelector("{LIVE} button[data-do=download-record]").click();
    }}"""
    with result.expect_download() as saving:
        result.evaluate(at_once, "Typed last")
    assert "# Typed last" in Path(saving.value.path()).read_text("utf-8")


def test_print_asks_the_browser_and_the_page_on_paper_has_its_address(result: Page) -> None:
    result.evaluate("window.print = () => { window.printed = true }")
    press(result, "print")
    assert result.evaluate("window.printed")
    result.emulate_media(media="print")
    expect(result.locator(f"{LIVE} .dt-address")).to_be_visible()
    expect(result.locator(f"{LIVE} .dt-address")).to_contain_text("#v=")
    for unseen in (".md-header", ".md-footer", f"{LIVE} .dt-buttons", f"{LIVE} .dt-nav"):
        expect(result.locator(unseen).first).to_be_hidden()
    # The form's own fold holds buttons and fields, which are nothing on paper.
    # What the reader opened is printed, and what stayed folded is not: it would take four pages.
    folds = result.locator(f"{LIVE} .dt-outcome > .dt-fold:not(.dt-record)")
    folds.first.evaluate("(it) => { it.open = true; }")
    shown = [
        fold.evaluate("(it) => getComputedStyle(it).display != 'none'") for fold in folds.all()
    ]
    assert shown == [True, *[False] * (len(shown) - 1)]


def test_a_result_is_two_pages_of_paper_at_most_with_title_day_and_link(
    page: Page, guide: Guide
) -> None:
    """Whatever the outcome, by its longest way, with every gate open or answered and long names."""
    long = {}
    for outcome in guide.tree.outcomes:
        found = [path for path in paths(guide.tree) if path.outcome == outcome.id]
        way = max(found, key=lambda path: len(path.answers))
        open_result(page, guide, way)
        for name in ("title", "team"):
            page.locator(f"{LIVE} input[name={name}]").evaluate(TYPE, "Long names " * 9)
        told = page.locator(f"{LIVE} .dt-address")
        head = page.locator(f"{LIVE} .dt-named")
        expect(head).to_contain_text("Long names")
        assert re.fullmatch("Long .*Who decides: Long .*", head.text_content() or "")
        page.emulate_media(media="print")
        expect(page.locator(f"{LIVE} .dt-outcome > :first-child")).to_have_class("dt-named")
        expect(head).to_be_visible()
        page.emulate_media(media="null")
        expect(head).to_be_hidden()
        counts = [most_pages(page)]
        today = page.evaluate("new Date().toLocaleDateString('sv')")
        day, place = rf"Printed on {today}", rf"http.*/o/{outcome.id}/#v=.*"
        assert re.fullmatch(rf"{day}\. With its sources: {place}", told.inner_text())
        gates = {gate.id: gate.options[-1].id for gate in guide.tree.gates_of(outcome)}
        answered = Way((*way.answers, *gates.items()), outcome.id)
        open_result(page, guide, answered)
        counts.append(most_pages(page))
        if max(counts) > 2:
            long[outcome.id] = counts
    assert not long


TYPES_AND_PRINTS = """([live, typed]) => {
  for (const [name, value] of Object.entries(typed)) {
    const field = document.querySelector(`${live} input[name=${name}]`);
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return document.querySelector(`${live} .dt-named`).textContent;
}"""


def test_what_was_just_typed_is_printed_without_waiting(result: Page) -> None:
    """Who types and prints at once gets all that was typed, on paper."""
    typed = {"title": "What we serve", "team": "The platform team"}
    said = result.evaluate(TYPES_AND_PRINTS, [LIVE, typed])
    assert said == "What we serveWho decides: The platform team"
    said = result.evaluate(TYPES_AND_PRINTS, [LIVE, {"title": " "}])
    assert said == "Who decides: The platform team"
    result.emulate_media(media="print")
    head = result.locator(f"{LIVE} .dt-named")
    expect(head).to_be_visible()
    result.evaluate(TYPES_AND_PRINTS, [LIVE, {"team": ""}])
    expect(head).to_be_hidden()


# The headings of a result on paper with what follows each, by ids that are given to both.
HEADED = """(live) => {
  const css = ":is(h2, h3, h4, .dt-part, .dt-outcome > summary)";
  const heads = [...document.querySelectorAll(`${live} .dt-outcome ${css}`)];
  return heads.filter((head) => head.checkVisibility()).map((head, place) => {
    let next = head.nextElementSibling;
    while (next?.matches(":is(ul, ol, div, dl, section)")) next = next.firstElementChild;
    if (!next?.checkVisibility()) return [];
    head.id ||= `head-${place}`;
    next.id ||= `text-${place}`;
    return [head.id, next.id];
  }).filter((pair) => pair.length);
}"""

# The letters of a result on paper that are smaller than nine points, by their size.
SMALL = """(live) => {
  const found = {};
  const result = document.querySelector(`${live} .dt-outcome`);
  const walker = document.createTreeWalker(result, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const within = text.parentElement;
    if (!text.data.trim() || !within.checkVisibility()) continue;
    const size = parseFloat(getComputedStyle(within).fontSize) * within.currentCSSZoom * 0.75;
    if (size < 9) found[size.toFixed(2)] = text.data.slice(0, 60);
  }
  return found;
}"""


def test_a_result_on_paper_has_letters_to_read_and_no_heading_alone_in_its_column(
    page: Page, guide: Guide
) -> None:
    small, alone = {}, []
    page.set_viewport_size({"width": 748, "height": 988})  # Letter within its margins
    for outcome in guide.tree.outcomes:
        found = [path for path in paths(guide.tree) if path.outcome == outcome.id]
        open_result(page, guide, max(found, key=lambda path: len(path.answers)))
        page.emulate_media(media="print")
        small[outcome.id] = page.evaluate(SMALL, LIVE)
        pairs = page.evaluate(HEADED, LIVE)
        assert pairs
        page.emulate_media(media="null")
        for size in SIZES:
            at = places_of(page, size, [name for pair in pairs for name in pair])
            for head, text in pairs:
                (sheet, left), (on, at_left) = at[head], at[text]
                if sheet != on or abs(left - at_left) > COLUMN:
                    alone.append((outcome.id, size, head))
    assert alone == []
    assert not {name: sizes for name, sizes in small.items() if sizes}


def test_what_is_typed_outlasts_a_reload_and_another_answer_but_not_its_tab(
    result: Page, guide: Guide, way: Way
) -> None:
    title, team = (result.locator(f"{LIVE} input[name={name}]") for name in ("title", "team"))
    expect(result.locator(f"{LIVE} .dt-record > p").first).to_contain_text(
        "until you close the tab"
    )
    result.reload()
    expect(title).to_have_value(TITLE, timeout=60_000)
    expect(team).to_have_value(TEAM)
    assert "How" not in result.url
    result.evaluate("(fragment) => { location.hash = fragment; }", "v=2&contract=nobody")
    expect(result.locator(f"{LIVE} h2").first).to_contain_text("Settle ownership")
    expect(title).to_have_value(TITLE)
    other = result.context.new_page()
    open_result(other, guide, way)
    expect(other.locator(f"{LIVE} input[name=title]")).to_have_value("")
    other.close()


def test_what_is_typed_is_cleared_with_one_button(result: Page) -> None:
    result.locator(f"{LIVE} button[data-do=clear]").click()
    expect(result.locator(SAID)).to_contain_text("The fields are empty")
    result.reload()
    expect(result.locator(f"{LIVE} .dt-address")).to_contain_text("#v=", timeout=60_000)
    for name in ("title", "team", "number"):
        expect(result.locator(f"{LIVE} input[name={name}]")).to_have_value("")
    assert result.evaluate("sessionStorage.length") == 0


def test_where_nothing_may_be_kept_the_page_says_so(page: Page, guide: Guide, way: Way) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('no'); };")
    open_result(page, guide, way)
    page.locator(f"{LIVE} .dt-record summary").click()
    page.locator(f"{LIVE} input[name=title]").fill(TITLE)
    expect(page.locator(f"{LIVE} .dt-record > p").first).to_contain_text("does not allow")
    press(page, "copy-record")


def test_a_field_that_is_full_says_that_more_is_cut_off(result: Page) -> None:
    told = result.locator(f"{LIVE} .dt-full")
    title = result.locator(f"{LIVE} input[name=title]")
    expect(result.locator(f"{LIVE} .dt-record")).to_contain_text(f"at most {MOST_TYPED} characters")
    title.fill("x" * (MOST_TYPED - 1))
    expect(told).to_have_text("")
    title.press("End")
    title.press_sequentially("yz")
    expect(told).to_have_text(
        f"“Title” is full: what goes beyond {MOST_TYPED} characters is cut off."
    )
    assert len(title.input_value()) == MOST_TYPED
    title.press("Backspace")
    expect(told).to_have_text("")


def test_what_is_typed_stays_text_on_the_page(result: Page) -> None:
    assert result.locator(f"{LIVE} u").count() == 0
    assert "How" not in result.url


def test_reconcile_names_the_answer_that_decides(page: Page, guide: Guide) -> None:
    first, second = ("#v=2&contract=nobody", "#v=2&contract=both&seam=edge")
    page.goto("reconcile/")
    page.locator("input[name=a]").fill(f"https://guide.test/decide/{first}")
    page.locator("input[name=b]").fill(second)
    page.locator("button[data-do=reconcile]").click()
    expect(page.locator(f"{LIVE} h2")).to_contain_text("can change the outcome", timeout=60_000)
    expect(page.locator(f"{LIVE} tbody tr").first).to_contain_text(
        guide.tree.question_by_id["contract"].ask
    )
    page.reload()
    expect(page.locator(f"{LIVE} h2")).to_contain_text("can change the outcome", timeout=60_000)


def test_three_links_say_where_each_leads_and_how_many_gave_which_answer(page: Page) -> None:
    page.goto("reconcile/")
    page.locator("input[name=a]").fill("#v=2&contract=nobody")
    page.locator("input[name=b]").fill("#v=2&contract=nobody")
    page.locator("textarea[name=more]").fill(
        "\nsee https://guide.test/decide/#v=2&contract=platform"
    )
    page.locator("button[data-do=reconcile]").click()
    expect(page.locator(f"{LIVE} h2")).to_be_focused(timeout=60_000)
    expect(page.locator(f"{LIVE} h2")).to_have_text("3 links lead to 2 different outcomes")
    expect(page.locator(f"{LIVE} tbody tr").first).to_contain_text("1 of 3 pairs of people agree.")
    page.reload()
    expect(page.locator(f"{LIVE} li", has_text="Link 3: ")).to_be_visible(timeout=60_000)
    expect(page.locator("textarea:visible")).to_have_value("#v=2&contract=platform")


def test_reconcile_keeps_what_is_typed_before_its_engine_is_there(page: Page) -> None:
    first, second = "#v=2&contract=application", "#v=2&contract=platform"
    page.goto("reconcile/")
    page.locator("input[name=a]").fill(first)
    expect(page.locator(".dt-notice")).to_be_visible()
    expect(page.locator(".dt-notice")).to_be_hidden(timeout=60_000)
    expect(page.locator("input[name=a]")).to_have_value(first)
    expect(page.locator("input[name=a]")).to_be_focused()
    page.locator("input[name=b]").fill(second)
    page.keyboard.press("Enter")
    expect(page.locator(f"{LIVE} h2")).to_be_visible(timeout=60_000)
    expect(page.locator("input[name=b]:visible")).to_have_value(re.compile("contract=platform"))


def test_back_from_a_comparison_leads_to_the_form_with_what_was_typed(page: Page) -> None:
    first, second = "#v=2&contract=application", "#v=2&contract=platform"
    page.goto("reconcile/")
    page.locator("input[name=a]").fill(f"https://guide.test/decide/{first}")
    page.locator("input[name=b]").fill(second)
    page.keyboard.press("Enter")
    expect(page.locator(f"{LIVE} h2")).to_be_visible(timeout=60_000)
    page.go_back()
    expect(page.locator(f"{LIVE} h2")).to_have_count(0)
    expect(page.locator("input[name=a]:visible")).to_have_value(first)
    expect(page.locator("input[name=b]:visible")).to_have_value(second)
    page.go_forward()
    expect(page.locator(f"{LIVE} h2")).to_be_visible()


def test_a_text_that_is_no_link_stays_in_the_form_and_the_page_says_what_it_lacks(
    page: Page,
) -> None:
    page.goto("reconcile/")
    page.locator("input[name=a]").fill("#v=2&contract=application")
    page.locator("input[name=b]").fill("https://guide.test/decide/")
    page.keyboard.press("Enter")
    expect(page.locator(f"{LIVE} h2")).to_be_focused(timeout=60_000)
    expect(page.locator(f"{LIVE} .dt-card")).to_contain_text("Second link: no answer is in it.")
    expect(page.locator("input[name=b]:visible")).to_have_value("https://guide.test/decide/")


def test_the_embedded_quiz_copies_links_that_lead_to_the_full_site(
    page: Page, address: str, guide: Guide, way: Way
) -> None:
    page.context.grant_permissions(["clipboard-write"])
    open_result(page, guide, way, "embed/")
    assert page.locator(".md-header").count() == 0
    page.locator(f"{LIVE} .dt-record summary").click()
    page.locator(f"{LIVE} input[name=title]").fill(TITLE)
    press(page, "copy-link")
    expect(page.locator(SAID)).to_have_text("The link is copied.")
    assert copied(page).startswith(f"{address}o/{way.outcome}/#v=")


def test_the_quiz_works_in_another_pages_frame(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.set_content(
        f'<iframe src="{address}embed/" title="quiz" width="360" height="600"></iframe>'
    )
    quiz = page.frame_locator("iframe")
    quiz.locator("decision-quiz").hover()
    expect(quiz.locator(f"{LIVE} .dt-question h2")).to_be_visible(timeout=60_000)
    quiz.locator(f"{LIVE} .dt-option").first.click()
    expect(quiz.locator(f"{LIVE} .dt-answers")).to_be_visible(timeout=60_000)
    page.close()


def test_the_frame_tells_the_page_around_it_how_high_it_is(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.set_content(
        """<script>
          addEventListener("message", ({ data }) => {
            if (data.guide === "height") document.querySelector("iframe").height = data.height;
          });
        </script>"""
        f'<iframe src="{address}embed/" title="quiz" width="360" height="100"></iframe>'
    )
    quiz = page.frame_locator("iframe")
    expect(quiz.locator(".dt-option:visible").last).to_be_attached()
    page.wait_for_function("() => document.querySelector('iframe').height > 400")
    inside = quiz.locator("body").evaluate("(body) => body.scrollHeight")
    assert abs(inside - page.evaluate("() => document.querySelector('iframe').clientHeight")) < 40
    page.close()


def test_a_page_is_copied_as_markdown(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("faq/")
    page.get_by_role("button", name="Copy page as Markdown").click()
    expect(page.locator(".said")).to_have_text("The page is copied as Markdown.")
    assert copied(page).startswith("# FAQ")
