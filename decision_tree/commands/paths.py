"""`decision-tree paths`: every way through the tree and where it ends."""

from __future__ import annotations

import argparse

from ..engine.model import Guide
from ..engine.walk import paths
from .output import print_json

__all__ = ["run"]


def run(guide: Guide, chosen: argparse.Namespace) -> int:
    """Print the paths; 0."""
    found = paths(guide.tree)
    if chosen.json:
        rows = [{"answers": dict(path.answers), "outcome": path.outcome} for path in found]
        print_json({"version": guide.tree.version, "paths": rows})
        return 0
    for path in found:
        answers = " ".join(f"{question}={option}" for question, option in path.answers)
        print(f"{answers} -> {path.outcome}")
    return 0
