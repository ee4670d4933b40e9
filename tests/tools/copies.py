"""A copy of the guide's sources as they are here, committed or not, for tests that spoil them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.folders import ROOT

__all__ = ["commit", "copy_sources"]


def copy_sources(into: Path) -> Path:
    """Copy all that the site is built from, but for what is installed; return the copy's folder.

    The compiled library goes with it where there is one: it takes longer to make than the site.
    """
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
    (into / ".build").mkdir()
    for file in (ROOT / ".build").glob("library-*.zip"):
        shutil.copy(file, into / ".build")
    return into


def commit(folder: Path, *names: str) -> None:
    """Let Git know of a copy, or of these parts of it, as they are, in a repository of its own."""
    someone = ("-c", "user.name=A", "-c", "user.email=a@guide.test")
    asked = (
        ("init", "--quiet"),
        ("add", *(names or ("--all",))),
        (*someone, "commit", "--quiet", "--message", "As it was"),
    )
    for words in asked:
        subprocess.run(["git", *words], cwd=folder, check=True)
