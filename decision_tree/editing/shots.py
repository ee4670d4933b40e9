"""Which places of the site a reviewer is shown pictures of: each changed text where it stands."""

from __future__ import annotations

import difflib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..engine.kinds import DECIDE, KINDS, home, rows_of
from ..engine.link import State, encode
from ..engine.model import Guide, Tree
from ..engine.walk import Answer
from .prose import prose

__all__ = ["PAGE", "Shot", "new_texts", "shots"]

MOST_SHOTS = 24
_MOST_OF_ONE = 4
"""Pictures of one entry or page, so that a page written anew leaves room for others."""

PAGE = "page"
"""The kind of what is a file of docs/."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A place that looks different now: its name, its address below the site's root, and the text
    that is new there; "" for the place of the address itself."""

    name: str
    address: str
    says: str = ""


def shots(guide: Guide, changed: Iterable[tuple[str, str, Sequence[str]]]) -> tuple[Shot, ...]:
    """The pictures of what is `changed`: the kind and id of an entry, or a page's name, with the
    texts that are new in it."""
    ways = _ways(guide.tree)
    found: dict[tuple[str, str], Shot] = {}
    for kind, name, texts in changed:
        address = _address(guide, ways, kind, name)
        if not address:
            continue
        called = f"{kind}-{name.removesuffix('.md')}".replace("/", "-").replace(" ", "-")
        for number, text in enumerate(texts[:_MOST_OF_ONE] or ("",), 1):
            shot = Shot(called if number == 1 else f"{called}-{number}", address, text)
            found.setdefault((address, text), shot)
    return tuple(found.values())[:MOST_SHOTS]


def new_texts(before: str, after: str) -> Iterator[str]:
    """The first line of each run of lines that is new in a page's Markdown, as its reader sees it;
    of tables and code the words that stand in one cell or line."""
    old, now = (text.splitlines() for text in (before, after))
    for how, _, _, first, last in difflib.SequenceMatcher(None, old, now, False).get_opcodes():
        if how in ("replace", "insert"):
            lines = (_shown(line) for line in now[first:last])
            yield from [next(filter(None, lines), "")]


def _shown(line: str) -> str:
    cells = [prose(cell).strip(" #>*-\t") for cell in line.strip("|").split("|")]
    return max(cells, key=len, default="")


def _address(guide: Guide, ways: dict[str, tuple[Answer, ...]], kind: str, name: str) -> str:
    """Where an entry is seen, below the site's root; "" when it has no place of its own."""
    if kind == "question" and name in ways:
        return f"{DECIDE}#" + encode(State(guide.tree.version, ways[name], ask=name))
    if kind == PAGE:
        return name.removesuffix(".md").removesuffix("index").rstrip("/").lstrip("/") + "/"
    rows = next((rows_of(guide, each) for each in KINDS if each.name == kind), ())
    return next((home(row) for row in rows if getattr(row, "id", "") == name), "")


def _ways(tree: Tree) -> dict[str, tuple[Answer, ...]]:
    """The shortest answers that lead to each question."""
    ways: dict[str, tuple[Answer, ...]] = {tree.start: ()}
    queue = deque([tree.start])
    while queue:
        question = tree.question_by_id[queue.popleft()]
        for option in question.options:
            if option.to in tree.question_by_id and option.to not in ways:
                ways[option.to] = (*ways[question.id], (question.id, option.id))
                queue.append(option.to)
    return ways
