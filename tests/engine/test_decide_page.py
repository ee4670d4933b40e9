"""What each address shows: enumerated by state, not compared as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape

import pytest

from decision_tree.engine.browser import Engine
from decision_tree.engine.decide_page import MOST_AHEAD, View
from decision_tree.engine.html_parts import Parts
from decision_tree.engine.link import State, decode, encode
from decision_tree.engine.markup import Markup
from decision_tree.engine.model import NOT_SURE, Guide
from decision_tree.engine.outcome import HEADINGS, answered
from decision_tree.engine.result import CONTENTS, standing
from decision_tree.engine.source_marks import numbered
from decision_tree.engine.walk import paths, walk
from tests.reading import elements, outline


def test_following_the_links_ahead_reaches_every_path_and_its_outcome(guide: Guide) -> None:
    engine = Engine(guide, "../")
    found: set[tuple[tuple[str, str], ...]] = set()
    queue = [f"v={guide.tree.version}"]
    seen = set(queue)
    while queue:
        fragment = queue.pop()
        state = decode(guide.tree, fragment)
        assert not state.notes, fragment
        if any(option == "not-sure" for _, option in state.answers):
            continue
        if state.outcome:
            found.add(state.answers)
            reached = walk(guide.tree, dict(state.answers)).outcome
            assert reached is not None
            assert reached.id == state.outcome
            continue
        links = set(engine.page(fragment).ahead) - seen
        new = [link for link in links if not decode(guide.tree, link).ask]  # no way back
        seen.update(new)
        queue.extend(new)
    assert found == {path.answers for path in paths(guide.tree)}


def test_a_question_all_of_whose_ways_lean_alike_says_so_unless_a_doubt_leaves_others_open(
    guide: Guide,
) -> None:
    tree, told, silent = guide.tree, 0, 0
    leans: dict[str, set[str]] = {}
    for path in paths(tree):
        for question, _ in path.answers:
            leans.setdefault(question, set()).add(tree.outcome_by_id[path.outcome].lean)
    for path in paths(tree):
        for number, (question, _) in enumerate(path.answers):
            before = path.answers[:number]
            html = View(guide).page(State(tree.version, before, ask=question)).html
            hint = ". Leans to: "
            assert (hint in html) == (len(leans[question]) == 1)
            told += hint in html
            doubt = ((path.answers[0][0], NOT_SURE), *before[1:])
            page = View(guide).page(State(tree.version, doubt, ask=question)).html
            silent += hint not in page if before else 0
            assert hint not in page or not before
    assert told
    assert silent


def test_each_outcome_page_says_its_title_reasons_and_parts(guide: Guide) -> None:
    parts = ("What it costs", "Who owns the serving contract", "First three steps", "What on-call")
    view = View(guide)
    for path in paths(guide.tree):
        html = view.page(State(guide.tree.version, path.answers)).html
        text = unescape(re.sub(r"<[^>]*>", "", html))
        assert all(part in text for part in parts)
        reasons = sum(text.count(f"{question.ask} ") for question in guide.tree.questions)
        assert reasons >= len(path.answers)


def test_change_shows_the_question_again_and_keeps_the_later_answers(small: Guide) -> None:
    fragment = "v=2&shape=one-model&owner=nobody&pager=can&ask=owner"
    page = View(small).page(decode(small.tree, fragment))
    assert "Who owns the contract?" in page.html
    assert "v=2&shape=one-model&owner=platform&outcome=left" in page.ahead
    assert "v=2&shape=one-model&owner=nobody&pager=can&outcome=right" in page.ahead


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        ("v=2&pager=can", "a later question first: Who is paged. This question comes before it."),
        (
            "v=2&owner=nobody&pager=not-sure",
            "later questions first: Contract owner; Who is paged. This question comes before them.",
        ),
        ("v=2&shape=one-model", ""),
        ("v=2&shape=one-model&owner=nobody&pager=can&ask=owner", ""),
    ],
)
def test_a_question_that_comes_after_a_later_answer_says_why(
    small: Guide, fragment: str, told: str
) -> None:
    html = View(small).page(decode(small.tree, fragment)).html
    hints = [each.text for each in elements(html) if each.attributes.get("class") == "dt-hint"]
    assert hints == ([f"You answered {told}"] if told else [])
    assert not told or "Question 1 of at most 3" in html


def test_every_link_on_every_page_of_the_small_tree_can_be_read(small: Guide) -> None:
    view = View(small)
    for path in paths(small.tree):
        html = view.page(State(2, path.answers)).html
        for href in re.findall(r'href="#([^"]*)"', html):
            fragment = href.replace("&amp;", "&")
            state = decode(small.tree, fragment)
            assert not state.notes
            assert encode(state) == fragment


def test_the_static_page_has_a_section_for_every_node_and_only_links_that_land(
    guide: Guide,
) -> None:
    html = View(guide).static()
    anchors = set(re.findall(r' id="([^"]+)"', html))
    expected = {f"q-{q.id}" for q in guide.tree.questions}
    expected |= {f"{what}-{o.id}" for o in guide.tree.outcomes for what in ("o", "contract")}
    expected |= {"gates", *(f"g-{gate.id}" for gate in guide.tree.gates)}
    first = guide.tree.question_by_id[guide.tree.start]
    # Where the first answers on other pages lead to without JavaScript.
    given = (*(each.id for each in first.options), NOT_SURE)
    expected |= {f"v={guide.tree.version}&amp;{first.id}={each}" for each in given}
    assert expected == anchors
    assert set(re.findall(r'href="#([^"]+)"', html)) <= anchors


def _before(html: str, end: str) -> str:
    """What one reads from the verdict as far as `end`."""
    begun = html[html.index('<p class="dt-lean">') :]
    return " ".join(re.sub(r"<[^>]*>", " ", begun[: begun.index(end)]).split())


def test_a_result_begins_alike_before_the_engine_is_there(guide: Guide, gated: Guide) -> None:
    """But for words that hold only after some answer."""
    for each in (guide, gated):
        view = View(each)
        static = view.static().split("<section")
        for path in paths(each.tree):
            outcome = walk(each.tree, dict(path.answers)).outcome
            assert outcome
            if answered(outcome, {f"{q}={o}" for q, o in path.answers}) != answered(outcome, ()):
                continue
            live = numbered(view.page(State(each.tree.version, path.answers)).html)
            waiting = next(part for part in static if f'id="o-{path.outcome}"' in part)
            assert _before(waiting, "<textarea") == _before(live, "<textarea")


def test_a_result_has_its_parts_in_one_order_before_the_engine_is_there(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    turned = dict(reversed(CONTENTS.items()))
    monkeypatch.setattr("decision_tree.engine.result.CONTENTS", turned)
    html = standing(Parts(guide, ""), guide.tree.outcomes[0], Markup(""))
    named = {told: told for told in turned.values()} | {HEADINGS["revisit"]: CONTENTS["more"]}
    headings = [each.text for each in elements(html) if each.tag == "h3"]
    shown = [named[told] for told in headings]
    assert len(shown) > 2
    assert shown == [told for told in turned.values() if told in shown]


def test_a_question_offers_the_same_answers_before_the_engine_is_there(guide: Guide) -> None:
    view = View(guide)
    static = view.static().split("<section")
    reached = {
        question: path.answers[:number]
        for path in paths(guide.tree)
        for number, (question, _) in enumerate(path.answers)
    }
    assert reached.keys() == guide.tree.question_by_id.keys()
    for name, answers in reached.items():
        waiting = next(f"<section{part}" for part in static if f'id="q-{name}"' in part)
        offered = [
            [line for line in outline(html, "span") if line.startswith("span.dt-option-text")]
            for html in (waiting, view.page(State(guide.tree.version, answers)).html)
        ]
        assert offered[0] == offered[1]
        assert offered[0][-1] == "span.dt-option-text: Not sure"


def test_only_an_answer_that_ends_in_a_result_names_it(guide: Guide) -> None:
    html = View(guide).static()
    given = {
        each.attributes["data-answer"]: each.attributes.get("data-outcome")
        for each in elements(html)
        if "dt-option" in each.attributes.get("class", "").split() and each.tag == "a"
    }
    ends = {outcome.id for outcome in guide.tree.outcomes}
    unsure = {f"{each.id}={NOT_SURE}": None for each in guide.tree.questions}
    gates = {
        f"{gate.id}={option}": None
        for gate in guide.tree.gates
        for option in (*(each.id for each in gate.options), NOT_SURE)
    }
    assert given == unsure | gates | {
        f"{question.id}={option.id}": option.to if option.to in ends else None
        for question in guide.tree.questions
        for option in question.options
    }


def test_each_gate_leads_to_the_next_and_each_result_to_its_own_before_the_engine_is_there(
    gated: Guide,
) -> None:
    tree = gated.tree
    parts = View(gated).static().split("<section")
    given = (each.attributes for each in elements(View(gated).static()))
    said = {each.get("data-answer"): each.get("href") for each in given}
    for gate, following in zip(tree.gates, (*tree.gates[1:], None), strict=True):
        onward = f"#g-{following.id}" if following else "#gates"
        for option in (*(each.id for each in gate.options), NOT_SURE):
            assert said[f"{gate.id}={option}"] == onward
    for outcome in tree.outcomes:
        own = next(part for part in parts if f'id="o-{outcome.id}"' in part)
        asked = re.findall(r'data-answer="([^"]+)"', own)
        gates = [f"ask={gate.id}" for gate in tree.gates_of(outcome)]
        assert asked == [*gates[:1], *gates]


COUNTED = re.compile(r"Question (\d+) of (at most )?(\d+)<")


def counters(guide: Guide, fragment: str, before: int, seen: dict[str, int]) -> None:
    """Follow every answer from here on: what is said of the number of questions holds."""
    if fragment in seen:
        return
    page = View(guide).page(decode(guide.tree, fragment))
    told = COUNTED.search(page.html)
    seen[fragment] = int(told[1]) if told else 0
    if told is None:
        return
    number, more, most = int(told[1]), told[2], int(told[3])
    assert number == before + 1
    assert (number < most) == bool(more)
    onward = [
        link for link in page.ahead if "ask=" not in link and link != f"v={guide.tree.version}"
    ]
    for link in onward:
        counters(guide, link, number, seen)
    if not more:
        assert not any(seen[link] for link in onward), fragment


def _beginnings(pairs: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Nothing of it, its first, its first two, and so on."""
    given: list[tuple[str, str]] = []
    yield given
    for pair in pairs:
        given = [*given, pair]
        yield given


