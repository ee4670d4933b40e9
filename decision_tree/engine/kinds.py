"""One row for each kind of thing that the guide is made of: what it is called and where it lives.

Where a thing is read, what relies on a claim, what a review tells of, what search finds, whose ids
are unique, and what travels to which page: all of it reads this table. A new kind is one row; a
test fails when a list of the guide has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .model import (
    Account,
    Aspect,
    Caution,
    Check,
    ChecklistItem,
    Claim,
    Decision,
    Drill,
    Failure,
    FirstLook,
    Gap,
    Gate,
    Guide,
    Neighbour,
    Outcome,
    Placeholder,
    Precedence,
    Question,
    Reason,
    Retired,
    RetiredUnit,
    Runbook,
    Scaler,
    Scenario,
    Sight,
    Symptom,
    Term,
    Trait,
    Triage,
    Unit,
)
from .stacks import ROWS

__all__ = [
    "CHANGES",
    "DECIDE",
    "EVERYWHERE",
    "HYBRIDS",
    "INCIDENT",
    "INCIDENTS",
    "KINDS",
    "OUTCOMES",
    "PAGES",
    "PICTURE",
    "PRACTICE",
    "REASONS",
    "RECHECK",
    "ROLLBACK",
    "STACK_PAGES",
    "Kind",
    "changed_on",
    "home",
    "kind_of",
    "rows_of",
]

DECIDE = "decide/"
"""The page with the quiz, from the root of the site."""

OUTCOMES = "o/"
"""Below this each outcome has a page of its own."""

STACK_PAGES = {row.id: row.page for row in ROWS}
"""The page with the rollback units of each stack, from the root of the site."""

INCIDENTS = "incident/"
"""The page with the rollback plan."""

RECHECK = "keep/#recheck"
"""How a record is checked again."""

CHANGES = "changes/"
"""The page of what changed for readers, with a heading for each day."""

PICTURE = "tree/"
"""The page with the picture of the tree, and every answer in words."""

REASONS = "accounts/#reasons"
"""The list of what people say for and against each outcome, and what is true of it."""

HYBRIDS = "hybrids/"
"""The page on both products side by side."""

EVERYWHERE, PRACTICE, INCIDENT, PAGES = "everywhere", "practice", "incident", "pages"
ROLLBACK = "practice and incident"
"""With which data a kind travels to the browser: with every page that has the quiz, with the pages
of practice only, with that of the rollback plan, with both of these (ROLLBACK), or not at all,
since only the build shows it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing. `list` is the way to it from the guide, such as `tree.questions`.

    `name` is what people call one, `file` the content file, or the folder with a slash at its end.
    `home` is the address of one from the root of the site, with its id for `{id}` and the page of
    its stack for `{page}`; "" where it has none. `answered` is that of a case with its answer open;
    `home` for everything else. `named` are the fields that tell one from the others of its kind.
    With `in_plan` the ids of its things stand in links to a rollback plan, so they are lasting.
    """

    type: type[Any]
    list: str
    name: str
    file: str
    home: str = ""
    sent: str = EVERYWHERE
    answered: str = ""
    named: tuple[str, ...] = ("id",)
    in_plan: bool = False

    @property
    def field(self) -> str:
        """The list's name in its content file."""
        return self.list.rpartition(".")[2]

    @property
    def page(self) -> str:
        """The page on which one lives, from the root of the site; "" where it has no address."""
        return self.home.partition("#")[0]


