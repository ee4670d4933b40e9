"""The quiz in a real browser: by mouse, by keyboard, with links, and without its engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from decision_tree.engine.browser import Engine
from decision_tree.engine.link import State, encode
from decision_tree.engine.model import Guide
from decision_tree.engine.walk import paths
from tests.ways import longest

LIVE = ".dt-live"
PAGES = ("", "argument/", "decide/", "reconcile/", "keep/", "tree/", "claims/", "contribute/")
OPTION = f"{LIVE} .dt-option"
HEADING = f"{LIVE} h2"


def start(page: Page, fragment: str = "") -> None:
    """Open the quiz and wait until the engine shows its page."""
    page.goto(f"decide/{fragment}")
    page.locator("decision-quiz").dispatch_event("pointerenter")
    page.locator("decision-quiz").scroll_into_view_if_needed()
    expect(page.locator(HEADING)).to_be_visible(timeout=60_000)


def choose(page: Page, guide: Guide, answer: tuple[str, str]) -> None:
    """Click the option with this answer, once its question is shown."""
    question = guide.tree.question_by_id[answer[0]]
    expect(page.locator(HEADING)).to_have_text(question.ask)
    page.locator(f'{LIVE} [data-answer="{answer[0]}={answer[1]}"]').click()


COUNT_CALLS = """
  window.calls = 0;
  window.rendered = [];
  window.answers = 0;
  window.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => (window.answers += data.type === "answer"));
    }
    postMessage(message) {
      window.calls += message.type === "call";
      if (message.name === "render") window.rendered.push(message.values[0]);
      super.postMessage(message);
    }
  };
