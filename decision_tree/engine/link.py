"""The address of a state: a fragment that people can read and that stays valid for years.

    v=1&workload=graph&owner=app-team&outcome=ray-serve

The tree's version, then question=option pairs in the order asked, then either `ask`, the question
to show again, or `outcome`, what this link showed when it was made. Anything else in a fragment is
dropped with a note that says so: a link that was changed keeps what can be kept. How a link is
found, and what was done to it on its way, is the matter of `link_reader`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .link_reader import VERSION, Link, Words, read
from .model import NOT_SURE, RESULT, Retired, Tree
from .walk import Answer

__all__ = [
    "ASK",
    "BESIDE",
    "MOST_NOTES",
    "NOT_WHOLE",
    "OUTCOME",
    "State",
    "cut_note",
    "decode",
    "encode",
    "few",
    "notes_on",
    "short",
    "state_of",
    "words_of",
]

ASK, OUTCOME = "ask", "outcome"

BESIDE = (VERSION, ASK, OUTCOME)
"""The names in a link that are no question."""

NOT_WHOLE = "This guide could not read the whole link. Copy it again."

MOST_NOTES = 12
"""Notes on a link that are given one by one; a link with more is not one that somebody mistyped."""


@dataclass(frozen=True, slots=True)
class State:
    """What a link holds, and `notes` on what in it could not be used (plain text, unescaped).

    `missed` are the parts of the link that were not understood: a link with none was read whole.
    `newer` is the version that the link names where that is newer than the tree, otherwise 0; then
    `version` is the tree's.
    """

    version: int
    answers: tuple[Answer, ...] = ()
    ask: str = ""
    outcome: str = ""
    notes: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    newer: int = 0

    @property
    def pairs(self) -> tuple[Answer, ...]:
        """What its link holds, in order; `notes` are not part of it."""
        beside = ((ASK, self.ask), (OUTCOME, self.outcome))
        said = (pair for pair in beside if pair[1])
        return ((VERSION, str(self.version)), *self.answers, *said)

    def at(
        self, version: int, answers: tuple[Answer, ...], *, ask: str = "", outcome: str = ""
    ) -> State:
        """The state that a link of this one's page leads to. What is said here changes, what was
        said of the reading of this link goes, and all else that the link holds stays."""
        kept = replace(self, notes=(), missed=(), newer=0)
        return replace(kept, version=version, answers=answers, ask=ask, outcome=outcome)


def encode(state: State) -> str:
    """The fragment of `state`, without the hash sign."""
    return "&".join(f"{key}={value}" for key, value in state.pairs)


def decode(tree: Tree, text: str) -> State:
    """The state in `text`: a fragment, with its hash sign or not, or whatever has a link in it.

    Never raises.
    """
    return state_of(tree, read(text, words_of(tree)))


def words_of(tree: Tree) -> Words:
    """The names and values that a link to this tree may hold, with those that were retired."""

    def key(name: str) -> bool:
        known = name in BESIDE or name in tree.question_by_id
        return known or name in tree.gate_by_id or bool(_retired(tree, name))

    return Words(key, lambda name, value: _understood(tree, name, value), OUTCOME)


def _understood(tree: Tree, key: str, value: str) -> bool:
    """Whether this pair says something, if only what was retired."""
    if key == VERSION:
        return 0 < _number(value) <= tree.version
    if key == ASK and (value in tree.gate_by_id or value == RESULT):
        return True
    if key in (ASK, OUTCOME):
        known = tree.question_by_id if key == ASK else tree.outcome_by_id
        return value in known or bool(_retired(tree, value))
    question = tree.question_by_id.get(key) or tree.gate_by_id.get(key)
    if question and (value == NOT_SURE or question.option(value)):
        return True
    gone = not question and _retired(tree, key)
    return bool(gone or _retired_option(tree, key, value))


def state_of(tree: Tree, link: Link) -> State:
    """What this link holds."""
    version, newer, ask, outcome = tree.version, 0, "", ""
    answers: dict[str, str] = {}
    notes = notes_on(link)
    pairs = link.whole_pairs
    twice = _twice(tree, pairs)
    notes += [_twice_note(tree, key) for key, _ in twice]
    for key, value in pairs:
        if key == VERSION:
            version = _version(tree, value, notes)
            newer = max(0, _number(value) - tree.version) and _number(value)
        elif key == ASK:
            ask = _ask(tree, value, notes)
        elif key == OUTCOME:
            outcome = _outcome(tree, value, notes)
        else:
            _keep_answer(tree, key, value, answers, notes)
    due = (*_due(tree, pairs), *twice)
    missed = [f"{key}={value}" if value else key for key, value in due]
    if link.long and not outcome:
        missed.append("…")
    elif link.cut and not outcome:
        missed.append(link.cut)
        notes.append(cut_note(link))
    told = (few(notes), tuple(missed), newer)
    return State(version, tuple(answers.items()), ask, outcome, *told)


def _twice(tree: Tree, pairs: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """The pairs in whose place another value of the same name counts, which stands behind them."""
    said = [pair for pair in pairs if _counts(tree, *pair)]
    last = dict(said)
    return tuple(dict.fromkeys((key, value) for key, value in said if last[key] != value))


def _counts(tree: Tree, key: str, value: str) -> bool:
    """Whether this pair says something that is no matter of an earlier tree."""
    question = tree.asked(key)
    if question:
        return value == NOT_SURE or question.option(value) is not None
    return key in BESIDE and _understood(tree, key, value)


def _twice_note(tree: Tree, key: str) -> str:
    question = tree.asked(key)
    if question:
        return f"This link answers “{question.label}” twice. Only the last answer was read."
    return f"This link names “{key}” twice. Only the last was read."


def notes_on(link: Link) -> list[str]:
    """What is to be said of how this link was read, whatever is in it."""
    notes = []
    if link.long:
        notes.append("This link is longer than any link of this guide, so its end was not read.")
    if link.several:
        notes.append("This text holds more than one link. Only the first was read.")
    if link.broken:
        notes.append(
            "This link has foreign text in the middle. What follows that text was not read."
        )
    return notes


def cut_note(link: Link) -> str:
    """What is to be said of a link that is cut off."""
    return f"The link is cut off at “{short(link.cut)}”. Copy the whole link again."


def _due(tree: Tree, pairs: tuple[Answer, ...]) -> Iterator[Answer]:
    """The pairs that should have been understood and were not. What has a strange name and stands
    behind the outcome was added by somebody: our links end there."""
    known, ended = words_of(tree).key, False
    for key, value in pairs:
        if not _understood(tree, key, value) and (known(key) or not ended):
            yield key, value
        ended = ended or key == OUTCOME


def few(notes: list[str]) -> tuple[str, ...]:
    """Each note once, and no more of them than anybody reads."""
    each = tuple(dict.fromkeys(notes))
    more = len(each) - MOST_NOTES
    if more <= 0:
        return each
    return (*each[:MOST_NOTES], f"Other parts of this link that could not be read: {more}.")


def _version(tree: Tree, value: str, notes: list[str]) -> int:
    number = _number(value)
    if 0 < number <= tree.version:
        return number
    if number:
        made = f"This link was made with version “{short(value)}” of the tree"
        notes.append(f"{made}, which is newer than version {tree.version} here.")
    else:
        named = f"This link names version “{short(value)}” of the tree"
        notes.append(f"{named}, which does not exist.")
    return tree.version


def _number(value: str) -> int:
    """The version that `value` names, 0 for none."""
    return int(value[:9]) if value.isascii() and value.isdigit() else 0


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
