"""Small pictures of who owns what on the path of a request: boxes from top to bottom.

A picture shows at a glance what the text beside it says; its label says it to those who cannot see
it. Colours are those of the two teams on the home page, and each box names its owner in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...engine.markup import Markup, element, join
from ...engine.svg import wrapped
from .names import known

__all__ = ["PICTURES", "owners_picture"]

# Sizes are in SVG user units; a page scales the picture to its width.
WIDTH = 380
GAP = 34
LINE = 18
PAD = 10
LETTER = 7.8
# The width of a letter of the page's text, on average and rounded up.

_SIDES = {"Platform team": "kserve", "Application team": "ray-serve"}


@dataclass(frozen=True, slots=True)
class Box:
    """Something on the path, its owner ("" for callers) and what is in it, a line each."""

    owner: str
    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of boxes; `arrows` says what goes from each row to the next."""

    title: str
    rows: tuple[tuple[Box, ...], ...]
    arrows: tuple[str, ...]
    told: str


_P, _A = "Platform team", "Application team"
_CALLERS = Box("", "Callers")

PICTURES = {
    "edge": Picture(
        "One edge, application-owned graphs behind it",
        (
            (_CALLERS,),
            (
                Box(
                    _P,
                    "Gateway",
                    ("who may call, how often, where to", "one request id, one audit"),
                ),
            ),
            (
                Box(_A, "Graph of team A", ("its own RayService",)),
                Box(_A, "Graph of team B", ("its own RayService",)),
            ),
            (Box(_P, "Operator, images, quota, nodes"),),
        ),
        ("one address", "a route for each graph", "runs on"),
        "Callers reach a gateway that the platform team owns. It routes to graphs, each a "
        "RayService of an application team. They run on the platform's operator and nodes.",
    ),
    "endpoints": Picture(
        "An application graph that calls platform-owned models",
        (
            (_CALLERS,),
            (
                Box(
                    _A,
                    "Application graph",
                    ("routing, prompts, post-processing", "released and paged as one"),
                ),
            ),
            (
                Box(_P, "Model endpoints", ("LLM, reranker", "one object per version")),
                Box(_A, "Retrieval index", ("an alias to switch",)),
            ),
            (Box(_P, "Runtimes, presets, GPUs"),),
        ),
        ("the application's own API", "a contract for each", "runs on"),
        "Callers reach a graph that the application team owns. It calls model endpoints that the "
        "platform team owns, each with its own contract, and an index of its own.",
    ),
    "lanes": Picture(
        "Two lanes behind one edge",
        (
            (_CALLERS,),
            (Box(_P, "Gateway", ("one address, one policy",)),),
            (
                Box(_P, "Standard lane", ("InferenceService objects", "one runtime per version")),
                Box(_A, "Programmable lane", ("one RayService per team", "the document from Git")),
            ),
            (Box(_P, "Cluster, GPUs, node pools"),),
        ),
        ("one address", "a lane by route", "share"),
        "Callers reach a gateway of the platform team. Routes lead either to InferenceService "
        "objects of the platform or to RayServices of application teams. Both share the cluster.",
    ),
    "inside": Picture(
        "Ray inside a KServe predictor",
        (
            (_CALLERS,),
            (Box(_P, "InferenceService", ("scales pods",)),),
            (Box(_A, "Predictor pod", ("RayModel and Ray Serve", "scales replicas in the pod")),),
        ),
        ("KServe's protocol", "blind to each other"),
        "Callers reach an InferenceService of the platform team, which scales pods. In each pod "
        "Ray Serve scales replicas. Neither scaler sees the target of the other.",
    ),
    "scaling": Picture(
        "Who moves capacity, from the edge to the nodes",
        (
            (Box(_P, "Gateway", ("admits or refuses requests",)),),
            (Box(_P, "KServe scaler", ("adds pods",)), Box(_A, "Ray Serve", ("adds replicas",))),
            (
                Box("", "Runtime queue", ("reports, moves nothing",)),
                Box(_A, "Ray's autoscaler", ("adds worker pods",)),
            ),
            (Box("Cluster team", "Node scaler", ("adds nodes",)),),
        ),
        ("requests", "what waits or is declared", "pods that cannot be placed"),
        "The gateway admits requests. Behind it the KServe scaler adds pods by what pods or the "
        "runtime queue report, or Ray Serve adds replicas and Ray's autoscaler adds worker pods "
        "for what they declare. The node scaler adds nodes for pods that cannot be placed.",
    ),
}
"""Every picture by the name that pages call it by."""


def owners_picture(name: str) -> Markup:
    """The picture as SVG with a text equivalent. Raises UnknownNameError with the nearest one."""
    drawn = PICTURES[known("picture", name, PICTURES)]
    boxes: list[Markup] = []
    y = 4
    for position, boxes_of in enumerate(drawn.rows):
        width = (WIDTH - 8 - 12 * (len(boxes_of) - 1)) // len(boxes_of)
        row = [_fitted(box, width) for box in boxes_of]
        height = max(2 * PAD + LINE * (1 + bool(box.owner) + len(box.lines)) for box in row)
        if position:
            boxes += _arrow(y - GAP, drawn.arrows[position - 1])
        for column, box in enumerate(row):
            boxes.append(_box(box, 4 + column * (width + 12), y, width, height))
        y += height + GAP
    told = f"{drawn.title}. {drawn.told}"
    svg = element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "dt-diagram dt-owners",
            "viewBox": f"0 0 {WIDTH} {y - GAP + 4}",
            "role": "img",
            "aria-label": told,
        },
        join(boxes),
    )
    caption = element("figcaption", None, drawn.title)
    return element("figure", {"class": "dt-figure", "data-search-exclude": True}, svg, caption)


def _fitted(box: Box, width: int) -> Box:
    """The box with its lines broken where they would leave it."""
    most = int((width - 2 * PAD) / LETTER)
    return replace(box, lines=tuple(part for line in box.lines for part in wrapped(line, most)))


def _box(box: Box, x: int, y: int, width: int, height: int) -> Markup:
    lines = [element("tspan", {"x": str(x + PAD), "class": "dt-box-name"}, box.name)]
    if box.owner:
        lines.insert(0, _line(x, box.owner, "dt-node-label"))
        lines[1] = element(
            "tspan", {"x": str(x + PAD), "dy": str(LINE), "class": "dt-box-name"}, box.name
        )
    lines += [_line(x, text, "", str(LINE)) for text in box.lines]
    size = {"x": str(x), "y": str(y), "width": str(width), "height": str(height), "rx": "6"}
    return element(
        "g",
        {"class": f"dt-node dt-node-outcome dt-lean-{_SIDES.get(box.owner, 'neither')}"},
        element("rect", size),
        element("text", {"x": str(x + PAD), "y": str(y + PAD + 13)}, *lines),
    )


def _line(x: int, text: str, css: str, dy: str = "0") -> Markup:
    return element("tspan", {"x": str(x + PAD), "dy": dy, "class": css or False}, text)


def _arrow(y: int, text: str) -> Iterator[Markup]:
    middle = WIDTH // 2
    yield element(
        "path", {"class": "dt-edge", "d": f"M{middle} {y + 3}V{y + GAP - 4}m-5 -6l5 6l5 -6"}
    )
    yield element("text", {"x": str(middle + 12), "y": str(y + 21), "class": "dt-arrow"}, text)
