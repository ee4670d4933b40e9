"""Find a Chromium for the tests, or install one, and note where it is in .build/browser-path.

An installed one first, then Playwright's own download, then, as root on Debian, the
distribution's package. Run as `python -m tests.tools.browser_setup`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable

from tests.folders import ROOT

__all__ = ["main"]

NOTE = ROOT / ".build" / "browser-path"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DOWNLOAD_SECONDS = 240


def main() -> int:
    """Note the path of a browser that starts; return 1 with advice when none can be had."""
    if NOTE.is_file() and _starts(NOTE.read_text("utf-8").strip()):
        return 0
    ways: tuple[Callable[[], str | None], ...] = (_installed, _from_playwright, _from_debian)
    for way in ways:
        path = way()
        if path and _starts(path):
            NOTE.parent.mkdir(exist_ok=True)
            NOTE.write_text(path, "utf-8")
            print(f"Tests use the browser {path}.")
            return 0
    print("No browser for the tests: put Chromium on the PATH, then try again.")
    return 1


def _installed() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def _from_playwright() -> str | None:
    print("No Chromium is installed; downloading Playwright's (about 180 MB) ...", flush=True)
    try:
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"],
            check=True,
            timeout=DOWNLOAD_SECONDS,
        )
    except (subprocess.SubprocessError, OSError):
        print("That download did not work.")
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _from_debian() -> str | None:
    if not shutil.which("apt-get") or os.geteuid():
        return None
    print("Installing the distribution's Chromium (a minute or two) ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
        subprocess.run(["apt-get", *arguments], check=False, env=quiet, stdout=subprocess.DEVNULL)
    return _installed()


def _starts(path: str) -> bool:
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (subprocess.SubprocessError, OSError):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
