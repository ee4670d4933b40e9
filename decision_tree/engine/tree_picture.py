"""The whole tree as a picture that fits a phone: a row for each question, a rail for each outcome.

Left of the questions, a lane leads down to each question that is asked later; right of them, a rail
leads down to each outcome. A dot on a lane or rail is an answer that leads there, and a link to its
words: a finger hits it anywhere between the box and the picture's edge. Every question stands above
those that it leads to, so that all lines run downwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .kinds import PICTURE, home
from .markup import Markup, element, join, plain
from .model import Option, Outcome, Question, Tree
from .svg import Box, box, linked, outcome_class, path, picture

__all__ = ["EDGE", "GAP", "LANE", "STEP", "WRAP", "answer_id", "tree_svg"]

BOX_WIDTH = 236
GAP = 12
LANE = 11
RAIL = 12
EDGE = 8
WRAP = 28
ARRIVE = 14
STEP = 36
"""From an answer to the one below it: what a finger needs, on a phone that makes this smaller."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A question's place: where a line arrives on its left, and where its answers leave."""

    top: int
    height: int

    @property
    def arrive(self) -> int:
        return self.top + ARRIVE

    def left(self, number: int, of: int) -> int:
        """Where the answer with this number leaves to another question; the last is lowest."""
        return self.top + self.height - STEP * (of - number) + STEP // 2

    def right(self, number: int, of: int) -> int:
        """Where the answer with this number leaves to an outcome, around the middle."""
        return self.top + self.height // 2 + STEP * (2 * number + 1 - of) // 2


@dataclass(frozen=True, slots=True)
class _Frame:
    """What every line of the picture is drawn by: the way to the site's root, where the boxes
    begin, how wide the picture is, and the rows of the questions."""

    tree: Tree
    root: str
    left: int
    width: int
    rows: dict[str, _Row]


def tree_svg(tree: Tree, root: str) -> Markup:
    """The whole tree, each box a link; `root` leads from the page to the root of the site."""
    lanes = _lanes(tree)
    left = EDGE + LANE * (1 + max(lanes.values(), default=-1)) + EDGE
    rows: dict[str, _Row] = {}
    asked: list[Markup] = []
    y = EDGE
    for question in tree.order:
        made = _question_box(tree, question, left, y, root)
        rows[question.id] = _Row(y, made.height)
        asked.append(made.drawn)
        y += made.height + GAP
    ends = _ends(tree, left, y, root)
    bottom = y + sum(GAP + end.height for end in ends) + EDGE
    width = _rail(left, len(tree.outcomes) - 1) + EDGE
    frame = _Frame(tree, root, left, width, rows)
    dots: dict[str, list[Markup]] = {question.id: [] for question in tree.order}
    lines = [*_to_questions(frame, lanes, dots), *_to_outcomes(frame, y, ends, dots)]
    told = (
        f"{len(tree.questions)} questions and {len(tree.outcomes)} outcomes. "
        "The page Decide shows the same tree as text, under “Show the whole tree”."
    )
    with_answers = (
        join((drawn, *answers)) for drawn, answers in zip(asked, dots.values(), strict=True)
    )
    drawn = [*lines, *with_answers, *(end.drawn for end in ends)]
    return picture(width, bottom, "The decision tree", told, drawn, "group")


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


def _question_box(tree: Tree, question: Question, x: int, y: int, root: str) -> Box:
    ends = sum(target in tree.outcome_by_id for target, _ in _answers(question))
    on = sum(1 for _ in _answers(question)) - ends
    least = max(STEP * ends, ARRIVE + STEP * on)
    made = box(x, y, BOX_WIDTH, question.label, question.ask, "dt-node", WRAP, least)
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
    frame: _Frame, lanes: dict[str, int], dots: dict[str, list[Markup]]
) -> Iterator[Markup]:
    """The lines to questions; their dots, which lie above all lines, go into `dots`."""
    lowest_first: dict[str, int] = {}
    left = frame.left
    for question in frame.tree.order:
        reached = [(target, options) for target, options in _answers(question) if target in lanes]
        for number, (target, options) in enumerate(reached):
            x, y = _lane(left, lanes[target]), frame.rows[question.id].left(number, len(reached))
            lowest_first.setdefault(target, y)
            yield path("dt-edge", f"M{left} {y}H{x}")
            dots[question.id].append(_dot(frame, (x, y), (0, left), "dt-dot", question, options))
    for target, y in lowest_first.items():
        x, arrive = _lane(left, lanes[target]), frame.rows[target].arrive
        yield path("dt-edge dt-lane", f"M{x} {y}V{arrive - 5}q0 5 5 5H{left - 1}")
        yield path("dt-arrow", f"M{left - 7} {arrive - 4}l6 4l-6 4z")


def _to_outcomes(
    frame: _Frame, top: int, ends: list[Box], dots: dict[str, list[Markup]]
) -> Iterator[Markup]:
    """The same for outcomes."""
    tree, left = frame.tree, frame.left
    number = {outcome.id: n for n, outcome in enumerate(tree.outcomes)}
    starts: dict[str, int] = {}
    edge = left + BOX_WIDTH
    for question in tree.order:
        reached = [(target, options) for target, options in _answers(question) if target in number]
        for n, (target, options) in enumerate(reached):
            x, y = _rail(left, number[target]), frame.rows[question.id].right(n, len(reached))
            starts.setdefault(target, y)
            yield path("dt-edge", f"M{edge} {y}H{x}")
            css = f"dt-dot {_side(tree.outcome_by_id[target])}"
            side = (edge, frame.width)
            dots[question.id].append(_dot(frame, (x, y), side, css, question, options))
    foot = top + GAP
    for outcome, end in zip(tree.outcomes, ends, strict=True):
        x, middle = _rail(left, number[outcome.id]), foot + end.height // 2
        drawn = f"M{x} {starts[outcome.id]}V{middle - 5}q0 5 -5 5H{edge + 1}"
        yield path(f"dt-edge dt-rail {_side(outcome)}", drawn)
        foot += end.height + GAP


def _side(outcome: Outcome) -> str:
    return f"dt-lean-{outcome.lean}"


def answer_id(question: Question, option: Option) -> str:
    """The id of an answer in words, on the page of the picture."""
    return f"a-{question.id}--{option.id}"


def _dot(
    frame: _Frame,
    at: tuple[int, int],
    within: tuple[int, int],
    css: str,
    question: Question,
    options: list[Option],
) -> Markup:
    """The link to these answers in words: a dot, and a target from one side to the other."""
    (x, y), (start, end) = at, within
    said = plain(" / ".join(option.text for option in options))
    target = {"x": start, "y": y - STEP // 2, "width": end - start, "height": STEP}
    hit = {"class": "dt-hit", "fill": "none", "pointer-events": "all"}
    dot = {"class": css, "cx": str(x), "cy": str(y), "r": "4"}
    drawn = join(
        (
            element("title", None, said),
            element("rect", {**hit, **{name: str(value) for name, value in target.items()}}),
            element("circle", dot),
        )
    )
    to = f"{frame.root}{PICTURE}#{answer_id(question, options[0])}"
    return linked(to, drawn, f"{question.label}: {said}")
