"""The pages of practice: what is asked next, what a commitment leads to, and what is never told."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pytest

from decision_tree.engine.browser import Engine
from decision_tree.engine.model import (
    OWNERS,
    ROLES,
    SURENESS,
    Case,
    Drill,
    Guide,
    Scenario,
    Statement,
)
from decision_tree.engine.practice.attempt import (
    DRILL,
    SCENARIO,
    SUMMARY,
    Attempt,
    decode_attempt,
    encode_attempt,
    every_attempt,
    open_part,
)
from decision_tree.engine.practice.difficulty import rated, rating, start_here
from decision_tree.engine.practice.drill_moves import OVER, Course, act, look
from decision_tree.engine.practice.grading import Grade, grade
from decision_tree.engine.practice.pages import PracticeView
from decision_tree.runtime.practice_file import practice_files, without_practice
from tests.conftest import published
from tests.engine.practice.grades import every_grade
from tests.hostile.fuzz import SNIPPETS
from tests.reading import outline

GUIDE = published()
EVERY: list[Case] = [*GUIDE.scenarios, *GUIDE.drills]
DRILLS = pytest.mark.parametrize("drill", GUIDE.drills, ids=lambda each: each.id)
CASES = pytest.mark.parametrize("case", EVERY, ids=lambda each: each.id)


class Seen(HTMLParser):
    """Tags, names of attributes, links and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.hrefs: list[str] = []
        self.keeps: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        given = dict(attrs)
        self.tags.add(tag)
        self.names |= given.keys()
        if tag == "a":
            self.hrefs.append(given.get("href") or "")
            if "data-keep" in given:
                self.keeps.append(given.get("href") or "")

    def handle_data(self, data: str) -> None:
        """Note the text."""
        self.text += data


def kind_of(case: Case) -> str:
    """SCENARIO or DRILL."""
    return SCENARIO if isinstance(case, Scenario) else DRILL


def view_of(case: Case, guide: Guide = GUIDE) -> PracticeView:
    """The pages that list this case."""
    return PracticeView(guide, kind_of(case))


def seen(view: PracticeView, attempt: Attempt | str, kept: str = "") -> Seen:
    """The page of an attempt, or of a fragment."""
    fragment = attempt if isinstance(attempt, str) else encode_attempt(attempt)
    return Seen(view.page(fragment, kept).html)


def plain(statement: Statement) -> str:
    """A statement as a page's text has it."""
    return re.sub(r"`|\*\*", "", statement.text)


@cache
def wrong_and_right(case: Case) -> tuple[Attempt, Attempt]:
    """An attempt with every part wrong that can be, and one with all right; both of them sure."""
    grades = sorted(every_grade(case), key=lambda each: sum(mark.correct for mark in each.marks))
    right = next(each.attempt for each in reversed(grades) if each.correct)
    return replace(grades[0].attempt, sure="sure"), replace(right, sure="sure")


def best_played(drill: Drill) -> Grade:
    """The best sequence of the team that answers for the endpoint."""
    course = Course(GUIDE, drill, drill.answers)
    moves = course.best(course.start).moves
    attempt = Attempt(DRILL, drill.id, role=drill.answers, moves=moves, sure="sure")
    found = grade(GUIDE, attempt)
    assert found is not None
    return found


@CASES
def test_the_choices_of_a_case_lead_through_its_parts_to_a_commitment(case: Case) -> None:
    if isinstance(case, Drill):
        return  # played in the test below
    view, attempt, asked = view_of(case), Attempt(kind_of(case), case.id), []
    while part := open_part(attempt):
        asked.append(part)
        links = [href for href in seen(view, attempt).hrefs if href.startswith("#v=1&")]
        after = [found for href in links if (found := decode_attempt(GUIDE, href)[0])]
        onward = [each for each in after if getattr(each, part) and each.id == case.id]
        assert len(onward) >= len(SURENESS)
        attempt = onward[0]
    assert asked == ["layer", "owner", "fact", "sure"]
    assert "again" in seen(view, attempt).text


