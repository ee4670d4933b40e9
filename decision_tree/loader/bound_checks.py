"""What a tree promises in its `bounds`: walks stay short, and no outcome gets most of them.

A message names what is over the bound, by how much, and the answers that bring it there.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..engine.display_names import SIDE_NAMES
from ..engine.model import Bounds, Tree
from ..engine.odds import answer_odds, expected_questions, odds
from .draft import Mistake, asked
from .problems import per_cent

__all__ = ["check_bounds"]

PRODUCT_SIDES = ("kserve", "ray-serve")

_MOST = 2
"""Answers or outcomes that a message names."""


def check_bounds(tree: Tree, bounds: Bounds) -> Iterator[Mistake]:
    """Every bound that the tree breaks."""
    yield from _questions_are_short(tree, bounds)
    yield from _walks_are_short(tree, bounds)
    yield from _outcomes_are_no_catch_all(tree, bounds)
    yield from _products_are_as_likely(tree, bounds)
    yield from _unowned(tree, bounds)
    yield from _sides_have_as_many(tree)


def _questions_are_short(tree: Tree, bounds: Bounds) -> Iterator[Mistake]:
    for place, question in asked(tree):
        words = len(question.ask.split())
        if words > bounds.words:
            message = f"{words} words; a question has at most {bounds.words}, shorten it"
            yield Mistake((*place, "ask"), message, "long-question")


def _walks_are_short(tree: Tree, bounds: Bounds) -> Iterator[Mistake]:
    longest, expected = tree.longest[tree.start], expected_questions(tree)
    if longest > bounds.longest:
        message = (
            f"a direction takes up to {longest} questions ({_longest_way(tree)}); at most "
            f"{bounds.longest} are meant, shorten that way"
        )
        yield Mistake(("tree", "bounds", "longest"), message, "bound")
    if expected > bounds.expected:
        often = _largest(_asked_late(tree))
        message = (
            f"a direction takes {float(expected):.2f} questions on average; at most "
            f"{bounds.expected} are meant, lead more answers past {often}"
        )
        yield Mistake(("tree", "bounds", "expected"), message, "bound")


def _longest_way(tree: Tree) -> str:
    """The ids of the questions on a longest way through the tree."""
    way, node = [], tree.start
    while node in tree.question_by_id:
        way.append(node)
        options = tree.question_by_id[node].options
        node = max((option.to for option in options), key=lambda to: tree.longest[to])
    return " → ".join(way)


def _asked_late(tree: Tree) -> dict[str, Fraction]:
    """How likely random answers are asked each question but the first (question id -> share)."""
    shares: dict[str, Fraction] = {}
    for (question, _), share in answer_odds(tree).items():
        if question != tree.start:
            shares[question] = shares.get(question, Fraction(0)) + share
    return shares


def _outcomes_are_no_catch_all(tree: Tree, bounds: Bounds) -> Iterator[Mistake]:
    shares = odds(tree)
    for index, outcome in enumerate(tree.outcomes):
        if shares[outcome.id] * 100 > bounds.most_share:
            message = (
                f"{per_cent(shares[outcome.id])} of random walks end in “{outcome.id}”, by "
                f"{_leading(tree, {outcome.id})}; at most {bounds.most_share} % are meant, lead "
                "some of these answers to an outcome of their own"
            )
            yield Mistake(("tree", "outcomes", index, "id"), message, "bound")


def _products_are_as_likely(tree: Tree, bounds: Bounds) -> Iterator[Mistake]:
    shares = odds(tree)
    sides = {side: {o.id for o in tree.outcomes if o.lean == side} for side in PRODUCT_SIDES}
    sums = {side: sum((shares[name] for name in sides[side]), Fraction(0)) for side in sides}
    less, more = sorted(sides, key=lambda side: sums[side])
    if sums[more] * 100 > sums[less] * bounds.factor:
        outcomes = _largest({name: shares[name] for name in sides[more]})
        message = (
            f"{SIDE_NAMES[more]} gets {per_cent(sums[more])} of random walks, and "
            f"{SIDE_NAMES[less]} {per_cent(sums[less])}; at most {bounds.factor} % of the "
            "other's share are meant, so "
            f"lead fewer answers to {outcomes} (most do by {_leading(tree, sides[more])}), or more "
            f"to outcomes of {SIDE_NAMES[less]}"
        )
        yield Mistake(("tree", "bounds", "factor"), message, "bound")


def _leading(tree: Tree, outcomes: set[str]) -> str:
    """The answers by which most random walks end in one of these outcomes."""
    given = answer_odds(tree)
    return _largest(
        {
            f"{question.id}: {option.id}": given[question.id, option.id]
            for question in tree.order
            for option in question.options
            if option.to in outcomes
        }
    )


def _largest(shares: dict[str, Fraction]) -> str:
    """The names with the largest shares, each with its share."""
    names = sorted(shares, key=lambda name: (-shares[name], name))[:_MOST]
    return ", ".join(f"“{name}” ({per_cent(shares[name])})" for name in names)


def _unowned(tree: Tree, bounds: Bounds) -> Iterator[Mistake]:
    for number, question in enumerate(tree.questions):
        for index, option in enumerate(question.options):
            if option.to == bounds.unowned and question.id != tree.start:
                message = (
                    f"only “{tree.start}” may lead to “{bounds.unowned}”: here somebody answers "
                    "for the endpoint; lead to a direction and let a gate show what is missing"
                )
                place = ("tree", "questions", number, "options", index, "to")
                yield Mistake(place, message, "bound")


def _sides_have_as_many(tree: Tree) -> Iterator[Mistake]:
    """Where a question parts the products, both have as many answers that lead to them alone."""
    leads = _leads(tree)
    for index, question in enumerate(tree.questions):
        sides = [leads[option.to] for option in question.options]
        counts = [sides.count(frozenset({side})) for side in PRODUCT_SIDES]
        if all(counts) and counts[0] != counts[1]:
            kserve, ray_serve = (
                ", ".join(
                    option.id
                    for option, found in zip(question.options, sides, strict=True)
                    if found == frozenset({side})
                )
                for side in PRODUCT_SIDES
            )
            message = (
                f"answers that lead to KServe alone: {counts[0]} ({kserve}), to Ray Serve alone: "
                f"{counts[1]} ({ray_serve}); where a question parts the two, give each as many, or "
                "correct the `lean` of an outcome"
            )
            yield Mistake(("tree", "questions", index, "options"), message, "unequal-options")


def _leads(tree: Tree) -> dict[str, frozenset[str]]:
    """The sides that can still be reached from each node."""
    found = {outcome.id: frozenset({outcome.lean}) for outcome in tree.outcomes}
    for question in reversed(tree.order):
        found[question.id] = frozenset[str]().union(*(found[o.to] for o in question.options))
    return found
