"""The theme's search, in a real browser, with the index that readers get."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from decision_tree.engine.model import Guide

RESULT = ".md-search-result__list a"


def search(page: Page, words: str, address: str) -> Locator:
    """What leads to `address`, given from the root of the site, among what `words` find.

    The list changes with each letter, so this waits for the link and not for a list.
    """
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(words)
    place, _, anchor = address.partition("#")
    ends = f'[href$="#{anchor}"]' if anchor else ""
    found = page.locator(f'{RESULT}[href*="/{place}"]{ends}').first
    expect(found).to_be_attached(timeout=30_000)
    return found


def test_a_question_is_found_and_opens_at_itself(page: Page, guide: Guide) -> None:
    question = guide.tree.question_by_id["own-gap"]
    search(page, question.ask.rstrip("?"), "decide/#q-own-gap").click()
    expect(page.locator("#q-own-gap h2")).to_be_visible()


def test_an_outcome_is_found_on_its_own_page(page: Page, guide: Guide) -> None:
    for outcome in guide.tree.outcomes[:3]:
        search(page, outcome.title, f"o/{outcome.id}/")


@pytest.mark.parametrize("claim", ["standard-ignores-canary-percent"])
def test_a_claim_is_found_by_its_words(page: Page, guide: Guide, claim: str) -> None:
    words = " ".join(guide.claim_by_id[claim].text.replace("`", "").split()[:8])
    search(page, words, "claims/")


def test_a_scenario_a_drill_and_a_term_are_found_and_open_at_themselves(
    page: Page, guide: Guide
) -> None:
    scenario, drill, term = guide.scenarios[2], guide.drills[2], guide.terms[0]
    for words, address in (
        (scenario.title, f"practice/#scenario-{scenario.id}"),
        (drill.title, f"drills/#drill-{drill.id}"),
        (term.term, f"glossary/#{term.id}"),
    ):
        search(page, words, address).click()
        expect(page.locator(f"#{address.partition('#')[2]}")).to_be_in_viewport()


def test_a_note_that_a_marker_opens_is_not_found_on_each_page(site: Path) -> None:
    entries = json.loads((site / "search/entries.json").read_text("utf-8"))
    told = "Entry, and what relies on it"
    assert not [each["location"] for each in entries if told in each["text"]]


def test_what_nobody_wrote_is_not_found_and_said_so(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("xyzzyplugh")
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")


def test_the_index_is_fetched_by_those_who_search_only(page: Page) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto("", wait_until="networkidle")
    assert not [url for url in fetched if "entries.json" in url]
