"""The one function that crosses into JavaScript: a fragment goes in, pages come out, all as text.

A page is a pure function of its fragment. The states one click away are rendered along with it, so
that a click shows its result without asking again.
"""

from __future__ import annotations

import json

from .codec import guide_from_data
from .link import decode
from .model import Guide
from .view import Page, View

__all__ = ["Engine", "start"]


class Engine:
    """Renders the pages of one guide; `root` leads from the page it is on to the site's root."""

    def __init__(self, guide: Guide, root: str) -> None:
        self._tree = guide.tree
        self._view = View(guide, root)

    def page(self, fragment: str) -> Page:
        """What the address ending in `fragment` shows."""
        return self._view.page(decode(self._tree, fragment))

    def render(self, fragment: str) -> str:
        """JSON `{fragment: {"html": ..., "title": ...}}` for `fragment` and each state ahead."""
        here = self.page(fragment)
        pages = {fragment: here} | {ahead: self.page(ahead) for ahead in here.ahead}
        return json.dumps(
            {name: {"html": page.html, "title": page.title} for name, page in pages.items()}
        )


def start(guide_json: str, root: str) -> Engine:
    """The engine on the guide that the build wrote as `guide_json`; see `Engine` for `root`."""
    return Engine(guide_from_data(json.loads(guide_json)), root)
