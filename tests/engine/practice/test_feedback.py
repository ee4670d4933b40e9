"""Feedback says each thing once, and speaks of the case rather than of how the tree is built."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from decision_tree.engine.model import SURENESS, Guide, Scenario
from decision_tree.engine.parts import Parts
from decision_tree.engine.practice.feedback import feedback
from decision_tree.engine.practice.grading import SURE_NAMES, gradings
from tests.conftest import published

GUIDE = published()


@pytest.mark.parametrize("scenario", GUIDE.scenarios, ids=lambda each: each.id)
def test_no_sentence_of_a_feedback_stands_in_it_twice(scenario: Scenario) -> None:
    parts = Parts(GUIDE, "../")
    for graded in gradings(GUIDE, scenario):
        html = feedback(parts, scenario, graded).partition("In the guide")[0]
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


def test_the_deciding_fact_is_asked_for_without_the_tree(guide: Guide) -> None:
    wiring = re.compile(
        r"\b(is reached|ruled out (?:before|one)|question (?:before|earlier)|the tree)\b"
    )
    for scenario in guide.scenarios:
        for fact in scenario.deciding:
            assert not wiring.search(fact.says.text), (scenario.id, fact.question)
