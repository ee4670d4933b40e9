"""Each kind of page in small, as people read it: its elements and words, in tests/goldens/pages/.

The rules that pages follow are stated in the tests of the modules that make them; what is left is
words, order, and the names that stylesheet and scripts know parts by. `make goldens` writes the
files anew: read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

import pytest

from decision_tree.engine.decide_page import Page, View
from decision_tree.engine.html_parts import Parts
from decision_tree.engine.link import decode
from decision_tree.engine.model import Guide
from decision_tree.engine.practice.attempt import DRILL, SUMMARY
from decision_tree.engine.practice.pages import PracticeView
from decision_tree.engine.reconcile import reconcile_page
from decision_tree.engine.tree_picture import tree_svg
from tests.folders import TESTS
from tests.reading import sketch

PAGES = TESTS / "goldens" / "pages"


QUIZ = {
    "first_question": "",
    "question_answered_before": "v=2&shape=one-model&owner=nobody&pager=can&ask=owner",
    "question_not_sure_about": "v=2&shape=not-sure&pager=can&size=big&ask=shape",
    "second_question": "v=2&shape=one-model",
    "stopped_early": "v=2&shape=one-model&ask=result",
    "settled": "v=2&shape=graph&pager=can",
    "not_settled": "v=2&shape=not-sure&owner=not-sure&pager=not-sure",
}
"""Addresses of the quiz on the small tree."""

RIGHT = "v=1&scenario=case&layer=right&owner=application&fact=pager&sure=guess"
WRONG = "v=1&scenario=case&layer=left&owner=both&fact=pager&sure=sure"
WIDE = "v=1&drill=case&role=platform&moves=act-all.over&sure=fairly-sure"
SOLVED = "v=1&drill=case&role=platform&moves=look-read.act-pin.over&sure=sure"
OLD = "v=1&drill=case&units=pin&sure=sure"
LEFT = "v=1&scenario=left&layer=left&owner=platform&fact=owner&sure=fairly-sure"
MIDDLE = "v=1&scenario=middle&layer=right&owner=both&fact=width&sure=sure"
REVERSED = "v=1&drill=order&role=application&moves=act-text.act-pin.over&sure=fairly-sure"
LOOKED = "v=1&drill=order&role=platform&moves=look-bytes"
TOO_EARLY = "v=1&drill=order&role=platform&moves=look-bytes.act-text&sure=guess"
LEFT_BROKEN = "v=1&drill=order&role=platform&moves=look-bytes.act-pin.give-up&sure=sure"

SCENARIOS = {
    "scenarios": ("", ""),
    "scenarios_tried": ("", f"{WRONG}\n{LEFT}"),
    "scenario": ("v=1&scenario=case", ""),
    "scenario_owner": ("v=1&scenario=case&layer=left", ""),
    "scenario_fact": ("v=1&scenario=case&layer=left&owner=both", ""),
    "scenario_sure": ("v=1&scenario=case&layer=left&owner=both&fact=pager", ""),
    "scenario_missed": (WRONG, WRONG),
    "scenario_solved": (RIGHT, f"{MIDDLE}\n{LEFT}"),
    "summary_of_nothing": (SUMMARY, "nonsense"),
    "summary_without_mistakes": (SUMMARY, LEFT),
    "summary": (SUMMARY, "\n".join((WRONG, LEFT, MIDDLE, WIDE))),
}
"""Addresses of the page of scenarios, and what is kept."""

DRILLS = {
    "drills": ("", ""),
    "drill": ("v=1&drill=case", ""),
    "drill_begun": ("v=1&drill=case&role=application", ""),
    "drill_looked": (LOOKED, ""),
    "drill_sure": ("v=1&drill=case&role=platform&moves=act-all", ""),
    "drill_acted_too_early": (TOO_EARLY, ""),
    "drill_given_up": (LEFT_BROKEN, ""),
    "drill_of_the_earlier_form": (OLD, OLD),
    "drill_missed": (WIDE, WIDE),
    "drill_solved": (SOLVED, ""),
    "drill_reversed": (REVERSED, f"{REVERSED}\n{WIDE}"),
    "drill_on_the_page_of_scenarios": ("v=1&scenario=left&layer=left", SOLVED),
}
"""The same of the page of drills."""


def one(guide: Guide) -> Guide:
    """The guide with its first scenario only: a page without the engine holds all of them."""
    return replace(guide, scenarios=guide.scenarios[:1])


COMPARED = {
    "comparison_of_what_is_no_link": "a.v=2&a.shape=graph&a.size=big&b.nonsense",
    "comparison": "a.v=2&a.shape=one-model&a.owner=platform&b.v=2&b.shape=graph&b.pager=can&b.x=y",
}
"""Addresses of the page that compares two links."""


def read(page: Page) -> str:
    """A page with its title and what is made before it is asked for."""
    ahead = "".join(f"\nahead “{fragment}”" for fragment in page.ahead)
    return f"title “{page.title}”{ahead}\n{sketch(page.html)}"


def quiz(name: str) -> Callable[[Guide, Guide], str]:
    """An address of the quiz."""
    return lambda small, _: read(View(small).page(decode(small.tree, QUIZ[name])))


def scenarios(name: str) -> Callable[[Guide, Guide], str]:
    """An address of the page of scenarios."""
    return lambda _, guide: read(PracticeView(guide).page(*SCENARIOS[name]))


def drills(name: str) -> Callable[[Guide, Guide], str]:
    """An address of the page of drills."""
    return lambda _, guide: read(PracticeView(guide, DRILL).page(*DRILLS[name]))


def compared(name: str) -> Callable[[Guide, Guide], str]:
    """An address of the page that compares two links."""
    return lambda small, _: sketch(reconcile_page(Parts(small, "../"), COMPARED[name])[0])


MADE: dict[str, Callable[[Guide, Guide], str]] = {
    **{name: quiz(name) for name in QUIZ},
    **{name: scenarios(name) for name in SCENARIOS},
    **{name: drills(name) for name in DRILLS},
    **{name: compared(name) for name in COMPARED},
    "quiz_without_the_engine": lambda small, _: sketch(View(small).static()),
    "opening": lambda small, _: sketch(View(small, "").opening()),
    "scenario_without_the_engine": lambda _, guide: sketch(PracticeView(one(guide)).static()),
    "drills_without_the_engine": lambda _, guide: sketch(PracticeView(guide, DRILL).static()),
    "sheet": lambda _, guide: sketch(PracticeView(one(guide)).sheets()),
    "sheet_with_answers": lambda _, guide: sketch(PracticeView(one(guide)).sheets(answers=True)),
    "sheets_of_drills": lambda _, guide: sketch(PracticeView(guide, DRILL).sheets()),
    "picture_of_the_tree": lambda _, guide: sketch(tree_svg(guide.tree, "../")),
}
"""What makes each page from the small guide and from the one with practice."""


@pytest.mark.parametrize("name", MADE)
def test_a_page_is_this_to_read(small: Guide, practised: Guide, name: str) -> None:
    told = MADE[name](small, practised) + "\n"
    file = PAGES / f"{name}.out"
    if os.environ.get("WRITE_GOLDENS"):
        file.write_text(told, "utf-8")
    assert file.read_text("utf-8") == told


def test_every_file_is_of_a_page() -> None:
    assert {file.stem for file in PAGES.iterdir()} == MADE.keys()
