"""The runbook of each stack: what can go back there, with its commands and its warnings.

All stacks stand in the page. Which one is read and printed is in the address, so that it needs no
script: the style sheet shows the sheet that the address names, and without one the blank sheet.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...engine.checked import behind, checked_against
from ...engine.display_names import STACK_NAMES
from ...engine.html_parts import Parts, command, link, listing, paragraph
from ...engine.incident.command_boxes import how_to
from ...engine.incident.placeholders import placeholders_in
from ...engine.incident.plan import cautions_for, choices, first_back
from ...engine.incident.state import Incident
from ...engine.incident.teams import holder
from ...engine.incident.words import NOT_NOW, worked_when
from ...engine.kinds import INCIDENTS
from ...engine.markup import Markup, element, inline, join
from ...engine.model import Caution, Guide, Unit, Way
from ...engine.record import on_paper
from .tables import table

__all__ = ["RunbookSheets"]

_HEADS = ("What is put back", "It is back when", "Owner", "Rehearsed")


@dataclass(frozen=True, slots=True)
class RunbookSheets:
    """Renders one guide's sheets; `root` leads from their page to the site's root, and `page` is
    the address of their page, for paper."""

    guide: Guide
    root: str
    page: str = ""

    def html(self) -> Markup:
        """The choice of a stack, the blank sheet, and the sheet of each stack."""
        stacks = (
            link("", f"#{_sheet(stack)}", f"{name}: its rows, with commands")
            for stack, name in STACK_NAMES.items()
        )
        return element(
            "div",
            {"class": "dt-sheets"},
            element("div", {"class": "dt-blank-sheet"}, listing(stacks), self._blank()),
            *map(self._of_stack, STACK_NAMES),
        )

    def _blank(self) -> Markup:
        """A sheet to fill in: what can be put back, how one sees that it is, and who does it."""
        empty, said = Markup(""), Parts(self.guide, self.root).statement
        heads = ("What is put back", "It is back when", "First command", "Owner", "Rehearsed")
        rows = (
            (f"put-back-{aspect.id}", (inline(aspect.name), said(aspect.know), *(empty,) * 3))
            for aspect in self.guide.aspects
        )
        return table("What can be put back, each on its own", heads, rows)

    def _of_stack(self, stack: str) -> Markup:
        found: dict[str, list[str]] = {}
        seen = Incident(stack=stack)
        for aspect in choices(self.guide, seen):
            for unit in first_back(self.guide, seen, (aspect,)):
                found.setdefault(unit.id, []).append(aspect)
        units = {name: self.guide.unit_by_id[name] for name in found}
        anchors = {name: f"{stack}-{name}" for name in found}
        rows = (
            (anchors[name], self._row(unit, tuple(found[name]))) for name, unit in units.items()
        )
        below = {anchors[name]: self._commands(unit) for name, unit in units.items()}
        caption = f"What can be put back on {STACK_NAMES[stack]}"
        return element(
            "section",
            {"class": "dt-stack-sheet", "id": _sheet(stack), "data-search-exclude": True},
            element("h2", None, STACK_NAMES[stack]),
            paragraph("dt-screen", link("", "#runbook", "Choose another stack")),
            paragraph("", element("b", None, f"{NOT_NOW}: ")),
            self._not_done(cautions_for(self.guide, ())),
            table(caption, _HEADS, rows, below=below),
            paragraph("dt-on-paper", self._checked(tuple(units.values()))),
            paragraph("dt-address", on_paper("", f"{self.page}#{_sheet(stack)}")),
        )

    def _checked(self, units: tuple[Unit, ...]) -> str:
        """What the sheet of these units was checked against, and when."""
        said = (
            *(each.text for each in cautions_for(self.guide, units)),
            *(self.guide.aspect_by_id[each].know for unit in units for each in unit.restores),
            *(each for unit in units for each in (unit.how, *(step.do for step in unit.steps))),
        )
        return checked_against(behind(self.guide, said))

    def _row(self, unit: Unit, aspects: tuple[str, ...]) -> tuple[Markup, ...]:
        said, known = Parts(self.guide, self.root).statement, self.guide.aspect_by_id
        names = "; ".join(known[each].name for each in aspects)

        def told(label: str, text: str) -> Markup:
            return paragraph("", f"{label}: ", inline(text))

        return (
            join((self._link(unit), told("For", names), told("Who", holder(unit, "")))),
            join(map(said, worked_when(self.guide, aspects)), " "),
            Markup(""),
            Markup(""),
        )

    def _commands(self, unit: Unit) -> Markup:
        """What must not be done with this unit, its commands, and the words to replace in them."""
        said, everywhere = Parts(self.guide, self.root).statement, cautions_for(self.guide, ())
        own = tuple(each for each in cautions_for(self.guide, (unit,)) if each not in everywhere)
        words = tuple(
            join((element("code", None, row.name), f": {row.what}"))
            for row in placeholders_in(self.guide, *unit.commands)
        )

        def way(each: Way) -> Markup:
            other = self.guide.unit_by_id[each.unit]
            return join((inline(each.case), ": ", self._link(other)))

        return join(
            (
                self._not_done(own),
                how_to(unit, said, command, way),
                paragraph("", "Replace ", join(words, "; "), ".") if words else "",
            )
        )

    def _link(self, unit: Unit) -> Markup:
        return link("", f"{self.root}{INCIDENTS}#put-back-{unit.id}", inline(unit.name))

    def _not_done(self, cautions: tuple[Caution, ...]) -> Markup:
        said = Parts(self.guide, self.root).statement
        return listing(said(each.text) for each in cautions) if cautions else Markup("")


def _sheet(stack: str) -> str:
    return f"runbook-{stack}"
