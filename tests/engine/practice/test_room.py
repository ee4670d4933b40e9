"""The results of a room: who said what of each case, and each line that is no answer is named."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.browser import Engine
from decision_tree.engine.display_names import ROLE_NAMES
from decision_tree.engine.html_parts import Parts
from decision_tree.engine.link import State, encode
from decision_tree.engine.model import Case, Drill, Scenario
from decision_tree.engine.practice.attempt import DRILL, Attempt, encode_attempt, every_attempt
from decision_tree.engine.practice.case_page import PROMPTS, letters
from decision_tree.engine.practice.drill_moves import GIVE_UP, OVER, Course, act, look
from decision_tree.engine.practice.right_answers import drill_key, orders
from decision_tree.engine.practice.room_address import MOST
from decision_tree.engine.walk import paths
from tests.conftest import published

GUIDE = published()
ENGINE = Engine(GUIDE, "../")
CASE = GUIDE.scenario_by_id["flags-every-tuesday"]
LINK = "https://guide.test/practice/#v=1&scenario=flags-every-tuesday"
RIGHT = f"{LINK}&layer=kserve-app&owner=application&fact=team-share&sure=sure"
OTHER = f"{LINK}&layer=ray-serve&owner=application&fact=contract&sure=guess"
SURE = OTHER.replace("sure=guess", "sure=sure")


def shown(pasted: str) -> tuple[str, str]:
    """Text and HTML of the page for what was pasted, by way of its address."""
    address = ENGINE.room_address(json.dumps({"links": pasted}))
    html = json.loads(ENGINE.render(address, "room"))["html"]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)), html


def test_of_each_question_in_the_order_of_the_sheet_it_is_said_who_chose_what() -> None:
    text, html = shown(f"Ana: {RIGHT}\nBo {OTHER}\n{RIGHT}")
    assert "3 answers to 1 case" in text
    assert "S12: A team that changes engine flags every week" in text
    assert "2 × A, KServe services, owned by the application team : Ana, link 3" in text
    assert "1 × C, Ray Serve, owned by the application team : Bo" in text
    assert "3 × B, The application or model team : Ana, Bo, link 3" in text
    assert html.index("Which serving layer?") < html.index("Who owns the serving contract?")
    first, rest = text.split("Who owns the serving contract?")[:2]
    assert "2 of 3" in first
    assert "All of 3" in rest


def test_the_second_vote_stands_below_the_first_with_who_changed() -> None:
    text, _ = shown(f"Ana {RIGHT}&then=ray-serve\nBo {RIGHT}&then=kserve-app\nCy {RIGHT}")
    asked = [PROMPTS[part] for part in ("layer", "then", "owner", "fact", "sure")]
    assert sorted(asked, key=text.index) == asked
    moved = text.partition("Changed after the inject:")[2].partition("Votes on paper")[0]
    assert "Ana: from A, KServe services" in moved
    assert "to C, Ray Serve" in moved
    assert "Bo" not in moved
    stayed = shown(f"Bo {RIGHT}&then=kserve-app")[0]
    assert "Nobody changed the first vote after the inject." in stayed
    assert "after the inject" not in shown(RIGHT)[0].partition("Votes on paper")[0]


def test_the_answer_says_who_was_sure_and_wrong_and_marks_what_is_right() -> None:
    text, html = shown(f"Ana {RIGHT}\nBo {SURE}\nCy {OTHER}")
    told = text.partition("For you alone: who was sure and wrong")[2].partition("The answer")[0]
    assert "Bo: Serving layer; Deciding fact" in told
    assert not {"Ana", "Cy"} & set(told.split())
    assert "sure and wrong" not in html[html.index('id="answer-S12"') :]
    assert 'class="dt-is-right"' in html
    right, wrong = (
        re.search(rf"{letter}, [^<]*</b>: [^<]*(<b class=.dt-is-right.>)?", html) for letter in "AC"
    )
    assert right
    assert wrong
    assert right[1]
    assert not wrong[1]
    assert "Nobody who answered on screen was sure and wrong." in shown(f"Ana {RIGHT}")[0]


def test_who_runs_it_is_told_which_case_to_discuss_first() -> None:
    other = next(each for each in GUIDE.scenarios if each.number == 4)
    link = f"https://guide.test/practice/#{encode_attempt(next(every_attempt(other, GUIDE)))}"
    said = "Discuss S12 first: its answers differ most."
    differ = f"Ana {RIGHT}\nBo {OTHER}"
    assert said in shown(f"{differ}\nAna {link}\nBo {link}")[0]
    for alone in (
        differ,
        f"{differ}\nAna {link}",
        f"Ana {RIGHT}\nBo {RIGHT}\nAna {link}\nBo {link}",
    ):
        assert "Discuss" not in shown(alone)[0]


def test_where_nothing_is_right_nothing_is_marked() -> None:
    """As of a case that the checks of the build would refuse."""
    bare = replace(GUIDE, scenarios=(replace(CASE, facts=()),))
    engine = Engine(bare, "../")
    address = engine.room_address(json.dumps({"links": f"Ana {RIGHT}"}))
    html = json.loads(engine.render(address, "room"))["html"]
    assert "Which serving layer?" in html
    assert "dt-is-right" not in html


def test_two_links_on_one_line_are_two_answers() -> None:
    text, _ = shown(f"Chen: {RIGHT} Dora: {OTHER} done")
    assert "2 answers to 1 case" in text
    assert "1 × A, KServe services, owned by the application team : Chen" in text
    assert "1 × C, Ray Serve, owned by the application team : Dora" in text


def test_the_beginning_of_a_link_that_is_there_whole_counts_only_with_a_name() -> None:
    cut = RIGHT.rpartition("&fact")[0]
    text, _ = shown(f"Ana: {RIGHT}\n{cut}")
    assert "1 answer to 1 case" in text
    assert "Link 2 is the beginning of link 1 and has no name, so it does not count." in text
    assert "2 answers to 1 case" in shown(f"Ana: {RIGHT}\nBo: {cut}")[0]


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
        "Link 3: no answer of this guide is in it. It says “Bo https://elsewhere.test/ foo”."
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
    cases: list[Case] = [*GUIDE.scenarios, *GUIDE.drills]
    for case in cases:
        attempt = next(iter(every_attempt(case, GUIDE)))
        text, _ = shown(f"Ana https://g.test/#{encode_attempt(attempt)}")
        assert "1 answer to 1 case" in text, case.id
        assert "1 answer " in text.partition("How many agree")[2]
        assert ("With the inject" in text) == isinstance(case, Scenario)


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
        end = course.worlds(moves)[-1]
        signs = letters(Parts(GUIDE, ""), drill)
        bound = orders(GUIDE, drill, end.done)
        said = (", then " if bound else "; and ").join(
            f"{signs['units', unit]}, {GUIDE.unit_by_id[unit].name}" for unit in end.done
        )
        said += ", in any order" if len(end.done) > 1 and not bound else ""
        looked = "; ".join(look.at for look in drill.looks if look.id in end.looked)
        for each in filter(None, (said, looked)):
            assert words(f"1 × {each} : Ana") in words(unescape(text)), drill.id
        assert "Right." in text.partition(PROMPTS["units"])[2], drill.id


def played(drill: Drill, *moves: str, by: str = "") -> str:
    """A line with a link to these moves in this drill."""
    attempt = Attempt(DRILL, drill.id, role=drill.answers, moves=moves, sure="sure")
    return f"{by} https://g.test/#{encode_attempt(attempt)}"


def test_who_puts_back_the_same_agrees_wherever_each_of_them_looked() -> None:
    for drill in GUIDE.drills:
        right = drill_key(GUIDE, drill)
        assert right
        acts = [act(unit) for unit in right.units]
        one, two = (look(each.id) for each in drill.looks[:2])
        text, _ = shown("\n".join(played(drill, each, *acts, OVER) for each in (one, two)))
        row = text[text.index(PROMPTS["units"]) :]
        assert "All of 2" in row[: row.index("The answer")], drill.id
        other = text[text.index("Where did you look?") :]
        assert "1 of 2" in other[: other.index(PROMPTS["units"])], drill.id
        if len(acts) > 1:
            turned = [*reversed(acts), OVER]
            text, _ = shown("\n".join([played(drill, *acts, OVER), played(drill, *turned)]))
            row = text[text.index(PROMPTS["units"]) : text.index(PROMPTS["sure"])]
            assert ("All of 2" in row) == (not orders(GUIDE, drill, right.units)), drill.id


def test_what_nothing_puts_in_an_order_is_told_without_one() -> None:
    free = [
        (drill, right.units)
        for drill in GUIDE.drills
        if (right := drill_key(GUIDE, drill)) and len(right.units) > 1
        if not orders(GUIDE, drill, right.units)
    ]
    assert free
    for drill, units in free:
        turned = [act(unit) for unit in reversed(units)]
        row = shown(played(drill, *turned, OVER))[0].partition(PROMPTS["units"])[2]
        one, other = (GUIDE.unit_by_id[unit].name for unit in units[:2])
        said = words(unescape(row[: row.index("The answer")]))
        assert "then" not in said.split(), drill.id
        assert words(one) in said, drill.id
        assert words(other) in said, drill.id


def test_giving_up_is_told_with_what_was_put_back_before() -> None:
    drill = next(each for each in GUIDE.drills if len(each.broken) > 1)
    right = drill_key(GUIDE, drill)
    assert right
    name = GUIDE.unit_by_id[right.units[0]].name
    pasted = (played(drill, GIVE_UP), played(drill, act(right.units[0]), GIVE_UP))
    text, _ = shown("\n".join(pasted))
    assert "1 × Nothing, and gave up" in text
    sign = letters(Parts(GUIDE, ""), drill)["units", right.units[0]]
    assert f"1 {sign} {words(name)} then gave up" in words(text)


def test_of_somebody_who_changed_an_answer_the_last_one_counts() -> None:
    text, _ = shown(f"Ana: {RIGHT}\nBo: {RIGHT}\nAna: {OTHER}")
    assert "Ana changed the answer to S12. The last one counts." in text
    assert "2 answers to 1 case" in text
    assert "1 × C, Ray Serve, owned by the application team : Ana" in text
    assert "3 answers to 1 case" in shown(f"{RIGHT}\n{RIGHT}\n{OTHER}")[0]


def test_an_earlier_link_sent_again_does_not_take_the_second_vote_away() -> None:
    both = f"{RIGHT}&then=ray-serve"
    text, _ = shown(f"Ana {both}\nAna {RIGHT}")
    assert "Ana sent an earlier link to S12 again. The vote after the inject counts." in text
    assert "Ana: from A, KServe services" in text
    assert "1 answer to 1 case" in text
    text, _ = shown(f"Ana {both}\nAna {OTHER}")
    said = "changed the answer to S12. The last one counts, and it has no vote after the inject."
    assert f"Ana {said}" in text
    text, _ = shown(f"Ana {RIGHT}\nAna {OTHER}\nAna {RIGHT}")
    assert text.count("Ana changed the answer to S12. The last one counts.") == 1
    text, _ = shown(f"Ana {both}\nAna {both}")
    assert text.count("Ana sent the same answer to S12 twice. It counts once.") == 1


def test_who_looked_nowhere_is_counted_in_a_drill() -> None:
    drill = GUIDE.drills[0]
    link = f"https://guide.test/drills/#v=1&drill={drill.id}&role={drill.answers}&moves="
    first = drill.looks[0]
    wrong = act(drill.units[0].unit)
    text, _ = shown(
        f"Ana {link}{look(first.id)}.{GIVE_UP}&sure=sure\nBo {link}{wrong}.{GIVE_UP}&sure=sure\n"
        f"Cy {link}{GIVE_UP}&sure=sure\nDi {link.removesuffix('&moves=')}"
    )
    assert "2 × Nowhere : Bo, Cy" in text
    assert "2 of 3" in text.partition("Where did you look?")[2]


def test_who_only_adds_the_second_vote_changed_nothing() -> None:
    then = f"{RIGHT}&then=ray-serve"
    text, _ = shown(f"Ana: {RIGHT}\nBo: {RIGHT}\nAna: {then}")
    assert "2 answers to 1 case" in text
    assert "different names" not in text
    assert "1 × C, Ray Serve, owned by the application team : Ana" in text
    told = "Ana changed the answer to S12. The last one counts."
    assert told in shown(f"Ana: {RIGHT}\nAna: {OTHER}&then=ray-serve")[0]
    assert told in shown(f"Ana: {then}\nAna: {RIGHT}&then=kserve-app")[0]
    assert told not in shown(f"Ana: {then}\nAna: {RIGHT}")[0]
    twice = "Ana sent the same answer to S12 twice. It counts once. If these are two people"
    assert twice in shown(f"Ana: {RIGHT}\nAna: {RIGHT}")[0]


@given(st.lists(st.text(max_size=60), max_size=6))
def test_nothing_that_was_pasted_becomes_markup(lines: list[str]) -> None:
    html = shown("\n".join([*lines, f"<img src=x> {RIGHT}", "<b onload=x>"]))[1]
    assert "<img" not in html
    assert "<b onload" not in html


def test_an_address_with_nothing_of_a_room_shows_the_form_alone() -> None:
    page = json.loads(ENGINE.render("foo=1", "room"))
    assert page["title"] == "Workshop results"
    assert "<textarea" in page["html"]


NAMES = (
    ("10:42 Ana:", "Ana"),
    ("[29.11.26, 10:44:07] Ana:", "Ana"),
    ("29/11/2026, 10:45 - Ana:", "Ana"),
    ("Ana 10:46 AM", "Ana"),
    ("2026-11-29 10:47 Ana: here is mine", "Ana"),
    ("Ana de la Cruz:", "Ana de la Cruz"),
    ("Here is mine", ""),
    ("Here is mine:", ""),
    ("mine", ""),
    ("I could not decide between two of them", ""),
    ("10:48", ""),
    ("", ""),
)


def test_a_name_is_a_name_without_its_time_and_a_sentence_is_none() -> None:
    for before, name in NAMES:
        address = ENGINE.room_address(json.dumps({"links": f"{before} {RIGHT}"}))
        by = re.search(r"1\.by=([^&]*)", address)
        assert (by[1] if by else "").replace("_", " ") == name, before


def test_one_person_at_two_times_is_one_person() -> None:
    text, _ = shown(f"10:42 Ana: {RIGHT}\n10:44 ana: {OTHER}\nBo {RIGHT}")
    assert "2 answers to 1 case" in text
    assert "ana changed the answer to S12." in text
    assert "give them different names" in text


def test_the_name_in_a_link_counts_unless_another_one_was_put_in_front() -> None:
    text, html = shown(f"Here is mine: {RIGHT}&by=Ana_B\nSomebody 10:42 {OTHER}&by=Ana_B")
    assert "1 answer to 1 case" in text
    assert "1 × C, Ray Serve, owned by the application team : Ana B" in text
    assert "by=Ana_B" not in html
    for before in ("Kim:", "10:42 Kim:", "- Kim: here it is"):
        text, _ = shown(f"{before} {RIGHT}&by=Ben")
        assert ": Kim" in text, before
        assert "Ben" not in text, before


def test_a_name_with_an_accent_in_a_link_is_read_whole() -> None:
    for by in ("Ana_María", "Ana_Mar%C3%ADa", "Ana_María."):
        assert ": Ana María" in shown(f"{RIGHT}&by={by} and that is it")[0], by


def test_answers_without_a_name_are_said_to_count_each() -> None:
    told = "If one person sent two links to a case, both count."
    assert f"2 links have no name. {told}" in shown(f"{RIGHT}\nAna {RIGHT}\n{OTHER}")[0]
    assert f"Link 2 has no name. {told}" in shown(f"Ana {RIGHT}\n{OTHER}")[0]
    assert told not in shown(RIGHT)[0]


def test_who_votes_again_after_the_inject_has_both_votes_in_the_results() -> None:
    text, _ = shown(f"Ana {RIGHT}&then=ray-serve\nBo {RIGHT}&then=kserve-app\nCy {RIGHT}")
    assert "3 × A, KServe services, owned by the application team : Ana, Bo, Cy" in text
    after = text[text.index(PROMPTS["then"]) :]
    assert "1 × C, Ray Serve, owned by the application team : Ana" in after
    assert "1 × A, KServe services, owned by the application team : Bo" in after
    assert PROMPTS["then"] not in shown(f"Ana {RIGHT}")[0].partition("Votes on paper")[0]


def paper(address: str, **votes: str) -> str:
    """The address with these votes typed on the page that it shows; `__` stands for a dot."""
    html = json.loads(ENGINE.render(address, "room"))["html"]
    fields = dict(
        re.findall(r'<input type="number" name="([^"]*)"[^>]*?(?: value="(\d+)")?>', html)
    )
    hidden = re.findall(r'<input type="hidden" name="cases" value="([^"]*)">', html)
    area = re.search(r"<textarea[^>]*>([^<]*)</textarea>", html)
    typed = {name.replace("__", ".").replace("_", "-"): value for name, value in votes.items()}
    assert typed.keys() <= fields.keys(), fields.keys()
    links = area[1].replace("&amp;", "&") if area else ""
    given = {"links": links, "cases": "".join(hidden), **fields, **typed}
    return ENGINE.room_address(json.dumps(given))


def read_page(address: str) -> str:
    html = json.loads(ENGINE.render(address, "room"))["html"]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


def test_votes_on_paper_count_with_those_from_screens() -> None:
    address = ENGINE.room_address(json.dumps({"links": f"Ana {RIGHT}"}))
    address = paper(address, S12__layer__kserve_app="3", S12__layer__ray_serve="1")
    text = read_page(address)
    assert "1 answer to 1 case, votes on paper to 1 case" in text
    assert "4 votes on paper are counted, in the table above." in text
    assert "4 × A, KServe services, owned by the application team : Ana, 3 on paper" in text
    assert "1 × C, Ray Serve, owned by the application team : 1 on paper" in text
    assert "4 of 5" in text
    assert address.endswith("S12.layer=kserve-app.3,ray-serve.1")
    assert paper(address) == address
    assert "S12.layer=ray-serve.1" in paper(address, S12__layer__kserve_app="")


def test_a_case_without_links_is_opened_by_its_number_alone() -> None:
    address = ENGINE.room_address(json.dumps({"links": "s12, D7\nS999\n"}))
    assert address == "cases=S12,D7&1.text=S999"
    text = read_page(address)
    for name in ("S12", "D7"):
        assert f"Votes on paper for {name}" in text
    assert "Link 1: no answer of this guide is in it." in text
    assert "Results of S12, D7" in read_page("cases=S12,D7")
    unit = GUIDE.drills[0].units[0].unit
    drill = next(case for case in GUIDE.drills if case.number == 7)
    unit = drill.units[1].unit
    voted = paper("cases=S12,D7", **{f"D7__units__{unit.replace('-', '_')}": "4"})
    text = read_page(voted)
    assert "votes on paper are counted, in the list above." in text
    assert f"Put back, by votes on paper: 4 × B, {words_of(GUIDE.unit_by_id[unit].name)}" in text
    assert "Votes on paper to 1 case" in text


def test_a_link_of_a_case_that_the_workshop_does_not_have_is_said() -> None:
    typed = {"links": f"Ana: {RIGHT}", "cases": "S8,D7", "S4.owner.both": "2"}
    text = read_page(ENGINE.room_address(json.dumps(typed)))
    assert "Link 1 (Ana): S12 is not in this workshop, which has S8, D7." in text
    assert "1 answer to 1 case" in text
    for cases in ("S12,D7", ""):
        text = read_page(ENGINE.room_address(json.dumps({**typed, "cases": cases})))
        assert "is not in this workshop" not in text, cases


def words_of(text: str) -> str:
    """Content text as it is read."""
    return text.replace("`", "")


def test_what_is_no_vote_is_left_out() -> None:
    for odd in ("S12.layer=nothing.3", "S999.layer=kserve.3", "S12.what=a.1", "S12.layer=x"):
        assert "on paper to" not in read_page(f"cases=S12&{odd}")
    typed = {"cases": "S12", "S12.layer.ray-serve": "-3", "S12.owner.both": "many"}
    assert ENGINE.room_address(json.dumps(typed)) == "cases=S12"
    typed = {"S12.layer.ray-serve": "4000"}
    assert ENGINE.room_address(json.dumps(typed)) == "S12.layer=ray-serve.99"


def test_beside_the_button_it_is_said_how_many_votes_it_counted() -> None:
    """The counts stand further up, where nobody looks who has just pressed it."""
    text, html = shown(f"Ana {RIGHT}")
    assert "counted, in the" not in text
    described = re.search(r'aria-describedby="(counted-S12)"', html)
    assert described
    assert f'role="status" id="{described[1]}"></p>' in html
