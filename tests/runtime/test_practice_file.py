"""What the pages of practice bring, and what it weighs."""

from __future__ import annotations

from decision_tree.runtime.practice_file import practice_files
from tests.conftest import published

BEFORE_PLAY = 229_500
"""Bytes of it before drills were played: it may become twice that, and no more."""


def test_what_practice_brings_stays_below_twice_of_what_it_was() -> None:
    files = practice_files(published())
    assert [name.partition("-")[0] for name in files] == ["rollback", "scenarios", "drills"]
    assert sum(len(text.encode()) for text in files.values()) <= 2 * BEFORE_PLAY
