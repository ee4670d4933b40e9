"""Hooks that make the site found and shared: dates, cards, plain text, feed, search, addresses.

Beside `site`, the only module that knows MkDocs; what it writes is made elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from decision_tree.build.cards import card
from decision_tree.build.dates import built, page_changed
from decision_tree.build.feed import atom, changes
from decision_tree.build.moved import problems_of, redirect
from decision_tree.build.plain import PlainPage, llms_txt, page_markdown
from decision_tree.build.search_entries import search_entries, without_marks
from decision_tree.engine.model import Guide

__all__ = [
    "on_config",
    "on_nav",
    "on_page_content",
    "on_page_context",
    "on_page_markdown",
    "on_post_build",
    "on_template_context",
]

ROOT = Path(__file__).parent.parent.parent

_order: list[str] = []
_changed: dict[str, str] = {}
_pages: dict[str, PlainPage] = {}
_plain: dict[str, str] = {}


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Forget the build before, when serving."""
    _order.clear()
    for kept in (_changed, _pages, _plain):
        kept.clear()
    return config


def on_nav(nav: Navigation, **_: Any) -> None:
    """Note the order in which the menu names the pages."""
    _order.extend(page.url for page in nav.pages)


@event_priority(100)  # before the macros plugin replaces the macros
def on_page_markdown(markdown: str, page: Page, **_: Any) -> None:
    """Note when the page, or the data that its macros show, last changed."""
    _changed[page.url] = page_changed(ROOT, f"docs/{page.file.src_uri}", markdown)


@event_priority(-100)  # once the page's HTML is whole
def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Note the page as Markdown."""
    if (page.meta.get("search") or {}).get("exclude") and page.meta.get("template"):
        return  # a page that is part of another one
    address = f"{config.site_url}{_address(page)}"
    known = PlainPage(
        str(page.meta.get("title") or page.title),
        str(page.meta.get("description") or config.site_description),
        address,
        f"{address}index.md",
    )
    _pages[page.url] = known
    _plain[page.url] = page_markdown(html, known)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Tell the templates what they show about the page."""
    guide: Guide = config.extra["guide"]
    cited = set(re.findall(r"claims/#([\w-]+)", page.content or ""))
    days = sorted(claim.checked for claim in guide.claims if claim.id in cited)
    context["about"] = {
        "changed": _changed.get(page.url, built()),
        "checked": _span(days),
        "card": page.meta.get("card") or page.url.strip("/").replace("/", "-") or "guide",
        "plain": page.url in _pages,
    }


def _span(days: list[str]) -> str:
    if not days:
        return ""
    return days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"


def _address(page: Page) -> str:
    return "" if page.url in (".", "./") else page.url


def on_template_context(context: dict[str, Any], template_name: str, **_: Any) -> dict[str, Any]:
    """Tell the sitemap when each page changed, which MkDocs does not know."""
    if template_name == "sitemap.xml":
        context["changed"] = _changed
    return context


@event_priority(100)  # before the search plugin writes its index
def _before_search(config: MkDocsConfig, **_: Any) -> None:
    """Write what is made of all pages together."""
    site, address = Path(config.site_dir), str(config.site_url)
    for url, text in _plain.items():
        _write(site / url / "index.md", text)
    for url, page in _pages.items():
        name = url.strip("/").replace("/", "-") or "guide"
        if not url.startswith("o/") and url not in (".", "./", ""):
            _write_bytes(
                site / f"assets/cards/{name}.png",
                card(page.title, "", config.site_name, page.description),
            )
    outcomes = [page for url, page in _pages.items() if url.startswith("o/")]
    pages = [_pages[url] for url in _order if url in _pages]
    about = str(config.site_description)
    _write(site / "llms.txt", llms_txt(config.site_name, about, pages, outcomes))
    _write(site / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n")
    found = changes((ROOT / "CHANGELOG.md").read_text("utf-8"), built())
    _write(site / "changes.xml", atom(found, address, config.site_name, config.site_name))
    _write_moved(site, address, config.extra["moved"])
    search: Any = config.plugins["material/search"]
    index = search.search_index
    index.entries = [*without_marks(index.entries), *search_entries(config.extra["guide"])]


@event_priority(-100)
def _after_search(config: MkDocsConfig, **_: Any) -> None:
    """Take the entries out of what every page fetches; overrides/assets/search.js brings them."""
    path = Path(config.site_dir) / "search/search_index.json"
    index = json.loads(path.read_text("utf-8"))
    _write(path.with_name("entries.json"), json.dumps(index["docs"], separators=(",", ":")))
    _write(path, json.dumps({**index, "docs": []}))


# MkDocs passes the configuration by its name, which the type of CombinedEvent does not know.
on_post_build = CombinedEvent(_before_search, _after_search)  # type: ignore[arg-type]


def _write_moved(site: Path, address: str, moved: Mapping[str, str]) -> None:
    if wrong := problems_of(moved, _pages):
        raise PluginError("\n".join(wrong))
    for old, new in moved.items():
        _write(site / old / "index.html", redirect(old, new, address))


def _write(path: Path, text: str) -> None:
    _write_bytes(path, text.encode("utf-8"))


def _write_bytes(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
