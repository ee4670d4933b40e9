"""Found and shared: titles, addresses, cards, plain text, feed and search of the built site."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from jinja2 import Environment, FileSystemLoader
from markdown import markdown  # type: ignore[import-untyped]
from markdown.extensions.toc import slugify  # type: ignore[import-untyped]

from decision_tree.engine.kinds import CHANGES, KINDS, RECHECK, changed_on, home, rows_of
from decision_tree.engine.model import Guide
from decision_tree.loader.ledger import read_ledger
from decision_tree.loader.load import CONTENT
from decision_tree.website.beside_pages.feed import atom, changes
from decision_tree.website.beside_pages.pages_as_markdown import PlainPage, page_markdown
from decision_tree.website.beside_pages.redirect_html import problems_of, redirect
from tests.folders import ROOT

OVERRIDES = ROOT / "overrides"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PNG = b"\x89PNG\r\n\x1a\n"
BYTES_OF_A_CARD = 60_000


class Head(HTMLParser):
    """The title, the meta elements and the links of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.title = ""
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element says about the page."""
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.meta[given.get("property") or given.get("name", "")] = given.get("content", "")
        elif tag == "link" and "rel" in given:
            self.links[f"{given['rel']} {given.get('type', '')}".strip()] = given["href"]

    def handle_data(self, data: str) -> None:
        """Note the title's text."""
        if self.lasttag == "title" and not self.title:
            self.title = data.strip()


