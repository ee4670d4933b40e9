"""The way into the engine from JavaScript: text in, text out, whatever the text."""

from __future__ import annotations

import json

import pytest

from decision_tree.engine.browser import Engine
from decision_tree.engine.model import Guide
from decision_tree.engine.walk import paths

LEFT = "v=2&shape=one-model&owner=platform&outcome=left"


def test_render_gives_the_page_and_those_one_click_away(small: Guide) -> None:
    made = json.loads(Engine(small, "../").render("v=2&shape=graph"))
    assert set(made) == {
        "v=2&shape=graph",
        "v=2&shape=graph&pager=can&outcome=right",
        "v=2&shape=graph&pager=cannot&outcome=left",
        "v=2&shape=graph&pager=not-sure",
    }
    assert all(set(page) == {"html", "title"} for page in made.values())


def test_each_kind_of_page_is_its_own_and_unknown_ones_are_the_quiz(small: Guide) -> None:
    engine = Engine(small, "../")
    quiz = engine.render(LEFT)
    assert engine.render(LEFT, "decide") == quiz
    assert engine.render(LEFT, "nonsense") == quiz
    assert "Reconcile two answers" in engine.render(LEFT, "reconcile")


def test_a_record_takes_the_fields_it_knows_and_no_others(small: Guide) -> None:
    typed = {"title": "Ours", "team": 7, "date": "2026-11-23", "page": "https://a.test/", "x": "y"}
    made = json.loads(Engine(small, "../").record(LEFT, json.dumps(typed)))
    assert made["markdown"].count("# Ours") == 1
    assert 'decision-makers: "7"' in made["markdown"]
    assert made["name"] == "2026-11-23-serving-contract-left"
    assert made["link"] == f"https://a.test/#{LEFT}"
    assert json.loads(made["json"])["outcome"] == "left"


@pytest.mark.parametrize(
    ("typed", "fragment"),
    [
        ({"a": f"https://a.test/#{LEFT}", "b": ""}, "a." + LEFT.replace("&", "&a.")),
        ({"b": f"#{LEFT}"}, "b." + LEFT.replace("&", "&b.")),
        ({}, ""),
    ],
)
def test_what_was_pasted_becomes_the_address_of_the_comparison(
    small: Guide, typed: dict[str, str], fragment: str
) -> None:
    assert Engine(small, "../").reconcile_address(json.dumps(typed)) == fragment


def test_the_quiz_page_of_every_path_names_its_outcome(small: Guide) -> None:
    engine = Engine(small, "../")
    for path in paths(small.tree):
        pairs = "&".join(f"{question}={option}" for question, option in path.answers)
        assert engine.page(f"v=2&{pairs}").title == small.tree.outcome_by_id[path.outcome].title
