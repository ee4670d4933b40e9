"""What became of a link: the outcome it showed when it was made, against what the tree says now."""

from __future__ import annotations

from dataclasses import dataclass

from .explain import ruled_out
from .link import NOT_WHOLE, State
from .model import Tree
from .walk import Walk

__all__ = ["BY_HAND", "STILL", "Aged", "aged", "kept"]


@dataclass(frozen=True, slots=True)
class Aged:
    """A link's outcome then and now, and `because`, the answer that made the difference.

    `same` says whether today's tree agrees; `now` is "" while questions are open or several
    outcomes are possible. All are plain text. `by_hand` says that no version ever said so: the
    link was changed by hand or cut, and its answers and its outcome do not belong together.
    """

    version: int
    then: str
    now: str
    same: bool
    because: str
    by_hand: bool = False


def aged(tree: Tree, state: State, walked: Walk) -> Aged | None:
    """How the link with `state` fares today, or None when it names no outcome."""
    if not state.outcome:
        return None
    known = tree.outcome_by_id.get(state.outcome)
    then = known.title if known else state.outcome
    now = walked.outcome
    if now is not None and now.id == state.outcome:
        return Aged(state.version, then, now.title, True, "")
    by_hand = not state.missed and state.version == tree.version and known is not None
    because = BY_HAND if by_hand else _because(tree, state, walked)
    return Aged(state.version, then, now.title if now else "", False, because, by_hand)


STILL = "Today's tree still gives this outcome."
"""What is said of a link in which nothing has changed."""

BY_HAND = (
    "Somebody changed this link by hand, or cut it. Its answers do not lead to the outcome that it "
    "names."
)


def kept(tree: Tree, state: State, walked: Walk) -> State:
    """What a link to keep holds: today's version, the answers that count, and the outcome. Where
    today's tree has none, what the link said stays in it, for whoever checks it later."""
    if walked.outcome or not state.outcome:
        outcome = walked.outcome.id if walked.outcome else ""
        return state.at(tree.version, walked.answers, outcome=outcome)
    return state.at(state.version, walked.answers, outcome=state.outcome)


def _because(tree: Tree, state: State, walked: Walk) -> str:
    if state.missed:
        return NOT_WHOLE
    retired = next((r for r in tree.retired if (r.was, r.id) == ("outcome", state.outcome)), None)
    if retired:
        became = tree.outcome_by_id.get(retired.became)
        instead = f" It was replaced by “{became.title}”." if became else ""
        return f"That outcome was retired in version {retired.since}: {retired.reason}{instead}"
    for row in ruled_out(tree, walked):
        if row.outcome.id == state.outcome:
            return f"“{row.option.text}” ({row.question.label}) leads elsewhere today."
    if walked.next:
        return f"Today's tree also asks: {walked.next.ask}"
    unsettled = ", ".join(q.label for q, option in walked.asked if option is None)
    return f"Not settled in today's tree: {unsettled}."
