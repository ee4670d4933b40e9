"""Links to results in a team's own files, checked against today's tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .aging import Aged, aged
from .link import OUTCOME, State, state_of, words_of
from .link_reader import Link, links
from .model import Tree
from .walk import Walk, walk

__all__ = ["Verdict", "recheck"]

_NO_OUTCOME = (
    "This link names no outcome, so there is nothing to check. Answer all questions and copy the "
    "link of the result."
)

_MOST_SEEN = 1000
"""Links of one line that are remembered, so that each is told once."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A link found in a text, where (line, from 1), and how it fares with today's tree.

    `notes` say what in it could not be used, `missed` are the parts that were not understood. Of a
    link that names no outcome, or is of a newer tree, nothing is known: its `aged.then` is "".
    `walked` is where its answers lead today. `asks_more` says that today's tree only asks more than
    the older one of this link did: what the link says is still possible. `newer` says that the
    link is of a newer tree.
    """

    line: int
    fragment: str
    aged: Aged
    notes: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    walked: Walk | None = field(default=None, compare=False)
    asks_more: bool = False
    newer: bool = False

    @property
    def holds(self) -> bool:
        """Whether the link was read whole and today's tree still says what it says."""
        return self.aged.same and not self.missed


def recheck(tree: Tree, text: str) -> Iterator[Verdict]:
    """A verdict on every link with an answer or an outcome in `text`, in reading order, each once a
    line. Lines end as in an editor: with a line feed, a carriage return or both."""
    line, counted = 1, 0
    seen: set[str] = set()
    for link in _shown_whole(links(text, words_of(tree))):
        more = _line_breaks(text, counted, link.start)
        line, counted = line + more, link.start
        if more or len(seen) > _MOST_SEEN:
            seen.clear()
        if link.fragment in seen:
            continue
        seen.add(link.fragment)
        verdict = _verdict(tree, line, link)
        if verdict:
            yield verdict


def _line_breaks(text: str, start: int, end: int) -> int:
    both = text.count("\r\n", start, end)
    return text.count("\n", start, end) + text.count("\r", start, end) - both


def _shown_whole(found: Iterator[Link]) -> Iterator[Link]:
    """The links without those that a text shows shortened beside the whole one."""
    before, link = None, next(found, None)
    while link:
        after = next(found, None)
        shown = link.fragment.rstrip("=&")
        beside = [each.fragment for each in (before, after) if each]
        if not (link.elided and any(each.startswith(shown) for each in beside)):
            yield link
        before, link = link, after


def _verdict(tree: Tree, line: int, link: Link) -> Verdict | None:
    """None for a link that only leads to the quiz."""
    state = state_of(tree, link)
    walked = walk(tree, dict(state.answers))
    found, notes = aged(tree, state, walked), state.notes
    if state.newer:
        found = Aged(state.newer, "", "", False, _newer(tree, state))
    elif found is None and any(key == OUTCOME and value for key, value in link.pairs):
        found = Aged(state.version, "an outcome it does not have", "", False, "")
    elif found is None and (state.answers or state.missed):
        found, notes = Aged(state.version, "", "", False, " ".join(notes) or _NO_OUTCOME), ()
    if found is None:
        return None
    older = state.version < tree.version and not state.missed and walked.outcome is None
    asks_more = older and state.outcome in (outcome.id for outcome in walked.possible)
    told = (walked, asks_more, state.newer > 0)
    return Verdict(line, link.fragment, found, notes, state.missed, *told)


def _newer(tree: Tree, state: State) -> str:
    return (
        f"This link was made with version {state.newer} of the tree, and version {tree.version} is "
        "installed: install the newest release and check again."
    )
