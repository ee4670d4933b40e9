"""What the commands that are given a LINK have in common."""

from __future__ import annotations

import sys

from ..engine.link import NOT_WHOLE, State, decode
from ..engine.model import Guide
from ..engine.walk import Walk, walk
from .output import print_json

__all__ = ["decoded", "nothing_read"]


def decoded(guide: Guide, link: str) -> tuple[State, Walk]:
    """What a link holds and where it leads; what of it could not be read is told."""
    state = decode(guide.tree, link)
    for note in state.notes:
        print(note, file=sys.stderr)
    if state.missed and not state.newer:
        print(NOT_WHOLE, file=sys.stderr)
    return state, walk(guide.tree, dict(state.answers))


def nothing_read(as_json: bool, *states: State) -> int:
    """Say which of the links that the command was given holds no answer at all."""
    notes = [note for state in states for note in state.notes]
    empty = [f"Link {number}" for number, state in enumerate(states, 1) if not state.answers]
    which = " and ".join(empty) if len(states) > 1 else "This link"
    contains = "contain" if len(empty) > 1 else "contains"
    sentence = f"{which} {contains} no answer. Give the address of a result, from #v= to its end."
    print(sentence, file=sys.stderr)
    if as_json:
        print_json({"notes": [*notes, sentence]})
    return 2
