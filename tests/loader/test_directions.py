"""The tree of version 1 broke promises to its readers, and today's keeps them.

How each is refused stands in tests/bad_content/promises.txt.
"""

from __future__ import annotations

from dataclasses import replace

from decision_tree.engine.model import Guide, Option, Outcome, Question, Statement, Tree
from decision_tree.loader.direction_checks import check_directions
from decision_tree.loader.history import FOLDER, read_table
from decision_tree.loader.load import CONTENT

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
        return [each.message for each in check_directions(tree) if each.tag == "contradiction"]

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
