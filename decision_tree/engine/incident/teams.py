"""Who puts a unit back, and the fields in which readers name their own teams."""

from __future__ import annotations

from ..display_names import HOLDER_NAMES
from ..model import AS_ANSWERED, Unit
from ..stacks import ROWS

__all__ = ["TEAM_FIELDS", "holder", "team_of"]

TEAM_FIELDS = {key: f"team-{key}" for key in HOLDER_NAMES}
"""By each word of who puts a unit back, the field for a reader's own name of that team."""


_OWN_OBJECT = tuple(row.id for row in ROWS if row.own_objects)
"""Where each endpoint is an object of the team that has its model, whoever owns the contract."""


def holder(unit: Unit, owner: str) -> str:
    """Who puts this unit back, in words, where `owner` owns the contract: a word of OWNERS,
    AS_ANSWERED, or "" where no decision says it. With two contracts the
    application answers for Ray Serve and what is outside, and each endpoint has its own team. Where
    the platform team owns a contract of KServe, a model team owns each service."""
    if unit.owner != AS_ANSWERED:
        return HOLDER_NAMES[unit.owner]
    if owner == "platform" and unit.stack in _OWN_OBJECT:
        owner = AS_ANSWERED
    if owner == "both":
        owner = "application" if unit.stack not in _OWN_OBJECT else AS_ANSWERED
    return HOLDER_NAMES[owner or AS_ANSWERED]


def team_of(said: str) -> str:
    """The field for the team that the guide calls so."""
    return next(TEAM_FIELDS[key] for key, name in HOLDER_NAMES.items() if name == said)
