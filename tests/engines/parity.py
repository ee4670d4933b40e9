"""Keeps what the engines agreed on, and puts it into the README as a table.

`make test-engines` calls it once every test has passed: `python -m tests.engines.parity`.
"""

from __future__ import annotations

import json
import re

from decision_tree.build.everything import everything
from decision_tree.build.load import load
from tests.conftest import ROOT

from .drivers import NAMES, Engine

__all__ = ["main", "note"]

KEPT = ROOT / ".build" / "parity.json"
CALLED = {"chromium": "Chromium", "firefox": "Firefox", "webkit": "WebKitGTK"}
TABLE = re.compile(r"(?<=<!-- parity -->\n).*?(?=<!-- /parity -->)", re.DOTALL)


def note(engine: Engine, what: str, count: int) -> None:
    """Keep that `engine` gave the same as CPython in `count` cases of `what`, and print it."""
    found = _kept()
    found.setdefault(engine.name, {}).update({what: count, "version": engine.version})
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(found, indent=1), "utf-8")
    print(f"{CALLED[engine.name]} {engine.version}: {count} {what} equal")


def _kept() -> dict[str, dict[str, int | str]]:
    try:
        kept: dict[str, dict[str, int | str]] = json.loads(KEPT.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept


def main() -> None:
    """Write the table between its two marks in the README."""
    readme = ROOT / "README.md"
    found = _kept()
    calls = len(everything(load()))
    rows = [
        ("", "Calls equal to CPython's", "Paths through the static sections"),
        ("---", "--:", "--:"),
        ("Pyodide in Node", f"{calls} of {calls}", ""),
    ]
    for name in NAMES:
        if name not in found:
            continue
        row = found[name]
        version = str(row["version"]).rpartition("/")[2]
        rows.append(
            (f"{CALLED[name]} {version}", f"{row['calls']} of {calls}", f"{row['sections']}")
        )
    lines = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    text = readme.read_text("utf-8")
    readme.write_text(TABLE.sub(lambda _: f"\n{lines}\n", text), "utf-8")
    print(lines)


if __name__ == "__main__":
    main()
