"""The pages in depth: their tables come from data, their pictures say what they show, their terms
open by any means."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from decision_tree.engine.model import STACKS, Guide, Statement, Step, Term
from decision_tree.engine.rollback import STACK_NAMES
from decision_tree.loader.cites import DOCS, cites
from decision_tree.runtime.assemble import guide_json
from decision_tree.website.pages.depth import Depth
from decision_tree.website.pages.glossary import abbreviations, with_terms
from decision_tree.website.pages.names import UnknownNameError
from decision_tree.website.pages.owner_pictures import PICTURES, owners_picture
from tests.reading import outline

IN_DEPTH = (
    "rollback",
    "autoscaling",
    "oncall",
    "hybrids",
    "moving",
    "ownership",
    "neighbours",
    "faq",
    "glossary",
)

FILLED_IN = re.compile(r"(?<![$\w])[A-Z]{2,}(?:-[A-Z]+)*(?![\w=]|:\.)")
"""A name in capitals that is neither a variable of the shell nor the head of a column."""


def pages() -> list[Path]:
    """Every page a person wrote."""
    return sorted(DOCS.glob("*.md"))


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


def test_each_rollback_unit_stands_in_the_table_of_its_stack(guide: Guide) -> None:
    depth = Depth(guide, "../")
    for unit in guide.units:
        assert f'id="{unit.id}"' in depth.rollback_table(unit.stack)
    assert {unit.stack for unit in guide.units} == set(STACK_NAMES)
    assert set(STACKS) - {"hybrid"} <= set(STACK_NAMES)


def test_whatever_goes_bad_leads_to_exactly_the_units_that_restore_it(guide: Guide) -> None:
    html = Depth(guide, "../").rollback_finder()
    for aspect in guide.aspects:
        fold = html.split(f'id="back-{aspect.id}"')[1].split("</details>")[0]
        linked = set(re.findall(r'href="\.\./rollback/#([a-z-]+)"', fold))
        assert linked == {unit.id for unit in guide.units if aspect.id in unit.restores}


def test_what_does_not_work_says_so_comes_last_and_offers_no_command(guide: Guide) -> None:
    table = Depth(guide, "").rollback_table("kserve-standard")
    works, *traps = table.split("Does not work: ")
    restores = {unit.id: unit.restores for unit in guide.units if unit.stack == "kserve-standard"}
    assert len(traps) == sum(not each for each in restores.values())
    assert all(f'id="{name}"' in works for name, each in restores.items() if each)
    assert all(
        '<td data-label="Comes back"><strong>Nothing.</strong></td>' in trap for trap in traps
    )
    assert not any("dt-command" in trap for trap in traps)


def test_no_two_units_share_a_command(guide: Guide) -> None:
    commands = Counter(unit.command for unit in guide.units if unit.command)
    assert [command for command, times in commands.items() if times > 1] == []


def test_what_one_fills_into_a_command_is_explained_beside_it(guide: Guide) -> None:
    filled_in = set()
    for unit in guide.units:
        said = " ".join((unit.how.text, *(step.do.text for step in unit.steps)))
        for command in (unit.command, *(step.command for step in unit.steps)):
            for name in FILLED_IN.findall(command):
                assert f"`{name}`" in said, f"{unit.id} does not say what {name} is"
                filled_in.add(name)
    assert len(filled_in) >= 10


def test_a_unit_of_several_steps_shows_each_in_order_with_what_to_wait_for(guide: Guide) -> None:
    steps = (
        Step(Statement("Copy.")),
        Step(Statement("Wait."), "get x"),
        Step(Statement("Go."), "y"),
    )
    unit = replace(guide.units[0], command="", steps=steps)
    table = Depth(replace(guide, units=(unit,)), "").rollback_table(unit.stack)
    shown = f"<ol>{table.split('<ol>')[1].split('</ol>')[0]}</ol>"
    assert outline(shown, "p", "pre") == [
        "p: Copy.",
        "p: Wait.",
        "pre.dt-command: get x",
        "p: Go.",
        "pre.dt-command: y",
    ]


def test_the_way_back_of_a_revision_waits_between_its_commands(guide: Guide) -> None:
    """Without a percentage the newest ready revision, the bad one, would get all the traffic."""
    spec = next(unit for unit in guide.units if unit.id == "knative-spec")
    applied, seen, taken = spec.steps
    assert '"canaryTrafficPercent":0' in applied.command
    assert seen.do.text.startswith("Wait until")
    assert '"remove"' in taken.command


def test_a_stack_that_does_not_exist_is_refused(guide: Guide) -> None:
    with pytest.raises(UnknownNameError, match="did you mean “kserve-llm”"):
        Depth(guide, "").rollback_table("kserve")


def test_each_failure_shows_both_products_and_a_command(guide: Guide) -> None:
    assert [row.id for row in guide.failures] == [
        "routing",
        "queueing",
        "model-revision",
        "graph-behaviour",
    ]
    html = Depth(guide, "").first_looks()
    assert html.count('class="dt-command"') == 2 * len(guide.failures)


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


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_says_in_words_whatever_it_shows(name: str) -> None:
    drawn = PICTURES[name]
    html = owners_picture(name)
    assert 'role="img"' in html
    assert f'aria-label="{drawn.title}. ' in html
    assert len(drawn.arrows) == len(drawn.rows) - 1
    assert "#" not in re.sub(r"&#\d+;", "", html), "colours are the theme's, for the dark scheme"


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
