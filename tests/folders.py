"""Where things are in this repository, for tests and for the programs beside them.

It needs nothing that is not in the standard library: some of them run where little is installed.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["GUIDES", "ROOT", "SMALL", "TESTS"]

TESTS = Path(__file__).parent
ROOT = TESTS.parent
GUIDES = TESTS / "guides"
SMALL = GUIDES / "small"
"""Three questions, two outcomes, five paths: a tree that fits in a head."""
