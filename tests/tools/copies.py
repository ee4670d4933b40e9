"""A copy of the guide's sources as they are here, committed or not, for tests that spoil them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.folders import ROOT

__all__ = ["commit", "copy_sources"]


def copy_sources(into: Path) -> Path:
    """Copy all that the site is built from, but for what is installed; return the copy's folder.

    What is made once goes with it where it is there, by names that tell what it was made from: the
    compiled library and the packed wasm take longer than the site.
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
    for kind in ("library-*.zip", "wasm-*.zst"):
        for file in (ROOT / ".build").glob(kind):
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
