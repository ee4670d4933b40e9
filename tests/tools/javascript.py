"""Checks our JavaScript and CSS: types by TypeScript's strict checker, the rest by Biome.

Pages, workers and programs of Node each have their own globals, and so a list of their own in
tests/node/types/. Biome's rules are in biome.json. Run as `python -m tests.tools.javascript`;
exit 1 when a thing is found. With `fix` it puts right what Biome can, and checks no types.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from decision_tree.runtime.npm import node
from tests.conftest import ROOT

__all__ = ["main"]

NODE = ROOT / "tests" / "node"
SCOPES = ("pages", "workers", "node")
PACKAGES = NODE / "node_modules"
BIOME = (PACKAGES / "@biomejs" / "biome" / "bin" / "biome", "check", "--error-on-warnings")
TYPES = (PACKAGES / "typescript" / "bin" / "tsc", "--pretty", "false", "-p")


def main(*how: str) -> int:
    """Check everything, or `fix`; 0 when nothing is left to mend."""
    if how == ("fix",):
        return _run((*BIOME, "--write"))
    return _run(BIOME, *((*TYPES, NODE / "types" / f"{scope}.json") for scope in SCOPES))


def _run(*commands: tuple[Path | str, ...]) -> int:
    """Run these programs of Node at the same time and say what they found; 0 for nothing."""
    program, environment = node()
    running = [
        subprocess.Popen(
            [program, *command],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for command in commands
    ]
    found = [output for each in running for output in each.communicate()[:1] if each.returncode]
    for output in found:
        print(output.decode(), end="")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
