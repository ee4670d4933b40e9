"""The quiz in a terminal: numbered answers, first to questions and then to gates, and a result."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum, auto

from .engine.counted import counted
from .engine.explain import narrowings
from .engine.markup import plain
from .engine.model import NOT_SURE, Gate, GateOption, Guide, Option, Outcome, Question, Statement
from .engine.outcome import (
    LEAVES,
    NUMBERS,
    OWNER,
    Listed,
    Named,
    Section,
    answered,
    only,
    sections_after,
)
from .engine.result import gap_told
from .engine.walk import Missing, Walk, walk

__all__ = ["WIDTH", "ask", "result_text"]

KEYS = "Type a number, n for not sure, ? for the reason, b to go back or q to stop."
WIDTH = 88
"""How many characters a line of a result has at most."""


class _Key(Enum):
    """What is typed in place of an answer."""

    BACK = auto()
    STOP = auto()


def ask(guide: Guide, read: Callable[[], str], write: Callable[[str], None]) -> Walk | None:
    """Ask for the direction, then the gates; None when the reader stops before the direction.

    Who stops at a gate has the result without it. `read` gives the next line typed and raises
    EOFError at the end of input.
    """
    answers: dict[str, str] = {}
    write(f"{KEYS}\n")
    while True:
        walked = walk(guide.tree, answers)
        asked = walked.next or next(iter(walked.open_gates), None)
        if asked is None:
            return walked
        if isinstance(asked, Gate) and not walked.gate_answers:
            write(_direction(walked))
        if isinstance(asked, Gate):
            asked = replace(asked, options=walked.offered(asked))
        write(_question(asked, len(walked.answers) + 1))
        typed = _typed(asked, read, write)
        if typed is _Key.STOP:
            return walked if isinstance(asked, Gate) else None
        if isinstance(typed, str):
            answers[asked.id] = typed
        elif walked.answers:
            del answers[walked.answers[-1][0]]


def _direction(walked: Walk) -> str:
    """What the answers lead to, before its gates are asked."""
    title = walked.outcome.title if walked.outcome else ""
    gates = counted(len(walked.gates), "more question")
    told = f"{gates} show what is missing before production. Type q for the result without them."
    return f"\n=> {title}\n{_wrap(told)}\n"


def _typed(
    asked: Question | Gate, read: Callable[[], str], write: Callable[[str], None]
) -> str | _Key:
    """The id of an option or NOT_SURE, or what was typed in its place."""
    options: tuple[Option | GateOption, ...] = asked.options
    numbered = {str(number): option.id for number, option in enumerate(options, 1)}
    while True:
        try:
            key = read().strip().lower()
        except (EOFError, KeyboardInterrupt):
            return _Key.STOP
        if key == "q":
            return _Key.STOP
        if key == "b":
            return _Key.BACK
        if key == "n":
            return NOT_SURE
        if key == "?":
            write(_wrap(f"{plain(asked.why)} Who can answer: {asked.role}.", "  "))
        elif key in numbered:
            return numbered[key]
        else:
            write(f"“{key}” is not an answer here. {KEYS}")


def _question(question: Question | Gate, number: int) -> str:
    lines = [_wrap(f"{number}. {question.ask}")]
    options: tuple[Option | GateOption, ...] = question.options
    for position, option in enumerate(options, 1):
        lines.append(_wrap(f"{position}) {plain(option.text)}", "   "))
        if option.detail:
            lines.append(_wrap(plain(option.detail), "      "))
    return "\n".join(lines)


def result_text(guide: Guide, walked: Walk) -> str:
    """The result for a terminal."""
    if walked.outcome is None:
        return "\n".join(_unsettled(guide, walked))
    return "\n".join(_settled(walked, walked.outcome))


def _settled(walked: Walk, outcome: Outcome) -> Iterator[str]:
    """The answer, then every section in its order; the reasons follow what to do first."""
    yield f"\n=> {outcome.title}"
    yield _wrap(plain(answered(outcome, walked.given).answer))
    for section in sections_after(outcome, walked).values():
        yield ""
        yield from _section(section, walked)
        if section.id == "steps":
            yield from ("", *_why(walked))


_ONE_LABEL = {"units": LEAVES, "signals": OWNER}
"""What is said of each row of a section here. The rest is in the record and at the link."""


def _section(section: Section, walked: Walk) -> Iterator[str]:
    label = _ONE_LABEL.get(section.id)
    body = only(section, label).body if label else section.body
    lead = [section.lead] if section.lead else []
    if isinstance(body, Statement):
        yield _wrap(" ".join((f"{section.heading}:", *lead, plain(body.text))))
        return
    yield section.heading
    if section.id == "conditions" and walked.gaps:
        yield f"Close {counted(len(walked.gaps), 'gap')} before production:"
        yield from map(_gap, walked.missing)
    yield from map(_wrap, lead)
    yield from _listed(body) if isinstance(body, Listed) else map(_row, body.rows)


def _listed(body: Listed) -> Iterator[str]:
    for number, each in enumerate(body.items, 1):
        yield _item(plain(each.text), f"{number}. " if body.style == NUMBERS else "- ")


def _row(row: Named) -> str:
    told = (f"{label}: {plain(said.text)}" for label, said in row.said if said)
    return _item(". ".join((plain(row.name), *told)))


def _why(walked: Walk) -> Iterator[str]:
    yield "Why"
    for question, option in walked.asked:
        if option:
            yield _item(f"{question.label}: {option.text}. {plain(option.reason.text)}")


def _unsettled(guide: Guide, walked: Walk) -> Iterator[str]:
    yield "\n=> Not settled yet. Still possible:"
    for outcome in walked.possible:
        yield f"- {outcome.title}"
    yield "\nSettle these questions in this order"
    for narrowing in narrowings(guide.tree, walked):
        question = narrowing.question
        yield _item(f"{question.ask} Who can answer: {question.role}.")


def _gap(missing: Missing) -> str:
    name, more = gap_told(missing)
    return _item(f"{plain(name)}. {more} First step: {plain(missing.gap.first.text)}")


def _item(text: str, mark: str = "- ") -> str:
    return _wrap(text, " " * len(mark), mark)


def _wrap(text: str, indent: str = "", mark: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=mark or indent, subsequent_indent=indent)
