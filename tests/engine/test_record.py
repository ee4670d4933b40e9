"""The decision record holds the whole decision, and nothing of what people typed as markup."""

from __future__ import annotations

import json
import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.chat import chat_text
from decision_tree.engine.display_names import SIDE_NAMES
from decision_tree.engine.link import State, decode
from decision_tree.engine.markdown import address, escape, inline, quoted
from decision_tree.engine.model import NOT_SURE, Guide
from decision_tree.engine.outcome import answered
from decision_tree.engine.record import MOST_TYPED, Typed, file_name, record_data, record_markdown
from decision_tree.engine.walk import paths, walk
from tests.conftest import published
from tests.folders import TESTS

GUIDE = published()
TYPED = Typed("How we serve", "Platform and search", "2026-11-23", "https://guide.test/decide/")
RECORDS = TESTS / "goldens" / "records"
REVIEWED = {
    "2026-11-23": "2027-05-23",
    "2026-11-30": "2027-05-30",
    "2026-12-31": "2027-06-30",
    "2026-08-31": "2027-02-28",
    "2027-08-31": "2028-02-29",
    "2099-08-31": "2100-02-28",
    "2399-08-31": "2400-02-29",
    "2026-01-31": "2026-07-31",
}
"""The day to look at a record again, by the day of the record."""
SECTIONS = (
    "## Context and Problem Statement",
    "## Decision Drivers",
    "## Considered Options",
    "## Decision Outcome",
    "### Consequences",
    "### Who owns the serving contract",
    "### What you roll back, and what stays as it is",
    "### Who should own each autoscaling signal",
    "### Before production",
    "### When to revisit",
    "## What would change this",
    "## More Information",
)


def test_the_record_of_every_outcome_says_all_of_it(guide: Guide) -> None:
    first = {path.outcome: path for path in paths(guide.tree)}
    assert set(first) == {outcome.id for outcome in guide.tree.outcomes}
    for path in first.values():
        walked = walk(guide.tree, dict(path.answers))
        outcome = answered(guide.tree.outcome_by_id[path.outcome], walked.given)
        text = record_markdown(guide, State(1, path.answers), TYPED)
        positions = [text.index(section) for section in SECTIONS]
        assert positions == sorted(positions)
        assert f"Chosen option: **{escape(outcome.title)}**, " in text
        assert f"- **{escape(outcome.title)}**: chosen" in text
        for question, option in path.answers:
            found = guide.tree.question_by_id[question].option(option)
            assert found is not None
            assert f"**{escape(found.text)}**" in text
        for unit in outcome.rollback_units:
            assert f"**{inline(unit.unit)}**" in text
            assert inline(unit.leaves.text) in text
        for condition in outcome.conditions:
            assert f"- [ ] {inline(condition.text)}" in text
        out = [line for line in text.splitlines() if ": Would need " in line]
        for other in guide.tree.outcomes:
            told = any(f"**{escape(other.title)}**" in line for line in out)
            assert told == (other.id != outcome.id)


def chosen(guide: Guide, answers: tuple[tuple[str, str], ...]) -> str:
    """The paragraph of the record that names the option chosen."""
    text = record_markdown(guide, State(1, answers), TYPED)
    return next(line for line in text.splitlines() if line.startswith("Chosen option: "))


def test_the_decision_names_each_product_that_the_outcome_leans_to(guide: Guide) -> None:
    for path in {each.outcome: each for each in paths(guide.tree)}.values():
        outcome = guide.tree.outcome_by_id[path.outcome]
        sentence = chosen(guide, path.answers).partition("**, ")[2].partition(". ")[0]
        named = {name for name in ("KServe", "Ray Serve") if name in sentence}
        if outcome.owner == "nobody":
            assert (named, "any product" in sentence) == (set(), True)
        elif outcome.lean in ("both", "neither"):
            assert named == {"KServe", "Ray Serve"}
            assert sentence.startswith("with neither") == (outcome.lean == "neither")
        else:
            assert named == {SIDE_NAMES[outcome.lean]}


def test_an_outcome_with_room_for_both_says_what_each_product_is_for(guide: Guide) -> None:
    both = [outcome for outcome in guide.tree.outcomes if outcome.lean == "both"]
    assert both
    for outcome in both:
        assert all(name in outcome.answer for name in ("KServe", "Ray Serve")), outcome.id


