"""The tree and its outcomes as one JSON file for other programs, and the schema that describes it.

The names in it are an interface: what is added gets a new name, and no name gets a new meaning.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ...engine.kinds import home
from ...engine.model import SIDES, Gap, Gate, Guide, Outcome, Question, Statement

__all__ = ["EXPORT", "EXPORT_SCHEMA", "export", "export_schema"]

EXPORT = "tree.json"
"""Where it lies in the site."""

EXPORT_SCHEMA = "schema/export.json"
"""Where its schema lies."""

_TEXT: dict[str, Any] = {"type": "string"}
_WHOLE: dict[str, Any] = {"type": "integer"}


def _many(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


def _one(**parts: dict[str, Any]) -> dict[str, Any]:
    """An object that has all of these parts and no others."""
    return {
        "type": "object",
        "properties": parts,
        "required": list(parts),
        "additionalProperties": False,
    }


def _told(of: dict[str, Any], text: str) -> dict[str, Any]:
    return {**of, "description": text}


_ADDRESS = _told(_TEXT, "Where a person reads it.")
_OPTION = _one(
    id=_TEXT,
    text=_told(_TEXT, "The answer, as a person would say it."),
    detail=_TEXT,
    reason=_TEXT,
    to=_told(_TEXT, "The id of the next question, or of the outcome."),
)
_QUESTION = _one(
    id=_TEXT,
    label=_TEXT,
    ask=_TEXT,
    why=_TEXT,
    role=_TEXT,
    address=_ADDRESS,
    options=_many(_OPTION),
)
_GATE_OPTION = _one(
    id=_TEXT,
    text=_TEXT,
    detail=_TEXT,
    reason=_TEXT,
    gap=_told(_TEXT, "The id of the gap it shows, or nothing."),
)
_GATE = _one(
    id=_TEXT,
    label=_TEXT,
    ask=_TEXT,
    why=_TEXT,
    role=_TEXT,
    address=_ADDRESS,
    gap=_told(_TEXT, "The id of the gap that it shows while nobody is sure."),
    options=_many(_GATE_OPTION),
)
_GAP = _one(
    id=_TEXT,
    name=_TEXT,
    by=_TEXT,
    first=_told(_TEXT, "The first step to close it."),
    until=_told(_TEXT, "What to do until it is closed, or nothing."),
)
_UNIT = _one(
    unit=_TEXT, how=_TEXT, restores=_TEXT, leaves=_told(_TEXT, "What it does not restore.")
)
_OUTCOME = _one(
    id=_TEXT,
    title=_TEXT,
    leans_to=_told({"enum": list(SIDES)}, "The side it leans to."),
    answer=_TEXT,
    suits=_TEXT,
    cost=_TEXT,
    contract_owner=_TEXT,
    steps=_many(_TEXT),
    rollback_units=_many(_UNIT),
    signals=_many(_one(signal=_TEXT, owner=_TEXT)),
    oncall=_many(_TEXT),
    conditions=_many(_told(_TEXT, "What must hold before production.")),
    revisit=_many(_TEXT),
    gates=_many(_told(_TEXT, "The id of a gate.")),
    address=_ADDRESS,
)
_WHOLE_FILE = {
    "$schema": _TEXT,
    "version": _told(_WHOLE, "The version of the tree."),
    "published": _told(_TEXT, "The day of that version, YYYY-MM-DD."),
    "start": _told(_TEXT, "The id of the first question."),
    "questions": _many(_QUESTION),
    "gates": _many(_GATE),
    "gaps": _many(_GAP),
    "outcomes": _many(_OUTCOME),
}


def export_schema() -> str:
    """The JSON Schema of the file."""
    made = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "The decision tree and its outcomes",
        **_one(**_WHOLE_FILE),
    }
    return json.dumps(made, indent=1) + "\n"


def export(guide: Guide, site: str) -> str:
    """The tree of `guide` as JSON; `site` is the address that everything in it is read below."""
    tree = guide.tree
    made = {
        "$schema": f"{site}{EXPORT_SCHEMA}",
        "version": tree.version,
        "published": tree.published,
        "start": tree.start,
        "questions": [_question(each, site) for each in tree.order],
        "gates": [_gate(each, site) for each in tree.gates],
        "gaps": [_gap(each) for each in tree.gaps],
        "outcomes": [_outcome(each, site) for each in tree.outcomes],
    }
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def _question(question: Question, site: str) -> dict[str, Any]:
    return {
        "id": question.id,
        "label": question.label,
        "ask": question.ask,
        "why": question.why,
        "role": question.role,
        "address": f"{site}{home(question)}",
        "options": [
            {
                "id": option.id,
                "text": option.text,
                "detail": option.detail,
                "reason": option.reason.text,
                "to": option.to,
            }
            for option in question.options
        ],
    }


def _gate(gate: Gate, site: str) -> dict[str, Any]:
    return {
        "id": gate.id,
        "label": gate.label,
        "ask": gate.ask,
        "why": gate.why,
        "role": gate.role,
        "address": f"{site}{home(gate)}",
        "gap": gate.gap,
        "options": [
            {
                "id": option.id,
                "text": option.text,
                "detail": option.detail,
                "reason": option.reason.text,
                "gap": option.gap,
            }
            for option in gate.options
        ],
    }


def _gap(gap: Gap) -> dict[str, str]:
    return {
        "id": gap.id,
        "name": gap.name,
        "by": gap.by.text,
        "first": gap.first.text,
        "until": gap.until.text if gap.until else "",
    }


def _outcome(outcome: Outcome, site: str) -> dict[str, Any]:
    return {
        "id": outcome.id,
        "title": outcome.title,
        "leans_to": outcome.lean,
        "answer": outcome.answer,
        "suits": outcome.suits,
        "cost": outcome.cost.text,
        "contract_owner": outcome.contract_owner.text,
        "steps": _texts(outcome.steps),
        "rollback_units": [
            {
                "unit": unit.unit,
                "how": unit.how.text,
                "restores": unit.restores.text,
                "leaves": unit.leaves.text,
            }
            for unit in outcome.rollback_units
        ],
        "signals": [{"signal": each.signal, "owner": each.owner} for each in outcome.autoscaling],
        "oncall": _texts(outcome.oncall),
        "conditions": _texts(outcome.conditions),
        "revisit": _texts(outcome.revisit),
        "gates": list(outcome.gates),
        "address": f"{site}{home(outcome)}",
    }


def _texts(statements: Iterable[Statement]) -> list[str]:
    return [statement.text for statement in statements]
