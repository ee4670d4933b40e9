"""What tests in a browser share: time to paint, and the names under which the site keeps texts."""

from __future__ import annotations

import re

from .folders import ROOT

__all__ = ["BEFORE", "KEPT", "painted"]

_STORAGE = (ROOT / "overrides/assets/storage.mjs").read_text("utf-8")

BEFORE = "".join(re.findall(r'^const BEFORE = "([^"]+)";', _STORAGE, re.MULTILINE))
"""What names in the browser's storage began with in earlier versions, as `storage.mjs` has it."""

KEPT = f"/.{BEFORE}"
"""What they begin with now, on a site at the root of its host."""


def painted(frames: int) -> str:
    """A script that waits until the page has painted so often: what was to move has moved."""
    return f"""() => new Promise((done) => {{
      const frame = (left) => (left ? requestAnimationFrame(() => frame(left - 1)) : done());
      frame({frames});
    }})"""
