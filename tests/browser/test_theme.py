"""The theme's own script: it waits for a reader, and does all that it did without waiting."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

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
    page.goto("argument/", wait_until="networkidle")
    assert "theme.mjs" in asked
    assert not [name for name in asked if name.startswith("bundle")]
    SIGNS[sign](page)
    page.wait_for_function(THERE)
    assert len([name for name in asked if name.startswith("bundle")]) == 1


def test_a_shortcut_that_is_the_first_sign_does_what_it_should(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("argument/", wait_until="networkidle")
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()


def test_a_link_can_be_followed_when_it_never_comes(page: Page) -> None:
    page.route("**/bundle.*", lambda route: route.abort())
    page.goto("argument/")
    page.locator(".md-content a[href]:not([href*='#'])").first.click()
    page.wait_for_url(lambda address: not address.endswith("argument/"))
    expect(page.locator("h1")).to_be_visible()


def test_a_link_into_the_page_fetches_nothing_and_back_returns(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("argument/", wait_until="networkidle")
    with page.expect_response("**/sitemap.xml"):  # from then on the theme follows links
        page.mouse.move(90, 90)
    page.wait_for_load_state("networkidle")
    asked = scripts(page)
    page.evaluate("() => (document.querySelector('article').kept = true)")
    page.locator(".md-sidebar--secondary .md-nav__link").nth(2).click()
    page.wait_for_function("() => scrollY > 300")
    page.go_back()
    page.wait_for_function("() => scrollY === 0 && !location.hash")
    assert page.evaluate("() => document.querySelector('article').kept")
    assert "" not in asked  # what follows the last stroke of the page's own address


def test_links_into_a_page_that_was_put_in_place_of_another_lead_there_and_back(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("", wait_until="networkidle")
    with page.expect_response("**/sitemap.xml"):
        page.mouse.move(90, 90)
    page.wait_for_load_state("networkidle")
    page.evaluate("() => (window.kept = true)")
    home = page.title()
    page.locator(".md-tabs__link", has_text="Argument").click()
    page.locator(".md-sidebar--secondary .md-nav__link").nth(2).click()
    page.wait_for_function("() => scrollY > 300")
    page.go_back()
    page.wait_for_function("() => scrollY === 0 && !location.hash")
    page.go_back()
    expect(page).to_have_title(home)
    assert page.evaluate("() => window.kept")


@pytest.mark.parametrize("name", ["decide/", "practice/", "embed/"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_moves_while_an_engine_loads(page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.route("**/*.wasm", lambda _: None)
    page.goto(name, wait_until="networkidle")
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
