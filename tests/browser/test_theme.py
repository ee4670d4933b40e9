"""The theme's own script: it waits for a reader, and does all that it did without waiting."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import idle

THERE = "() => Boolean(window.document$)"

SIGNS: dict[str, Callable[[Page], None]] = {
    "a moving pointer": lambda page: page.mouse.move(90, 90),
    "a key": lambda page: page.keyboard.press("ArrowRight"),
    "a focused link": lambda page: page.locator("a[href]").first.focus(),
    "a scrolled page": lambda page: page.evaluate("() => scrollBy(0, 300)"),
}


def scripts(page: Page) -> list[str]:
    """The names of the scripts that this page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    return asked


@pytest.mark.parametrize("sign", SIGNS)
def test_it_comes_with_the_first_sign_of_a_reader_and_not_before(page: Page, sign: str) -> None:
    asked = scripts(page)
    idle(page, "argument/")
    assert "theme.mjs" in asked
    assert not [name for name in asked if name.startswith("bundle")]
    SIGNS[sign](page)
    page.wait_for_function(THERE)
    assert len([name for name in asked if name.startswith("bundle")]) == 1


def test_it_marks_in_the_contents_what_a_reader_has_passed(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    idle(page, "argument/")
    page.mouse.wheel(0, 2000)
    expect(page.locator(".md-sidebar--secondary .md-nav__link--passed").first).to_be_visible()
    expect(page.locator(".md-header--shadow")).to_be_visible()


def test_a_fold_that_a_reader_closed_stays_closed_when_it_comes(page: Page) -> None:
    """The tap that closes the fold is often the sign on which the script comes."""
    page.goto("argument/")
    inside = "() => [...document.querySelectorAll('details [id]')].map((each) => each.id)"
    target = page.evaluate(inside)[0]
    held: list[Route] = []
    page.route("**/bundle.*", lambda route: held.append(route))
    page.goto("")
    page.goto(f"argument/#{target}", wait_until="domcontentloaded")
    opened = page.locator("article details[open]")
    expect(opened).to_have_count(1)
    opened.locator("summary").click()
    expect(opened).to_have_count(0)
    top = page.evaluate("() => scrollY")
    for route in held:
        route.continue_()
    page.wait_for_function(THERE)
    page.wait_for_load_state("networkidle")
    expect(opened).to_have_count(0)
    assert page.evaluate("() => scrollY") == top


def test_the_key_that_opened_the_search_is_not_pressed_again_in_it_when_it_comes(
    page: Page,
) -> None:
    """It was for the button. In the field the theme would look for a result to open."""
    held: list[Route] = []
    page.route("**/bundle.*", lambda route: held.append(route))
    page.goto("argument/")
    page.locator("[data-switch=__search]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".md-search__input")).to_be_focused()
    for route in held:
        route.continue_()
    page.wait_for_function(THERE)
    page.wait_for_load_state("networkidle")  # a script's error fails this test at its end
    expect(page.locator(".md-search__input")).to_be_focused()


def test_it_comes_with_the_next_key_where_it_could_not_come_before(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.route("**/bundle.*", lambda route: route.abort())
    idle(page, "argument/")
    with page.expect_event("requestfailed"):
        page.mouse.move(90, 90)
    page.unroute_all()
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()


def test_a_link_to_a_search_opens_it(page: Page) -> None:
    page.goto("argument/?q=canary")
    expect(page.locator(".md-search__input")).to_have_value("canary")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.wait_for_load_state("networkidle")
    expect(page.locator("script[src*='bundle.']")).to_have_count(1)


def test_a_menu_that_is_the_first_sign_stays_open(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    idle(page, "argument/#wrong-instinct")
    button = page.locator("[data-switch=__drawer]")
    button.click()
    page.wait_for_function(THERE)
    expect(button).to_have_attribute("aria-expanded", "true")


def test_the_menu_closes_for_a_link_into_the_page_each_time(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    idle(page, "argument/")
    button = page.locator("[data-switch=__drawer]")
    link = page.locator(".md-nav--primary a[href*='argument/#'], .md-nav--primary a[href^='#']")
    for _ in range(2):
        button.click()
        page.wait_for_function(THERE)
        link.first.evaluate("(link) => link.click()")
        expect(button).to_have_attribute("aria-expanded", "false")


def test_a_shortcut_that_is_the_first_sign_does_what_it_should(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    idle(page, "argument/")
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()


def test_a_shortcut_that_comes_while_the_script_comes_does_what_it_should(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    held: list[Route] = []
    page.route("**/bundle.*", lambda route: held.append(route))
    idle(page, "argument/")
    with page.expect_request("**/bundle.*"):
        page.mouse.move(90, 90)
    page.keyboard.press("/")
    for route in held:
        route.continue_()
    expect(page.locator(".md-search__input")).to_be_focused()


@pytest.mark.parametrize("key", ["/", "f", "s"])
@pytest.mark.parametrize("there", [False, True], ids=["the first sign", "a later one"])
def test_its_shortcuts_open_the_search_that_a_narrow_window_folds_away(
    page: Page, key: str, there: bool
) -> None:
    idle(page, "argument/")
    if there:
        page.mouse.move(90, 90)
        page.wait_for_function(THERE)
    field = page.locator(".md-search__input")
    expect(field).to_be_hidden()
    page.keyboard.press(key)
    expect(field).to_be_focused()
    page.keyboard.type("can/ary")
    expect(field).to_have_value("can/ary")
    page.wait_for_function(THERE)
    page.keyboard.press("Escape")
    expect(page.locator("[data-switch=__search]")).to_have_attribute("aria-expanded", "false")
    expect(field).to_be_hidden()


def test_a_link_can_be_followed_when_it_never_comes(page: Page) -> None:
    page.route("**/bundle.*", lambda route: route.abort())
    page.goto("argument/")
    page.locator(".md-content a[href]:not([href*='#'])").first.click()
    page.wait_for_url(lambda address: not address.endswith("argument/"))
    expect(page.locator("h1")).to_be_visible()


def test_a_link_to_a_source_leads_to_it_from_another_page(page: Page) -> None:
    idle(page, "argument/")
    page.locator(".dt-claim").last.click()
    link = page.locator(".dt-note:popover-open a[href*='claims/#']").first
    entry = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    box = page.locator(f"#{entry}.dt-claim-entry")
    expect(box).to_be_in_viewport(ratio=1)
    place = box.bounding_box()
    assert place is not None
    assert place["y"] < 100


@pytest.mark.parametrize("name", ["argument/", "decide/", "claims/"])
def test_what_is_folded_is_printed_before_it_comes(page: Page, name: str) -> None:
    # Of a result is printed what its reader opened.
    closed = "() => document.querySelectorAll('details:not([open], .dt-outcome *)').length"
    page.goto(name)
    before = page.evaluate(closed)
    assert before
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert not page.evaluate(closed)
    page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(closed) == before


@pytest.mark.parametrize("name", ["decide/", "practice/", "embed/"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_moves_while_an_engine_loads(page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.route("**/*wasm*", lambda _: None)
    idle(page, name)
    place = page.locator(".dt-static").bounding_box()
    page.locator(".dt").dispatch_event("pointerenter")
    expect(page.locator(".dt-notice progress")).to_be_visible()
    assert page.locator(".dt-static").bounding_box() == place
    page.unroute_all(behavior="ignoreErrors")


def test_the_search_closes_before_it_comes(page: Page) -> None:
    page.route("**/bundle.*", lambda route: route.abort())
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto("argument/")
    button = page.locator("[data-switch=__search]")
    button.click()
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".md-search__input")).not_to_be_in_viewport()
    expect(button).to_be_focused()


@pytest.mark.parametrize("width", [320, 390])
def test_the_name_of_the_site_is_not_cut_on_a_phone_with_text_twice_as_large(
    page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    page.goto("decide/")
    name = page.locator(".md-header__topic .md-ellipsis").first
    text = name.evaluate("(it) => it.textContent.trim()")
    assert text
    assert name.evaluate("(it) => it.scrollWidth - it.clientWidth") <= 0
    assert name.evaluate("(it) => it.scrollHeight - it.clientHeight") <= 1
    places = page.locator(".md-header button:visible, .md-header__topic .md-ellipsis >> nth=0")
    boxes = places.evaluate_all(
        "(all) => all.map((it) => it.getBoundingClientRect()).map((it) => [it.left, it.right])"
    )
    boxes.sort()
    assert all(one[1] <= two[0] + 1 for one, two in pairwise(boxes))
    assert boxes[-1][1] <= width
