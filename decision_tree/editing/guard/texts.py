"""How an object, its fields and their values are written in a finding."""

from __future__ import annotations

from collections.abc import Sequence

from ...loader.manifests import Field, Manifest

__all__ = ["called", "code", "listed", "paths", "some"]

_MOST_SHOWN = 4
"""Fields of a change that are named; more are counted."""

_MOST_LONG = 160
"""Characters of a path or a value that are shown."""


def called(manifest: Manifest) -> str:
    """An object by its kind and its name."""
    return f"{manifest.kind} {code(manifest.name)}" if manifest.name else manifest.kind


def code(text: str) -> str:
    """What stands in somebody's file, as code on one line."""
    flat = " ".join(text.replace("`", "'").split())
    return f"`{flat if len(flat) <= _MOST_LONG else f'{flat[: _MOST_LONG - 1]}…'}`"


def paths(fields: Sequence[Field]) -> str:
    """The first few fields, and how many more there are."""
    return some([code(".".join(each.path)) for each in fields])


def listed(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    return some([code(each) for each in names])


def some(told: Sequence[str]) -> str:
    """The first few texts, and how many more there are."""
    shown, more = told[:_MOST_SHOWN], len(told) - _MOST_SHOWN
    return ", ".join((*shown, f"and {more} more") if more > 0 else shown)
