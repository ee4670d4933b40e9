"""Every commitment that can be made is graded, and every wrong part of it explained by the case."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from decision_tree.engine.html_parts import Parts
from decision_tree.engine.markup import inline
from decision_tree.engine.model import (
    DIMENSIONS,
    NOT_SURE,
    OWNERS,
    ROLES,
    SURENESS,
    Cannot,
    Case,
    Drill,
    Guide,
    Scenario,
    Statement,
)
from decision_tree.engine.practice.attempt import Attempt, every_attempt
from decision_tree.engine.practice.drill_moves import Course
from decision_tree.engine.practice.feedback import feedback
from decision_tree.engine.practice.grading import Grade, fact_text, grade, summary, summary_markdown
from decision_tree.engine.practice.right_answers import drill_key, scenario_key
from tests.conftest import published
from tests.engine.practice.grades import every_grade

GUIDE = published()
SCENARIOS = pytest.mark.parametrize("scenario", GUIDE.scenarios, ids=lambda each: each.id)
EVERY: list[Case] = [*GUIDE.scenarios, *GUIDE.drills]
CASES = pytest.mark.parametrize("case", EVERY, ids=lambda each: each.id)
DRILLS = pytest.mark.parametrize("drill", GUIDE.drills, ids=lambda each: each.id)


@cache
def grades(case: Case) -> tuple[Grade, ...]:
    """The feedback on every attempt at this case; how sure one is changes nothing in it."""
    every = every_grade(case)
    assert [graded.attempt for graded in every] == list(every_attempt(case, GUIDE))
    if isinstance(case, Scenario):
        return tuple(graded for graded in every if graded.attempt.sure == SURENESS[0])
    return every


def put_back(graded: Grade) -> tuple[str, ...]:
    """The units that went back in a drill, in their order."""
    assert graded.debrief is not None
    return graded.debrief.end.done


@CASES
def test_every_part_of_every_attempt_is_right_or_explained(case: Case) -> None:
    for graded in grades(case):
        for mark in graded.marks:
            assert bool(mark.overlooks) != mark.correct
            assert mark.because
            assert mark.chosen
            assert mark.right
            assert mark.dimension in DIMENSIONS
            assert all(said.text for said in (*mark.overlooks, *mark.because))


@CASES
def test_exactly_the_right_answers_are_right(case: Case) -> None:
    right = [graded.attempt for graded in grades(case) if graded.correct]
    if isinstance(case, Scenario):
        key = scenario_key(GUIDE.tree, case)
        assert key is not None
        assert [(a.layer, a.owner, a.fact) for a in right] == [
            (key.outcome.id, key.owner, key.fact)
        ]
        return
    best = drill_key(GUIDE, case)
    assert best is not None
    for graded in grades(case):
        units, debrief = put_back(graded), graded.debrief
        assert debrief is not None
        ordered = all(
            units.index(e.first) < units.index(e.then)
            for e in best.order
            if {e.first, e.then} <= set(units)
        )
        looked = not debrief.end.cost.blind
        assert graded.correct == (set(units) == set(best.units) and ordered and looked)


@SCENARIOS
def test_every_explanation_of_a_scenario_is_given_for_the_choice_it_belongs_to(
    scenario: Scenario,
) -> None:
    said: dict[tuple[str, str], set[Statement]] = {}
    for graded in grades(scenario):
        for mark in graded.marks:
            chosen = str(getattr(graded.attempt, mark.part))
            told = mark.because if mark.correct else mark.overlooks
            said.setdefault((mark.part, chosen), set()).update(told)
    expected = {("layer", each.outcome): {each.says} for each in scenario.layers}
    expected |= {("owner", owner): {getattr(scenario.owners, owner)} for owner in OWNERS}
    expected |= {("fact", each.question): {each.says} for each in scenario.deciding}
    assert said == expected


@DRILLS
def test_every_explanation_of_a_drill_is_given_by_some_attempt_and_only_where_it_fits(
    drill: Drill,
) -> None:
    key = drill_key(GUIDE, drill)
    assert key is not None
    said: set[Statement] = set()
    for graded in grades(drill):
        units = graded.marks[0]
        said.update(*(mark.overlooks for mark in graded.marks))
        for choice in drill.units:
            wrong = (choice.unit in put_back(graded)) != (choice.unit in key.units)
            assert (choice.says in units.overlooks) == wrong
    written = {choice.says for choice in drill.units} | {each.because for each in drill.order}
    written |= {each.because for each in drill.cannot if each.unit not in key.units}
    assert written <= said


@DRILLS
def test_a_unit_without_a_look_that_told_of_something_broken_is_never_right(drill: Drill) -> None:
    tells = {each.id: set(each.tells) for each in drill.looks}
    courses = {role: Course(GUIDE, drill, role) for role in ROLES}
    for graded in grades(drill):
        worlds = courses[graded.attempt.role].worlds(graded.attempt.moves)
        if not worlds[-1].done:
            continue
        looks = next(mark for mark in graded.marks if mark.part == "looks")
        said = " ".join(each.text for each in looks.overlooks)
        for before, after in pairwise(worlds):
            seen = {each for name in before.looked for each in tells[name]}
            if after.done != before.done and seen.isdisjoint(before.broken):
                assert not looks.correct
                assert f"“{GUIDE.unit_by_id[after.done[-1]].name}”" in said
        assert looks.chosen.startswith("Nothing") == bool(worlds[1].done)


@DRILLS
def test_the_debrief_tells_the_world_in_which_the_play_ended(drill: Drill) -> None:
    for graded in grades(drill):
        done = graded.effects
        assert done is not None
        assert graded.debrief is not None
        world = graded.debrief.end
        told = (done.restored, done.still_broken, done.reverted)
        assert told == (world.restored, world.broken, world.reverted)


def test_looks_are_told_with_the_unit_after_which_they_came() -> None:
    drill = GUIDE.drill_by_id["refused-at-the-door"]
    moves = "look-gateway.look-keys.act-route-back.look-replicas.act-edge-policy-back.over"
    play = Attempt("drill", drill.id, role="platform", moves=tuple(moves.split(".")), sure="sure")
    graded = grade(GUIDE, play)
    assert graded is not None
    at = {each.id: each.at for each in drill.looks}
    unit = GUIDE.unit_by_id["route-back"].name
    assert graded.marks[-1].chosen == (
        f"{at['gateway']}; {at['keys']}. After “{unit}”: {at['replicas']}"
    )


def test_a_unit_that_waits_is_told_in_the_debrief() -> None:
    drill = GUIDE.drill_by_id["the-hotfix-that-went-nowhere"]
    moves = ("act-ray-document", "give-up")
    graded = grade(GUIDE, Attempt("drill", drill.id, role="application", moves=moves, sure="sure"))
    assert graded is not None
    html = feedback(Parts(GUIDE, ""), drill, graded)
    unit = GUIDE.unit_by_id["ray-document"].name
    assert f"<b>Without effect until another unit goes first: </b>{inline(unit)}" in html


@DRILLS
def test_order_is_judged_only_between_units_that_were_both_chosen(drill: Drill) -> None:
    key = drill_key(GUIDE, drill)
    assert key is not None
    for graded in grades(drill):
        units = put_back(graded)
        both = [each for each in key.order if {each.first, each.then} <= set(units)]
        marks = [mark for mark in graded.marks if mark.part == "order"]
        assert [mark.because for mark in marks] == [tuple(e.because for e in both)] * bool(both)
        late = [e.because for e in both if units.index(e.first) > units.index(e.then)]
        assert [said for mark in marks for said in mark.overlooks] == late


@DRILLS
def test_a_drill_tells_what_the_units_chosen_would_have_done(drill: Drill) -> None:
    for graded in grades(drill):
        done = graded.effects
        assert done is not None
        assert graded.debrief is not None
        assert graded.debrief.end.end in ("over", "give-up")
        if graded.correct:
            assert sorted(done.restored) == sorted(drill.broken)
            assert done.still_broken == ()


@CASES
def test_how_sure_one_is_changes_no_mark(case: Case) -> None:
    for graded in grades(case)[::49]:
        for sure in SURENESS:
            other = grade(GUIDE, replace(graded.attempt, sure=sure))
            assert other is not None
            assert other.marks == graded.marks


def test_an_unfinished_attempt_is_not_graded(guide: Guide) -> None:
    for case in EVERY:
        attempt = next(iter(every_attempt(case, guide)))
        assert grade(guide, replace(attempt, sure="")) is None
    assert grade(guide, Attempt("scenario", "gone", "a", "b", "c", (), "sure")) is None


def test_a_fact_is_told_with_its_answer_or_that_nobody_knows(guide: Guide) -> None:
    known = guide.scenario_by_id["two-hands-on-the-gpus"]
    facts = tuple((asked, NOT_SURE if asked == "kind" else said) for asked, said in known.facts)
    scenario = replace(known, facts=facts)
    assert fact_text(guide, scenario, "kind") == "What each service holds: nobody knows yet"
    assert fact_text(guide, scenario, "contract").startswith("Who answers for it: A platform team")
    assert fact_text(guide, scenario, "scaling-owner").startswith("Scaling signals: No, or nobody")


def test_a_summary_counts_each_part_once_by_judgement_and_by_how_sure_one_was(guide: Guide) -> None:
    made = [
        Attempt("scenario", "fleet-of-tabular-models", "kserve", "platform", "share", (), "sure"),
        Attempt("drill", "slow-since-the-runtime", units=("standard-spec",), sure="guess"),
        Attempt(
            "drill",
            "answers-cite-the-wrong-pages",
            units=("index-alias", "prompt-version"),
            sure="sure",
        ),
    ]
    found = summary(guide, made)
    parts = sum(len(graded.marks) for graded in found.grades)
    assert sum(score.total for score in found.dimensions) == parts == 6
    assert sum(score.total for score in found.confidence) == parts
    assert [graded.attempt.id for graded in found.overconfident] == ["fleet-of-tabular-models"]
    assert [graded.attempt.id for graded in found.missed] == [
        "fleet-of-tabular-models",
        "slow-since-the-runtime",
    ]
    assert {s.name: (s.right, s.total) for s in found.confidence} == {
        "guess": (0, 1),
        "sure": (4, 5),
    }


def test_a_summary_reads_well_where_it_is_pasted(guide: Guide) -> None:
    wrong = Attempt(
        "scenario", "fleet-of-tabular-models", "kserve", "nobody", "contract", (), "sure"
    )
    text = summary_markdown(summary(guide, [wrong]), "https://a.test/practice/")
    cases = len(guide.scenarios) + len(guide.drills)
    assert f"1 of {cases} cases answered, 0 with all parts right" in text
    assert "| Ownership | 2 of 3 |" in text
    assert "| Sure | 2 of 3 |" in text
    assert (
        "- [Forty-one tabular models and one team that wants a newer library]"
        "(<https://a.test/practice/#v=1&scenario=fleet-of-tabular-models>): owner of the contract"
    ) in text
    assert "](" not in summary_markdown(summary(guide, [wrong]), "javascript:alert(1)")


def test_a_summary_is_this_document(guide: Guide) -> None:
    page = "https://a.test/practice/"
    scenario = (
        "- [Forty-one tabular models and one team that wants a newer library]"
        f"(<{page}#v=1&scenario=fleet-of-tabular-models>): owner of the contract, deciding fact"
    )
    drill = (
        "- [Risk scores take twice as long, without errors]"
        f"(<{page}#v=1&drill=slow-since-the-runtime>): what is rolled back"
    )
    made = [
        Attempt("scenario", "fleet-of-tabular-models", "kserve", "nobody", "share", (), "sure"),
        Attempt("drill", "slow-since-the-runtime", units=("standard-spec",), sure="guess"),
    ]
    assert summary_markdown(summary(guide, made), page).splitlines() == [
        "# Practice: who owns the serving contract, what is rolled back",
        "",
        f"2 of {len(EVERY)} cases answered, 0 with all parts right.",
        *["", "| Judgement | Parts right |", "|---|---|"],
        *["| Ownership | 1 of 3 |", "| Rollback | 0 of 1 |"],
        *["", "| How sure | Parts right |", "|---|---|"],
        *["| A guess | 0 of 1 |", "| Sure | 1 of 3 |"],
        *["", "## Sure and wrong", "", scenario],
        *["", "## To try again", "", scenario, drill],
    ]


def test_nothing_answered_is_a_summary_too(guide: Guide) -> None:
    assert summary_markdown(summary(guide, [])) == (
        "# Practice: who owns the serving contract, what is rolled back\n\n"
        f"0 of {len(guide.scenarios) + len(guide.drills)} cases answered, "
        "0 with all parts right.\n"
    )


@DRILLS
def test_what_a_unit_cannot_restore_is_told_where_it_is_not_right(drill: Drill) -> None:
    key = drill_key(GUIDE, drill)
    assert key
    because = Statement("Not this time.")
    cannot = tuple(Cannot(each.unit, "no-such-aspect", because) for each in drill.units)
    found = grade(GUIDE, Attempt("drill", drill.id, units=key.units, sure="sure"))
    changed = replace(drill, cannot=(*drill.cannot, *cannot))
    guide = replace(GUIDE, drills=(changed,))
    told = grade(guide, Attempt("drill", drill.id, units=key.units, sure="sure"))
    assert found
    assert told
    for before, after in zip(found.units, told.units, strict=True):
        assert after.says == (before.says if before.right else (*before.says, because))
