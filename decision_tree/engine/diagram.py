"""The tree as a picture: SVG for pages, Mermaid source for people who draw elsewhere.

Everything in a picture is in the page as text too; a picture only shows it at a glance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .markup import Markup, element, join
from .model import Outcome, Question, Tree
from .walk import Walk

__all__ = ["mermaid", "path_svg", "tree_svg"]

# Sizes are in SVG user units; a page scales the picture to its width.
BOX_WIDTH = 210
LINE = 18
PAD = 10
COLUMN = 290
GAP = 16
WRAP = 25


def mermaid(tree: Tree, walked: Walk | None = None) -> str:
    """Mermaid source of the whole tree, or of the way that `walked` took only."""
    names = {node: node.replace("-", "_") + "_" for node in tree.within_reach}
    lines = ["flowchart LR"]
    shown = _shown(tree, walked)
    for question in tree.order:
        if question.id in shown:
            lines.append(f'  {names[question.id]}["{_plain(question.ask)}"]')
    for outcome in tree.outcomes:
        if outcome.id in shown:
            lines.append(f'  {names[outcome.id]}(["{_plain(outcome.title)}"])')
    for source, target, said in _edges(tree, walked):
        lines.append(f'  {names[source]} -->|"{_plain(said)}"| {names[target]}')
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    # Mermaid writes special characters as #name; and has no other way to quote.
    return (
        text.replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
    )


def _shown(tree: Tree, walked: Walk | None) -> set[str]:
    if walked is None:
        return set(tree.within_reach)
    asked = {question.id for question, _ in walked.asked}
    return asked | {o.id for o in walked.possible} | {q.id for q in walked.open}


def _edges(tree: Tree, walked: Walk | None) -> Iterator[tuple[str, str, str]]:
    """(from, to, answer) of every option, or of those that the answers leave open."""
    chosen = {question.id: option for question, option in walked.asked} if walked else {}
    shown = _shown(tree, walked)
    for question in tree.order:
        if question.id not in shown:
            continue
        only = chosen.get(question.id)
        for option in (only,) if only else question.options:
            yield question.id, option.to, option.text


def path_svg(walked: Walk) -> Markup:
    """The reader's own way, from the first answer down to what is possible."""
    steps = [
        (question.label, option.text if option else "Not sure", "dt-node")
        for question, option in walked.asked
    ]
    if walked.next:
        steps.append(("Next question", walked.next.ask, "dt-node dt-node-open"))
    steps += [
        ("Result" if walked.outcome else "Possible", outcome.title, _outcome_class(outcome))
        for outcome in walked.possible
        if walked.next is None
    ]
    width, y = 360, 4
    drawn: list[Markup] = []
    for position, (label, text, css) in enumerate(steps):
        box = _box(4, y, width - 8, label, text, css, 46)
        if position:
            drawn.append(_line(width // 2, y - GAP, width // 2, y))
        drawn.append(box.drawn)
        y += box.height + GAP
    return _svg(width, y, "Your way through the tree", _told(walked), drawn)


def _told(walked: Walk) -> str:
    ways = (f"{q.label}: {option.text if option else 'not sure'}" for q, option in walked.asked)
    ends = ", ".join(outcome.title for outcome in walked.possible)
    return f"{'; '.join(ways)}. Then: {ends}."


@dataclass(frozen=True, slots=True)
class _Box:
    drawn: Markup
    height: int


def _box(x: int, y: int, width: int, label: str, text: str, css: str, wrap: int) -> _Box:
    lines = _wrapped(text, wrap)
    height = LINE * (len(lines) + bool(label)) + 2 * PAD
    spans = [
        element("tspan", {"x": str(x + PAD), "dy": str(LINE if n or label else 0)}, line)
        for n, line in enumerate(lines)
    ]
    if label:
        spans.insert(0, element("tspan", {"x": str(x + PAD), "class": "dt-node-label"}, label))
    return _Box(
        element(
            "g",
            {"class": css},
            element(
                "rect",
                {"x": str(x), "y": str(y), "width": str(width), "height": str(height), "rx": "6"},
            ),
            element("text", {"x": str(x + PAD), "y": str(y + PAD + 13)}, *spans),
        ),
        height,
    )


def _wrapped(text: str, most: int) -> list[str]:
    lines = [""]
    for word in text.replace("`", "").replace("**", "").split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _line(x1: int, y1: int, x2: int, y2: int) -> Markup:
    return element("path", {"class": "dt-edge", "d": f"M{x1} {y1}L{x2} {y2}"})


def tree_svg(tree: Tree, root: str) -> Markup:
    """The whole tree from left to right, each box a link to its section on the quiz's page."""
    columns = _columns(tree)
    heights = [sum(_node_box(n, 0, 0, root).height + GAP for n in column) for column in columns]
    bottom = max(heights) + 4
    places: dict[str, tuple[int, int, int]] = {}
    boxes: list[Markup] = []
    for number, (column, height) in enumerate(zip(columns, heights, strict=True)):
        x, y = 4 + number * COLUMN, 4 + (bottom - height) // 2
        for node in column:
            box = _node_box(node, x, y, root)
            places[node.id] = (x, y, box.height)
            boxes.append(box.drawn)
            y += box.height + GAP
    lines = [
        _curve(places[source], places[target], said) for source, target, said in _edges(tree, None)
    ]
    told = (
        f"{len(tree.questions)} questions and {len(tree.outcomes)} outcomes. "
        "The same tree stands as text on the page Decide, under “Show the whole tree”."
    )
    width = (len(columns) - 1) * COLUMN + BOX_WIDTH + 8
    return _svg(width, bottom, "The decision tree", told, [*lines, *boxes], "group")


def _columns(tree: Tree) -> list[list[Question | Outcome]]:
    """Questions by how many can come before them, outcomes last; neighbours near each other."""
    depth = {tree.start: 0}
    for question in tree.order:
        for option in question.options:
            depth[option.to] = max(depth.get(option.to, 0), depth[question.id] + 1)
    last = max(depth.values())
    columns: list[list[Question | Outcome]] = [[] for _ in range(last + 1)]
    for question in tree.order:
        columns[depth[question.id]].append(question)
    columns[last] = [*columns[last], *tree.outcomes]
    return [column for column in columns if column]


def _node_box(node: Question | Outcome, x: int, y: int, root: str) -> _Box:
    if isinstance(node, Question):
        box = _box(x, y, BOX_WIDTH, node.label, node.ask, "dt-node", WRAP)
        href = f"{root}decide/#q-{node.id}"
    else:
        box = _box(x, y, BOX_WIDTH, "", node.title, _outcome_class(node), WRAP)
        href = f"{root}o/{node.id}/"
    # The theme sets `href` on whatever has one, which an SVG link does not allow.
    return _Box(element("a", {"xlink:href": href}, box.drawn), box.height)


def _outcome_class(outcome: Outcome) -> str:
    return f"dt-node dt-node-outcome dt-lean-{outcome.lean}"


def _curve(source: tuple[int, int, int], target: tuple[int, int, int], said: str) -> Markup:
    x1, y1 = source[0] + BOX_WIDTH, source[1] + source[2] // 2
    x2, y2 = target[0], target[1] + target[2] // 2
    middle = (x1 + x2) // 2
    return element(
        "path",
        {"class": "dt-edge", "d": f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"},
        element("title", None, said),
    )


def _svg(
    width: int, height: int, title: str, told: str, drawn: Iterable[Markup], role: str = "img"
) -> Markup:
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "xmlns:xlink": "http://www.w3.org/1999/xlink",
            "class": "dt-diagram",
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "role": role,
            "aria-label": f"{title}. {told}",
        },
        join(drawn),
    )
