"""A tree that breaks a promise to its readers is refused: edits of a sound one, and what is said.

The sound guide is tests/guides/gated on top of tests/guides/small.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from decision_tree.engine.model import Guide, Option, Outcome, Question, Statement, Tree
from decision_tree.loader.direction_checks import check_directions
from decision_tree.loader.draft import Draft
from decision_tree.loader.history import FOLDER, read_table
from decision_tree.loader.load import CONTENT, load
from decision_tree.loader.problems import ContentError
from decision_tree.loader.yaml_nodes import SourceFile
from tests.conftest import TESTS

CASES: list[tuple[str, str, str]] = [
    # gates, gaps and traits
    ("- id: rehearsed\n", "- id: pager\n", "“pager” is taken (tree.yml:39); choose another id"),
    ("    gap: repair\n    options", "    gap: repairs\n    options", "there is no gap “repairs”"),
    ("looks first., gap: first-look}", "looks first.}", "no gate shows the gap “first-look”"),
    ("gates: [rehearsed, repair]", "gates: [rehearsed, repai]", "there is no gate “repai”"),
    ("{id: restart, text: Nobody,", "{id: parts, text: Nobody,", "the id “parts” is taken"),
    ("denies: [graph]", "denies: [grahp]", "there is no trait “grahp”; did you mean “graph”?"),
    ("        denies: [graph]\n", "", "no option denies the trait “graph” or no outcome assumes"),
    ("reason: Then it is known.}", "reason: Then it is known., gap: rehearse}", "shows the same"),
    # contradictions
    (
        "    owner: application\n",
        "    owner: both\n",
        "“own” names the owner both, and “application” of “owner” on a way to it says application",
    ),
    (
        "suits: Those who like left.",
        "suits: Those with a graph.",
        "“left” says “graph”, which fits only a case with several steps; add graph to its",
    ),
    (
        "        text: A graph\n",
        "        text: A graph\n        denies: [graph]\n",
        "“right” assumes several steps, and “graph” of “shape” on a way to it denies that",
    ),
    # what an answer changes
    (
        "{id: cannot,",
        "{id: may, text: Perhaps, reason: Good., leans: {}, to: right}\n      - {id: cannot,",
        "“may” leads where “can” leads and gives the same reason; merge the two",
    ),
    ("gates: [repair, rehearsed]", "gates: [repair]", "differ in the gates rehearsed"),
    # bounds
    ("words: 8", "words: 5", "6 words; a question has at most 5, shorten it"),
    ("longest: 3", "longest: 1", "a direction takes up to 2 questions; at most 1 are meant"),
    ("expected: 3", "expected: 1", "a direction takes 1.67 questions on average; at most 1 are"),
    ("most_share: 60", "most_share: 20", "33% of random walks end in “left”; at most 20 % are"),
    (
        "title: Stay\n    lean: ray-serve",
        "title: Stay\n    lean: neither",
        "one product gets 33% of random walks and the other 17%; at most 100 % of the other's",
    ),
    ("unowned: nowhere", "unowned: left", "only “shape” may lead to “left”: here somebody"),
]


def refused(folder: Path) -> list[str]:
    """What the loader says about the guide in this folder; [] when it is sound."""
    try:
        load(folder)
    except ContentError as found:
        return [str(problem).replace(f"{folder}/", "") for problem in found.problems]
    return []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sound guide."""
    for name in ("small", "gated"):
        shutil.copytree(TESTS / "guides" / name, tmp_path, dirs_exist_ok=True)
    assert refused(tmp_path) == []
    return tmp_path


@pytest.mark.parametrize(("old", "new", "said"), CASES, ids=[case[2][:40] for case in CASES])
def test_a_tree_that_breaks_a_promise_is_refused_in_these_words(
    folder: Path, old: str, new: str, said: str
) -> None:
    file = folder / "tree.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    assert any(said in problem for problem in refused(folder)), refused(folder)


def test_where_a_question_parts_the_products_each_has_as_many_answers(folder: Path) -> None:
    file = folder / "tree.yml"
    third = "{id: third, text: Third, reason: So., leans: {}, to: own}"
    more = f"owner: application, to: own}}\n      - {third}"
    file.write_text(file.read_text("utf-8").replace("owner: application, to: own}", more), "utf-8")
    said = "1 answers lead to KServe alone and 2 to Ray Serve alone; where a question parts the two"
    assert any(said in problem for problem in refused(folder)), refused(folder)


ACCOUNT = """\
id: team
who: A team
source: https://example.org/how-we-serve
date: "2025"
read: "2026-11-28"
chose: kserve
chose_detail: They serve models.
word: own
stage: production
facts:
  - {text: One model for each service., place: top, before: "yes"}
open: who is paged
answers:
  - {question: shape, option: one-model, fact: 1}
target: [left]
"""