KINDS = (
    Kind(Question, "tree.questions", "question", "tree.yml", f"{DECIDE}#q-{{id}}"),
    Kind(Outcome, "tree.outcomes", "outcome", "tree.yml", f"{OUTCOMES}{{id}}/"),
    Kind(Gate, "tree.gates", "gate", "tree.yml", f"{DECIDE}#g-{{id}}"),
    Kind(Gap, "tree.gaps", "gap", "tree.yml", f"{DECIDE}#gates"),
    Kind(Trait, "tree.traits", "trait", "tree.yml"),
    Kind(Retired, "tree.retired", "retired id", "tree.yml", named=("was", "of", "id")),
    Kind(Claim, "claims", "claim", "claims.yml", "claims/#{id}"),
    Kind(Decision, "decisions", "comparison row", "tables.yml", "argument/#decision-{id}"),
    Kind(Symptom, "symptoms", "symptom", "tables.yml", "argument/#symptom-{id}"),
    Kind(ChecklistItem, "checklist", "checklist item", "tables.yml", "argument/#check-{id}"),
    Kind(
        Scenario,
        "scenarios",
        "scenario",
        "scenarios/",
        "practice/#scenario-{id}",
        PRACTICE,
        "practice-answers/#scenario-{id}",
    ),
    Kind(Aspect, "aspects", "aspect", "units.yml", sent=ROLLBACK, in_plan=True),
    Kind(Unit, "units", "unit", "units.yml", "{page}#{id}", ROLLBACK, in_plan=True),
    Kind(
        Precedence, "precedence", "precedence", "units.yml", sent=ROLLBACK, named=("first", "then")
    ),
    Kind(Placeholder, "placeholders", "placeholder", "units.yml", sent=INCIDENT, named=("name",)),
    Kind(Caution, "cautions", "caution", "units.yml", INCIDENTS, INCIDENT),
    Kind(Check, "checks", "check", "units.yml", INCIDENTS, INCIDENT),
    Kind(
        RetiredUnit,
        "retired_units",
        "retired unit",
        "units.yml",
        sent=INCIDENT,
        named=("was", "id"),
    ),
    Kind(
        Sight, "sights", "sight", "incident.yml", f"{INCIDENTS}#sees-{{id}}", INCIDENT, in_plan=True
    ),
    Kind(FirstLook, "looks", "first look", "incident.yml", INCIDENTS, INCIDENT, in_plan=True),
    Kind(Triage, "triage", "triage", "incident.yml", INCIDENTS, INCIDENT),
    Kind(Runbook, "runbooks", "runbook", "incident.yml", sent=INCIDENT, named=("outcome",)),
    Kind(
        Drill,
        "drills",
        "drill",
        "drills/",
        "drills/#drill-{id}",
        PRACTICE,
        "practice-answers/#drill-{id}",
    ),
    Kind(Scaler, "scalers", "scaling layer", "depth.yml", "autoscaling/#{id}", PAGES),
    Kind(Failure, "failures", "failure", "depth.yml", "oncall/#{id}", PAGES),
    Kind(Neighbour, "neighbours", "neighbour", "depth.yml", "neighbours/#{id}", PAGES),
    Kind(Term, "terms", "term", "depth.yml", "glossary/#{id}", PAGES),
    Kind(Account, "accounts", "account", "accounts/", "accounts/#{id}"),
    Kind(Reason, "reasons", "reason", "reasons.yml", "accounts/#{id}"),
)
"""Every kind, in the order in which people are told of them."""

_BY_TYPE = {kind.type: kind for kind in KINDS}


def kind_of(value: object) -> Kind | None:
    """The kind of a thing, or None for a part of one, such as an option."""
    return _BY_TYPE.get(type(value))


def rows_of(guide: Guide, kind: Kind) -> tuple[Any, ...]:
    """The things of this kind, in the order of the content."""
    rows: Any = guide
    for name in kind.list.split("."):
        rows = getattr(rows, name)
    return tuple(rows)


def changed_on(day: str, version: int) -> str:
    """Where it stands what changed on a day of this version of the tree: its heading there."""
    return f"{CHANGES}#{day}-version-{version}-of-the-tree"


def home(value: Any, answered: bool = False) -> str:
    """Where a thing is read, from the root of the site; "" where it has no place of its own.

    With `answered` the place of a case where its answer is open.
    """
    kind = kind_of(value)
    if kind is None:
        return ""
    address = (kind.answered if answered else "") or kind.home
    page = STACK_PAGES.get(getattr(value, "stack", ""), "")
    return address.format(id=getattr(value, "id", ""), page=page)
