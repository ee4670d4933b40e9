"""What `make serve` remembers from build to build, so that a mistake does not stop it."""

from __future__ import annotations

from dataclasses import dataclass

from ..engine.model import Guide
from .load import load
from .problems import ContentError

__all__ = ["Serving"]


@dataclass(slots=True)
class Serving:
    """Loads the guide for each build. While `on`, problems leave the last sound guide in place."""

    on: bool = False
    sound: Guide | None = None
    problems: str = ""

    def load(self) -> Guide:
        """The guide to build; `problems` says what is wrong with the files it did not come from.

        Raises ContentError when not serving, or when no sound guide was seen yet.
        """
        self.problems = ""
        try:
            self.sound = load()
        except ContentError as found:
            if not self.on or self.sound is None:
                raise
            self.problems = str(found)
            print(f"{found}\nStill serving the content as it was before.", flush=True)
        return self.sound
