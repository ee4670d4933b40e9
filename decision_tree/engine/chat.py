"""A result in a few lines of plain text, for a chat: verdict, reason, cost and owner.

It is the shortest kind of record. Its link stands apart, since who shares a text names the link
beside it. Chats read markup in ways of their own, so there is none in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from .aging import Aged, aged
from .display_names import CONTRACT_OWNERS
from .explain import asks, narrowings, weighed
from .link import State
from .markdown import one_line
from .markup import plain
from .model import Guide, Outcome
from .outcome import HEADINGS, answered
from .record import MOST_TYPED, Typed
from .result import OWNS, gaps_counted
from .walk import Walk, walk

__all__ = ["chat_text"]

_UNTITLED = "Serving contract"
"""What the text is about, where nobody typed a title."""

_NAMED = 4
"""Outcomes still possible that are named, and not only counted."""


def chat_text(guide: Guide, state: State, typed: Typed) -> str:
    """What one sends of the result of `state`, a line for each thing: all but the link."""
    walked = walk(guide.tree, dict(state.answers))
    about = one_line(typed.title[:MOST_TYPED]) or _UNTITLED
    told = _settled(guide, walked, walked.outcome) if walked.outcome else _open(guide, walked)
    verdict, *rest = map(plain, told)
    old = _before(aged(guide.tree, state, walked))
    return "\n".join((f"{about}: {verdict}", *old, *rest))


def _settled(guide: Guide, walked: Walk, outcome: Outcome) -> Iterator[str]:
    """The verdict and how far it is from production, what decided it, its cost, and its owner."""
    told = answered(outcome, walked.given)
    gaps = f" {gaps_counted(walked)}." if walked.gaps else ""
    yield f"{outcome.title}.{gaps}"
    first = weighed(guide.tree, walked)[:1]  # the answer that decided, if any did
    yield from (
        f"Why: {asks(walked, row.question)} {row.option.text}. {row.option.reason.text}"
        for row in first
        if row.option
    )
    yield f"{HEADINGS['cost']}: {told.cost.text}"
    yield f"{OWNS}: {CONTRACT_OWNERS[outcome.owner]}."


def _open(guide: Guide, walked: Walk) -> Iterator[str]:
    """That nothing is settled, what to settle first and who can, and the few that are possible."""
    yield f"not settled yet. {len(walked.possible)} outcomes are possible."
    first = narrowings(guide.tree, walked)[0]
    yield f"Settle this first: {asks(walked, first.question)} Ask: {first.question.role}."
    if len(walked.possible) <= _NAMED:
        yield f"Still possible: {'; '.join(outcome.title for outcome in walked.possible)}."


def _before(old: Aged | None) -> Iterator[str]:
    """What the link said when it was made, where today's tree says something else."""
    if old and old.by_hand:
        yield plain(f"The link named: {old.then}. {old.because}")
    elif old and not old.same:
        yield plain(f"Version {old.version} of the tree said: {old.then}. {old.because}")
