"""The way into the engine from JavaScript: text in, text out, whatever the text."""

from __future__ import annotations

import json

import pytest

from decision_tree.engine.browser import Engine, start
from decision_tree.engine.codec import to_data
from decision_tree.engine.decide_page import MOST_AHEAD, View
from decision_tree.engine.html_parts import Parts
from decision_tree.engine.link import State, encode
from decision_tree.engine.model import Guide
from decision_tree.engine.practice.attempt import (
    DRILL,
    SCENARIO,
    SUMMARY,
    encode_attempt,
    every_attempt,
)
from decision_tree.engine.practice.pages import PracticeView
from decision_tree.engine.reconcile import reconcile_page
from decision_tree.engine.walk import paths

LEFT = "v=2&shape=one-model&owner=platform&outcome=left"


def test_render_gives_the_page_and_the_addresses_one_click_away_answers_first(small: Guide) -> None:
    made = json.loads(Engine(small, "../").render("v=2&shape=graph"))
    assert set(made) == {"html", "title", "ahead"}
    assert made["ahead"] == [
        "v=2&shape=graph&pager=can&outcome=right",
        "v=2&shape=graph&pager=cannot&outcome=left",
        "v=2&shape=graph&pager=not-sure",
        "v=2&shape=graph&ask=shape",
        "v=2",
        "v=2&shape=graph&ask=result",
    ]


def test_a_result_has_what_would_change_it_and_the_ways_back_ahead(small: Guide) -> None:
    ahead = json.loads(Engine(small, "../").render(LEFT))["ahead"]
    assert {"v=2", f"{LEFT.rpartition('&')[0]}&ask=shape"} < set(ahead)
    assert any("shape=graph" in fragment for fragment in ahead)


def test_no_more_than_a_few_pages_are_ahead(guide: Guide) -> None:
    for path in paths(guide.tree):
        state = State(guide.tree.version, path.answers[:1], ask="result")
        assert 0 < len(View(guide).page(state).ahead) <= MOST_AHEAD


def test_each_kind_of_page_is_its_own_and_unknown_ones_are_the_quiz(small: Guide) -> None:
    engine = Engine(small, "../")
    quiz = engine.render(LEFT)
    assert engine.render(LEFT, "decide") == quiz
    assert engine.render(LEFT, "nonsense") == quiz
    assert "Reconcile two answers" in engine.render(LEFT, "reconcile")
    for kind in ("practice", "drills"):
        assert (
            engine.render("", kind) == engine.render("", kind, "") != engine.render("", kind, "x")
        )


def test_the_comparison_is_that_of_its_address_with_links_from_where_the_page_is(
    small: Guide,
) -> None:
    fragment = f"a.{LEFT.replace('&', '&a.')}&b.v=2&b.shape=graph&b.pager=can"
    made = json.loads(Engine(small, "../../").render(fragment, "reconcile"))
    html, title = reconcile_page(Parts(small, "../../"), fragment)
    assert made == {"html": html, "title": title, "ahead": []}
    assert 'href="../../o/left/"' in html


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


def test_what_was_pasted_stands_in_the_form_that_back_leads_to(small: Guide) -> None:
    engine, typed = Engine(small, "../"), json.dumps({"a": f"#{LEFT}", "b": f"#{LEFT}"})
    address = engine.reconcile_address(typed)
    assert engine.reconcile_left("", typed) == f"{address}&typed"
    assert engine.reconcile_left(address, typed) == address


def test_the_quiz_page_of_every_path_names_its_outcome(small: Guide) -> None:
    engine = Engine(small, "../")
    for path in paths(small.tree):
        pairs = "&".join(f"{question}={option}" for question, option in path.answers)
        assert engine.page(f"v=2&{pairs}").title == small.tree.outcome_by_id[path.outcome].title


def test_the_engine_starts_on_what_the_build_wrote_and_knows_the_way_to_the_root(
    small: Guide,
) -> None:
    started = start(json.dumps(to_data(small)), "../../")
    assert started.render(LEFT) == Engine(small, "../../").render(LEFT)
    assert 'href="../../o/right/"' in json.loads(started.render(LEFT))["html"]


PAGE = "https://a.test/practice/"


@pytest.mark.parametrize(
    ("given", "name", "link", "said"),
    [
        ({}, "-serving-contract-practice", "#v=1&show=summary", "0 of 0 cases"),
        (
            {"page": PAGE, "date": "2026-11-23", "kept": "nonsense"},
            "2026-11-23-serving-contract-practice",
            f"{PAGE}#v=1&show=summary",
            "0 of 0 cases",
        ),
    ],
)
def test_the_record_of_practice_has_a_name_a_link_and_the_summary(
    small: Guide, given: dict[str, str], name: str, link: str, said: str
) -> None:
    made = json.loads(Engine(small, "../").practice_record("", json.dumps(given)))
    assert made.keys() == {"markdown", "name", "link"}
    assert (made["name"], made["link"]) == (name, link)
    assert said in made["markdown"]


def test_the_record_of_practice_sums_up_what_was_kept_with_links_to_its_page(guide: Guide) -> None:
    case = guide.scenarios[0]
    *_, attempt = every_attempt(case, guide)
    kept = encode_attempt(attempt)
    given = {"page": PAGE, "kept": kept}
    made = json.loads(Engine(guide, "../").practice_record("", json.dumps(given)))
    assert "1 of " in made["markdown"]
    assert f"(<{PAGE}#v=1&scenario={case.id}>)" in made["markdown"]
    without = json.loads(Engine(guide, "../").practice_record("", json.dumps({"kept": kept})))
    assert "](" not in without["markdown"]


def test_a_record_is_the_same_document_for_people_and_for_programs(small: Guide) -> None:
    made = json.loads(Engine(small, "../").record(LEFT, "{}"))
    assert made.keys() == {"markdown", "json", "chat", "name", "link", "printed"}
    assert made["printed"].endswith(made["link"])
    data = json.loads(made["json"])
    assert made["json"] == json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    assert made["link"] == data["link"] == f"#{LEFT}"
    typed = json.loads(Engine(small, "../").record(LEFT, json.dumps({"team": "Öl & Gas"})))
    assert '"team": "Öl & Gas"' in typed["json"]


@pytest.mark.parametrize("root", ["../", "../../"])
def test_each_kind_of_page_leads_to_the_others_from_where_it_is(guide: Guide, root: str) -> None:
    engine = Engine(guide, root)
    kept = encode_attempt(next(iter(every_attempt(guide.drills[0], guide))))
    kept += "\n" + encode_attempt(next(iter(every_attempt(guide.scenarios[0], guide))))
    for kind, cases in (("practice", SCENARIO), ("drills", DRILL)):
        made = json.loads(engine.render(SUMMARY, kind, kept))
        shown = PracticeView(guide, cases, root).page(SUMMARY, kept)
        assert made == {"html": shown.html, "title": shown.title, "ahead": list(shown.ahead)}
        assert f'href="{root}' in shown.html
    path = next(paths(guide.tree))
    state = State(guide.tree.version, path.answers, outcome=path.outcome)
    quiz = View(guide, root).page(state)
    assert json.loads(engine.render(encode(state)))["html"] == quiz.html
    assert f'href="{root}' in quiz.html
