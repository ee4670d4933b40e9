"""NOTICE.txt: whose work the site serves, and under which licences, with their texts.

The texts are read when the site is built: from the packages themselves, and from a package that
holds those of the SPDX list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .components import Component

__all__ = ["NOTICE", "licences_of", "notice"]

NOTICE = "NOTICE.txt"
_LINE = "=" * 80
_NO_TEXT = {
    "LicenseRef-Public-Domain": "Its authors gave it to the public domain.",
    "LLVM-exception": "https://spdx.org/licenses/LLVM-exception.html",
}


def notice(parts: Iterable[Component], root: Path) -> str:
    """The whole file, for these components; `root` is the folder of this project."""
    listed = tuple(parts)
    own = (root / "LICENSE").read_text("utf-8").strip()
    told = (
        "This site serves text and code of its own under the MIT licence, and work of others\n"
        "under the licences below. Each entry says where its source can be had. The texts of\n"
        "the licences follow.",
        *map(_entry, listed),
        f"Text and code of this site\n\n{own}",
        *(f"{name}\n\n{text}" for name, text in _texts(listed, root)),
    )
    return f"\n\n{_LINE}\n".join(told) + "\n"


def licences_of(expression: str) -> list[str]:
    """The identifiers in an SPDX expression."""
    return re.split(r" (?:AND|OR|WITH) ", expression)


def _entry(part: Component) -> str:
    lines = (
        " ".join(filter(None, (part.name, part.version))),
        *((f"Part of {part.within}",) if part.within else ()),
        f"Licence: {part.licence}",
        f"Source: {part.source}",
        *((f"Copyright: {part.holder}",) if part.holder else ()),
    )
    return "\n".join(lines) + (f"\n\n{part.text}" if part.text else "")


def _texts(parts: tuple[Component, ...], root: Path) -> Iterator[tuple[str, str]]:
    """Each licence by its identifier, with its text; lines end without spaces."""
    wanted = {name for part in parts for name in licences_of(part.licence)}
    for name in sorted(wanted, key=str.lower):
        if name in _NO_TEXT:
            yield name, _NO_TEXT[name]
            continue
        file = root / "node_modules/spdx-license-list/licenses" / f"{name}.json"
        known = json.loads(file.read_text("utf-8"))
        yield (
            f"{known['name']} ({name})",
            re.sub(r"[ \t]+$", "", known["licenseText"], flags=re.MULTILINE).strip(),
        )
