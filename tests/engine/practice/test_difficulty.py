"""How cases are rated, listed and filtered: by rules that are stated, and by links."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import pytest

from decision_tree.engine.model import Case, Guide
from decision_tree.engine.practice.attempt import DRILL, FILTERS, SCENARIO
from decision_tree.engine.practice.case_filters import EVERY_FILTER, filter_links, fits
from decision_tree.engine.practice.difficulty import (
    LEVELS,
    NAMES,
    cases_of,
    label,
    rated,
    rating,
    start_here,
)
from decision_tree.engine.practice.pages import PracticeView
from decision_tree.engine.practice.right_answers import scenario_key
from tests.conftest import published

GUIDE = published()
EVERY: list[Case] = [*GUIDE.scenarios, *GUIDE.drills]
KINDS = pytest.mark.parametrize("kind", [SCENARIO, DRILL])
SHOWN = re.compile(r'dt-case-number">([SD]\d+)<')


def listed(kind: str, fragment: str = "", guide: Guide = GUIDE) -> list[str]:
    """The numbers that the list shows, without those to start with."""
    html = PracticeView(guide, kind).page(fragment, "").html
    return SHOWN.findall(html.rpartition("</nav>")[2])


@KINDS
def test_each_level_has_cases_and_most_are_not_hard(kind: str) -> None:
    levels = [each.level for each in rated(GUIDE, kind).values()]
    assert set(levels) == set(LEVELS)
    assert levels.count("hard") < len(levels) / 3


def test_a_wrong_layer_that_the_first_answer_rules_out_tempts_nobody() -> None:
    by_id = rated(GUIDE, SCENARIO)
    assert by_id["scans-from-the-imaging-lab"].weight == 1  # each wrong one by the first answer
    assert by_id["scans-from-the-imaging-lab"].level == "easy"
    assert by_id["customers-who-bring-python"].level == "hard"  # each by the third of three


def test_one_more_thing_to_tell_apart_makes_a_drill_harder() -> None:
    drill = GUIDE.drill_by_id["slow-since-the-runtime"]
    more = replace(drill, changes=(*drill.changes, *drill.changes))
    assert rating(GUIDE, drill).level == "easy"
    assert rating(GUIDE, more).weight == rating(GUIDE, drill).weight + len(drill.changes)


def test_what_a_scenario_is_about_does_not_tell_which_layer_is_right() -> None:
    for scenario in GUIDE.scenarios:
        key = scenario_key(GUIDE.tree, scenario)
        assert key
        rival = GUIDE.tree.outcome_by_id[scenario.rival.outcome]
        leans = {key.outcome.lean, rival.lean} - {"neither"}
        stacks = set(rating(GUIDE, scenario).stacks)
        assert stacks
        assert stacks == ({"kserve", "ray-serve"} if "both" in leans else leans)


def test_longer_cases_take_longer_and_none_takes_more_than_ten_minutes() -> None:
    for case in EVERY:
        assert 3 <= rating(GUIDE, case).minutes <= 10
    drill = GUIDE.drills[0]
    longer = replace(drill, looks=drill.looks * 4)
    assert rating(GUIDE, longer).minutes > rating(GUIDE, drill).minutes


@KINDS
def test_three_to_five_cases_to_start_with_are_of_different_sorts(kind: str) -> None:
    first = start_here(GUIDE, kind, rated(GUIDE, kind))
    assert 3 <= len(first) <= 5
    assert len({rating(GUIDE, case).stacks for case in first}) > 1
    assert all(rating(GUIDE, case).level != "hard" for case in first)
    html = PracticeView(GUIDE, kind).page("", "").html
    before = html.partition("All " + str(len(cases_of(GUIDE, kind))))[0]
    assert SHOWN.findall(before) == [label(case) for case in first]


@KINDS
def test_filters_list_exactly_the_cases_that_have_both(kind: str) -> None:
    ratings = rated(GUIDE, kind)
    for level, stack in product(("", *LEVELS), ("", *NAMES)):
        fragment = "v=1" + f"&level={level}" * bool(level) + f"&stack={stack}" * bool(stack)
        known = not stack or any(stack in each.stacks for each in ratings.values())
        wanted = [
            label(case)
            for case in cases_of(GUIDE, kind)
            if level in ("", ratings[case.id].level)
            and (not known or not stack or stack in ratings[case.id].stacks)
        ]
        assert listed(kind, fragment) == wanted, fragment


def test_each_filter_of_an_address_is_offered_with_all_that_the_cases_have_of_it() -> None:
    assert set(EVERY_FILTER) == set(FILTERS)
    ratings = [*rated(GUIDE, SCENARIO).values(), *rated(GUIDE, DRILL).values()]
    for name in FILTERS:
        row = EVERY_FILTER[name]
        offered = set(re.findall(rf"[#&;]{name}=([\w-]+)", filter_links(ratings, {})))
        assert offered == {value for each in ratings for value in row.of(each)}
        assert offered <= row.names.keys()
        for value in offered:
            kept = [each for each in ratings if fits(each, {name: value})]
            assert kept == [each for each in ratings if value in row.of(each)]


@KINDS
def test_every_filter_says_how_many_cases_it_would_list(kind: str) -> None:
    for start in ("v=1", "v=1&level=easy"):
        html = PracticeView(GUIDE, kind).page(start, "").html
        nav = html.partition("<nav")[2].partition("</nav>")[0]
        offers = re.findall(r'href="#([^"]+)">[^<]+\((\d+)\)', nav)
        assert offers
        for href, count in offers:
            assert len(listed(kind, href.replace("&amp;", "&"))) == int(count)


def test_a_filter_that_no_case_has_is_said_and_lists_all() -> None:
    page = PracticeView(GUIDE).page("v=1&level=very&stack=hybrid", "").html
    assert "No case here has the difficulty “very”, so all are listed." in page
    assert "No case here has the stack “hybrid”" in page
    assert listed(SCENARIO, "v=1&level=very") == [label(case) for case in cases_of(GUIDE, SCENARIO)]


@KINDS
def test_a_case_has_the_same_number_in_the_list_on_its_page_and_on_paper(kind: str) -> None:
    # A case that is added before the others in the list of files shifts nobody's number.
    cases = cases_of(GUIDE, kind)
    shifted = replace(
        GUIDE, scenarios=tuple(reversed(GUIDE.scenarios)), drills=tuple(reversed(GUIDE.drills))
    )
    for guide in (GUIDE, shifted):
        view = PracticeView(guide, kind)
        sheets, answers = view.sheets(), view.sheets(answers=True)
        for case in cases:
            head = re.compile(rf"(?:Scenario|Rollback drill) {label(case)}\b")
            page = view.page(f"v=1&{kind}={case.id}", "").html
            for html in (page, _of(sheets, case.title), _of(answers, case.title)):
                assert head.search(html), label(case)
        assert listed(kind, "", guide) == [label(case) for case in cases]


def _of(html: str, title: str) -> str:
    """The line above this title."""
    plain = re.sub(r"<code>|</code>", "`", html)
    return plain.partition(f">{title}<")[0][-200:]
