"""Which claims the pages in docs/ cite, and where: `{{ cite("claim-id") }}`, found in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .load import CONTENT, ROOT
from .page_text import told, without_raw
from .problems import Place, shown

__all__ = ["DOCS", "Cite", "cites", "docs_of", "pages"]

DOCS = ROOT / "docs"
"""The folder with the guide's own pages."""

_CITE = re.compile(r"\bcite\(([^)]*)\)")
_ID = re.compile(r"""["']([^"']*)["']""")
_HEADING = re.compile(r"^#{1,6} .*?(?:\{[^}]*#([\w-]+)[^}]*\})?\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Cite:
    """A claim named on a page, such as `contribute/index`; `anchor` is of the heading above it."""

    claim: str
    page: str
    title: str
    anchor: str
    place: Place
    source: str


def docs_of(content: Path) -> Path | None:
    """The pages that belong to this content folder, or None when it has none of its own."""
    return DOCS if content.resolve() == CONTENT.resolve() and DOCS.is_dir() else None


def pages(docs: Path) -> list[Path]:
    """The files of all pages, in the order of their names."""
    return sorted(file for file in docs.rglob("*.md") if file.is_file())


def cites(docs: Path | None) -> Iterator[Cite]:
    """Every claim id that a page of `docs` cites, in reading order."""
    if docs is None:
        return
    for file in pages(docs):
        yield from _cites(file, file.relative_to(docs).with_suffix("").as_posix())


def _cites(file: Path, page: str) -> Iterator[Cite]:
    text = without_raw(file.read_text("utf-8", "replace"))
    titles = (each.text.strip().strip('"') for each in told(text) if each.key == "title")
    title = next(titles, "") or file.stem
    headings = [(heading.start(), heading[1] or "") for heading in _HEADING.finditer(text)]
    lines = text.splitlines()
    for call in _CITE.finditer(text):
        anchors = [anchor for start, anchor in headings if start < call.start() and anchor]
        for name in _ID.finditer(text, call.start(1), call.end(1)):
            line = text.count("\n", 0, name.start()) + 1
            column = name.start(1) - text.rfind("\n", 0, name.start())
            place = Place(shown(file), line, column)
            anchor = anchors[-1] if anchors else ""
            yield Cite(name[1], page, title, anchor, place, lines[line - 1])
