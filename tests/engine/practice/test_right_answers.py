"""What is right in practice is what the tree and the units say, by brute force over both."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations, permutations

import pytest

from decision_tree.engine.explain import ruled_out
from decision_tree.engine.model import (
    AS_ANSWERED,
    NOT_SURE,
    SPEEDS,
    Drill,
    Guide,
    Precedence,
    Scenario,
    Statement,
)
from decision_tree.engine.practice.right_answers import (
    best_units,
    drill_key,
    effects,
    in_order,
    orders,
    ruling_out,
    scenario_key,
    scenario_walk,
    scenarios_of,
)
from decision_tree.engine.walk import paths, walk
from tests.conftest import published

GUIDE = published()
SCENARIOS = pytest.mark.parametrize("scenario", GUIDE.scenarios, ids=lambda each: each.id)
DRILLS = pytest.mark.parametrize("drill", GUIDE.drills, ids=lambda each: each.id)


@SCENARIOS
def test_the_right_layer_is_where_every_path_of_the_facts_ends(scenario: Scenario) -> None:
    facts = dict(scenario.facts)
    ends = {
        path.outcome
        for path in paths(GUIDE.tree)
        if all(
            facts.get(question, NOT_SURE) in (option, NOT_SURE) for question, option in path.answers
        )
    }
    key = scenario_key(GUIDE.tree, scenario)
    assert key is not None
    assert ends == {key.outcome.id}
    named = [option.owner for _, option in scenario_walk(GUIDE.tree, scenario).asked if option]
    said = key.outcome.owner
    assert key.owner == ([name for name in named if name][-1] if said == AS_ANSWERED else said)
    assert key.outcome.id in {layer.outcome for layer in scenario.layers}


@SCENARIOS
def test_of_the_facts_on_offer_one_is_asked_on_ways_to_the_rival_and_never_so_answered(
    scenario: Scenario,
) -> None:
    facts = dict(scenario.facts)
    to_rival = [
        dict(path.answers) for path in paths(GUIDE.tree) if path.outcome == scenario.rival.outcome
    ]
    deciding = [
        choice.question
        for choice in scenario.deciding
        if any(choice.question in way for way in to_rival)
        and facts[choice.question] != NOT_SURE
        and all(way.get(choice.question) != facts[choice.question] for way in to_rival)
    ]
    key = scenario_key(GUIDE.tree, scenario)
    assert key is not None
    assert deciding == [key.fact]


@SCENARIOS
def test_with_another_deciding_fact_the_rival_can_be_right_while_all_others_stay(
    scenario: Scenario,
) -> None:
    """The tree asks some things in the same words on several ways: what was said to one of these
    questions holds for the others too."""
    key, asked = scenario_key(GUIDE.tree, scenario), GUIDE.tree.question_by_id
    assert key is not None

    def in_these_words(question: str, answer: str) -> dict[str, str]:
        alike = (each for each in GUIDE.tree.questions if each.ask == asked[question].ask)
        return {each.id: answer for each in alike if answer == NOT_SURE or each.option(answer)}

    others: dict[str, str] = {}
    for question, answer in scenario.facts:
        if question in asked and question != key.fact:
            others |= in_these_words(question, answer)
    given = dict(scenario.facts)[key.fact]
    reached = {
        outcome.id
        for option in asked[key.fact].options
        if option.id != given
        for outcome in walk(GUIDE.tree, others | in_these_words(key.fact, option.id)).possible
    }
    assert scenario.rival.outcome in reached


def test_where_every_answer_is_known_exactly_one_rules_an_outcome_out(guide: Guide) -> None:
    """The rule of `practice` and the row of `explain.ruled_out` are the same there."""
    for path in paths(guide.tree):
        walked = scenario_walk(guide.tree, scenario_of(path.answers))
        for row in ruled_out(guide.tree, walked):
            assert ruling_out(guide.tree, walked, row.outcome.id) == (row.question,)


def scenario_of(facts: tuple[tuple[str, str], ...]) -> Scenario:
    """A scenario of which only the facts matter."""
    first = GUIDE.scenarios[0]
    return Scenario(
        first.id,
        first.number,
        first.title,
        (),
        (),
        (),
        (),
        facts,
        first.rival,
        (),
        first.owners,
        (),
        first.inject,
    )


@DRILLS
def test_the_right_units_are_the_best_of_all_sets_on_offer(drill: Drill) -> None:
    offered = [choice.unit for choice in drill.units]
    sets = chain.from_iterable(combinations(offered, size) for size in range(1, len(offered) + 1))
    ranked = []
    for units in sets:
        done = effects(GUIDE, drill, units)
        if not done.still_broken:
            slowest = max(SPEEDS.index(GUIDE.unit_by_id[unit].speed) for unit in units)
            ranked.append(((len(done.reverted), len(units), slowest), set(units)))
    ranked.sort(key=lambda each: each[0])
    key = drill_key(GUIDE, drill)
    assert key is not None
    assert ranked[0][1] == set(key.units)
    assert len(ranked) == 1 or ranked[1][0] > ranked[0][0]
    assert [set(units) for units in best_units(GUIDE, drill)] == [set(key.units)]


@DRILLS
def test_the_right_order_breaks_no_precedence(drill: Drill) -> None:
    key = drill_key(GUIDE, drill)
    assert key is not None
    assert key.order == orders(GUIDE, drill, key.units)
    for each in key.order:
        assert key.units.index(each.first) < key.units.index(each.then)


@DRILLS
def test_effects_divide_what_is_broken(drill: Drill) -> None:
    offered = [choice.unit for choice in drill.units]
    for size in range(len(offered) + 1):
        for units in combinations(offered, size):
            done = effects(GUIDE, drill, units)
            assert sorted((*done.restored, *done.still_broken)) == sorted(drill.broken)
            assert not set(done.reverted) & set(drill.broken)
            assert all(effects(GUIDE, drill, other) == done for other in permutations(units))


def test_units_that_bind_each_other_have_no_order(guide: Guide) -> None:
    (one,) = guide.precedence[:1]
    circle = (one, type(one)(one.then, one.first, one.because))
    assert in_order((one.first, one.then), circle) is None
    assert in_order((one.then, one.first), (one,)) == (one.first, one.then)


def test_the_scenarios_of_each_outcome_are_counted_in_file_order(guide: Guide) -> None:
    led_to = [scenario_walk(guide.tree, scenario).outcome for scenario in guide.scenarios]
    assert scenarios_of(guide) == {each.id: led_to.count(each) for each in guide.tree.outcomes}
    assert guide.tree.bounds
    assert min(scenarios_of(guide).values()) >= guide.tree.bounds.scenarios == 2
    nothing = replace(guide, scenarios=())
    assert scenarios_of(nothing) == {outcome.id: 0 for outcome in guide.tree.outcomes}


@SCENARIOS
def test_nothing_is_right_where_the_facts_decide_nothing_or_no_fact_is_on_offer(
    scenario: Scenario,
) -> None:
    assert scenario_key(GUIDE.tree, replace(scenario, facts=())) is None
    assert scenario_key(GUIDE.tree, replace(scenario, deciding=())) is None


SEVERAL = [drill for drill in GUIDE.drills if len(best_units(GUIDE, drill)[0]) > 1]


@pytest.mark.parametrize("drill", SEVERAL, ids=lambda each: each.id)
def test_everything_on_offer_can_be_right(drill: Drill) -> None:
    (best,) = best_units(GUIDE, drill)
    only = replace(drill, units=tuple(each for each in drill.units if each.unit in best))
    assert best_units(GUIDE, only) == (best,)


@pytest.mark.parametrize("drill", SEVERAL, ids=lambda each: each.id)
def test_orders_that_contradict_each_other_leave_nothing_right(drill: Drill) -> None:
    (first, second, *_) = best_units(GUIDE, drill)[0]
    because = Statement("It has to.")
    both = (Precedence(first, second, because), Precedence(second, first, because))
    assert drill_key(GUIDE, replace(drill, order=both)) is None


def test_an_order_binds_only_those_that_are_both_there() -> None:
    drill = GUIDE.drills[0]
    for each in GUIDE.precedence:
        assert each in orders(GUIDE, drill, (each.first, each.then))
        assert each not in orders(GUIDE, drill, (each.first,))
        assert each not in orders(GUIDE, drill, (each.then,))
