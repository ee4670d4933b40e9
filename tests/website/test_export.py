"""What other programs are given: the tree as JSON with its schema, and all pages as one text."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from decision_tree.engine.model import Gap, Gate, GateOption, Guide, Option, Outcome, Question
from decision_tree.website.beside_pages.tree_json import (
    EXPORT,
    EXPORT_SCHEMA,
    export,
    export_schema,
)

SITE = "https://guide.test/"

OTHER_NAMES = {"lean": "leans_to", "autoscaling": "signals"}
"""Fields of an outcome that are called otherwise in the file."""
NOT_EXPORTED = {
    Outcome: {"owner", "claims", "assumes", "after"},
    Question: {"dimension", "claims", "case"},
    Option: {"leans", "conditions", "owner", "denies", "above", "supports"},
    Gate: {"claims"},
    GateOption: {"unless", "above"},
    Gap: set(),
}
"""Those that the file leaves out: what the engine alone works with."""


def test_the_file_is_what_its_schema_says(guide: Guide, gated: Guide) -> None:
    schema = json.loads(export_schema())
    Draft7Validator.check_schema(schema)
    for each in (guide, gated):
        assert not list(Draft7Validator(schema).iter_errors(json.loads(export(each, SITE))))


def test_every_question_outcome_and_gate_is_in_it_and_every_way_leads_somewhere(
    guide: Guide,
) -> None:
    made = json.loads(export(guide, SITE))
    tree = guide.tree
    questions = {each["id"]: each for each in made["questions"]}
    outcomes = {each["id"]: each for each in made["outcomes"]}
    assert questions.keys() == tree.question_by_id.keys()
    assert outcomes.keys() == tree.outcome_by_id.keys()
    assert [each["id"] for each in made["gates"]] == [gate.id for gate in tree.gates]
    ends = {option["to"] for each in questions.values() for option in each["options"]}
    assert ends <= questions.keys() | outcomes.keys()
    assert outcomes["ray-serve"]["address"] == f"{SITE}o/ray-serve/"


@pytest.mark.parametrize("kind", NOT_EXPORTED)
def test_each_field_of_the_tree_is_in_the_file_or_left_out_on_purpose(
    guide: Guide, kind: type[Any]
) -> None:
    made = json.loads(export(guide, SITE))
    told = {
        Outcome: made["outcomes"],
        Question: made["questions"],
        Option: [option for each in made["questions"] for option in each["options"]],
        Gate: made["gates"],
        GateOption: [option for each in made["gates"] for option in each["options"]],
        Gap: made["gaps"],
    }[kind]
    names = OTHER_NAMES if kind is Outcome else {}
    wanted = {names.get(each.name, each.name) for each in fields(kind)} - NOT_EXPORTED[kind]
    assert told
    for each in told:
        assert each.keys() - {"address"} == wanted


def test_the_site_has_both_and_all_pages_in_one_text(site: Path, address: str) -> None:
    made = json.loads((site / EXPORT).read_text("utf-8"))
    assert made["$schema"] == f"{address}{EXPORT_SCHEMA}"
    assert (site / EXPORT_SCHEMA).read_text("utf-8") == export_schema()
    whole = (site / "llms-full.txt").read_text("utf-8")
    for page in ("argument", "faq", "rollback", "oncall"):
        assert (site / page / "index.md").read_text("utf-8").strip() in whole
