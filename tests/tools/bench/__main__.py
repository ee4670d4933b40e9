"""Run the benchmark and write its tables between quality.md's markers.

python -m tests.tools.bench [ROUNDS]
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from . import growth, start
from .start import ROOT

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"

HOW = (
    "All of it happens in the built page. A start runs from the first sign of interest to the "
    "frame with the live question. A click runs to the frame with the next question, and comes "
    "0.3 s or more after the last click. In Chromium, the main thread is held by long tasks (50 ms "
    "or more), elsewhere for as long as a timer is late. Memory is what the browser's processes "
    "use beyond the page alone."
)


def main() -> int:
    """Measure, then write."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else 7
    parts = [start.run(rounds), growth.run()]
    day = datetime.now(UTC).date().isoformat()
    told = f"Measured on {day} by `make bench`: medians of {rounds} rounds, stock → ours (ratio)."
    text = "\n\n".join((BEGIN, f"{told} {HOW}", *parts, END))
    page = ROOT / "docs/contribute/quality.md"
    source = page.read_text("utf-8")
    before, after = source.split(BEGIN)[0], source.split(END)[1]
    page.write_text(before + text + after, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
