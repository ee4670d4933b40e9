"""What somebody chose for a workshop, and how it stands in an address.

The choice is the address, by the numbers of the cases:

    v=1&cases=S4,S25,D7&minutes=90&for=room

The address of a case that is answered in a workshop holds the same, so that it leads back there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..link import few, notes_on, short
from ..link_reader import read
from ..model import Case, Guide
from .agenda import HOUR, LENGTHS, fitting
from .attempt import FORM, WORDS, case_kind, encode_attempt
from .case_page import CASE_PAGES, begun
from .difficulty import case_by_label, label

__all__ = [
    "NO_WORKSHOP",
    "RESULTS_PAGE",
    "WORKSHOP_PAGE",
    "Workshop",
    "called",
    "decode_workshop",
    "encode_workshop",
    "for_room",
    "in_time",
    "results_address",
    "setting",
    "short_address",
]

WORKSHOP_PAGE = "practice-print/"
"""The page of a workshop, from the root of the site."""

RESULTS_PAGE = "room/"
"""The page with the results of a room, from the root of the site."""

_ROOM = "room"


@dataclass(frozen=True, slots=True)
class Workshop:
    """The cases in the order chosen, the minutes planned (one of LENGTHS), and whether the page is
    the one for the room, without run sheet and answers."""

    cases: tuple[Case, ...] = ()
    minutes: int = HOUR
    room: bool = False

    def after(self, case: Case) -> Case | None:
        """The case that comes after this one; None after the last."""
        rest = self.cases[self.cases.index(case) + 1 :] if case in self.cases else ()
        return next(iter(rest), None)


NO_WORKSHOP = Workshop()
"""What holds of a case that somebody answers on their own."""


def in_time(guide: Guide, made: Workshop) -> Workshop:
    """The same with the first cases only, as many as there is time for."""
    return replace(made, cases=fitting(guide, made.cases, made.minutes))


def for_room(guide: Guide, made: Workshop) -> Workshop:
    """What everyone in the room sees of it: the cases that there is time for, and no answer."""
    return replace(in_time(guide, made), room=True)


def short_address(case: Case) -> str:
    """Where a sheet's case is on screen, from the root of the site: short enough to type."""
    return f"{CASE_PAGES[case_kind(case)]}#{label(case)}"


def called(guide: Guide, fragment: str) -> str:
    """The fragment that a short one such as `S4` stands for: that case, begun in a workshop of its
    own, where its answer shows when it is asked for. Any other fragment stays."""
    case = case_by_label(guide).get(fragment.strip().upper())
    return f"{encode_attempt(begun(case))}{setting(Workshop((case,)))}" if case else fragment


def setting(made: Workshop) -> str:
    """What the address of a case holds of the workshop in which it is answered; "" for none."""
    given = {
        "cases": ",".join(map(label, made.cases)),
        "minutes": str(made.minutes) if made.minutes != HOUR else "",
    }
    return "".join(f"&{key}={value}" for key, value in given.items() if value)


def results_address(guide: Guide, made: Workshop) -> str:
    """The page on which the votes of this workshop are put together, from the root of the site."""
    names = ",".join(map(label, in_time(guide, made).cases))
    return f"{RESULTS_PAGE}#cases={names}" if names else RESULTS_PAGE


def encode_workshop(made: Workshop) -> str:
    """The fragment of this workshop, without the hash sign."""
    return f"v={FORM}{setting(made)}{f'&for={_ROOM}' if made.room else ''}"


def decode_workshop(guide: Guide, fragment: str) -> tuple[Workshop, tuple[str, ...]]:
    """The workshop in `fragment`, and notes (plain, unescaped) on what it cannot be. Never raises.

    `answers=off`, with which earlier links left the answers out, now leads to the page for the
    room.
    """
    found = read(fragment, WORDS)
    notes, given = notes_on(found), dict(found.pairs)
    known = case_by_label(guide)
    chosen: list[Case] = []
    for name in filter(None, given.get("cases", "").split(",")):
        case = known.get(name.upper())
        if case is None:
            notes.append(f"There is no case “{short(name)}”, so it was left out.")
        elif case not in chosen:
            chosen.append(case)
    lengths = {str(each): each for each in LENGTHS}
    asked, whom = given.get("minutes", ""), given.get("for", "")
    if asked and asked not in lengths:
        offered = ", ".join(lengths)
        notes.append(f"A workshop takes {offered} minutes, not “{short(asked)}”. This one: {HOUR}.")
    if whom not in ("", _ROOM):
        notes.append(f"There is no page for “{short(whom)}”. This is the page of who runs it.")
    room = whom == _ROOM or given.get("answers") == "off"
    return Workshop(tuple(chosen), lengths.get(asked, HOUR), room), few(notes)