@DRILLS
def test_the_links_of_a_drill_are_its_moves_and_lead_to_the_best_end(drill: Drill) -> None:
    """Every world on the best way offers every move that the engine offers, and no other."""
    view, course = PracticeView(GUIDE, DRILL), Course(GUIDE, drill, drill.answers)
    begun = Attempt(DRILL, drill.id)
    assert {encode_attempt(replace(begun, role=role)) for role in ROLES} <= {
        href.removeprefix("#") for href in seen(view, begun).hrefs
    }
    attempt, world = replace(begun, role=drill.answers), course.start
    for move in course.best(course.start).moves[:-1]:
        page = seen(view, attempt)
        links = {decode_attempt(GUIDE, href)[0] for href in page.hrefs if drill.id in href}
        offered = {
            replace(attempt, moves=course.step(world, m).moves) for m in course.offers(world)
        }
        first = not world.moves
        onward = {each for each in links if each and len(each.moves) > len(attempt.moves)}
        assert onward <= offered
        assert offered - links == {
            each for each in offered if first and each.moves[-1:] == ("give-up",)
        }
        world = course.step(world, move)
        attempt = replace(attempt, moves=world.moves)
        if open_part(attempt) == "sure":
            assert len(seen(view, attempt).hrefs) >= len(SURENESS)
            attempt = replace(attempt, sure="sure")
    assert open_part(attempt) == ""
    assert "Right" in seen(view, attempt).text


@DRILLS
def test_no_address_tells_beforehand_that_a_move_ends_the_drill(drill: Drill) -> None:
    view, course = PracticeView(GUIDE, DRILL), Course(GUIDE, drill, drill.answers)
    moves = [each for each in course.best(course.start).moves if each != OVER]
    for count in range(len(moves)):
        world = course.worlds(moves[:count])[-1]
        attempt = Attempt(DRILL, drill.id, role=drill.answers, moves=world.moves, sure="sure")
        hrefs = [each for each in seen(view, attempt).hrefs if "moves=" in each]
        assert hrefs
        assert not any(
            OVER in each.partition("moves=")[2].split("&")[0].split(".") for each in hrefs
        )
        text = seen(view, attempt).text.partition("Put back")[2]
        assert not [each for each in GUIDE.placeholder_by_name if f"{each} is" in text]


def test_who_gives_up_reads_what_goes_on(practised: Guide) -> None:
    for drill in practised.drills:
        attempt = Attempt(DRILL, drill.id, role=drill.answers, moves=("give-up",), sure="sure")
        course = Course(practised, drill, drill.answers)
        harm = course.harm(course.start.broken)
        text = seen(PracticeView(practised, DRILL), attempt).text
        assert (f"It goes on, with {harm:,} a minute." in text) == bool(harm)


@DRILLS
def test_a_world_is_shown_as_it_is_after_each_move(drill: Drill) -> None:
    view, course = PracticeView(GUIDE, DRILL), Course(GUIDE, drill, drill.answers)
    for move in course.minutes:
        world = course.step(course.start, move)
        attempt = Attempt(DRILL, drill.id, role=drill.answers, moves=world.moves, sure="guess")
        page = seen(view, attempt)
        if world.end:
            assert f"{world.cost.affected:,} {drill.counts}" in page.text
            continue
        assert f"Since the alarm{world.cost.minutes} min" in page.text
        assert f"{course.harm(world.broken):,} a minute" in page.text
        if move.startswith("act-"):
            done = page.text.partition("Still broken: ")[2].partition("\n")[0]
            now = f"{course.harm(world.broken):,} {drill.counts} a minute"
            assert now in done or "nobody notices" in done
            assert bool(course.harm(world.broken)) == (now in done)
            for each in world.broken:  # the looks tell that, and not a wrong act
                assert GUIDE.aspect_by_id[each].name.replace("`", "") not in done
        for shown in course.looks[move.removeprefix("look-")].shows if "look-" in move else ():
            assert shown.text in page.text


