"""What answers mean: which questions they reach, which outcomes stay possible, what comes next.

Everything here is a fold over `Tree.order`, so it is linear in the number of options however many
paths a tree has; only `paths` itself enumerates, because its readers ask for every one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .model import NOT_SURE, OWNERS, Gap, Gate, GateOption, Option, Outcome, Question, Tree

__all__ = [
    "Answer",
    "Denied",
    "Missing",
    "Path",
    "Walk",
    "arrived",
    "certain",
    "path_counts",
    "paths",
    "walk",
]

Answer = tuple[str, str]
"""A question's id and the id of the option chosen, or `NOT_SURE`."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A gap before production, each once. `unknown` is the gate whose answer would say whether it
    is there, where nobody gave one or was not sure; None where an answer shows that it is."""

    gap: Gap
    unknown: Gate | None

    @property
    def name(self) -> str:
        """What is missing, or what is still to be shown where nobody knows whether it is."""
        return f"Still to show: {self.unknown.label}" if self.unknown else self.gap.name


@dataclass(frozen=True, slots=True)
class Denied:
    """An answer to a gate that does not count, because an answer to a question contradicts it."""

    gate: Gate
    option: GateOption
    question: Question
    answer: Option


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a set of answers leads.

    `asked` are the answered questions that the answers reach, each with the option chosen (None
    for not sure), in the order asked; `open` the unanswered questions that could still come up.
    `possible` are the outcomes still in reach, in file order. `next` is the question to ask now;
    it is None once the walk is finished, and then `outcome` is the recommendation, or None when
    answers that are not sure leave several possible.

    `gates` are those of the outcome, each with the option chosen (None while it is open, or not
    sure), and `missing` what stands between them and production; both are empty without an outcome.
    `gate_answers` are all answers to gates: they stay when another direction is taken. Those that
    an answer to a question contradicts are in `denied` instead: such a gate is open.

    `given` are the answers by which the outcome is worded, as `question=option`: those to its
    gates, and those to questions that stand on every way to it that is left.
    """

    asked: tuple[tuple[Question, Option | None], ...]
    open: tuple[Question, ...]
    possible: tuple[Outcome, ...]
    next: Question | None
    outcome: Outcome | None
    gates: tuple[tuple[Gate, GateOption | None], ...] = ()
    missing: tuple[Missing, ...] = ()
    gate_answers: tuple[Answer, ...] = ()
    denied: tuple[Denied, ...] = ()
    given: frozenset[str] = frozenset()

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is missing before production, or may be."""
        return tuple(each.gap for each in self.missing)

    @property
    def asked_by_id(self) -> dict[str, Option | None]:
        """The answered questions' ids, each with the option chosen (None for not sure)."""
        return {question.id: option for question, option in self.asked}

    @property
    def directed(self) -> tuple[Answer, ...]:
        """The answers to questions that count, in the order asked."""
        return tuple(
            (question.id, option.id if option else NOT_SURE) for question, option in self.asked
        )

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers that count, in the order asked; the canonical form of this state."""
        return (*self.directed, *self.gate_answers)

    def offered(self, gate: Gate) -> tuple[GateOption, ...]:
        """The answers to a gate that no answer to a question contradicts."""
        return tuple(each for each in gate.options if self.given.isdisjoint(each.unless))

    @property
    def open_gates(self) -> tuple[Gate, ...]:
        """The outcome's gates that nobody has answered, not even with “not sure”."""
        answered = dict(self.gate_answers)
        return tuple(gate for gate, _ in self.gates if gate.id not in answered)

    @property
    def owner(self) -> str:
        """Who owns the contract, a word of OWNERS: the outcome's owner, or, where that is left to
        the answers, the last that they name; "" while there is neither."""
        if self.outcome is None or self.outcome.owner in OWNERS:
            return self.outcome.owner if self.outcome else ""
        said = [option.owner for _, option in self.asked if option and option.owner]
        return said[-1] if said else ""


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
    outcome = possible[0] if len(possible) == 1 else None
    given = certain(tree, answers, outcome) if outcome else frozenset()
    denied = tuple(_denied(tree, outcome, answers, given))
    kept = {name: option for name, option in answers.items() if name not in _names(denied)}
    passed = _gates(tree, outcome, kept)
    given |= {_said(gate.id, option.id) for gate, option in passed if option}
    return Walk(
        asked=tuple(asked),
        open=tuple(open_),
        possible=possible,
        next=None if outcome or not open_ else open_[0],
        outcome=outcome,
        gates=passed,
        missing=_missing(tree, passed, given),
        gate_answers=_gate_answers(tree, kept),
        denied=denied,
        given=given,
    )


