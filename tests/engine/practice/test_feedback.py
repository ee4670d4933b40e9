"""Feedback says each thing once, and speaks of the case rather than of how the tree is built."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from html import unescape

import pytest

from decision_tree.engine.display_names import SURE_NAMES
from decision_tree.engine.html_parts import Parts
from decision_tree.engine.markup import inline
from decision_tree.engine.model import SURENESS, Case, Guide, Scenario
from decision_tree.engine.practice.attempt import DRILL, Attempt
from decision_tree.engine.practice.case_page import letters
from decision_tree.engine.practice.feedback import feedback
from decision_tree.engine.practice.grading import Grade, grade
from tests.conftest import published
from tests.engine.practice.grades import every_grade

GUIDE = published()
CASES = pytest.mark.parametrize(
    "case", [*GUIDE.scenarios, *GUIDE.drills], ids=lambda each: each.id, scope="module"
)
"""Case by case: what is told of one is put together once for all tests that read it."""


@CASES
def test_no_sentence_of_a_feedback_stands_in_it_twice(case: Case) -> None:
    for graded, whole in _told(case):
        html = whole.partition("In the guide")[0]
        told = re.sub(r"<button.*?</button>|</?(?:code|b|span)[^>]*>", "", html)
        sentences = Counter(
            sentence.strip().casefold()
            for block in re.split(r"<[^>]+>", told)
            for sentence in re.split(r"(?<=[.!?]) ", block)
            if sentence.count(" ") > 1
        )
        twice = [sentence for sentence, times in sentences.items() if times > 1]
        assert not twice, graded.attempt
        sure = SURE_NAMES[graded.attempt.sure].casefold()
        assert html.casefold().count(sure) <= 1 or graded.attempt.sure == SURENESS[-1]


@lru_cache(maxsize=1)
def _told(case: Case) -> list[tuple[Grade, str]]:
    """The gradings of a case, each with the feedback on it."""
    parts = Parts(GUIDE, "../")
    return [(graded, feedback(parts, case, graded)) for graded in _told_apart(case)]


def _told_apart(case: Case) -> Iterable[Grade]:
    """Every grading of a scenario; of a drill one for each set of units, order and sureness."""
    if isinstance(case, Scenario):
        return every_grade(case)
    return {
        (
            frozenset(graded.attempt.units),
            tuple(mark.correct for mark in graded.marks),
            graded.attempt.sure,
        ): graded
        for graded in every_grade(case)
    }.values()


def test_the_deciding_fact_is_asked_for_without_the_tree(guide: Guide) -> None:
    wiring = re.compile(
        r"\b(is reached|ruled out (?:before|one)|question (?:before|earlier)|the tree)\b"
    )
    for scenario in guide.scenarios:
        for fact in scenario.deciding:
            assert not wiring.search(fact.says.text), (scenario.id, fact.question)


@CASES
def test_a_feedback_has_as_many_signs_as_its_verdict_counts(case: Case) -> None:
    """“1 of 2 parts right” stands above one ✓ and one ✕."""
    for graded, html in _told(case):
        right = sum(mark.correct for mark in graded.marks)
        assert html.count("✓") == right
        assert html.count("✕") == len(graded.marks) - right


@pytest.mark.parametrize("scenario", GUIDE.scenarios, ids=lambda each: each.id)
def test_feedback_names_choices_by_their_letters(scenario: Scenario) -> None:
    signs = letters(Parts(GUIDE, ""), scenario)
    for graded in every_grade(scenario)[:3]:
        html = feedback(Parts(GUIDE, "../"), scenario, graded)
        for part in ("layer", "owner", "fact"):
            sign = signs[part, getattr(graded.attempt, part)]
            assert f"You said: </b>{sign}, " in html


def test_who_gives_up_reads_the_first_costly_step_and_what_suffers_until_the_best_is_over() -> None:
    """A blind act of six minutes, then given up: the number until then is below the best one's."""
    guide = published()
    drill = next(each for each in guide.drills if each.number == 10)
    moves = ("act-standard-undo", "give-up")
    graded = grade(guide, Attempt(DRILL, drill.id, role="application", moves=moves, sure="sure"))
    assert graded
    debrief = graded.debrief
    assert debrief
    html = unescape(feedback(Parts(guide, ""), drill, graded))
    unit = guide.unit_by_id["standard-undo"].name
    assert "The first step that cost something: “Put back: " in html
    assert "The step that cost most: “Gave up”" in html
    minute, affected = debrief.by_then
    assert f"At minute {minute} it is {affected:,} {drill.counts}." in html
    assert affected >= debrief.best.cost.affected > debrief.end.cost.affected
    assert f"You were sure when you put back “{inline(unit)}”." in html
    blind = replace(graded.attempt, moves=("give-up",))
    only = grade(guide, blind)
    assert only
    html = unescape(feedback(Parts(guide, ""), drill, only))
    assert "You were sure when you gave up." in html
    assert "The first step that cost something" not in html
