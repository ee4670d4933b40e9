"""Words for what is wrong with a document: where it is and which name was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from decision_tree.loader.problems import did_you_mean

__all__ = ["is_one_of", "unknown"]


def unknown(where: str, name: str, known: Iterable[str]) -> str:
    """A key that is not in the product's schema."""
    return f"{where}: there is no field “{name}”; {did_you_mean(name, set(known))}"


def is_one_of(where: str, name: str, known: Iterable[str], kind: str) -> str:
    """A reference to something that is not there."""
    return f"{where}: there is no {kind} “{name}”; {did_you_mean(name, set(known))}"
