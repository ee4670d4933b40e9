"""The way out of MkDocs: the same site built by ProperDocs, its maintained fork, and compared.

Run as `python -m tests.tools.successor`; `differences` says which files are not the same.
Nothing of the guide but the modules with MkDocs' hooks depends on the generator.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from decision_tree.website.beside_pages.offline import WORKER
from tests.folders import ROOT

__all__ = ["build", "differences", "main"]

_HASH = re.compile(rb"sha256-[A-Za-z0-9+/]+=*")
_GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def main() -> int:
    """Build the site both ways into .build/ and say what differs; 1 when something does."""
    built = {}
    for generator in ("mkdocs", "properdocs"):
        print(f"Building with {generator} ...", flush=True)
        built[generator] = ROOT / ".build" / f"site-of-{generator}"
        build(generator, built[generator])
    found = differences(built["mkdocs"], built["properdocs"])
    number = sum(file.is_file() for file in built["properdocs"].rglob("*"))
    print(f"{number} files by ProperDocs in {built['properdocs'].relative_to(ROOT)}.")
    print("\n".join(found) or "The same as by MkDocs, but for the generator's name in each page.")
    return 1 if found else 0


def build(generator: str, into: Path) -> None:
    """Build strictly with `mkdocs` or `properdocs`. Raises CalledProcessError when that fails."""
    options = ["--strict", "--quiet", "--config-file", "mkdocs.yml", "--site-dir", str(into)]
    subprocess.run(
        [sys.executable, "-m", generator, "build", *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )


def differences(one: Path, other: Path) -> list[str]:
    """What differs between two built sites, apart from the name of the generator in each page."""
    names = {file.relative_to(side) for side in (one, other) for file in side.rglob("*.*")}
    found = []
    for name in sorted(names):
        sides = [side / name for side in (one, other)]
        if any(side.is_dir() for side in sides):
            continue
        missing = [side for side in sides if not side.is_file()]
        if missing:
            found.append(f"{name} is not in {missing[0].parent}")
        elif _same(sides[0]) != _same(sides[1]):
            found.append(f"{name} differs")
    return found


def _same(file: Path) -> bytes:
    data = _GENERATOR.sub(b"", file.read_bytes())
    # The service worker lists the hash of each page; the pages themselves are compared.
    return _HASH.sub(b"", data) if file.name == WORKER else data


if __name__ == "__main__":
    sys.exit(main())
