"""Which files a record governs, what its link says today, and whose a finding is by that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...engine.display_names import OWNER_NAMES
from ...engine.link_verdicts import recheck
from ...engine.model import Guide
from ...loader.claim_uses import claims_below
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
    not settled.
    """

    file: str
    globs: tuple[str, ...]
    deciders: str = ""
    outcome: str = ""
    owner: str = ""
    claims: frozenset[str] = frozenset()
    gone: str = ""
    places: tuple[str, ...] = ()


def governing(guide: Guide, name: str, text: str) -> Governing | None:
    """What the record `text`, of the file `name`, governs; None when it does not say."""
    own = front_matter(name, text)
    if not own.affects:
        return None
    if own.gone:
        return Governing(name, own.affects, own.deciders, gone=own.gone)
    walks = (verdict.walked for verdict in recheck(guide.tree, text))
    walked = next((each for each in walks if each and each.outcome), None)
    if walked is None or walked.outcome is None:
        return Governing(name, own.affects, own.deciders)
    rests_on = claims_below((walked.outcome, tuple(option for _, option in walked.asked)))
    settled = (walked.outcome.title, walked.owner, frozenset(rests_on))
    runbooks = (each for each in guide.runbooks if each.outcome == walked.outcome.id)
    places = tuple(place for each in runbooks for place in each.stacks)
    return Governing(name, own.affects, own.deciders, *settled, places=places)


def governs(record: Governing, file: str) -> bool:
    """Whether one of the record's patterns fits `file`. A folder stands for all that is in it."""
    names = tuple(file.split("/"))
    patterns = (tuple(each.removeprefix("./").rstrip("/").split("/")) for each in record.globs)
    return any(fits(each, names) or fits((*each, "**"), names) for each in patterns)


def with_owner(told: Finding, records: Sequence[Governing]) -> Finding:
    """The finding with a word on whose it is, by the records that govern its file."""
    counting = [record for record in records if not record.gone]
    said = [_whose(record) for record in counting]
    if not said:
        said = ["Whose it is: no record says. Name the files under `affects` in your record."]
        said = [f"Whose it is: {_no_longer(each)}" for each in records] or said
    owners = [{"record": each.file, "owner": each.owner} for each in counting]
    data = {**told.data, "records": owners}
    return replace(told, details=(*told.details, *said), data=data)


def _no_longer(record: Governing) -> str:
    return f"{record.file} no longer says, because its status is {code(record.gone)}."


def _whose(record: Governing) -> str:
    name = OWNER_NAMES.get(record.owner, "")
    by = f"{record.file} ({record.outcome})" if record.outcome else record.file
    deciders = f" Decided by: {shortened(record.deciders)}." if record.deciders else ""
    if name:
        return f"Whose it is: {name[:1].lower()}{name[1:]}, by {by}.{deciders}"
    return f"Whose it is: not settled in {by}.{deciders}"