ACCOUNTS: list[tuple[str, str, str]] = [
    ("question: shape", "question: shap", "there is no question “shap”; did you mean “shape”?"),
    ("option: one-model", "option: one", "there is no option “one”"),
    ("fact: 1}", "fact: 2}", "there are only 1 facts; name the one that says it, from 1"),
    ("target: [left]", "target: [lefd]", "there is no outcome “lefd”; did you mean “left”?"),
    ("target: [left]", "target: [other]", "what they chose is no outcome; say what it is in"),
    ("https://example.org/how-we-serve", "example.org", "is not of the form"),
    ("id: team\n", "id: crew\n", "the file is called team.yml, so its id must be team"),
    (
        "target: [left]",
        "target: [right]",
        "the tree excludes what they chose by “one-model” to “shape”; mend the tree or the reading",
    ),
    ("target: [left]", "target: [left]\nexplained: Because.", "the tree does not exclude it"),
    (
        "fact: 1}\n",
        "fact: 1}\n  - {question: shape, option: graph, fact: 1}\n",
        "“shape” is answered above already",
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), ACCOUNTS, ids=[case[2][:40] for case in ACCOUNTS])
def test_an_account_that_cannot_be_relied_on_is_refused(
    folder: Path, old: str, new: str, said: str
) -> None:
    (folder / "accounts").mkdir()
    file = folder / "accounts" / "team.yml"
    file.write_text(ACCOUNT, "utf-8")
    assert refused(folder) == []
    assert old in ACCOUNT
    file.write_text(ACCOUNT.replace(old, new, 1), "utf-8")
    assert any(said in problem for problem in refused(folder)), refused(folder)


def test_accounts_whose_early_facts_lead_elsewhere_too_often_are_refused(folder: Path) -> None:
    (folder / "accounts").mkdir()
    (folder / "accounts" / "team.yml").write_text(ACCOUNT, "utf-8")
    file = folder / "tree.yml"
    bounds = file.read_text("utf-8").replace("unowned: nowhere", "unowned: nowhere, accounts: 51")
    file.write_text(bounds, "utf-8")
    said = "what accounts state of before their choice ends in it in 50% of random completions"
    assert any(said in problem for problem in refused(folder)), refused(folder)


REASON = """\
reasons:
  - id: always
    text: It is always so.
    said_by: [team]
    verdict: "false"
    says: It is not.
    bears_on: [shape.graph, left]
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[team]", "[teem]", "there is no account “teem”; did you mean “team”?"),
        ("shape.graph", "shape.graphs", "there is no option or outcome “shape.graphs”"),
        ('"false"', "wrong", "“wrong” cannot stand here"),
        ("It is not.", "{text: It is not., claims: [no-claim]}", "there is no claim “no-claim”"),
    ],
)
def test_a_reason_that_refers_to_nothing_is_refused(
    folder: Path, old: str, new: str, said: str
) -> None:
    (folder / "accounts").mkdir()
    (folder / "accounts" / "team.yml").write_text(ACCOUNT, "utf-8")
    (folder / "reasons.yml").write_text(REASON, "utf-8")
    assert refused(folder) == []
    (folder / "reasons.yml").write_text(REASON.replace(old, new, 1), "utf-8")
    assert any(said in problem for problem in refused(folder)), refused(folder)


OWNER_SAID = {
    ("contract", "platform"): "platform",
    ("contract", "application"): "application",
    ("llm-contract", "platform"): "platform",
    ("steps-contract", "platform"): "platform",
    ("graph-owner", "application"): "application",
}
"""What these answers of version 1 said of the owner."""

OWNER_NAMED = {
    "kserve": "platform",
    "kserve-pipeline": "platform",
    "kserve-llm": "platform",
    "ray-serve": "application",
    "ray-serve-per-team": "application",
    "edge-and-graph": "both",
    "graph-calls-endpoints": "both",
    "settle-ownership": "nobody",
    "neither-yet": "application",
}
"""The owner that each outcome of version 1 named."""


def version_1(left: Outcome) -> Tree:
    """The tree of version 1 as far as its published table and the two above tell of it."""
    options: dict[str, dict[str, Option]] = {}
    for answers, outcome in read_table(CONTENT / FOLDER / "v1.txt").items():
        pairs = [tuple(pair.split("=")) for pair in answers.split("&")]
        following = (*(question for question, _ in pairs[1:]), outcome)
        for (question, option), to in zip(pairs, following, strict=True):
            made = Option(option, option, Statement(f"{question} {option}"), to)
            said = replace(made, owner=OWNER_SAID.get((question, option), ""))
            options.setdefault(question, {})[option] = said
    questions = (
        Question(name, name, name, name, name, "ownership", tuple(each.values()))
        for name, each in options.items()
    )
    named = (replace(left, id=name, owner=owner) for name, owner in OWNER_NAMED.items())
    return Tree(1, "2026-11-23", "workload", tuple(questions), tuple(named))


def test_version_1_contradicted_its_readers_and_today_does_not(guide: Guide, small: Guide) -> None:
    def contradictions(tree: Tree) -> list[str]:
        file = SourceFile("tree.yml")
        draft = Draft(places={("tree",): (file, 1, 1)})
        check_directions(draft, tree)
        return [each.message for each in file.problems if each.tag == "contradiction"]

    found = contradictions(version_1(small.tree.outcomes[0]))
    assert {message.split("”")[0][1:] for message in found} == {
        "kserve",
        "neither-yet",
        "settle-ownership",
        "edge-and-graph",
        "graph-calls-endpoints",
        "ray-serve",
        "ray-serve-per-team",
    }
    assert contradictions(guide.tree) == []
