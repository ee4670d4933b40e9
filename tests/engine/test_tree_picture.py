"""The picture of the whole tree: lines run downwards, end at boxes, and share no stretch."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given

from decision_tree.engine.model import Guide, Tree
from decision_tree.engine.tree_picture import EDGE, GAP, LANE, STEP, WRAP, answer_id, tree_svg
from tests.conftest import published
from tests.laws.strategies import guides

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
Point = tuple[int, int]
LEAST = 24
"""How wide and high a target is at least; those of one side are STEP apart."""


@dataclass(frozen=True)
class Placed:
    """A box, and where it leads to."""

    leads: str
    x: int
    y: int
    width: int
    height: int
    css: str

    @property
    def right(self) -> int:
        """Where it ends."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Where it ends, below."""
        return self.y + self.height


class Drawn:
    """The picture, taken apart."""

    def __init__(self, tree: Tree) -> None:
        self.svg = ElementTree.fromstring(tree_svg(tree, "../"))
        links = list(self.svg.iter(f"{SVG}a"))
        placed = (_placed(link) for link in links if link.find(f"{SVG}g") is not None)
        self.boxes = {each.leads: each for each in placed}
        self.asked = [self.boxes[f"../decide/#q-{question.id}"] for question in tree.order]
        self.ends = [self.boxes[f"../o/{outcome.id}/"] for outcome in tree.outcomes]
        self.lines = [
            (each.attrib["class"], points(each.attrib["d"])) for each in self.svg.iter(f"{SVG}path")
        ]
        self.answers = [link for link in links if link.find(f"{SVG}circle") is not None]
        circles = [link[-1].attrib for link in self.answers]
        places = ((int(each["cx"]), int(each["cy"])) for each in circles)
        self.dots = list(zip(places, self.answers, strict=True))

    def of(self, css: str) -> list[list[Point]]:
        """The lines of exactly these classes."""
        return [line for name, line in self.lines if re.fullmatch(css, name)]


def _placed(link: ElementTree.Element) -> Placed:
    rect = next(link.iter(f"{SVG}rect")).attrib
    x, y, width, height = (int(rect[name]) for name in ("x", "y", "width", "height"))
    return Placed(link.attrib[LINK], x, y, width, height, link[0].attrib["class"])


def points(drawn: str) -> list[Point]:
    """Where a path's strokes end, from its start on."""
    x = y = 0
    found: list[Point] = []
    for letter, numbers in re.findall(r"([MHVqlz])([-\d ]*)", drawn):
        given = [int(number) for number in numbers.split()]
        if letter == "M":
            x, y = given
        elif letter == "H":
            x = given[0]
        elif letter == "V":
            y = given[0]
        elif letter in "ql":
            x, y = x + given[-2], y + given[-1]
        else:
            x, y = found[0]
        found.append((x, y))
    return found


SMALL_AND_PUBLISHED = pytest.mark.parametrize("name", ["guide", "small", "practised"])


@pytest.fixture
def drawn(name: str, request: pytest.FixtureRequest) -> tuple[Tree, Drawn]:
    """A tree and its picture."""
    guide: Guide = request.getfixturevalue(name)
    return guide.tree, Drawn(guide.tree)


@SMALL_AND_PUBLISHED
def test_questions_stand_in_their_order_and_outcomes_below_them(drawn: tuple[Tree, Drawn]) -> None:
    _, picture = drawn
    column = [*picture.asked, *picture.ends]
    assert len({(each.x, each.width) for each in column}) == 1
    assert picture.asked[0].y == EDGE
    gaps = [lower.y - upper.bottom for upper, lower in pairwise(column)]
    between = len(picture.asked) - 1
    assert gaps == [GAP] * between + [2 * GAP] + [GAP] * (len(picture.ends) - 1)
    assert [each.css for each in picture.asked] == ["dt-node"] * len(picture.asked)


@SMALL_AND_PUBLISHED
def test_all_of_it_lies_within_the_picture(drawn: tuple[Tree, Drawn]) -> None:
    _, picture = drawn
    _, _, width, height = map(int, picture.svg.attrib["viewBox"].split())
    inside = [point for _, line in picture.lines for point in line]
    inside += [point for point, _ in picture.dots]
    inside += [(each.right, each.bottom) for each in picture.boxes.values()]
    assert min(x for x, _ in inside) >= EDGE
    assert max(x for x, _ in inside) == width - EDGE
    assert min(y for _, y in inside) >= EDGE
    assert max(y for _, y in inside) == height - EDGE


@SMALL_AND_PUBLISHED
def test_no_line_of_text_is_longer_than_a_box_is_wide(drawn: tuple[Tree, Drawn]) -> None:
    _, picture = drawn
    for line in picture.svg.iter(f"{SVG}tspan"):
        assert len(line.text or "") <= WRAP


@SMALL_AND_PUBLISHED
def test_a_dot_for_each_place_that_a_question_leads_to_with_the_answers_that_do(
    drawn: tuple[Tree, Drawn],
) -> None:
    tree, picture = drawn
    said = sorted(
        " / ".join(option.text for option in question.options if option.to == target)
        for question in tree.questions
        for target in {option.to for option in question.options}
    )
    assert sorted(dot[0].text or "" for _, dot in picture.dots) == said
    sides = [f"dt-dot dt-lean-{o.lean}" for o in tree.outcomes]
    assert {dot[-1].attrib["class"] for _, dot in picture.dots} <= {"dt-dot", *sides}
    assert {dot[-1].attrib["r"] for _, dot in picture.dots} == {"4"}


