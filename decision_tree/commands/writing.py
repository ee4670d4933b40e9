"""Whether the content may be written to: what `pip` installed is nobody's to edit."""

from __future__ import annotations

from pathlib import Path

from ..loader.load import CONTENT

__all__ = ["not_to_be_written"]

_OF_A_CHECKOUT = "mkdocs.yml"
"""A file that stands beside the package in the repository, and is not installed with it."""


def not_to_be_written(content: Path) -> str:
    """Why a command does not write to this folder; "" where it may.

    Another file in an installed package would break each later command.
    """
    own = content.resolve() == CONTENT.resolve()
    if not own or (CONTENT.parent.parent / _OF_A_CHECKOUT).is_file():
        return ""
    told = f"{content} belongs to the installed package, and is not written to"
    return f"{told}; run this in a checkout of the repository, or name a folder with --content"
