"""Boxes hold their text, lines of text are as long as they may be, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.display_names import SIDE_NAMES
from decision_tree.engine.markup import Markup
from decision_tree.engine.model import Guide
from decision_tree.engine.svg import LINE, PAD, box, linked, outcome_class, path, picture, wrapped
from tests.reading import sketch


@given(st.text("abc `*", max_size=80), st.integers(1, 30))
def test_lines_hold_every_word_and_as_many_as_fit(text: str, most: int) -> None:
    lines = wrapped(text, most)
    words = text.replace("`", "").replace("**", "").split()
    assert " ".join(lines).split() == words
    assert all(len(line) <= most or " " not in line for line in lines)
    for line, following in pairwise(lines):
        assert line
        assert len(f"{line} {following.split()[0]}") > most


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("", 5, [""]),
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "two"]),
        ("overhanging it", 4, ["overhanging", "it"]),
        ("`code` and **strong**", 40, ["code and strong"]),
    ],
)
def test_text_breaks_between_words(text: str, most: int, lines: list[str]) -> None:
    assert wrapped(text, most) == lines


@pytest.mark.parametrize("label", ["", "Label"])
@pytest.mark.parametrize("text", ["one", "one two", "one two three four"])
def test_the_lines_of_a_box_stand_one_below_the_other_within_it(label: str, text: str) -> None:
    made = box(20, 30, 100, label, text, "dt-node", 8)
    group = ElementTree.fromstring(made.drawn)
    rect, told = group
    lines = list(told)
    said = ([label] if label else []) + wrapped(text, 8)
    assert [line.text for line in lines] == said
    assert {line.attrib["x"] for line in lines} == {told.attrib["x"]} == {str(20 + PAD)}
    down = [int(line.get("dy", 0)) for line in lines]
    assert down == [0] + [LINE] * (len(lines) - 1)
    top, height = int(rect.attrib["y"]), int(rect.attrib["height"])
    assert (int(rect.attrib["x"]), top, int(rect.attrib["width"])) == (20, 30, 100)
    assert height == made.height == 2 * PAD + LINE * len(lines)
    first, last = int(told.attrib["y"]), int(told.attrib["y"]) + sum(down)
    assert first - top > PAD  # the letters stand on this line, within the padding
    assert top + height - last >= PAD - LINE // 3
    css = [line.get("class") for line in lines]
    assert css == ["dt-node-label"] * bool(label) + [None] * len(wrapped(text, 8))
    assert group.attrib["class"] == "dt-node"


def test_what_is_drawn_is_seen_without_a_stylesheet_too() -> None:
    assert sketch(path("dt-edge", "M0 0V9")) == (
        'path.dt-edge d="M0 0V9" fill="none" stroke="currentColor"'
    )
    rect = ElementTree.fromstring(box(0, 0, 9, "", "a", "x", 9).drawn)[0]
    assert (rect.attrib["fill"], rect.attrib["stroke"]) == ("none", "currentColor")


def test_a_link_has_the_name_that_the_theme_leaves_alone() -> None:
    assert sketch(linked("../a&b/", Markup("<g></g>"))) == 'a xlink:href="../a&b/" > g'


@pytest.mark.parametrize("lean", SIDE_NAMES)
def test_an_outcome_has_the_colour_of_its_side(small: Guide, lean: str) -> None:
    outcome = replace(small.tree.outcomes[0], lean=lean)
    assert outcome_class(outcome) == f"dt-node dt-node-outcome dt-lean-{lean}"


def test_a_picture_is_an_image_with_a_description_unless_it_has_parts_to_follow() -> None:
    drawn = [Markup("<g></g>"), Markup("<path></path>")]
    svg = ElementTree.fromstring(picture(30, 40, "A picture", "It <shows> this", drawn))
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert svg.attrib["viewBox"] == "0 0 30 40"
    assert (svg.attrib["width"], svg.attrib["height"]) == ("30", "40")
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-label"] == "A picture. It <shows> this"
    assert [part.tag.rpartition("}")[2] for part in svg] == ["g", "path"]
    assert ElementTree.fromstring(picture(1, 1, "", "", (), "group")).attrib["role"] == "group"
