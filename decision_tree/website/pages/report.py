"""Where a reader says that a statement is wrong: a new issue, or the page that writes a report."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from ...engine.markup import Attributes, Markup, element

__all__ = ["Reports", "report_element"]

_REPORT = "about/#report"
"""The section that says what a report should hold, and whom to send it to without a repository."""
_FORM = "content-is-wrong.yml"
"""The form in .github/ISSUE_TEMPLATE."""
_WORDS = "Report it as wrong"
_BY_HAND = (
    "Without JavaScript, this page cannot start the report. On the page that you came from, copy "
    "the address and the text of the statement. Put both into your report."
)


@dataclass(frozen=True, slots=True)
class Reports:
    """Where reports of this copy go. `site` is its address and ends with a slash; `repository` is
    that of its repository on the web, or "" when there is none."""

    site: str = ""
    repository: str = ""

    def address(self, place: str, root: str) -> str:
        """The address for a report about this place of the site, both given from its root, which
        `root` leads to from the page.

        `overrides/assets/reader.mjs` adds what the page says already, and would send twice for each
        of hundreds of statements: the place without a repository, the text with one.
        """
        if not self.repository:
            return f"{root}{_REPORT}"
        asked = {"template": _FORM, "title": f"Content: {self.site}{place}"}
        start = f"{self.repository.rstrip('/')}/issues/new"
        return f"{start}?{urlencode(asked, quote_via=quote, safe='')}"

    def way(self, place: str, root: str) -> Markup:
        """The same as a link."""
        return element("a", {"class": "dt-report", "href": self.address(place, root)}, _WORDS)

    def link(self, place: str, root: str) -> Markup:
        """The same as a short sentence behind a statement; pages as Markdown leave it out."""
        shown_as: Attributes = {"class": "dt-report", "data-search-exclude": True}
        return element("span", shown_as, " ", self.way(place, root), ".")


def report_element(root: str, reports: Reports, guide: str) -> Markup:
    """What `overrides/assets/report.mjs` fills with a report about the place in the address, or
    nothing where reports go to a repository. `guide` says which version of the guide this is."""
    if reports.repository:
        return Markup("")
    area: Attributes = {"rows": "14", "autocomplete": "off"}
    told: Attributes = {
        "hidden": True,
        "data-search-exclude": True,
        "data-root": root,
        "data-guide": guide,
    }
    form = element(
        "div",
        {"class": "dt-keep"},
        element("p", {"role": "status"}),
        element("label", None, "Your report", element("textarea", area)),
        element("button", {"type": "button"}, "Copy the report"),
    )
    alone = element("noscript", None, element("p", None, _BY_HAND))
    return element("div", None, alone, element("statement-report", told, form))
