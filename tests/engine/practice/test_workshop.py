"""A workshop: what is chosen stands in the address, an hour is an hour, answers stay apart."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.browser import Engine
from decision_tree.engine.model import Drill, Scenario
from decision_tree.engine.practice.agenda import HOUR, agenda, ask_of, inject_of, total
from decision_tree.engine.practice.key import drill_key, scenario_key
from decision_tree.engine.practice.rating import label, rating
from decision_tree.engine.practice.workshop import (
    Workshop,
    WorkshopView,
    decode_workshop,
    encode_workshop,
    run_sheet,
)
from decision_tree.engine.walk import walk
from tests.conftest import published

GUIDE = published()
EVERY: tuple[Scenario | Drill, ...] = (*GUIDE.scenarios, *GUIDE.drills)
CASES = pytest.mark.parametrize("case", EVERY, ids=label)
SOME = st.lists(st.sampled_from(EVERY), max_size=8, unique_by=label).map(tuple)


@given(SOME, st.booleans())
def test_a_workshop_survives_its_address(cases: tuple[Scenario | Drill, ...], on: bool) -> None:
    made = Workshop(cases, on)
    assert decode_workshop(GUIDE, encode_workshop(made)) == (made, ())


def test_what_is_no_case_is_said_and_the_others_stay() -> None:
    made, notes = decode_workshop(GUIDE, "v=1&cases=s4,S999,d7,S4,hello")
    assert encode_workshop(made) == "v=1&cases=S4,D7"
    assert notes == (
        "There is no case “S999”, so it was left out.",
        "There is no case “hello”, so it was left out.",
    )


@given(SOME)
def test_the_agenda_has_no_hole_and_up_to_three_cases_take_an_hour(
    cases: tuple[Scenario | Drill, ...],
) -> None:
    slots = agenda(GUIDE, cases)
    assert [slot.start for slot in slots] == [
        sum(each.minutes for each in slots[:n]) for n in range(len(slots))
    ]
    assert total(slots) == HOUR or len(cases) > 3
    for case in cases:
        alone, compare, inject = (s for s in slots if s.what.startswith(f"{label(case)}:"))
        assert alone.minutes == rating(GUIDE, case).minutes
        assert compare.minutes >= 6
        assert inject.minutes > 0


@CASES
def test_each_case_has_an_inject_that_changes_what_is_right_and_a_question(
    case: Scenario | Drill,
) -> None:
    inject = inject_of(GUIDE, case)
    assert inject
    assert inject.told != inject.then
    assert ask_of(GUIDE, case).endswith("?")
    if isinstance(case, Drill):
        assert "Still broken: " in inject.then
        return
    key = scenario_key(GUIDE.tree, case)
    assert key
    question = GUIDE.tree.question_by_id[key.fact]
    turned = next(o for o in question.options if inject.told.endswith(f": {o.text}"))
    after = walk(GUIDE.tree, {**dict(case.facts), question.id: turned.id})
    assert key.outcome not in after.possible or len(after.possible) > 1
    assert any(
        each in inject.then for each in (*(q.ask for q in after.open), *_titles(after.possible))
    )


def _titles(outcomes: tuple[object, ...]) -> list[str]:
    return [str(getattr(each, "title", "")) for each in outcomes]


@CASES
def test_the_sheet_of_a_case_stands_before_all_answers_and_those_can_be_left_out(
    case: Scenario | Drill,
) -> None:
    view, other = WorkshopView(GUIDE), EVERY[0] if case != EVERY[0] else EVERY[1]
    html = unescape(view.page(encode_workshop(Workshop((case, other)))).html)
    kinds = re.findall(r'<section class="dt-sheet( dt-run| dt-solved)?">', html)
    assert kinds == [" dt-run", "", "", " dt-solved", " dt-solved"]
    off = unescape(view.page(encode_workshop(Workshop((case, other), answers=False))).html)
    assert "dt-solved" not in off
    says = case.after if isinstance(case, Drill) else case.layers[0].says
    first = says.text.split("`")[0][:40]
    assert first in html
    assert first not in off


def test_picking_again_takes_a_case_out_and_the_order_is_that_of_the_picks() -> None:
    html = WorkshopView(GUIDE).page("v=1&cases=D7,S4").html
    assert re.search(
        r'id="pick-D7" aria-current="true"|href="#v=1&amp;cases=S4" id="pick-D7"', html
    )
    assert 'href="#v=1&amp;cases=D7,S4,S5"' in html


def test_without_the_engine_every_case_is_a_sheet_and_no_answer_is_told() -> None:
    html = WorkshopView(GUIDE).static()
    for case in EVERY:
        assert re.sub(r"`([^`]*)`", r"<code>\1</code>", case.title) in html
    assert "dt-solved" not in html


def test_the_record_of_a_workshop_is_its_run_sheet_and_its_link() -> None:
    engine = Engine(GUIDE, "../")
    typed = json.dumps({"page": "https://a.test/w/", "date": "2026-11-29"})
    made = json.loads(engine.practice_record("v=1&cases=S4,D7&answers=off", typed))
    assert made["link"] == "https://a.test/w/#v=1&cases=S4,D7&answers=off"
    assert made["name"] == "2026-11-29-workshop"
    assert "# Run sheet, 60 minutes" in made["markdown"]
    assert "- Inject: " in made["markdown"]


@given(st.text(max_size=80))
def test_no_address_brings_its_own_markup(text: str) -> None:
    html = WorkshopView(GUIDE).page(f"v=1&cases={text},<img>&answers={text}").html
    assert "<img" not in html


def test_more_cases_than_an_hour_holds_say_how_long_they_take() -> None:
    every = ",".join(label(case) for case in GUIDE.scenarios[:6])
    html = json.loads(Engine(GUIDE, "../").render(f"v=1&cases={every}", "workshop"))["html"]
    assert "minutes, more than an hour" in html


def test_a_case_to_which_nothing_can_be_added_has_no_inject() -> None:
    first = GUIDE.drills[0]
    key = drill_key(GUIDE, first)
    assert key
    right = tuple(each for each in first.units if each.unit in key.units)
    bare = replace(first, units=right)
    guide = replace(GUIDE, drills=(bare, *GUIDE.drills[1:]))
    assert inject_of(guide, bare) is None
    assert inject_of(GUIDE, replace(GUIDE.scenarios[0], facts=())) is None
    made = Workshop((bare,), True)
    assert "Inject" not in run_sheet(guide, made)
    page = json.loads(Engine(guide, "../").render(encode_workshop(made), "workshop"))["html"]
    assert "Inject" not in page
