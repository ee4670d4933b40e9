"""What the shape of the tree alone makes likely: where random answers end, and after how many.

A random answer takes each option of a question with the same chance; "not sure" is none of them.
Both are folds over `Tree.order`, exact, and linear in the number of options.
"""

from __future__ import annotations

from fractions import Fraction

from .model import Tree

__all__ = ["answer_odds", "expected_questions", "odds"]


def odds(tree: Tree) -> dict[str, Fraction]:
    """How likely random answers end in each outcome (outcome id -> share; they add up to 1)."""
    arriving = _arriving(tree)
    return {outcome.id: arriving.get(outcome.id, Fraction(0)) for outcome in tree.outcomes}


def answer_odds(tree: Tree) -> dict[tuple[str, str], Fraction]:
    """How likely random answers give each answer ((question id, option id) -> share)."""
    arriving = _arriving(tree)
    return {
        (question.id, option.id): arriving[question.id] / len(question.options)
        for question in tree.order
        for option in question.options
    }


def expected_questions(tree: Tree) -> Fraction:
    """How many questions random answers are asked on average before the direction is known."""
    arriving = _arriving(tree)
    return sum((arriving[question.id] for question in tree.questions), Fraction(0))


def _arriving(tree: Tree) -> dict[str, Fraction]:
    """How likely random answers come by each node (node id -> share)."""
    arriving = {tree.start: Fraction(1)}
    for question in tree.order:
        share = arriving.setdefault(question.id, Fraction(0)) / len(question.options)
        for option in question.options:
            arriving[option.to] = arriving.get(option.to, Fraction(0)) + share
    return arriving