@DRILLS
def test_what_a_look_shows_is_what_it_is_by_then(drill: Drill) -> None:
    view, course = PracticeView(GUIDE, DRILL), Course(GUIDE, drill, drill.answers)
    looks = [look(each.id) for each in drill.looks]
    for choice in drill.units:
        world = course.worlds([*looks, act(choice.unit)])[-1]
        attempt = Attempt(DRILL, drill.id, role=drill.answers, moves=world.moves, sure="guess")
        text = seen(view, attempt).text
        back = {*world.restored, *world.reverted}
        for shown in (shown for each in drill.looks for shown in each.shows):
            assert (shown.back if shown.aspect in back else shown.text) in text


def test_a_link_from_before_drills_were_played_shows_the_case_and_says_so() -> None:
    drill = GUIDE.drill_by_id["answers-cite-the-wrong-pages"]
    line = f"v=1&drill={drill.id}&units=index-alias,prompt-version&sure=sure"
    page = PracticeView(GUIDE, DRILL).page(line, "")
    assert "from before drills were played" in page.html
    assert "Alias back to the previous index" in page.html
    assert page.title == drill.title
    assert "Which team are you?" in page.html
    told = Seen(PracticeView(GUIDE, DRILL).page("", line).html).text
    assert "1 of 19 answered, 1 with all parts right" in told


def test_a_link_that_claims_too_much_shows_where_it_gets_to() -> None:
    drill = GUIDE.drills[0]
    line = f"v=1&drill={drill.id}&role=platform&moves=look-x.act-x.over.give-up.give-up&sure=sure"
    html = PracticeView(GUIDE, DRILL).page(line, "").html
    assert "no check “x”" in html
    assert "no unit “x”" in html
    assert "moves after the end" in html
    assert "You gave up after 0 minutes" in html


@CASES
def test_only_links_that_finish_an_answer_ask_to_be_kept(case: Case) -> None:
    view = view_of(case)
    last = next(iter(every_attempt(case, GUIDE)))
    if isinstance(case, Drill):
        last = best_played(case).attempt
    for attempt in (Attempt(last.kind, last.id), replace(last, sure="")):
        for href in seen(view, attempt).keeps:
            found, notes = decode_attempt(GUIDE, href)
            assert found
            assert not open_part(found)
            assert not notes
    assert len(seen(view, replace(last, sure="")).keeps) == len(SURENESS)
    assert seen(view, Attempt(last.kind, last.id)).keeps == []


@CASES
def test_nothing_tells_the_answer_before_the_commitment(case: Case) -> None:
    _, right = wrong_and_right(case)
    view = view_of(case)
    for attempt in (Attempt(right.kind, right.id), replace(right, sure="")):
        text = seen(view, attempt).text
        assert not [said for said in said_of(case) if plain(said) in text]


def said_of(case: Case) -> list[Statement]:
    """Everything that explains an answer to this case."""
    if isinstance(case, Scenario):
        owners = [getattr(case.owners, owner) for owner in OWNERS]
        return [*(e.says for e in case.layers), *owners, *(e.says for e in case.deciding)]
    return [case.after, *(e.says for e in case.units), *(e.because for e in case.order)]


@CASES
def test_feedback_holds_every_explanation_of_its_marks(case: Case) -> None:
    view = view_of(case)
    for attempt in wrong_and_right(case):
        found = grade(GUIDE, attempt)
        assert found is not None
        text = seen(view, attempt).text
        for mark in found.marks:
            if mark.part == "units":
                continue  # told unit by unit, below
            for said in (*mark.overlooks, *mark.because):
                assert text.count(plain(said)) == 1, said
        for unit in found.units:
            if unit.chosen or unit.right:
                assert all(plain(said) in text for said in unit.says)


