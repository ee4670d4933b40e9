"""A Markdown extension: tables written in pages stack on a phone as the macros' tables do.

Each cell carries the name of its column, which the stylesheet shows where columns do not fit, and
the first cell of a row names the row.
Markdown brings no types, hence the exceptions.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown  # type: ignore[import-untyped]
from markdown.extensions import Extension  # type: ignore[import-untyped]
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]

__all__ = ["makeExtension"]


class _Label(Treeprocessor):  # type: ignore[misc]
    def run(self, root: Element) -> None:
        """Name the column in every cell of every table, and each row by its first cell."""
        for table in root.iter("table"):
            table.set("class", "dt-table")
            heads = ["".join(head.itertext()).strip() for head in table.iter("th")]
            for cell in table.iter("th"):
                cell.set("scope", "col")
            for row in table.iter("tr"):
                cells = row.findall("td")
                for cell, name in zip(cells, heads, strict=False):
                    cell.set("data-label", name)
                for first in cells[:1]:
                    first.tag = "th"
                    first.set("scope", "row")


class _StackedTables(Extension):  # type: ignore[misc]
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's own name)
        """Run once the text in the cells has become HTML."""
        md.treeprocessors.register(_Label(md), "stacked-tables", 0)


def makeExtension(**settings: object) -> Extension:  # noqa: N802 (the name that Markdown looks for)
    """What Markdown calls to get the extension."""
    return _StackedTables(**settings)
