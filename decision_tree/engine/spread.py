"""Several people's answers to the same case, side by side: who said what, and how many agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .agreement import pairs_agree
from .counted import counted
from .display_names import answer_name
from .model import Question, Tree
from .walk import Walk

__all__ = ["Spread", "leads", "spread", "spread_of"]


@dataclass(frozen=True, slots=True)
class Spread:
    """What several people said to one question, None for the outcome.

    `by` are the answers as people read them, the most frequent first, each with the places of those
    who gave it; not sure is an answer too. `pairs` is the share of pairs of people who said the
    same. `asked` is what was asked, as people read it.
    """

    question: Question | None
    asked: str
    by: tuple[tuple[str, tuple[int, ...]], ...]
    pairs: Fraction

    @property
    def given(self) -> tuple[tuple[str, int], ...]:
        """The answers, each with how many gave it."""
        return tuple((text, len(places)) for text, places in self.by)

    @property
    def told(self) -> str:
        """How many of at least two agree, as people read it, within a sentence."""
        people = sum(number for _, number in self.given)
        if self.pairs == 1:
            return f"all {people} agree"
        pairs = people * (people - 1) // 2
        return f"{int(self.pairs * pairs)} of {counted(pairs, 'pair')} of people agree"

    @property
    def sentence(self) -> str:
        """The same as a sentence of its own."""
        return f"{self.told[:1].upper()}{self.told[1:]}."


def leads(walked: Walk) -> str:
    """Where answers lead, as text: one outcome, or all that are still possible."""
    return "; ".join(outcome.title for outcome in walked.possible)


def spread(tree: Tree, walks: Sequence[Walk]) -> tuple[Spread, ...]:
    """The spread of the outcome, then that of each question that at least two were asked. What was
    asked in its place in the same words counts as the question."""
    rows = [spread_of("The outcome.", dict(enumerate(map(leads, walks))))]
    told: set[tuple[int, str]] = set()
    for question in tree.order:
        asked = {
            place: each
            for place, walked in enumerate(walks)
            if (each := _asked(tree, walked, question)) and (place, each.id) not in told
        }
        told |= {(place, each.id) for place, each in asked.items()}
        said = {
            place: answer_name(walks[place].asked_by_id[each.id]) for place, each in asked.items()
        }
        rows += [spread_of(question.ask, said, question)] if len(said) > 1 else []
    return tuple(rows)


def _asked(tree: Tree, walked: Walk, question: Question) -> Question | None:
    """This question, or the one in the same words that this walk was asked in its place."""
    same = (question, *tree.alike.get(question.id, ()))
    return next((each for each in same if each.id in walked.asked_by_id), None)


def spread_of(asked: str, said: Mapping[int, str], question: Question | None = None) -> Spread:
    """The spread of what was `said`, by the place of who said it."""
    counts: Counter[Hashable] = Counter(said.values())
    by = (
        (str(text), tuple(place for place, each in said.items() if each == text))
        for text, _ in counts.most_common()
    )
    return Spread(question, asked, tuple(by), pairs_agree([counts] if len(said) > 1 else []))