@CASES
def test_a_drills_feedback_says_what_is_restored_and_how_one_would_know(case: Case) -> None:
    if isinstance(case, Scenario):
        return
    for attempt in wrong_and_right(case):
        text = seen(view_of(case), attempt).text
        for aspect in case.broken:
            assert plain(GUIDE.aspect_by_id[aspect].know) in text
        assert plain(case.after) in text


def test_a_rollback_that_restores_nothing_of_what_is_broken_says_so(practised: Guide) -> None:
    drill = replace(practised.drills[0], broken=("words",))
    view = PracticeView(replace(practised, drills=(drill,)), DRILL)
    told = outline(
        view.page("v=1&drill=case&role=platform&moves=act-pin.give-up&sure=sure", "").html, "li"
    )
    start = told.index("li: Restored: Nothing that is broken.")
    assert told[start : start + 3] == [
        "li: Restored: Nothing that is broken.",
        "li: Still broken: The words",
        "li: Good, but rolled back too: The bytes",
    ]


def test_a_part_can_be_changed_without_losing_the_others() -> None:
    last = next(iter(every_attempt(GUIDE.scenarios[0], GUIDE)))
    page = seen(PracticeView(GUIDE), replace(last, sure=""))
    changed = f"#{encode_attempt(replace(last, layer='', sure=''))}"
    assert changed in page.hrefs
    assert open_part(decode_attempt(GUIDE, changed)[0] or last) == "layer"


def test_the_list_says_what_was_tried_and_how_it_went() -> None:
    first, second, *_ = GUIDE.scenarios
    wrong, right = wrong_and_right(first)[0], wrong_and_right(second)[1]
    kept = "\n".join(map(encode_attempt, (wrong, right)))
    text = seen(PracticeView(GUIDE), "", kept).text
    assert f"2 of {len(GUIDE.scenarios)} answered, 1 with all parts right" in text
    twice = start_here(
        GUIDE, SCENARIO, rated(GUIDE, SCENARIO)
    )  # those to start with stand among all others too
    assert text.count("Not tried yet") == len(GUIDE.scenarios) - 2 + len(twice)
    assert "Right in every part. Sure." in text


def test_after_feedback_come_the_next_case_without_an_answer_and_the_next_missed_one() -> None:
    first, second, third, *_ = GUIDE.scenarios
    kept = "\n".join(
        encode_attempt(wrong_and_right(case)[n]) for case, n in ((first, 1), (second, 0))
    )
    hrefs = seen(PracticeView(GUIDE), wrong_and_right(first)[1], kept).hrefs
    for case in (second, third):
        assert f"#v=1&scenario={case.id}" in hrefs
    begins = start_here(GUIDE, SCENARIO, rated(GUIDE, SCENARIO))
    onward = seen(PracticeView(GUIDE), wrong_and_right(begins[0])[1]).text
    assert begins[1].title in onward.partition("Next, not tried yet")[0]
    everything = "\n".join(encode_attempt(wrong_and_right(case)[1]) for case in GUIDE.scenarios)
    page = seen(PracticeView(GUIDE), wrong_and_right(first)[1], everything)
    assert "Next" not in page.text


def test_what_a_scenario_can_be_about_is_told_once_it_is_answered() -> None:
    """The products of its layers hint at the answer; a drill needs its stack."""
    first = GUIDE.scenarios[0]
    about = rating(GUIDE, first).told
    assert ", about " in about
    view = PracticeView(GUIDE)
    assert ", about " not in seen(view, "").text
    assert ", about " not in Seen(view.static()).text
    kept = encode_attempt(wrong_and_right(first)[1])
    assert seen(view, "", kept).text.count(", about ") == 1
    assert about in seen(view, "", kept).text
    assert ", about " in seen(PracticeView(GUIDE, DRILL), "").text


