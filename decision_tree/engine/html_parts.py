"""Small pieces of HTML that every page is made of: links, paragraphs, sentences with sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .display_names import PRODUCT_NAMES, VERDICT_NAMES
from .kinds import home
from .link import State, encode
from .markup import Attributes, Markup, element, inline, join
from .model import Gap, Guide, Outcome, Reason, Statement
from .outcome import NUMBERS, Listed, Named, Section
from .source_marks import note_of
from .walk import Missing

__all__ = [
    "MOST_DIGITS",
    "MOST_TYPED",
    "Parts",
    "by_hand",
    "command",
    "fold",
    "grid",
    "link",
    "listing",
    "notes_list",
    "option_link",
    "paragraph",
    "state_link",
]

MOST_TYPED = 200
"""Characters of a typed field that are kept."""

MOST_DIGITS = 6
"""Digits of a record's number."""


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


def grid(
    heads: tuple[str, ...],
    rows: Iterable[tuple[Markup, ...]],
    caption: str = "",
    css: str = "dt-table",
) -> Markup:
    """A table: the first cell of a row names it, and each carries its head for narrow windows."""
    named = (element("th", {"scope": "col"}, head) for head in heads)
    body = (
        element(
            "tr",
            None,
            element("th", {"scope": "row", "data-label": heads[0]}, row[0]),
            *(
                element("td", {"data-label": head}, cell)
                for head, cell in zip(heads[1:], row[1:], strict=True)
            ),
        )
        for row in rows
    )
    return element(
        "table",
        {"class": css},
        element("caption", None, caption) if caption else "",
        element("thead", None, element("tr", None, *named)),
        element("tbody", None, *body),
    )


def command(text: str, name: str = "") -> Markup:
    """What one types, to be copied as it is; `name` is the id of its text, "" for none."""
    code = element("code", {"id": name} if name else None, text)
    return element("pre", {"class": "dt-command"}, code)


def fold(
    summary: str, *children: str, css: str = "", name: str = "", opened: bool = False
) -> Markup:
    """What is folded away below its summary: `css` is one more class, and `name` its id."""
    classes = f"dt-fold {css}" if css else "dt-fold"
    attributes: Attributes = {"class": classes, "id": name or False, "open": opened}
    return element("details", attributes, element("summary", None, summary), *children)


def option_link(
    href: str,
    text: str,
    detail: str = "",
    chosen: bool = False,
    more: Attributes | None = None,
    sign: str = "",
) -> Markup:
    """One answer to choose: content text, a second line to it, and whether it is the choice now;
    `sign` is the letter or number by which people call it."""
    attributes: dict[str, str | bool] = {"class": "dt-option", "href": href, **(more or {})}
    if chosen:
        attributes["aria-current"] = "true"
    extra = (element("span", {"class": "dt-option-detail"}, inline(detail)),) if detail else ()
    letter = (element("b", {"class": "dt-letter"}, sign), " ") if sign else ()
    named = element("span", {"class": "dt-option-text"}, *letter, inline(text))
    return element("a", attributes, named, *extra)


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
        """The sentence, followed by the mark of the claims it rests on."""
        return join((inline(statement.text), self.marker(statement.claims)))

    def statements(self, items: Iterable[Statement], kind: str = "ul") -> Markup:
        """A list of sentences."""
        return listing(map(self.statement, items), kind)

    def marker(self, claims: Iterable[str]) -> Markup:
        """A small button that opens the sources of these claims, with what each says and how it is
        known; its name says which releases they are of.

        It is one for all of them, so that the keyboard stops once at each sentence; `numbered`
        gives it its numbers. There is none without a claim.
        """
        # What it opens stands once on each page, however many sentences rest on it: the build
        # writes it there (website/pages/sources.py), so the button works without any script.
        cited = [self.guide.claim_by_id[name] for name in dict.fromkeys(claims)]
        if not cited:
            return Markup("")
        known = (f"{PRODUCT_NAMES[claim.product]} {claim.versions}" for claim in cited)
        told = "; ".join(dict.fromkeys(known))  # one release is named once
        named: Attributes = {
            "type": "button",
            "class": "dt-claim",
            "data-search-exclude": True,
            "popovertarget": note_of(claim.id for claim in cited),
            "aria-label": f"Source{'s' if cited[1:] else ''}: {told}",
        }
        return element("button", named, "†")

    def outcome_link(self, outcome: Outcome) -> Markup:
        """The outcome's title, leading to the page of its own."""
        return link("", f"{self.root}{home(outcome)}", outcome.title)

    def section(self, section: Section) -> Markup:
        """A section of an outcome: its heading, and what it says."""
        return join((element("h3", None, section.heading), self.below(section)))

    def below(self, section: Section) -> Markup:
        """What stands below the heading of a section."""
        return join((self.lead(section), self.body(section)))

    def lead(self, section: Section) -> Markup:
        """What is said above a section, nothing where nothing is."""
        return paragraph("", section.lead) if section.lead else Markup("")

    def body(self, section: Section) -> Markup:
        """What a section says, without its heading and its lead."""
        said = section.body
        if isinstance(said, Statement):
            return paragraph("", self.statement(said))
        if isinstance(said, Listed):
            return self.statements(said.items, "ol" if said.style == NUMBERS else "ul")
        return join(map(self._named, said.rows))

    def gap(self, gap: Gap) -> Markup:
        """What is missing, who settles it, the first step, and what to do until then."""
        return self._gap(gap, gap.name)

    def missing(self, missing: Missing) -> Markup:
        """The same of what is missing, or is still to be shown."""
        return self._gap(missing.gap, missing.name)

    def _gap(self, gap: Gap, name: str) -> Markup:
        until = (" Until then: ", self.statement(gap.until)) if gap.until else ()
        return join(
            (
                element("b", None, inline(name)),
                ". Who settles it: ",
                self.statement(gap.by),
                ". First step: ",
                self.statement(gap.first),
                *until,
            )
        )

    def reasons(self, node: str) -> tuple[Reason, ...]:
        """The reasons people give for or against this outcome, or an option of this question."""
        return tuple(
            reason
            for reason in self.guide.reasons
            if any(each.partition(".")[0] == node for each in reason.bears_on)
        )

    def reason(self, reason: Reason) -> Markup:
        """What people say, and what is true of it."""
        said = element("q", None, inline(reason.text))
        told = element("b", None, f"{VERDICT_NAMES[reason.verdict]}.")
        return join((said, " ", told, " ", self.statement(reason.says)))

    def _named(self, named: Named) -> Markup:
        rows = ((label, said) for label, said in named.said if said)
        return element(
            "dl",
            {"class": "dt-unit"},
            element("dt", {"class": "dt-unit-name"}, inline(named.name)),
            *(
                element("dd", None, element("b", None, f"{label}: "), self.statement(said))
                for label, said in rows
            ),
        )
