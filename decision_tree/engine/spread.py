"""Several people's answers to the same case, side by side: who said what, and how many agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from .agreement import pairs_agree
from .model import Question, Tree
from .parts import counted
from .walk import Walk

__all__ = ["Spread", "leads", "spread"]


@dataclass(frozen=True, slots=True)
class Spread:
    """What several people said to one question, None for the outcome.

    `given` are the answers as people read them, the most frequent first, each with how many gave
    it; not sure is an answer too. `pairs` is the share of pairs of people who said the same.
    """

    question: Question | None
    given: tuple[tuple[str, int], ...]
    pairs: Fraction

    @property
    def asked(self) -> str:
        """What was asked, as people read it."""
        return self.question.ask if self.question else "The outcome."

    @property
    def told(self) -> str:
        """How many agree, as people read it."""
        people = sum(number for _, number in self.given)
        if self.pairs == 1:
            return f"all {people} agree"
        pairs = people * (people - 1) // 2
        return f"{int(self.pairs * pairs)} of {counted(pairs, 'pair')} of people agree"


def leads(walked: Walk) -> str:
    """Where answers lead, as text: one outcome, or all that are still possible."""
    return ", ".join(outcome.title for outcome in walked.possible)


def spread(tree: Tree, walks: Sequence[Walk]) -> tuple[Spread, ...]:
    """The spread of the outcome, then that of each question that at least two were asked."""
    rows = [_spread(None, [leads(walked) for walked in walks])]
    for question in tree.order:
        asked = [each.asked_by_id for each in walks if question.id in each.asked_by_id]
        options = [each[question.id] for each in asked]
        said = [option.text if option else "Not sure" for option in options]
        rows += [_spread(question, said)] if len(said) > 1 else []
    return tuple(rows)


def _spread(question: Question | None, said: list[str]) -> Spread:
    counts = Counter[str](said)
    return Spread(question, tuple(counts.most_common()), pairs_agree([Counter(said)]))
