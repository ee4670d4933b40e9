"""The guide's tables and lists as HTML: what the macros put into the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...engine.checked import checked_against
from ...engine.display_names import KSERVE, RAY_SERVE
from ...engine.html_parts import Parts
from ...engine.kinds import DECIDE
from ...engine.markup import Markup, element, inline, join
from ...engine.model import Guide
from ...engine.walk import path_counts
from ...loader.cites import DOCS, cites
from ...loader.claim_uses import places
from .report import Reports
from .sources import CHECKED, claims_list
from .unknown_name import known

__all__ = ["Tables", "link_to", "table"]


@dataclass(frozen=True, slots=True)
class Tables:
    """Renders one guide's tables for a page; `root` leads from that page to the site's root."""

    guide: Guide
    root: str

    @property
    def _parts(self) -> Parts:
        return Parts(self.guide, self.root)

    def symptoms_table(self) -> Markup:
        """What one sees, what it reveals, what to do: each row with its own anchor."""
        said = self._parts.statement
        rows = (
            (f"symptom-{row.id}", (said(row.see), said(row.reveals), said(row.do)))
            for row in self.guide.symptoms
        )
        return table("Symptoms", ("What you see", "What it reveals", "What to do next"), rows)

    def comparison_table(self) -> Markup:
        """The comparison by operating model: each row with its own anchor."""
        said = self._parts.statement
        rows = (
            (
                f"decision-{row.id}",
                (inline(row.decision), said(row.kserve), said(row.ray_serve), inline(row.ask)),
            )
            for row in self.guide.decisions
        )
        heads = ("Decision", f"With {KSERVE}", f"With {RAY_SERVE}", "Settle in the meeting")
        sides = ("", "kserve", "ray-serve", "")
        return table(f"{KSERVE} and {RAY_SERVE} by operating model", heads, rows, sides)

    def checklist(self) -> Markup:
        """The decision checklist with a box to tick for each item."""
        items = (
            element(
                "li",
                {"id": f"check-{item.id}"},
                element("input", {"type": "checkbox", "id": f"tick-{item.id}"}),
                element("label", {"for": f"tick-{item.id}"}, inline(item.ask)),
                element("p", None, element("b", None, "Settled when: "), inline(item.settled)),
                link_to(f"check-{item.id}", item.ask),
            )
            for item in self.guide.checklist
        )
        boxes = element("ul", {"class": "dt-checklist"}, *items)
        # Markdown puts an element it does not know into a paragraph, which cannot hold a list.
        return element("div", None, element("decision-checklist", None, boxes))

    def outcome_list(self) -> Markup:
        """Every outcome with its one-line answer, linking to its section."""
        items = (
            element(
                "li",
                {"class": f"dt-lean-{outcome.lean}"},
                element("a", {"href": f"{self.root}{DECIDE}#o-{outcome.id}"}, outcome.title),
                element("p", None, self._parts.statement(outcome.recommendation)),
            )
            for outcome in self.guide.tree.outcomes
        )
        return element("ul", {"class": "dt-outcomes"}, *items)

    def tree_facts(self) -> str:
        """How much there is, in a sentence."""
        tree = self.guide.tree
        return (
            f"Version {tree.version} of the tree, published {tree.published}: "
            f"{len(tree.questions)} questions, {len(tree.outcomes)} outcomes, "
            f"{sum(path_counts(tree).values()):,} paths, every one of them tested."
        )

    def most_questions(self) -> str:
        """The most questions that anybody is asked."""
        tree = self.guide.tree
        return str(tree.longest[tree.start])

    def checked(self) -> str:
        """How many product statements there are, how each is known, and against what."""
        claims = self.guide.claims
        known = Counter(claim.evidence for claim in claims)
        said = known["documentation"] + known["announcement"]
        inferred = sum(bool(claim.how) for claim in claims)
        return (
            f"{len(claims)} product statements with their sources: {known['code']} rest on code, "
            f"{known['run']} on a run, {said} on what the makers say; {inferred} are our "
            f"conclusions from these. {checked_against(self.guide.claims)}"
        )

    def checked_against(self) -> Markup:
        """The same for the claims that the page cites: filled in when the whole page is known."""
        return CHECKED

    def cite(self, *claim_ids: str) -> Markup:
        """The mark of these claims. Raises UnknownNameError when one does not exist."""
        ids = self.guide.claim_by_id
        return self._parts.marker(known("claim", name, ids) for name in claim_ids)

    def claims_list(self, reports: Reports, runs: Mapping[str, str]) -> Markup:
        """Every claim with its source, what relies on it and where `reports` of it go, and a form
        that filters; `runs` are the places of what was run."""
        relied = places(self.guide, cites(DOCS))
        return claims_list(self.guide, self.root, relied, reports, runs)


def table(
    caption: str,
    heads: tuple[str, ...],
    rows: Iterable[tuple[str, tuple[Markup, ...]]],
    sides: tuple[str, ...] = (),
    below: Mapping[str, Markup] | None = None,
) -> Markup:
    """A table of `rows`, each an anchor and its cells, of which the first names the row.

    `sides` names the side that each column speaks for, if any does; `below` holds what is too wide
    for a cell, such as a command, by the anchor of the row that it belongs to.
    """
    wide = below or {}
    css = tuple(f"side {side}" if side else "" for side in sides or ("",) * len(heads))
    named = (
        element("th", {"scope": "col", "class": side or False}, head)
        for head, side in zip(heads, css, strict=True)
    )
    body = (
        join((_row(anchor, cells, heads, css), _below(wide.get(anchor), len(heads))))
        for anchor, cells in rows
    )
    return element(
        "div",
        {"class": "dt-table-wrap"},
        element(
            "table",
            {"class": "dt-table"},
            element("caption", None, caption),
            "\n",
            element("thead", None, element("tr", None, _spaced(named))),
            "\n",
            element("tbody", None, _spaced(body)),
        ),
    )


def _spaced(cells: Iterable[Markup]) -> Markup:
    # The search runs the text of elements together that have nothing between them.
    return join(cells, "\n")


def _row(
    anchor: str, cells: tuple[Markup, ...], heads: tuple[str, ...], css: tuple[str, ...]
) -> Markup:
    first = element(
        "th", {"scope": "row", "data-label": heads[0]}, cells[0], " ", link_to(anchor, "this row")
    )
    rest = (
        element("td", {"data-label": head, "class": side or False}, cell)
        for head, cell, side in zip(heads[1:], cells[1:], css[1:], strict=True)
    )
    return element("tr", {"id": anchor}, _spaced((first, *rest)))


def _below(content: Markup | None, columns: int) -> Markup:
    if content is None:
        return Markup("")
    return element("tr", {"class": "dt-below"}, element("td", {"colspan": str(columns)}, content))


def link_to(name: str, what: str) -> Markup:
    """The sign that copies the address of what has the id `name`."""
    return element(
        "a",
        {
            "class": "dt-anchor",
            "href": f"#{name}",
            "aria-label": f"Link to: {what}",
            "data-search-exclude": True,
        },
        "#",
    )
