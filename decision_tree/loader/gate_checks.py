"""What must hold of gates, gaps and traits: nothing is idle, and each answer counts."""

from __future__ import annotations

from .draft import Draft
from .every_check import Tag
from .names import named
from .rows import rows

__all__ = ["check_gates"]


def check_gates(draft: Draft) -> None:
    """Note on `draft` gates, gaps and traits that change nothing."""
    told = "no outcome names the gate “{}”; add it to its `gates`"
    _idle(draft, "gate", _used(draft, "gate"), "idle-gate", told)
    told = "no gate shows the gap “{}”; name it, or remove it"
    _idle(draft, "gap", _used(draft, "gap"), "idle-gap", told)
    told = "no option denies the trait “{}” or no outcome assumes it; use it, or remove it"
    used = _used(draft, "trait", "denies") & _used(draft, "trait", "assumes")
    _idle(draft, "trait", used, "idle-trait", told)
    _every_gate_matters(draft)


def _used(draft: Draft, kind: str, field: str = "") -> set[str]:
    """The names of this kind that something refers to, in the fields called `field` if given."""
    found = (each for each in draft.references if each.kind == kind)
    return {each.name for each in found if not field or field in each.where}


def _idle(draft: Draft, kind: str, used: set[str], tag: Tag, message: str) -> None:
    for name, where in named(draft, kind).items():
        if name not in used:
            draft.problem(where, message.format(name), tag)


def _every_gate_matters(draft: Draft) -> None:
    for where, _ in rows(draft, ("tree", "gates")):
        options = [option for _, option in rows(draft, (*where, "options"))]
        if len(options) > 1 and len({option.get("gap") for option in options}) == 1:
            message = "every answer to this gate shows the same; let one pass, or remove the gate"
            draft.problem((*where, "id"), message, "pointless-gate")
