"""What the runbook of a decision holds: the units of the stacks that fit its outcome."""

from __future__ import annotations

from ..display_names import STACK_NAMES
from ..model import OUTSIDE, Guide, Unit
from ..rollback import offered
from .state import Incident

__all__ = ["runbook_stacks", "runbook_units"]


def runbook_stacks(guide: Guide, outcome: str) -> tuple[str, ...]:
    """The stacks whose units belong to a decision for this outcome, in the order of STACK_NAMES."""
    found = {stack for row in guide.runbooks if row.outcome == outcome for stack in row.stacks}
    return tuple(stack for stack in STACK_NAMES if stack in found)


def runbook_units(guide: Guide, incident: Incident) -> tuple[Unit, ...]:
    """The units of a decision's runbook: those of its stacks that restore something, or only those
    of the one that the incident names, with what is outside of both products."""
    stacks = runbook_stacks(guide, incident.runbook)
    if incident.stack in stacks:
        stacks = tuple(each for each in stacks if each in (incident.stack, OUTSIDE))

    def of(stack: str) -> tuple[Unit, ...]:
        return offered(guide, stacks[0] if stack == OUTSIDE else stack)

    return tuple(unit for stack in stacks for unit in of(stack) if unit.stack == stack)
