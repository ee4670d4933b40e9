"""The runbook of a decision: a sheet of its units, to be kept before anything happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..display_names import SPEED_NAMES
from ..html_parts import fold, grid, link, listing, paragraph
from ..markup import Markup, breaking, element, inline, join
from ..model import OUTSIDE, Guide, Unit
from .answer_links import options, stack_option
from .command_boxes import command_box
from .commands import runbook_commands, runbook_numbers, steps_of
from .plan import cautions_for
from .plan_pieces import PlanPieces, plan_card, plan_form, to_first
from .runbook import runbook_stacks, runbook_units
from .state import Incident
from .teams import holder, team_of
from .words import NOT_NOW, runbook_title, way_instead, worked_when

__all__ = ["RunbookPage"]

_CHOOSE = "Choose what it runs on. Its commands and what not to do come then."


@dataclass(frozen=True, slots=True)
class RunbookPage:
    """Renders runbooks with one guide; `root` leads from the page to the root of the site."""

    guide: Guide
    root: str

    @property
    def _pieces(self) -> PlanPieces:
        return PlanPieces(self.guide, self.root)

    def shown(self, incident: Incident) -> tuple[Markup, str]:
        """The HTML of the runbook that the incident names, and its title."""
        stacks = runbook_stacks(self.guide, incident.runbook)
        own = [stack for stack in stacks if stack != OUTSIDE]
        title = runbook_title(self.guide.tree.outcome_by_id[incident.runbook])
        choice, onward, told, sheet = (Markup(""),) * 4
        if len(own) > 1 and incident.stack not in own:
            narrow = options(stack_option(incident, stack) for stack in own)
            choice = join((paragraph("", _CHOOSE), narrow))
        else:
            units = runbook_units(self.guide, incident)
            commands = runbook_commands(units)
            onward = to_first(commands)
            told = join((self._warnings(units), self._pieces.fields(commands)))
            sheet = self._sheet(units, incident.owner)
        body = plan_card(
            "dt-runbook",
            sheet,
            paragraph("dt-progress", "Rollback plan for a decision"),
            element("h2", {"tabindex": "-1"}, breaking(title)),
            onward,
            choice,
            plan_form(incident, f"{incident.runbook} {incident.stack}", told, sheet),
            paragraph("dt-nav", link("dt-restart", "#v=1", "In an incident: start here")),
        )
        return body, title

    def _warnings(self, units: tuple[Unit, ...]) -> Markup:
        """What must not be done with the units of a runbook."""
        bearing = cautions_for(self.guide, units)
        if not bearing:
            return Markup("")
        return fold(NOT_NOW, self._pieces.not_done(bearing), css="dt-tonight", opened=True)

    def _sheet(self, units: tuple[Unit, ...], owner: str) -> Markup:
        heads = ("Put back", "Who", "Takes", "Command", "It worked when")
        numbers = runbook_numbers(units)
        said = self._pieces.said

        def row(unit: Unit) -> tuple[Markup, ...]:
            who = holder(unit, owner)
            return (
                inline(unit.name),
                element("span", {"data-team": team_of(who)}, who),
                inline(SPEED_NAMES[unit.speed]),
                self._typed(unit, numbers),
                join(map(said, worked_when(self.guide, unit.restores[:2])), " "),
            )

        return grid(heads, map(row, units), css="dt-table dt-sheet-table")

    def _typed(self, unit: Unit, numbers: Iterator[int]) -> Markup:
        """What one does and types for a unit, as short as it can be."""
        steps = (
            join(
                (
                    paragraph("", self._pieces.said(step.do))
                    if unit.steps or not step.command
                    else "",
                    command_box(step.command, numbers) if step.command else "",
                    *(paragraph("", inline(f"{way_instead(self.guide, w)}.")) for w in step.ways),
                )
            )
            for step in steps_of(unit)
        )
        return listing(steps, "ol") if unit.steps else join(steps)
