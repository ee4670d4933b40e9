"""Agreement between people: against the example of the paper, and on the small tree."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from decision_tree.engine.agreement import Reading, agreement, kappa, pairs_agree
from decision_tree.engine.model import Guide

# Ten cases, fourteen people, five answers: the worked example that is often given for the measure.
EXAMPLE = [
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
]


def test_kappa_is_that_of_the_worked_example() -> None:
    counts = [Counter(dict(enumerate(row))) for row in EXAMPLE]
    found = kappa([Counter(each) for each in counts])
    assert found is not None
    assert round(float(found), 3) == 0.210
    assert round(float(pairs_agree([Counter(each) for each in counts])), 3) == 0.378


def test_one_case_and_one_answer_for_all_have_no_kappa() -> None:
    assert kappa([Counter({"a": 2, "b": 1})]) is None
    assert kappa([Counter({"a": 2}), Counter({"a": 3})]) is None
    assert kappa([]) is None


def test_all_of_one_mind_in_cases_that_differ_agree_wholly() -> None:
    assert kappa([Counter({"a": 2}), Counter({"b": 2})]) == 1


def test_a_question_counts_for_those_who_were_asked(small: Guide) -> None:
    one = Reading("first", (("shape", "one-model"), ("owner", "platform")))
    two = Reading("first", (("shape", "graph"), ("pager", "can")))
    three = Reading("first", (("shape", "one-model"), ("owner", "nobody"), ("pager", "can")))
    found = agreement(small.tree, [one, two, three])
    assert [(row.question.id if row.question else "", row.readings) for row in found] == [
        ("", 3),
        ("shape", 3),
        ("owner", 2),
        ("pager", 2),
    ]
    assert [row.pairs for row in found] == [Fraction(1, 3), Fraction(1, 3), 0, 1]
    assert {row.kappa for row in found} == {None}


def test_cases_that_one_person_read_say_nothing(small: Guide) -> None:
    alone = [Reading(case, (("shape", "graph"), ("pager", "can"))) for case in "ab"]
    assert agreement(small.tree, alone) == ()
