"""A team's records against today's tree and today's date: what `recheck` finds in a file.

Each kind of finding has an exit code of its own, so that a job can tell a record that is wrong
from one that is only due. The command ends with the code of the most serious finding, which is the
lowest one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..engine.aging import STILL
from ..engine.checked import age, behind
from ..engine.counted import counted
from ..engine.link import NOT_WHOLE
from ..engine.link_verdicts import Verdict, recheck
from ..engine.model import Guide
from ..engine.walk import Missing, Walk
from ..loader.record_files import RecordFile
from ..loader.record_front_matter import front_matter
from .findings import ERROR, NOTE, PASSED, WARNING, Finding
from .stale import stale_before

__all__ = ["CODES", "FRONT_MATTER", "exit_code", "of_file", "summary"]

HOLDS, GONE = "holds", "no-longer-counts"
DISAGREES, UNREAD, UNFINISHED, NEWER = "disagrees", "not-read-whole", "no-outcome", "newer-tree"
UNREADABLE, FRONT_MATTER = "unreadable", "front-matter"
NO_LINK, OTHER = "no-link", "other-outcome"
ASKS_MORE, REVIEW_PASSED, STALE, GAPS = "asks-more", "review-passed", "stale-claim", "open-gaps"

_LINK, _BROKEN = "a link", "a link that no longer holds"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of finding: its exit code, 0 for none; what of links each is, _LINK or _BROKEN, "" for
    none; and what the summary says behind the number of them, "" for nothing."""

    code: int
    of_links: str
    told: str


_KINDS = {
    HOLDS: _Kind(0, _LINK, ""),
    **dict.fromkeys((DISAGREES, UNREAD, UNFINISHED, NEWER), _Kind(1, _BROKEN, "")),
    **dict.fromkeys((UNREADABLE, FRONT_MATTER), _Kind(1, "", "")),
    NO_LINK: _Kind(1, "", "without the link of a record"),
    OTHER: _Kind(1, "", "where the text and the link differ"),
    ASKS_MORE: _Kind(3, _LINK, "with more questions to answer"),
    REVIEW_PASSED: _Kind(4, "", "past the day to review it"),
    STALE: _Kind(5, "", "resting on statements checked long ago"),
    GAPS: _Kind(6, "", "with open gaps"),
    GONE: _Kind(0, "", "passed by because of their status"),
}
"""Every kind of finding, in the order of the summary."""

CODES = {name: kind.code for name, kind in _KINDS.items() if kind.code}
"""The exit code of each kind of finding that has one; 2 is for a command that was wrong."""

_ALL_STILL = "Today's tree still gives these outcomes."

_CHOSEN = re.compile(
    r"^[ \t]*(?:Chosen option:[ \t]*(.+)|[-*+][ \t]+(.+?): chosen\b.*)$",
    re.MULTILINE | re.IGNORECASE,
)
"""What a record says that it chooses, at both places where it does."""
_MARKS = "*_`\"'“”„ \t"
"""What stands around a title in a text."""


def of_file(
    guide: Guide, file: RecordFile, today: str, older_than: int, gaps: bool
) -> Iterator[Finding]:
    """What there is to say of one file, its links that hold included.

    `today` is a day, YYYY-MM-DD. Claims checked more than `older_than` days before it are stale,
    and none is when that is 0. `gaps` says whether gaps that are open count as findings.
    """
    if file.problem:
        yield _unreadable(file)
        return
    own = front_matter(file.name, file.text)
    if own.gone:
        told = f"passed by, because its status is “{own.gone}”."
        yield Finding(file.name, 0, GONE, NOTE, told)
        return
    for problem in own.problems:
        place = problem.place
        yield Finding(place.path, place.line, FRONT_MATTER, ERROR, problem.message, place.column)
    if own.review_by and own.review_by < today:
        told = (
            f"The day to review this record, {own.review_by}, has passed: see whether the answers "
            f"still fit, then write a new {own.review_name}."
        )
        yield Finding(file.name, own.line, REVIEW_PASSED, WARNING, told)
    named: dict[str, int] = {}
    seen: set[str] = set()
    for verdict in recheck(guide.tree, file.text):
        if own.json and verdict.fragment in seen:  # there it stands twice, alone and in an address
            continue
        seen.add(verdict.fragment)
        named.setdefault(verdict.aged.then, verdict.line)
        yield _of_link(file.name, verdict)
        walked = verdict.walked
        if walked and verdict.holds:
            yield from _stale(guide, file.name, verdict, walked, today, older_than)
            yield from _gaps(file.name, verdict, walked) if gaps else ()

    if own.ours and not seen:
        told = (
            "This looks like a record and holds no link to check. Put it back: without it, nobody "
            "can say whether the record still holds."
        )
        yield Finding(file.name, 1, NO_LINK, ERROR, told)
    yield from _other_outcomes(guide, file, named)


