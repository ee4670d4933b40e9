"""Practice in a real browser: by keyboard to feedback, kept between visits, and without scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from decision_tree.engine.browser import Engine
from decision_tree.engine.model import Case, Guide
from decision_tree.engine.practice.attempt import Attempt, encode_attempt, every_attempt
from decision_tree.engine.practice.drill_best import Cost
from decision_tree.engine.practice.drill_moves import GIVE_UP, Course, World
from decision_tree.engine.practice.grading import gradings
from decision_tree.runtime.practice_file import practice_files, without_practice
from tests.every_browser.server import serving
from tests.in_browser import BEFORE, KEPT

LIVE = ".dt-live"
HEADING = f"{LIVE} h2"
KEPT_ANSWERS = f"{KEPT}practice"
FORBIDDEN = """
  for (const name of ["getItem", "setItem", "removeItem"]) {
    const allowed = Storage.prototype[name];
    Storage.prototype[name] = function (key, ...rest) {
      if (!key.includes("NAMES")) return allowed.call(this, key, ...rest);
      throw new DOMException("no", "SecurityError");
    };
  }
""".replace("NAMES", BEFORE)
# The theme's own use of storage is its own affair.


def missed(guide: Guide, case: Case) -> Attempt:
    """An answer to this case that is not right."""
    return next(graded.attempt for graded in gradings(guide, case) if not graded.correct)


def open_page(page: Page, fragment: str, at: str = "practice/") -> None:
    """Open this address and wait until the engine shows its page."""
    page.goto("about:blank")
    page.goto(f"{at}#{fragment}")
    expect(page.locator(HEADING).first).to_be_visible(timeout=60_000)


def press_tab_to(page: Page, selector: str) -> None:
    """Go to the first element like this with the Tab key alone."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(like) => document.activeElement.matches(like)", selector):
            return
    pytest.fail(f"no Tab reaches {selector}")


def test_a_scenario_by_keyboard_to_feedback_that_is_still_there_after_a_reload(
    page: Page, guide: Guide
) -> None:
    scenario = guide.scenarios[0]
    open_page(page, f"v=1&scenario={scenario.id}")
    page.locator(HEADING).focus()
    for part in ("owner", "fact", "sure"):
        press_tab_to(page, ".dt-live .dt-option")
        page.keyboard.press("Enter")
        expect(page.locator(HEADING)).to_be_focused()
        expect(page.locator(f"{LIVE} .dt-answers")).to_be_visible()
        assert part
    press_tab_to(page, ".dt-live .dt-option")
    page.keyboard.press("Enter")
    expect(page.locator(f"{LIVE} .dt-mark")).to_have_count(3)
    expect(page.locator(HEADING)).to_be_focused()
    expect(page.locator(LIVE)).to_contain_text("You guessed")
    page.reload()
    expect(page.locator(f"{LIVE} .dt-mark")).to_have_count(3, timeout=60_000)
    page.goto("practice/")
    listed = page.locator(f'{LIVE} .dt-case[href$="={scenario.id}"]')
    expect(listed.first).to_contain_text("A guess.", timeout=60_000)
    expect(page.locator(LIVE)).to_contain_text(f"1 of {len(guide.scenarios)} answered")


def worst_end(course: Course) -> tuple[str, ...]:
    """The moves of the costliest of all sequences, without the end that comes by itself.

    What is still to come costs the same wherever the same was looked at and put back.
    """
    known: dict[tuple[frozenset[str], frozenset[str]], tuple[Cost, tuple[str, ...]]] = {}

    def worst(world: World) -> tuple[Cost, tuple[str, ...]]:
        if world.end:
            return Cost(), ()
        place = (frozenset(world.looked), frozenset(world.done))
        if place not in known:
            ways = []
            for move in course.offers(world):
                after = course.step(world, move)
                cost, moves = worst(after)
                ways.append((after.cost - world.cost + cost, (move, *moves)))
            known[place] = max(ways)
        return known[place]

    return worst(course.start)[1]


