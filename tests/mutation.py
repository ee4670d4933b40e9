"""Judges a run of mutmut: `python -m tests.mutation`, exit 1 below 95 % or on an unlisted survivor.

A mutant that no test notices is a weak test, or a change that makes no difference. The latter are
listed in `mutation_survivors.txt`: function, how many at most, and why they make none.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

__all__ = ["main"]

LEAST = 0.95
LISTED = Path(__file__).parent / "mutation_survivors.txt"
_ROW = re.compile(r"^\s*decision_tree\.engine\.(?P<name>\S+)__mutmut_\d+: (?P<fate>.+)$", re.M)


def main() -> int:
    """Print the score of each module and what survived; 0 when all of it is good enough."""
    ran = subprocess.run(
        [sys.executable, "-m", "mutmut", "results", "--all", "true"],
        capture_output=True,
        text=True,
        check=True,
    )
    fates = [(_function(row["name"]), row["fate"]) for row in _ROW.finditer(ran.stdout)]
    judged = [(name, fate) for name, fate in fates if fate != "not checked"]
    lived = Counter(name for name, fate in judged if fate not in ("killed", "timeout"))
    for module, count in Counter(name.partition(".")[0] for name, _ in judged).items():
        left = sum(n for name, n in lived.items() if name.startswith(f"{module}."))
        print(f"{module:<12}{count - left:>5} of {count:>4} killed ({(count - left) / count:.1%})")
    score = 1 - lived.total() / len(judged) if judged else 0.0
    print(f"{len(judged)} mutants, {score:.1%} killed, {len(fates) - len(judged)} not tried")
    allowed = _listed()
    more = {name: count for name, count in lived.items() if count > allowed.get(name, 0)}
    for name, count in more.items():
        print(f"{name}: {count} survive, {allowed.get(name, 0)} are explained; see mutmut browse")
    return int(score < LEAST or bool(more) or len(fates) > len(judged))


def _function(mutant: str) -> str:
    """`walk.walk` of `walk.x_walk`, `model.Tree.order` of `model.xǁTreeǁorder`."""
    module, _, name = mutant.partition(".")
    return f"{module}.{name.removeprefix('x_').removeprefix('xǁ').replace('ǁ', '.')}"


def _listed() -> dict[str, int]:
    rows = (line.split(maxsplit=2) for line in LISTED.read_text("utf-8").splitlines() if line)
    return {row[0]: int(row[1]) for row in rows if not row[0].startswith("#")}


if __name__ == "__main__":
    sys.exit(main())