def test_the_last_question_is_counted_as_the_last_only_where_no_other_follows(
    small: Guide, gated: Guide, guide: Guide
) -> None:
    tree = guide.tree
    given = ((question.id, NOT_SURE) for question in tree.order)
    fragments = [encode(State(tree.version, tuple(pairs))) for pairs in _beginnings(given)]
    told = [COUNTED.search(View(guide).page(decode(tree, each)).html) for each in fragments]
    numbers = [(int(each[1]), bool(each[2]), int(each[3])) for each in told if each]
    count = len(tree.order)
    assert numbers[1:] == [(number, number < count, count) for number in range(2, count + 1)]
    for each in (small, gated):
        seen: dict[str, int] = {}
        counters(each, f"v={each.tree.version}", 0, seen)
        assert len(seen) > len(each.tree.questions)


def test_answers_to_gates_are_no_questions_that_were_asked_before(gated: Guide) -> None:
    html = View(gated).page(decode(gated.tree, "v=2&shape=graph&rehearsed=yes&repair=owner")).html
    assert "Question 2 of 2" in html


def test_a_question_shows_the_detail_of_its_answers_and_the_sources_of_its_reason(
    small: Guide,
) -> None:
    tree, claim = small.tree, small.claims[0].id
    first, *others = tree.questions
    option, *rest = first.options
    more = replace(first, claims=(claim,), options=(replace(option, detail="A `line`"), *rest))
    view = View(replace(small, tree=replace(tree, questions=(more, *others))))
    for html in (view.static(), numbered(view.page(State(2)).html)):
        told = outline(html, "span", "details")
        assert "span.dt-option-detail: A line" in told
        assert f"details.dt-why: Why we ask{first.why}1Who can answer: {first.role}." in told


