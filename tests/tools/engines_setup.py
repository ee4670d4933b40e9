"""Find the browser engines that tests and the benchmark run in, or install the missing ones.

Chromium comes from `browser_setup`; Firefox and WebKitGTK, as root on Debian, from the
distribution. Run as `python -m tests.tools.engines_setup`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.tools import browser_setup

__all__ = ["NAMES", "find", "main"]

NAMES = ("chromium", "firefox", "webkit")
"""The engines that the tests know."""

_PACKAGES = {"firefox": ("firefox-esr",), "webkit": ("webkit2gtk-driver", "xvfb")}
_HOST = ("nginx-light", "libnginx-mod-http-brotli-static")
"""The server that one test puts the site behind; without it, that test is skipped."""
_PROGRAMS = {"firefox": ("firefox-esr", "firefox"), "webkit-driver": ("WebKitWebDriver",)}


def find(name: str) -> str | None:
    """The program of the engine called `name` (or `webkit-driver`), or None when it is not here."""
    if name == "chromium":
        note = browser_setup.NOTE
        return note.read_text("utf-8").strip() if note.is_file() else None
    if name == "webkit":
        has_all = find("webkit-driver") and shutil.which("Xvfb")
        places = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
        return str(places[-1]) if has_all and places else None
    return next(filter(None, map(shutil.which, _PROGRAMS[name])), None)


def main() -> int:
    """Install what is missing; return 1 with advice when an engine cannot be had."""
    status = browser_setup.main()
    missing = [name for name in NAMES[1:] if not find(name)]
    hosted = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if (missing or not hosted) and shutil.which("apt-get") and not os.geteuid():
        print(
            f"Installing the distribution's {' and '.join((*missing, 'nginx'))} (a minute) ...",
            flush=True,
        )
        packages = [package for name in missing for package in _PACKAGES[name]]
        packages += () if hosted else _HOST
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["install", "-y", "-qq", "--no-install-recommends", *packages]
        for arguments in (["update", "-qq"], install):
            subprocess.run(
                ["apt-get", *arguments], check=False, env=quiet, stdout=subprocess.DEVNULL
            )
    for name in NAMES:
        print(f"{name}: {find(name) or 'not here; install it and try again'}")
    return 0 if all(map(find, NAMES)) else status or 1


if __name__ == "__main__":
    sys.exit(main())
