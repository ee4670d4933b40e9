"""The pictures in README.md, taken of the built site. Run as `make pictures`."""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from decision_tree.engine.link import State, encode
from decision_tree.engine.walk import paths
from decision_tree.loader.load import load
from tests.folders import ROOT
from tests.tools.compressed import serving
from tests.tools.lighthouse import PORT, build

FOLDER = ROOT / ".github" / "pictures"
MOST_BYTES = 60_000
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")


class Shot(NamedTuple):
    """One picture: its name, the address to open, the window, and the scheme."""

    name: str
    path: str
    size: tuple[int, int]
    scheme: Literal["light", "dark"]


def shots() -> tuple[Shot, ...]:
    """The home page, a question on a phone, and a result."""
    tree = load().tree
    way = next(path for path in paths(tree) if path.outcome == "edge-and-graph")
    half = encode(State(tree.version, way.answers[:2]))
    whole = encode(State(tree.version, way.answers, "", way.outcome))
    return (
        Shot("home", "", (1200, 900), "light"),
        Shot("question", f"decide/#{half}", (390, 780), "dark"),
        Shot("result", f"decide/#{whole}", (1200, 900), "light"),
    )


def main() -> int:
    """Take each picture; 1 when one is too large to keep."""
    FOLDER.mkdir(exist_ok=True)
    browser_path = (ROOT / ".build/browser-path").read_text("utf-8").strip()
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), PORT) as address:
        build(Path(folder), address)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path, args=list(QUIET))
            sizes = [take(browser, address, shot) for shot in shots()]
            browser.close()
    return int(max(sizes) > MOST_BYTES)


def take(browser: Browser, address: str, shot: Shot) -> int:
    """Write one picture and return its size in bytes."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=shot.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{address}{shot.path}")
    if "#" in shot.path:
        page.wait_for_selector(".dt-live:not([hidden]) h2", timeout=60_000)
        page.evaluate("scrollTo(0, 0)")
    taken = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    path = FOLDER / f"{shot.name}.webp"
    taken.convert("RGB").save(path, "WEBP", quality=68, method=6)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {size / 1000:.0f} kB", flush=True)
    return size


if __name__ == "__main__":
    sys.exit(main())
