"""Why a result is what it is: what would change it, what ruled out the rest, what to settle first.

Each answer here is exact over all paths that the reader's answers leave open. Nothing enumerates
paths: counts are products of what arrives at a node and what leaves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from .model import OWNERS, SINGLE_OWNERS, Decision, Option, Outcome, Question, Statement, Tree
from .same_words import carried
from .walk import Answer, Walk, walk

__all__ = [
    "PARTS",
    "Flip",
    "Leaning",
    "Narrowing",
    "RuledOut",
    "Weighed",
    "asks",
    "conditions",
    "flips",
    "label_of",
    "leanings",
    "narrowings",
    "only_side",
    "ruled_out",
    "weighed",
]


@dataclass(frozen=True, slots=True)
class Flip:
    """One answer changed to `option`: the outcomes then possible (one when it is settled)."""

    question: Question
    option: Option
    possible: tuple[Outcome, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class RuledOut:
    """An outcome that is out of reach, and the answer after which it was.

    `needs` are the other answers to that question after which it would not have been.
    """

    outcome: Outcome
    question: Question
    option: Option
    needs: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A question not settled, and how many outcomes are left on average once it is.

    The average is over all paths that the answers leave open, each counting once.
    """

    question: Question
    left: Fraction


@dataclass(frozen=True, slots=True)
class Leaning:
    """A decision of the comparison, the answers that speak to it, and the side most of them take.

    The answer to a question that is only asked where every way leans to one side does not speak:
    that side was found without it.
    `side` is "" when no answer speaks to it, and "split" when no side has more than the others.
    """

    decision: Decision
    answers: tuple[tuple[Question, Option, str], ...]
    side: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """An answer and its part in the outcome: a word of `PARTS`.

    `decided`: the last answer that ruled out an outcome which leans elsewhere. `shaped`: the last
    that ruled out any, so that it chose between outcomes of one lean. `elsewhere`: it speaks for a
    side that the outcome does not take, or names another owner. `unsure`: not sure, and it made no
    difference. Every other one `supported` the outcome, and so did one that says so itself.
    """

    question: Question
    option: Option | None
    part: str


PARTS = ("decided", "shaped", "supported", "elsewhere", "unsure")
"""What an answer can have been for the outcome, in the order in which people are told."""


def weighed(tree: Tree, walked: Walk) -> tuple[Weighed, ...]:
    """What each answer was for the outcome, in the order of `PARTS`; () while there is none."""
    if walked.outcome is None:
        return ()
    lean, lost = walked.outcome.lean, ruled_out(tree, walked)
    place = {question.id: index for index, (question, _) in enumerate(walked.asked)}
    ends = [(place[row.question.id], row.outcome.lean != lean) for row in lost]
    shaped = max((at for at, _ in ends), default=-1)
    decided = max((at for at, elsewhere in ends if elsewhere), default=shaped)
    chose = {shaped: "shaped", decided: "decided"}
    rows = (
        Weighed(question, option, _part(option, walked.outcome, chose.get(index, "")))
        for index, (question, option) in enumerate(walked.asked)
    )
    return tuple(sorted(rows, key=lambda row: PARTS.index(row.part)))


def _part(option: Option | None, outcome: Outcome, chose: str) -> str:
    if option is None:
        return "unsure"
    if chose:
        return chose
    if outcome.id in option.supports:
        return "supported"
    if _other_team(option.owner, outcome.owner):
        return "elsewhere"
    sides = [_agree(side, outcome.lean) for _, side in option.leans]
    return "supported" if any(sides) or not sides else "elsewhere"


def _other_team(said: str, owner: str) -> bool:
    """Whether an answer names one team as the owner, and the outcome has another or a second."""
    return said in SINGLE_OWNERS and owner in OWNERS and said != owner


def _agree(side: str, lean: str) -> bool:
    """Whether an answer for this side speaks for an outcome that leans so: each product is in
    what leans to both."""
    return side == lean or ("both" in (side, lean) and "neither" not in (side, lean))


def asks(walked: Walk, question: Question) -> str:
    """What is asked, with its case where the walk asks another question in the same words."""
    return f"{question.ask} ({question.case})" if _twin(walked, question) else question.ask


def label_of(walked: Walk, question: Question) -> str:
    """What the question is called, with its case in the same way."""
    return f"{question.label}, {question.case}" if _twin(walked, question) else question.label


def _twin(walked: Walk, question: Question) -> bool:
    every = (*(each for each, _ in walked.asked), *walked.open)
    alike = (each for each in every if each.id != question.id and each.ask == question.ask)
    return bool(question.case) and any(alike)


def flips(tree: Tree, walked: Walk) -> tuple[Flip, ...]:
    """Every single answer whose change leads elsewhere, in the order asked; settled ones first.
    What was answered holds for questions in the same words that then take their place.

    Answers to gates were given for this outcome, and do not go with the change.
    Empty when no single answer does, or when there is no one outcome to change.
    """
    if walked.outcome is None:
        return ()
    answers = dict(walked.answers)
    found: list[Flip] = []
    for question, chosen in walked.asked:
        for option in question.options if chosen else ():
            if option == chosen:
                continue
            changed = walk(tree, carried(tree, {**answers, question.id: option.id}))
            if changed.possible != walked.possible:
                found.append(Flip(question, option, changed.possible, changed.directed))
    return tuple(sorted(found, key=lambda flip: len(flip.possible) > 1))


