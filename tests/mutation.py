"""Judges a run of mutmut: `python -m tests.mutation`, exit 1 below 95 % or on an unlisted survivor.
A run in which every mutant was tried is noted in the README.

A mutant that no test notices is a weak test, or a change that makes no difference. The latter are
listed in `mutation_survivors.txt`: function, how many at most, and why they make none.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.conftest import ROOT

__all__ = ["main"]

LEAST = 0.95
LISTED = Path(__file__).parent / "mutation_survivors.txt"
_MARKED = re.compile(r"(?<=<!-- mutation -->\n).*?(?=<!-- /mutation -->)", re.DOTALL)
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
    table = _table([name for name, _ in judged], lived)
    print(table)
    untried = len(fates) - len(judged)
    if untried:
        print(f"{untried} were not tried; run it again.")
    else:
        readme = ROOT / "README.md"
        text = readme.read_text("utf-8")
        readme.write_text(_MARKED.sub(lambda _: f"\n{table}\n", text), "utf-8")
    allowed = _listed()
    more = {name: count for name, count in lived.items() if count > allowed.get(name, 0)}
    for name, count in more.items():
        print(f"{name}: {count} survive, {allowed.get(name, 0)} are explained; see mutmut browse")
    few = not judged or lived.total() > (1 - LEAST) * len(judged)
    return int(few or bool(more) or bool(untried))


def _table(judged: list[str], lived: Counter[str]) -> str:
    """Markdown: for each module how many mutants there were, and how many the tests noticed."""
    made = Counter(name.partition(".")[0] for name in judged)
    left = Counter(dict.fromkeys(made, 0))
    for name, count in lived.items():
        left[name.partition(".")[0]] += count
    made["All"], left["All"] = made.total(), left.total()
    lines = ["| Module | Small mistakes | Noticed | |", "| --- | --: | --: | --: |"]
    lines += [
        f"| {module} | {count} | {count - left[module]} | {(1 - left[module] / count):.1%} |"
        for module, count in made.items()
    ]
    return "\n".join(lines) + "\n"


def _function(mutant: str) -> str:
    """`walk.walk` of `walk.x_walk`, `model.Tree.order` of `model.xǁTreeǁorder`."""
    module, _, name = mutant.partition(".")
    return f"{module}.{name.removeprefix('x_').removeprefix('xǁ').replace('ǁ', '.')}"


def _listed() -> dict[str, int]:
    rows = (line.split(maxsplit=2) for line in LISTED.read_text("utf-8").splitlines() if line)
    return {row[0]: int(row[1]) for row in rows if not row[0].startswith("#")}


if __name__ == "__main__":
    sys.exit(main())