def test_the_options_and_what_speaks_against_them_are_one_list(guide: Guide) -> None:
    """Each outcome of the tree is in it once, and nothing is argued against elsewhere."""
    titles = sorted(escape(outcome.title) for outcome in guide.tree.outcomes)
    for path in paths(guide.tree):
        for answers in (path.answers, path.answers[:1], ()):
            text = record_markdown(guide, State(1, answers), TYPED)
            _, _, below = text.partition("## Considered Options\n\n")
            rows = below.partition("\n\n")[0].splitlines()
            named = (re.findall(r"\*\*(.+?)\*\*[;:]", row) for row in rows)
            assert sorted(title for row in named for title in row) == titles
            told = [row for row in rows if "after the earlier answers, only" in row]
            assert all("We answered “" in row for row in told)
            assert text.count("after the earlier answers, only") == len(told)
            assert all(("What it costs: " in row) == ("still possible" in row) for row in rows)


def test_conditions_are_told_as_what_is_still_to_be_shown(guide: Guide) -> None:
    path = next(paths(guide.tree))
    text = record_markdown(guide, State(1, path.answers), TYPED)
    _, _, below = text.partition("### Before production\n\n")
    assert below.startswith("Each of these is still to be shown:\n\n- [ ] ")


def test_every_path_has_a_record_that_is_sound_markdown(guide: Guide) -> None:
    for path in paths(guide.tree):
        text = record_markdown(guide, State(1, path.answers), TYPED)
        cited = set(re.findall(r"\[\^([\w-]+)\](?!:)", text))
        explained = re.findall(r"^\[\^([\w-]+)\]:", text, re.MULTILINE)
        assert cited == set(explained)
        assert len(explained) == len(set(explained))
        for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
            columns = {len(re.findall(r"(?<!\\)\|", row)) for row in block.splitlines()}
            assert len(columns) == 1, block


def test_the_link_in_a_record_leads_back_to_the_same_answers(guide: Guide) -> None:
    for path in paths(guide.tree):
        data = record_data(guide, State(1, path.answers), TYPED)
        state = decode(guide.tree, data["link"].partition("#")[2])
        assert state == State(guide.tree.version, path.answers, outcome=path.outcome)
        assert f"(<{data['link']}>)" in record_markdown(guide, state, TYPED)
        assert json.loads(json.dumps(data)) == data


def test_a_record_of_an_open_state_says_what_to_settle_first(guide: Guide) -> None:
    answers = ((guide.tree.start, NOT_SURE),)
    text = record_markdown(guide, State(1, answers), Typed())
    assert "Not settled yet. Still possible:" in text
    assert "### What to settle first" in text
    assert walk(guide.tree, dict(answers)).outcome is None
    assert "for the end of the quiz's address: `#v=" in text


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("plain words", "plain words"),
        ("a * b _c_ `d` [e](f) | g", r"a \* b \_c\_ \`d\` \[e\](f) \| g"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("one\n# two\r\n\n- three", r"one \# two - three"),
        ("see https://evil.test", "see https&#58;//evil.test"),
        ("www.evil.test", "www&#46;evil.test"),
        ("@everyone", "@\u2060everyone"),
        ("a\u202eb\u0000c\u200bd", "a b c d"),
        (r"back\slash", r"back\\slash"),
    ],
)
def test_what_people_type_stays_what_they_typed(typed: str, written: str) -> None:
    assert escape(typed) == written


def test_a_title_stands_in_a_record_once(small: Guide) -> None:
    state = State(2, next(paths(small.tree)).answers)
    text = record_markdown(small, state, Typed(title="How we serve the assistant"))
    assert text.count("How we serve the assistant") == 1
    assert "This record is about: **write here" in record_markdown(small, state, Typed(title=" "))


@given(st.text(max_size=120), st.text(max_size=120))
def test_no_title_or_team_breaks_out_of_its_line(title: str, team: str) -> None:
    path = next(paths(GUIDE.tree))
    state = State(1, path.answers)
    plain = record_markdown(GUIDE, state, Typed("x", "y"))
    wild = record_markdown(GUIDE, state, Typed(title, team))
    about = 0 if title[:MOST_TYPED].strip() else 2  # the line that asks for it
    assert wild.count("\n") == plain.count("\n") + about
    assert "<" not in wild.replace("<https://", "").split("\n# ", 1)[1].split("\n", 1)[0]


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a.test/x#v=1&q=o", "<https://a.test/x#v=1&q=o>"),
        ("https://a.test/ )<x>\n", "<https://a.test/%20%29%3Cx%3E%0A>"),
        ("https://a.test/é\ud800", "<https://a.test/%C3%A9%3F>"),
        ("http://a.test/", "<http://a.test/>"),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_become_links(url: str, target: str) -> None:
    assert address(url) == target