"""
CLICK = """(answer) => {
  const heading = () => document.querySelector(".dt-live h2").textContent;
  document.querySelector(`.dt-live [data-answer="${answer}"]`).click();
  return [heading(), window.answers];
}"""
ALL_ANSWERED = """async () => {
  while (!window.calls || window.calls !== window.answers)
    await new Promise((resolve) => setTimeout(resolve, 20));
}"""


@pytest.mark.parametrize(
    "way",
    [
        lambda link: quote(link, safe=""),
        lambda link: link.replace("&", "&amp;"),
        lambda link: link.replace("-", "\u2011"),
        lambda link: f"{link}?utm_source=chatgpt.com",
    ],
    ids=["encoded", "as HTML", "other hyphens", "with a mark"],
)
def test_a_link_that_was_mangled_is_answered_without_a_touch(
    page: Page, guide: Guide, way: Callable[[str], str]
) -> None:
    path = longest(guide)
    other = next(each.id for each in guide.tree.outcomes if each.id != path.outcome)
    link = encode(State(guide.tree.version, path.answers, outcome=other))
    page.goto(f"decide/#{way(link)}")
    expect(page.locator(HEADING)).to_have_text(
        guide.tree.outcome_by_id[path.outcome].title, timeout=60_000
    )
    expect(page.locator(f"{LIVE} .dt-aged")).to_contain_text(guide.tree.outcome_by_id[other].title)
    expect(page.locator(f"{LIVE} .dt-notes")).to_have_count(0)


@pytest.mark.parametrize(("at", "sides"), [("decide/", ("",)), ("reconcile/", ("a.", "b."))])
def test_an_address_pasted_into_an_open_page_is_answered_without_a_touch(
    page: Page, guide: Guide, at: str, sides: tuple[str, ...]
) -> None:
    link = encode(State(guide.tree.version, longest(guide).answers))
    page.goto(at)
    both = "&".join(f"{side}{pair}" for side in sides for pair in link.split("&"))
    page.goto(f"{at}#{both}")
    expect(page.locator(HEADING)).to_be_visible(timeout=60_000)


def test_a_click_shows_what_was_made_ahead_before_the_worker_says_more(
    page: Page, guide: Guide
) -> None:
    """Nothing is waited for, so the frame after a click shows the next question."""
    page.add_init_script(COUNT_CALLS)
    start(page)
    path = longest(guide)
    shown = [guide.tree.question_by_id[question].ask for question, _ in path.answers[1:]]
    for answer, wanted in zip(
        path.answers, [*shown, guide.tree.outcome_by_id[path.outcome].title], strict=True
    ):
        page.evaluate(ALL_ANSWERED)
        before = page.evaluate("window.answers")
        heading, answers = page.evaluate(CLICK, "=".join(answer))
        assert (heading, answers) == (wanted, before)


def test_a_state_is_rendered_once(page: Page, guide: Guide) -> None:
    page.add_init_script(COUNT_CALLS)
    start(page)
    page.evaluate(ALL_ANSWERED)
    ahead = Engine(guide, "../").page("").ahead
    assert page.evaluate("window.rendered") == ["", *ahead]
    page.locator(OPTION).first.click()
    expect(page.locator(".dt-answers li")).to_have_count(1)  # shown with the frame after the click
    page.evaluate(ALL_ANSWERED)
    rendered = page.evaluate("window.rendered")
    assert len(rendered) == len(set(rendered)) > len(ahead) + 1


def test_mouse_back_change_and_reload(page: Page, guide: Guide) -> None:
    path = longest(guide)
    outcome = guide.tree.outcome_by_id[path.outcome]
    start(page)
    for answer in path.answers:
        choose(page, guide, answer)
    expect(page.locator(HEADING)).to_have_text(outcome.title)
    assert page.url.endswith("#" + encode(State(guide.tree.version, path.answers, "", outcome.id)))

    page.go_back()
    last = guide.tree.question_by_id[path.answers[-1][0]]
    expect(page.locator(HEADING)).to_have_text(last.ask)
    page.go_forward()
    expect(page.locator(HEADING)).to_have_text(outcome.title)

    page.reload()
    expect(page.locator(HEADING)).to_have_text(outcome.title, timeout=60_000)

    page.locator(f"{LIVE} .dt-change").first.click()
    first = guide.tree.question_by_id[path.answers[0][0]]
    expect(page.locator(HEADING)).to_have_text(first.ask)
    chosen = page.locator(f"{OPTION}[aria-current]")
    expect(chosen).to_contain_text(first.option(path.answers[0][1]).text)  # type: ignore[union-attr]
    chosen.click()
    expect(page.locator(HEADING)).to_have_text(outcome.title)


def test_the_first_tap_of_a_finger_answers_wherever_it_is_on_an_option(
    browser: Browser, address: str, guide: Guide
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, base_url=address, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    first = guide.tree.question_by_id[guide.tree.start]
    for at in ("decide/", ""):
        page.goto("about:blank")
        page.goto(at)
        option = page.locator(f'[data-answer="{first.id}={first.options[1].id}"]:visible').first
        option.scroll_into_view_if_needed()
        box = option.bounding_box()
        assert box
        page.touchscreen.tap(box["x"] + 40, box["y"] + 2)
        page.wait_for_url(f"**{first.id}={first.options[1].id}*")
    context.close()


def test_keyboard_alone_reaches_a_result(page: Page) -> None:
    start(page)
    page.locator(OPTION).first.focus()
    for _ in range(20):
        if page.locator(f"{LIVE} .dt-outcome").count():
            break
        before = page.locator(HEADING).inner_text()
        page.keyboard.press("Enter")
        expect(page.locator(HEADING)).not_to_have_text(before)
        expect(page.locator(HEADING)).to_be_focused()
        page.keyboard.press("Tab")
    expect(page.locator(f"{LIVE} .dt-outcome")).to_be_visible()


def test_a_link_opens_its_result_in_a_fresh_tab(page: Page, guide: Guide) -> None:
    path = longest(guide)
    fragment = encode(State(guide.tree.version, path.answers, "", path.outcome))
    page.goto(f"decide/#{fragment}")
    title = guide.tree.outcome_by_id[path.outcome].title
    expect(page.locator(HEADING)).to_have_text(title, timeout=60_000)


def test_a_result_can_be_reached_with_the_engine_blocked(page: Page, guide: Guide) -> None:
    path = longest(guide)
    page.route("**/*wasm*", lambda route: route.abort())
    page.goto("decide/")
    page.locator("decision-quiz").dispatch_event("pointerenter")
    for question, option in path.answers:
        page.locator(f'.dt-static [data-answer="{question}={option}"]:visible').click()
    title = guide.tree.outcome_by_id[path.outcome].title
    expect(page.locator(".dt-static .dt-outcome:visible h2")).to_have_text(title)
    expect(page.locator(".dt-notice")).to_contain_text(
        "can still answer the questions", timeout=60_000
    )
    for question, option in path.answers:
        assert f"{question}={option}" in page.url


def test_a_word_beside_the_answers_stays_in_the_address_without_the_engine(
    page: Page, guide: Guide
) -> None:
    """The page names such words. One that a link can hold one day is `more` here."""
    path = longest(guide)
    page.route("**/*.wasm", lambda route: route.abort())
    page.route("**/decide/", with_more)
    page.goto("decide/#v=1&more=kept")
    for question, option in path.answers:
        page.locator(f'.dt-static [data-answer="{question}={option}"]:visible').click()
    found = parse_qs(urlsplit(page.url).fragment)
    assert found.pop("v") == [str(guide.tree.version)]
    assert found.pop("outcome") == [path.outcome]
    assert found == {"more": ["kept"], **{name: [value] for name, value in path.answers}}


def with_more(route: Route) -> None:
    """The page with one more word beside the answers than there is today."""
    answer = route.fetch()
    body = answer.text()
    assert body.count('data-beside="v outcome"') == 1
    changed = body.replace('data-beside="v outcome"', 'data-beside="v outcome more"')
    route.fulfill(response=answer, body=changed)


def test_answers_given_before_the_engine_is_up_are_kept(page: Page, guide: Guide) -> None:
    path = longest(guide)
    first, second = path.answers[:2]
    page.route("**/*wasm*", lambda route: route.abort())
    page.goto("decide/")
    page.locator(f'.dt-static [data-answer="{first[0]}={first[1]}"]').click()
    page.unroute("**/*wasm*")
    page.reload()
    expect(page.locator(HEADING)).to_have_text(
        guide.tree.question_by_id[second[0]].ask, timeout=60_000
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_phone(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for name in (*PAGES, "o/kserve/"):
        page.goto(name)
        page.wait_for_load_state("load")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, (name, width)


def test_every_path_is_the_same_in_pyodide(page: Page, guide: Guide) -> None:
    """All paths, all pages: the engine in the browser says what CPython says, byte for byte."""
    page.goto("decide/")
    fragments = [
        encode(State(guide.tree.version, path.answers, "", path.outcome))
        for path in paths(guide.tree)
    ]
    prefixes = {fragment.rpartition("&")[0] for fragment in fragments}
    wanted = sorted({*fragments, *prefixes, ""})
    here = Engine(guide, "../")
    there = page.evaluate(
        """async (fragments) => {
          const quiz = document.querySelector("decision-quiz");
          const url = new URL(quiz.dataset.runtime + "worker.mjs", location.href);
          const worker = new Worker(url, { type: "module" });
          const pages = {};
          await new Promise((resolve, reject) => {
            worker.onerror = (event) => reject(new Error(event.message));
            worker.onmessage = ({ data }) => {
              if (data.type === "failed") reject(new Error(data.message));
              if (data.type === "ready")
                fragments.forEach((fragment, id) =>
                  worker.postMessage({ type: "call", id, name: "render", values: [fragment] }));
              if (data.type === "answer") {
                pages[fragments[data.id]] = JSON.parse(data.value);
                if (Object.keys(pages).length === fragments.length) resolve();
              }
            };
            worker.postMessage({ type: "start", root: quiz.dataset.root });
          });
          worker.terminate();
          return pages;
        }""",
        wanted,
    )
    for fragment in wanted:
        assert there[fragment] == json.loads(here.render(fragment)), fragment
    print(f"{len(fragments)} paths, {len(wanted)} addresses equal in CPython and Pyodide")