@pytest.mark.parametrize("end", ["best", "worst"])
def test_every_drill_is_played_to_its_end_by_keyboard(page: Page, guide: Guide, end: str) -> None:
    """The sequence is the engine's; each move puts the focus on what is new."""
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, "v=1", "drills/")
    for drill in guide.drills:
        course = Course(guide, drill, drill.answers)
        best = course.best(course.start).moves[:-1]
        moves = best if end == "best" else worst_end(course)
        page.evaluate("(fragment) => (location.hash = fragment)", f"v=1&drill={drill.id}")
        expect(page.locator(HEADING)).to_have_text(drill.title.replace("`", ""))
        page.locator(HEADING).focus()
        press_tab_to(page, f".dt-live .dt-option[href$='role={drill.answers}']")
        page.keyboard.press("Enter")
        assert end == "best" or moves[-1] == GIVE_UP
        sure = False
        for number, move in enumerate(moves):
            expect(page.locator(HEADING)).to_be_focused()
            after = ".".join((*moves[:number], move))
            press_tab_to(page, f".dt-live .dt-option[href*='moves={after}']")
            page.keyboard.press("Enter")
            if not sure and not move.startswith("look-"):
                expect(page.locator(HEADING)).to_have_text("How sure are you?")
                expect(page.locator(HEADING)).to_be_focused()
                press_tab_to(page, ".dt-live .dt-option")
                page.keyboard.press("Enter")
                sure = True
            expect(page.locator(HEADING)).not_to_have_text("How sure are you?")
        expect(page.locator(f"{LIVE} .dt-told")).to_contain_text("The best sequence takes")
        expect(page.locator(HEADING)).to_be_focused()
        worst = page.locator(f"{LIVE} .dt-worst").last
        told = "No step could have been better." if end == "best" else "The step that cost most"
        expect(worst).to_contain_text(told)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto("drills/")
    said = f"{len(guide.drills)} of {len(guide.drills)} answered"
    expect(page.locator(LIVE)).to_contain_text(said, timeout=60_000)


def test_a_drill_answered_before_drills_were_played_counts_and_is_not_lost(
    page: Page, guide: Guide
) -> None:
    page.goto("privacy/")
    line = "v=1&drill=answers-cite-the-wrong-pages&units=index-alias,prompt-version&sure=sure"
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [KEPT_ANSWERS, line])
    page.goto("drills/")
    expect(page.locator(LIVE)).to_contain_text(f"1 of {len(guide.drills)} answered", timeout=60_000)
    open_page(page, line, "drills/")
    expect(page.locator(".dt-notes")).to_contain_text("from before drills were played")
    page.locator(f"{LIVE} .dt-option").first.click()
    page.locator(f"{LIVE} .dt-option[href*='look-']").first.click()
    expect(page.locator(f"{LIVE} .dt-world").first).to_be_visible()
    assert page.evaluate("(name) => localStorage.getItem(name)", KEPT_ANSWERS) == line


def test_missed_cases_are_tried_again_and_everything_can_be_forgotten(
    page: Page, guide: Guide
) -> None:
    page.goto("practice/")
    case = guide.scenarios[1]
    page.evaluate(
        "([name, text]) => localStorage.setItem(name, text)",
        [KEPT_ANSWERS, encode_attempt(missed(guide, case))],
    )
    open_page(page, "v=1&show=summary")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.wait_for_function("() => document.querySelector('decision-quiz').record")
    page.locator(f"{LIVE} [data-do=copy-record]").click()
    expect(page.locator(f"{LIVE} .dt-said")).to_have_text("The summary is copied.")
    assert "cases answered, 0 with all parts right" in page.evaluate(
        "navigator.clipboard.readText()"
    )
    page.locator(f"{LIVE} a", has_text=case.title).last.click()
    expect(page.locator(HEADING)).to_have_text(case.title)
    page.go_back()
    page.locator(f"{LIVE} summary", has_text="Forget").click()
    page.locator(f"{LIVE} [data-do=forget]").click()
    expect(page.locator(HEADING)).to_contain_text("0 of")
    assert page.evaluate("(name) => localStorage.getItem(name)", KEPT_ANSWERS) is None


def test_what_an_earlier_version_kept_moves_once_to_the_name_with_the_folder(
    page: Page, guide: Guide
) -> None:
    page.goto("privacy/")
    text = encode_attempt(missed(guide, guide.scenarios[0]))
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", [f"{BEFORE}practice", text])
    ticks = [f"{BEFORE}checklist", json.dumps([item(guide)])]
    page.evaluate("([name, text]) => localStorage.setItem(name, text)", ticks)
    for _ in range(2):
        page.goto("practice/")
        expect(page.locator(LIVE)).to_contain_text(
            f"1 of {len(guide.scenarios)} answered", timeout=60_000
        )
        page.goto("checklist/")
        expect(page.locator(f"#{item(guide)}")).to_be_checked()
    names = [f"{KEPT}checklist", KEPT_ANSWERS]
    assert sorted(page.evaluate("Object.keys(localStorage)")) == names


def item(guide: Guide) -> str:
    """The id of the second item of the checklist, as the page has it."""
    return f"tick-{guide.checklist[1].id}"


