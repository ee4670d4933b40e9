"""What a reviewer reads side by side: changed wordings, and how likely each outcome is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from ..engine.codec import to_data
from ..engine.kinds import KINDS, Kind, rows_of
from ..engine.markdown import escape, inline
from ..engine.model import Guide, Tree
from ..engine.odds import odds

__all__ = [
    "TREE",
    "ChangedValue",
    "Share",
    "alone",
    "by_id",
    "changed_values",
    "changed_values_markdown",
    "rows_by_id",
    "shares",
    "shares_markdown",
]

_MOST = 200
"""Wordings that are shown, and other values; more are counted."""

TREE = "tree"
"""What the fields of the tree are called that belong to no question, gate or outcome."""


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """A value that is another now: the entry, the field in it, and the value before and after.
    One that came or went has "" on the other side."""

    entry: str
    field: str
    before: str
    after: str

    @property
    def is_text(self) -> bool:
        """Whether it is a wording: numbers, ids, days and words of a choice are none."""
        return " " in self.before or " " in self.after


@dataclass(frozen=True, slots=True)
class Share:
    """How likely random answers end in an outcome, before and after; None where it is not there."""

    outcome: str
    before: Fraction | None
    after: Fraction | None


def changed_values(old: Guide, new: Guide) -> Iterator[ChangedValue]:
    """Every value of an entry that both have and that differs, and every text of a new entry, in
    the order of the new content.

    Those of all kinds, and what is no entry of any: nothing that readers get differs unsaid.
    """
    for field, was, now in _changed(alone(old), alone(new), ()):
        yield ChangedValue(TREE, field, was, now)
    for kind in KINDS:
        before, after = (by_id(guide, kind) for guide in (old, new))
        for name, row in after.items():
            for field, was, now in _changed(before.get(name), row, ()):
                value = ChangedValue(f"{kind.name} {name}", field, was, now)
                if name in before or value.is_text:
                    yield value


def shares(old: Tree, new: Tree) -> tuple[Share, ...]:
    """The outcomes that are more or less likely now, in the order of the new tree."""
    before, after = odds(old), odds(new)
    rows = (Share(name, before.get(name), after.get(name)) for name in {**after, **before})
    return tuple(row for row in rows if row.before != row.after)


def by_id(guide: Guide, kind: Kind) -> dict[str, dict[str, Any]]:
    """The things of a kind as plain data, each under its id or what stands for one."""
    rows = ((each, to_data(each)) for each in rows_of(guide, kind))
    return {
        "-".join(filter(None, (str(getattr(each, name)) for name in kind.named))): row
        for each, row in rows
    }


def alone(guide: Guide) -> dict[str, Any]:
    """What of the guide is no thing of a kind, such as the bounds of its tree, as plain data."""
    lists = {kind.list for kind in KINDS}
    own = {name: to_data(value) for name, value in _fields(guide) if name not in {*lists, "tree"}}
    tree = {name: to_data(v) for name, v in _fields(guide.tree) if f"tree.{name}" not in lists}
    return {**own, **tree}


def _fields(value: Guide | Tree) -> Iterator[tuple[str, Any]]:
    yield from ((field.name, getattr(value, field.name)) for field in fields(value))


def rows_by_id(value: Any) -> dict[str, dict[str, Any]] | None:
    """The rows of a list of things with ids; None for any other value."""
    if not isinstance(value, list) or not all(isinstance(r, dict) and "id" in r for r in value):
        return None
    return {row["id"]: row for row in value}


def _changed(before: Any, after: Any, trail: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """(the way to a value, it before, it after) for each that differs; "" where there was none."""
    if before == after:
        return
    if isinstance(before, dict) or isinstance(after, dict):
        was, now = _as_dict(before), _as_dict(after)
        for key in dict.fromkeys((*now, *was)):
            yield from _changed(was.get(key), now.get(key), (*trail, str(key)))
    elif isinstance(before, list) or isinstance(after, list):
        yield from _in_lists(_as_list(before), _as_list(after), trail)
    else:
        yield ".".join(trail), _shown(before), _shown(after)


def _as_dict(value: Any) -> dict[str, Any]:
    """A mapping as it is; a text alone is a statement without claims."""
    if isinstance(value, dict):
        return value
    return {} if value is None else {"text": value}


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _in_lists(
    before: list[Any], after: list[Any], trail: tuple[str, ...]
) -> Iterator[tuple[str, str, str]]:
    was, now = rows_by_id(before), rows_by_id(after)
    if was is not None and now is not None:
        for name in dict.fromkeys((*now, *was)):
            yield from _changed(was.get(name), now.get(name), (*trail, name))
        yield from _order([*was], [*now], trail)
        return
    gone = [each for each in before if each not in after]
    came = [each for each in after if each not in before]
    for old, new in zip_longest(gone, came):
        yield from _changed(old, new, trail)
    if not gone and not came:
        yield from _order([_shown(each) for each in before], [_shown(e) for e in after], trail)


def _order(
    before: list[str], after: list[str], trail: tuple[str, ...]
) -> Iterator[tuple[str, str, str]]:
    """That what both have stands in another order now, or more often."""
    was = [each for each in before if each in after]
    now = [each for each in after if each in before]
    if was != now:
        yield ".".join((*trail, "order")), "; ".join(was), "; ".join(now)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def changed_values_markdown(rows: Sequence[ChangedValue]) -> str:
    """Texts and other values as a section each; "" for none."""
    texts = [row for row in rows if row.is_text]
    values = [row for row in rows if not row.is_text]
    sections = (_section("Wordings", texts), _section("Values", values))
    return "\n\n".join(filter(None, sections))


def _section(title: str, rows: Sequence[ChangedValue]) -> str:
    if not rows:
        return ""
    lines = [f"### {title}", "", "| Where | Before | After |", "| --- | --- | --- |"]
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
