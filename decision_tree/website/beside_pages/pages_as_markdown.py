"""Each page as Markdown, and a list of them all: for people and programs that read plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from markdownify import MarkdownConverter

__all__ = ["PlainPage", "llms_txt", "page_markdown"]

# What only a screen needs: marks beside headings, forms, and what waits for the engine.
_CHROME = (
    ".headerlink, .dt-anchor, .dt-report, .dt-whole, .dt-contents, .dt-nav, .dt-live, .dt-notice, "
    ".dt-opening, .dt-back > summary > span, "
    "form, button, input, noscript, script, style"
)


_MARKDOWN = MarkdownConverter(heading_style="ATX", bullets="-")


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page's title, description, address, and its Markdown's address."""

    title: str
    description: str
    address: str
    plain: str


def page_markdown(html: str, page: PlainPage) -> str:
    """The page's content as Markdown, with whole addresses, under a line that says where it is."""
    soup = BeautifulSoup(html, "html.parser")
    for term in soup.select(".dt-term"):  # a button to the screen, a word of the sentence to us
        term.unwrap()
    _marks_as_links(soup)
    for chrome in soup.select(_CHROME):
        chrome.decompose()
    for picture in soup.select("svg"):
        picture.replace_with(f"[Picture: {picture.get('aria-label', '')}]")
    for link in soup.select("a[href]"):
        link["href"] = urljoin(page.address, str(link["href"]))
        del link["title"]
    soup.smooth()  # what was unwrapped left its sentence in pieces
    made: str = _MARKDOWN.convert_soup(soup).strip()
    return f"{made}\n\n---\n\nFrom <{page.address}>\n"


def _marks_as_links(soup: BeautifulSoup) -> None:
    """Let each number lead to the entry of its claim: a button leads nowhere in plain text."""
    # By the note's id, found once: a page has hundreds of marks.
    entries: dict[str, list[str]] = {}
    for entry in soup.select('[popover][id] a[href*="claims/#"]'):
        note = entry.find_parent(popover=True)
        entries.setdefault(str(note["id"]) if note else "", []).append(str(entry["href"]))
    for mark in soup.select("button.dt-claim[popovertarget]"):
        addresses = entries.get(str(mark["popovertarget"]), [])
        for number, address in zip(mark.get_text().split(", "), addresses, strict=False):
            link = soup.new_tag("a", href=address)
            link.string = number
            mark.insert_before(link)


def llms_txt(name: str, about: str, pages: Iterable[PlainPage], more: Iterable[PlainPage]) -> str:
    """All pages as Markdown, after https://llmstxt.org; `more` is what may be left out."""
    return "\n".join(
        (
            f"# {name}",
            "",
            f"> {about}",
            "",
            "## Guide",
            "",
            *map(_entry, pages),
            "",
            "## Optional",
            "",
            *map(_entry, more),
            "",
        )
    )


def _entry(page: PlainPage) -> str:
    return f"- [{page.title}]({page.plain}): {page.description}"
