"""The ledger of published versions: when each one was, and what its table was by then.

`content/history/published.txt` holds a line for each version: its number, its day, and the SHA-256
of its table as it was written. `published` is the only module that writes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .days import day_of
from .history import FOLDER

__all__ = ["LEDGER", "Published", "ledger_text", "read_ledger"]

LEDGER = "published.txt"
_LINE = re.compile(r"([1-9][0-9]{0,5}) (\S+) ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Published:
    """One version: the day it was published, as YYYY-MM-DD, and the SHA-256 of its table."""

    version: int
    day: str
    digest: str


def read_ledger(folder: Path) -> dict[int, Published]:
    """The published versions of the content in `folder`; lines of another form are left out."""
    try:
        lines = (folder / FOLDER / LEDGER).read_text("utf-8").splitlines()
    except OSError:
        return {}
    found = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if match and day_of(match[2]):
            found[int(match[1])] = Published(int(match[1]), match[2], match[3])
    return found


def ledger_text(ledger: dict[int, Published]) -> str:
    """The lines of the file, oldest version first."""
    return "".join(f"{row.version} {row.day} {row.digest}\n" for _, row in sorted(ledger.items()))
