"""The results of a room: who said what of each case, and each line that is no answer is named."""

from __future__ import annotations

import json
import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.browser import Engine
from decision_tree.engine.link import State, encode
from decision_tree.engine.model import Drill, Scenario
from decision_tree.engine.practice.attempt import DRILL, Attempt, encode_attempt, every_attempt
from decision_tree.engine.practice.play import Course
from decision_tree.engine.practice.playing import ROLE_NAMES, move_name
from decision_tree.engine.practice.room import MOST
from decision_tree.engine.walk import paths
from tests.conftest import published

GUIDE = published()
ENGINE = Engine(GUIDE, "../")
CASE = GUIDE.scenario_by_id["flags-every-tuesday"]
LINK = "https://guide.test/practice/#v=1&scenario=flags-every-tuesday"
RIGHT = f"{LINK}&layer=kserve-app&owner=application&fact=team-share&sure=sure"
OTHER = f"{LINK}&layer=ray-serve&owner=application&fact=contract&sure=guess"


def shown(pasted: str) -> tuple[str, str]:
    """Text and HTML of the page for what was pasted, by way of its address."""
    address = ENGINE.room_address(json.dumps({"links": pasted}))
    html = json.loads(ENGINE.render(address, "room"))["html"]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)), html


def test_of_each_question_it_is_said_who_chose_what_first_where_fewest_agree() -> None:
    text, html = shown(f"Ana: {RIGHT}\nBo {OTHER}\n{RIGHT}")
    assert "3 answers to 1 case" in text
    assert "S12: A team that changes engine flags every week" in text
    assert "2 × KServe services, owned by the application team : Ana, link 3" in text
    assert "1 × Ray Serve, owned by the application team : Bo" in text
    assert "3 × The application or model team : Ana, Bo, link 3" in text
    assert html.index("Which serving layer?") < html.index("Who owns the serving contract?")
    assert "1 of 3 pairs of people agree." in text
    assert "All 3 agree." in text


def test_each_broken_foreign_or_unfinished_line_is_named_and_the_others_count() -> None:
    pasted = [
        f"Ana {RIGHT}",
        "see you at ten",
        "Bo https://elsewhere.test/#foo",
        "https://guide.test/practice/#v=1&scenario=gone&layer=kserve",
        f"Cy {LINK}&layer=kserve-app",
        f"Di {LINK}&layer=nothing&owner=nobody&fact=contract&sure=sure",
    ]
    text, _ = shown("\n".join(pasted))
    assert "Link 2: no answer of this guide is in it. It says “see you at ten”." in text
    assert (
        "Link 3: no answer of this guide is in it. It says “Bo https //elsewhere.test/ foo”."
        in text
    )
    assert "Link 4: There is no scenario “gone”." in text
    assert "Link 5 (Cy): it is not finished, “Who owns the serving contract?” is open." in text
    assert "Link 6 (Di): “nothing” is not offered here, so the question is asked again." in text
    assert "3 answers to 1 case" in text


def test_links_of_the_tree_are_put_together_as_directions() -> None:
    first, *_, last = paths(GUIDE.tree)
    links = [
        f"https://g.test/decide/#{encode(State(2, p.answers, '', p.outcome))}"
        for p in (first, last)
    ]
    text, _ = shown(f"Ana {links[0]}\n{RIGHT}\nBo {links[1]}")
    assert "1 answer to 1 case, 2 answers to the tree" in text
    for name, path in (("Ana", first), ("Bo", last)):
        assert f"1 × {GUIDE.tree.outcome_by_id[path.outcome].title} : {name}" in text


def test_a_list_without_any_answer_says_so() -> None:
    assert "No link could be read" in shown("hello\nthere")[0]


def test_a_whole_room_fits_and_what_is_beyond_it_is_said() -> None:
    text, _ = shown("\n".join([RIGHT] * MOST))
    assert f"{MOST} answers to 1 case" in text
    text, _ = shown("\n".join([RIGHT] * (MOST + 9)))
    assert f"Only {MOST} links are read." in text
    assert f"{MOST} answers to 1 case" in text


def test_the_form_holds_every_line_again_and_means_the_same() -> None:
    pasted = f"Ana: {RIGHT}\nhello\n{OTHER}"
    address = ENGINE.room_address(json.dumps({"links": pasted}))
    html = json.loads(ENGINE.render(address, "room"))["html"]
    field = re.search(r"<textarea[^>]*>([^<]*)</textarea>", html)
    assert field
    again = field[1].replace("&amp;", "&")
    assert ENGINE.room_address(json.dumps({"links": again})) == address


def test_every_case_can_be_answered_by_a_room() -> None:
    cases: list[Scenario | Drill] = [*GUIDE.scenarios, *GUIDE.drills]
    for case in cases:
        attempt = next(iter(every_attempt(case, GUIDE)))
        text, _ = shown(f"Ana https://g.test/#{encode_attempt(attempt)}")
        assert "1 answer to 1 case" in text, case.id
        assert "One answered." in text


def words(text: str) -> str:
    """The words of a text without its marks."""
    return " ".join(re.findall(r"\w+", text))


def test_what_was_done_in_a_drill_is_told_in_words() -> None:
    for drill in GUIDE.drills:
        course = Course(GUIDE, drill, drill.answers)
        moves = course.best(course.start).moves
        attempt = Attempt(DRILL, drill.id, role=drill.answers, moves=moves, sure="sure")
        text, _ = shown(f"Ana https://g.test/#{encode_attempt(attempt)}")
        assert f"1 × {ROLE_NAMES[drill.answers]} : Ana" in text, drill.id
        said = ", then ".join(move_name(course, move) for move in moves)
        assert words(f"1 × {said} : Ana") in words(unescape(text)), drill.id


@given(st.lists(st.text(max_size=60), max_size=6))
def test_nothing_that_was_pasted_becomes_markup(lines: list[str]) -> None:
    html = shown("\n".join([*lines, f"<img src=x> {RIGHT}", "<b onload=x>"]))[1]
    assert "<img" not in html
    assert "<b onload" not in html


def test_an_address_with_nothing_of_a_room_shows_the_form_alone() -> None:
    page = json.loads(ENGINE.render("foo=1", "room"))
    assert page["title"] == "Workshop results"
    assert "<textarea" in page["html"]
