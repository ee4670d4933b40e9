"""Names across the content: no two things of a kind have the same, and what is named exists.

`fields` says which kind of thing an id names and what a reference may name; `load` collects both
while it reads. So a new kind, or a new field that names one, needs no check of its own.
"""

from __future__ import annotations

from typing import Any

from ..engine.kinds import KINDS
from .draft import Draft, Name, Where
from .every_check import Tag
from .fields import ANCHOR, ASKED, NODE, OPTION
from .problems import did_you_mean, shortened

__all__ = ["TARGETS", "check_names", "named", "reference"]

TARGETS: dict[str, Tag] = {
    NODE: "unknown-target",
    ASKED: "unknown-question",
    ANCHOR: "unknown-anchor",
    "question": "unknown-question",
    "outcome": "unknown-outcome",
    "gate": "unknown-gate",
    "gap": "unknown-gap",
    "trait": "unknown-trait",
    "claim": "unknown-claim",
    "aspect": "unknown-aspect",
    "unit": "unknown-unit",
    "rollback id": "unknown-unit",
    "sight": "unknown-sight",
    "first look": "unknown-look",
    "account": "unknown-account",
    OPTION: "unknown-option",
    "answer": "unknown-option",
    "option or outcome": "unknown-node",
}
"""All that can be named, and the check that finds nothing of the name."""

_SHARED = {"question": "node", "gate": "node", "outcome": "node"}
"""Kinds that share one set of ids, because a link or an answer names any of them."""

_ROLLBACK = tuple(kind.name for kind in KINDS if kind.in_plan)
"""The kinds whose ids stand in links to a rollback plan."""

_ARGUMENT = {
    kind.name: kind.home.partition("#")[2] for kind in KINDS if kind.home.startswith("argument/#")
}
"""The anchors of the rows of the argument page, by the kind of each."""


def check_names(draft: Draft) -> None:
    """Note on `draft` every name that is given twice, or that names nothing."""
    _doubles(draft)
    _file_names(draft)
    known = {to: set(named(draft, to)) for to in {given.kind for given in draft.references}}
    for given in draft.references:
        reference(draft, given.where, given.name, known[given.kind], given.kind)


def named(draft: Draft, to: str) -> dict[str, Where]:
    """What a reference to `to` may name, each with the place of its id."""
    if to == ANCHOR:
        rows = ((each, _ARGUMENT.get(each.kind, "")) for each in draft.names)
        return {anchor.format(id=each.name): each.where for each, anchor in rows if anchor}
    if to == "answer":
        return _answers(draft)
    kinds = _ROLLBACK if to == "rollback id" else to.split(" or ")
    found = (each for each in reversed(draft.names) if each.kind in kinds)
    return {_file_of(each) or each.name: each.where for each in found}


def _answers(draft: Draft) -> dict[str, Where]:
    """Every answer to a question or a gate, as `question=option`."""
    asked = {each.where[:-1]: each.name for each in draft.names if each.kind != OPTION}
    options = ((asked.get(each.where[:-3]), each) for each in draft.names if each.kind == OPTION)
    return {f"{name}={each.name}": each.where for name, each in options if name}


def reference(
    draft: Draft, where: Where, name: Any, known: set[str], kind: str, missing: str = ""
) -> None:
    """Note a problem when `name` is none of the names that are `known`. `missing` is what it lacks
    where that is not the name alone."""
    if isinstance(name, str) and name not in known:
        message = f"there is no {kind} “{shortened(name)}”; {did_you_mean(name, known)}"
        draft.problem(where, message, TARGETS[kind], missing=missing or name)


def _doubles(draft: Draft) -> None:
    first: dict[tuple[Any, ...], Where] = {}
    for each in draft.names:
        if _file_of(each):
            continue
        # Answers to two questions may have the same id.
        within = each.where[:-2] if each.kind == OPTION else ()
        key = (each.where[0], _SHARED.get(each.kind, each.kind), within, each.name)
        if key in first:
            message = (
                f"the id “{shortened(each.name)}” is taken ({draft.place(first[key])}); "
                "choose another"
            )
            draft.problem(each.where, message, "duplicate-id")
        first.setdefault(key, each.where)


def _file_names(draft: Draft) -> None:
    """One thing in a file has the file's name, by which a folder holds it only once."""
    for each in draft.names:
        file = _file_of(each)
        if file and each.name != file:
            message = f"the file is called {file}.yml, so its id must be {file}; rename one of them"
            draft.problem(each.where, message, "file-name")


def _file_of(each: Name) -> str:
    """The name of the file that holds nothing but this; "" for one among others."""
    folder, _, file = str(each.where[0]).rpartition("/")
    return file if folder else ""