@SMALL_AND_PUBLISHED
def test_each_dot_leads_to_its_answer_in_words_and_is_easy_to_hit(
    drawn: tuple[Tree, Drawn],
) -> None:
    tree, picture = drawn
    targets = []
    for (x, y), link in picture.dots:
        rect = link[1].attrib
        left, top, width, height = (int(rect[name]) for name in ("x", "y", "width", "height"))
        assert left <= x <= left + width
        assert top + height // 2 == y
        assert min(width, height) >= LEAST
        targets.append((left, top, width))
    for (left, top, _), (other, below, _) in combinations(targets, 2):
        assert left != other or abs(top - below) >= STEP
    ids = {answer_id(q, option): (q, option) for q in tree.questions for option in q.options}
    for _, link in picture.dots:
        question, option = ids[link.attrib[LINK].removeprefix("../tree/#")]
        assert link.attrib["aria-label"].startswith(f"{question.label}: {option.text}")


@SMALL_AND_PUBLISHED
def test_each_answer_runs_level_from_its_question_to_its_dot(drawn: tuple[Tree, Drawn]) -> None:
    tree, picture = drawn
    level = picture.of("dt-edge")
    assert len(level) == len(picture.dots)
    for question, box in zip(tree.order, picture.asked, strict=True):
        for target in {option.to for option in question.options}:
            texts = [option.text for option in question.options if option.to == target]
            ((x, y),) = (
                point
                for point, dot in picture.dots
                if dot[0].text == " / ".join(texts) and box.y < point[1] < box.bottom
            )
            side = box.right if target in tree.outcome_by_id else box.x
            assert [(side, y), (x, y)] in level


@SMALL_AND_PUBLISHED
def test_a_lane_leads_down_from_its_first_dot_to_each_question_that_is_led_to(
    drawn: tuple[Tree, Drawn],
) -> None:
    tree, picture = drawn
    led = {option.to for question in tree.questions for option in question.options}
    lanes = picture.of("dt-edge dt-lane")
    arrows = picture.of("dt-arrow")
    asked = dict(zip((question.id for question in tree.order), picture.asked, strict=True))
    assert len(lanes) == len(arrows) == len(led & asked.keys())
    dots = {point for point, _ in picture.dots}
    for lane, arrow in zip(lanes, arrows, strict=True):
        assert lane[0] in dots
        assert all(upper[1] <= lower[1] for upper, lower in pairwise(lane))
        x, y = lane[-1]
        box = next(each for each in picture.asked if each.y < y < each.bottom)
        assert x == box.x - 1
        assert arrow[1] == (box.x - 1, y)  # its tip
        assert {point[0] for point in (arrow[0], *arrow[2:])} == {box.x - 7}


@SMALL_AND_PUBLISHED
def test_a_rail_leads_down_from_its_first_dot_to_the_middle_of_its_outcome(
    drawn: tuple[Tree, Drawn],
) -> None:
    tree, picture = drawn
    dots = {point for point, _ in picture.dots}
    for outcome, box in zip(tree.outcomes, picture.ends, strict=True):
        rails = [
            rail
            for rail in picture.of(f"dt-edge dt-rail dt-lean-{outcome.lean}")
            if box.y < rail[-1][1] < box.bottom
        ]
        assert len(rails) == 1
        assert rails[0][0] in dots
        assert rails[0][-1] == (box.right + 1, box.y + box.height // 2)
        assert box.css == f"dt-node dt-node-outcome dt-lean-{outcome.lean}"
    rails = [line for name, line in picture.lines if "dt-rail" in name]
    assert len({rail[0][0] for rail in rails}) == len(tree.outcomes)


def no_stretch_is_shared(picture: Drawn) -> None:
    """Two lanes at the same distance follow one another: the second starts where one has ended."""
    lanes = picture.of("dt-edge dt-lane")
    for one, two in combinations(lanes, 2):
        if one[0][0] == two[0][0]:
            (_, start), (_, end) = one[0], one[-1]
            (_, after), (_, last) = two[0], two[-1]
            assert end < after or last < start


@SMALL_AND_PUBLISHED
def test_no_two_lanes_share_a_stretch(drawn: tuple[Tree, Drawn]) -> None:
    no_stretch_is_shared(drawn[1])


@given(guides)
def test_no_two_lanes_of_any_tree_share_a_stretch(guide: Guide) -> None:
    picture = Drawn(guide.tree)
    no_stretch_is_shared(picture)
    used = {lane[0][0] for lane in picture.of("dt-edge dt-lane")}
    boxes = next(iter(picture.boxes.values()))
    assert used == {boxes.x - EDGE - LANE * (n + 1) for n in range(len(used))}  # none is skipped
    assert boxes.x == 2 * EDGE + LANE * len(used)


def test_a_tree_of_one_question_has_no_room_for_lanes(small: Guide) -> None:
    tree = small.tree
    alone = replace(tree, start="pager", questions=(tree.question_by_id["pager"],))
    picture = Drawn(alone)
    assert picture.of("dt-edge dt-lane") == []
    assert picture.asked[0].x == 2 * EDGE


def test_the_picture_says_what_it_shows_and_where_it_stands_as_text() -> None:
    tree = published().tree
    told = Drawn(tree).svg.attrib["aria-label"]
    assert told.startswith("The decision tree. ")
    assert f"{len(tree.questions)} questions and {len(tree.outcomes)} outcomes." in told
    assert Drawn(tree).svg.attrib["role"] == "group"
