"""What the engine works out for a scenario against what its author expects."""

from __future__ import annotations

from dataclasses import replace

from ..engine.counted import counted
from ..engine.explain import narrowings
from ..engine.model import Guide, Question, Scenario
from ..engine.practice.right_answers import (
    ruling_out,
    scenario_walk,
    scenarios_of,
    walk_with_inject,
)
from ..engine.walk import Walk
from .draft import Draft, Where
from .fields import NOT_KNOWN
from .problems import quoted_and, quoted_or

__all__ = ["check_outcomes_have_scenarios", "check_scenario_keys"]


def check_scenario_keys(draft: Draft, guide: Guide) -> None:
    """Note each scenario of the sound `guide` that leads elsewhere than its author expects."""
    for scenario in guide.scenarios:
        name = f"scenarios/{scenario.id}"
        _check_key(draft, guide, scenario, name, draft.data[name]["expected"])


def check_outcomes_have_scenarios(draft: Draft, guide: Guide) -> None:
    """Note each outcome that fewer scenarios lead to than the tree's bound asks for."""
    least = guide.tree.bounds.scenarios if guide.tree.bounds else 1
    for index, (outcome, number) in enumerate(scenarios_of(guide).items()):
        if number < least:
            told = f"only {counted(number, 'scenario')} of {least}" if number else "no scenario"
            lead = "lead" if number > 1 else "leads"
            message = (
                f"{told} {lead} to “{outcome}”; start one with `make new-scenario ID=my-case "
                f"OUTCOME={outcome}`"
            )
            draft.problem(("tree", "outcomes", index, "id"), message, "outcome-without-scenario")


def _check_key(draft: Draft, guide: Guide, scenario: Scenario, name: str, expected: str) -> None:
    walked = scenario_walk(guide.tree, scenario)
    asked = walked.asked_by_id
    for question, _ in scenario.facts:
        if question not in asked and question not in guide.tree.gate_by_id:
            message = f"the tree does not ask “{question}” here; take it out, or see which answer "
            message += "above leads another way"
            draft.problem((name, "facts", question), message, "fact-off-path")
    if walked.outcome is None:
        _unsettled(draft, guide, scenario, walked, name, expected)
        return
    if walked.outcome.id != expected:
        message = (
            f"these facts lead to “{walked.outcome.id}”, not to “{expected}”; "
            f"{_what_leads(guide, walked, expected)}"
        )
        draft.problem((name, "expected"), message, "other-outcome")
        return
    layers = {layer.outcome for layer in scenario.layers}
    if expected not in layers:
        message = f"“{expected}” is right and not on offer; add it to `layers`"
        draft.problem((name, "layers"), message, "right-not-offered")
    _check_deciding(draft, guide, scenario, walked, name)
    _check_inject(draft, guide, scenario, name, expected)


def _check_inject(draft: Draft, guide: Guide, scenario: Scenario, name: str, expected: str) -> None:
    """With the inject, the tree leads to another outcome on offer, and asks all of its facts."""
    walked = walk_with_inject(guide.tree, scenario)
    place: Where = (name, "inject", "facts")
    offered = [layer.outcome for layer in scenario.layers if layer.outcome != expected]
    for question, _ in scenario.inject.facts:
        if question not in walked.asked_by_id:
            message = f"the tree does not ask “{question}” with the inject; take it out"
            draft.problem((*place, question), message, "inject")
    if walked.outcome is None:
        asked = walked.open[0] if walked.open else narrowings(guide.tree, walked)[0].question
        draft.problem(place, f"the tree then asks “{asked.id}”; add {_of(asked)}", "inject")
    elif walked.outcome.id not in offered:
        message = f"with the inject “{walked.outcome.id}” is right; lead to {quoted_or(offered)}"
        draft.problem(place, message, "inject")


def _unsettled(
    draft: Draft, guide: Guide, scenario: Scenario, walked: Walk, name: str, expected: str
) -> None:
    possible = ", ".join(outcome.id for outcome in walked.possible)
    if walked.open:
        question = walked.open[0]
        order = [each.id for each in guide.tree.order]
        earlier = order[: order.index(question.id)]
        last = [each.id for each, _ in walked.asked if each.id in earlier][-1:]
        message = (
            f"the tree then asks “{question.id}”; add {_of(question)}, or with {NOT_KNOWN}"
            f"{_still(guide, scenario, question, expected)}"
        )
        draft.problem((name, "facts", *last), message, "fact-missing")
        return
    best = narrowings(guide.tree, walked)[0].question
    message = (
        f"these facts leave {len(walked.possible)} outcomes possible ({possible}); "
        f"settle “{best.id}” first: {_of(best)}"
    )
    draft.problem((name, "facts"), message, "unsettled")


def _still(guide: Guide, scenario: Scenario, question: Question, expected: str) -> str:
    """Which answers to a question still lead to the outcome that the author expects."""
    bit = guide.tree.within_reach.get(expected, 0)
    given = [(name, option) for name, option in scenario.facts if name != question.id]
    kept = []
    for option in question.options:
        facts = (*given, (question.id, option.id))
        walked = scenario_walk(guide.tree, replace(scenario, facts=facts))
        if walked.outcome.id == expected if walked.outcome else bit & _reach(guide, walked):
            kept.append(option.id)
    if not kept:
        return f"; none of them leads to “{expected}” any more"
    return f"; “{expected}” stays with {' or '.join(kept)}"


def _reach(guide: Guide, walked: Walk) -> int:
    """The outcomes that are still possible, as a set of bits."""
    reach = guide.tree.within_reach
    return sum({reach[outcome.id] for outcome in walked.possible})


def _of(question: Question) -> str:
    options = ", ".join(option.id for option in question.options)
    return f"`{question.id}:` with one of {options}"


def _what_leads(guide: Guide, walked: Walk, expected: str) -> str:
    """Which answer leads away from the outcome that the author expects, and what would not."""
    bit = guide.tree.within_reach[expected]
    turns = ruling_out(guide.tree, walked, expected)
    if not turns:
        return "no single fact rules yours out; compare the facts with `paths`"
    turn = turns[0]
    chosen = walked.asked_by_id[turn.id]
    others = [each.id for each in turn.options if guide.tree.within_reach[each.to] & bit]
    given = chosen.id if chosen else NOT_KNOWN
    return f"“{turn.id}: {given}” rules yours out, {' or '.join(others)} would not"


def _check_deciding(
    draft: Draft, guide: Guide, scenario: Scenario, walked: Walk, name: str
) -> None:
    rival = scenario.rival.outcome
    place = (name, "rival", "outcome")
    if rival in {outcome.id for outcome in walked.possible}:
        draft.problem(place, f"“{rival}” is what the facts lead to; name another", "rival-is-right")
        return
    offered = {choice.question for choice in scenario.deciding}
    every = [question.id for question in ruling_out(guide.tree, walked, rival)]
    deciding = [question for question in every if question in offered]
    if len(deciding) == 1:
        return
    if deciding:
        message = f"{quoted_and(deciding)} both rule “{rival}” out; offer one of them"
    else:
        # There is one: on the way to a settled outcome some answer leaves each other one behind.
        message = f"no fact on offer rules “{rival}” out; offer {quoted_or(every)}, which does"
    draft.problem((name, "deciding"), message, "deciding-fact")
