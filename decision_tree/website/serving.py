"""What `make serve` remembers from build to build, so that a mistake does not stop it."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from decision_tree.engine.model import Guide
from decision_tree.loader.controllers import Controllers, load_controllers
from decision_tree.loader.load import CONTENT, load
from decision_tree.loader.measured import Measured, load_measured
from decision_tree.loader.problems import ContentError, Problem
from decision_tree.loader.search_words import SearchWords, load_search_words

__all__ = ["Content", "Serving", "committed"]

_T = TypeVar("_T")


class Content(NamedTuple):
    """All that is read from decision_tree/content/."""

    guide: Guide
    measured: Measured
    controllers: Controllers
    search_words: SearchWords


def committed(content: Path = CONTENT) -> Content | None:
    """The content of the last commit; None without Git, or when that has problems too."""
    asked = ["git", "archive", "--format=zip", "HEAD", "."]
    try:
        done = subprocess.run(asked, cwd=content, capture_output=True, check=False)
    except OSError:
        return None
    if done.returncode:
        return None
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(io.BytesIO(done.stdout)) as files:
            files.extractall(folder)  # which lets no name lead out of the folder
        try:
            return _load(Path(folder))
        except ContentError:
            return None


def _load(folder: Path) -> Content:
    """The content of a folder. Raises ContentError with all that is wrong with it."""
    problems: list[Problem] = []
    guide = _tried(lambda: load(folder), problems)
    measured = _tried(lambda: load_measured(folder / "measured.yml"), problems)
    controllers = _tried(lambda: load_controllers(folder / "controllers.yml"), problems)
    words = _tried(lambda: load_search_words(folder / "search.yml"), problems)
    if guide is None or measured is None or controllers is None or words is None:
        raise ContentError(problems)
    return Content(guide, measured, controllers, words)


def _tried(read: Callable[[], _T], problems: list[Problem]) -> _T | None:
    """What `read` returns; None when it raises ContentError, whose problems are added."""
    try:
        return read()
    except ContentError as found:
        problems.extend(found.problems)
        return None


@dataclass(slots=True)
class Serving:
    """Loads the content for each build. While `on`, problems leave the last sound one in place."""

    on: bool = False
    sound: Content | None = None
    problems: str = ""

    def load(self, folder: Path = CONTENT) -> Content:
        """The content to build; `problems` says what is wrong with the files it did not come from.

        Raises ContentError when not serving, or when no sound content can be had: neither one seen
        before, nor that of the last commit.
        """
        self.problems = ""
        try:
            self.sound = _load(folder)
        except ContentError as found:
            self.sound = self.sound or (committed(folder) if self.on else None)
            if not self.on or self.sound is None:
                raise
            self.problems = str(found)
        return self.sound
