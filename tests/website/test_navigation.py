"""Finding one's way: few parts, one name for each page, and from every page to its neighbours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

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


def page_of(site: Path, file: str) -> BeautifulSoup:
    """The built page of this file in docs/."""
    path = file.removesuffix(".md").removesuffix("index")
    return BeautifulSoup((site / path / "index.html").read_text("utf-8"), "html.parser")


def texts(page: BeautifulSoup, css: str) -> list[str]:
    """What stands in the elements that `css` names."""
    return [" ".join(each.get_text().split()) for each in page.select(css)]


def test_there_are_six_tabs_at_most_and_the_name_of_the_site_leads_home(site: Path) -> None:
    tabs = [part for part in PARTS if part not in UNTABBED]
    assert len(tabs) <= MOST_TABS
    page = page_of(site, "faq.md")
    assert texts(page, ".md-tabs__link") == tabs
    logo = page.select_one("header .md-logo")
    assert isinstance(logo, Tag)
    assert logo["href"] == ".."


@pytest.mark.parametrize(("name", "file"), [row[1:] for row in PAGES], ids=FILES)
def test_navigation_title_and_heading_say_the_same(site: Path, name: str, file: str) -> None:
    page = page_of(site, file)
    assert texts(page, "head > title") == [f"{name} - {SETTINGS['site_name']}"]
    heading = page.select_one("article h1")
    assert isinstance(heading, Tag)
    for mark in heading.select(".headerlink"):
        mark.decompose()
    assert " ".join(heading.get_text().split()) == name


@pytest.mark.parametrize(("part", "file"), [row[::2] for row in PAGES], ids=FILES)
def test_a_page_lists_its_part_and_says_where_it_is(site: Path, part: str, file: str) -> None:
    page = page_of(site, file)
    sidebar = page.select_one(".md-sidebar--primary")
    assert isinstance(sidebar, Tag)
    assert not sidebar.has_attr("hidden")
    listed = texts(page, ".md-nav__item--section > nav a.md-nav__link:not([href^='#'])")
    assert set(listed) >= {each for row in PARTS[part] for each in row}
    first = next(iter(PARTS[part][0].values()))
    assert texts(page, ".path li") == ([] if file == first else ["Home", part])


def test_previous_and_next_lead_through_every_page_in_the_order_of_the_navigation(
    site: Path,
) -> None:
    names = ["Home", *(name for _, name, _ in PAGES)]
    for before, (_, _, file), after in zip(names[:-1], PAGES, [*names[2:], ""], strict=True):
        turned = texts(page_of(site, file), ".foot-turn a")
        assert turned == [f"Previous {before}", *([f"Next {after}"] if after else [])]


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
