"""Nothing that axe-core finds, on any page of the site and in any state of the quiz.

The pages are the built site's own, so a new page is covered as soon as it exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from decision_tree.engine.link import State, encode
from decision_tree.engine.model import Case, Guide
from decision_tree.engine.practice.attempt import (
    Progress,
    encode_attempt,
    every_attempt,
    progress_text,
)
from decision_tree.engine.practice.grading import gradings
from decision_tree.engine.walk import paths
from tests.folders import TESTS
from tests.in_browser import KEPT
from tests.ways import longest

pytestmark = pytest.mark.long

AXE = TESTS / "node/node_modules/axe-core/axe.min.js"
LIVE = ".dt-live:not([hidden]) h2"
# Every rule that is on by default, and the size of targets, which is not. Only colours differ in
# the other scheme, so the rules on colour are the ones that run there. What is laid out only when a
# reader comes near is laid out first: before, each entry is measured in a box of a guessed height.
RUN = """(scheme) => {
  delete document.documentElement.dataset.fromTop;
  return axe.run(document, {
    resultTypes: ["violations"],
    ...(scheme === "dark"
      ? { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } }
      : { rules: { "target-size": { enabled: true } } }),
  });
}"""


class Reader(NamedTuple):
    """A screen of some size, and the scheme that its owner prefers."""

    size: tuple[int, int]
    scheme: Literal["light", "dark"]


READERS = {
    "phone, light": Reader((360, 780), "light"),
    "desk, light": Reader((1440, 900), "light"),
    "phone, dark": Reader((360, 780), "dark"),
    "desk, dark": Reader((1440, 900), "dark"),
}


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page for each of the readers, in a fresh profile."""
    if not AXE.is_file():
        pytest.fail("axe-core is not set up; run `make test-pages`")
    who = READERS[request.param]
    context = browser.new_context(
        viewport={"width": who.size[0], "height": who.size[1]},
        base_url=address,
        color_scheme=who.scheme,
        reduced_motion="reduce",
    )
    context.add_init_script(path=str(AXE))
    yield context.new_page()
    context.close()


def findings(page: Page) -> list[str]:
    """What axe-core finds wrong, each with the element and the reason."""
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    result: dict[str, Any] = page.evaluate(RUN, "dark" if dark else "light")
    return [
        f"{rule['id']}: {node['html'][:160]}: {node['failureSummary']}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def test_no_page_has_a_finding(reader: Page, pages_to_read: list[str]) -> None:
    found = {}
    for address in (*pages_to_read, "decide/#whole-tree"):
        reader.goto(address)
        found[address] = findings(reader)
    assert not {address: wrong for address, wrong in found.items() if wrong}


def states(guide: Guide) -> dict[str, str]:
    """A fragment for each kind of state that the quiz can be in."""
    way, version = longest(guide), guide.tree.version
    other = next(outcome for outcome in guide.tree.outcomes if outcome.id != way.outcome)
    first = way.answers[0][0]
    settled = [
        next(path for path in paths(guide.tree) if path.outcome == outcome.id)
        for outcome in guide.tree.outcomes
    ]
    return {
        "first question": f"v={version}",
        "halfway": encode(State(version, way.answers[:3])),
        "an answer to change": encode(State(version, way.answers, ask=first)),
        "not sure everywhere": encode(State(version, ((first, "not-sure"),))),
        "not settled": encode(State(version, way.answers[:2], ask="result")),
        "then and now": encode(State(version, way.answers, outcome=other.id)),
        "broken link": f"v={version}&nothing=here&{first}=no-such-answer&outcome=none",
        "not a link at all": "v=99999&<b>",
        **{
            f"settled on {path.outcome}": encode(State(version, path.answers, "", path.outcome))
            for path in settled
        },
    }


def _unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")


def test_no_state_of_the_quiz_has_a_finding(reader: Page, guide: Guide) -> None:
    reader.goto("decide/#v=1&not=one-of-them")
    assert not _wrong_states(reader, states(guide))


def _wrong_states(reader: Page, fragments: dict[str, str]) -> dict[str, list[str]]:
    """What is found wrong in each state of the quiz on the page that is open."""
    found = {}
    reader.wait_for_selector(LIVE, timeout=60_000)
    for name, fragment in fragments.items():
        reader.evaluate("document.querySelector('.dt-live').replaceChildren()")
        reader.evaluate("(fragment) => (location.hash = fragment)", fragment)
        reader.wait_for_selector(LIVE)
        _unfold(reader)
        found[name] = findings(reader)
    return {name: wrong for name, wrong in found.items() if wrong}


def _case_states(guide: Guide, case: Case) -> dict[str, str]:
    """A fragment for each part of this case while it is open, and for what follows an answer."""
    graded = list(gradings(guide, case))
    right = encode_attempt(next(each.attempt for each in graded if each.correct))
    wrong = encode_attempt(next(each.attempt for each in graded if not each.correct))
    pairs = wrong.split("&")
    parts = {f"{case.id}, {n} chosen": "&".join(pairs[:n]) for n in range(2, len(pairs))}
    broken = f"{'&'.join(pairs[:2])}&layer=none&units=none&moves=look-none.over&sure=none"
    return {
        **parts,
        f"{case.id}, right": right,
        f"{case.id}, wrong": wrong,
        f"{case.id}, broken link": broken,
    }


def practice_states(guide: Guide) -> dict[str, dict[str, str]]:
    """For each page of practice: its list, and the states of the first case of each stack."""
    drills = {drill.stack: drill for drill in reversed(guide.drills)}
    return {
        "practice/": {"the list": "", **_case_states(guide, guide.scenarios[0])},
        "drills/": {
            "the list": "",
            **{k: v for drill in drills.values() for k, v in _case_states(guide, drill).items()},
        },
    }


def _some_progress(guide: Guide) -> str:
    cases: tuple[Case, ...] = (*guide.scenarios[:3], *guide.drills[:3])
    return progress_text(Progress(tuple(next(every_attempt(case, guide)) for case in cases)))


@pytest.mark.parametrize("at", ["practice/", "drills/"])
def test_no_state_of_practice_has_a_finding(reader: Page, guide: Guide, at: str) -> None:
    reader.goto("privacy/")
    reader.evaluate(
        "([name, text]) => localStorage.setItem(name, text)",
        [f"{KEPT}practice", _some_progress(guide)],
    )
    reader.goto(f"{at}#not=a-case")
    assert not _wrong_states(reader, practice_states(guide)[at])


def test_no_reconciliation_has_a_finding(reader: Page, guide: Guide) -> None:
    ways = sorted(paths(guide.tree), key=lambda path: len(path.answers))
    one, two = (encode(State(guide.tree.version, way.answers)) for way in (ways[0], ways[-1]))
    pairs = [f"a.{pair}" for pair in one.split("&")] + [f"b.{pair}" for pair in two.split("&")]
    reader.goto(f"reconcile/#{'&'.join(pairs)}")
    reader.wait_for_selector(".dt-live .dt-table", timeout=60_000)
    assert not findings(reader)


def test_the_failure_notice_has_no_finding(reader: Page) -> None:
    reader.route("**/*wasm*", lambda route: route.abort())
    reader.goto("decide/#v=1")
    reader.wait_for_selector(".dt-retry", timeout=60_000)
    assert not findings(reader)
