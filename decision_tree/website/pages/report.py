"""Where a reader says that a statement is wrong: a new issue, or the page that tells what to do."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from ...engine.markup import Attributes, Markup, element

__all__ = ["Reports"]

_REPORT = "about/#report"
"""The section that says what a report should hold, and whom to send it to without a repository."""
_FORM = "content-is-wrong.yml"
"""The form in .github/ISSUE_TEMPLATE."""
_WORDS = "Report it as wrong"


@dataclass(frozen=True, slots=True)
class Reports:
    """Where reports of this copy go. `site` is its address and ends with a slash; `repository` is
    that of its repository on the web, or "" when there is none."""

    site: str = ""
    repository: str = ""

    def address(self, place: str, root: str) -> str:
        """The address for a report about this place of the site, both given from its root, which
        `root` leads to from the page."""
        if not self.repository:
            return f"{root}{_REPORT}"
        # Once only: Sources has hundreds of these, and would carry each address twice.
        asked = {"template": _FORM, "title": f"Content: {self.site}{place}"}
        start = f"{self.repository.rstrip('/')}/issues/new"
        return f"{start}?{urlencode(asked, quote_via=quote, safe='')}"

    def link(self, place: str, root: str) -> Markup:
        """The same as a short sentence behind a statement; pages as Markdown leave it out."""
        link = element("a", {"href": self.address(place, root)}, _WORDS)
        shown_as: Attributes = {"class": "dt-report", "data-search-exclude": True}
        return element("span", shown_as, " ", link, ".")
