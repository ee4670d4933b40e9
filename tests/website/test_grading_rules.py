"""The rules of grading: said once for each part and each cost, in the order in which they count."""

from __future__ import annotations

import re
from dataclasses import fields
from html import unescape
from itertools import pairwise

import pytest

from decision_tree.engine.display_names import SURE_NAMES
from decision_tree.engine.practice.attempt import DRILL, SCENARIO
from decision_tree.engine.practice.drill_best import Cost
from decision_tree.engine.practice.drill_moves import MINUTES
from decision_tree.engine.practice.grading import PART_NAMES
from decision_tree.website.pages.grading import MEANS, WORSE, grading_rules
from tests.conftest import published

GUIDE = published()


def rules(kind: str) -> str:
    """The rules of a kind of case as text."""
    return unescape(re.sub("<[^>]+>", "", grading_rules(GUIDE, kind)))


@pytest.mark.parametrize("kind", [SCENARIO, DRILL])
def test_what_is_right_is_said_of_each_part_that_a_case_can_have(kind: str) -> None:
    cases = GUIDE.scenarios if kind == SCENARIO else GUIDE.drills
    assert cases
    parts = ("layer", "owner", "fact") if kind == SCENARIO else ("units", "order", "looks")
    for part in PART_NAMES:
        assert (f"{PART_NAMES[part]}: {MEANS[part]}" in rules(kind)) == (part in parts)
    for name in SURE_NAMES.values():
        assert name.lower() in rules(kind)


def test_every_part_has_a_rule_and_every_rule_a_part() -> None:
    assert MEANS.keys() == PART_NAMES.keys()


def test_sequences_are_compared_in_the_order_in_which_costs_are() -> None:
    names = [each.name for each in fields(Cost)]
    assert list(WORSE) == names
    said = rules(DRILL)
    places = [said.index(WORSE[name]) for name in names]
    assert places == sorted(places)
    for first, second in pairwise(names):
        assert Cost(**{first: 1}) > Cost(**{second: 999})
    assert "equally good" in said
    assert WORSE["left"] not in rules(SCENARIO)


def test_the_minutes_are_those_that_the_engine_counts_with() -> None:
    said = rules(DRILL)
    assert f"seconds {MINUTES['seconds']}, a restart {MINUTES['restart']}" in said
    asks = {drill.ask for drill in GUIDE.drills}
    for ask in (min(asks), max(asks)):
        assert str(ask) in said