def test_an_answer_that_came_with_a_link_is_kept_only_on_request() -> None:
    wrong, right = wrong_and_right(GUIDE.scenarios[0])
    view = PracticeView(GUIDE)
    assert seen(view, wrong, encode_attempt(right)).keeps == [f"#{encode_attempt(wrong)}"]
    assert seen(view, wrong, encode_attempt(wrong)).keeps == []


def test_the_summary_leads_to_the_missed_cases_only_on_whichever_page_they_are() -> None:
    scenario, drill = GUIDE.scenarios[0], GUIDE.drills[0]
    kept = "\n".join(
        encode_attempt(each) for each in (wrong_and_right(scenario)[0], wrong_and_right(drill)[0])
    )
    page = seen(PracticeView(GUIDE), SUMMARY, kept)
    assert f"2 of {len(EVERY)} cases answered" in page.text
    assert "Sure and wrong" in page.text
    assert f"#v=1&scenario={scenario.id}" in page.hrefs
    assert f"../drills/#v=1&drill={drill.id}" in page.hrefs
    solved = "\n".join(encode_attempt(wrong_and_right(case)[1]) for case in EVERY)
    page = seen(PracticeView(GUIDE, DRILL), SUMMARY, solved)
    assert "To try again" not in page.text
    assert f"{len(EVERY)} of {len(EVERY)} cases answered" in page.text
    assert "0 of" in seen(PracticeView(GUIDE), SUMMARY).text


def test_without_the_engine_every_case_stands_whole_with_its_answer() -> None:
    for kind in (SCENARIO, DRILL):
        view = PracticeView(GUIDE, kind)
        page = Seen(view.static())
        for case in view.cases:
            told = case.brief if isinstance(case, Scenario) else (case.pager, *evidence_of(case))
            for text in (case.title, *told):
                assert plain(Statement(text)) in page.text
            for said in said_of(case):
                assert plain(said) in page.text


def evidence_of(drill: Drill) -> list[str]:
    """What the looks of a drill show at the alarm, and where one looks."""
    return [*(each.at for each in drill.looks), *(s.text for e in drill.looks for s in e.shows)]


def test_sheets_hold_no_answer_and_the_answers_hold_all() -> None:
    for kind in (SCENARIO, DRILL):
        view = PracticeView(GUIDE, kind)
        sheets, answers = Seen(view.sheets()).text, Seen(view.sheets(answers=True)).text
        for case in view.cases:
            assert case.title in sheets
            for said in said_of(case):
                assert plain(said) not in sheets
                assert plain(said) in answers


def test_pages_made_ahead_are_those_made_when_asked() -> None:
    for case in (GUIDE.scenarios[0], GUIDE.drills[0]):
        view = view_of(case)
        here = view.page(encode_attempt(Attempt(view.kind, case.id)), "")
        assert here.ahead
        for fragment in here.ahead:
            assert decode_attempt(GUIDE, fragment)[1] == ()


def test_no_address_and_nothing_kept_brings_its_own_markup() -> None:
    views = (PracticeView(GUIDE), PracticeView(GUIDE, DRILL))
    scenario, drill = GUIDE.scenarios[0].id, GUIDE.drills[0].id
    last = [
        encode_attempt(next(iter(every_attempt(case, GUIDE)))) for case in (EVERY[0], EVERY[-1])
    ]
    fine = [seen(view, each, last[0]) for view in views for each in ("", SUMMARY, *last)]
    fine += [seen(view, each) for view in views for each in _begun(scenario, drill)]
    tags = set().union(*(page.tags for page in fine)) | {"div"}
    names = set().union(*(page.names for page in fine))
    shapes = (
        "{}",
        "v={}",
        "show={}",
        "scenario={}",
        f"v=1&scenario={scenario}&layer={{}}&owner={{}}&fact={{}}&sure={{}}",
        f"v=1&drill={drill}&units={{}},{{}}&sure={{}}",
        "{}=x",
    )
    for text in SNIPPETS:
        for shape in shapes:
            hostile = shape.replace("{}", text)
            for view in views:
                for page in (
                    seen(view, hostile),
                    seen(view, "", hostile),
                    seen(view, SUMMARY, hostile),
                ):
                    assert page.tags <= tags, hostile
                    assert page.names <= names, hostile
                    assert all(href.startswith(("#v=1", "../")) for href in page.hrefs), hostile


