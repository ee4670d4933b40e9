"""The whole tree as a picture that fits a phone: a row for each question, a rail for each outcome.

Left of the questions, a lane leads down to each question that is asked later; right of them, a rail
leads down to each outcome. A dot on a lane or rail is an answer that leads there. Every question
stands above those that it leads to, so that all lines run downwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .kinds import home
from .markup import Markup, element
from .model import Option, Outcome, Question, Tree
from .svg import Box, box, linked, outcome_class, path, picture

__all__ = ["EDGE", "GAP", "LANE", "WRAP", "tree_svg"]

BOX_WIDTH = 236
GAP = 12
LANE = 11
RAIL = 12
EDGE = 8
WRAP = 28


@dataclass(frozen=True, slots=True)
class _Row:
    """A question's place: the lines that arrive and leave on its left, and its middle."""

    top: int
    height: int

    @property
    def arrive(self) -> int:
        return self.top + 14

    @property
    def leave(self) -> int:
        return self.top + self.height - 12

    @property
    def middle(self) -> int:
        return self.top + self.height // 2


def tree_svg(tree: Tree, root: str) -> Markup:
    """The whole tree, each box a link; `root` leads from the page to the root of the site."""
    lanes = _lanes(tree)
    left = EDGE + LANE * (1 + max(lanes.values(), default=-1)) + EDGE
    rows: dict[str, _Row] = {}
    asked: list[Markup] = []
    y = EDGE
    for question in tree.order:
        made = _question_box(question, left, y, root)
        rows[question.id] = _Row(y, made.height)
        asked.append(made.drawn)
        y += made.height + GAP
    ends = _ends(tree, left, y, root)
    bottom = y + sum(GAP + end.height for end in ends) + EDGE
    lines = [*_to_questions(tree, rows, lanes, left), *_to_outcomes(tree, rows, left, y, ends)]
    told = (
        f"{len(tree.questions)} questions and {len(tree.outcomes)} outcomes. "
        "The page Decide shows the same tree as text, under “Show the whole tree”."
    )
    width = _rail(left, len(tree.outcomes) - 1) + EDGE
    drawn_ends = [end.drawn for end in ends]
    return picture(width, bottom, "The decision tree", told, [*lines, *asked, *drawn_ends], "group")


def _lanes(tree: Tree) -> dict[str, int]:
    """The lane of each question that is led to, counted from the boxes outwards; none crosses.

    A lane is taken from the first question that leads there down to the question itself.
    """
    position = {question.id: n for n, question in enumerate(tree.order)}
    first: dict[str, int] = {}
    for question in tree.order:
        for option in question.options:
            if option.to in position:
                first.setdefault(option.to, position[question.id])
    free: list[int] = []
    lanes: dict[str, int] = {}
    for target in sorted(first, key=lambda name: (first[name], position[name])):
        lane = next((n for n, end in enumerate(free) if end <= first[target]), len(free))
        free[lane : lane + 1] = [position[target]]
        lanes[target] = lane
    return lanes


def _question_box(question: Question, x: int, y: int, root: str) -> Box:
    made = box(x, y, BOX_WIDTH, question.label, question.ask, "dt-node", WRAP)
    return Box(linked(f"{root}{home(question)}", made.drawn), made.height)


def _lane(left: int, number: int) -> int:
    """How far from the left the lane with this number runs."""
    return left - EDGE - LANE * (number + 1)


def _rail(left: int, number: int) -> int:
    """How far from the left the rail with this number runs."""
    return left + BOX_WIDTH + RAIL * (number + 1)


def _ends(tree: Tree, left: int, top: int, root: str) -> list[Box]:
    """A box for each outcome at the foot of its rail, one below the other."""
    ends: list[Box] = []
    y = top + GAP
    for outcome in tree.outcomes:
        made = box(left, y, BOX_WIDTH, "", outcome.title, outcome_class(outcome), WRAP)
        ends.append(Box(linked(f"{root}{home(outcome)}", made.drawn), made.height))
        y += made.height + GAP
    return ends


def _answers(question: Question) -> Iterator[tuple[str, list[Option]]]:
    """The places a question leads to, each with the answers that lead there."""
    targets = dict.fromkeys(option.to for option in question.options)
    for target in targets:
        yield target, [option for option in question.options if option.to == target]


def _to_questions(
    tree: Tree, rows: dict[str, _Row], lanes: dict[str, int], left: int
) -> Iterator[Markup]:
    lowest_first: dict[str, int] = {}
    for question in tree.order:
        y = rows[question.id].leave
        reached = [(target, options) for target, options in _answers(question) if target in lanes]
        for target, options in reached:
            x = _lane(left, lanes[target])
            lowest_first.setdefault(target, y)
            yield path("dt-edge", f"M{left} {y}H{x}")
            yield _dot(x, y, "dt-dot", options)
    for target, y in lowest_first.items():
        x, arrive = _lane(left, lanes[target]), rows[target].arrive
        yield path("dt-edge dt-lane", f"M{x} {y}V{arrive - 5}q0 5 5 5H{left - 1}")
        yield path("dt-arrow", f"M{left - 7} {arrive - 4}l6 4l-6 4z")


def _to_outcomes(
    tree: Tree, rows: dict[str, _Row], left: int, top: int, ends: list[Box]
) -> Iterator[Markup]:
    number = {outcome.id: n for n, outcome in enumerate(tree.outcomes)}
    starts: dict[str, int] = {}
    dots: list[Markup] = []
    for question in tree.order:
        y = rows[question.id].middle
        for target, options in _answers(question):
            if target in number:
                x = _rail(left, number[target])
                starts.setdefault(target, y)
                dots.append(path("dt-edge", f"M{left + BOX_WIDTH} {y}H{x}"))
                dots.append(_dot(x, y, f"dt-dot {_side(tree.outcome_by_id[target])}", options))
    foot = top + GAP
    for outcome, end in zip(tree.outcomes, ends, strict=True):
        x, middle = _rail(left, number[outcome.id]), foot + end.height // 2
        drawn = f"M{x} {starts[outcome.id]}V{middle - 5}q0 5 -5 5H{left + BOX_WIDTH + 1}"
        yield path(f"dt-edge dt-rail {_side(outcome)}", drawn)
        foot += end.height + GAP
    yield from dots


def _side(outcome: Outcome) -> str:
    return f"dt-lean-{outcome.lean}"


def _dot(x: int, y: int, css: str, options: list[Option]) -> Markup:
    said = " / ".join(option.text for option in options)
    at = {"class": css, "cx": str(x), "cy": str(y), "r": "4"}
    return element("circle", at, element("title", None, said))
