"""Questions in the same words: an answer to one holds for the one that takes its place."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from decision_tree.engine.decide_page import View
from decision_tree.engine.link import decode
from decision_tree.engine.model import Guide
from decision_tree.engine.same_words import carried
from decision_tree.engine.walk import paths, walk
from tests.reading import elements


def test_questions_are_alike_where_their_words_are(guide: Guide) -> None:
    tree = guide.tree
    pairs = {(one, other.id) for one, others in tree.alike.items() for other in others}
    assert pairs == {(other, one) for one, other in pairs}
    assert ("request", "team-request") in pairs
    first = tree.question_by_id["request"]
    other = replace(first, ask="What else runs?")
    rest = tuple(each for each in tree.questions if each != first)
    assert "request" not in replace(tree, questions=(other, *rest)).alike


def test_an_answer_that_the_other_question_does_not_offer_is_asked_for(guide: Guide) -> None:
    tree = guide.tree
    team = tree.question_by_id["team-request"]
    less = replace(team, options=team.options[:1])
    rest = tuple(less if each == team else each for each in tree.questions)
    given = {"contract": "application", "request": team.options[1].id}
    assert carried(replace(tree, questions=rest), given) == given


def test_whole_answers_stay_as_they_are(guide: Guide) -> None:
    for path in paths(guide.tree):
        assert carried(guide.tree, dict(path.answers)) == dict(path.answers)


@pytest.mark.parametrize(
    ("given", "then"),
    [
        ("contract=platform&team-request=code&team-parts=pool", "request=code&parts=pool"),
        ("contract=application&request=model&share=dense", "team-request=model&team-share=dense"),
        ("contract=application&request=not-sure", "team-request=not-sure"),
        ("contract=both&request=code", "team-request=code"),
        ("contract=both&seam=edge&request=code", ""),
        ("contract=not-sure&request=code", ""),
        ("contract=platform&team-request=code&request=model", ""),
    ],
)
def test_an_answer_that_is_lost_holds_for_the_question_in_its_place(
    guide: Guide, given: str, then: str
) -> None:
    answers = dict(decode(guide.tree, f"v=2&{given}").answers)
    expected = answers | dict(decode(guide.tree, f"v=2&{then}").answers)
    assert carried(guide.tree, answers) == expected


def test_whoever_changes_the_owner_is_asked_nothing_twice(guide: Guide) -> None:
    """Whatever way was taken, no page after the change asks in words that were answered."""
    tree = guide.tree
    for path, option in product(paths(tree), tree.question_by_id[tree.start].options):
        given = "&".join(f"{name}={value}" for name, value in path.answers)
        page = View(guide, "../").page(decode(tree, f"v=2&{given}&ask={tree.start}"))
        links = [each.attributes.get("href") for each in elements(page.html) if each.tag == "a"]
        changed = next(each for each in links if f"{tree.start}={option.id}" in str(each))
        walked = walk(tree, dict(decode(tree, str(changed)).answers))
        answered = {tree.question_by_id[name].ask for name, _ in path.answers}
        assert walked.next is None or walked.next.ask not in answered


def test_the_newest_answer_in_the_same_words_counts(guide: Guide) -> None:
    """Who goes back and forth between owners, and changes an answer on the way."""
    tree = guide.tree
    state = decode(tree, "v=2&contract=platform&request=code&team-request=model&ask=request")
    page = View(guide, "../").page(state)
    options = [each for each in elements(page.html) if each.attributes.get("class") == "dt-option"]
    assert len(options) == 3
    assert not any("team-request" in each.attributes["href"] for each in options)