def test_two_copies_on_one_origin_keep_apart(browser: Browser, site: Path, guide: Guide) -> None:
    with serving(site) as server:  # a first part that is a number is a site of its own
        context = browser.new_context(base_url=server.address)
        page = context.new_page()
        open_page(page, encode_attempt(missed(guide, guide.scenarios[0])), "1/practice/")
        page.locator(f"{LIVE} [data-keep]").click()
        expect(page.locator(f"{LIVE} [data-keep]")).to_have_count(0)
        page.goto("1/checklist/")
        page.locator(f"#{item(guide)}").check()
        for copy, answered in (("2", 0), ("1", 1)):
            open_page(page, "v=1&show=summary", f"{copy}/practice/")
            expect(page.locator(HEADING)).to_contain_text(f"{answered} of")
            page.goto(f"{copy}/checklist/")
            expect(page.locator("decision-checklist input:checked")).to_have_count(answered)
        context.close()


def test_where_nothing_may_be_stored_the_page_says_so_and_works(page: Page, guide: Guide) -> None:
    page.add_init_script(FORBIDDEN)
    attempt = missed(guide, guide.scenarios[0])
    before = encode_attempt(attempt).rpartition("&")[0]
    open_page(page, before)
    page.locator(f"{LIVE} [data-keep]").first.click()
    expect(page.locator(f"{LIVE} .dt-mark")).to_have_count(3)
    expect(page.locator(".dt-notice")).to_contain_text("does not let the page keep anything")
    page.locator(f"{LIVE} .dt-onward a", has_text="summary").click()
    expect(page.locator(HEADING)).to_contain_text("1 of")


def test_a_link_with_somebody_elses_answer_is_not_kept_unasked(page: Page, guide: Guide) -> None:
    open_page(page, encode_attempt(missed(guide, guide.scenarios[0])))
    assert page.evaluate("(name) => localStorage.getItem(name)", KEPT_ANSWERS) is None
    page.locator(f"{LIVE} [data-keep]").click()
    expect(page.locator(f"{LIVE} [data-keep]")).to_have_count(0)
    assert page.evaluate("(name) => localStorage.getItem(name)", KEPT_ANSWERS)


def test_without_scripts_a_case_reads_whole_and_its_answer_opens(
    browser: Browser, address: str, guide: Guide
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    for at, kind, case in (
        ("practice/", "scenario", guide.scenarios[2]),
        ("drills/", "drill", guide.drills[2]),
    ):
        page.goto(at)
        page.locator(f"a[href='#{kind}-{case.id}']").click()
        section = page.locator(f"#{kind}-{case.id}")
        expect(section.locator("h2")).to_have_text(case.title)
        expect(section.locator("details.dt-key h3").first).to_be_hidden()
        section.locator("details.dt-key > summary").click()
        expect(section.locator("details.dt-key h3").first).to_be_visible()
    context.close()


def test_every_grading_is_the_same_in_pyodide(page: Page, guide: Guide) -> None:
    """Every scenario and drill, every commitment: the browser's engine grades as CPython does."""
    page.goto("practice/")
    cases = [("scenario", case.id) for case in guide.scenarios]
    cases += [("drill", case.id) for case in guide.drills]
    here = Engine(without_practice(guide), "../")
    here.bring(*practice_files(guide).values())
    there = page.evaluate(
        """async (cases) => {
          const quiz = document.querySelector("decision-quiz");
          const url = new URL(quiz.dataset.runtime + "worker.mjs", location.href);
          const files = quiz.dataset.content.split(" ");
          const contents = await Promise.all(files.map(async (file) => (await fetch(file)).text()));
          const worker = new Worker(url, { type: "module" });
          const answers = [];
          await new Promise((resolve, reject) => {
            const calls = [["bring", contents], ...cases.map((each) => ["gradings", each])];
            worker.onerror = (event) => reject(new Error(event.message));
            worker.onmessage = ({ data }) => {
              if (data.type === "failed") reject(new Error(data.message));
              if (data.type === "ready")
                calls.forEach(([name, values], id) =>
                  worker.postMessage({ type: "call", id, name, values }));
              if (data.type === "answer") answers[data.id] = data.value;
              if (data.id === calls.length - 1) resolve();
            };
            worker.postMessage({ type: "start", root: quiz.dataset.root });
          });
          worker.terminate();
          return answers.slice(1);
        }""",
        cases,
    )
    for case, found in zip(cases, there, strict=True):
        assert json.loads(found) == json.loads(here.gradings(*case)), case
    every: list[Case] = [*guide.scenarios, *guide.drills]
    total = sum(len(json.loads(found)) for found in there)
    assert total == sum(len(list(every_attempt(case, guide))) for case in every)
    print(f"{total} gradings equal in CPython and Pyodide")
