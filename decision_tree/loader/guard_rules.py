"""What `guard` knows of manifests: guard.yml as values. It is no part of the guide that travels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..engine.model import Statement
from .fields import GUARD_FILE
from .load import CONTENT, GUARD
from .standalone import read_alone, refuse

__all__ = ["Apart", "Broken", "GuardRules", "Guarded", "Pattern", "Rule", "load_guard"]

Pattern = tuple[str, ...]
"""Names of fields from the outside in; * is any one name and ** any number of them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` is of an aspect, a unit or a stack: whatever belongs to the fields of `path`.

    Where there are `words`, the field has to have one of these values; * is any value. `earlier` is
    the name in a unit's texts for the value that the field had, and `cut` the command that
    takes it out of the file in Git, where the unit's own is for another kind of object. `values`
    are the names for earlier numbers of other fields. `also` is what the unit restores besides,
    `unless` the field and the values with which it is not offered, and `in_git` how the change is
    reverted in Git.
    `alone` is a field and how long the way back takes where no other changed.
    """

    name: str
    path: Pattern = ()
    words: tuple[str, ...] = ()
    earlier: str = ""
    cut: str = ""
    values: tuple[tuple[str, Pattern], ...] = ()
    also: tuple[str, ...] = ()
    unless: tuple[Pattern, tuple[str, ...]] = ((), ())
    in_git: str = ""
    alone: tuple[Pattern, str] = ((), "")


@dataclass(frozen=True, slots=True)
class Apart:
    """A field that no unit puts back, and what holds for its way back instead.

    Where there are `words`, it has to change to one of them; `stack` is "" for every stack. It is
    not so of the fields `outside` of which the path counts.
    """

    path: Pattern
    says: Statement
    words: tuple[str, ...] = ()
    stack: str = ""
    outside: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Guarded:
    """Kinds of objects, and for these the stack by field, the aspect of each field, and the units
    that put an edit back, each in the order in which they are tried.

    Fields `apart` are put back by none. `refers` are the fields that name other objects, with the
    kinds of these. `outside` is how an edit goes back where none of the units exists, "" for kinds
    of which there are no objects there. `group` is that of their API, "" for none.
    """

    kinds: tuple[str, ...]
    modes: tuple[Rule, ...]
    fields: tuple[Rule, ...]
    units: tuple[Rule, ...]
    apart: tuple[Apart, ...] = ()
    refers: tuple[tuple[Pattern, tuple[str, ...]], ...] = ()
    outside: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """What a manifest can do to a rollback: a `test` that a field of `paths` can fail. In a list
    it is `named`; conditions that belong together there have the same name."""

    id: str
    kinds: tuple[str, ...]
    paths: tuple[Pattern, ...]
    test: str
    says: Statement
    do: Statement
    named: str
    words: tuple[str, ...] = ()
    stack: str = ""


@dataclass(frozen=True, slots=True)
class GuardRules:
    """All of guard.yml."""

    guarded: tuple[Guarded, ...] = ()
    broken: tuple[Broken, ...] = ()

    @property
    def kinds(self) -> dict[str, str]:
        """Every kind of object that there are rules for, with the group of its API."""
        return {kind: each.group for each in self.guarded for kind in each.kinds}

    def of(self, kind: str) -> Guarded | None:
        """The rules for objects of this kind."""
        return next((each for each in self.guarded if kind in each.kinds), None)


def load_guard(folder: Path = CONTENT) -> GuardRules:
    """The rules in `folder`; none where it has no guard.yml. Its names are checked by `load`.

    Raises ContentError with all that is wrong with the file.
    """
    path = folder / GUARD
    if not path.is_file():
        return GuardRules()
    draft, data = read_alone(path, "guard", GUARD_FILE)
    refuse(draft)
    return _rules(data)


def _rules(data: Any) -> GuardRules:
    guarded = tuple(
        Guarded(
            tuple(each["kinds"]),
            tuple(_rule(row, "stack") for row in each.get("modes", ())),
            tuple(_rule(row, "aspect") for row in each["fields"]),
            tuple(_rule(row, "unit") for row in each["units"]),
            tuple(map(_apart, each.get("apart", ()))),
            tuple((_pattern(row["path"]), tuple(row["kinds"])) for row in each.get("refers", ())),
            _statement(each.get("outside", "")).text,
            each.get("group", ""),
        )
        for each in data["guarded"]
    )
    return GuardRules(guarded, tuple(map(_broken, data["broken"])))


def _rule(row: dict[str, Any], key: str) -> Rule:
    unless, alone = row.get("unless", {}), row.get("alone", {})
    return Rule(
        row[key],
        _pattern(row.get("path", "")),
        tuple(row.get("words", ())),
        row.get("earlier", ""),
        row.get("cut", ""),
        tuple((each["word"], _pattern(each["path"])) for each in row.get("values", ())),
        tuple(row.get("also", ())),
        (_pattern(unless.get("path", "")), tuple(unless.get("words", ()))),
        _statement(row.get("in-git", "")).text,
        (_pattern(alone.get("path", "")), _statement(alone.get("says", "")).text),
    )


def _apart(row: dict[str, Any]) -> Apart:
    said, words = _statement(row["says"]), tuple(row.get("words", ()))
    outside = tuple(map(_pattern, row.get("outside", ())))
    return Apart(_pattern(row["path"]), said, words, row.get("stack", ""), outside)


def _pattern(path: str) -> Pattern:
    """A path as `guard` tries it: dots are ** there, which in a text would open bold type."""
    return tuple("**" if name == "..." else name for name in path.split())


def _broken(row: dict[str, Any]) -> Broken:
    paths = tuple(map(_pattern, row["paths"]))
    said = (_statement(row["says"]), _statement(row["do"]))
    when = tuple(row.get("words", ())), row.get("stack", "")
    return Broken(row["id"], tuple(row["kinds"]), paths, row["test"], *said, row["named"], *when)


def _statement(said: Any) -> Statement:
    if isinstance(said, str):
        return Statement(said)
    return Statement(said["text"], tuple(said.get("claims", ())))
