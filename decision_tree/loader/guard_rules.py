"""What `guard` knows of manifests: guard.yml as values. It is no part of the guide that travels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..engine.model import Statement
from .fields import GUARD_FILE
from .load import CONTENT, GUARD
from .standalone import read_alone, refuse

__all__ = ["Broken", "GuardRules", "Guarded", "Pattern", "Rule", "load_guard"]

Pattern = tuple[str, ...]
"""Names of fields from the outside in; * is any one name and ** any number of them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` is of an aspect, a unit or a stack: whatever belongs to the fields of `path`.

    Where there are `words`, the field has to have one of these values; * is any value. `earlier` is
    the name in a unit's texts for the value that the field had, and `first` the command of the
    unit's first step where its own is for another kind of object.
    """

    name: str
    path: Pattern = ()
    words: tuple[str, ...] = ()
    earlier: str = ""
    first: str = ""


@dataclass(frozen=True, slots=True)
class Guarded:
    """Kinds of objects, and for these the stack by field, the aspect of each field, and the units
    that put an edit back, each in the order in which they are tried."""

    kinds: tuple[str, ...]
    modes: tuple[Rule, ...]
    fields: tuple[Rule, ...]
    units: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """What a manifest can do to a rollback: a `test` that a field of `paths` can fail."""

    id: str
    kinds: tuple[str, ...]
    paths: tuple[Pattern, ...]
    test: str
    says: Statement
    do: Statement


@dataclass(frozen=True, slots=True)
class GuardRules:
    """All of guard.yml."""

    guarded: tuple[Guarded, ...] = ()
    broken: tuple[Broken, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """Every kind of object that there are rules for."""
        return frozenset(kind for each in self.guarded for kind in each.kinds)

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
        )
        for each in data["guarded"]
    )
    return GuardRules(guarded, tuple(map(_broken, data["broken"])))


def _rule(row: dict[str, Any], key: str) -> Rule:
    words = tuple(row.get("words", ()))
    more = row.get("earlier", ""), row.get("first", "")
    return Rule(row[key], _pattern(row.get("path", "")), words, *more)


def _pattern(path: str) -> Pattern:
    """A path as `guard` tries it: dots are ** there, which in a text would open bold type."""
    return tuple("**" if name == "..." else name for name in path.split())


def _broken(row: dict[str, Any]) -> Broken:
    paths = tuple(map(_pattern, row["paths"]))
    said = (_statement(row["says"]), _statement(row["do"]))
    return Broken(row["id"], tuple(row["kinds"]), paths, row["test"], *said)


def _statement(said: Any) -> Statement:
    if isinstance(said, str):
        return Statement(said)
    return Statement(said["text"], tuple(said.get("claims", ())))
