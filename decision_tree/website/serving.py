"""What `make serve` remembers from build to build, so that a mistake does not stop it."""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from decision_tree.engine.model import Guide
from decision_tree.loader.load import CONTENT, load
from decision_tree.loader.problems import ContentError

__all__ = ["Serving", "committed"]


def committed(content: Path = CONTENT) -> Guide | None:
    """The guide as it is in the last commit; None without Git, or when that has problems too."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "content.tar"
        asked = ["git", "archive", "--output", str(archive), "HEAD", "."]
        done = subprocess.run(asked, cwd=content, capture_output=True, check=False)
        if done.returncode:
            return None
        with tarfile.open(archive) as files:
            files.extractall(folder, filter="data")
        try:
            return load(Path(folder))
        except ContentError:
            return None


@dataclass(slots=True)
class Serving:
    """Loads the guide for each build. While `on`, problems leave the last sound guide in place."""

    on: bool = False
    sound: Guide | None = None
    problems: str = ""

    def load(self) -> Guide:
        """The guide to build; `problems` says what is wrong with the files it did not come from.

        Raises ContentError when not serving, or when no sound guide can be had: neither one seen
        before, nor the one of the last commit.
        """
        self.problems = ""
        try:
            self.sound = load()
        except ContentError as found:
            self.sound = self.sound or (committed() if self.on else None)
            if not self.on or self.sound is None:
                raise
            self.problems = str(found)
            print(f"{found}\nStill serving the content as it was before.", flush=True)
        return self.sound
