"""Each page as Markdown, and a list of them all: for people and programs that read plain text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

__all__ = ["PlainPage", "llms_txt", "page_markdown"]

# What only a screen needs: marks beside headings, forms, and what waits for the engine.
_CHROME_CLASSES = frozenset(
    (
        *("headerlink", "dt-anchor", "dt-report", "dt-whole", "dt-contents", "dt-nav", "dt-live"),
        *("dt-notice", "dt-opening"),
    )
)
_CHROME_TAGS = frozenset(("form", "button", "input", "noscript", "script", "style"))


_MARKDOWN = MarkdownConverter(heading_style="ATX", bullets="-")


class _Tag(Tag):
    """A tag that looks for a parent of one name by itself, as the converter asks of every tag; the
    library makes a filter each time, which takes a tenth of a build."""

    def find_parent(self, name: Any = None, attrs: Any = None, **more: Any) -> Tag | None:
        """The nearest parent that is so, or None."""
        if not isinstance(name, str) or attrs or more:
            return super().find_parent(name, attrs or {}, **more)
        return next((each for each in self.parents if each.name == name), None)


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page's title, description, address, and its Markdown's address."""

    title: str
    description: str
    address: str
    plain: str


@lru_cache(maxsize=200)  # `make serve` builds every page at each save, and one of them is new
def page_markdown(html: str, page: PlainPage) -> str:
    """The page's content as Markdown, with whole addresses, under a line that says where it is."""
    soup = BeautifulSoup(html, "html.parser", element_classes={Tag: _Tag})
    tags = _tags(soup)
    entries = _entries(tags)
    for tag in tags:
        if "dt-term" in _classes(tag):  # a button to the screen, a word of the sentence to us
            tag.unwrap()
        elif tag.name == "button" and "dt-claim" in _classes(tag):
            _mark_as_links(soup, tag, entries)
    for tag in [tag for tag in tags if _is_chrome(tag)]:
        tag.decompose()
    for tag in _tags(soup):
        if tag.name == "svg":
            tag.replace_with(f"[Picture: {tag.get('aria-label', '')}]")
        elif tag.name == "a" and tag.has_attr("href"):
            tag["href"] = urljoin(page.address, str(tag["href"]))
            del tag["title"]
    soup.smooth()  # what was unwrapped left its sentence in pieces
    made: str = _MARKDOWN.convert_soup(soup).strip()
    return f"{made}\n\n---\n\nFrom <{page.address}>\n"


def _tags(soup: BeautifulSoup) -> list[Tag]:
    """Every tag of the page, in its order; its own way to select some takes ten times as long."""
    return [each for each in soup.descendants if isinstance(each, Tag)]


def _classes(tag: Tag) -> Sequence[str]:
    return tag.get("class") or ()


def _is_chrome(tag: Tag) -> bool:
    if tag.name in _CHROME_TAGS or not _CHROME_CLASSES.isdisjoint(_classes(tag)):
        return True
    # What stands in a fold's line besides its words.
    line = tag.parent if tag.name == "span" else None
    fold = line.parent if line is not None and line.name == "summary" else None
    return fold is not None and "dt-back" in _classes(fold)


def _entries(tags: Iterable[Tag]) -> dict[str, list[str]]:
    """The addresses of claims in each note, by the note's id: a page has hundreds of marks."""
    found: dict[str, list[str]] = {}
    for tag in tags:
        if tag.name == "a" and "claims/#" in str(tag.get("href", "")):
            note = tag.find_parent(popover=True)
            if note is not None:
                found.setdefault(str(note.get("id", "")), []).append(str(tag["href"]))
    return found


def _mark_as_links(soup: BeautifulSoup, mark: Tag, entries: Mapping[str, list[str]]) -> None:
    """Let each number lead to the entry of its claim: a button leads nowhere in plain text."""
    addresses = entries.get(str(mark.get("popovertarget", "")), [])
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
