"""The places that search.yml names, compared with what the pages of the guide have.

The build looks once more, at what it made of them; here a mistake has a line and the nearest name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ..engine.kinds import KINDS, home, rows_of
from ..engine.model import Guide
from .cites import pages
from .fields import SEARCH_FILE
from .problems import Problem, did_you_mean, shortened
from .standalone import read_alone

__all__ = ["check_places"]

SEARCH = "search.yml"
_ANCHOR = re.compile(r"""\{[^{}]*#([\w-]+)[^{}]*\}|\bid=["']([\w-]+)["']""")
"""An id that a page gives to a heading or to anything else."""


def check_places(guide: Guide, content: Path, docs: Path | None) -> Iterator[Problem]:
    """The places in search.yml of `content` that no page has; none where its pages, `docs`, are not
    here. What else is wrong with the file is not told."""
    file = content / SEARCH
    if docs is None or not file.is_file():
        return
    draft, data = read_alone(file, "search", SEARCH_FILE)
    if draft.files["search"].problems:
        return
    known = set(_addresses(guide, docs))
    known |= {anchor for address in known if (anchor := address.partition("#")[2])}
    for number, row in enumerate(data["places"]):
        if row["place"] not in known:
            near = did_you_mean(row["place"], filter(partial(_alike, row["place"]), known))
            told = f"there is no place “{shortened(row['place'])}”; {near}"
            draft.problem(("search", "places", number, "place"), told, "unknown-anchor")
    yield from sorted(draft.files["search"].problems)


def _alike(place: str, known: str) -> bool:
    """Whether both are pages, anchors or whole addresses: too many names are compared with none."""
    form = [(each[:1], "#" in each, each.endswith("/")) for each in (known, place)]
    return form[0] == form[1]


def _addresses(guide: Guide, docs: Path) -> Iterator[str]:
    """Every page and every place on one, from the root of the site."""
    for kind in KINDS:
        yield from map(home, rows_of(guide, kind))
    for file in pages(docs):
        page = file.relative_to(docs).with_suffix("").as_posix()
        page = f"{page.removesuffix('index').rstrip('/')}/".lstrip("/")
        yield page
        for found in _ANCHOR.finditer(file.read_text("utf-8", "replace")):
            yield f"{page}#{found[1] or found[2]}"
