"""Numbers that prose gives in words are those of the code and of the content."""

from __future__ import annotations

import pytest

from decision_tree.engine.html_parts import MOST_TYPED
from decision_tree.engine.model import Guide
from decision_tree.engine.record import REVIEW_MONTHS
from decision_tree.loader.every_check import CHECKS, Tag
from decision_tree.loader.fields import MOST_OPTIONS
from decision_tree.loader.history import MOST_PATHS
from decision_tree.loader.yaml_nodes import MAX_BYTES, MAX_DEPTH, MAX_PROBLEMS
from tests.folders import ROOT

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
MONTHS = {3: "three months", 6: "half a year", 12: "a year"}


def page(name: str) -> str:
    """The text of a page in docs/, on one line."""
    return " ".join((ROOT / "docs" / name).read_text("utf-8").split())


def test_the_page_of_the_quiz_says_how_many_questions_there_are(guide: Guide) -> None:
    tree = guide.tree
    questions = WORDS[tree.longest[tree.start]]
    gates = WORDS[max(len(each.gates) for each in tree.outcomes)]
    assert f"Answer at most {questions} questions about" in page("decide.md")
    assert f"Answer up to {questions} questions to get a direction." in page("decide.md")
    assert f"The gates, {gates} more questions, then show" in page("decide.md")


def test_the_page_on_records_says_what_a_record_takes() -> None:
    assert f"Each has at most {MOST_TYPED} characters." in page("keep.md")
    assert f"It is {MONTHS[REVIEW_MONTHS]} after the record's date" in page("keep.md")


def test_the_page_on_questions_says_how_many_answers_one_has() -> None:
    assert f"A question may have {WORDS[MOST_OPTIONS]} answers." in page("contribute/question.md")


@pytest.mark.parametrize(
    ("tag", "most"),
    [
        ("file-too-large", MAX_BYTES),
        ("too-many", MAX_PROBLEMS),
        ("yaml-depth", MAX_DEPTH),
        ("too-many-paths", MOST_PATHS),
    ],
)
def test_a_check_says_how_many_it_allows(tag: Tag, most: int) -> None:
    assert f" {most:,} " in CHECKS[tag].refuses
