"""Checks the types of our JavaScript by TypeScript's strict checker; exit 1 when it finds a thing.

Pages, workers and programs of Node each have their own globals, and so a list of their own in
tests/node/types/. Run as `python -m tests.tools.javascript`.
"""

from __future__ import annotations

import subprocess
import sys

from decision_tree.runtime.npm import node
from tests.conftest import ROOT

__all__ = ["main"]

NODE = ROOT / "tests" / "node"
SCOPES = ("pages", "workers", "node")


def main() -> int:
    """Check all three; 0 when nothing was found."""
    program, environment = node()
    checker = NODE / "node_modules" / "typescript" / "bin" / "tsc"
    running = [
        subprocess.Popen(
            [program, checker, "--pretty", "false", "-p", NODE / "types" / f"{scope}.json"],
            env=environment,
            cwd=ROOT,
        )
        for scope in SCOPES
    ]
    ends = [each.wait() for each in running]
    return int(any(ends))


if __name__ == "__main__":
    sys.exit(main())