def ruled_out(tree: Tree, walked: Walk) -> tuple[RuledOut, ...]:
    """For each outcome out of reach, the first answer without which it would not have been."""
    chosen = {question.id: option for question, option in walked.asked}
    pending = {tree.start}
    lost: dict[str, RuledOut] = {}
    for question in tree.order:
        if question.id not in pending:
            continue
        pending.remove(question.id)
        option = chosen.get(question.id)
        pending.update([option.to] if option else [each.to for each in question.options])
        if option is None:
            continue
        left = 0
        for node in pending:
            left |= tree.within_reach[node]
        for outcome in tree.outcomes:
            if not tree.within_reach[outcome.id] & left and outcome.id not in lost:
                bit = tree.within_reach[outcome.id]
                needs = tuple(o for o in question.options if tree.within_reach[o.to] & bit)
                lost[outcome.id] = RuledOut(outcome, question, option, needs)
    return tuple(lost[outcome.id] for outcome in tree.outcomes if outcome.id in lost)


def narrowings(tree: Tree, walked: Walk) -> tuple[Narrowing, ...]:
    """The questions that are not settled, the one that narrows the outcomes most first.

    A fold: each question is looked at once, whatever the number of questions that are open.
    """
    answers = dict(walked.answers)
    arriving, leaving = _counts(tree, answers)
    reach = tree.reach(lambda question: _followed(question, answers))
    total = leaving[tree.start]
    found: dict[str, Narrowing] = {}
    for question, beside in _beside(tree, answers, reach):
        ways = arriving[question.id]
        left = (total - ways * leaving[question.id]) * len(walked.possible)
        for option in question.options:
            left += ways * leaving[option.to] * (beside | reach[option.to]).bit_count()
        found[question.id] = Narrowing(question, Fraction(left, total))
    unsettled = [question for question, option in walked.asked if option is None]
    rows = (found[question.id] for question in (*unsettled, *walked.open))
    return tuple(sorted(rows, key=lambda narrowing: narrowing.left))


def _beside(
    tree: Tree, answers: dict[str, str], reach: dict[str, int]
) -> Iterator[tuple[Question, int]]:
    """Each question that can come up, and the outcomes in reach of the ways that pass it by.

    Once all earlier questions are followed, some nodes wait to be visited: the question itself and
    later ones, none of which leads back to it. So a way passes it by exactly when it goes through
    another of them. For each outcome we count the waiting nodes that lead to it.
    """
    leading = [0] * len(tree.outcomes)
    waiting: set[str] = set()

    def wait(node: str) -> None:
        if node not in waiting:
            waiting.add(node)
            _add(leading, reach[node], 1)

    wait(tree.start)
    for question in tree.order:
        if question.id not in waiting:
            continue
        waiting.remove(question.id)
        _add(leading, reach[question.id], -1)
        yield question, sum(1 << bit for bit, count in enumerate(leading) if count)
        for option in _followed(question, answers):
            wait(option.to)


def _add(counts: list[int], bits: int, number: int) -> None:
    """Add `number` to the count of each bit that is set."""
    while bits:
        lowest = bits & -bits
        counts[lowest.bit_length() - 1] += number
        bits ^= lowest


def _counts(tree: Tree, answers: dict[str, str]) -> tuple[dict[str, int], dict[str, int]]:
    """How many ways lead to each node from the start, and from each node to an end."""
    arriving: dict[str, int] = {tree.start: 1}
    leaving: dict[str, int] = {outcome.id: 1 for outcome in tree.outcomes}
    for question in tree.order:
        count = arriving.setdefault(question.id, 0)
        for option in _followed(question, answers):
            arriving[option.to] = arriving.get(option.to, 0) + count
    for question in reversed(tree.order):
        leaving[question.id] = sum(leaving[o.to] for o in _followed(question, answers))
    return arriving, leaving


def _followed(question: Question, answers: dict[str, str]) -> tuple[Option, ...]:
    chosen = question.option(answers.get(question.id, ""))
    return (chosen,) if chosen else question.options


def leanings(tree: Tree, decisions: tuple[Decision, ...], walked: Walk) -> tuple[Leaning, ...]:
    """The comparison with the reader's answers in it, one row for each decision."""
    chosen = tuple(
        (question, option)
        for question, option in walked.asked
        if option and not only_side(tree, question)
    )
    return tuple(_leaning(decision, chosen) for decision in decisions)


def only_side(tree: Tree, question: Question) -> str:
    """The side to which every outcome in reach of a question leans; "" where they differ."""
    bits = tree.within_reach[question.id]
    sides = {each.lean for each in tree.outcomes if tree.within_reach[each.id] & bits}
    return sides.pop() if len(sides) == 1 else ""


def _leaning(decision: Decision, chosen: tuple[tuple[Question, Option], ...]) -> Leaning:
    speaking = tuple(
        (question, option, side)
        for question, option in chosen
        for about, side in option.leans
        if about == decision.id
    )
    sides = [side for _, _, side in speaking]
    most = max(map(sides.count, sides), default=0)
    leading = {side for side in sides if sides.count(side) == most}
    if len(leading) > 1:
        return Leaning(decision, speaking, "split")
    return Leaning(decision, speaking, leading.pop() if leading else "")


def conditions(walked: Walk) -> tuple[Statement, ...]:
    """What is still to be shown before production: what the answers require, then what the outcome
    does, each as the answers leave it."""
    said = [condition for _, option in walked.asked if option for condition in option.conditions]
    said += walked.outcome.conditions if walked.outcome else ()
    left = (condition.said(walked.given) for condition in said)
    return tuple(dict.fromkeys(condition for condition in left if condition))
