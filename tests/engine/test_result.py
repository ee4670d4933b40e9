"""The result: what it says of notes, reasons, changes and rows, state by state."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from decision_tree.engine.aging import STILL, Aged
from decision_tree.engine.decide_page import View
from decision_tree.engine.display_names import SIDE_NAMES
from decision_tree.engine.explain import flips, leanings, narrowings, ruled_out
from decision_tree.engine.link import State, decode
from decision_tree.engine.model import NOT_SURE, RESULT, Guide, Question
from decision_tree.engine.outcome import HEADINGS
from decision_tree.engine.result import aged_note, needs_told
from decision_tree.engine.walk import paths, walk
from tests.reading import elements, outline, sketch


def html_of(guide: Guide, fragment: str) -> str:
    """What an address shows."""
    return View(guide).page(decode(guide.tree, fragment)).html


SINCE = 'a href="changes/#2026-11-23-version-2-of-the-tree" “What changed since version 1”'


@pytest.mark.parametrize(
    ("old", "told"),
    [
        (None, ""),
        (Aged(2, "Go", "Go", True, ""), ""),
        (
            Aged(1, "Go", "Go", True, ""),
            "p.dt-aged\n"
            "  “This link was made with version 1 of the tree. Version 2 says the same. ”\n"
            f"  {SINCE}",
        ),
        (
            Aged(2, "Go", "Stay", False, "It was <changed>."),
            'div.dt-aged.dt-aged-changed role="status"\n'
            "  p\n    b “Then (version 2): ”\n    ““Go”.”\n"
            "  p\n    b “Now (version 2): ”\n    ““Stay”.”\n"
            "  p\n    b “What made the difference: ”\n    “It was <changed>.”",
        ),
        (
            Aged(1, "Go", "", False, "Because."),
            'div.dt-aged.dt-aged-changed role="status"\n'
            "  p\n    b “Then (version 1): ”\n    ““Go”.”\n"
            "  p\n    b “Now (version 2): ”\n    “not settled by these answers.”\n"
            "  p\n    b “What made the difference: ”\n    “Because.”\n"
            f"  p.dt-off-paper > {SINCE}",
        ),
    ],
)
def test_a_link_says_what_became_of_its_outcome(small: Guide, old: Aged | None, told: str) -> None:
    assert sketch(aged_note(old, State(old.version if old else 2), small.tree)) == told


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        ("v=2&shape=graph&pager=can&outcome=right", [STILL]),
        ("v=2&shape=graph&pager=can&outcome=left", []),
        ("v=1&shape=graph&pager=can&outcome=right", []),
        ("v=2&shape=graph&pager=can", []),
    ],
    ids=["holds", "leads elsewhere", "of an older tree, which is said above", "names none"],
)
def test_a_link_in_which_nothing_has_changed_says_so(
    small: Guide, fragment: str, told: list[str]
) -> None:
    found = elements(html_of(small, fragment))
    assert [e.text for e in found if e.attributes.get("class") == "dt-still"] == told


def test_each_answer_is_a_reason_and_a_doubt_says_that_it_makes_no_difference(small: Guide) -> None:
    html = html_of(small, "v=2&shape=not-sure&owner=platform&pager=cannot")
    lists = [each for each in elements(html) if each.attributes.get("class") == "dt-reasons"]
    parts = [each for each in elements(html) if each.attributes.get("class") == "dt-part"]
    assert [(part.text, told.text) for part, told in zip(parts, lists, strict=True)] == [
        ("This answer decided the direction", "Can on-call debug the graph? They cannot. Bad."),
        ("These answers support it", "Who owns the contract? Platform. They own it."),
        ("You were not sure, and it makes no difference", "What does one request go through?"),
    ]


def only_left(guide: Guide) -> Guide:
    """A tree in which no answer makes a difference, and the other outcome is far away."""
    tree = guide.tree

    def straight(question: Question) -> Question:
        options = (replace(o, to="left") if o.to == "right" else o for o in question.options)
        return replace(question, options=tuple(options))

    return replace(guide, tree=replace(tree, questions=tuple(map(straight, tree.questions))))


def changes(html: str) -> str:
    """What stands below “What would change this”."""
    below = html.partition("What would change this</h3>")[2]
    return sketch(below.partition('<h3 id="r-operating"')[0])


OWNED = """\
p “No other single answer leads to another result, but some lead to more questions.”
details.dt-fold
  summary > h4 “Answers that lead to more questions”
  ul
    li
      a href="#v=2&shape=graph" “Workload shape: “A graph””
      “ leads to ”
      strong “more questions, with 2 possible outcomes”
    li
      a href="#v=2&shape=one-model&owner=nobody" “Contract owner: “Nobody””
      “ leads to ”
      strong “more questions, with 2 possible outcomes”"""

PAGED = """\
ul
  li
    a href="#v=2&shape=one-model&owner=nobody&pager=cannot&outcome=left" \
