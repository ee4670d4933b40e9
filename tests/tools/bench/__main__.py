"""Run the benchmark and write its tables between the markers of two pages.

python -m tests.tools.bench [ROUNDS]
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from decision_tree.loader.load import load

from . import growth, phases, start
from .start import ROOT

PAGES = ROOT / "docs" / "contribute"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"

HOW = (
    "All of it happens in the built page. A start runs from the first sign of interest to the "
    "frame with the live question. A click runs to the frame with the next question, and comes "
    "0.3 s or more after the last click. In Chromium, the main thread is held by long tasks (50 ms "
    "or more), elsewhere for as long as a timer is late. Memory is what the browser's processes "
    "use beyond the page alone."
)


PHASES = (
    "Full speed, on the machine of the benchmark. The first file that a phase waits for is counted "
    "in that phase; nothing waits in the later ones."
)


def main() -> int:
    """Measure, then write."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else 7
    with start.two_sides(load()) as server:
        sides, parts = start.run(server, rounds), phases.run(server, rounds)
    day = datetime.now(UTC).date().isoformat()
    told = f"Measured on {day} by `make bench`: medians of {rounds} rounds"
    _write("quality.md", f"{told}, stock → ours (ratio). {HOW}", sides, growth.run())
    _write("runtime.md", f"{told}. {PHASES}", parts)
    return 0


def _write(page: str, *parts: str) -> None:
    """Put these parts, Markdown, between the markers of a page in docs/contribute/."""
    file = PAGES / page
    source = file.read_text("utf-8")
    before, after = source.split(BEGIN)[0], source.split(END)[1]
    file.write_text(before + "\n\n".join((BEGIN, *parts, END)) + after, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
