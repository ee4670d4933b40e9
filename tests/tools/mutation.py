"""Judges a run of mutmut: exit 1 below 95 % or on an unlisted survivor.

Run as `python -m tests.tools.mutation`. The table in quality.md gets a row for each module whose
mutants were all tried, and keeps the others.

A mutant that no test notices is a weak test, or a change that makes no difference. The latter are
listed in `mutation_survivors.txt`: function, how many at most, and why they make none.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT

__all__ = ["main"]

LEAST = 0.95
LISTED = Path(__file__).parent / "mutation_survivors.txt"
_MARKED = re.compile(r"(?<=<!-- mutation -->\n).*?(?=<!-- /mutation -->)", re.DOTALL)
_WRITTEN = re.compile(
    r"^\| (?P<name>[\w.]+) \| (?P<made>\d+) \| (?P<noticed>\d+) \| \S+ \| (?P<day>\S+) \|", re.M
)
_MODULE = re.compile(r"(?:(?:practice|incident|loader)\.)?\w+")
_ROW = re.compile(r"^\s*decision_tree\.(?:engine\.)?(?P<name>\S+)__mutmut_\d+: (?P<fate>.+)$", re.M)


class Score(NamedTuple):
    """How many mutants a module has, how many the tests noticed, and the day they were tried."""

    made: int
    noticed: int
    day: str

    @property
    def share(self) -> str:
        """The part that was noticed."""
        return f"{self.noticed / self.made:.1%}"


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
    if not judged:
        print("No mutant was tried yet: make mutation")
        return 1
    lived = Counter(name for name, fate in judged if fate not in ("killed", "timeout"))
    untried = Counter(_module(name) for name, fate in fates if fate == "not checked")
    counts = _counts([name for name, _ in judged], lived)
    print(_table(counts))
    if untried:
        print(f"{untried.total()} were not tried, of {', '.join(untried)}; run it again.")
    _note({module: count for module, count in counts.items() if module not in untried})
    allowed = _listed()
    more = {name: count for name, count in lived.items() if count > allowed.get(name, 0)}
    for name, count in more.items():
        print(f"{name}: {count} survive, {allowed.get(name, 0)} are explained; see mutmut browse")
    few = lived.total() > (1 - LEAST) * len(judged)
    return int(bool(few or more or untried))


def _counts(judged: list[str], lived: Counter[str]) -> dict[str, Score]:
    """For each module how many mutants there were, and how many the tests noticed."""
    made = Counter(map(_module, judged))
    left: Counter[str] = Counter()
    for name, count in lived.items():
        left[_module(name)] += count
    day = date.today().isoformat()
    return {
        module: Score(made[module], made[module] - left[module], day) for module in sorted(made)
    }


def _note(counts: dict[str, Score]) -> None:
    """Write these modules' rows into quality.md; rows of modules that exist no more go."""
    page = ROOT / "docs/contribute/quality.md"
    text = page.read_text("utf-8")
    written = "".join(_MARKED.findall(text))
    rows = {
        row["name"]: Score(int(row["made"]), int(row["noticed"]), row["day"])
        for row in _WRITTEN.finditer(written)
    }
    package = ROOT / "decision_tree"
    known = {
        ".".join(file.relative_to(package).with_suffix("").parts).removeprefix("engine.")
        for room in ("engine", "loader")
        for file in (package / room).rglob("*.py")
    }
    rows = {name: row for name, row in sorted({**rows, **counts}.items()) if name in known}
    if not rows:
        return
    page.write_text(_MARKED.sub(lambda _: f"\n{_table(rows)}\n", text), "utf-8")


def _table(scores: dict[str, Score]) -> str:
    """Markdown: a row for each module, and one for all of them."""
    lines = [
        "| Module | Small mistakes | Noticed | Share | Tried on |",
        "| --- | --: | --: | --: | --- |",
    ]
    made = sum(score.made for score in scores.values())
    noticed = sum(score.noticed for score in scores.values())
    lines += [
        f"| {module} | {score.made} | {score.noticed} | {score.share} | {score.day} |"
        for module, score in {**scores, "All": Score(made, noticed, "")}.items()
    ]
    return "\n".join(line.replace("|  |", "| |") for line in lines) + "\n"


def _module(function: str) -> str:
    """`walk` of `walk.walk`, `loader.rows` of `loader.rows.once`."""
    return _MODULE.match(function)[0]  # type: ignore[index] # each name begins with a module's


def _function(mutant: str) -> str:
    """`walk.walk` of `walk.x_walk`, `model.Tree.order` of `model.xǁTreeǁorder`."""
    module, _, name = mutant.rpartition(".")
    return f"{module}.{name.removeprefix('x_').removeprefix('xǁ').replace('ǁ', '.')}"


def _listed() -> dict[str, int]:
    rows = (line.split(maxsplit=2) for line in LISTED.read_text("utf-8").splitlines() if line)
    return {row[0]: int(row[1]) for row in rows if not row[0].startswith("#")}


if __name__ == "__main__":
    sys.exit(main())
