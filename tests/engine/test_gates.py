"""Gates come after the direction, change it never, and show gaps until somebody closes them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from decision_tree.engine.aging import Aged, aged
from decision_tree.engine.decide_page import View
from decision_tree.engine.link import State, decode, encode
from decision_tree.engine.model import NOT_SURE, Guide
from decision_tree.engine.record import Typed, record_data, record_markdown, status
from decision_tree.engine.walk import Walk, paths, walk
from tests.reading import elements, outline

DIRECTED = {"shape": "graph", "pager": "can"}


def gaps(guide: Guide, **gates: str) -> list[str]:
    """The gaps of the outcome that a graph leads to, with these answers to gates."""
    return [gap.id for gap in walk(guide.tree, {**DIRECTED, **gates}).gaps]


@pytest.mark.parametrize(
    ("gates", "expected"),
    [
        ({}, ["rehearse", "repair"]),
        ({"rehearsed": NOT_SURE, "repair": NOT_SURE}, ["rehearse", "repair"]),
        ({"rehearsed": "yes"}, ["repair"]),
        ({"rehearsed": "no", "repair": "owner"}, ["rehearse"]),
        ({"rehearsed": "yes", "repair": "parts"}, ["first-look"]),
        ({"rehearsed": "yes", "repair": "restart"}, ["repair"]),
        ({"rehearsed": "yes", "repair": "owner"}, []),
        ({"rehearsed": "maybe", "repair": "owner"}, ["rehearse"]),
    ],
)
def test_a_gate_shows_its_gap_until_an_answer_passes_it(
    gated: Guide, gates: dict[str, str], expected: list[str]
) -> None:
    assert gaps(gated, **gates) == expected


def test_no_answer_to_a_gate_changes_the_direction(gated: Guide) -> None:
    tree = gated.tree
    choices = [[(gate.id, option.id) for option in gate.options] for gate in tree.gates]
    for path in paths(tree):
        for given in product(*choices):
            found = walk(tree, {**dict(path.answers), **dict(given)})
            assert [outcome.id for outcome in found.possible] == [path.outcome]


def test_an_outcome_without_gates_has_no_gap(gated: Guide) -> None:
    found = walk(gated.tree, {"shape": "unknown"})
    assert (found.gates, found.gaps) == ((), ())


def test_gates_stay_in_the_link_when_another_direction_is_taken(gated: Guide) -> None:
    tree = gated.tree
    given = walk(tree, {**DIRECTED, "rehearsed": "yes", "repair": NOT_SURE})
    assert given.answers[-2:] == (("rehearsed", "yes"), ("repair", NOT_SURE))
    link = encode(State(tree.version, given.answers, outcome="right"))
    state = decode(tree, link)
    assert (state.answers, state.notes) == (given.answers, ())
    for changed in ("one-model", "unknown", NOT_SURE):
        other = walk(tree, {**dict(state.answers), "shape": changed})
        assert other.gate_answers == given.gate_answers
    assert aged(tree, state, given) == Aged(2, "Go right", "Go right", True, "")


def ask(guide: Guide, gate: str, **gates: str) -> str:
    """The page on which this gate is asked."""
    state = State(guide.tree.version, tuple({**DIRECTED, **gates}.items()), ask=gate)
    return View(guide).page(state).html


def test_gates_stand_on_one_page_with_the_direction_above_and_one_is_asked(gated: Guide) -> None:
    html = ask(gated, "repair", rehearsed="yes")
    assert outline(html, "h2", "h3")[:3] == [
        "h2: Gates before production",
        "h3: Was the rollback rehearsed?",
        "h3: Who repairs it at night?",
    ]
    assert "Result: Go right" in html
    asked = [each.text for each in elements(html) if "data-arrive" in each.attributes]
    assert asked == ["Who repairs it at night?"]
    chosen = [each.text for each in elements(html) if each.attributes.get("aria-current")]
    assert chosen == ["It was"]


def test_each_answer_to_a_gate_leads_to_the_next_and_the_last_to_the_result(gated: Guide) -> None:
    html = ask(gated, "rehearsed")
    leads = [
        decode(gated.tree, each.attributes["href"] or "")
        for each in elements(html)
        if each.attributes.get("class") == "dt-option"
    ]
    first, last = leads[:3], leads[3:]
    assert [dict(state.answers)["rehearsed"] for state in first] == ["yes", "no", NOT_SURE]
    assert {state.ask for state in first} == {"repair"}
    assert [dict(state.answers)["repair"] for state in last] == [
        "owner",
        "parts",
        "restart",
        NOT_SURE,
    ]
    assert {(state.ask, state.outcome) for state in last} == {("", "right")}


@pytest.mark.parametrize("answers", [{}, {"shape": NOT_SURE}, {"shape": "unknown"}])
def test_a_gate_that_does_not_come_up_is_not_asked(gated: Guide, answers: dict[str, str]) -> None:
    state = State(gated.tree.version, tuple(answers.items()), ask="repair")
    assert "dt-gate" not in View(gated).page(state).html


def result(guide: Guide, **gates: str) -> tuple[Walk, str]:
    """The result of a graph with these answers to gates."""
    answers = tuple({**DIRECTED, **gates}.items())
    return walk(guide.tree, dict(answers)), View(guide).page(State(2, answers)).html


def test_a_result_says_how_many_gaps_there_are_and_leads_to_the_first_open_gate(
    gated: Guide,
) -> None:
    ready = [e for e in elements(result(gated, rehearsed="no")[1]) if e.tag == "p"]
    told = next(each.text for each in ready if each.attributes.get("class") == "dt-ready")
    open_gap = "Close 2 gaps before production: Nobody went back and Still to show: Repair."
    assert told == f"{open_gap} Answer the 1 gate"
    html = result(gated, rehearsed="yes", repair="owner")[1]
    assert "Every gate is passed" in html
    assert "so no gap is known" in html


def test_of_many_gaps_only_the_number_stands_above_a_result(guide: Guide) -> None:
    seen = set()
    for path in paths(guide.tree):
        walked = walk(guide.tree, dict(path.answers))
        for asked in (walked.gates, walked.gates[:1]):
            unsure = tuple((gate.id, NOT_SURE) for gate, _ in asked)
            page = View(guide).page(State(guide.tree.version, (*path.answers, *unsure))).html
            gaps = walk(guide.tree, {**dict(path.answers), **dict(unsure)}).gaps
            assert len(gaps) != 1
            assert (f"Close {len(gaps)} gaps before production. " in page) == (len(gaps) > 2)
            seen.add(len(gaps) > 2)
    assert seen == {True, False}


def test_before_any_gate_is_answered_no_gap_is_counted(guide: Guide) -> None:
    for path in paths(guide.tree):
        gates = walk(guide.tree, dict(path.answers)).gates
        page = View(guide).page(State(guide.tree.version, path.answers)).html
        assert ("No gate before production is answered yet. " in page) == bool(gates)
        assert "gaps before production" not in page


def test_a_gap_is_told_with_who_settles_it_and_the_first_step(gated: Guide) -> None:
    html = result(gated, repair="owner", rehearsed="no")[1]
    told = "Nobody went back. Who settles it: The owner. First step: Go back once."
    assert f"li: {told} Until then: Freeze it." in outline(html, "li")
    unknown = outline(result(gated, repair="owner")[1], "li")
    still = "Still to show: Rehearsal. Who settles it: The owner. First step: Go back once."
    assert f"li: {still} Until then: Freeze it." in unknown


@pytest.mark.parametrize(
    ("gates", "expected"),
    [
        ({}, "proposed"),
        ({"rehearsed": "yes"}, "proposed"),
        ({"rehearsed": "yes", "repair": "owner"}, "accepted"),
    ],
)
def test_a_record_is_proposed_while_a_gap_is_open(
    gated: Guide, gates: dict[str, str], expected: str
) -> None:
    state = State(2, tuple({**DIRECTED, **gates}.items()))
    walked = walk(gated.tree, dict(state.answers))
    text = record_markdown(gated, state, Typed())
    assert status(walked) == expected
    assert text.splitlines()[1] == f"status: {expected}"
    for gap in gated.tree.gaps:  # no answer here shows one
        assert f"**{gap.name}**" not in text
    data = record_data(gated, state, Typed())
    assert data["gaps"] == [gap.id for gap in walked.gaps]
    assert [row["option"] for row in data["gates"]] == [gates.get("rehearsed"), gates.get("repair")]


SHOWN = "| **Nobody went back** | The owner | Go back once. Until then: Freeze it. |"
UNKNOWN = (
    "| **Still to show: Rehearsal**. Was the rollback rehearsed? "
    "| The owner | Go back once. Until then: Freeze it. |"
)


@pytest.mark.parametrize(
    ("answer", "gap", "answered"),
    [
        ("no", SHOWN, "It was not"),
        (NOT_SURE, UNKNOWN, "Not sure"),
        ("", UNKNOWN, "Not answered"),
        ("maybe", UNKNOWN, "Not answered"),
    ],
)
def test_a_record_tells_a_gap_that_is_shown_from_one_that_nobody_knows(
    gated: Guide, answer: str, gap: str, answered: str
) -> None:
    state = State(2, tuple({**DIRECTED, "rehearsed": answer, "repair": "owner"}.items()))
    rows = record_markdown(gated, state, Typed()).splitlines()
    assert gap in rows
    assert f"| Was the rollback rehearsed? | **{answered}** |" in rows
    said = {row["gate"]: row["option"] for row in record_data(gated, state, Typed())["gates"]}
    assert said["rehearsed"] == (answer if answer in ("no", NOT_SURE) else None)


def test_a_gap_that_one_answer_shows_is_known_whatever_another_gate_leaves_open(
    gated: Guide,
) -> None:
    """Two gates with the same gap: it is told once, as what is known of it."""
    tree = gated.tree
    same = replace(tree.gate_by_id["repair"], gap="rehearse")
    gates = tuple(same if gate.id == "repair" else gate for gate in tree.gates)
    both = replace(tree, gates=gates)
    for given, unknown in (
        ({"rehearsed": "no"}, None),
        ({"rehearsed": "no", "repair": NOT_SURE}, None),
        ({}, tree.gate_by_id["rehearsed"]),  # the first of them
        ({"rehearsed": "yes"}, same),
    ):
        (missing,) = walk(both, {**DIRECTED, **given}).missing
        assert (missing.gap.id, missing.unknown) == ("rehearse", unknown)


def test_a_result_lists_what_is_still_to_show_apart_from_what_is_missing(gated: Guide) -> None:
    told = outline(result(gated, rehearsed="no")[1], "li")
    assert "li: Nobody went back. Who settles it: The owner." in told
    assert "li: Still to show: Repair. Who repairs it at night?" in told
    assert "li: Nobody can repair it. Who settles it: The lead." not in told


def test_a_direction_without_gates_is_only_proposed(gated: Guide) -> None:
    assert status(walk(gated.tree, {"shape": "unknown"})) == "proposed"


@pytest.mark.parametrize(
    ("answers", "owner"),
    [
        ({}, ""),
        ({"shape": "unknown"}, "nobody"),
        ({"shape": "one-model", "owner": "platform"}, "platform"),
        ({"shape": "one-model", "owner": "application"}, "application"),
        ({"shape": "graph", "pager": "can"}, ""),
    ],
)
def test_the_owner_is_the_outcomes_or_the_one_that_the_answers_name(
    gated: Guide, answers: dict[str, str], owner: str
) -> None:
    assert walk(gated.tree, answers).owner == owner


def test_the_page_without_the_engine_tells_each_gate_and_what_its_answers_show(
    gated: Guide,
) -> None:
    html = View(gated).static()
    for gate in gated.tree.gates:
        assert f"h3: {gate.ask}" in outline(html, "h3")
        for option in gate.options:
            gap = gated.tree.gap_by_id.get(option.gap)
            told = f" Gap: {gap.name}." if gap else " Nothing is missing."
            assert any(line.startswith(f"li: {option.text}.{told}") for line in outline(html, "li"))
