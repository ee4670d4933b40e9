"""A workshop: what is chosen stands in the address, an hour is an hour, answers stay apart."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.browser import Engine
from decision_tree.engine.display_names import ROLE_NAMES
from decision_tree.engine.html_parts import Parts
from decision_tree.engine.link_reader import read
from decision_tree.engine.model import Case, Drill, Scenario
from decision_tree.engine.practice.agenda import (
    HOUR,
    LENGTHS,
    agenda,
    ask_of,
    fitting,
    inject_of,
    length_for,
    total,
)
from decision_tree.engine.practice.attempt import (
    DRILL,
    WORDS,
    case_kind,
    encode_attempt,
    every_attempt,
    read_progress,
)
from decision_tree.engine.practice.case_page import (
    answer,
    begun,
    letters,
    offers,
    right_on_paper,
    with_inject,
)
from decision_tree.engine.practice.difficulty import label, rating
from decision_tree.engine.practice.drill_moves import (
    ACT,
    GIVE_UP,
    OVER,
    Course,
    act,
    look,
    named_move,
)
from decision_tree.engine.practice.feedback import after_inject
from decision_tree.engine.practice.pages import PracticeView
from decision_tree.engine.practice.right_answers import (
    DrillKey,
    drill_key,
    scenario_key,
    walk_with_inject,
)
from decision_tree.engine.practice.workshop import WorkshopView, run_sheet
from decision_tree.engine.practice.workshop_address import (
    Workshop,
    called,
    decode_workshop,
    encode_workshop,
    for_room,
    results_address,
    setting,
)
from decision_tree.engine.walk import walk
from tests.conftest import published

GUIDE = published()
EVERY: tuple[Case, ...] = (*GUIDE.scenarios, *GUIDE.drills)
CASES = pytest.mark.parametrize("case", EVERY, ids=label)
SOME = st.lists(st.sampled_from(EVERY), max_size=8, unique_by=label).map(tuple)


@given(SOME, st.sampled_from(LENGTHS), st.booleans())
def test_a_workshop_survives_its_address(cases: tuple[Case, ...], minutes: int, room: bool) -> None:
    made = Workshop(cases, minutes, room)
    assert decode_workshop(GUIDE, encode_workshop(made)) == (made, ())


def test_what_is_no_case_is_said_and_the_others_stay() -> None:
    made, notes = decode_workshop(GUIDE, "v=1&cases=s4,S999,d7,S4,hello")
    assert encode_workshop(made) == "v=1&cases=S4,D7"
    assert notes == (
        "There is no case “S999”, so it was left out.",
        "There is no case “hello”, so it was left out.",
    )


@given(SOME, st.sampled_from(LENGTHS))
def test_the_agenda_has_no_hole_and_takes_the_minutes_planned_where_all_fits(
    cases: tuple[Case, ...], length: int
) -> None:
    slots = agenda(GUIDE, cases, length)
    assert [slot.start for slot in slots] == [
        sum(each.minutes for each in slots[:n]) for n in range(len(slots))
    ]
    assert total(slots) == length or (total(slots) > length and len(cases) > 1)
    for case in cases:
        mine = (slot for slot in slots if slot.what.startswith(f"{label(case)}:"))
        alone, compare, inject, right, ask = mine
        assert alone.minutes == rating(GUIDE, case).minutes
        assert compare.minutes >= 5
        assert inject.minutes > 0
        assert right.minutes > 0
        assert "answer" in right.what
        assert ask.minutes > 0
        assert "“Ask”" in ask.what
    breaks = [slot.minutes for slot in slots if slot.what == "Break."]
    assert breaks == [10] * (length >= 90 and len(cases) > 1)


HOLDS = {30: 1, 45: 2, HOUR: 3, 90: 4, 120: 6}
"""How many cases fit into each length, whichever they are."""


@pytest.mark.parametrize(("length", "count"), HOLDS.items())
@pytest.mark.parametrize("kind", ["longest", "mixed"])
def test_each_length_holds_as_many_cases_as_is_said(length: int, count: int, kind: str) -> None:
    by_time = sorted(EVERY, key=lambda case: -rating(GUIDE, case).minutes)
    cases = tuple(by_time if kind == "longest" else [*by_time[::5], *by_time[::4]])[:count]
    assert total(agenda(GUIDE, cases, length)) == length
    assert fitting(GUIDE, cases, length) == cases
    assert length_for(GUIDE, cases) <= length


@given(SOME, st.sampled_from(LENGTHS))
def test_what_fits_and_what_does_not_is_said_on_the_page_and_on_the_run_sheet(
    cases: tuple[Case, ...], length: int
) -> None:
    made = Workshop(cases, length)
    fit, needed = fitting(GUIDE, cases, length), length_for(GUIDE, cases)
    html = unescape(WorkshopView(GUIDE).page(encode_workshop(made)).html)
    sheet = run_sheet(GUIDE, made)
    if fit == cases:
        assert "There is time for" not in html + sheet
        return
    over = ", ".join(label(case) for case in cases if case not in fit)
    names = ", ".join(label(case) for case in fit)
    said = f"There is time for {names}, and none for {over}."
    assert html.count(said) == 2  # above the print button, and on the run sheet itself
    assert said in sheet
    keep = encode_workshop(replace(made, cases=fit))
    assert f'href="#{keep}">Keep {names}' in html
    assert (f">Plan {needed} minutes</a>" in html) == bool(needed)
    assert ("Hold two workshops." in sheet) == (not needed)
    every = ", ".join(label(case) for case in cases)
    plan = f"a plan of {needed} minutes" if needed else "more than 120 minutes"
    assert html.count(f"{every}: this needs {plan}, and you have {length}") == 2
    kinds = {type(case) for case in cases}
    assert len({type(case) for case in fit}) >= min(len(kinds), len(fit))


def test_more_than_the_longest_plan_holds_is_said_with_what_to_do() -> None:
    made = Workshop(EVERY[:7], 120)
    assert length_for(GUIDE, made.cases) == 0
    assert (
        "There is time for S1, S2, S3, S4, S5, S6, and none for S7. All of them do not fit into "
        "120 minutes. Hold two workshops."
    ) in run_sheet(
        GUIDE, replace(made, cases=tuple(sorted(GUIDE.scenarios, key=lambda s: s.number))[:7])
    )


def test_a_time_too_short_for_any_case_is_said_so() -> None:
    assert "There is no time for S1, S2. " in run_sheet(GUIDE, Workshop(EVERY[:2], 10))


def test_what_has_no_time_is_neither_printed_nor_in_the_link_for_the_room() -> None:
    made = Workshop(EVERY[:4], HOUR)
    fit, view = fitting(GUIDE, made.cases, HOUR), WorkshopView(GUIDE)
    assert 0 < len(fit) < 4
    html = unescape(view.page(encode_workshop(made)).html)
    assert html.count("dt-sheet dt-solved") == len(fit)
    assert f">{len(fit)} sheets for the room</a>" in html
    assert "What has no time is not printed." in html
    room = encode_workshop(replace(made, cases=fit, room=True))
    assert encode_workshop(for_room(GUIDE, made)) == room
    assert f'href="#{room}"' in html.replace("&amp;", "&")
    left = label(EVERY[3])
    assert f"## {left}: " not in run_sheet(GUIDE, made)
    assert f"{left}: each person" not in run_sheet(GUIDE, made)
    asked = unescape(view.page(encode_workshop(replace(made, room=True))).html)
    assert f"Answer {left} on screen" not in asked
    engine = Engine(GUIDE, "../")
    assert json.loads(engine.practice_record(encode_workshop(made), "{}"))["link"].endswith(room)


def test_one_case_in_two_hours_leaves_time_and_says_so() -> None:
    html = WorkshopView(GUIDE).page("v=1&cases=S4&minutes=120").html
    assert re.search(r"\d+ minutes are left for the debrief. Add a case.", html)
    assert "are left for the debrief" not in WorkshopView(GUIDE).page("v=1&cases=S4,S5,D1").html


def test_a_length_or_a_page_that_does_not_exist_is_said() -> None:
    made, notes = decode_workshop(GUIDE, "v=1&cases=S4&minutes=7&for=me")
    assert encode_workshop(made) == "v=1&cases=S4"
    assert notes == (
        "A workshop takes 30, 45, 60, 90, 120 minutes, not “7”. This one: 60.",
        "There is no page for “me”. This is the page of who runs it.",
    )


def test_an_earlier_link_without_answers_shows_no_answer_today() -> None:
    made, notes = decode_workshop(GUIDE, "v=1&cases=S4,D7&answers=off")
    assert (made.room, notes) == (True, ())
    assert decode_workshop(GUIDE, "v=1&cases=S4,D7&answers=on")[0].room is False


@CASES
def test_each_case_has_an_inject_that_changes_what_is_right_and_a_question(case: Case) -> None:
    inject = inject_of(GUIDE, case)
    assert inject
    assert inject.told != inject.then
    assert ask_of(GUIDE, case).endswith("?")
    if isinstance(case, Drill):
        assert "till broken: " in inject.then or "Nothing is broken any more" in inject.then
        return
    key = scenario_key(GUIDE.tree, case)
    assert key
    after = walk(GUIDE.tree, {**dict(case.facts), **dict(case.inject.facts)})
    assert after.outcome
    assert after.outcome != key.outcome
    sign = letters(Parts(GUIDE, ""), case)["layer", after.outcome.id]
    assert inject.then.startswith(f"{sign}, {after.outcome.title}. ")
    for question, option in case.inject.facts:
        asked = GUIDE.tree.question_by_id[question]
        told = asked.option(option)
        assert told
        assert f"{asked.label}: {told.text}" in with_inject(Parts(GUIDE, ""), case)[1]


@CASES
def test_an_inject_is_said_aloud_in_sentences_and_in_no_words_of_the_tree(case: Case) -> None:
    inject = inject_of(GUIDE, case)
    assert inject
    sentences = re.split(r"(?<=[.?]) ", inject.told)
    assert len(sentences) <= 3
    for sentence in sentences:
        assert sentence[-1] in ".?"
        assert len(sentence.split()) <= 30
    if isinstance(case, Scenario):
        assert ":" not in inject.told
        for each in GUIDE.tree.questions:
            assert each.label not in inject.told


@CASES
def test_the_inject_comes_after_the_first_vote_and_the_room_votes_again(case: Case) -> None:
    """Until all parts of the first vote are given no address shows the inject; then it is asked
    for, and the first vote stays and is graded as before."""
    inject, made = inject_of(GUIDE, case), setting(Workshop((case,)))
    assert inject
    engine = Engine(GUIDE, "../")
    kind = "practice" if isinstance(case, Scenario) else "drills"

    def shown(address: str) -> str:
        return unescape(json.loads(engine.render(address, kind))["html"])

    said = plain(inject.told)
    attempt = begun(case)
    assert said not in shown(f"{encode_attempt(attempt)}{made}&show=inject")
    assert said not in unescape(WorkshopView(GUIDE).page(f"v=1{made}&for=room").html)
    if isinstance(case, Drill):
        done = replace(attempt, moves=(GIVE_UP,), sure="sure")
        assert "Say aloud what you would do then." in shown(f"{encode_attempt(done)}{made}")
        assert "Vote again" not in shown(f"{encode_attempt(done)}{made}")
        return
    key = scenario_key(GUIDE.tree, case)
    assert key
    first = replace(attempt, layer=key.outcome.id, owner=key.owner, fact=key.fact, sure="sure")
    waiting = shown(f"{encode_attempt(first)}{made}")
    assert said not in waiting
    assert waiting.count('class="dt-change"') == 4
    again = re.search(r'href="#([^"]*&show=inject)"', waiting)
    assert again
    asked = shown(again[1])
    assert said in asked
    assert 'class="dt-change"' not in asked  # the inject is heard: the first vote stays
    votes = re.findall(r'href="#([^"]*&then=[^"]*)"', asked)
    assert [dict(read(each, WORDS).pairs)["then"] for each in votes] == [
        each.outcome for each in case.layers
    ]
    for vote in votes:
        both = shown(vote)
        assert "It holds both votes." in both
        assert ["Second vote taken" in page for page in (waiting, both)] == [False, True]
        assert ["Vote again after the inject" in page for page in (waiting, both)] == [True, False]
        assert both.count('class="dt-change"') == 1
        told = shown(f"{vote}&show=answer")
        assert "Right in every part" in told
        assert "Right with the inject" in told
        assert "You said then" in told
        line = encode_attempt(replace(first, then=dict(read(vote, WORDS).pairs)["then"]))
        assert read_progress(GUIDE, line).attempts[0].then
    assert "Right with the inject" in shown(f"{encode_attempt(first)}{made}&show=answer")
    assert "After the inject" not in shown(encode_attempt(first))


def test_who_begins_a_case_again_in_a_workshop_is_led_to_the_answer_given() -> None:
    """The page of the workshop leads to the beginning; the first vote must not be lost there."""
    case = next(each for each in GUIDE.scenarios if scenario_key(GUIDE.tree, each))
    first = next(iter(every_attempt(case, GUIDE)))
    made, kept = setting(Workshop((case,))), encode_attempt(first)
    view = PracticeView(GUIDE)
    begin = f"{encode_attempt(begun(case))}{made}"
    html = unescape(view.page(begin, kept).html)
    assert f"You answered {label(case)} in this browser." in html
    assert f'href="#{kept}{made}"' in html
    assert "in this browser" not in view.page(begin, "").html
    assert "in this browser. " not in view.page(encode_attempt(begun(case)), kept).html


@pytest.mark.parametrize("drill", GUIDE.drills, ids=label)
def test_the_inject_of_a_drill_comes_with_the_units_that_are_still_to_put_back(
    drill: Drill,
) -> None:
    inject, key = inject_of(GUIDE, drill), drill_key(GUIDE, drill)
    assert inject
    assert key
    wrong = next(
        each.unit
        for each in drill.units
        if inject.told.endswith(f"{GUIDE.unit_by_id[each.unit].name}. What do you do now?")
    )
    course = Course(GUIDE, drill, drill.answers)
    now = course.step(course.start, act(wrong))
    left = [each for each in course.best(now).moves if each.startswith(ACT)]
    end = course.worlds((act(wrong), *left))[-1]
    assert end.end == OVER
    left = [named_move(each) for each in left]

    def names(aspects: tuple[str, ...]) -> str:
        return "; ".join(GUIDE.aspect_by_id[each].name for each in aspects) or "nothing"

    told = inject.then.partition("Put back now: ")[2].partition(". Until then, ")[0]
    assert told == ", then ".join(
        f"{letters(Parts(GUIDE, ''), drill)['units', each]}, {GUIDE.unit_by_id[each].name}"
        for each in left
    )
    assert inject.then.endswith(f" Bring forward again: {names(end.reverted)}.")
    if not left:
        assert inject.then.startswith(
            "Nothing is broken any more, and nothing is left to put back."
        )
        return
    assert f". Until then, still broken: {names(now.broken)}. " in inject.then


def test_where_nothing_is_right_with_an_inject_nothing_is_said_of_it() -> None:
    bare = replace(GUIDE.scenarios[0], facts=())
    assert after_inject(Parts(GUIDE, ""), bare, "") == ""
    assert "With the inject" not in PracticeView(GUIDE).sheet(bare, True, "")


@pytest.mark.parametrize("drill", GUIDE.drills, ids=label)
def test_in_a_workshop_a_drill_says_what_a_move_did_once_it_is_asked(drill: Drill) -> None:
    """Each of its acts alone, on the page as it is projected: the room decides before it reads."""
    view, made = PracticeView(GUIDE, DRILL), setting(Workshop((drill,)))
    telling = ("Restored: ", "Still broken: ", "a minute</dd>", "Leaves: ", "Too early: ")
    for choice in drill.units:
        moved = replace(begun(drill), moves=(act(choice.unit),), sure="guess")
        alone = view.page(encode_attempt(moved), "").html
        held = view.page(f"{encode_attempt(moved)}{made}", "").html
        fold = held[held.index("dt-held") :].partition("</details>")[0]
        open_part = held.replace(fold, "")
        assert any(each in plain_text(fold) for each in telling)
        assert not any(each in plain_text(open_part) for each in telling)
        assert "dt-held" not in alone
        looked = replace(moved, moves=(*moved.moves, look(drill.looks[0].id)))
        if "Show the answer" not in held:
            html = view.page(f"{encode_attempt(looked)}{made}", "").html
            before, _, after = html.partition('<details class="dt-fold dt-held">')
            assert "dt-evidence" in before
            assert "a minute</dd>" not in before + after.partition("</details>")[2]


def plain_text(html: str) -> str:
    """The text of some HTML, with the end of what the standing of a drill has."""
    return re.sub(r"<(?!/dd)[^>]*>", "", html)


@CASES
def test_letters_and_numbers_are_the_same_on_screen_and_on_the_sheet(case: Case) -> None:
    parts, view = Parts(GUIDE, "../"), PracticeView(GUIDE, case_kind(case))
    sheet = unescape(view.sheet(case, False, ""))
    signs = letters(parts, case)
    seen: dict[tuple[str, str], str] = {}
    attempt = begun(case)
    if isinstance(case, Scenario):
        right = scenario_key(GUIDE.tree, case)
        assert right
        steps = (
            ("layer", attempt),
            ("owner", attempt := replace(attempt, layer=right.outcome.id)),
            ("fact", attempt := replace(attempt, owner=right.owner)),
            ("sure", replace(attempt, fact=right.fact)),
        )
        for part, at in steps:
            html = view.page(encode_attempt(at), "").html
            found = re.findall(rf'[&;]{part}=([a-z-]+)"[^>]*>.*?dt-letter">([A-Z])</b>', html)
            seen |= {(part, name): sign for name, sign in found}
    else:
        html = view.page(encode_attempt(attempt), "").html
        moves = re.findall(r'moves=(look|act)-([a-z-]+)[^>]*>.*?dt-letter">(\w+)</b>', html)
        seen = {("looks" if how == "look" else "units", name): sign for how, name, sign in moves}
        half = replace(attempt, moves=(act(case.units[0].unit),))
        html = view.page(encode_attempt(half), "").html
        found = re.findall(r'sure=([a-z-]+)"[^>]*>.*?dt-letter">([A-Z])</b>', html)
        seen |= {("sure", name): sign for name, sign in found}
        left = view.page(encode_attempt(replace(half, sure="sure")), "").html
        for how, name, sign in re.findall(
            r'\.(look|act)-([a-z-]+)"[^>]*>.*?dt-letter">(\w+)</b>', left
        ):
            assert signs["looks" if how == "look" else "units", name] == sign
    assert seen == signs
    for part in {part for part, _ in seen}:
        rows = [row[2] for row in offers(parts, case) if row[0] == part]
        if rows:  # the boxes of the sheet count on from A
            boxes = sheet[sheet.index(plain(rows[0])) :]
            places = [boxes.index(plain(text)) for text in rows]
            assert places == sorted(places)


@CASES
def test_the_address_on_a_sheet_is_short_and_leads_to_the_case_without_its_answer(
    case: Case,
) -> None:
    view = PracticeView(GUIDE, case_kind(case))
    sheet = view.sheet(case, False, "")
    at = f"{'practice' if isinstance(case, Scenario) else 'drills'}/#{label(case)}"
    assert f'<a class="dt-spelt" href="../{at}">{at}</a>' in sheet
    assert "dt-spelt" not in view.sheet(case, True, "")
    for name in (label(case), label(case).lower()):
        assert view.page(name, "") == view.page(called(GUIDE, name), "")
        html = unescape(view.page(name, "").html)
        assert plain(case.title) in html
        assert f"&cases={label(case)}" in html
    assert called(GUIDE, "S999") == "S999"


def test_a_name_typed_at_the_end_of_an_answer_stands_in_its_link() -> None:
    engine, made = Engine(GUIDE, "../"), setting(Workshop((GUIDE.scenarios[0],)))
    key = scenario_key(GUIDE.tree, GUIDE.scenarios[0])
    assert key
    first = replace(
        begun(GUIDE.scenarios[0]), layer=key.outcome.id, owner=key.owner, fact=key.fact, sure="sure"
    )
    at = f"{encode_attempt(first)}{made}"
    html = json.loads(engine.render(at, "practice"))["html"]
    assert '<input name="by"' in html
    assert (
        '<input name="by"'
        not in json.loads(engine.render(encode_attempt(first), "practice"))["html"]
    )
    for typed, by in (("Ana María", "&by=Ana_María"), ("", ""), ("  ", "")):
        given = json.dumps({"by": typed})
        made = json.loads(engine.practice_record(at, given))
        assert made["link"] == f"#{at}{by}"
        assert made.get("linked", "") == ("" if by else "The link is copied, without your name.")
    assert "linked" not in json.loads(engine.practice_record(at, "{}"))
    again = json.loads(engine.render(f"{at}&by=Ana_María", "practice"))["html"]
    assert "dt-notes" not in again
    field = re.search('<input name="by"[^>]*>', again)
    assert field
    assert 'value="Ana María"' in field[0]
    assert "value=" not in str(re.search('<input name="by"[^>]*>', html))


def test_the_run_sheet_says_when_each_sheet_is_handed_out() -> None:
    sheet = run_sheet(GUIDE, Workshop(EVERY[:4], 90))
    for case in EVERY[:4]:
        assert f"{label(case)}: hand out its sheet." in sheet
    assert "Hand out each sheet only when its case begins." in sheet


def test_the_results_of_a_workshop_open_with_its_cases() -> None:
    html = WorkshopView(GUIDE).page("v=1&cases=S4,D7").html
    assert 'href="../room/#cases=S4,D7"' in html
    assert results_address(GUIDE, Workshop()) == "room/"


@CASES
def test_the_run_sheet_tells_what_the_inject_leads_to_after_the_answer_and_not_before(
    case: Case,
) -> None:
    sheet = run_sheet(GUIDE, Workshop((case,)))
    places = [sheet.index(f"- {name}: ") for name in ("Inject", "Answer", "With the inject", "Ask")]
    assert places == sorted(places)


def test_who_runs_it_has_the_opening_words_and_is_told_what_an_inject_is() -> None:
    sheet = run_sheet(GUIDE, Workshop(EVERY[:2], 45))
    html = WorkshopView(GUIDE).page(encode_workshop(Workshop(EVERY[:2], 45))).html
    for said in (sheet, unescape(html)):
        assert "Opening words, to read out" in said
        assert "We have 45 minutes and 2 cases." in said
        assert "An inject is a change to the case" in said
    assert sheet.index("An inject is a change to the case") < sheet.index("- Inject: ")


def test_what_to_start_with_is_named_with_its_titles_and_the_reason() -> None:
    html = unescape(WorkshopView(GUIDE).static())
    start = html[: html.index("Choose from all")]
    named = re.findall(r"[SD]\d+", start[start.index("Start with") : start.index("</span>")])
    assert len(named) == 3
    assert "all of them easy" in start
    by_label = {label(case): case for case in EVERY}
    for each in named:
        assert f"{each}: {by_label[each].title}" in start
        assert rating(GUIDE, by_label[each]).level == "easy"
    first, second, drill = (by_label[each] for each in named)
    assert isinstance(first, Scenario)
    assert isinstance(second, Scenario)
    assert isinstance(drill, Drill)
    assert len(first.inject.facts) == 1, named[0]
    keys = [scenario_key(GUIDE.tree, each) for each in (first, second)]
    owners = {key.owner for key in keys if key}
    assert len(owners) == 2
    ends = [walk_with_inject(GUIDE.tree, each).outcome for each in (first, second)]
    told = {key.outcome.id for key in keys if key} | {end.id for end in ends if end}
    assert len(told) == 4, "the inject of the one must not tell the answer to the other"
    assert len({ask_of(GUIDE, each) for each in (first, second, drill)}) == 3


@CASES
def test_a_case_of_a_workshop_leads_back_there_and_shows_its_answer_only_when_asked(
    case: Case,
) -> None:
    other = EVERY[0] if case != EVERY[0] else EVERY[1]
    made = Workshop((case, other), 90)
    engine, kind = Engine(GUIDE, "../"), "practice" if isinstance(case, Scenario) else "drills"
    room = unescape(WorkshopView(GUIDE).page(encode_workshop(replace(made, room=True))).html)
    link = re.search(rf'href="\.\./{kind}/#([^"]*)">Answer {label(case)} on screen', room)
    assert link
    address, finished = link[1], False
    back = f'href="../practice-print/#{encode_workshop(replace(made, room=True))}"'
    for _ in range(12):
        html = unescape(json.loads(engine.render(address, kind))["html"])
        assert back in html
        finished = "Show the answer" in html
        if finished:
            break
        assert "dt-feedback" not in html
        onward = re.findall(r'class="dt-option"[^>]* href="#([^"]*)"', html)
        onward += re.findall(r'class="dt-option" href="#([^"]*)"', html)
        address = onward[-1]  # the last is to give up, or a choice like the others
    assert finished
    assert "dt-mark" not in html
    assert "The best sequence" not in html
    copied = json.loads(engine.practice_record(address, "{}"))["link"]
    assert copied.endswith(f"#{address}")
    assert setting(made) in address
    told = re.search(r'href="#([^"]*&show=answer)"', html)
    assert told
    html = unescape(json.loads(engine.render(told[1], kind))["html"])
    assert "dt-feedback" in html
    assert back in html
    following = "practice" if isinstance(other, Scenario) else "drills"
    page = "" if following == kind else f"../{following}/"
    assert re.search(rf'href="{page}#[^"]*={other.id}[^"]*{setting(made)}"', html)
    alone = json.loads(engine.render(address.removesuffix(setting(made)), kind))["html"]
    assert "dt-feedback" in alone


@pytest.mark.parametrize("drill", GUIDE.drills, ids=label)
def test_a_drill_on_its_sheet_is_the_one_that_the_room_plays_on_screen(drill: Drill) -> None:
    room = Workshop((drill,), HOUR, room=True)
    html = unescape(WorkshopView(GUIDE).page(encode_workshop(room)).html)
    name = ROLE_NAMES[drill.answers]
    assert f"drill={drill.id}&role={drill.answers}&cases=" in html
    assert f"You are {name.lower()}." in html
    sheet = html[html.index("dt-sheet") :]
    looks = [sheet.index(f"<li>{plain(each.at)}") for each in drill.looks]
    shown = sheet.index("Fold the sheet back here.")
    assert max(looks) < sheet.index("Your moves, in order") < shown
    for number, each in enumerate(drill.looks, 1):
        assert f"<b>{number}. " in sheet[shown:], each.id
    first = drill.looks[0].shows[0].text.split("\n")[0][:30] if drill.looks[0].shows else ""
    assert first not in sheet[:shown] or not first


@CASES
def test_the_answers_on_paper_have_the_letters_of_the_sheet(case: Case) -> None:
    parts = Parts(GUIDE, "")
    html = unescape(answer(parts, case))
    for (part, name), sign in letters(parts, case).items():
        text = next((row[2] for row in offers(parts, case) if row[:2] == (part, name)), "")
        if part in ("layer", "owner", "fact"):
            assert f"{sign}, {plain(text)}" in html
        elif part == "units":
            assert f"{sign}, {plain(GUIDE.unit_by_id[name].name)}" in html


def plain(text: str) -> str:
    """Content text as the page has it."""
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", text)


@CASES
def test_the_page_for_the_room_has_the_sheets_and_tells_no_answer(case: Case) -> None:
    view, other = WorkshopView(GUIDE), EVERY[0] if case != EVERY[0] else EVERY[1]
    made = Workshop((case, other))
    run = unescape(view.page(encode_workshop(made)).html)
    room = unescape(view.page(encode_workshop(replace(made, room=True))).html)
    kinds = r'<section class="dt-sheet( dt-run| dt-solved)?">'
    assert re.findall(kinds, run) == [" dt-run", " dt-solved", " dt-solved"]
    assert re.findall(kinds, room) == ["", ""]
    says = case.after if isinstance(case, Drill) else case.layers[0].says
    first = says.text.split("`")[0][:40]
    inject = inject_of(GUIDE, case)
    assert inject
    told = inject.told.split("`")[0][-30:]
    assert first in run
    assert told in run
    assert first not in room
    assert told not in room
    assert "Inject" not in room
    for each in made.cases:
        assert f">Answer {label(each)} on screen</a>" in room


@CASES
def test_the_run_sheet_names_the_right_answer_by_its_letter_on_the_sheet(case: Case) -> None:
    rows = offers(Parts(GUIDE, ""), case)
    key = drill_key(GUIDE, case) if isinstance(case, Drill) else scenario_key(GUIDE.tree, case)
    assert key
    right = key.units if isinstance(key, DrillKey) else (key.outcome.id, key.owner, key.fact)
    told = dict(right_on_paper(Parts(GUIDE, ""), case))
    moves = told.pop("Best moves", "")
    assert bool(moves) == isinstance(case, Drill)
    said = " ".join(told.values())
    found = re.findall(r"(?:^|\bthen |\. |(?<= ))([A-Z]), ", said)
    wanted = []
    for each in right:
        part = next(row[0] for row in rows if row[1] == each)
        place = [row[1] for row in rows if row[0] == part].index(each)
        wanted.append("ABCDEFGH"[place])
    assert found == wanted
    assert "- Answer: " in run_sheet(GUIDE, Workshop((case,)))


def test_no_letter_is_right_in_most_cases() -> None:
    parts = Parts(GUIDE, "")
    found: Counter[int] = Counter()
    for case in GUIDE.scenarios:
        key = scenario_key(GUIDE.tree, case)
        assert key
        facts = [row[1] for row in offers(parts, case) if row[0] == "fact"]
        found[facts.index(key.fact)] += 1
    assert len(found) == max(found) + 1
    assert max(found.values()) <= len(GUIDE.scenarios) / 2, found


def test_picking_again_takes_a_case_out_and_the_order_is_that_of_the_picks() -> None:
    html = WorkshopView(GUIDE).page("v=1&cases=D7,S4").html
    assert re.search(
        r'id="pick-D7" aria-current="true"|href="#v=1&amp;cases=S4" id="pick-D7"', html
    )
    assert 'href="#v=1&amp;cases=D7,S4,S5"' in html


def test_without_the_engine_every_case_is_a_sheet_and_no_answer_is_told() -> None:
    html = WorkshopView(GUIDE).static()
    for case in EVERY:
        assert re.sub(r"`([^`]*)`", r"<code>\1</code>", case.title) in html
    assert "dt-solved" not in html


def test_the_record_of_a_workshop_is_its_run_sheet_and_the_link_for_the_room() -> None:
    engine = Engine(GUIDE, "../")
    typed = json.dumps({"page": "https://a.test/w/", "date": "2026-11-29"})
    made = json.loads(engine.practice_record("v=1&cases=S4,D7&minutes=90", typed))
    assert made["link"] == "https://a.test/w/#v=1&cases=S4,D7&minutes=90&for=room"
    assert made["name"] == "2026-11-29-workshop"
    assert "# Run sheet, 90 minutes" in made["markdown"]
    assert "- Inject: " in made["markdown"]


@given(st.text(max_size=80))
def test_no_address_brings_its_own_markup(text: str) -> None:
    html = WorkshopView(GUIDE).page(f"v=1&cases={text},<img>&answers={text}").html
    assert "<img" not in html


def test_a_case_to_which_nothing_can_be_added_has_no_inject() -> None:
    first = GUIDE.drills[0]
    key = drill_key(GUIDE, first)
    assert key
    right = tuple(each for each in first.units if each.unit in key.units)
    bare = replace(first, units=right)
    guide = replace(GUIDE, drills=(bare, *GUIDE.drills[1:]))
    assert inject_of(guide, bare) is None
    assert inject_of(GUIDE, replace(GUIDE.scenarios[0], facts=())) is None
    made = Workshop((bare,))
    assert "Inject" not in run_sheet(guide, made)
    unanswered = replace(GUIDE.scenarios[0], facts=())
    assert "Answer" not in run_sheet(GUIDE, Workshop((unanswered,)))
    page = json.loads(Engine(guide, "../").render(encode_workshop(made), "workshop"))["html"]
    assert "Inject" not in page
