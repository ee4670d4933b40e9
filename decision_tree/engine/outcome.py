"""What an outcome says, section by section: every page and every record reads this.

A section is words and statements without any markup. `html_parts` makes HTML of it and `record`
Markdown, so a new field of an outcome is a heading and a body here. A result has an order of its
own: a new section has its place in `result` too, and in the export of the tree (`tree_json`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from .explain import conditions
from .model import GateOption, Option, Outcome, Statement
from .walk import Walk

__all__ = [
    "BULLETS",
    "HEADINGS",
    "LEAVES",
    "NUMBERS",
    "OWNER",
    "TASKS",
    "Listed",
    "Named",
    "Rows",
    "Section",
    "answered",
    "only",
    "sections",
    "sections_after",
    "without",
]

HEADINGS = {
    "cost": "What it costs",
    "steps": "First three steps",
    "contract": "Who owns the serving contract",
    "units": "What you roll back, and what stays as it is",
    "signals": "Who should own each autoscaling signal",
    "oncall": "What on-call must be able to see",
    "conditions": "Before production",
    "revisit": "When to revisit",
}
"""The heading of each section, in the order of the page of an outcome and of a record. A result in
the quiz has more parts: their order is `CONTENTS` in `result`."""

BULLETS, NUMBERS, TASKS = "bullets", "numbers", "tasks"
"""How a list is written; tasks are to be ticked off where one can."""

HOW, RESTORES, LEAVES = "How", "Restores", "Leaves"
"""Under which labels a rollback unit is told of."""

OWNER, NOTE = "Owner", "Note"
"""Under which labels an autoscaling signal is told of."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Statements one below the other."""

    items: tuple[Statement, ...]
    style: str = BULLETS


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name, and what is said of it under one label each, "" for nothing said."""

    name: str
    said: tuple[tuple[str, Statement | None], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Named things that are all told of under the same labels; `what` heads their names."""

    what: str
    rows: tuple[Named, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels, in order."""
        return tuple(label for label, _ in self.rows[0].said) if self.rows else ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it, after `lead`, which says how to read it and is plain.

    `id` names the section in code and never in a page.
    """

    id: str
    heading: str
    body: Statement | Listed | Rows
    lead: str = ""


_LEADS = {"conditions": "Each of these is still to be shown:"}
"""What is said above a section: conditions say what holds, and nobody was asked whether it does."""

_NONE_LEFT = {"conditions": "The answers to the gates show all of it."}
"""What is said above a section of which the answers leave nothing."""


def answered(outcome: Outcome, given: Collection[str]) -> Outcome:
    """The outcome as it is worded after these answers, as `question=option`: without what they
    deny, and with the words that hold after them."""
    said = outcome.recommendation.said(given) or outcome.recommendation
    worded: Outcome = _worded(replace(outcome, after=()), given)
    return replace(worded, answer=said.text, claims=said.claims)


def _worded(value: Any, given: Collection[str]) -> Any:
    """`value` with the wording of each statement in it; None for a statement that says nothing."""
    if isinstance(value, Statement):
        return value.said(given)
    if isinstance(value, tuple):
        return tuple(told for each in value if (told := _worded(each, given)) is not None)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    told = ((part, _worded(getattr(value, part.name), given)) for part in fields(value))
    # What has to be said stays as it is, where the guide gives no words for it.
    left = {part.name: each for part, each in told if each is not None or part.default is None}
    return replace(value, **left)


def sections_after(outcome: Outcome, walked: Walk) -> dict[str, Section]:
    """Every section of the outcome that `walked` leads to, worded after its answers."""
    chosen: tuple[tuple[str, Option | GateOption | None], ...] = (
        *((question.id, option) for question, option in walked.asked),
        *((gate.id, option) for gate, option in walked.gates),
    )
    above: dict[str, str] = {}
    for asked, option in chosen:
        for each in option.above if option and f"{asked}={option.id}" in walked.given else ():
            above[each.section] = f"{above.get(each.section, '')} {each.says}".strip()
    return sections(answered(outcome, walked.given), conditions(walked), above)


def sections(
    outcome: Outcome, conditions: Iterable[Statement], above: Mapping[str, str] | None = None
) -> dict[str, Section]:
    """Every section of `outcome` under its id, in the order of HEADINGS.

    `conditions` are what must hold before production: the outcome's own, or with a reader's.
    `above` is what answers make a section say first, by its id.
    """
    bodies: dict[str, Statement | Listed | Rows] = {
        "cost": outcome.cost,
        "steps": Listed(outcome.steps, NUMBERS),
        "contract": outcome.contract_owner,
        "units": _units(outcome),
        "signals": _signals(outcome),
        "oncall": Listed(outcome.oncall),
        "conditions": Listed(tuple(conditions), TASKS),
        "revisit": Listed(outcome.revisit),
    }
    leads = above or {}
    return {
        name: Section(name, told, bodies[name], _lead(name, bodies[name], leads.get(name, "")))
        for name, told in HEADINGS.items()
    }


def _lead(name: str, body: Statement | Listed | Rows, above: str) -> str:
    """What is said above a section: what answers say there, then how to read it."""
    nothing = isinstance(body, Listed) and not body.items
    return f"{above} {(_NONE_LEFT if nothing else _LEADS).get(name, '')}".strip()


def only(section: Section, label: str) -> Section:
    """The section with what is said under this label, and the rows that say something there.

    Raises ValueError where its rows have no such label.
    """
    return _under(section, label, lambda each: each == label)


def without(section: Section, label: str) -> Section:
    """The section without what is said under this label, and the rows that say more than that.

    Raises ValueError where its rows have no such label.
    """
    return _under(section, label, lambda each: each != label)


def _under(section: Section, label: str, wanted: Callable[[str], bool]) -> Section:
    if not isinstance(section.body, Rows):
        return section
    if section.body.rows and label not in section.body.labels:
        labels = ", ".join(section.body.labels)
        raise ValueError(f"“{section.heading}” has no label “{label}”; it has: {labels}")
    rows = (
        replace(row, said=tuple(pair for pair in row.said if wanted(pair[0])))
        for row in section.body.rows
    )
    told = tuple(row for row in rows if any(said for _, said in row.said))
    return replace(section, body=replace(section.body, rows=told))


def _units(outcome: Outcome) -> Rows:
    return Rows(
        "Unit",
        tuple(
            Named(unit.unit, ((HOW, unit.how), (RESTORES, unit.restores), (LEAVES, unit.leaves)))
            for unit in outcome.rollback_units
        ),
    )


def _signals(outcome: Outcome) -> Rows:
    return Rows(
        "Signal",
        tuple(
            Named(each.signal, ((OWNER, Statement(each.owner)), (NOTE, each.note)))
            for each in outcome.autoscaling
        ),
    )
