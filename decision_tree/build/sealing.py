"""The last hooks of a build. Apart, because the macros plugin would call them in `site.py` too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority

from decision_tree.build.inventory import take_stock
from decision_tree.build.policy import seal

__all__ = ["on_post_build", "on_startup"]

ROOT = Path(__file__).parent.parent.parent

_command = ""


def on_startup(command: str, **_: Any) -> None:
    """Note whether the site is built or served."""
    global _command
    _command = command


@event_priority(50)  # once every page is there, before anything takes a hash of one
def _seal(config: MkDocsConfig, **_: Any) -> None:
    """Close the built pages to everything they do not need.

    Not while serving: live reload puts a script of its own into the pages.
    """
    if _command == "build":
        seal(Path(config.site_dir))


@event_priority(-200)  # once every plugin has written its files
def _take_stock(config: MkDocsConfig, **_: Any) -> None:
    """List what was built."""
    if _command == "build":
        take_stock(Path(config.site_dir), ROOT)


# MkDocs passes the configuration by its name, which the type of CombinedEvent does not know.
on_post_build = CombinedEvent(_seal, _take_stock)  # type: ignore[arg-type]
