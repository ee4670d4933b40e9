"""How cost grows with the tree: generated ones of 10 to 100,000 questions, loaded as content is.

Question n leads to the next two, so paths grow like Fibonacci's numbers: at 150 questions there are
more than 10^30, and everything here must not notice.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from decision_tree.engine import browser
from decision_tree.engine.codec import guide_from_data
from decision_tree.engine.walk import path_counts
from decision_tree.loader import load as loading
from decision_tree.loader import yaml_nodes
from decision_tree.runtime.assemble import guide_json
from tests.folders import SMALL

__all__ = ["SIZES", "run", "written"]

SIZES = (10, 100, 1_000, 10_000, 100_000)
QUESTION = """  - id: q{n}
    label: Question {n}
    ask: What about {n}?
    why: It decides.
    role: Somebody
    dimension: workload
    options:
      - {{id: one, text: One, reason: It is one., leans: {{graph: kserve}}, to: {one}}}
      - {{id: two, text: Two, reason: It is two., leans: {{}}, to: {two}}}
"""


def written(count: int, folder: Path) -> Path:
    """A content folder with a tree of so many questions; the rest is the small guide's."""
    text = (SMALL / "tree.yml").read_text("utf-8")
    head, _, rest = text.partition("questions:\n")
    outcomes = "outcomes:\n" + rest.partition("outcomes:\n")[2]
    head = head.replace("start: shape", "start: q0").partition("retired:")[0]
    ends = ("left", "right")
    questions = (
        QUESTION.format(
            n=n,
            one=f"q{n + 1}" if n + 1 < count else ends[0],
            two=f"q{n + 2}" if n + 2 < count else ends[1],
        )
        for n in range(count)
    )
    (folder / "tree.yml").write_text(f"{head}questions:\n{''.join(questions)}{outcomes}", "utf-8")
    shutil.copyfile(SMALL / "claims.yml", folder / "claims.yml")
    tables = (SMALL / "tables.yml").read_text("utf-8")
    for name in ("shape", "owner", "pager"):
        tables = tables.replace(f"question: {name}", "question: q0")
    (folder / "tables.yml").write_text(tables, "utf-8")
    return folder


def run(sizes: tuple[int, ...] = SIZES) -> str:
    """A Markdown table: seconds to parse, check and load, kilobytes sent, one state's render."""
    columns = (
        "Questions,Paths,Parse YAML,Checks,All of load,Guide sent,Count all paths,Open the guide"
    )
    heads = f"{columns},Render a state and those ahead".split(",")
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for count in sizes:
        print(f"a tree of {count} questions ...", flush=True)
        lines.append(f"| {' | '.join(_row(count))} |")
        print(lines[-1], flush=True)
    return "\n".join(lines)


def _row(count: int) -> tuple[str, ...]:
    with TemporaryDirectory() as name:
        folder = written(count, Path(name))
        parsing: list[float] = []
        checking: list[float] = []
        with _any_size(), _stopwatch("parse", parsing), _stopwatch("_check", checking):
            whole, guide = _timed(loading.load, folder)
    sent = guide_json(guide)
    counting, counts = _timed(path_counts, guide.tree)
    opening, opened = _timed(guide_from_data, json.loads(sent))
    engine = browser.Engine(opened, "../")
    fragment = f"v={guide.tree.version}&q0=one"
    engine.render(fragment)  # what a tree works out once is worked out
    rendering, _ = _timed(engine.render, fragment)
    total = sum(counts.values())
    digits = len(str(total)) if total < 10**4000 else 0
    paths = str(total) if digits and digits < 7 else f"{digits} digits" if digits else "> 10^4000"
    times = (sum(parsing), sum(checking), whole)
    seconds = tuple(f"{each:.3f} s" for each in times)
    return (
        f"{count:,}",
        paths,
        *seconds,
        f"{len(sent) / 1000:,.0f} kB",
        *(f"{each * 1000:.1f} ms" for each in (counting, opening, rendering)),
    )


def _timed(function: Callable[..., Any], *values: Any) -> tuple[float, Any]:
    begun = perf_counter()
    made = function(*values)
    return perf_counter() - begun, made


@contextmanager
def _any_size() -> Iterator[None]:
    """Lifts the limit that keeps a hostile file cheap."""
    limit, yaml_nodes.MAX_BYTES = yaml_nodes.MAX_BYTES, 100_000_000
    try:
        yield
    finally:
        yaml_nodes.MAX_BYTES = limit


class _stopwatch:  # noqa: N801, read as a verb
    """Adds up the time that a function of the loader takes."""

    def __init__(self, name: str, into: list[float]) -> None:
        self._name, self._into = name, into

    def __enter__(self) -> None:
        self._real = getattr(loading, self._name)

        def timed(*values: Any) -> Any:
            seconds, made = _timed(self._real, *values)
            self._into.append(seconds)
            return made

        setattr(loading, self._name, timed)

    def __exit__(self, *_: object) -> None:
        setattr(loading, self._name, self._real)


if __name__ == "__main__":
    print(run(tuple(map(int, sys.argv[1:])) or SIZES))
