"""Three links and more: where each leads, and how many gave which answer."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import pytest

from decision_tree.engine.browser import Engine
from decision_tree.engine.display_names import answer_name
from decision_tree.engine.html_parts import Parts
from decision_tree.engine.link import State, encode
from decision_tree.engine.link_reader import SIDES
from decision_tree.engine.model import Guide
from decision_tree.engine.practice.room_address import MOST
from decision_tree.engine.reconcile import (
    join_fragments,
    reconcile_page,
    split_fragment,
    typed_fragments,
)
from decision_tree.engine.spread import leads, spread
from decision_tree.engine.walk import Walk, paths, walk

LEFT = "v=2&shape=one-model&owner=platform&outcome=left"
RIGHT = "v=2&shape=graph&pager=can&outcome=right"
UNSURE = "v=2&shape=one-model&owner=not-sure"


def page(guide: Guide, *links: str) -> tuple[str, str]:
    return reconcile_page(Parts(guide, "../"), join_fragments(*links))


def groups(guide: Guide) -> list[list[Walk]]:
    """Sixty groups of three to six people who answered as some path does."""
    pick = random.Random(3)
    every = [walk(guide.tree, dict(path.answers)) for path in paths(guide.tree)]
    return [pick.choices(every, k=pick.randint(3, 6)) for _ in range(60)]


def test_outcomes_that_are_still_possible_are_parted_where_no_title_has_a_comma(
    guide: Guide,
) -> None:
    walked = walk(guide.tree, {})
    assert leads(walked).split("; ") == [outcome.title for outcome in walked.possible]


def test_every_question_that_two_were_asked_says_how_many_pairs_agree(guide: Guide) -> None:
    for walks in groups(guide):
        rows = {row.asked: row for row in spread(guide.tree, walks) if row.question}
        words = [{question.ask: option for question, option in each.asked} for each in walks]
        asked = Counter(name for each in words for name in each)
        assert rows.keys() == {name for name, number in asked.items() if number > 1}
        for name, row in rows.items():
            said = [answer_name(each[name]) for each in words if name in each]
            assert sum(number for _, number in row.given) == len(said)
            same = [one == two for one, two in combinations(said, 2)]
            assert row.pairs * len(same) == sum(same)


def test_the_title_counts_the_places(small: Guide) -> None:
    assert page(small, LEFT, RIGHT, LEFT)[1] == "3 links lead to 2 different outcomes"
    assert page(small, LEFT, LEFT, LEFT)[1] == "3 links lead to the same outcome"


def test_each_link_is_named_with_where_it_leads_and_each_answer_with_its_number(
    small: Guide,
) -> None:
    html, _ = page(small, LEFT, RIGHT, LEFT, UNSURE)
    for words in ("Link 1: ", "Link 4: ", "not settled, possible are ", "2 × Platform"):
        assert words in html, words
    assert "3 × One model" in html
    assert "1 × Not sure" in html
    assert "3 of 6 pairs of people agree." in html


def test_what_fewest_agree_on_stands_first(small: Guide) -> None:
    html, _ = page(small, LEFT, LEFT, RIGHT)
    assert html.index("What does one request go through?") < html.index("All 2 agree.")


def test_the_form_holds_every_link_again(small: Guide) -> None:
    html, _ = page(small, LEFT, RIGHT, UNSURE, LEFT)
    assert f"#{UNSURE.replace('&', '&amp;')}\n#{LEFT.replace('&', '&amp;')}</textarea>" in html


def test_a_link_without_an_answer_is_named_by_its_number(small: Guide) -> None:
    html, title = page(small, LEFT, RIGHT, "nothing=here")
    assert title == "Reconcile two answers"
    assert "<b>Link 3: </b>no answer is in it." in html


@pytest.mark.parametrize(
    ("more", "sides"),
    [
        ("", ["a", "b"]),
        (f"#{UNSURE}", ["a", "b", "c"]),
        (f"\n\n  see #{UNSURE} \n\nhttps://g.test/o/left/#{LEFT}\n", ["a", "b", "c", "d"]),
        ("\n".join([f"#{LEFT}"] * 58), SIDES),
    ],
)
def test_each_line_of_more_is_a_link_and_is_compared(
    small: Guide, more: str, sides: Sequence[str]
) -> None:
    typed = {"a": f"#{LEFT}", "b": RIGHT, "more": more}
    address = Engine(small, "../").reconcile_address(json.dumps(typed))
    assert {pair.partition(".")[0] for pair in address.split("&")} == set(sides)
    assert split_fragment(address) == typed_fragments(small.tree, typed)
    assert "were left out" not in reconcile_page(Parts(small, "../"), address)[0]


def test_links_beyond_those_that_are_compared_are_told(small: Guide) -> None:
    typed = {"a": f"#{LEFT}", "b": RIGHT, "more": "\n".join([f"#{LEFT}"] * 90)}
    address = Engine(small, "../").reconcile_address(json.dumps(typed))
    assert len(split_fragment(address)) == len(SIDES) == MOST
    html, _ = reconcile_page(Parts(small, "../"), address)
    assert f"Only {MOST} links are compared. The others were left out." in html


def test_nothing_that_was_pasted_becomes_markup(small: Guide) -> None:
    evil = "v=2&<img src=x>=y&shape=graph"
    html, _ = page(small, LEFT, RIGHT, evil)
    assert "<img" not in html


def test_an_address_of_many_links_is_read_as_it_was_written(guide: Guide) -> None:
    every = [encode(State(2, path.answers, outcome=path.outcome)) for path in paths(guide.tree)]
    for number in (2, 3, 7, len(SIDES)):
        assert split_fragment(join_fragments(*every[:number])) == tuple(every[:number])
