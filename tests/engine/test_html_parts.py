"""The small pieces of HTML: what each says of itself, and what it leaves out when it is empty."""

from __future__ import annotations

from dataclasses import replace

import pytest

from decision_tree.engine.display_names import PRODUCT_NAMES, SIDE_NAMES
from decision_tree.engine.html_parts import (
    Parts,
    by_hand,
    fold,
    link,
    listing,
    notes_list,
    option_link,
    paragraph,
    state_link,
)
from decision_tree.engine.link import State
from decision_tree.engine.markup import Markup, inline, join
from decision_tree.engine.model import Guide, Statement
from decision_tree.engine.outcome import sections
from decision_tree.engine.source_marks import claims_of, note_of, numbered
from tests.reading import elements, outline, sketch

STATE = State(2, (("shape", "graph"),))


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (link("", "#a", "x"), "a href=\"#a\" “x”"),
        (link("dt-back", "#a", "x", "<y>"), "a.dt-back href=\"#a\" “x<y>”"),
        (state_link("", STATE, "x", "y"), "a href=\"#v=2&shape=graph\" “xy”"),
        (state_link("dt-stop", STATE, "x"), "a.dt-stop href=\"#v=2&shape=graph\" “x”"),
        (paragraph("", "a", "<b>"), "p “a<b>”"),
        (paragraph("dt-nav"), "p.dt-nav"),
        (listing([inline("a"), inline("b")]), "ul\n  li “a”\n  li “b”"),
        (listing([inline("a")], "ol", "dt-x"), "ol.dt-x > li “a”"),
        (listing([]), "ul"),
        (fold("a", inline("b")), "details.dt-fold\n  summary “a”\n  “b”"),
        (
            fold("<a>", css="dt-x", name="y", opened=True),
            "details.dt-fold.dt-x id=\"y\" open > summary “<a>”",
        ),
        (notes_list([]), ""),
        (notes_list(["<a>"]), "div role=\"status\" > ul.dt-notes > li “<a>”"),
        (
            option_link("#a", "**one**"),
            "a.dt-option href=\"#a\" > span.dt-option-text > strong “one”",
        ),
        (
            option_link("#a", "one", "a `detail`", True, {"class": "x", "data-keep": True}),
            "a.x href=\"#a\" data-keep aria-current=\"true\"\n"
            "  span.dt-option-text “one”\n"
            "  span.dt-option-detail\n"
            "    “a ”\n"
            "    code “detail”",
        ),
    ],
)  # fmt: skip
def test_a_piece_is_this_element(made: Markup, told: str) -> None:
    assert sketch(made) == told


def test_what_cannot_be_copied_stands_in_a_field_that_shows_only_then() -> None:
    said, area = (elements(part)[0] for part in by_hand())
    assert said.attributes == {"class": "dt-said", "role": "status"}
    assert area.tag == "textarea"
    assert {"hidden", "readonly", "aria-label"} <= area.attributes.keys()


@pytest.mark.parametrize("product", PRODUCT_NAMES)
def test_a_sentence_has_one_button_for_all_claims_it_rests_on(small: Guide, product: str) -> None:
    claim = replace(small.claims[0], id="c-d", product=product, versions="1.2", evidence="run")
    guide = replace(small, claims=(*small.claims, claim))
    said = Statement("It `is` so.", ("c-d", small.claims[0].id))
    html = Parts(guide, "").statement(said)
    assert elements(f"<p>{html}</p>")[0].text == "It is so.†"
    (button,) = (each.attributes for each in elements(html) if each.tag == "button")
    assert button["popovertarget"] == f"source-c-d_{small.claims[0].id}"
    assert button["aria-label"] == f"Sources: {PRODUCT_NAMES[product]} 1.2; KServe 0.20.0"
    assert button["type"] == "button"  # it sends no form


def test_a_source_has_one_number_on_a_page_and_its_mark_is_named_by_it(small: Guide) -> None:
    first = small.claims[0]
    others = tuple(replace(first, id=name) for name in ("one", "two"))
    parts = Parts(replace(small, claims=(first, *others)), "")
    cited = (("one",), ("two", "one"), (first.id,), ("two", "two"))
    marks = elements(numbered(join(map(parts.marker, cited))))
    assert [mark.text for mark in marks] == ["1", "2, 1", "3", "2"]
    names = [(mark.attributes["aria-label"] or "").partition(": ")[0] for mark in marks]
    assert names == ["Source 1", "Sources 2, 1", "Source 3", "Source 2"]


def test_a_sentence_without_a_source_has_no_button(small: Guide) -> None:
    assert Parts(small, "").marker(()) == ""


@pytest.mark.parametrize("claims", [("a-b",), ("a-b", "c", "a-b")])
def test_the_id_of_a_note_tells_its_claims(claims: tuple[str, ...]) -> None:
    assert claims_of(note_of(claims)) == tuple(dict.fromkeys(claims))


def test_a_list_of_sentences_has_each_with_its_claims(small: Guide) -> None:
    said = (Statement("one"), Statement("two", (small.claims[0].id,)))
    parts = Parts(small, "")
    assert outline(parts.statements(said), "ul", "li") == ["ul: onetwo†", "li: one", "li: two†"]
    assert outline(parts.statements(said, "ol"), "ol") == ["ol: onetwo†"]


def test_an_outcome_is_told_in_this_order(guide: Guide) -> None:
    for outcome in guide.tree.outcomes:
        parts = Parts(guide, "../")
        told = join(map(parts.section, sections(outcome, outcome.conditions).values()))
        assert outline(told, "h3") == [
            "h3: What it costs",
            "h3: First three steps",
            "h3: Who owns the serving contract",
            "h3: What you roll back, and what stays as it is",
            "h3: Who should own each autoscaling signal",
            "h3: What on-call must be able to see",
            "h3: Before production",
            "h3: When to revisit",
        ]
        assert sketch(parts.outcome_link(outcome)) == (
            f"a href=\"../o/{outcome.id}/\" “{outcome.title}”"
        )  # fmt: skip


def test_each_side_that_an_outcome_leans_to_has_a_name(guide: Guide) -> None:
    assert {outcome.lean for outcome in guide.tree.outcomes} <= SIDE_NAMES.keys()
    assert {claim.product for claim in guide.claims} <= PRODUCT_NAMES.keys()
