"""A copy of the guide's sources as they are here, committed or not, for tests that spoil them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

__all__ = ["copy_sources"]

ROOT = Path(__file__).parent.parent.parent


def copy_sources(into: Path) -> Path:
    """Copy all that the site is built from, but for what is installed; return the copy's folder."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", ".", ":!tests"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(lambda name: (ROOT / name).is_file(), listed.splitlines()):
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, into / name)
    (into / "node_modules").symlink_to(ROOT / "node_modules")
    return into
