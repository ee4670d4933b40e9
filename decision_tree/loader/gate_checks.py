"""What must hold of gates, gaps and traits: names are unique, references meet, nothing is idle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .check_names import Tag
from .checks import ids, reference, rows
from .draft import Draft, Where

__all__ = ["check_gates"]


def check_gates(draft: Draft, nodes: dict[str, Where]) -> None:
    """Note on `draft` what is wrong with gates; `nodes` are the ids that gates may not take."""
    gates = ids(draft, ("tree", "gates"))
    gaps, traits = ids(draft, ("tree", "gaps")), ids(draft, ("tree", "traits"))
    for name, place in gates.items():
        if name in nodes:
            message = f"“{name}” is taken ({draft.place(nodes[name])}); choose another id"
            draft.problem((*place, "id"), message, "duplicate-id")
    for where, name in _named(draft, "gap"):
        reference(draft, where, name, set(gaps), "gap", "unknown-gap")
    for where, _ in rows(draft, ("tree", "gates")):
        ids(draft, (*where, "options"))
    named = _lists(draft, ("tree", "outcomes"), "gates", gates, "unknown-gate")
    _idle(draft, gates, named, "idle-gate", "no outcome names the gate “{}”; add it to its `gates`")
    shown = {name for _, name in _named(draft, "gap")}
    _idle(draft, gaps, shown, "idle-gap", "no gate shows the gap “{}”; name it, or remove it")
    denied = set[str]()
    for where, _ in rows(draft, ("tree", "questions")):
        denied |= _lists(draft, (*where, "options"), "denies", traits, "unknown-trait")
    assumed = _lists(draft, ("tree", "outcomes"), "assumes", traits, "unknown-trait")
    message = "no option denies the trait “{}” or no outcome assumes it; use it, or remove it"
    _idle(draft, traits, denied & assumed, "idle-trait", message)
    _every_gate_matters(draft)


def _named(draft: Draft, field: str) -> Iterator[tuple[Where, Any]]:
    """The values of `field` in gates and their options, with their places."""
    for where, gate in rows(draft, ("tree", "gates")):
        if field in gate:
            yield (*where, field), gate[field]
        for place, option in rows(draft, (*where, "options")):
            if field in option:
                yield (*place, field), option[field]


def _lists(draft: Draft, where: Where, field: str, known: dict[str, Where], tag: Tag) -> set[str]:
    """The names in the lists called `field` of the rows at `where`; unknown ones are problems."""
    found = set()
    for place, row in rows(draft, where):
        for index, name in enumerate(row.get(field) or []):
            kind = tag.removeprefix("unknown-")
            reference(draft, (*place, field, index), name, set(known), kind, tag)
            found.add(name)
    return found


def _idle(draft: Draft, known: dict[str, Where], used: set[str], tag: Tag, message: str) -> None:
    for name, place in known.items():
        if name not in used:
            draft.problem((*place, "id"), message.format(name), tag)


def _every_gate_matters(draft: Draft) -> None:
    for where, gate in rows(draft, ("tree", "gates")):
        options = [option for _, option in rows(draft, (*where, "options"))]
        if len(options) > 1 and len({option.get("gap") for option in options}) == 1:
            message = "every answer to this gate shows the same; let one pass, or remove the gate"
            draft.problem((*where, "id"), message, "pointless-gate")
        del gate
