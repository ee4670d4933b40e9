"""What a change does to readers, for whoever reviews it: outcomes, content and prose.

Compares two checkouts of this repository: `base` without the change and `new` with it. The paths
are those of `diff`; content is compared entry by entry, so that moving a line says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..engine.kinds import KINDS
from ..engine.markdown import escape
from ..engine.markup import plain
from ..engine.model import Claim, Guide
from ..loader.cites import Cite, cites
from ..loader.history import FOLDER, newest_version
from ..loader.ledger import LEDGER, read_ledger
from ..loader.load import load
from ..loader.problems import ContentError
from .prose import Readability, prose, readability
from .shots import PAGE, Shot, new_texts, shots
from .side_by_side import (
    TREE,
    ChangedValue,
    Share,
    alone,
    by_id,
    changed_values,
    changed_values_markdown,
    rows_by_id,
    shares,
    shares_markdown,
)
from .tree_diff import TreeDiff, diff_trees

__all__ = ["CONTENT", "DOCS", "Review", "Touched", "review", "touched"]

CONTENT, DOCS = Path("decision_tree/content"), Path("docs")
"""What readers read of a checkout, from its top folder."""

_LINKED = ("scenarios", "drills")
"""Folders whose files are cases that shared links name. No link names an account."""


@dataclass(frozen=True, slots=True)
class Touched:
    """An entry of the content that is `new`, `gone` or `changed`, and which parts of it are.

    `cited` names what rests on a claim; it is empty for everything else.
    """

    kind: str
    id: str
    how: str
    parts: tuple[str, ...]
    before: Readability
    after: Readability
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """Everything a reviewer is told. `tree` is None when the old content cannot be read any more,
    and `unread` says why. `broken` are sentences on links that teams keep and that would break."""

    tree: TreeDiff | None
    unread: str
    touched: tuple[Touched, ...]
    pages: tuple[Touched, ...]
    shots: tuple[Shot, ...]
    broken: tuple[str, ...] = ()
    values: tuple[ChangedValue, ...] = ()
    shares: tuple[Share, ...] = ()

    @property
    def any(self) -> bool:
        """Whether readers notice anything."""
        return bool((self.tree and self.tree.any) or self.touched or self.pages or self.broken)

    def data(self) -> dict[str, Any]:
        """The review as dicts and lists."""
        return {
            "tree": self.tree.data() if self.tree else None,
            "unread": self.unread,
            "touched": [_touched_data(each) for each in self.touched],
            "pages": [_touched_data(each) for each in self.pages],
            "shots": [asdict(shot) for shot in self.shots],
            "broken": list(self.broken),
            "wordings": [
                {"entry": v.entry, "field": v.field, "before": v.before, "after": v.after}
                for v in self.values
            ],
            "shares": [
                {
                    "outcome": each.outcome,
                    "before": None if each.before is None else float(each.before),
                    "after": None if each.after is None else float(each.after),
                }
                for each in self.shares
            ],
        }

    def markdown(self) -> str:
        """The review for a pull request."""
        parts = [self.tree.markdown() if self.tree else _not_read(self.unread)]
        if self.broken:
            rows = [f"- {escape(sentence)}" for sentence in self.broken]
            parts.insert(0, "\n".join(["### Links that break", "", *rows]))
        parts += filter(None, (shares_markdown(self.shares), changed_values_markdown(self.values)))
        if self.touched:
            parts.append("\n".join(["### Content", "", *_table(self.touched, "Entry")]))
        if self.pages:
            parts.append("\n".join(["### Pages", "", *_table(self.pages, "Page")]))
        if not self.touched and not self.pages:
            parts.append("No content and no page is touched.")
        else:
            parts.append(_LEGEND)
        return "\n\n".join(part.rstrip() for part in parts) + "\n"


_LEGEND = (
    "Words, reading grade (years of school, by the Automated Readability Index) and the longest "
    "sentence, each before → after. A higher number is a question to the author, not a fault."
)


def review(base: Path, new: Path) -> Review:
    """Compare the checkouts. Raises ContentError when the content in `new` has problems."""
    guide = load(new / CONTENT)
    pages = tuple(_pages(base / DOCS, new / DOCS))
    broken = tuple(_broken(base / CONTENT, new / CONTENT))
    seen = tuple(_new_in_pages(base / DOCS, new / DOCS, pages))
    try:
        old = load(base / CONTENT)
    except ContentError as found:
        unread = str(found.problems[0])
        return Review(None, unread, (), pages, shots(guide, seen), broken)
    entries = (
        *touched(old, guide, tuple(cites(new / DOCS))),
        *_other_files(base / CONTENT, new / CONTENT),
    )
    changed = tuple(changed_values(old, guide))
    pictures = shots(guide, (*_texts_of(entries, changed), *seen))
    told = (changed, shares(old.tree, guide.tree))
    return Review(diff_trees(old.tree, guide.tree), "", entries, pages, pictures, broken, *told)


def _broken(base: Path, new: Path) -> Iterator[str]:
    """Links that no check can see break: it knows only the content after the change.

    Old tables and the ledger could be edited together, and ids of cases are listed nowhere.
    """
    for version in range(1, newest_version(base) + 1):
        name = f"{FOLDER}/v{version}.txt"
        if _read(base / name) not in (None, _read(new / name)):
            yield f"{name} was changed; links of version {version} are held against it: put it back"
    days = read_ledger(new)
    for version, row in read_ledger(base).items():
        if days.get(version) != row:
            yield f"{FOLDER}/{LEDGER} says something else of version {version}: put its line back"
    for folder in _LINKED:
        kept = {file.name for file in (new / folder).glob("*.yml")}
        for file in sorted((base / folder).glob("*.yml")):
            if file.name not in kept:
                yield (
                    f"{folder}/{file.name} is gone, and with it the case that shared links name; "
                    "keep the file's name and `id`, or say here why nobody needs them"
                )


def touched(old: Guide, new: Guide, cited: tuple[Cite, ...] = ()) -> Iterator[Touched]:
    """Every entry that came, went or changed, in the order of the new content; `cited` is what
    pages cite."""
    was, now = alone(old), alone(new)
    if was != now:
        parts = tuple(_parts(was, now))
        yield Touched(TREE, "fields of its own", "changed", parts, _prose(was), _prose(now))
    for kind in KINDS:
        before, after = (by_id(guide, kind) for guide in (old, new))
        yield from _list(kind.name, before, after, new, cited)


def _other_files(base: Path, new: Path) -> Iterator[Touched]:
    """Content files that hold no kind of thing, such as measured runs and the words of the search:
    that they differ is said, and what does is read in the change itself."""
    files = {file.relative_to(folder) for folder in (new, base) for file in folder.glob("*.yml")}
    for name in sorted(file.as_posix() for file in files):
        old, now = (_read(folder / name) for folder in (base, new))
        if old != now and not any(kind.file == name for kind in KINDS):
            how = "new" if old is None else "gone" if now is None else "changed"
            yield Touched("file", name, how, (), readability(""), readability(""))


def _list(
    kind: str,
    before: dict[str, dict[str, Any]],
    after: dict[str, dict[str, Any]],
    new: Guide,
    pages: tuple[Cite, ...],
) -> Iterator[Touched]:
    for name in dict.fromkeys((*after, *before)):
        old, now = before.get(name), after.get(name)
        if old == now:
            continue
        how = "new" if old is None else "gone" if now is None else "changed"
        parts = tuple(_parts(old, now)) if old is not None and now is not None else ()
        claim = name if kind == "claim" and how == "changed" else ""
        cited = tuple(dict.fromkeys(_citing(new, claim, pages))) if claim else ()
        yield Touched(kind, name, how, parts, _prose(old), _prose(now), cited)


def _parts(old: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    """The fields that differ; within a list of things with ids, those things' fields."""
    for key in dict.fromkeys((*now, *old)):
        before, after = old.get(key), now.get(key)
        if before == after:
            continue
        was, is_ = rows_by_id(before), rows_by_id(after)
        if was is None or is_ is None:
            yield key
            continue
        for name in dict.fromkeys((*is_, *was)):
            if name not in was or name not in is_:
                yield f"{name} ({'new' if name in is_ else 'gone'})"
            elif was[name] != is_[name]:
                yield from (f"{name}.{part}" for part in _parts(was[name], is_[name]))
        if was == is_:
            yield f"{key} (order)"


