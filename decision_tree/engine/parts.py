"""Small pieces of HTML that every page is made of: links, paragraphs, sentences with sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .link import State, encode
from .markup import Attributes, Markup, element, inline, join
from .model import Guide, Outcome, RollbackUnit, Signal, Statement

__all__ = [
    "NOTE",
    "PRODUCTS",
    "SIDES",
    "Parts",
    "by_hand",
    "counted",
    "link",
    "listing",
    "notes_list",
    "option_link",
    "paragraph",
    "state_link",
]

SIDES = {
    "kserve": "KServe",
    "ray-serve": "Ray Serve",
    "both": "Both products",
    "neither": "Neither product",
}
"""What the sides are called."""

PRODUCTS = {
    "kserve": "KServe",
    "ray-serve": "Ray Serve",
    "kuberay": "KubeRay",
    "neighbours": "Neighbours",
}
"""What the products of claims are called."""

NOTE = "source-"
"""The id of a claim's note on a page is this and the claim's own id."""


def counted(number: int, one: str, many: str = "") -> str:
    """“1 answer” or “2 answers”; `many` is for several, where that is not `one` and an s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def link(css: str, href: str, *text: str) -> Markup:
    """A link of this class."""
    return element("a", {"class": css, "href": href} if css else {"href": href}, *text)


def state_link(css: str, state: State, *text: str) -> Markup:
    """A link of this class to another state of the same page."""
    return link(css, "#" + encode(state), *text)


def paragraph(css: str, *children: str) -> Markup:
    """A paragraph, of this class unless it is empty."""
    return element("p", {"class": css} if css else None, *children)


def by_hand() -> tuple[Markup, Markup]:
    """Where a form says what it did, and where its text stands when the browser refuses to copy."""
    area: Attributes = {
        "class": "dt-by-hand",
        "hidden": True,
        "aria-label": "To copy by hand",
        "readonly": True,
        "rows": "8",
    }
    return element("p", {"class": "dt-said", "role": "status"}), element("textarea", area)


def listing(items: Iterable[Markup], kind: str = "ul", css: str = "") -> Markup:
    """A list of these items."""
    lines = (element("li", None, item) for item in items)
    return element(kind, {"class": css} if css else None, *lines)


def option_link(
    href: str, text: str, detail: str = "", chosen: bool = False, more: Attributes | None = None
) -> Markup:
    """One answer to choose: content text, a second line to it, and whether it is the choice now."""
    attributes: dict[str, str | bool] = {"class": "dt-option", "href": href, **(more or {})}
    if chosen:
        attributes["aria-current"] = "true"
    extra = (element("span", {"class": "dt-option-detail"}, inline(detail)),) if detail else ()
    return element(
        "a", attributes, element("span", {"class": "dt-option-text"}, inline(text)), *extra
    )


def notes_list(notes: Iterable[str]) -> Markup:
    """What could not be used of an address, as plain text for each."""
    items = tuple(element("li", None, note) for note in notes)
    if not items:
        return Markup("")
    return element("div", {"role": "status"}, element("ul", {"class": "dt-notes"}, *items))


@dataclass(frozen=True, slots=True)
class Parts:
    """Pieces that need the guide; `root` leads from the page they are on to the site's root."""

    guide: Guide
    root: str

    def statement(self, statement: Statement) -> Markup:
        """The sentence, followed by a marker for each claim it rests on."""
        return join((inline(statement.text), *self.markers(statement.claims)))

    def statements(self, items: Iterable[Statement], kind: str = "ul") -> Markup:
        """A list of sentences."""
        return listing(map(self.statement, items), kind)

    def markers(self, claims: Iterable[str]) -> tuple[Markup, ...]:
        """A small button for each claim that opens its source, version and date."""
        return tuple(self._marker(claim_id) for claim_id in claims)

    def _marker(self, claim_id: str) -> Markup:
        # What it opens stands once on each page, however many sentences rest on it: the build
        # writes it there (website/pages/sources.py), so the button works without any script.
        claim = self.guide.claim_by_id[claim_id]
        told = f"{PRODUCTS[claim.product]} {claim.versions}, {claim.known}, {claim.checked}"
        return element(
            "button",
            {
                "type": "button",
                "class": "dt-claim",
                "popovertarget": f"{NOTE}{claim.id}",
                "aria-label": f"Source: {told}",
            },
            "†",
        )

    def outcome_link(self, outcome: Outcome) -> Markup:
        """The outcome's title, leading to the page of its own."""
        return link("", f"{self.root}o/{outcome.id}/", outcome.title)

    def contract(self, outcome: Outcome) -> Markup:
        """Who owns the contract, what is rolled back, who scales, what on-call sees."""
        return join(
            (
                element("h3", None, "Who owns the serving contract"),
                paragraph("", self.statement(outcome.contract_owner)),
                element("h3", None, "What is rolled back, and what stays behind"),
                *map(self._rollback_unit, outcome.rollback_units),
                element("h3", None, "Who owns each autoscaling signal"),
                listing(map(self._signal, outcome.autoscaling)),
                element("h3", None, "What on-call must be able to see"),
                self.statements(outcome.oncall),
            )
        )

    def next_steps(self, outcome: Outcome, conditions: Iterable[Statement]) -> Markup:
        """What must hold before production, the first steps, and when to look again."""
        return join(
            (
                element("h3", None, "Before production"),
                self.statements(conditions),
                element("h3", None, "First three steps"),
                self.statements(outcome.steps, "ol"),
                element("h3", None, "When to revisit"),
                self.statements(outcome.revisit),
            )
        )

    def _rollback_unit(self, unit: RollbackUnit) -> Markup:
        rows = (("How", unit.how), ("Restores", unit.restores), ("Leaves", unit.leaves))
        return element(
            "dl",
            {"class": "dt-unit"},
            element("dt", {"class": "dt-unit-name"}, inline(unit.unit)),
            *(
                element("dd", None, element("b", None, f"{name}: "), self.statement(text))
                for name, text in rows
            ),
        )

    def _signal(self, signal: Signal) -> Markup:
        note = (". ", self.statement(signal.note)) if signal.note else ()
        owner = element("span", {"class": "dt-owner"}, inline(signal.owner))
        return join((inline(signal.signal), ": ", owner, *note))
