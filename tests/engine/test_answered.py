"""No result says what an answer to a question or a gate denied, on any way through the tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import product
from typing import Any

import pytest

from decision_tree.engine.decide_page import View
from decision_tree.engine.explain import asks, conditions, weighed
from decision_tree.engine.link import State, decode, encode
from decision_tree.engine.model import NOT_SURE, After, Guide, Statement
from decision_tree.engine.outcome import Listed, answered, sections, sections_after
from decision_tree.engine.record import Typed, record_data, record_markdown, status
from decision_tree.engine.result import GATES_AGAIN
from decision_tree.engine.walk import Walk, paths, walk
from decision_tree.quiz_in_terminal import result_text
from tests.reading import elements

RAY = "contract=both&seam=cluster&team-request=code&team-parts=code&ray-where="
OWNED = "contract=platform&request=code&parts="

DENIED = [
    (f"{RAY}alone", "its operator,"),
    ("contract=both&seam=cluster&team-request=model&team-share=dense", "answers for that system"),
    (f"{OWNED}code&undo-upgrade=provider", "You operate the operator"),
    (f"{OWNED}code&undo-upgrade=provider", "Roll back the platform's"),
    (f"{OWNED}code&scaling-owner=fixed", "autoscaler follows"),
    (f"{OWNED}code&rehearsal=yes", "Roll one service back on purpose"),
    (f"{OWNED}code&isolated=tested", "Teams cannot reach"),
    (f"{OWNED}code&isolated=open", "Isolation was not tested"),
    (f"{OWNED}code&scaling-owner=no", "Who owns each autoscaling"),
    (f"{OWNED}code", "Cluster team"),
    ("contract=own-system&own-gap=standard&request=code&parts=pool", "Cluster team"),
    (f"{RAY}alone&rehearsal=yes", "Practise applying"),
    (f"{RAY}several&isolated=tested", "Somebody tested the network"),
    (f"{OWNED}connection&session=alone", "A platform team offers"),
    ("contract=platform&request=model&share=few", "A platform team offers"),
    ("contract=platform&request=model&share=few", "answers for many endpoints"),
    (f"{OWNED}connection&session=alone", "you need code between"),
    ("contract=platform&request=model&share=dense", "Keep the request path"),
    (f"{OWNED}connection&session=inside", "second owner"),
    (f"{OWNED}connection&session=several", "the code owns what its users"),
    (f"{OWNED}code", "Nobody on call can repair it"),
    (f"{OWNED}code&undo-upgrade=not-sure", "An upgrade cannot be undone"),
]
"""Answers, and words that stood in their result although one of them, or the lack of one, denies
them."""


def state_of(guide: Guide, answers: str) -> State:
    """The state of a link with these answers."""
    return decode(guide.tree, f"v={guide.tree.version}&{answers}")


def page(guide: Guide, answers: str) -> str:
    """What the page of these answers says, without its marks."""
    return " ".join(each.text for each in elements(View(guide).page(state_of(guide, answers)).html))


def shown(guide: Guide, answers: str) -> str:
    """What the page of a result says, and its record as a file, as data and in a terminal."""
    state = state_of(guide, answers)
    record = record_markdown(guide, state, Typed())
    data = record_data(guide, state, Typed())
    terminal = result_text(guide, walk(guide.tree, dict(state.answers)))
    return "\n".join((page(guide, answers), record, str(data), " ".join(terminal.split())))


@pytest.mark.parametrize(("answers", "words"), DENIED)
def test_no_result_says_what_an_answer_denies(guide: Guide, answers: str, words: str) -> None:
    assert words not in shown(guide, answers)


SAID = [
    (f"{RAY}alone", "on another team's cluster"),
    ("contract=own-system&own-gap=standard&request=code&parts=pool", "hands over to it on a day"),
    (f"{OWNED}code&scaling-owner=fixed", "Nothing scales automatically today."),
    (f"{OWNED}connection&session=several", "The team that answers for this endpoint today owns"),
    (f"{OWNED}connection&session=several", "Who settles it: The on-call lead of each team"),
    (f"{OWNED}code", "Still to show: Repair at night. Who settles it"),
    (f"{OWNED}code&isolated=open", "Nobody has shown that teams cannot reach each other's models"),
]
"""Answers, and what their page says after them."""


@pytest.mark.parametrize(("answers", "words"), SAID)
def test_a_result_says_what_holds_after_an_answer(guide: Guide, answers: str, words: str) -> None:
    if "Who settles it: The" in words:
        answers += "&repair=restart"
    assert words in page(guide, answers)


def ways(guide: Guide) -> Iterator[Walk]:
    """Every way through the tree, without an answer to a gate, with each alone and with all that
    pass."""
    tree = guide.tree
    alone = [{gate.id: option.id} for gate in tree.gates for option in gate.options]
    passing = [[option.id for option in gate.options if not option.gap] for gate in tree.gates]
    names = [gate.id for gate in tree.gates]
    every = [dict(zip(names, given, strict=True)) for given in product(*passing)]
    for path in paths(tree):
        for given in ({}, *alone, *every):
            yield walk(tree, {**dict(path.answers), **given})


def statements(value: Any) -> Iterator[Statement]:
    """Every statement in `value`, other wordings apart."""
    if isinstance(value, Statement):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from statements(each)
    elif is_dataclass(value) and not isinstance(value, After):
        for part in fields(value):
            yield from statements(getattr(value, part.name))


def test_on_every_way_each_statement_has_the_words_that_hold_after_its_answers(
    guide: Guide,
) -> None:
    for walked in ways(guide):
        outcome = walked.outcome
        assert outcome
        told = sections_after(outcome, walked)
        said = {each.text for each in statements(tuple(part.body for part in told.values()))}
        own = sections(outcome, outcome.conditions)
        for statement in statements(tuple(part.body for part in own.values())):
            fits = [each for each in statement.after if walked.given & set(each.answers)]
            says = fits[0].says if fits else statement
            assert says is None or says.text in said
            assert not fits or statement.text not in said
        lists = {name: part.body for name, part in told.items() if isinstance(part.body, Listed)}
        left = {name: len(body.items) for name, body in lists.items()}
        assert left["steps"] == 3
        assert left["revisit"] > 1
        assert left["oncall"] > 2


def test_the_page_of_an_outcome_says_all_of_it(guide: Guide) -> None:
    for outcome in guide.tree.outcomes:
        said = sections(outcome, outcome.conditions)
        for statement in (*outcome.conditions, *outcome.revisit, *outcome.steps):
            assert statement in {*statements(tuple(part.body for part in said.values()))}


def test_a_gate_does_not_take_an_answer_that_contradicts_another(guide: Guide) -> None:
    tree, seen = guide.tree, 0
    for path in paths(tree):
        for gate in tree.gates_of(tree.outcome_by_id[path.outcome]):
            for option in gate.options:
                against = {f"{q}={o}" for q, o in path.answers} & set(option.unless)
                walked = walk(tree, {**dict(path.answers), gate.id: option.id})
                assert (option in walked.offered(gate)) == (not against)
                assert (gate in walked.open_gates) == bool(against)
                assert {each.gate for each in walked.denied} == ({gate} if against else set())
                seen += bool(against)
    assert seen


def test_an_answer_to_a_gate_that_does_not_count_is_told_with_the_reason(guide: Guide) -> None:
    passed = "repair=owner&rehearsal=yes&scaling-owner=yes&undo-upgrade=yes&isolated=alone"
    answers = f"{RAY}several&{passed}"
    told = (
        "The answer “Only one team's code runs there” does not count here. It does not fit "
        "“On Kubernetes, where other teams use Ray too” (Where Ray runs)."
    )
    named = "Close 1 gap before production: Still to show: Isolation. Answer the 1 gate"
    assert named in page(guide, answers)
    assert told in page(guide, answers)
    assert told in page(guide, f"{answers}&ask=isolated")
    assert told in record_markdown(guide, state_of(guide, answers), Typed())
    assert status(walk(guide.tree, dict(state_of(guide, answers).answers))) == "proposed"
    assert "Every gate is passed" in page(guide, f"{RAY}alone&{passed}")


def test_what_is_left_to_show_is_counted_where_every_gate_is_passed(guide: Guide) -> None:
    for walked in ways(guide):
        if walked.gaps or not walked.gates:
            continue
        answers = encode(State(guide.tree.version, walked.answers)).partition("&")[2]
        left = len(conditions(walked))
        told = f"{left} points are still to be shown" if left > 1 else "1 point is still to be"
        assert left
        if "scaling-owner=yes" in answers and "repair=owner" in answers:
            assert told in page(guide, answers)
            assert told in record_markdown(guide, state_of(guide, answers), Typed())


def test_where_the_answers_show_every_condition_nothing_is_left(gated: Guide) -> None:
    after = (After(("repair=owner",)),)
    right = gated.tree.outcome_by_id["right"]
    shown_ = replace(
        right, conditions=tuple(Statement(c.text, after=after) for c in right.conditions)
    )
    outcomes = tuple(shown_ if each is right else each for each in gated.tree.outcomes)
    options = tuple(
        replace(option, conditions=()) for option in gated.tree.question_by_id["shape"].options
    )
    questions = tuple(
        replace(each, options=options) if each.id == "shape" else each
        for each in gated.tree.questions
    )
    guide = replace(gated, tree=replace(gated.tree, outcomes=outcomes, questions=questions))
    told = page(guide, "shape=graph&pager=can&rehearsed=yes&repair=owner")
    assert "We know of nothing that is missing before production." in told
    assert "The answers to the gates show all of it." in told


def test_what_has_to_be_said_stays_where_there_are_no_words_for_it(gated: Guide) -> None:
    gone = After(("repair=owner",))
    outcome = gated.tree.outcome_by_id["right"]
    bare = replace(outcome, cost=Statement("It costs.", after=(gone,)), after=(gone,))
    told = answered(bare, {"repair=owner"})
    assert told.cost.text == "It costs."
    assert told.answer == outcome.answer


UNSURE = "contract=not-sure&seam=not-sure&team-request=code&team-parts=code&ray-where=alone"


def test_a_question_that_is_asked_twice_says_for_which_case(guide: Guide) -> None:
    both = f"{UNSURE}&own-gap=standard&request=model&share=apart&kind=model"
    twice = "What runs to answer one request? (if {} answers for it)"
    told = shown(guide, f"{both}&ask=result")
    for team in ("a platform team", "the application team"):
        assert twice.format(team) in told
        assert f"What answers a request, if {team} answers for it" in told
    assert "only “Each on its own" not in told
    once = walk(guide.tree, {"contract": "platform", "request": "code"})
    assert [asks(once, question) for question, _ in once.asked][1:] == [
        "What runs to answer one request?"
    ]


def test_possible_outcomes_are_worded_by_what_is_sure(guide: Guide) -> None:
    told = page(
        guide, f"contract=both&seam=cluster&team-request=code&team-parts=code&ray-where={NOT_SURE}"
    )
    assert "on another team's cluster" in told
    assert "You operate a Ray cluster, perhaps its operator too, and Ray has a release" in page(
        guide, f"{UNSURE}&ask=result"
    )


def test_an_answer_for_one_team_does_not_support_two_contracts(guide: Guide) -> None:
    answers = dict(state_of(guide, f"{OWNED}connection&session=several").answers)
    parts = {row.question.id: row.part for row in weighed(guide.tree, walk(guide.tree, answers))}
    assert parts["contract"] == "elsewhere"


def test_answers_to_gates_stay_with_the_result_that_they_are_about(guide: Guide) -> None:
    gates = "repair=owner&rehearsal=yes&undo-upgrade=yes"
    answers = f"contract=both&seam=models&{gates}"
    state = replace(state_of(guide, answers), ask="seam")
    html = View(guide).page(state).html
    leads = {
        dict(found.answers)["seam"]: found
        for each in elements(html)
        if each.attributes.get("class") == "dt-option"
        and (found := decode(guide.tree, each.attributes["href"]))
    }
    assert GATES_AGAIN in " ".join(each.text for each in elements(html))
    assert dict(leads["models"].answers)["rehearsal"] == "yes"
    for other in ("edge", "cluster", NOT_SURE):
        assert not {*dict(leads[other].answers)} & {*guide.tree.gate_by_id}
    assert GATES_AGAIN in page(guide, answers)
    assert GATES_AGAIN not in page(guide, "contract=both&seam=models")