def _begun(scenario: str, drill: str) -> list[str]:
    return [f"v=1&scenario={scenario}", f"v=1&drill={drill}", "v=1&nothing=here"]


def test_what_cannot_be_graded_shows_the_list_and_an_unsound_case_no_answer() -> None:
    scenario, drill = GUIDE.scenarios[0], GUIDE.drills[0]
    restored = {each for unit in drill.units for each in GUIDE.unit_by_id[unit.unit].restores}
    lost = next(aspect.id for aspect in GUIDE.aspects if aspect.id not in restored)
    unsound = replace(
        GUIDE,
        scenarios=(replace(scenario, facts=(), see=()),),
        drills=(replace(drill, broken=(lost,), see=()),),
    )
    for case in (scenario, drill):
        static = view_of(case, unsound).static()
        assert not [said for said in said_of(case) if plain(said) in Seen(static).text]
        folded = [line for line in outline(static, "details") if "dt-look" not in line]
        assert folded == ["details.dt-fold.dt-key: The answer"]
    attempt = next(iter(every_attempt(drill, unsound)))
    assert "The drills" in seen(PracticeView(unsound, DRILL), attempt).text


def test_practice_is_brought_to_an_engine_that_has_none_and_is_the_same_there() -> None:
    engine = Engine(without_practice(GUIDE), "../")
    assert json.loads(engine.render("", "practice"))["html"].count("dt-case-title") == 0
    assert engine.bring(*practice_files(GUIDE).values()) == ""
    whole = Engine(GUIDE, "../")
    whole.bring(*practice_files(GUIDE).values())  # what is there already is not there twice
    attempt = encode_attempt(wrong_and_right(GUIDE.drills[0])[0])
    for kind in ("practice", "drills"):
        for fragment in ("", SUMMARY, attempt):
            assert engine.render(fragment, kind, attempt) == whole.render(fragment, kind, attempt)


def test_what_is_kept_is_a_line_for_each_answer_and_a_broken_one_is_left_out() -> None:
    engine = Engine(GUIDE, "../")
    wrong, right = map(encode_attempt, wrong_and_right(GUIDE.scenarios[0]))
    kept = engine.keep(wrong, "")
    assert kept == wrong
    assert engine.keep(right, f"nonsense\n{kept}") == right
    assert engine.keep("nonsense", kept) == kept
    made = json.loads(
        engine.practice_record(SUMMARY, json.dumps({"kept": kept, "page": "https://a.test/"}))
    )
    assert f"1 of {len(EVERY)} cases answered" in made["markdown"]
    assert made["link"] == f"https://a.test/#{SUMMARY}"


def test_every_grading_has_its_checksum() -> None:
    engine = Engine(GUIDE, "../")
    for case in (GUIDE.scenarios[0], GUIDE.drills[0]):
        sums = json.loads(engine.gradings(kind_of(case), case.id))
        assert len(sums) == len(list(every_attempt(case, GUIDE)))
        assert len(set(sums)) == len(sums)


def test_a_case_that_names_no_row_of_the_guide_has_no_heading_for_them() -> None:
    drill = next(drill for drill in GUIDE.drills if drill.see)
    alone = replace(GUIDE, drills=(replace(drill, see=()),))
    attempt = next(each for each in every_attempt(drill, GUIDE) if not open_part(each))
    fragment = encode_attempt(attempt)
    assert "In the guide" in PracticeView(GUIDE, "").page(fragment, "").html
    assert "In the guide" not in PracticeView(alone, "").page(fragment, "").html