@pytest.mark.parametrize(
    ("content", "written"),
    [
        ("plain", "plain"),
        ("a `b|c_d` e_f `g_h`", "a `b|c_d` e\\_f `g_h`"),
        ("`a_b`", "`a_b`"),
        ("one_two **never** `**x**` and **a_b**.", "one\\_two **never** `**x**` and **a\\_b**."),
        (" a ", " a "),
        ("**a** b", "**a** b"),
        ("** a**", "** a**"),
        (" ", " "),
        ("", ""),
    ],
)
def test_of_content_the_code_and_the_bold_stay_and_the_rest_is_escaped(
    content: str, written: str
) -> None:
    assert inline(content) == written


def test_each_claim_of_a_sentence_has_its_own_mark(guide: Guide) -> None:
    tree = guide.tree
    first = {path.outcome: path for path in paths(tree)}
    seen = 0
    for outcome in tree.outcomes:
        answers = first[outcome.id].answers
        text = record_markdown(guide, State(1, answers), TYPED)
        told = answered(outcome, walk(tree, dict(answers)).given)
        for said in (told.cost, told.contract_owner, *told.oncall, *told.steps):
            marks = "".join(f"[^{claim}]" for claim in said.claims)
            assert inline(said.text) + marks in text
            seen += len(said.claims) > 1
    assert seen


def test_front_matter_is_quoted() -> None:
    assert quoted('a "b" \\ c\n---') == '"a \\"b\\" \\\\ c ---"'


def test_the_file_name_has_nothing_typed_in_it(guide: Guide) -> None:
    path = next(paths(guide.tree))
    name = file_name(guide, State(1, path.answers), Typed("../x", "y", "X2026-11-23/../x9"))
    assert name == f"2026-11-23-serving-contract-{path.outcome}"


@pytest.mark.parametrize(
    ("number", "first"),
    [("7", "0007"), ("12345", "12345"), *((bad, "2026-11-23") for bad in ("", "../7", "-1", "٣"))],
)
def test_the_file_name_starts_with_the_records_number_where_it_has_one(
    guide: Guide, number: str, first: str
) -> None:
    path = next(paths(guide.tree))
    typed = Typed(date="2026-11-23", number=number)
    name = file_name(guide, State(1, path.answers), typed)
    assert name == f"{first}-serving-contract-{path.outcome}"


STATES = {
    "settled": (
        "v=1&shape=graph&owner=nobody&pager=can",
        Typed("Our_way", "Us & them", "2026-11-23 (draft)", "https://a.test/decide/"),
    ),
    "nothing_settles_on_another_outcome": (
        "v=2&shape=one-model&owner=platform",
        Typed(title="  ", page="javascript:alert(1)"),
    ),
    "not_settled": ("v=2&shape=graph&pager=not-sure", Typed()),
    "old_link": ("v=1&shape=one-model&owner=platform&outcome=right", Typed(page="https://a.test/")),
    "old_link_with_what_went": (
        "v=1&shape=one-model&owner=platform&size=small&outcome=right",
        Typed(page="https://a.test/"),
    ),
    "old_link_not_settled": ("v=1&shape=graph&outcome=right", Typed(page="https://a.test/")),
    "nothing_answered": ("", Typed("x" * 300, "y" * 300, "z" * 300, "https://a.test/")),
}
"""States of the small tree and what is typed; tests/goldens/records/ holds the record of each."""


@pytest.mark.parametrize("name", STATES)
def test_a_record_is_this_document(small: Guide, name: str) -> None:
    """`make goldens` writes them anew; teams keep these, so read the difference."""
    fragment, typed = STATES[name]
    state = decode(small.tree, fragment)
    data = json.dumps(record_data(small, state, typed), indent=1, ensure_ascii=False)
    chat = chat_text(small, state, typed)
    record = record_markdown(small, state, typed)
    told = "\n".join((file_name(small, state, typed), record, data, chat))
    file = RECORDS / f"{name}.out"
    if os.environ.get("WRITE_GOLDENS"):
        file.write_text(told + "\n", "utf-8")
    assert file.read_text("utf-8") == told + "\n"


@pytest.mark.parametrize("day", REVIEWED)
def test_a_record_is_looked_at_again_half_a_year_later(day: str) -> None:
    state = State(GUIDE.tree.version, ())
    assert record_data(GUIDE, state, Typed(date=day))["review_by"] == REVIEWED[day]
