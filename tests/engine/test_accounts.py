"""Accounts replayed: what is stated is followed, and all else is left to chance."""

from __future__ import annotations

from fractions import Fraction

import pytest

from decision_tree.engine.accounts import Fit, fit, given_answers
from decision_tree.engine.display_names import VERDICT_NAMES
from decision_tree.engine.model import Account, Fact, Given, Guide
from decision_tree.engine.walk import paths

ACCOUNT = Account(
    id="team",
    who="A team",
    source="https://example.org/",
    date="2026",
    read="2026-11-28",
    chose="kserve",
    chose_detail="",
    word="own",
    stage="production",
    open="",
    facts=(Fact("One", "top", "yes"), Fact("Two", "top", "no"), Fact("Three", "top", "unclear")),
    answers=(
        Given("shape", "one-model", 1),
        Given("owner", "platform", 2),
        Given("pager", "can", 3),
    ),
    target=("left",),
    answers_v1=(Given("size", "big", 1),),
)


@pytest.mark.parametrize(
    ("answers", "target", "expected"),
    [
        ({}, ("left",), Fit("possible", Fraction(5, 8))),
        ({"shape": "one-model"}, ("left",), Fit("possible", Fraction(3, 4))),
        ({"shape": "one-model", "owner": "platform"}, ("left",), Fit("agrees", Fraction(1))),
        (
            {"shape": "one-model", "owner": "platform"},
            ("right",),
            Fit("excluded", Fraction(0), ("owner", "platform")),
        ),
        (
            {"shape": "graph", "pager": "can"},
            ("left",),
            Fit("excluded", Fraction(0), ("pager", "can")),
        ),
        ({"pager": "can"}, ("left", "right"), Fit("agrees", Fraction(1))),
        ({"shape": "graph"}, ("other",), Fit("no-outcome", Fraction(0))),
        ({"gone": "x", "shape": "of-old"}, ("left",), Fit("possible", Fraction(5, 8))),
    ],
)
def test_a_tree_fares_so_with_what_is_stated(
    small: Guide, answers: dict[str, str], target: tuple[str, ...], expected: Fit
) -> None:
    assert fit(paths(small.tree), answers, target) == expected


def test_answers_are_those_of_the_version_and_with_before_only_the_early_ones() -> None:
    assert given_answers(ACCOUNT, 1) == {"size": "big"}
    assert given_answers(ACCOUNT, 2) == {"shape": "one-model", "owner": "platform", "pager": "can"}
    assert given_answers(ACCOUNT, 2, before=True) == {"shape": "one-model"}


def test_what_is_true_of_a_reason_does_not_begin_with_its_verdict_again(guide: Guide) -> None:
    names = (*VERDICT_NAMES.values(), "True")  # “True in one mode only. True for ...” says it twice
    assert [each.id for each in guide.reasons if each.says.text.startswith(names)] == []
