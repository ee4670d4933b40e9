"""Lighthouse on the built site, with its mobile settings: writes its scores into quality.md.

Run as `make lighthouse`. Scores depend on the machine; the page weights that
tests/browser/test_weight.py measures do not, and those fail a build.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from decision_tree.runtime.npm import node
from tests.folders import ROOT
from tests.tools.compressed import serving

PAGES = {
    "Home": "",
    "The argument": "argument/",
    "Decide": "decide/",
    "Practice": "practice/",
    "An outcome": "o/edge-and-graph/",
    "Sources": "claims/",
}
CATEGORIES = {
    "performance": "Performance",
    "accessibility": "Accessibility",
    "best-practices": "Best practices",
    "seo": "SEO",
}
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking"
BEGIN, END = "<!-- lighthouse: written by make lighthouse -->", "<!-- /lighthouse -->"
PORT = 8791


def main() -> int:
    """Score each page, print what is below 100, and write the table; 1 when something is."""
    rows, missed = [], []
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), PORT) as address:
        build(Path(folder), address)
        for name, path in PAGES.items():
            if not (Path(folder) / path / "index.html").is_file():
                continue
            print(f"Lighthouse on {name} ...", flush=True)
            report = run(f"{address}{path}")
            scores, weak = scores_of(report), audits_below(report)
            rows.append((name, scores, figures_of(report)))
            missed += [f"{name}: {each}" for each in weak]
            print("  " + ", ".join(f"{key} {score}" for key, score in scores.items()))
    print("\n".join(missed))
    write(table(rows))
    return int(any(score < 100 for _, scores, _ in rows for score in scores.values()))


def build(folder: Path, address: str) -> None:
    """Build the site for the address it is served at, so that its own links are right."""
    subprocess.run(
        [sys.executable, "-m", "decision_tree.website", "build", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "SITE_URL": address},
        check=True,
    )


def run(address: str) -> dict[str, Any]:
    """Lighthouse's report on one page, as its JSON says it."""
    program, environment = node()
    browser = (ROOT / ".build/browser-path").read_text("utf-8").strip()
    lighthouse = ROOT / "tests/node/node_modules/lighthouse/cli/index.js"
    done = subprocess.run(
        [program, lighthouse, address, "--output=json", "--quiet", f"--chrome-flags={FLAGS}"],
        env={**environment, "CHROME_PATH": browser},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def scores_of(report: dict[str, Any]) -> dict[str, int]:
    """Each category's score from 0 to 100."""
    found = report["categories"]
    return {name: round(100 * (found[key]["score"] or 0)) for key, name in CATEGORIES.items()}


def audits_below(report: dict[str, Any]) -> list[str]:
    """What kept a category from 100, by the audit's own name."""
    found = []
    for key in CATEGORIES:
        for ref in report["categories"][key]["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 0.995:
                found.append(f"{audit['id']} {audit['score']} {audit.get('displayValue', '')}")
    return found


def figures_of(report: dict[str, Any]) -> tuple[str, str, str]:
    """Largest paint in seconds, layout shift, and kilobytes transferred."""
    audits = report["audits"]
    paint = audits["largest-contentful-paint"]["numericValue"] / 1000
    shift = audits["cumulative-layout-shift"]["numericValue"]
    weight = audits["total-byte-weight"]["numericValue"] / 1000
    return f"{paint:.1f} s", f"{shift:.3f}".rstrip("0").rstrip("."), f"{weight:.0f} kB"


def table(rows: list[tuple[str, dict[str, int], tuple[str, str, str]]]) -> str:
    """The scores as a Markdown table."""
    heads = ("Page", *CATEGORIES.values(), "Largest paint", "Layout shift", "Transferred")
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for name, scores, figures in rows:
        cells = (name, *map(str, scores.values()), *figures)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def write(text: str) -> None:
    """Put the table between the markers of quality.md."""
    page = ROOT / "docs/contribute/quality.md"
    before = page.read_text("utf-8")
    pattern = re.escape(BEGIN) + ".*?" + re.escape(END)
    after, count = re.subn(pattern, lambda _: f"{BEGIN}\n\n{text}\n\n{END}", before, flags=re.S)
    if not count:
        raise SystemExit(f"quality.md has no place for the table: {BEGIN} {END}")
    page.write_text(after, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
