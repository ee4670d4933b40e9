"""What pages are called, and whether each name names one thing.

A page has the same words in the menu, as its title and as its heading; a description of its own,
which searches and cards show; and no two places with the same anchor.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mkdocs.structure.pages import Page

from decision_tree.loader.page_text import told, without_fences
from decision_tree.loader.problems import Problem, shortened
from decision_tree.website.page_problems import Source, source_of

__all__ = ["menu_names", "name_problems"]

SHORTEST, LONGEST = 40, 200
"""Characters of a description: fewer say nothing, more are cut where it is shown."""

_HEADING = re.compile(r"^# +(.+?)(?:[ \t]+#*)?(?:[ \t]*\{[^{}]*\})?[ \t]*$", re.MULTILINE)
_ID = re.compile(r"<[a-z][^<>]*?\sid=\"([^\"]+)\"", re.IGNORECASE)


def menu_names(nav: object) -> dict[str, str]:
    """The name of each page below a part of the menu, by its file; `nav` is that of mkdocs.yml.

    A page that is no part of one, such as the first, is called as the site's logo leads to it.
    """
    parts = [part for row in _rows(nav) for part in row.values() if isinstance(part, list)]
    return {file: name for part in parts for name, file in _pages(part)}


def _rows(nav: object) -> Iterator[Mapping[str, Any]]:
    yield from (row for row in (nav if isinstance(nav, list) else ()) if isinstance(row, dict))


def _pages(part: list[Any]) -> Iterator[tuple[str, str]]:
    for row in _rows(part):
        for name, value in row.items():
            if isinstance(value, list):
                yield from _pages(value)
            elif isinstance(value, str):
                yield name, value


def name_problems(pages: Iterable[Page], names: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with the names of the pages that somebody wrote, once all are read.

    `names` are those of the menu, by file. A page whose text is missing has no anchors to compare.
    """
    described: dict[str, str] = {}
    for page in pages:
        if not page.file.abs_src_path:
            continue  # made by the build, from content that has checks of its own
        source = source_of(page.file)
        yield from _missing(page, source)
        yield from _described(page, source, described)
        yield from _called(page, source, names.get(page.file.src_uri, ""))
        if page.present_anchor_ids is not None:
            yield from _doubles(page, source)


def _missing(page: Page, source: Source) -> Iterator[Problem]:
    for name, what in (("title", "its heading"), ("description", "what it tells, in a sentence")):
        if not str(page.meta.get(name) or "").strip():
            message = f"the {name} is missing; write `{name}:` and {what} between the two lines of "
            yield source.problem(0, f"{message}dashes", "front-matter")


def _described(page: Page, source: Source, described: dict[str, str]) -> Iterator[Problem]:
    given = str(page.meta.get("description") or "").strip()
    if not given:
        return
    start = _front(source, "description")
    first = described.setdefault(given, source.name)
    if first != source.name:
        message = f"{first} has the same description; say what this page alone tells"
        yield source.problem(start, message, "page-name")
    if not SHORTEST <= len(given) <= LONGEST:
        message = f"{len(given)} characters; a description has {SHORTEST} to {LONGEST}, "
        better = "say more" if len(given) < SHORTEST else "shorten it"
        yield source.problem(start, message + better, "page-name")


def _called(page: Page, source: Source, name: str) -> Iterator[Problem]:
    """The title and the heading have the words of the menu; a page without a name has both free."""
    if not name:
        return
    title = str(page.meta.get("title") or "").strip()
    if title and title != name:
        message = f"the menu calls this page “{name}”; write the same here and in mkdocs.yml"
        yield source.problem(_front(source, "title"), message, "page-name")
    heading = _HEADING.search(without_fences(source.text))
    if heading is None:
        message = f"the heading is missing; write `# {name}` below the dashes"
        yield source.problem(0, message, "page-name")
    elif heading[1].strip() != name:
        called = shortened(heading[1].strip())
        message = (
            f"the heading is “{called}”, and the menu calls this page “{name}”; write the same "
        )
        yield source.problem(heading.start(1), f"{message}in both", "page-name")


def _doubles(page: Page, source: Source) -> Iterator[Problem]:
    for anchor, number in Counter(_ID.findall(page.content or "")).items():
        if number > 1:
            places = [each.start() for each in re.finditer(rf"#{re.escape(anchor)}\b", source.text)]
            written = [start for start in places if source.text[start - 1] in "{ "]
            start = next(iter(written[1:] or written), 0)
            message = f"the anchor “{shortened(anchor)}” stands on this page {number} times; "
            yield source.problem(start, f"{message}give each place its own", "double-anchor")


def _front(source: Source, key: str) -> int:
    """Where the value of this key of the front matter starts."""
    return next((each.start for each in told(source.text) if each.key == key), 0)
