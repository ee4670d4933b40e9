"""The last hook of a build. It stands apart: the macros plugin would call it in `site.py` too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from decision_tree.build.inventory import take_stock
from decision_tree.build.policy import seal

__all__ = ["on_post_build", "on_startup"]

ROOT = Path(__file__).parent.parent.parent

_command = ""


def on_startup(command: str, **_: Any) -> None:
    """Note whether the site is built or served."""
    global _command
    _command = command


@event_priority(-100)  # once every plugin has written its files
def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Close the built pages to everything they do not need, and list what was built.

    Not while serving: live reload puts a script of its own into the pages.
    """
    if _command == "build":
        seal(Path(config.site_dir))
        take_stock(Path(config.site_dir), ROOT)
