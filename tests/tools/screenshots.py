"""Pictures of the states that a change touches, on a phone and on a desk, for its reviewer.

Run as `python -m tests.tools.screenshots REVIEW SITE INTO`: REVIEW is the JSON that the
`review` command prints, SITE a built site, INTO the folder for the pictures. Needs a browser, as
`make browser` finds one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from playwright.sync_api import Page, TimeoutError, sync_playwright

from decision_tree.editing.shots import Shot
from tests.folders import ROOT
from tests.tools.loopback import listening

__all__ = ["main", "take"]

BROWSER_PATH = ROOT / ".build" / "browser-path"
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
BRING = """(text) => {
  const flat = (it) => it.textContent.replace(/\\s+/g, " ");
  const start = text.replace(/\\s+/g, " ").slice(0, 40);
  const found = [...document.querySelectorAll("main *")].filter((it) => flat(it).includes(start));
  const shown = found.filter((it) => !it.closest(".dt-live, [hidden]") || it.offsetParent);
  const last = shown.at(-1);
  if (!last) return false;
  for (let it = last; it; it = it.parentElement) if (it.localName === "details") it.open = true;
  last.scrollIntoView({ block: "center", behavior: "instant" });
  last.style.outline = "3px solid #d5008f";
  return true;
}"""
"""Puts the innermost element that holds a text into the middle of the window, and frames it."""
ENGINE_MS = 30_000  # to start the engine; without it the static page is what readers see


def main(arguments: list[str]) -> int:
    """Take the pictures that the review file names."""
    review, site, into = map(Path, arguments)
    shots = json.loads(review.read_text("utf-8"))["shots"]
    for file in take([Shot(**shot) for shot in shots], site, into):
        print(file, flush=True)
    return 0


def take(shots: list[Shot], site: Path, into: Path) -> list[Path]:
    """A picture of each place at each size, with its text in the middle; returns their files."""
    into.mkdir(parents=True, exist_ok=True)
    made = []
    with listening(site) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=BROWSER_PATH.read_text("utf-8").strip(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for size, viewport in SIZES.items():
            page = browser.new_page(viewport=viewport)  # type: ignore[arg-type]
            for shot in shots:
                page.goto("about:blank")  # an address that differs in its fragment loads nothing
                page.goto(f"{root}{shot.address}")
                _settle(page, shot.address)
                if shot.says and not page.evaluate(BRING, shot.says):
                    print(f"{shot.name}: the text is not on {shot.address}", file=sys.stderr)
                made.append(into / f"{shot.name}-{size}.png")
                page.screenshot(path=made[-1])
        browser.close()
    return made


def _settle(page: Page, address: str) -> None:
    page.wait_for_load_state("load")
    if "#v=" in address:
        try:
            page.locator(".dt-live h2").wait_for(timeout=ENGINE_MS)
        except TimeoutError:
            print(f"{address}: without the engine", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
