"""Pictures hold every node and every answer, and can be read without being seen."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from decision_tree.engine.diagram import mermaid, path_svg
from decision_tree.engine.model import NOT_SURE, Guide
from decision_tree.engine.tree_picture import tree_svg
from decision_tree.engine.walk import paths, walk

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"


def test_the_mermaid_source_has_every_node_and_answer_once(guide: Guide) -> None:
    tree, lines = guide.tree, mermaid(guide.tree).splitlines()
    edges = [line for line in lines if "-->" in line]
    nodes = [line for line in lines if re.match(r"  [a-z0-9_]+(\[|\(\[)", line)]
    assert len(nodes) == len(tree.questions) + len(tree.outcomes)
    assert len(edges) == sum(len(question.options) for question in tree.questions)
    assert all(line.count('"') == 2 for line in (*nodes, *edges))


def spelled(guide: Guide) -> Guide:
    """The guide with what Mermaid reads as its own in a question, an answer and a title."""
    tree = guide.tree
    first, *others = tree.questions
    option, *rest = first.options
    odd = replace(first, ask='#1 "<b>"?', options=(replace(option, text='<i> "#2"'), *rest))
    end, *ends = tree.outcomes
    outcomes = (replace(end, title='Go "<#>"'), *ends)
    return replace(guide, tree=replace(tree, questions=(odd, *others), outcomes=outcomes))


NODES = {
    "shape": '  shape_["#35;1 #quot;#lt;b#gt;#quot;?"]',
    "owner": '  owner_["Who owns the contract?"]',
    "pager": '  pager_["Can on-call debug the graph?"]',
    "left": '  left_(["Go #quot;#lt;#35;#gt;#quot;"])',
    "right": '  right_(["Go right"])',
    "one-model": '  shape_ -->|"#lt;i#gt; #quot;#35;2#quot;"| owner_',
    "graph": '  shape_ -->|"A graph"| pager_',
    "platform": '  owner_ -->|"Platform"| left_',
    "nobody": '  owner_ -->|"Nobody"| pager_',
    "can": '  pager_ -->|"They can"| right_',
    "cannot": '  pager_ -->|"They cannot"| left_',
}
"""The lines of the small tree by the ids of what they show."""


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        (None, "shape owner pager left right one-model graph platform nobody can cannot"),
        ({}, "shape owner pager left right one-model graph platform nobody can cannot"),
        ({"shape": "graph"}, "shape pager left right graph can cannot"),
        ({"shape": "graph", "pager": NOT_SURE}, "shape pager left right graph can cannot"),
        ({"shape": "graph", "pager": "can"}, "shape pager right graph can"),
        (
            {"shape": NOT_SURE, "owner": "platform"},
            "shape owner pager left right one-model graph platform can cannot",
        ),
    ],
)
def test_the_mermaid_source_of_a_way_has_what_it_leaves_open(
    small: Guide, answers: dict[str, str] | None, shown: str
) -> None:
    tree = spelled(small).tree
    walked = None if answers is None else walk(tree, answers)
    lines = ["flowchart LR", *(NODES[name] for name in shown.split())]
    assert mermaid(tree, walked) == "\n".join(lines) + "\n"


def test_the_way_of_each_path_is_its_answers_and_its_outcome(guide: Guide) -> None:
    for path in paths(guide.tree):
        walked = walk(guide.tree, dict(path.answers))
        edges = [line for line in mermaid(guide.tree, walked).splitlines() if "-->" in line]
        assert len(edges) == len(path.answers)
        assert edges[-1].endswith(f" {path.outcome.replace('-', '_')}_")


def test_the_whole_tree_links_each_box_and_names_each_line(guide: Guide) -> None:
    tree = guide.tree
    svg = ElementTree.fromstring(tree_svg(tree, "../"))
    links = {link.get(XLINK) for link in svg.iter(f"{SVG}a")}
    expected = {f"../decide/#q-{q.id}" for q in tree.questions}
    expected |= {f"../o/{o.id}/" for o in tree.outcomes}
    assert {link for link in links if "/tree/#" not in str(link)} == expected
    said = [text for title in svg.iter(f"{SVG}title") for text in (title.text or "").split(" / ")]
    assert sorted(said) == sorted(o.text for q in tree.questions for o in q.options)


def test_boxes_of_the_whole_tree_do_not_overlap(guide: Guide) -> None:
    svg = ElementTree.fromstring(tree_svg(guide.tree, ""))
    boxes = [
        tuple(int(rect.attrib[name]) for name in ("x", "y", "width", "height"))
        for rect in svg.iter(f"{SVG}rect")
    ]
    for n, (x, y, width, height) in enumerate(boxes):
        for a, b, c, d in boxes[n + 1 :]:
            assert x + width <= a or a + c <= x or y + height <= b or b + d <= y


def test_a_picture_says_in_words_what_it_shows(guide: Guide) -> None:
    first = guide.tree.questions[0]
    for answers in ({}, {first.id: NOT_SURE}, {first.id: first.options[0].id}):
        walked = walk(guide.tree, answers)
        svg = ElementTree.fromstring(path_svg(walked))
        told = svg.attrib["aria-label"]
        assert svg.attrib["role"] == "img"
        assert all(question.label in told for question, _ in walked.asked)
        assert all(outcome.title in told for outcome in walked.possible)


@pytest.mark.parametrize(
    ("text", "lines"),
    [("a " * 19 + "bb", 1), ("a " * 20 + "b", 2)],  # 40 characters, and 41
)
def test_a_step_holds_as_much_as_fits_its_box(small: Guide, text: str, lines: int) -> None:
    tree = small.tree
    ends = tuple(replace(outcome, title=text) for outcome in tree.outcomes)
    walked = walk(replace(tree, outcomes=ends), {"shape": "graph", "pager": "can"})
    last = list(ElementTree.fromstring(path_svg(walked)).iter(f"{SVG}g"))[-1]
    said = [line.text for line in last.iter(f"{SVG}tspan")]
    assert len(said) == 1 + lines


def test_the_steps_of_a_way_stand_below_one_another_and_lines_join_them(guide: Guide) -> None:
    first = guide.tree.questions[0]
    for answers in ({}, {first.id: NOT_SURE}, {first.id: first.options[0].id}):
        svg = ElementTree.fromstring(path_svg(walk(guide.tree, answers)))
        steps = [(int(r.attrib["y"]), int(r.attrib["height"])) for r in svg.iter(f"{SVG}rect")]
        lines = [line.attrib["d"] for line in svg.iter(f"{SVG}path")]
        assert lines == [
            f"M180 {top + height}V{below}" for (top, height), (below, _) in pairwise(steps)
        ]
        _, _, width, height = map(int, svg.attrib["viewBox"].split())
        assert all(top >= 4 and top + tall < height for top, tall in steps)
        rects = [(int(r.attrib["x"]), int(r.attrib["width"])) for r in svg.iter(f"{SVG}rect")]
        assert set(rects) == {(4, width - 8)}
