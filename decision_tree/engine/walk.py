"""What answers mean: which questions they reach, which outcomes stay possible, what comes next.

Everything here is a fold over `Tree.order`, so it is linear in the number of options however many
paths a tree has; only `paths` itself enumerates, because its readers ask for every one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .model import NOT_SURE, Option, Outcome, Question, Tree

__all__ = ["Answer", "Path", "Walk", "path_counts", "paths", "walk"]

Answer = tuple[str, str]
"""A question's id and the id of the option chosen, or `NOT_SURE`."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a set of answers leads.

    `asked` are the answered questions that the answers reach, each with the option chosen (None
    for not sure), in the order asked; `open` the unanswered questions that could still come up.
    `possible` are the outcomes still in reach, in file order. `next` is the question to ask now;
    it is None once the walk is finished, and then `outcome` is the recommendation, or None when
    answers that are not sure leave several possible.
    """

    asked: tuple[tuple[Question, Option | None], ...]
    open: tuple[Question, ...]
    possible: tuple[Outcome, ...]
    next: Question | None
    outcome: Outcome | None

    @property
    def asked_by_id(self) -> dict[str, Option | None]:
        """The answered questions' ids, each with the option chosen (None for not sure)."""
        return {question.id: option for question, option in self.asked}

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers that count, in the order asked; the canonical form of this state."""
        return tuple(
            (question.id, option.id if option else NOT_SURE) for question, option in self.asked
        )


@dataclass(frozen=True, slots=True)
class Path:
    """One way through the tree, from the first question to an outcome's id."""

    answers: tuple[Answer, ...]
    outcome: str


def walk(tree: Tree, answers: Mapping[str, str]) -> Walk:
    """Follow `answers` (question id -> option id or NOT_SURE) from the start of the tree.

    Answers to questions that are not reached, and options that do not exist, are ignored.
    """
    reached = {tree.start}
    asked: list[tuple[Question, Option | None]] = []
    open_: list[Question] = []
    for question in tree.order:
        if question.id not in reached:
            continue
        chosen = question.option(answers.get(question.id, ""))
        if chosen:
            reached.add(chosen.to)
            asked.append((question, chosen))
            continue
        reached.update(option.to for option in question.options)
        if answers.get(question.id) == NOT_SURE:
            asked.append((question, None))
        else:
            open_.append(question)
    possible = tuple(outcome for outcome in tree.outcomes if outcome.id in reached)
    settled = len(possible) == 1
    return Walk(
        asked=tuple(asked),
        open=tuple(open_),
        possible=possible,
        next=None if settled or not open_ else open_[0],
        outcome=possible[0] if settled else None,
    )


def paths(tree: Tree) -> Iterator[Path]:
    """Every path of the tree, in the order of its options; as many as `path_counts` says."""
    stack: list[tuple[str, tuple[Answer, ...]]] = [(tree.start, ())]
    while stack:
        node, answers = stack.pop()
        question = tree.question_by_id.get(node)
        if question is None:
            yield Path(answers, node)
            continue
        stack.extend(
            (option.to, (*answers, (question.id, option.id)))
            for option in reversed(question.options)
        )


def path_counts(tree: Tree) -> dict[str, int]:
    """How many paths end in each outcome, exactly, without walking them (outcome id -> count)."""
    arriving: dict[str, int] = {tree.start: 1}
    for question in tree.order:
        # Forgotten at once: in a large tree each of these numbers has thousands of digits.
        count = arriving.pop(question.id)
        for option in question.options:
            arriving[option.to] = arriving.get(option.to, 0) + count
    return {outcome.id: arriving.get(outcome.id, 0) for outcome in tree.outcomes}