def _citing(guide: Guide, claim: str, pages: tuple[Cite, ...]) -> Iterator[str]:
    """What rests on a claim, as people name it: entries, then pages."""
    for kind in KINDS:
        for name, row in by_id(guide, kind).items():
            if kind.type is not Claim and _cites(row, claim):
                yield f"{kind.name} {name}"
    yield from (f"page {each.page}" for each in pages if each.claim == claim)


def _cites(value: Any, claim: str) -> bool:
    if isinstance(value, list):
        return any(_cites(item, claim) for item in value)
    if not isinstance(value, dict):
        return False
    return claim in (value.get("claims") or ()) or any(_cites(v, claim) for v in value.values())


def _prose(row: dict[str, Any] | None) -> Readability:
    return readability("\n\n".join(_texts(row)))


def _texts(value: Any) -> Iterator[str]:
    """Every text with more than one word in it; ids and words of a choice are no prose."""
    if isinstance(value, str):
        if " " in value:
            yield plain(value)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)


def _pages(base: Path, new: Path) -> Iterator[Touched]:
    files = {file.relative_to(folder) for folder in (new, base) for file in folder.rglob("*.md")}
    for name in sorted(file.as_posix() for file in files):
        old, now = (_read(folder / name) for folder in (base, new))
        if old == now:
            continue
        how = "new" if old is None else "gone" if now is None else "changed"
        before, after = (readability(prose(text or "")) for text in (old, now))
        yield Touched(PAGE, name, how, (), before, after)


