"""The pages in depth: their tables come from data, their pictures say what they show, their terms
open by any means."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from decision_tree.engine.display_names import HOLDER_NAMES
from decision_tree.engine.incident.state import decode_incident
from decision_tree.engine.kinds import STACK_PAGES
from decision_tree.engine.model import Guide, Statement, Term
from decision_tree.loader.cites import DOCS, cites
from decision_tree.loader.load import CONTENT
from decision_tree.runtime.assemble import guide_json
from decision_tree.website.pages.depth_tables import Depth
from decision_tree.website.pages.pictures import FOLDER, figure, picture
from decision_tree.website.pages.term_marks import abbreviations, with_terms
from tests.folders import ROOT

IN_DEPTH = (
    "rollback/index",
    *(f"{page.rstrip('/')}" for page in STACK_PAGES.values()),
    "autoscaling",
    "oncall",
    "hybrids",
    "moving",
    "ownership",
    "neighbours",
    "faq",
    "glossary",
)


def pages() -> list[Path]:
    """Every page a person wrote."""
    return sorted(DOCS.rglob("*.md"))


# -- pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_every_page_has_a_title_and_a_description(page: Path) -> None:
    front = page.read_text("utf-8").split("---")[1]
    assert re.search(r"^title: \S", front, re.MULTILINE)
    found = re.search(r"^description: (.+)$", front, re.MULTILINE)
    assert found
    assert 40 <= len(found[1]) <= 200


def test_every_page_in_depth_is_in_the_navigation_and_says_what_it_was_checked_against() -> None:
    nav = (DOCS.parent / "mkdocs.yml").read_text("utf-8")
    for name in IN_DEPTH:
        text = (DOCS / f"{name}.md").read_text("utf-8")
        assert f": {name}.md\n" in nav
        assert name == "glossary" or "{{ checked_against() }}" in text


@pytest.mark.parametrize("name", [name for name in IN_DEPTH if name != "glossary"])
def test_a_page_in_depth_starts_with_its_answer(name: str) -> None:
    """The first paragraph answers in two sentences, three at most, before anything else."""
    text = (DOCS / f"{name}.md").read_text("utf-8")
    first = re.sub(r"\{\{.*?\}\}", "", text.split("\n\n")[2], flags=re.DOTALL)
    assert not first.startswith(("#", "{", "!", "|", "-"))
    assert 2 <= len(re.findall(r"[.?](?:\s|$)", first)) <= 3


def test_every_cite_of_every_page_is_known(guide: Guide) -> None:
    assert [cite for cite in cites(DOCS) if cite.claim not in guide.claim_by_id] == []


# -- tables -------------------------------------------------------------------------------------


def test_each_failure_shows_both_products_and_a_command(guide: Guide) -> None:
    html = Depth(guide, "").first_looks()
    assert html.count('class="dt-command"') == 2 * len(guide.failures)


NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")
COUNTED = {
    "docs/index.md": ("each of {} kinds of failure",),
    "docs/oncall.md": ("which of {} failures", "## The {} first looks"),
    "docs/argument.md": ("tell {} failures apart",),
    "docs/moving.md": ("the {} [first looks]",),
    "decision_tree/content/tree.yml": ("tell the {} failures apart",),
}
"""Every text that says how many failures `depth.yml` tells apart."""


@pytest.mark.parametrize(
    ("file", "said"), [(file, each) for file, every in COUNTED.items() for each in every]
)
def test_a_text_counts_the_failures_as_they_are(guide: Guide, file: str, said: str) -> None:
    right = said.format(NUMBERS[len(guide.failures)])
    assert right in (ROOT / file).read_text("utf-8"), f"{file} does not say “{right}”"


def test_each_text_that_counts_the_failures_is_known() -> None:
    """A new one belongs into `COUNTED`."""
    numbers = "|".join(NUMBERS[2:])
    counted = re.compile(rf"\b(?:{numbers}) (?:failures\b|\[?first looks|kinds of failure)")
    files = {file.relative_to(ROOT).as_posix(): file for file in [*pages(), *CONTENT.glob("*.yml")]}
    found = {name: len(counted.findall(f.read_text("utf-8"))) for name, f in files.items()}
    assert {name: n for name, n in found.items() if n} == {k: len(v) for k, v in COUNTED.items()}


@pytest.mark.parametrize(
    ("page", "after", "row"),
    [
        ("oncall", "which of", r"^\d+\. (.+)"),
        ("argument", "failures apart:", r"^- \*\*(.+?)\*\*: "),
    ],
)
def test_a_page_lists_the_failures_as_they_are(
    guide: Guide, page: str, after: str, row: str
) -> None:
    text = (DOCS / f"{page}.md").read_text("utf-8").partition(after)[2]
    listed = next(each for each in text.split("\n\n") if re.match(row, each))
    names = [each.name for each in guide.failures]
    rows = re.findall(row, listed, re.MULTILINE)
    told = f"docs/{page}.md lists {', '.join(rows)}; depth.yml has {', '.join(names)}"
    assert rows == names if page == "argument" else len(rows) == len(names), told


def test_each_failure_leads_on_to_its_rollback_plan(guide: Guide) -> None:
    html = Depth(guide, "../").first_looks()
    plans = re.findall(r'href="\.\./incident/#([^"]+)"', html)
    sights = [decode_incident(guide, unescape(plan)) for plan in plans]
    seen = [(row.sees, ()) for row in guide.failures if row.sees]
    assert [(found.sight, notes) for found, notes in sights] == seen != []


def test_an_owner_has_one_name_in_outcomes_tables_and_drawings(guide: Guide) -> None:
    signals = (signal for outcome in guide.tree.outcomes for signal in outcome.autoscaling)
    said = {signal.owner: "tree.yml" for signal in signals}
    known = {name for name in said if name.startswith("Whoever ")} | set(HOLDER_NAMES.values())
    known |= {"Whoever tunes the engine", "Whoever can merge"}  # of layers that no outcome has
    a_team = re.compile("(?!Each)[A-Z][a-z]+ team")
    found = {name: at for name, at in said.items() if a_team.fullmatch(name)}
    found |= {row.owner: "depth.yml" for row in guide.scalers}
    for file in sorted(FOLDER.glob("*.svg")):
        labels = re.findall(r'"dt-node-label">([^<]+)', file.read_text("utf-8"))
        found |= {name: file.name for name in labels if re.search(" team$|^Whoever ", name)}
    assert {name: at for name, at in found.items() if name not in known} == {}


def test_rows_keep_their_anchors(guide: Guide) -> None:
    depth = Depth(guide, "")
    html = depth.scalers_table() + depth.neighbours_table() + depth.glossary_list()
    rows = (guide.scalers, guide.neighbours, guide.terms)
    for name in [row.id for table in rows for row in table]:
        assert html.count(f'id="{name}"') == 1


def test_the_browser_is_not_sent_what_only_pages_show(guide: Guide) -> None:
    bare = replace(guide, scalers=(), failures=(), neighbours=(), terms=())
    assert guide_json(guide) == guide_json(bare)


# -- pictures -----------------------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.svg")), ids=lambda file: file.stem)
def test_a_picture_says_in_words_whatever_it_shows(file: Path) -> None:
    drawn = ElementTree.parse(file).getroot()
    assert drawn.get("role") == "img"
    assert len(drawn.get("aria-label", "")) > 40
    plain = {"svg", "g", "rect", "circle", "path", "text", "tspan"}
    assert {element.tag.rpartition("}")[2] for element in drawn.iter()} <= plain
    looks = {"style", "fill", "stroke", "color"}
    named = {name for element in drawn.iter() for name in element.attrib}
    assert not named & looks, "colours are the theme's, for the dark scheme"


def test_a_figure_is_the_picture_with_its_caption() -> None:
    html = figure("lanes", "Two <lanes>")
    assert "<figcaption>Two &lt;lanes&gt;</figcaption>" in html
    assert picture("lanes") in html
    assert "\n" not in html


# -- terms --------------------------------------------------------------------------------------


@pytest.fixture
def terms(small: Guide) -> Guide:
    """One term with a second form and markup in its meaning."""
    means = Statement("Where <one> owner ends, `so`.")
    return replace(small, terms=(Term("seam", "seam", means, ("seams",)),))


def test_each_form_of_a_term_is_marked_with_and_without_a_capital(terms: Guide) -> None:
    lines = [f"*[{form}]: term-seam" for form in ("seam", "Seam", "seams", "Seams")]
    assert abbreviations(terms).strip().splitlines() == lines


def test_the_first_use_of_a_term_opens_its_meaning_and_later_ones_are_text(terms: Guide) -> None:
    marked = '<abbr title="term-seam">seam</abbr>'
    html = with_terms(terms, "../", f"<p>A {marked}, a {marked}.</p>")
    assert '<button type="button" class="dt-term" popovertarget="term-seam">seam</button>' in html
    assert ", a seam.</p>" in html
    assert "<abbr" not in html
    assert 'id="term-seam"' in html
    assert "Where &lt;one&gt; owner ends" in html
    assert 'href="../glossary/#seam"' in html


@pytest.mark.parametrize("around", ["a", "h2", "th", "summary", "button"])
def test_a_term_in_a_link_or_a_heading_stays_text(around: str, terms: Guide) -> None:
    html = f'<{around}>A <abbr title="term-seam">seam</abbr></{around}>'
    assert with_terms(terms, "", html) == f"<{around}>A seam</{around}>"


def test_an_abbreviation_of_the_page_itself_is_left_alone(terms: Guide) -> None:
    html = '<p><abbr title="Site reliability">SRE</abbr></p>'
    assert with_terms(terms, "", html) == html
