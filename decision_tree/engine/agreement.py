"""How far people who read the same cases agree: for each question, and on the outcome.

Fleiss' kappa (Fleiss 1971, Psychological Bulletin 76(5), 378-382) is 1 when all agree and 0 when
they agree as often as chance would have it. It compares agreement within cases with how often each
answer is given over all of them, so that it needs several cases; for one case only the share of
pairs that agree is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from .model import Question, Tree
from .walk import Walk, walk

__all__ = ["Agreement", "Reading", "agreement", "kappa", "pairs_agree"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How one person answered one case: the name of the case, and question id -> option id."""

    case: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far readings of the same cases agree on one thing.

    `question` is None for the outcome. `cases` counts those that at least two people read, `pairs`
    is the share of pairs of people who agree, on average over cases, and `kappa` is None where
    there is one case only, or where everybody gave one and the same answer to all of them.
    """

    question: Question | None
    cases: int
    readings: int
    pairs: Fraction
    kappa: Fraction | None


def agreement(tree: Tree, readings: Iterable[Reading]) -> tuple[Agreement, ...]:
    """The agreement on the outcome, then on each question that two people answered of one case.

    Only who was asked a question counts for it: an earlier answer may have led elsewhere.
    """
    walked = [(each.case, walk(tree, dict(each.answers))) for each in readings]
    outcomes = [(case, tuple(o.id for o in found.possible)) for case, found in walked]
    rows = [_agreement(None, outcomes)]
    rows += (_agreement(question, _given(walked, question)) for question in tree.order)
    return tuple(row for row in rows if row.cases)


def _given(walked: list[tuple[str, Walk]], question: Question) -> list[tuple[str, str]]:
    """What was answered to this question, with its case."""
    return [
        (case, answer)
        for case, found in walked
        for name, answer in found.answers
        if name == question.id
    ]


def _agreement(question: Question | None, given: Iterable[tuple[str, Hashable]]) -> Agreement:
    by_case: dict[str, Counter[Hashable]] = {}
    for case, answer in given:
        by_case.setdefault(case, Counter())[answer] += 1
    counts = [each for each in by_case.values() if each.total() > 1]
    readings = sum(each.total() for each in counts)
    return Agreement(question, len(counts), readings, pairs_agree(counts), kappa(counts))


def pairs_agree(counts: list[Counter[Hashable]]) -> Fraction:
    """The share of pairs of people who agree, the mean over cases; 0 where there is none.

    `counts` holds for each case how many gave each answer; at least two people read each case.
    """
    shares = [
        Fraction(sum(n * (n - 1) for n in each.values()), each.total() * (each.total() - 1))
        for each in counts
    ]
    return sum(shares, Fraction(0)) / len(shares) if shares else Fraction(0)


def kappa(counts: list[Counter[Hashable]]) -> Fraction | None:
    """Fleiss' kappa; None for fewer than two cases, or where only one answer was ever given."""
    given = sum(counts, Counter[Hashable]())
    by_chance = sum((Fraction(n, given.total()) ** 2 for n in given.values()), Fraction(0))
    if len(counts) < 2 or by_chance == 1:
        return None
    return (pairs_agree(counts) - by_chance) / (1 - by_chance)
