"""The built site: internal links land, nothing comes from elsewhere, each fact has an anchor."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from decision_tree.engine.incident.state import decode_incident
from decision_tree.engine.link import decode
from decision_tree.engine.model import Guide
from decision_tree.engine.practice.workshop_address import decode_workshop


@dataclass
class Parsed(HTMLParser):
    """The ids and addresses of one page."""

    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what this element is called and what it refers to."""
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            assert given["id"] not in self.ids or given["id"].startswith("__"), given["id"]
            self.ids.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif "src" in given:
            self.loaded.append(given["src"])
        elif tag == "link" and given.get("rel") not in ("canonical", "prev", "next"):
            self.loaded.append(given.get("href", ""))


@dataclass
class Words(HTMLParser):
    """What of a page breaks a rule of HTML, and its text where that is no code."""

    wrong: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    code: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a name on what has no role, and a value that the attribute does not take."""
        given = dict(attrs)
        self.code += tag in CODE
        named = "aria-label" in given or "aria-labelledby" in given
        if named and tag in ("div", "span", "p") and "role" not in given:
            self.wrong.append(f"a name on <{tag} {given}>")
        if given.get("wrap", "soft") not in ("soft", "hard"):
            self.wrong.append(f"wrap={given['wrap']}")

    def handle_endtag(self, tag: str) -> None:
        """Note where code ends."""
        self.code -= tag in CODE

    def handle_data(self, data: str) -> None:
        """Note text that a reader sees as text."""
        if not self.code:
            self.text.append(data)


MARKS = re.compile(r"`|</?code>")
CODE = ("code", "pre", "script", "style", "textarea")


def words(html: str) -> Words:
    """What is written on a page."""
    page = Words()
    page.feed(html)
    return page


def test_no_page_shows_the_marks_of_code_in_place_of_code(site: Path) -> None:
    for file in sorted(site.rglob("*.html")):
        marked = [text for text in words(file.read_text("utf-8")).text if MARKS.search(text)]
        assert not marked, file


def test_only_what_has_a_role_has_a_name_and_attributes_have_values_that_html_knows(
    site: Path,
) -> None:
    for file in sorted(site.rglob("*.html")):
        assert not words(file.read_text("utf-8")).wrong, file


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Parsed]:
    """Every page of the site by its path from the root."""
    parsed = {}
    for file in sorted(site.rglob("*.html")):
        page = Parsed()
        page.feed(file.read_text("utf-8"))
        parsed[str(file.relative_to(site))] = page
    return parsed


def test_every_internal_link_lands(
    pages: dict[str, Parsed], site: Path, guide: Guide, moved: frozenset[str]
) -> None:
    """What sends its reader on is no page to lead to: that link has an old address."""
    broken = []
    old = {f"{address}index.html" for address in moved}
    for name, page in pages.items():
        for link in page.links + page.loaded:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            base = "/" if name == "404.html" else f"/{posixpath.dirname(name)}/"
            path = posixpath.normpath(posixpath.join(base, unquote(parts.path) or "."))
            target = name if not parts.path else path.lstrip("/")
            if target != name and not Path(target).suffix:
                target = posixpath.join(target, "index.html").removeprefix("./")
            lands = target not in pages or _lands(target, pages[target], parts.fragment, guide)
            if not (site / target).is_file() or not lands or target in old:
                broken.append((name, link))
    assert not broken


READERS: dict[str, Callable[[Guide, str], tuple[object, tuple[str, ...]]]] = {
    "incident/index.html": decode_incident,
    "practice-print/index.html": decode_workshop,
}
"""Pages that read their fragments in a way of their own: the second value is what they miss."""


def _lands(name: str, page: Parsed, fragment: str, guide: Guide) -> bool:
    if fragment.startswith("v=") and name in READERS:
        return not READERS[name](guide, fragment)[1]
    if fragment.startswith("v="):
        return not decode(guide.tree, fragment).notes
    return not fragment or fragment in page.ids


def test_nothing_to_press_stands_inside_the_summary_of_a_fold(site: Path) -> None:
    """A summary is a button itself to those who listen: nobody reaches one within another."""
    inside, summaries = "summary :is(a, button, input, select, summary)", SoupStrainer("summary")
    for file in sorted(site.rglob("*.html")):
        found = BeautifulSoup(file.read_text("utf-8"), "html.parser", parse_only=summaries).select(
            inside
        )
        assert not found, f"{file.relative_to(site)}: {found[0]}"


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, Parsed]) -> None:
    loaded = {(name, url) for name, page in pages.items() for url in page.loaded}
    assert not [(name, url) for name, url in loaded if urlsplit(url).netloc]


def test_no_page_shows_the_mark_of_a_file_in_place_of_the_file(site: Path) -> None:
    """A mark that a formatter has spaced out is no error to the build: it is shown as code."""
    for file in sorted(site.rglob("*.html")):
        text = re.sub(r"<[^>]*>", "", file.read_text("utf-8"))
        assert "--8" not in text, file.relative_to(site)


def test_each_row_and_item_has_its_own_anchor(pages: dict[str, Parsed], guide: Guide) -> None:
    argument = pages["argument/index.html"].ids
    assert {f"decision-{row.id}" for row in guide.decisions} <= argument
    assert {f"symptom-{row.id}" for row in guide.symptoms} <= argument
    assert {f"check-{item.id}" for item in guide.checklist} <= argument
    assert {claim.id for claim in guide.claims} <= pages["claims/index.html"].ids


def test_the_skip_link_is_on_every_page(
    pages: dict[str, Parsed], site: Path, without_theme: set[str]
) -> None:
    for name in pages.keys() - without_theme:  # those have nothing to skip
        html = (site / name).read_text("utf-8")
        assert 'class="md-skip"' in html, name


def test_the_quiz_is_whole_without_javascript(pages: dict[str, Parsed], guide: Guide) -> None:
    decide = pages["decide/index.html"].ids
    assert {f"q-{question.id}" for question in guide.tree.questions} <= decide
    assert {f"o-{outcome.id}" for outcome in guide.tree.outcomes} <= decide


def test_who_wants_to_contribute_reads_first_how(pages: dict[str, Parsed], site: Path) -> None:
    soup = BeautifulSoup((site / "contribute/index.html").read_text("utf-8"), "html.parser")
    first = soup.select_one("article h1 ~ ul")
    assert first
    ways = [str(link["href"]) for link in first.select("a")]
    assert ways == ["sentence/", "question/#answer", "../about/#report"]
    assert "contribute/sentence/index.html" in pages
