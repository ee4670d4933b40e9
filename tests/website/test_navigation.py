"""Finding one's way: few parts, one name for each page, and from every page to its neighbours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from decision_tree.engine.kinds import (
    DECIDE,
    HYBRIDS,
    INCIDENTS,
    KINDS,
    OUTCOMES,
    RECHECK,
    STACK_PAGES,
)
from decision_tree.engine.practice.case_page import CASE_PAGES
from decision_tree.engine.practice.workshop_address import RESULTS_PAGE, WORKSHOP_PAGE
from decision_tree.website.beside_pages.search_entries import RANKS
from tests.folders import ROOT

MOST_TABS = 6
HOME = "index.md"


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml, whose `!ENV` only MkDocs knows."""


_Loader.add_constructor("!ENV", lambda _loader, _node: None)
SETTINGS: dict[str, Any] = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), _Loader)
UNTABBED: list[str] = SETTINGS["extra"]["untabbed"]
PARTS: dict[str, list[dict[str, str]]] = {
    name: pages for row in SETTINGS["nav"] for name, pages in row.items() if pages != HOME
}
PAGES = [(part, *row) for part, pages in PARTS.items() for each in pages for row in each.items()]
"""Part, name in the navigation, and file of every page but the first."""

FILES = [file for _, _, file in PAGES]
ADDRESSES = {re.sub(r"(^|/)index$", "", file.removesuffix(".md")) + "/" for file in FILES}
ADDRESSES.add(OUTCOMES)
"""The address of every page in the menu, and that above the outcomes."""


NAMED = {
    **{kind.name: kind.page for kind in KINDS if kind.home},
    **{f"{kind.name}, answered": kind.answered.partition("#")[0] for kind in KINDS},
    **STACK_PAGES,
    **CASE_PAGES,
    "DECIDE": DECIDE,
    "HYBRIDS": HYBRIDS,
    "INCIDENTS": INCIDENTS,
    "RECHECK": RECHECK.partition("#")[0],
    "RESULTS_PAGE": RESULTS_PAGE,
    "WORKSHOP_PAGE": WORKSHOP_PAGE,
}
"""Addresses of pages that the code names, by what names them."""


def page_of(site: Path, file: str) -> BeautifulSoup:
    """The built page of this file in docs/."""
    path = file.removesuffix(".md").removesuffix("index")
    return BeautifulSoup((site / path / "index.html").read_text("utf-8"), "html.parser")


def texts(page: BeautifulSoup, css: str) -> list[str]:
    """What stands in the elements that `css` names."""
    return [" ".join(each.get_text().split()) for each in page.select(css)]


class Told(NamedTuple):
    """What a page says of itself and of its neighbours."""

    titles: list[str]
    heading: str
    listed: list[str] | None
    """The names in its menu, None where that is hidden or missing."""
    path: list[str]
    turned: list[str]


@pytest.fixture(scope="module")
def told(site: Path) -> dict[str, Told]:
    """File -> what its built page says; each page is read once."""
    return {file: told_by(page_of(site, file)) for file in FILES}


def told_by(page: BeautifulSoup) -> Told:
    """What this page says."""
    turned, path = texts(page, ".foot-turn a"), texts(page, ".path li")
    for mark in page.select("article h1 .headerlink"):
        mark.decompose()
    heading = next(iter(texts(page, "article h1")), "")
    sidebar = page.select_one(".md-sidebar--primary")
    shown = isinstance(sidebar, Tag) and not sidebar.has_attr("hidden")
    names = ".md-nav__item--section > nav a.md-nav__link:not([href^='#'])"
    listed = texts(page, names) if shown else None
    return Told(texts(page, "head > title"), heading, listed, path, turned)


def test_there_are_six_tabs_at_most_and_the_name_of_the_site_leads_home(site: Path) -> None:
    tabs = [part for part in PARTS if part not in UNTABBED]
    assert len(tabs) <= MOST_TABS
    page = page_of(site, "faq.md")
    assert texts(page, ".md-tabs__link") == tabs
    logo = page.select_one("header .md-logo")
    assert isinstance(logo, Tag)
    assert logo["href"] == ".."


def test_the_code_names_pages_by_addresses_of_the_menu() -> None:
    pages = {name: page.partition("{id}")[0] for name, page in NAMED.items()}
    pages = {name: page for name, page in pages.items() if page not in ("", "{page}")}
    assert {name: page for name, page in pages.items() if page not in ADDRESSES} == {}


def test_the_templates_lead_to_pages_of_the_menu() -> None:
    ours = re.compile(r"{{ '([a-z/-]+/)' \| url }}|{{ config\.site_url }}([a-z/-]+/)\"")
    wrong, found = [], 0
    for file in sorted((ROOT / "overrides").rglob("*.html")):
        for address in map("".join, ours.findall(file.read_text("utf-8"))):
            found += 1
            wrong += [(file.name, address)] * (address not in ADDRESSES)
    assert found
    assert not wrong


def test_each_rank_of_the_search_is_that_of_a_page() -> None:
    assert {rank for rank in RANKS if rank not in ADDRESSES} == set()


@pytest.mark.parametrize(("name", "file"), [row[1:] for row in PAGES], ids=FILES)
def test_navigation_title_and_heading_say_the_same(
    told: dict[str, Told], name: str, file: str
) -> None:
    assert told[file].titles == [f"{name} - {SETTINGS['site_name']}"]
    assert told[file].heading == name


@pytest.mark.parametrize(("part", "file"), [row[::2] for row in PAGES], ids=FILES)
def test_a_page_lists_its_part_and_says_where_it_is(
    told: dict[str, Told], part: str, file: str
) -> None:
    listed = told[file].listed
    assert listed is not None
    assert set(listed) >= {each for row in PARTS[part] for each in row}
    first = next(iter(PARTS[part][0].values()))
    assert told[file].path == ([] if file == first else ["Home", part])


def test_previous_and_next_lead_through_every_page_in_the_order_of_the_navigation(
    told: dict[str, Told],
) -> None:
    names = ["Home", *(name for _, name, _ in PAGES)]
    for before, (_, _, file), after in zip(names[:-1], PAGES, [*names[2:], ""], strict=True):
        assert told[file].turned == [f"Previous {before}", *([f"Next {after}"] if after else [])]


def test_contributors_pages_are_behind_one_link_in_the_footer_and_one_about(site: Path) -> None:
    for part in UNTABBED:
        names = [name for row in PARTS[part] for name in row]
        footer = texts(page_of(site, "faq.md"), "footer a")
        assert [name for name in names if name in footer] == [part]
        assert part in texts(page_of(site, "about.md"), "article a")


def test_an_outcomes_page_is_in_the_part_with_the_quiz(site: Path) -> None:
    page = page_of(site, "o/ray-serve.md")
    assert texts(page, ".md-tabs__item--active") == ["Decide"]
    assert texts(page, ".path li") == ["Home", "Decide"]


def test_the_map_for_contributors_names_files_that_there_are() -> None:
    told = (ROOT / "docs/contribute/index.md").read_text("utf-8")
    named = set(re.findall(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|mjs|html|css|js))`", told))
    files = [
        each.relative_to(ROOT).as_posix()
        for folder in ("decision_tree", "docs", "overrides", "tests")
        for each in (ROOT / folder).rglob("*.*")
    ]
    lost = {name for name in named if not any(f"/{each}".endswith(f"/{name}") for each in files)}
    assert named
    assert lost == set()
