"""The tables of the pages in depth: scaling layers, first looks, neighbours, terms."""

from __future__ import annotations

from dataclasses import dataclass

from ...engine.display_names import KSERVE, PRODUCT_NAMES, RAY_SERVE
from ...engine.html_parts import Parts, command, link, paragraph
from ...engine.incident.state import Incident, encode_incident
from ...engine.kinds import INCIDENTS
from ...engine.markup import Markup, element, inline, join
from ...engine.model import Failure, Guide, Look, Statement
from .tables import table

__all__ = ["Depth"]

_ON_KUBERAY = f"{RAY_SERVE} on {PRODUCT_NAMES['kuberay']}"


@dataclass(frozen=True, slots=True)
class Depth:
    """Renders one guide's tables in depth; `root` leads from their page to the site's root."""

    guide: Guide
    root: str

    def _said(self, statement: Statement) -> Markup:
        return Parts(self.guide, self.root).statement(statement)

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
                        self._look(KSERVE, "kserve", row.kserve),
                        self._look(_ON_KUBERAY, "ray-serve", row.ray_serve),
                    ),
                    paragraph("", element("b", None, "Hybrid: "), self._said(row.hybrid)),
                    self._plan(row),
                )
            )
            for row in self.guide.failures
        )

    def _plan(self, failure: Failure) -> Markup:
        """The way on to what is put back."""
        if not failure.sees:
            return Markup("")
        state = encode_incident(Incident(sight=failure.sees))
        way = link("", f"{self.root}{INCIDENTS}#{state}", "Put something back")
        sight = self.guide.sight_by_id[failure.sees].name
        return paragraph("", "Is it this? ", way, f": the rollback plan for “{sight}”.")

    def _look(self, name: str, side: str, look: Look) -> Markup:
        return element(
            "div",
            {"class": f"dt-look dt-lean-{side}"},
            element("h4", None, name),
            paragraph("", self._said(look.see)),
            command(look.command),
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
