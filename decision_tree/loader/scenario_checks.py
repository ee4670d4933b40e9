"""What must hold within a scenario, whatever the tree makes of its facts."""

from __future__ import annotations

from typing import Any

from ..engine.model import NOT_SURE
from .case_checks import check_start
from .draft import Draft, Where
from .fields import NOT_KNOWN
from .problems import did_you_mean
from .rows import mappings, once

__all__ = ["check_scenarios"]


def check_scenarios(draft: Draft) -> None:
    """Note what is wrong within a scenario: what it offers, and facts that the tree cannot have."""
    for name, data in draft.data.items():
        if name.startswith("scenarios/") and isinstance(data, dict):
            _check_scenario(draft, name, data)


def _check_scenario(draft: Draft, name: str, data: dict[str, Any]) -> None:
    once(draft, (name, "layers"), data.get("layers"), "outcome")
    once(draft, (name, "deciding"), data.get("deciding"), "question")
    check_start(draft, (name, "brief"), data.get("brief") or [])
    _facts(draft, (name, "facts"), data.get("facts") or [])
    inject = data.get("inject")
    if isinstance(inject, dict):
        _facts(draft, (name, "inject", "facts"), inject.get("facts") or [])
    layers = {row.get("outcome") for row in mappings(data.get("layers"))}
    rival = data.get("rival")
    argued = rival.get("outcome") if isinstance(rival, dict) else None
    if argued and layers and argued not in layers:
        message = f"the rival “{argued}” is not on offer; add it to `layers`"
        draft.problem((name, "rival", "outcome"), message, "rival-not-offered")
    facts = {question for question, _ in data.get("facts") or []}
    for index, row in enumerate(data.get("deciding") or []):
        question = row.get("question") if isinstance(row, dict) else None
        if question and facts and question not in facts:
            message = f"“{question}” is not among the facts; {did_you_mean(question, facts)}"
            draft.problem((name, "deciding", index, "question"), message, "fact-not-given")


def _facts(draft: Draft, where: Where, facts: list[list[Any]]) -> None:
    tree = draft.data["tree"]
    options = {
        asked["id"]: {str(option.get("id")) for option in mappings(asked.get("options"))}
        for asked in (*mappings(tree.get("questions")), *mappings(tree.get("gates")))
        if asked.get("id")
    }
    for question, option in facts:
        place = (*where, question)
        if question not in options:
            message = f"the tree has no question “{question}”; {did_you_mean(question, options)}"
            draft.problem(place, message, "unknown-question", missing=question)
        elif option not in (None, NOT_SURE, *options[question]):
            hint = did_you_mean(option, {*options[question], NOT_KNOWN})
            message = f"“{question}” has no answer “{option}”; {hint}"
            named = f"{question}={option}"
            draft.problem((*place, "option"), message, "unknown-option", missing=named)