def test_the_answer_given_before_is_the_one_marked(small: Guide) -> None:
    for chosen in ("platform", "nobody", NOT_SURE):
        state = State(2, (("shape", "one-model"), ("owner", chosen)), ask="owner")
        options = [
            each
            for each in elements(View(small).page(state).html)
            if "dt-option" in each.attributes.get("class", "").split()
        ]
        texts = {"platform": "Platform", "nobody": "Nobody", NOT_SURE: "Not sure"}
        marked = [each.text for each in options if "aria-current" in each.attributes]
        assert len(marked) == 1
        assert marked[0].startswith(texts[chosen])


def test_of_very_many_answers_the_first_are_made_ahead(small: Guide) -> None:
    first, *others = small.tree.questions
    options = tuple(replace(first.options[1], id=f"o{n}") for n in range(MOST_AHEAD + 5))
    tree = replace(small.tree, questions=(replace(first, options=options), *others))
    page = View(replace(small, tree=tree)).page(State(2))
    assert page.ahead == tuple(f"v=2&shape=o{n}" for n in range(MOST_AHEAD))


def test_each_answer_of_the_opening_leads_into_the_quiz(guide: Guide) -> None:
    html = View(guide, "").opening()
    tree = guide.tree
    links = re.findall(r'href="decide/#([^"]+)"', html)
    states = [decode(tree, link.replace("&amp;", "&")) for link in links]
    options = [option.id for option in tree.question_by_id[tree.start].options]
    assert [state.answers for state in states] == [
        ((tree.start, option),) for option in (*options, NOT_SURE)
    ]
    assert not any(state.notes for state in states)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("v=1&contract=platform&fleet=many&outcome=kserve", True),  # and today this is asked too
        ("v=2&contract=platform", False),
        ("v=2&contract=platform&outcome=plain-for-now", False),  # no version ever said so
    ],
)
def test_a_question_that_an_old_link_is_asked_today_says_what_the_link_said(
    guide: Guide, link: str, said: bool
) -> None:
    page = View(guide, "../").page(decode(guide.tree, link)).html
    assert ("Today this is asked too." in page.partition("dt-question")[2]) is said