def _other_outcomes(guide: Guide, file: RecordFile, named: Mapping[str, int]) -> Iterator[Finding]:
    """Where the text chooses an outcome that none of its links names. Each link `named` one, on
    this line. A title that no outcome has today can be an older one, so it says nothing."""
    titles = {outcome.title for outcome in guide.tree.outcomes}
    first = next((title for title in named if title in titles), None)
    for found in _CHOSEN.finditer(file.text) if first else ():
        text = (found[1] or found[2]).strip(_MARKS)
        begins = (title for title in titles if re.match(rf"{re.escape(title)}(?!\w)", text))
        chosen = max(begins, key=len, default=None)
        if first is not None and chosen is not None and chosen not in named:
            told = (
                f"The text chooses “{chosen}” here, and the link on line {named[first]} names "
                f"“{first}”. Keep one of the two: copy the record of the right link again."
            )
            line = file.text.count("\n", 0, found.start()) + 1
            yield Finding(file.name, line, OTHER, ERROR, told)


def exit_code(found: Iterable[Finding]) -> int:
    """The exit code for these findings: that of the most serious one, 0 for none."""
    return min((code for each in found if (code := _KINDS[each.kind].code)), default=0)


def summary(found: Sequence[Finding], holding: int, files: int) -> str:
    """One line for people; `holding` of the `files` that could be read had links of this guide."""
    kinds = [each.kind for each in found]
    parts = [_KINDS[kind].of_links for kind in kinds]
    links, broken = len(parts) - parts.count(""), parts.count(_BROKEN)
    said = [f"{counted(links, 'link')} checked, {broken} no longer hold."]
    if links and kinds.count(HOLDS) == links:
        said = [f"{counted(links, 'link')} checked. {STILL if links == 1 else _ALL_STILL}"]
    for name, kind in _KINDS.items():
        if kind.told and name in kinds:
            said.append(f"{kinds.count(name)} {kind.told}.")
    had = f"{holding} of {counted(files, 'file')} had links of this guide."
    none = f"No link of this guide was found in {counted(files, 'file')}."
    return " ".join((*said, had if holding else none))


def _unreadable(file: RecordFile) -> Finding:
    data = {"error": file.problem}
    return Finding(file.name, file.line, UNREADABLE, ERROR, file.problem, file.column, data=data)


def _of_link(file: str, verdict: Verdict) -> Finding:
    kind = _kind(verdict)
    level = PASSED if kind == HOLDS else WARNING if kind == ASKS_MORE else ERROR
    data = {
        "fragment": verdict.fragment,
        "holds": verdict.holds,
        "then": verdict.aged.then,
        "now": verdict.aged.now,
        "because": verdict.aged.because,
        "missed": list(verdict.missed),
        "notes": list(verdict.notes),
    }
    return Finding(file, verdict.line, kind, level, _told(verdict), data=data)


def _kind(verdict: Verdict) -> str:
    if verdict.holds:
        return HOLDS
    if verdict.asks_more:
        return ASKS_MORE
    if verdict.aged.then:
        return UNREAD if verdict.aged.same else DISAGREES
    return NEWER if verdict.newer else UNREAD if verdict.missed else UNFINISHED


def _told(verdict: Verdict) -> str:
    old = verdict.aged
    if not old.then:
        return old.because
    if verdict.holds:
        return f"“{old.then}”: {STILL}"
    now = old.now or "not settled"
    unread = NOT_WHOLE if verdict.missed and old.same else ""
    why = " ".join(filter(None, (old.because, *verdict.notes, unread)))
    if old.by_hand:  # no version ever said so
        return f"the link names “{old.then}”, and its answers lead to: {now}. {why}".rstrip()
    return f"version {old.version} said “{old.then}”, now: {now}. {why}".rstrip()


def _stale(
    guide: Guide, file: str, verdict: Verdict, walked: Walk, today: str, older_than: int
) -> Iterator[Finding]:
    claims = behind(guide, walked.outcome, tuple(option for _, option in walked.asked))
    aged = (each for each in claims if older_than and age(each.checked, today) > older_than)
    old = sorted(aged, key=lambda each: each.checked)
    if not old:
        return
    limit = stale_before(today, older_than)
    told = f"It rests on {counted(len(old), 'statement')} last checked before {limit}."
    said = f"{told} Look at the source again before you rely on it."
    details = tuple(f"{each.text} ({each.versions}, checked {each.checked})" for each in old)
    data = {"claims": [each.id for each in old]}
    yield Finding(file, verdict.line, STALE, WARNING, said, details=details, data=data)


def _gaps(file: str, verdict: Verdict, walked: Walk) -> Iterator[Finding]:
    if not walked.gaps:
        return
    told = f"{counted(len(walked.gaps), 'gap')} to close before production."
    details = tuple(map(_asked_whom, walked.missing))
    data = {"gaps": [gap.id for gap in walked.gaps]}
    yield Finding(file, verdict.line, GAPS, WARNING, told, details=details, data=data)


def _asked_whom(missing: Missing) -> str:
    asked = missing.unknown.role if missing.unknown else missing.gap.by.text
    return f"{missing.name}: ask {asked}"
