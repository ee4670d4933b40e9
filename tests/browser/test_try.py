"""YAML edited in the page: a good edit, a bad one and a recovered one, in a real browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from decision_tree.engine.model import Guide
from decision_tree.loader.load import CONTENT

pytestmark = pytest.mark.long

TREE = (CONTENT / "tree.yml").read_text("utf-8")


def start(page: Page, fragment: str = "") -> Locator:
    """Open the page, enter the text and wait until its checks are up; returns the text."""
    page.goto(f"try/{fragment}")
    expect(page.locator("content-editor textarea")).to_be_editable()
    page.locator("content-editor textarea").focus()
    expect(page.locator(".dt-told .dt-sound")).to_be_visible(timeout=90_000)
    return page.locator("content-editor textarea")


@pytest.mark.parametrize("width", [390, 1440, 1920])
def test_the_button_that_checks_stands_below_its_sentence(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("try/")
    sentence, button = (page.locator(f".dt-told > {tag}").bounding_box() for tag in ("p", "button"))
    assert sentence
    assert button
    assert button["x"] == sentence["x"]
    assert button["y"] >= sentence["y"] + sentence["height"]


def test_a_good_edit_then_a_bad_one_then_a_recovered_one(page: Page, guide: Guide) -> None:
    question = guide.tree.question_by_id[guide.tree.start]
    area = start(page)
    heading, difference = page.locator(".dt-result .dt-live h2"), page.locator(".dt-difference")
    expect(area).to_have_value(TREE)
    expect(heading).to_have_text(question.ask)
    expect(difference).to_contain_text("Nothing differs")

    good = TREE.replace(f"ask: {question.ask}", "ask: What <b>happens</b> to one request?", 1)
    area.fill(good)
    expect(heading).to_have_text("What <b>happens</b> to one request?", timeout=30_000)
    expect(difference).to_contain_text(f"question {question.id}: changed (ask)")
    expect(difference).to_have_text(re.compile(r"^0 of "))

    bad = good.replace("to: share\n", "to: sharre\n", 1)
    area.fill(bad)
    told = page.locator(".dt-told")
    expect(told).to_contain_text("1 problem", timeout=30_000)
    expect(told).to_contain_text("there is no question or outcome “sharre”; did you mean “share”")
    line = bad.splitlines().index("        to: sharre") + 1
    expect(page.locator(".dt-gutter .is-wrong")).to_have_text(str(line))
    expect(heading).to_have_text("What <b>happens</b> to one request?")
    told.get_by_role("button", name=f"tree.yml, line {line}").click()
    expect(area).to_be_focused()
    at = area.evaluate("area => area.value.slice(area.selectionStart).split('\\n')[0]")
    assert at == "sharre"

    area.fill(good)
    expect(told.locator(".dt-sound")).to_be_visible(timeout=30_000)
    expect(page.locator(".dt-gutter .is-wrong")).to_have_count(0)


def test_an_option_that_leads_elsewhere_names_the_paths_and_the_version(
    page: Page, guide: Guide
) -> None:
    few = guide.tree.question_by_id["team-share"].option("few")
    assert few is not None
    before, question, after = TREE.partition("  - id: team-share\n")
    area = start(page)
    area.fill(before + question + after.replace(f"to: {few.to}\n", "to: own-path\n", 1))
    told = page.locator(".dt-told")
    expect(told).to_contain_text("raise version to", timeout=30_000)
    expect(told).to_contain_text("these facts lead to “own-path”, not to “plain-for-now”")
    rows = page.locator(".dt-difference tr", has_text="team-share=few")
    expect(rows.first).to_contain_text("plain-for-now")
    expect(rows.first).to_contain_text("own-path")


def test_the_quiz_beside_it_can_be_answered_and_stays_on_this_page(
    page: Page, guide: Guide
) -> None:
    start(page)
    first = guide.tree.question_by_id[guide.tree.start]
    option = first.options[0]
    page.locator(".dt-live .dt-option", has_text=option.text).click()
    expect(page.locator(".dt-live h2").first).to_have_text(guide.tree.question_by_id[option.to].ask)
    assert page.url.endswith("/try/")


def test_half_a_character_does_not_end_the_checks(page: Page) -> None:
    area = start(page)
    half = "# \ud800\n"
    area.evaluate(
        "(area, half) => { area.value = JSON.parse(half) + area.value; }", json.dumps(half)
    )
    area.dispatch_event("input")
    told = page.locator(".dt-told")
    expect(told).to_contain_text("a character was lost here", timeout=30_000)
    area.fill(TREE)
    expect(told.locator(".dt-sound")).to_be_visible(timeout=30_000)


def test_another_file_can_be_opened_by_its_address_and_edits_are_kept(page: Page) -> None:
    area = start(page, "#claims.yml")
    claims = (CONTENT / "claims.yml").read_text("utf-8")
    expect(area).to_have_value(claims)
    edited = claims + "# edited\n"
    area.fill(edited)
    page.locator("content-editor select").select_option("tree.yml")
    expect(area).to_have_value(TREE)
    page.locator("content-editor select").select_option("claims.yml")
    expect(area).to_have_value(edited)
    page.get_by_role("button", name="Start over").click()
    expect(area).to_have_value(claims)


def test_who_leaves_with_an_edit_is_asked(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("try/")
    area = page.locator("content-editor textarea")
    expect(area).to_have_value(TREE)
    area.press_sequentially("# ")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_role("link", name="Sources").first.click(no_wait_after=True)
    expect(area).to_have_value(f"# {TREE}")
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Start over").click()
    expect(area).to_have_value(TREE)
    page.get_by_role("link", name="Sources").first.click()
    expect(page).to_have_url(re.compile("/claims/$"))
    assert len(asked) == 1


def test_no_other_page_loads_it(page: Page, site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("decide/#v=1")
    expect(page.locator(".dt-live h2")).to_be_visible(timeout=60_000)
    assert list(site.glob("assets/authoring-*/authoring.zip"))
    assert not [url for url in asked if "/authoring-" in url]


def test_nothing_large_comes_before_it_is_wanted(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("try/")
    expect(page.locator("content-editor textarea")).to_have_value(TREE)
    page.locator("content-editor select").select_option("units.yml")
    units = (CONTENT / "units.yml").read_text("utf-8")
    expect(page.locator("content-editor textarea")).to_have_value(units)
    assert not [url for url in asked if url.endswith((".zip", ".wasm", "worker.mjs"))]
    page.get_by_role("button", name="Check this file").click()
    expect(page.locator(".dt-told progress")).to_be_visible()
    expect(page.locator(".dt-told .dt-sound")).to_be_visible(timeout=90_000)


def test_what_is_typed_before_the_checks_are_there_is_checked(page: Page) -> None:
    page.goto("try/")
    area = page.locator("content-editor textarea")
    expect(area).to_be_editable()
    area.fill(TREE.replace("to: share\n", "to: sharre\n", 1))
    expect(page.locator(".dt-told")).to_contain_text("“fleeet”", timeout=90_000)


@pytest.mark.parametrize("file", ["authoring.zip", "pyodide.asm.wasm"])
def test_without_the_checks_it_says_so_keeps_the_text_and_can_try_again(
    page: Page, file: str
) -> None:
    page.route(f"**/{file}*", lambda route: route.abort())
    page.goto("try/")
    area = page.locator("content-editor textarea")
    expect(area).to_be_editable()
    area.fill("version: one\n")
    told = page.locator(".dt-told")
    expect(told).to_contain_text(f"{file} could not be reached", timeout=60_000)
    expect(told).to_contain_text("make check")
    expect(area).to_have_value("version: one\n")
    page.unroute(f"**/{file}*")
    told.get_by_role("button", name="Try again").click()
    expect(told).to_contain_text("problems", timeout=90_000)


CHECKED = {"sound": True, "lines": [], "told": "<i>", "difference": "<i>"}
SHOWN = {"html": "<b>", "title": "", "ahead": []}


@pytest.mark.parametrize(
    ("checked", "shown"),
    [
        *(("", SHOWN), (None, SHOWN), ({}, SHOWN), ([], SHOWN)),
        *(({**CHECKED, "told": {}}, SHOWN), ({**CHECKED, "difference": None}, SHOWN)),
        *(({**CHECKED, "sound": 1}, SHOWN), ({**CHECKED, "lines": 1}, SHOWN)),
        *(({**CHECKED, "lines": [1, "2"]}, SHOWN), ({**CHECKED, "lines": [None]}, SHOWN)),
        *((CHECKED, None), (CHECKED, {**SHOWN, "ahead": [1]}), (CHECKED, {**SHOWN, "html": 1})),
    ],
)
def test_an_answer_of_another_shape_is_not_used_and_the_text_stays(
    page: Page, checked: object, shown: object
) -> None:
    said = json.dumps({"check": json.dumps(checked), "render": json.dumps(shown)})
    worker = (
        'postMessage({ type: "ready" }); onmessage = ({ data }) => { if (data.id) '
        f'postMessage({{ type: "answer", id: data.id, value: ({said})[data.name] }}); }};'
    )
    page.route(
        "**/authoring-*/worker.mjs*",
        lambda route: route.fulfill(body=worker, content_type="text/javascript"),
    )
    page.goto("try/")
    area = page.locator("content-editor textarea")
    expect(area).to_be_editable()
    area.fill("version: one\n")
    expect(page.locator(".dt-told")).to_contain_text("could not be read")
    expect(page.locator(".dt-live b")).to_have_count(0)
    expect(page.locator(".dt-told i")).to_have_count(0)
    expect(area).to_have_value("version: one\n")
