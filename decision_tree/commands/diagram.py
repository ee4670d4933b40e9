"""`decision-tree diagram`: the tree, or the way of a link, as Mermaid or SVG."""

from __future__ import annotations

import argparse

from ..engine.diagram import mermaid, path_svg
from ..engine.model import Guide
from ..engine.tree_picture import tree_svg
from .links import decoded, nothing_read
from .output import print_json

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `run` reads to `parser`."""
    parser.add_argument("link", nargs="?", default="")
    parser.add_argument("--svg", action="store_true", help="SVG instead of Mermaid")


def run(guide: Guide, chosen: argparse.Namespace) -> int:
    """Print it; 1 when the link was not read whole, 2 when it holds no answer."""
    walked, missed = None, False
    if chosen.link:
        state, walked = decoded(guide, chosen.link)
        if not state.answers:
            return nothing_read(chosen.json, state)
        missed = bool(state.missed)
    if chosen.svg:
        drawn: str = path_svg(walked) if walked else tree_svg(guide.tree, "")
    else:
        drawn = mermaid(guide.tree, walked)
    if chosen.json:
        print_json({"kind": "svg" if chosen.svg else "mermaid", "source": drawn})
    else:
        print(drawn)
    return 1 if missed else 0