“Who is paged: “They cannot””
    “ leads to ”
    strong “Go left”
  li
    a href="#v=2&shape=one-model&owner=platform&outcome=left" “Contract owner: “Platform””
    “ leads to ”
    strong “Go left”"""


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        ("v=2&shape=one-model&owner=platform", OWNED),
        ("v=2&shape=one-model&owner=nobody&pager=can", PAGED),
    ],
)
def test_changes_that_settle_come_first_and_those_that_ask_further_are_folded(
    small: Guide, fragment: str, told: str
) -> None:
    assert changes(html_of(small, fragment)) == told


def test_where_no_answer_makes_a_difference_it_says_so(small: Guide) -> None:
    html = html_of(only_left(small), "v=2&shape=graph&pager=can")
    assert changes(html) == "p “No other single answer changes this result.”"


def test_each_change_leads_to_the_state_and_the_outcome_it_names(guide: Guide) -> None:
    tree = guide.tree
    for path in list(paths(tree))[::7]:
        walked = walk(tree, dict(path.answers))
        html = View(guide).page(State(tree.version, path.answers)).html
        leads = re.findall(
            r'<a href="#([^"]*)">([^<]*)</a> leads to <strong>([^<]*)</strong>', html
        )
        single = [flip for flip in flips(tree, walked) if len(flip.possible) == 1]
        further = [flip for flip in flips(tree, walked) if len(flip.possible) > 1]
        expected = []
        for flip in (*single, *further):
            ends = flip.possible
            outcome = ends[0].id if len(ends) == 1 else ""
            where = (
                ends[0].title if outcome else f"more questions, with {len(ends)} possible outcomes"
            )
            state = State(tree.version, flip.answers, outcome=outcome)
            expected.append((state, f"{flip.question.label}: “{flip.option.text}”", where))
        found = [
            (decode(tree, href.replace("&amp;", "&")), _read(said), _read(where))
            for href, said, where in leads
        ]
        assert len(found) == len(expected)
        assert all(each in expected for each in found)
        named = [where for _, _, where in found[: len(single)]]
        assert len(set(named[: len(set(named))])) == len(set(named)), "each other outcome first"


def _read(html: str) -> str:
    return elements(f"<p>{html}</p>")[0].text


def test_what_is_ruled_out_has_the_answer_that_did_it_and_no_heading_where_nothing_is(
    small: Guide,
) -> None:
    html = html_of(small, "v=2&shape=one-model&owner=platform")
    walked = walk(small.tree, {"shape": "one-model", "owner": "platform"})
    ((told, (row,)),) = needs_told(walked, ruled_out(small.tree, walked))
    assert told == "Would need “Nobody” at “Who owns the contract?”. You answered “Platform”."
    assert f"li: Go right: {row.outcome.suits}" in outline(html, "li")
    assert f"p: {told}" in outline(html, "p")
    assert "summary: Why not the others" in outline(html, "summary")
    nothing = "v=2&shape=not-sure&owner=not-sure&pager=not-sure"
    assert "summary: Why not the others" not in outline(html_of(small, nothing), "summary")


def test_the_comparison_has_a_row_for_each_decision_with_the_answers_that_speak_to_it(
    guide: Guide,
) -> None:
    sides = set()
    for path in list(paths(guide.tree))[::5]:
        walked = walk(guide.tree, dict(path.answers))
        html = View(guide).page(State(guide.tree.version, path.answers)).html
        rows = re.findall(
            r'<td data-label="Leans to" class="dt-side dt-lean-([a-z-]+)">(.*?)</td>', html
        )
        expected = []
        for row in leanings(guide.tree, guide.decisions, walked):
            sides.add(row.side)
            name = {"": "No answer speaks to it", "split": "Split"}.get(row.side)
            expected.append((row.side or "none", f"<b>{name or SIDE_NAMES[row.side]}</b>"))
            for question, option, side in row.answers:
                assert (
                    f"li: {question.label}: {_plain(option.text)} ({SIDE_NAMES[side]})"
                    in outline(html, "li")
                )
        assert rows == expected
    assert {"", "split", "kserve", "ray-serve"} <= sides


def test_a_row_to_which_no_answer_speaks_names_the_part_of_the_page_that_does(guide: Guide) -> None:
    path = next(each for each in paths(guide.tree) if each.outcome == "settle-ownership")
    text = " ".join(outline(View(guide).page(State(guide.tree.version, path.answers)).html, "td"))
    rows = {each.id: each.told_in for each in guide.decisions}
    assert rows["rollback"] == ("units",)
    assert f"None. See “{HEADINGS['units']}”." in text
    assert f"None. See “{HEADINGS['oncall']}” and “{HEADINGS['conditions']}”." in text
    assert re.search(r"td: None(?! See|\.)", text)


def test_a_result_says_one_day_at_its_head_and_at_the_end_of_its_span(guide: Guide) -> None:
    for outcome in guide.tree.outcomes:
        path = next(each for each in paths(guide.tree) if each.outcome == outcome.id)
        html = View(guide).page(State(guide.tree.version, path.answers)).html
        day = re.search(r"Last checked ([0-9-]{10})", html)
        foot = re.search(r'class="dt-on-paper">Checked [^<]*([0-9-]{10})\.<', html)
        assert not day or (foot and foot[1] == day[1]), outcome.id


def _plain(text: str) -> str:
    return text.replace("`", "").replace("**", "")


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ("shape=not-sure&owner=not-sure&pager=not-sure", "leaves 1.6 of 2 outcomes on average"),
        ("shape=graph&pager=not-sure", "leaves 1 of 2 outcomes on average"),
    ],
)
def test_what_to_settle_first_says_how_far_it_narrows_the_outcomes(
    small: Guide, answers: str, told: str
) -> None:
    html = html_of(small, f"v=2&{answers}")
    assert told in elements(f"<div>{html}</div>")[0].text


def doubtful(guide: Guide) -> list[State]:
    """States of a guide in which somebody is sure of the first answer only."""
    tree = guide.tree
    first = tree.question_by_id[tree.start]
    found = [State(tree.version, ((first.id, NOT_SURE),), ask=RESULT)]
    for option in first.options:
        if question := tree.question_by_id.get(option.to):
            answers = ((first.id, option.id), (question.id, NOT_SURE))
            found.append(State(tree.version, answers, ask=RESULT))
    return found


def test_how_far_it_narrows_them_is_told_to_the_tenth(guide: Guide) -> None:
    for state in doubtful(guide):
        walked = walk(guide.tree, dict(state.answers))
        left = f"{float(narrowings(guide.tree, walked)[0].left):.1f}".removesuffix(".0")
        text = elements(f"<div>{View(guide).page(state).html}</div>")[0].text
        assert f"leaves {left} of {len(walked.possible)} outcomes on average" in text


def test_while_several_are_possible_the_others_have_what_ruled_them_out(guide: Guide) -> None:
    ruled = 0
    for state in doubtful(guide):
        walked = walk(guide.tree, dict(state.answers))
        rows = ruled_out(guide.tree, walked)
        html = View(guide).page(state).html
        groups = needs_told(walked, rows)
        assert [row for _, group in groups for row in group] == list(rows)
        told = [line for line in outline(html, "p") if line.startswith("p: Would need")]
        assert told == [f"p: {each}" for each, _ in groups]
        lines = outline(html, "li")
        assert all(f"li: {row.outcome.title}: {row.outcome.suits}" in lines for row in rows)
        ruled += len(rows)
    assert ruled


def test_while_several_are_possible_each_says_what_it_costs(guide: Guide) -> None:
    for state in doubtful(guide):
        walked = walk(guide.tree, dict(state.answers))
        html = View(guide).page(state).html
        costs = [each.text for each in elements(html) if each.attributes.get("class") == "dt-cost"]
        assert len(costs) == len(walked.possible)
        assert all(each.startswith("What it costs: ") for each in costs)


def test_every_open_question_is_named_the_one_that_narrows_most_first(small: Guide) -> None:
    answers = (("shape", NOT_SURE), ("owner", NOT_SURE), ("pager", NOT_SURE))
    for count in (2, 3):
        state = State(2, answers[:count], ask="result")
        walked = walk(small.tree, dict(state.answers))
        html = View(small).page(state).html
        asked = re.findall(r'<a href="#([^"]*)">([^<]*)</a> Who can answer: ([^<]*)\.<', html)
        expected = [row.question for row in narrowings(small.tree, walked)]
        assert [(said, role) for _, said, role in asked] == [(q.ask, q.role) for q in expected]
        states = [decode(small.tree, href.replace("&amp;", "&")) for href, _, _ in asked]
        assert [each.ask for each in states] == [question.id for question in expected]
        assert {each.answers for each in states} == {state.answers}


def test_a_single_open_question_has_no_list_of_further_ones(small: Guide) -> None:
    html = html_of(small, "v=2&shape=graph&pager=not-sure")
    assert "h3: Settle this first" in outline(html, "h3")
    assert "h3: Then this" not in outline(html, "h3")
