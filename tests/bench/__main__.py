"""Run the benchmark and write its tables between README's markers.

python -m tests.bench [ROUNDS]
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from . import growth, start
from .start import ROOT

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


def main() -> int:
    """Measure, then write."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else 7
    parts = [start.run(rounds), growth.run()]
    day = datetime.now(UTC).date().isoformat()
    told = f"Measured on {day} by `make bench`: medians of {rounds} rounds, stock → ours (ratio)."
    text = "\n\n".join((BEGIN, told, *parts, END))
    readme = ROOT / "README.md"
    source = readme.read_text("utf-8")
    before, after = source.split(BEGIN)[0], source.split(END)[1]
    readme.write_text(before + text + after, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
