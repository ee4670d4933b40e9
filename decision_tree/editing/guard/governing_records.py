"""Which files a record governs, what its link says today, and whose a finding is by that."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ...engine.checked import behind
from ...engine.display_names import OWNER_NAMES
from ...engine.link_verdicts import Verdict, recheck
from ...engine.model import Guide
from ...loader.problems import shortened
from ...loader.record_front_matter import front_matter
from ..findings import Finding
from .path_patterns import fits
from .texts import code

__all__ = ["Governing", "governing", "governs", "with_owner"]


@dataclass(frozen=True, slots=True)
class Governing:
    """A record that says which files it governs, and what its link says today.

    `outcome` is the title of the recommendation, "" where it is not settled; `owner` a word of
    OWNERS or ""; `claims` what the recommendation rests on; `gone` the status of a record that no
    longer counts; `places` what it leads to the incidents of, such as stacks, none where that is
    not settled; `unsure` is what is wrong with its link.
    """

    file: str
    globs: tuple[str, ...]
    deciders: str = ""
    outcome: str = ""
    owner: str = ""
    claims: frozenset[str] = frozenset()
    gone: str = ""
    places: tuple[str, ...] = ()
    unsure: str = ""


def governing(guide: Guide, name: str, text: str) -> Governing | None:
    """What the record `text`, of the file `name`, governs; None when it does not say."""
    own = front_matter(name, text)
    if not own.affects:
        return None
    if own.gone:
        return Governing(name, own.affects, own.deciders, gone=own.gone)
    verdicts = list(recheck(guide.tree, text))
    led = (each for each in verdicts if each.walked and each.walked.outcome)
    verdict = next(led, verdicts[0] if verdicts else None)
    unsure = _unsure(name, verdict) if verdict else ""
    walked = verdict.walked if verdict else None
    if walked is None or walked.outcome is None:
        return Governing(name, own.affects, own.deciders, unsure=unsure)
    rests_on = behind(guide, walked.outcome, tuple(option for _, option in walked.asked))
    settled = (walked.outcome.title, walked.owner, frozenset(each.id for each in rests_on))
    runbooks = (each for each in guide.runbooks if each.outcome == walked.outcome.id)
    places = tuple(place for each in runbooks for place in each.stacks)
    return Governing(name, own.affects, own.deciders, *settled, places=places, unsure=unsure)


def _unsure(name: str, verdict: Verdict) -> str:
    """What is wrong with the link of a record; "" where it holds."""
    if verdict.holds or verdict.asks_more:
        return ""
    wrong = "cannot be read completely" if verdict.missed else "does not agree with today's tree"
    return f"The link in {name} {wrong}. Run `decision-tree recheck {shlex.quote(name)}`."


def governs(record: Governing, file: str) -> bool:
    """Whether one of the record's patterns fits `file`. A folder stands for all that is in it."""
    names = tuple(file.split("/"))
    patterns = (tuple(each.removeprefix("./").rstrip("/").split("/")) for each in record.globs)
    return any(fits(each, names) or fits((*each, "**"), names) for each in patterns)


def with_owner(
    told: Finding, records: Sequence[Governing], kind: str = "", stacks: Collection[str] = ()
) -> Finding:
    """The finding with a word on whose it is, by the records that govern its file; and on what does
    not fit in them for an object of this kind, which is on one of these stacks."""
    counting = [record for record in records if not record.gone]
    said = [_whose(record) for record in counting]
    if not said:
        said = ["Whose it is: no record says. Name the files under `affects` in your record."]
        said = [f"Whose it is: {_no_longer(each)}" for each in records] or said
    said += filter(None, (each.unsure for each in counting))
    said += _not_alike(counting)
    said += (
        f"{each.file} is not about objects of the kind {kind}. Write a record for these, or narrow "
        "its `affects`."
        for each in counting
        if stacks and each.places and not each.unsure and not set(stacks) & set(each.places)
    )
    owners = [{"record": each.file, "owner": each.owner} for each in counting]
    data = {**told.data, "records": owners}
    return replace(told, details=(*told.details, *said), data=data)


def _not_alike(records: Sequence[Governing]) -> Iterator[str]:
    settled = [each for each in records if each.owner]
    if len({each.owner for each in settled}) > 1:
        names = " and ".join(each.file for each in settled)
        told = f"{names} name different owners. Give one of them the status `superseded`, or narrow"
        yield f"{told} its `affects`."


def _no_longer(record: Governing) -> str:
    return f"{record.file} no longer says, because its status is {code(record.gone)}."


def _whose(record: Governing) -> str:
    name = OWNER_NAMES.get(record.owner, "")
    by = f"{record.file} ({record.outcome})" if record.outcome else record.file
    deciders = f" Decided by: {shortened(record.deciders)}." if record.deciders else ""
    if name:
        return f"Whose it is: {name[:1].lower()}{name[1:]}, by {by}.{deciders}"
    return f"Whose it is: not settled in {by}.{deciders}"
