"""The address of a state: a fragment that people can read and that stays valid for years.

    v=1&workload=graph&owner=app-team&outcome=ray-serve

The tree's version, then question=option pairs in the order asked, then either `ask`, the question
to show again, or `outcome`, what this link showed when it was made. Anything else in a fragment is
dropped with a note that says so: a link that has been mangled keeps what can be kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from .model import NOT_SURE, RESULT, Retired, Tree
from .walk import Answer

__all__ = [
    "MANGLED",
    "MAX_LENGTH",
    "MOST_NOTES",
    "State",
    "decode",
    "encode",
    "few",
    "pairs",
    "repaired",
    "short",
]

MAX_LENGTH = 4000
"""Characters of a fragment that are read; a real link has a few hundred."""

MOST_NOTES = 12
"""Notes on a link that are given one by one; a link with more is not one that somebody mistyped."""

MANGLED = (("&amp;", "&"), ("&#38;", "&"), ("\\&", "&"), ("%26", "&"), ("%3D", "="), ("%3d", "="))
"""What mail and chat programs and Markdown editors turn our two separators into."""


@dataclass(frozen=True, slots=True)
class State:
    """What a link holds, and `notes` on what in it could not be used (plain text, unescaped)."""

    version: int
    answers: tuple[Answer, ...] = ()
    ask: str = ""
    outcome: str = ""
    notes: tuple[str, ...] = ()


def encode(state: State) -> str:
    """The fragment of `state`, without the hash sign; `notes` are not part of it."""
    pairs: list[Answer] = [("v", str(state.version)), *state.answers]
    if state.ask:
        pairs.append(("ask", state.ask))
    if state.outcome:
        pairs.append(("outcome", state.outcome))
    return "&".join(f"{key}={value}" for key, value in pairs)


def decode(tree: Tree, fragment: str) -> State:
    """The state that `fragment` (with or without its hash sign) asks for. Never raises."""
    given, notes = pairs(fragment)
    version, ask, outcome = tree.version, "", ""
    answers: dict[str, str] = {}
    for key, value in given:
        if key == "v":
            version = _version(tree, value, notes)
        elif key == "ask":
            ask = _ask(tree, value, notes)
        elif key == "outcome":
            outcome = _outcome(tree, value, notes)
        else:
            _keep_answer(tree, key, value, answers, notes)
    return State(version, tuple(answers.items()), ask, outcome, few(notes))


def pairs(fragment: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The keys and values of a fragment, with or without its hash sign, and notes on the whole."""
    text = fragment.removeprefix("#")
    notes: list[str] = []
    if len(text) > MAX_LENGTH:
        notes.append("This link is far longer than any this guide makes; its end was not read.")
        text = text[:MAX_LENGTH]
    split = (pair.partition("=") for pair in repaired(text).split("&") if pair)
    return [(key, value) for key, _, value in split], notes


def repaired(text: str) -> str:
    """`text` with our two separators as we write them."""
    for mangled, plain in MANGLED:
        text = text.replace(mangled, plain)
    return text


def few(notes: list[str]) -> tuple[str, ...]:
    """Each note once, and no more of them than anybody reads."""
    each = tuple(dict.fromkeys(notes))
    more = len(each) - MOST_NOTES
    if more <= 0:
        return each
    return (*each[:MOST_NOTES], f"Of this link, {more} more could not be read.")


def _version(tree: Tree, value: str, notes: list[str]) -> int:
    if value.isascii() and value.isdigit() and 0 < int(value[:9]) <= tree.version:
        return int(value[:9])
    notes.append(f"This link names version “{short(value)}” of the tree, which does not exist.")
    return tree.version


def _ask(tree: Tree, value: str, notes: list[str]) -> str:
    if value in tree.question_by_id or value in tree.gate_by_id or value == RESULT:
        return value
    notes.append(_retired(tree, value) or f"There is no question “{short(value)}” to ask.")
    return ""


def _outcome(tree: Tree, value: str, notes: list[str]) -> str:
    if value in tree.outcome_by_id or _retired(tree, value):
        return value
    notes.append(f"This link names an outcome “{short(value)}” that the tree does not have.")
    return ""


def _keep_answer(
    tree: Tree, key: str, value: str, answers: dict[str, str], notes: list[str]
) -> None:
    question = tree.question_by_id.get(key) or tree.gate_by_id.get(key)
    if question and (value == NOT_SURE or question.option(value)):
        answers[key] = value
        return
    retired = _retired_option(tree, key, value)
    if retired and retired.became:
        became, _, option = retired.became.partition("=")
        answers.setdefault(became, option)
    if retired:
        notes.append(_told(tree, retired))
    elif question is None:
        notes.append(_retired(tree, key) or f"There is no question “{short(key)}” in this tree.")
    else:
        notes.append(f"“{question.label}” has no answer “{short(value)}”, so it is asked again.")


def _retired_option(tree: Tree, question: str, option: str) -> Retired | None:
    """What is known of an answer that is no longer on offer: `option`, once given to `question`."""
    found = (row for row in tree.retired if row.was == "option" and row.id == option)
    return next((row for row in found if row.of in (question, "")), None)


def _retired(tree: Tree, name: str) -> str:
    """What became of the question or outcome of this name; "" where it was never retired."""
    found = (row for row in tree.retired if row.was != "option" and row.id == name)
    return next((_told(tree, row) for row in found), "")


def _told(tree: Tree, retired: Retired) -> str:
    became = f" It is now {_called(tree, retired.became)}." if retired.became else ""
    gone = f"The {retired.was} “{retired.id}” was retired in {retired.since}"
    return f"{gone}: {retired.reason}{became}"


def _called(tree: Tree, name: str) -> str:
    """What people read of a question, an outcome or `question=option`."""
    key, _, value = name.partition("=")
    question = tree.question_by_id.get(key) or tree.gate_by_id.get(key)
    option = question.option(value) if question else None
    if question and option:
        return f"“{option.text}” ({question.label})"
    outcome = tree.outcome_by_id.get(key)
    return f"“{outcome.title if outcome else question.label if question else name}”"


def short(text: str) -> str:
    """`text` cut to what fits into a note."""
    return text if len(text) <= 40 else text[:39] + "…"
