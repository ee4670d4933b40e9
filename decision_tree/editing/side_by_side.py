"""What a reviewer reads side by side: changed wordings, and how likely each outcome is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..engine.codec import to_data
from ..engine.kinds import KINDS, rows_of
from ..engine.markdown import escape, inline
from ..engine.model import Guide, Tree
from ..engine.odds import odds

__all__ = [
    "Share",
    "Wording",
    "by_id",
    "rows_by_id",
    "shares",
    "shares_markdown",
    "wordings",
    "wordings_markdown",
]

_MOST = 60
"""Wordings that are shown; more are counted."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text that reads otherwise now: the entry, the field in it, and the text before and after.
    A text that came or went has "" on the other side."""

    entry: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Share:
    """How likely random answers end in an outcome, before and after; None where it is not there."""

    outcome: str
    before: Fraction | None
    after: Fraction | None


def wordings(old: Guide, new: Guide) -> Iterator[Wording]:
    """Every text of an entry that both have and that differs, in the order of the new content."""
    for kind in KINDS:
        before, after = (by_id(rows_of(guide, kind)) for guide in (old, new))
        for name, row in after.items():
            if name in before:
                for field, was, now in _changed(before[name], row, ()):
                    yield Wording(f"{kind.name} {name}", field, was, now)


def shares(old: Tree, new: Tree) -> tuple[Share, ...]:
    """The outcomes that are more or less likely now, in the order of the new tree."""
    before, after = odds(old), odds(new)
    rows = (Share(name, before.get(name), after.get(name)) for name in {**after, **before})
    return tuple(row for row in rows if row.before != row.after)


def by_id(entries: tuple[Any, ...]) -> dict[str, dict[str, Any]]:
    """Entries of one kind as plain data, each under its id or what stands for one."""
    rows = map(to_data, entries)
    return {str(row.get("id", f"{row.get('first')}-{row.get('then')}")): row for row in rows}


def rows_by_id(value: Any) -> dict[str, dict[str, Any]] | None:
    """The rows of a list of things with ids; None for any other value."""
    if not isinstance(value, list) or not all(isinstance(r, dict) and "id" in r for r in value):
        return None
    return {row["id"]: row for row in value}


def _changed(before: Any, after: Any, trail: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """(the way to a text, the text before, the text after) for each that differs."""
    if before == after:
        return
    if isinstance(before, str) and isinstance(after, str):
        if " " in before or " " in after:  # ids, days and words of a choice are no wording
            yield ".".join(trail), before, after
    elif isinstance(before, dict) and isinstance(after, dict):
        for key in after:
            if key in before:
                yield from _changed(before[key], after[key], (*trail, str(key)))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _in_lists(before, after, trail)


def _in_lists(
    before: list[Any], after: list[Any], trail: tuple[str, ...]
) -> Iterator[tuple[str, str, str]]:
    was, now = rows_by_id(before), rows_by_id(after)
    if was and now:
        for name in now:
            if name in was:
                yield from _changed(was[name], now[name], (*trail, name))
        return
    gone = [each for each in before if each not in after]
    came = [each for each in after if each not in before]
    for old, new in zip(gone, came, strict=False):
        yield from _changed(old, new, trail)
    for old in gone[len(came) :]:
        yield from ((".".join(trail), text, "") for text in _texts(old))
    for new in came[len(gone) :]:
        yield from ((".".join(trail), "", text) for text in _texts(new))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield str(value.get("text", ""))


def wordings_markdown(rows: Sequence[Wording]) -> str:
    """The wordings as a section; "" for none."""
    if not rows:
        return ""
    lines = ["### Wordings", "", "| Where | Before | After |", "| --- | --- | --- |"]
    lines += (
        f"| {escape(f'{row.entry}: {row.field}')} | {inline(row.before)} | {inline(row.after)} |"
        for row in rows[:_MOST]
    )
    more = len(rows) - _MOST
    return "\n".join((*lines, *([f"| and {more} more | | |"] if more > 0 else [])))


def shares_markdown(rows: Sequence[Share]) -> str:
    """The shares as a section; "" for none."""
    if not rows:
        return ""
    head = ["### How likely random answers end in each outcome", ""]
    lines = [*head, "| Outcome | Before | After |", "| --- | --- | --- |"]
    lines += (
        f"| {escape(row.outcome)} | {_percent(row.before)} | {_percent(row.after)} |"
        for row in rows
    )
    return "\n".join(lines)


def _percent(share: Fraction | None) -> str:
    return "not there" if share is None else f"{float(share):.1%}"