def certain(tree: Tree, answers: Mapping[str, str], outcome: Outcome) -> frozenset[str]:
    """The answers to questions, as `question=option`, that stand on every way to `outcome` that
    `answers` leave open. What holds after such an answer holds for the outcome, however the
    questions that are open are answered. Empty where no way leads there.
    """
    arriving: dict[str, int] = {tree.start: 1}
    leaving: dict[str, int] = {outcome.id: 1}
    for question in tree.order:
        count = arriving.setdefault(question.id, 0)
        for each in _followed(question, answers):
            arriving[each.to] = arriving.get(each.to, 0) + count
    for question in reversed(tree.order):
        ways = (leaving.get(each.to, 0) for each in _followed(question, answers))
        leaving[question.id] = sum(ways)
    ways_there = leaving[tree.start]
    return frozenset(
        _said(question.id, option.id)
        for question in tree.order
        if (option := question.option(answers.get(question.id, "")))
        and 0 < arriving[question.id] * leaving[question.id] == ways_there
    )


def _followed(question: Question, answers: Mapping[str, str]) -> tuple[Option, ...]:
    chosen = question.option(answers.get(question.id, ""))
    return (chosen,) if chosen else question.options


def _said(asked: str, option: str) -> str:
    """An answer as content names it."""
    return f"{asked}={option}"


def _denied(
    tree: Tree, outcome: Outcome | None, answers: Mapping[str, str], given: frozenset[str]
) -> Iterator[Denied]:
    """The answers to gates of `outcome` that an answer of `given` contradicts."""
    for gate, option in _gates(tree, outcome, answers):
        against = next((each for each in option.unless if each in given), "") if option else ""
        question_id, _, answer_id = against.partition("=")
        question = tree.question_by_id.get(question_id)
        answer = question.option(answer_id) if question else None
        if option and question and answer:
            yield Denied(gate, option, question, answer)


def _names(denied: tuple[Denied, ...]) -> set[str]:
    return {each.gate.id for each in denied}


def arrived(tree: Tree, outcome: Outcome) -> Walk:
    """What every walk that ends in `outcome` has in common: no answer, and every gate open."""
    passed = _gates(tree, outcome, {})
    return Walk((), (), (outcome,), None, outcome, passed, _missing(tree, passed, frozenset()))


def _gates(
    tree: Tree, outcome: Outcome | None, answers: Mapping[str, str]
) -> tuple[tuple[Gate, GateOption | None], ...]:
    if outcome is None:
        return ()
    return tuple((gate, gate.option(answers.get(gate.id, ""))) for gate in tree.gates_of(outcome))


def _missing(
    tree: Tree, gates: tuple[tuple[Gate, GateOption | None], ...], given: frozenset[str]
) -> tuple[Missing, ...]:
    found: dict[str, Gate | None] = {}
    for gate, option in gates:
        name = option.gap if option else gate.gap
        if name:
            found[name] = None if option else found.get(name, gate)
    return tuple(
        Missing(_worded(tree.gap_by_id[name], given), unknown) for name, unknown in found.items()
    )


def _worded(gap: Gap, given: frozenset[str]) -> Gap:
    """The gap as it is told after these answers."""
    until = gap.until.said(given) if gap.until else None
    by, first = gap.by.said(given) or gap.by, gap.first.said(given) or gap.first
    return replace(gap, by=by, first=first, until=until)


def _gate_answers(tree: Tree, answers: Mapping[str, str]) -> tuple[Answer, ...]:
    return tuple(
        (gate.id, given)
        for gate in tree.gates
        if (given := answers.get(gate.id)) and (given == NOT_SURE or gate.option(given))
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
