"""A name that a page gives to a macro and that means nothing there."""

from __future__ import annotations

from collections.abc import Iterable

from ...loader.problems import did_you_mean, shortened

__all__ = ["UnknownNameError", "known"]


class UnknownNameError(LookupError):
    """Says which name of which kind is unknown, and the nearest that is known."""

    def __init__(self, kind: str, name: object, names: Iterable[str]) -> None:
        self.kind, self.name = kind, str(name)
        hint = did_you_mean(self.name, names)
        super().__init__(f"there is no {kind} “{shortened(self.name)}”; {hint}")


def known(kind: str, name: str, names: Iterable[str]) -> str:
    """`name`, when it is one of `names`. Raises UnknownNameError when it is not."""
    names = set(names)
    if name not in names:
        raise UnknownNameError(kind, name, names)
    return name
