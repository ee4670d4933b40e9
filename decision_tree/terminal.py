"""The quiz in a terminal: a question, numbered answers, and a result with its reasons."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

from .engine.explain import conditions, narrowings
from .engine.model import NOT_SURE, Guide, Outcome, Question, Statement
from .engine.walk import Walk, walk

__all__ = ["ask", "result_text"]

KEYS = "Type a number, n for not sure, ? for the reason, b to go back or q to stop."
WIDTH = 88


def ask(guide: Guide, read: Callable[[], str], write: Callable[[str], None]) -> Walk | None:
    """Ask until there is a result; None when the reader stops.

    `read` gives the next line typed and raises EOFError at the end of input.
    """
    answers: dict[str, str] = {}
    write(f"{KEYS}\n")
    while True:
        walked = walk(guide.tree, answers)
        question = walked.next
        if question is None:
            return walked
        write(_question(question, len(walked.asked) + 1))
        typed = _typed(question, read, write)
        if typed is None:
            return None
        if typed != "b":
            answers[question.id] = typed
        elif walked.asked:
            del answers[walked.asked[-1][0].id]


def _typed(question: Question, read: Callable[[], str], write: Callable[[str], None]) -> str | None:
    """The id of an option, NOT_SURE, "b" to go back, or None to stop."""
    numbered = {str(number): option.id for number, option in enumerate(question.options, 1)}
    while True:
        try:
            key = read().strip().lower()
        except (EOFError, KeyboardInterrupt):
            return None
        if key == "q":
            return None
        if key == "b":
            return "b"
        if key == "n":
            return NOT_SURE
        if key == "?":
            write(_wrap(f"{_plain(question.why)} Who can answer: {question.role}.", "  "))
        elif key in numbered:
            return numbered[key]
        else:
            write(f"“{key}” is not an answer here. {KEYS}")


def _question(question: Question, number: int) -> str:
    lines = [_wrap(f"{number}. {question.ask}")]
    for position, option in enumerate(question.options, 1):
        lines.append(_wrap(f"{position}) {_plain(option.text)}", "   "))
        if option.detail:
            lines.append(_wrap(_plain(option.detail), "      "))
    return "\n".join(lines)


def result_text(guide: Guide, walked: Walk) -> str:
    """The result for a terminal."""
    if walked.outcome is None:
        return "\n".join(_unsettled(guide, walked))
    return "\n".join(_settled(walked, walked.outcome))


def _settled(walked: Walk, outcome: Outcome) -> Iterator[str]:
    yield f"\n=> {outcome.title}"
    yield _wrap(_plain(outcome.answer))
    yield _wrap(f"What it costs: {_plain(outcome.cost.text)}")
    yield "\nWhy"
    for question, option in walked.asked:
        if option:
            yield _wrap(f"- {question.label}: {option.text}. {_plain(option.reason.text)}", "  ")
    yield "\nRollback units"
    for unit in outcome.rollback_units:
        yield _wrap(f"- {unit.unit}: leaves {_plain(unit.leaves.text)}", "  ")
    yield "\nBefore production"
    yield from map(_item, conditions(walked))
    yield "\nWhen to revisit"
    yield from map(_item, outcome.revisit)


def _unsettled(guide: Guide, walked: Walk) -> Iterator[str]:
    yield "\n=> Not settled yet. Still possible:"
    for outcome in walked.possible:
        yield f"- {outcome.title}"
    yield "\nSettle these questions in this order"
    for narrowing in narrowings(guide.tree, walked):
        question = narrowing.question
        yield _wrap(f"- {question.ask} Who can answer: {question.role}.", "  ")


def _item(statement: Statement) -> str:
    return _wrap(f"- {_plain(statement.text)}", "  ")


def _plain(text: str) -> str:
    return text.replace("`", "").replace("**", "")


def _wrap(text: str, indent: str = "") -> str:
    first = indent if not text.startswith("- ") else ""
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=indent)