_Seen = tuple[str, str, tuple[str, ...]]
"""A kind, an id, and the texts that are new there."""


def _new_in_pages(base: Path, new: Path, pages: tuple[Touched, ...]) -> Iterator[_Seen]:
    for each in pages:
        if each.how != "gone":
            old, now = (_read(folder / each.id) or "" for folder in (base, new))
            yield PAGE, each.id, tuple(new_texts(old, now)) if old else ()


def _texts_of(entries: tuple[Touched, ...], changed: tuple[ChangedValue, ...]) -> Iterator[_Seen]:
    for each in entries:
        if each.how != "gone":
            entry = f"{each.kind} {each.id}"
            texts = (prose(value.after) for value in changed if value.entry == entry)
            yield each.kind, each.id, tuple(filter(None, texts))


def _read(file: Path) -> str | None:
    return file.read_text("utf-8", "replace") if file.is_file() else None


# -- For people -------------------------------------------------------------------------------


def _not_read(why: str) -> str:
    return (
        "### What this does to readers\n\nThe content before this change cannot be read by the "
        f"checks of this change, so no paths are compared. First problem: {escape(why)}"
    )


def _table(rows: tuple[Touched, ...], head: str) -> Iterator[str]:
    yield f"| {head} | | Words | Grade | Longest sentence |"
    yield "| --- | --- | --- | --- | --- |"
    for row in rows:
        name = row.id if row.kind == PAGE else f"{row.kind} {row.id}"
        how = ", ".join((row.how, *row.parts))
        if row.cited:
            how += f"; cited by {', '.join(row.cited)}"
        numbers = (
            _change(row.before.words, row.after.words),
            _change(row.before.grade, row.after.grade, row.how != "changed"),
            _change(row.before.longest, row.after.longest),
        )
        yield f"| {escape(name)} | {escape(how)} | {' | '.join(numbers)} |"


def _change(before: float, after: float, whole: bool = False) -> str:
    """Both numbers, or one where they are the same; a `whole` entry that came or went has both."""
    same = before == after and not whole
    return f"{after:g}" if same else f"{before:g} → {after:g}"


def _touched_data(each: Touched) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "id": each.id,
        "how": each.how,
        "parts": list(each.parts),
        "cited": list(each.cited),
        "words": [each.before.words, each.after.words],
        "grade": [each.before.grade, each.after.grade],
        "longest": [each.before.longest, each.after.longest],
    }
