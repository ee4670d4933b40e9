"""A Markdown extension: a heading that opens a fold has no link to itself inside.

A summary is a button to those who listen to a page, and a button within a button cannot be reached.
Markdown brings no types, hence the exceptions.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown  # type: ignore[import-untyped]
from markdown.extensions import Extension  # type: ignore[import-untyped]
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]

__all__ = ["makeExtension"]


class _Unlink(Treeprocessor):  # type: ignore[misc]
    def run(self, root: Element) -> None:
        """Take the headings' own links out of every summary."""
        for heading in root.iterfind(".//summary/*"):
            for link in heading.findall("a[@class='headerlink']"):
                heading.remove(link)


class _Folds(Extension):  # type: ignore[misc]
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's own name)
        """Run once the headings have their links."""
        md.treeprocessors.register(_Unlink(md), "folds", 0)


def makeExtension(**settings: object) -> Extension:  # noqa: N802 (the name that Markdown looks for)
    """What Markdown calls to get the extension."""
    return _Folds(**settings)
