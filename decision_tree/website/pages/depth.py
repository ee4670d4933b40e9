"""The tables of the pages in depth: rollback units, scaling layers, first looks, neighbours, terms.

Rollback units are those of the drills (content/units.yml): what a page says is restored and what a
drill counts as right are the same lines.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...engine.kinds import home
from ...engine.markup import Markup, element, inline, join
from ...engine.model import Aspect, Guide, Look, Statement, Unit
from ...engine.parts import Parts, link, listing, paragraph
from ...engine.rollback import SPEED_NAMES, STACK_NAMES
from .names import known
from .tables import table

__all__ = ["Depth"]


@dataclass(frozen=True, slots=True)
class Depth:
    """Renders one guide's tables in depth; `root` leads from their page to the site's root."""

    guide: Guide
    root: str

    def _said(self, statement: Statement) -> Markup:
        return Parts(self.guide, self.root).statement(statement)

    def rollback_table(self, stack: str) -> Markup:
        """The rollback units of one stack: how, what comes back, what stays, how fast."""
        known("stack with rollback units", stack, (unit.stack for unit in self.guide.units))
        units = [unit for unit in self.guide.units if unit.stack == stack]
        units.sort(key=lambda unit: not unit.restores)  # what does not work comes last
        heads = ("Unit", "Do", "Comes back", "Stays as it is", "Takes")
        rows = ((unit.id, self._rollback_row(unit)) for unit in units)
        below = {unit.id: self._typed(unit) for unit in units if unit.command or unit.steps}
        return table(f"Rollback units: {STACK_NAMES[stack]}", heads, rows, below=below)

    def _typed(self, unit: Unit) -> Markup:
        """What one types: one command, or each step with what to wait for."""
        if unit.command:
            return _command(unit.command)
        items = (
            join(
                (
                    paragraph("", self._said(step.do)),
                    _command(step.command) if step.command else Markup(""),
                )
            )
            for step in unit.steps
        )
        return listing(items, "ol")

    def _rollback_row(self, unit: Unit) -> tuple[Markup, ...]:
        names = (self.guide.aspect_by_id[name].name for name in unit.restores)
        restored = "; ".join(f"{name[:1].lower()}{name[1:]}" for name in names)
        back = inline(f"{restored[:1].upper()}{restored[1:]}." if restored else "**Nothing.**")
        name = inline(unit.name if unit.restores else f"Does not work: {unit.name}")
        takes = join((element("b", None, SPEED_NAMES[unit.speed]), ". ", self._said(unit.time)))
        return (name, self._said(unit.how), back, self._said(unit.leaves), takes)

    def rollback_finder(self) -> Markup:
        """For everything that can go bad: the units that bring it back, one fold each."""
        return element("div", {"class": "dt-finder"}, *map(self._fold, self.guide.aspects))

    def _fold(self, aspect: Aspect) -> Markup:
        entries = []
        for stack, name in STACK_NAMES.items():
            units = [u for u in self.guide.units if u.stack == stack and aspect.id in u.restores]
            if units:
                links = (link("", f"{self.root}{home(u)}", inline(u.name)) for u in units)
                entries.append(element("dt", None, name))
                entries.append(element("dd", None, listing(links)))
        known = element("dd", None, self._said(aspect.know))
        body = element("dl", None, *entries, element("dt", None, "It is back when"), known)
        summary = element("summary", None, inline(aspect.name))
        return element("details", {"class": "dt-fold", "id": f"back-{aspect.id}"}, summary, body)

    def scalers_table(self) -> Markup:
        """The layers that move capacity, from the edge inwards."""
        said = self._said
        heads = ("Layer", "Reads", "Moves", "Owner", "Works against", "One owner")
        rows = (
            (
                row.id,
                (
                    inline(row.layer),
                    said(row.signal),
                    said(row.moves),
                    element("b", None, row.owner),
                    said(row.fights),
                    said(row.settle),
                ),
            )
            for row in self.guide.scalers
        )
        return table("Who moves capacity", heads, rows)

    def first_looks(self) -> Markup:
        """For each way to fail, where to look first in each product."""
        return join(
            join(
                (
                    element("h3", {"id": row.id}, row.name),
                    paragraph("", inline(row.means)),
                    element(
                        "div",
                        {"class": "dt-pair"},
                        self._look("KServe", "kserve", row.kserve),
                        self._look("Ray Serve on KubeRay", "ray-serve", row.ray_serve),
                    ),
                    paragraph("", element("b", None, "Hybrid: "), self._said(row.hybrid)),
                )
            )
            for row in self.guide.failures
        )

    def _look(self, name: str, side: str, look: Look) -> Markup:
        return element(
            "div",
            {"class": f"dt-look dt-lean-{side}"},
            element("h4", None, name),
            paragraph("", self._said(look.see)),
            _command(look.command),
            paragraph("", element("b", None, "Trap: "), self._said(look.trap)),
        )

    def neighbours_table(self) -> Markup:
        """Other systems, in a line each."""
        rows = (
            (row.id, (inline(row.name), self._said(row.what), self._said(row.prefer)))
            for row in self.guide.neighbours
        )
        return table("Neighbours", ("System", "What it is", "Prefer it when"), rows)

    def glossary_list(self) -> Markup:
        """Every term with what it means here, in alphabetical order."""
        ordered = sorted(self.guide.terms, key=lambda term: term.term.lower())
        entries = (
            join(
                (
                    element("dt", {"id": term.id}, term.term),
                    element("dd", None, self._said(term.means)),
                )
            )
            for term in ordered
        )
        # The search has an entry for each term.
        return element("dl", {"class": "dt-glossary", "data-search-exclude": True}, *entries)


def _command(text: str) -> Markup:
    return element("pre", {"class": "dt-command"}, element("code", None, text))