@pytest.fixture(scope="module")
def heads(site: Path) -> dict[str, Head]:
    """Every page that search engines may list, by its address from the root."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        head = Head(file.read_text("utf-8"))
        if "noindex" not in head.meta.get("robots", ""):
            found[str(file.relative_to(site)).removesuffix("index.html")] = head
    return found


def test_each_page_has_a_title_and_a_description_of_its_own(heads: dict[str, Head]) -> None:
    for said in (
        Counter(head.title for head in heads.values()),
        Counter(head.meta["description"] for head in heads.values()),
    ):
        assert said.most_common(1)[0][1] == 1, said.most_common(3)
    assert all(head.title and head.meta["description"] for head in heads.values())


def test_each_page_says_where_it_is(heads: dict[str, Head], address: str) -> None:
    for name, head in heads.items():
        assert head.links["canonical"] == head.meta["og:url"] == f"{address}{name}"


def test_each_page_unfurls_to_a_card_that_exists(
    heads: dict[str, Head], site: Path, address: str
) -> None:
    for name, head in heads.items():
        card = site / head.meta["og:image"].removeprefix(address)
        content = card.read_bytes()
        assert content.startswith(PNG), name
        assert len(content) <= BYTES_OF_A_CARD, name
        assert head.meta["og:title"], name


def test_the_sitemap_lists_exactly_these_pages(
    heads: dict[str, Head], site: Path, address: str
) -> None:
    listed = ElementTree.parse(site / "sitemap.xml").iter(f"{SITEMAP}loc")
    assert {loc.text for loc in listed} == {f"{address}{name}" for name in heads}


def test_search_engines_are_told_where_the_sitemap_is(site: Path, address: str) -> None:
    assert f"Sitemap: {address}sitemap.xml\n" in (site / "robots.txt").read_text("utf-8")


def test_each_page_can_be_had_as_markdown(heads: dict[str, Head], site: Path) -> None:
    listed = (site / "llms.txt").read_text("utf-8")
    for name, head in heads.items():
        text = (site / name / "index.md").read_text("utf-8")
        assert text.startswith("# "), name
        assert "<div" not in text, name
        assert head.links["canonical"] in text, name
        assert f"({head.links['canonical']}index.md): {head.meta['description']}" in listed, name


def test_the_tables_and_the_tree_stand_in_the_markdown(site: Path, guide: Guide) -> None:
    argument = (site / "argument/index.md").read_text("utf-8")
    assert all(row.decision in argument for row in guide.decisions)
    assert "| Decision | With KServe | With Ray Serve | Settle in the meeting |" in argument
    decide = (site / "decide/index.md").read_text("utf-8")
    assert all(question.ask in decide for question in guide.tree.questions)


def test_markdown_has_whole_addresses_and_no_chrome() -> None:
    page = PlainPage("A", "About A", "https://example.org/a/", "https://example.org/a/index.md")
    html = (
        '<h1>A<a class="headerlink" href="#a">¶</a></h1><p><a href="../b/">b</a></p><form>x</form>'
    )
    text = page_markdown(html, page)
    assert text == "# A\n\n[b](https://example.org/b/)\n\n---\n\nFrom <https://example.org/a/>\n"


def test_words_with_a_meaning_and_numbers_of_sources_stay_in_the_plain_text() -> None:
    page = PlainPage("A", "About a.", "https://example.org/a/", "https://example.org/a/index.md")
    html = (
        '<p>The <button class="dt-term" popovertarget="t">head</button> is lost.'
        '<button class="dt-claim" popovertarget="source-a_b">1, 4</button><button>No</button></p>'
        '<div popover id="source-a_b"><a href="../claims/#a">Entry</a>'
        '<a href="../claims/#b">Entry</a></div>'
    )
    assert page_markdown(html, page).startswith(
        "The head is lost.[1](https://example.org/claims/#a)[4](https://example.org/claims/#b)\n"
    )


def test_the_feed_has_an_entry_for_each_section_of_the_changelog(site: Path) -> None:
    feed = ElementTree.parse(site / "changes.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")
    page = (site / "changes/index.html").read_text("utf-8")
    assert entries
    for entry in entries:
        anchor = (entry.findtext(f"{ATOM}id") or "").partition("#")[2]
        assert f'id="{anchor}"' in page
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", entry.findtext(f"{ATOM}updated") or "")


def test_the_changelog_has_a_heading_for_each_day_with_its_version_newest_first() -> None:
    """A link leads from an older version to the day on which the next one came."""
    heads = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    found = [re.fullmatch(r"(\d{4}-\d\d-\d\d), version (\d+) of the tree", each) for each in heads]
    assert all(found), heads
    days = [(each[1], int(each[2])) for each in found if each]
    assert days == sorted(set(days), reverse=True)
    ledger = read_ledger(CONTENT)
    for day, version in days:
        assert version == max(row.version for row in ledger.values() if row.day <= day)
    for row in ledger.values():
        assert (row.day, row.version) in days
        anchor = slugify(f"{row.day}, version {row.version} of the tree", "-")
        assert changed_on(row.day, row.version) == f"{CHANGES}#{anchor}"


def test_each_older_version_leads_to_what_changed_since(site: Path) -> None:
    page = (site / "keep/index.html").read_text("utf-8")
    changed = (site / "changes/index.html").read_text("utf-8")
    (first, second) = sorted(read_ledger(CONTENT).values(), key=lambda row: row.version)[:2]
    place = changed_on(second.day, second.version)
    assert f"What changed since version {first.version} of {first.day}" in page
    assert f'href="../{place}"' in page
    assert f'id="{place.partition("#")[2]}"' in changed


def test_a_section_of_a_day_that_never_was_is_of_today() -> None:
    (found,) = changes("# C\n\n## 2026-02-31\n\n- a\n", "2026-02-03")
    assert found.day == "2026-02-03"


def test_an_entry_leads_to_the_anchor_that_its_heading_gets_on_the_page() -> None:
    text = "## 2026-12-01: tree 2.1, über `x_y`\n\n- a\n"
    (found,) = changes(text, "")
    assert f'id="{found.anchor}"' in markdown(text, extensions=["toc"])


ABOUT = ("https://example.org/", "A & B", "C", "2025-12-31")


def test_a_section_without_a_day_is_of_today() -> None:
    found = changes(
        "# C\n\n## Unreleased\n\n- a\n\n## 2026-01-02: b\n\n- c\n\n## Empty\n", "2026-02-03"
    )
    assert [(change.heading, change.day) for change in found] == [
        ("Unreleased", "2026-02-03"),
        ("2026-01-02: b", "2026-01-02"),
    ]
    feed = ElementTree.fromstring(atom(found, *ABOUT).encode())
    assert feed.findtext(f"{ATOM}title") == "A & B: what changed"
    assert feed.findtext(f"{ATOM}updated") == "2026-02-03T00:00:00Z"


def test_where_no_day_is_known_the_feed_names_none() -> None:
    assert changes("## Unreleased\n\n- a\n", "") == ()
    feed = ElementTree.fromstring(atom((), *ABOUT).encode())
    assert feed.findtext(f"{ATOM}updated") == "2025-12-31T00:00:00Z"


def test_the_search_finds_questions_outcomes_and_claims_once(site: Path, guide: Guide) -> None:
    index = json.loads((site / "search/entries.json").read_text("utf-8"))
    places = Counter(entry["location"] for entry in index)
    assert places.most_common(1)[0][1] == 1
    wanted = {f"decide/#q-{question.id}" for question in guide.tree.questions}
    wanted |= {f"o/{outcome.id}/" for outcome in guide.tree.outcomes}
    wanted |= {f"claims/#{claim.id}" for claim in guide.claims}
    assert wanted <= places.keys()
    # Another path may ask the same in the same words.
    asks = Counter(question.ask for question in guide.tree.questions)
    whys = Counter(question.why for question in guide.tree.questions)
    for question in guide.tree.questions:
        titles = sum(question.ask in entry["title"] for entry in index)
        texts = sum(question.why in entry["text"] for entry in index)
        assert titles == asks[question.ask], question.id
        assert texts <= whys[question.why], question.id


def test_every_thing_is_where_the_row_of_its_kind_says(site: Path, guide: Guide) -> None:
    homes = (home(thing) for kind in KINDS if kind.home for thing in rows_of(guide, kind))
    assert [each for each in homes if not _is_there(site, each)] == []


def _is_there(site: Path, place: str) -> bool:
    """Whether a page of the built site has this anchor; without one, whether the page is there."""
    path, _, anchor = place.partition("#")
    page = site / path / "index.html"
    return page.is_file() and (not anchor or f'id="{anchor}"' in page.read_text("utf-8"))


def test_a_place_that_search_finds_is_there(site: Path) -> None:
    index = json.loads((site / "search/entries.json").read_text("utf-8"))
    places = [entry["location"] for entry in index]
    assert [each for each in places if not _is_there(site, each)] == []


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        ({"old/": "new/"}, ""),
        ({"old/": "new/#part"}, ""),
        ({"old/": "gone/"}, "is no page of the site"),
        ({"new/": "new/"}, "is a page of the site again"),
        ({"old": "new/"}, "has to end in a slash"),
    ],
)
def test_an_address_that_moved_leads_to_a_page_that_is_there(
    moved: dict[str, str], told: str
) -> None:
    found = problems_of(moved, {"new/"})
    assert told in "; ".join(found)
    assert bool(found) == bool(told)


def test_an_old_address_sends_readers_on() -> None:
    html = redirect("old/name/", "new/#part", "https://example.org/")
    assert 'content="0; url=../../new/#part"' in html
    assert '<link rel="canonical" href="https://example.org/new/#part">' in html
    assert 'content="0; url=../"' in redirect("old/", "", "https://example.org/")


def test_each_page_says_when_it_changed_and_how_to_cite_it(
    heads: dict[str, Head], site: Path
) -> None:
    for name, head in heads.items():
        html = (site / name / "index.html").read_text("utf-8")
        assert re.search(r'<time itemprop="dateModified" datetime="\d{4}-\d\d-\d\d">', html), name
        cite = re.search(r'id="cite">(.+?)</p>', html)
        assert cite, name
        assert head.links["canonical"] in cite[1], name


def test_the_footer_names_every_page_however_deep_the_menu_nests_it() -> None:
    def page(name: str, *children: object) -> object:
        return SimpleNamespace(title=name, url=f"{name}/", children=list(children))

    deep = page("part", page("second"), page("inner", page("third"), page("core", page("fourth"))))
    templates = Environment(loader=FileSystemLoader(OVERRIDES), autoescape=True)
    templates.filters["url"] = str
    aside = page("aside", page("fifth"), page("sixth"))
    nav = SimpleNamespace(items=[page("first"), deep, aside])
    config = {"extra": {"untabbed": ["aside"]}}
    footer = templates.get_template("partials/footer.html")
    html = footer.render(nav=nav, page=None, config=config)
    pages = ["first", "second", "third", "fourth"]
    # Beside whose work it is, and of a part without a tab its first page only.
    assert re.findall(r'href="(\w+)/"', html) == [*pages, "licences", "fifth"]


def test_the_search_reads_the_cells_of_a_table_as_words_of_their_own(site: Path) -> None:
    index = json.loads((site / "search/entries.json").read_text("utf-8"))
    told = {entry["location"]: entry["text"] for entry in index}
    compared = told["argument/#comparison"]
    assert "Decision With KServe With Ray Serve Settle in the meeting" in compared
    assert "#" not in compared


def test_the_search_leads_to_the_fold_that_holds_a_text_and_not_to_the_list_above(
    site: Path, guide: Guide
) -> None:
    index = json.loads((site / "search/entries.json").read_text("utf-8"))
    told = {entry["location"]: entry["text"] for entry in index}
    page = "rollback/kserve-standard/"
    assert "25% surge and 25% unavailable" in told[f"{page}#room"]
    assert len(told[f"{page}#units"]) < 200
    unit = guide.unit_by_id["standard-scaler-keda"]
    assert "Write scaling.yaml" in told[f"{page}#{unit.id}"]


def test_the_place_that_a_record_names_for_checking_it_again_is_there(site: Path) -> None:
    page, _, anchor = RECHECK.partition("#")
    assert f'id="{anchor}"' in (site / page / "index.html").read_text("utf-8")
