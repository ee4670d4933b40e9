"""What the pages of practice bring, and what it weighs."""

from __future__ import annotations

from decision_tree.engine.decide_page import View
from decision_tree.engine.link import State
from decision_tree.engine.model import Guide
from decision_tree.engine.walk import paths
from decision_tree.runtime.practice_file import practice_files, without_practice
from tests.conftest import published

BEFORE_PLAY = 229_500
"""Bytes of it before drills were played: it may become twice that, and no more."""


def test_what_practice_brings_stays_below_twice_of_what_it_was() -> None:
    files = practice_files(published())
    assert [name.partition("-")[0] for name in files] == ["rollback", "scenarios", "drills"]
    assert sum(len(text.encode()) for text in files.values()) <= 2 * BEFORE_PLAY


def test_a_result_is_the_same_with_what_the_quiz_brings(guide: Guide) -> None:
    """What it shows of an account or a unit has to travel: left out, it is blank in the browser."""
    whole, brought = View(guide), View(without_practice(guide))
    led = {path.outcome: path.answers for path in paths(guide.tree)}
    assert len(led) == len(guide.tree.outcomes)
    for answers in led.values():
        state = State(guide.tree.version, answers)
        assert whole.page(state).html == brought.page(state).html
    assert whole.static() == brought.static()
