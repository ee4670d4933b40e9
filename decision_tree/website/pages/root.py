"""The way from a page to the root of the site."""

from __future__ import annotations

import posixpath

__all__ = ["root_of"]


def root_of(url: str) -> str:
    """The relative address of the site's root, with a slash at its end, from the page at `url`."""
    return posixpath.relpath(".", url or ".").rstrip("/") + "/"
