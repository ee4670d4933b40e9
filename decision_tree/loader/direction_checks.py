"""What a sound tree promises its readers: no result contradicts an answer.

Contradictions are looked for on every path at once: what the answers on the ways to an outcome said
is carried along the tree, so that the work grows with its options and not with its paths.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..engine.codec import to_data
from ..engine.model import AS_ANSWERED, GateOption, Option, Question, Tree
from .answered_checks import check_answered
from .bound_checks import check_bounds
from .draft import Mistake, asked

__all__ = ["check_directions"]

Saying = tuple[Question, Option]
"""An answer on the way to an outcome."""


def check_directions(tree: Tree) -> Iterator[Mistake]:
    """Every promise that the tree breaks."""
    yield from _owners(tree)
    yield from _traits(tree)
    yield from check_answered(tree)
    yield from _equal_options(tree)
    yield from _equal_gates(tree)
    if tree.bounds:
        yield from check_bounds(tree, tree.bounds)


# -- contradictions ----------------------------------------------------------------------------


def _owners(tree: Tree) -> Iterator[Mistake]:
    """No outcome names an owner that an answer on the way to it denied."""
    said = _last_owners(tree)
    for index, outcome in enumerate(tree.outcomes):
        for owner, (question, option) in said[outcome.id].items():
            if outcome.owner in (owner, AS_ANSWERED) or not owner:
                continue
            message = (
                f"“{outcome.id}” names the owner {outcome.owner}, and “{option.id}” of "
                f"“{question.id}” on a way to it says {owner}; lead that answer elsewhere, or "
                f"write an outcome for {owner}"
            )
            yield Mistake(("tree", "outcomes", index, "owner"), message, "contradiction")


def _last_owners(tree: Tree) -> dict[str, dict[str, Saying]]:
    """For each node, who may have been named last on a way to it, each with such an answer."""
    nodes = (*tree.question_by_id, *tree.outcome_by_id)
    said: dict[str, dict[str, Saying]] = {node: {} for node in nodes}
    for question in tree.order:
        for option in question.options:
            named = {option.owner: (question, option)} if option.owner else said[question.id]
            for owner, saying in named.items():
                said[option.to].setdefault(owner, saying)
    return said


def _traits(tree: Tree) -> Iterator[Mistake]:
    """A text with a trait's word assumes it, and no answer on the way denies what is assumed."""
    denied = _denied(tree)
    for index, outcome in enumerate(tree.outcomes):
        place = ("tree", "outcomes", index)
        prose = _prose(" ".join(_texts(to_data(outcome))))
        for trait in tree.traits:
            word = next((each for each in trait.words if _has_word(prose, each)), "")
            if word and trait.id not in outcome.assumes:
                message = (
                    f"“{outcome.id}” says “{word}”, which fits only a case with {trait.name}; "
                    f"add {trait.id} to its `assumes`, or say it otherwise"
                )
                yield Mistake((*place, "id"), message, "contradiction")
            if trait.id in outcome.assumes and trait.id in denied[outcome.id]:
                question, option = denied[outcome.id][trait.id]
                message = (
                    f"“{outcome.id}” assumes {trait.name}, and “{option.id}” of “{question.id}” "
                    "on a way to it denies that; lead that answer elsewhere, or reword the outcome"
                )
                yield Mistake((*place, "assumes"), message, "contradiction")


def _denied(tree: Tree) -> dict[str, dict[str, Saying]]:
    """For each node, the traits that an answer on some way to it denies, with such an answer."""
    nodes = (*tree.question_by_id, *tree.outcome_by_id)
    denied: dict[str, dict[str, Saying]] = {node: {} for node in nodes}
    for question in tree.order:
        for option in question.options:
            here = dict.fromkeys(option.denies, (question, option))
            for trait, saying in {**denied[question.id], **here}.items():
                denied[option.to].setdefault(trait, saying)
    return denied


def _texts(data: object) -> Iterator[str]:
    """Every text in plain data, ids apart: they are names and no sentences."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for item in data:
            yield from _texts(item)
    elif isinstance(data, dict):
        for key, item in data.items():
            if key not in ("id", "claims", "gates", "assumes", "lean", "owner", "answers") or (
                key == "owner" and "signal" in data
            ):
                yield from _texts(item)


def _prose(text: str) -> str:
    """`text` without its code, whose words are a product's names, such as `InferenceGraph`; folded
    to compare whatever the case."""
    return re.sub(r"`[^`]*`", " ", text).casefold()


def _has_word(prose: str, word: str) -> bool:
    # Most are not there at all, which `in` finds much faster than a pattern.
    folded = word.casefold()
    return folded in prose and re.search(rf"\b{re.escape(folded)}\b", prose) is not None


# -- options and gates -------------------------------------------------------------------------


def _equal_options(tree: Tree) -> Iterator[Mistake]:
    """Two answers that lead to the same place differ at least in their reason."""
    for place, question in asked(tree):
        options: tuple[Option | GateOption, ...] = question.options
        seen: dict[tuple[str, str], str] = {}
        for index, option in enumerate(options):
            ends = option.to if isinstance(option, Option) else option.gap
            same = seen.setdefault((ends, option.reason.text), option.id)
            if same != option.id:
                message = (
                    f"“{option.id}” leads where “{same}” leads and gives the same reason; merge "
                    "the two, or say what this answer means"
                )
                yield Mistake((*place, "options", index), message, "same-option")


def _equal_gates(tree: Tree) -> Iterator[Mistake]:
    """Each product's outcomes, and those with both, pass the same gates."""
    held = [outcome for outcome in tree.outcomes if outcome.lean != "neither"]
    for outcome in held[1:]:
        if set(outcome.gates) == set(held[0].gates):
            continue
        missing = sorted(set(held[0].gates) ^ set(outcome.gates))
        message = (
            f"“{outcome.id}” and “{held[0].id}” differ in the gates {', '.join(missing)}; every "
            "outcome with a product passes the same ones"
        )
        place = ("tree", "outcomes", tree.outcomes.index(outcome), "gates")
        yield Mistake(place, message, "unequal-gates")
