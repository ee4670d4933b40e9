"""What the engines are compared on, and the table of what they agreed on, in quality.md.

`make test-engines` calls it once every test has passed: `python -m tests.every_browser.parity`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from decision_tree.engine.model import Case, Guide
from decision_tree.engine.practice.attempt import DRILL, SCENARIO, every_attempt
from decision_tree.loader.load import load
from decision_tree.runtime.everything import Call, everything
from tests.conftest import ROOT

__all__ = ["counted", "every_call", "main", "note"]

KEPT = ROOT / ".build" / "parity.json"
CALLED = {
    "node": "Pyodide in Node",
    "chromium": "Chromium",
    "firefox": "Firefox",
    "webkit": "WebKitGTK",
}
COLUMNS = {
    "pages": "Pages of all kinds",
    "records": "Records",
    "gradings": "Gradings",
    "other": "Other calls",
    "sections": "Paths through the static sections",
}
"""What is counted, and what it is called."""

TABLE = re.compile(r"(?<=<!-- parity -->\n).*?(?=<!-- /parity -->)", re.DOTALL)


def every_call(guide: Guide) -> tuple[Call, ...]:
    """Everything that the engine can be asked, and each grading there is."""
    return tuple(dict.fromkeys((*everything(guide), *_gradings(guide))))


def _gradings(guide: Guide) -> Iterator[Call]:
    for scenario in guide.scenarios:
        yield "gradings", (SCENARIO, scenario.id)
    for drill in guide.drills:
        yield "gradings", (DRILL, drill.id)


def counted(guide: Guide) -> dict[str, int]:
    """How many of each sort `every_call` compares; a call for gradings compares many."""
    names = [name for name, _ in every_call(guide)]
    cases: tuple[Case, ...] = (*guide.scenarios, *guide.drills)
    pages, records = names.count("render"), names.count("record")
    return {
        "pages": pages,
        "records": records,
        "gradings": sum(len(list(every_attempt(case, guide))) for case in cases),
        "other": len(names) - pages - records - len(cases),
    }


def note(engine: str, version: str, counts: dict[str, int]) -> None:
    """Keep that `engine` gave the same as CPython in so many cases of each sort; print it."""
    found = _kept()
    found.setdefault(engine, {}).update({**counts, "version": version})
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(found, indent=1), "utf-8")
    told = ", ".join(f"{count:,} {COLUMNS[what].lower()}" for what, count in counts.items())
    print(f"{CALLED[engine]} {version}: {told}: equal")


def _kept() -> dict[str, dict[str, int | str]]:
    try:
        kept: dict[str, dict[str, int | str]] = json.loads(KEPT.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept


def main() -> None:
    """Write the table between its two marks in quality.md."""
    page = ROOT / "docs/contribute/quality.md"
    found = _kept()
    rows = [("Where", *COLUMNS.values()), ("---", *["--:"] * len(COLUMNS))]
    for name, called in CALLED.items():
        if name not in found:
            continue
        row = found[name]
        version = str(row["version"]).rpartition("/")[2]
        cells = (f"{row[what]:,}" if what in row else "" for what in COLUMNS)
        rows.append((f"{called} {version}", *cells))
    lines = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    wanted = counted(load())
    short = [
        f"{CALLED[name]}: {row.get(what)} of {count} {COLUMNS[what].lower()}"
        for name, row in found.items()
        for what, count in wanted.items()
        if row.get(what) != count
    ]
    if short:
        raise SystemExit("Of another state of the guide; run it again.\n" + "\n".join(short))
    text = page.read_text("utf-8")
    page.write_text(TABLE.sub(lambda _: f"\n{lines}\n", text), "utf-8")
    print(lines)


if __name__ == "__main__":
    main()
