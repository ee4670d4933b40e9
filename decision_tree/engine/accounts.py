"""What public accounts state, replayed against a tree: does it lead to what the team chose?

An account answers only what its source states; all else is left to chance. The tree may be one
that is no more: its published table of paths is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .model import Account
from .walk import Answer, Path

__all__ = ["FITS", "OTHER", "Fit", "fit", "given_answers"]

OTHER = "other"
"""The target of an account whose choice no outcome describes."""

FITS = ("agrees", "possible", "excluded", "no-outcome")
"""Whether the stated facts settle on what was chosen, leave it open, or rule it out; the last when
the tree has no outcome for it."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a tree fares with an account: a word of `FITS`, and more.

    `share` is that of random completions of the stated answers which end in what was chosen. `by`
    is the answer after which it was ruled out.
    """

    word: str
    share: Fraction
    by: Answer | None = None


def given_answers(account: Account, version: int, before: bool = False) -> dict[str, str]:
    """The account's answers to the tree of this version (question id -> option id).

    Version 1 has answers of its own; every later version gets those to today's questions.
    With `before` only those whose fact was so before the choice was made.
    """
    given = account.answers_v1 if version == 1 else account.answers
    return {
        each.question: each.option
        for each in given
        if not before or account.facts[each.fact - 1].before == "yes"
    }


def fit(paths: Iterable[Path], answers: Mapping[str, str], target: tuple[str, ...]) -> Fit:
    """How a tree with these paths fares with `answers` of a team that chose one of `target`."""
    known = tuple(paths)
    if not set(target) & {path.outcome for path in known}:
        return Fit("no-outcome", Fraction(0))
    share = _share(known, answers, target)
    if share:
        return Fit("agrees" if share == 1 else "possible", share)
    return Fit("excluded", share, _excluding(known, answers, target))


def _excluding(
    paths: tuple[Path, ...], answers: Mapping[str, str], target: tuple[str, ...]
) -> Answer:
    """The first answer, in the order asked, after which what was chosen is out of reach."""
    order = dict.fromkeys(name for path in paths for name, _ in path.answers)
    given = [(question, answers[question]) for question in order if question in answers]
    count = next(n for n in range(1, len(given) + 1) if not _share(paths, dict(given[:n]), target))
    return given[count - 1]


def _share(
    paths: tuple[Path, ...], answers: Mapping[str, str], target: tuple[str, ...], depth: int = 0
) -> Fraction:
    """How likely `answers`, completed by chance, take one of `paths` that ends in `target`.

    `paths` all give the same first `depth` answers, so that they ask the same question next.
    """
    if len(paths[0].answers) == depth:
        return Fraction(paths[0].outcome in target)
    question = paths[0].answers[depth][0]
    ways: dict[str, list[Path]] = {}
    for path in paths:
        ways.setdefault(path.answers[depth][1], []).append(path)
    given = answers.get(question)
    followed = [ways[given]] if given in ways else list(ways.values())
    shares = [_share(tuple(way), answers, target, depth + 1) for way in followed]
    if shares.count(shares[0]) == len(shares):
        return shares[0]  # mostly all 0 or all 1, and sums of fractions take long
    return sum(shares, Fraction(0)) / len(shares)
