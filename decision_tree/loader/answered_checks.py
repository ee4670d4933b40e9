"""What must hold of words that depend on answers: each answer can be given on the way to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from ..engine.model import After, Outcome, Tree
from .draft import Mistake, Where

__all__ = ["check_answered"]

_LISTS = frozenset(("oncall", "revisit", "conditions"))
"""Fields of an outcome from which an answer may take a statement; a note may go too."""


def check_answered(tree: Tree) -> Iterator[Mistake]:
    """Every wording after an answer that nobody can give there, or that leaves a field empty."""
    for index, outcome in enumerate(tree.outcomes):
        able = _able(tree, outcome)
        for where, after in _afters(outcome, ("tree", "outcomes", index)):
            told = f"cannot be given on the way to “{outcome.id}”"
            yield from _wrong((*where, "answers"), after.answers, able, told)
            if after.says is None and not _may_go(where):
                message = "nothing is left to say here after this answer; add `says`"
                yield Mistake((*where, "answers"), message, "never-said")
    asked = {f"{each.id}={option.id}" for each in tree.questions for option in each.options}
    for number, gate in enumerate(tree.gates):
        for index, option in enumerate(gate.options):
            place = ("tree", "gates", number, "options", index, "unless")
            yield from _wrong(place, option.unless, asked, "is no answer to a question")


def _able(tree: Tree, outcome: Outcome) -> set[str]:
    """The answers that can be given on a way to `outcome`, and to its gates."""
    bit = tree.within_reach[outcome.id]
    ways = (
        f"{question.id}={option.id}"
        for question in tree.questions
        for option in question.options
        if tree.within_reach[option.to] & bit
    )
    gates = (f"{g.id}={option.id}" for g in tree.gates_of(outcome) for option in g.options)
    return {*ways, *gates}


def _afters(value: Any, where: Where) -> Iterator[tuple[Where, After]]:
    """Each wording after an answer in `value`, with the way to it."""
    if isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _afters(each, (*where, index))
    elif isinstance(value, After):
        yield where, value
    elif is_dataclass(value):
        for part in fields(value):
            yield from _afters(getattr(value, part.name), (*where, part.name))


def _may_go(where: Where) -> bool:
    """Whether the statement at which this `after` stands may go: `where` ends in its number."""
    return where[-3] == "note" or where[-4] in _LISTS


def _wrong(where: Where, answers: tuple[str, ...], able: set[str], told: str) -> Iterator[Mistake]:
    for index, answer in enumerate(answers):
        if answer not in able:
            message = f"“{answer}” {told}; take it out, or name an answer that can"
            yield Mistake((*where, index), message, "never-said")
