"""The address of an incident: what a reader knows of it, in a fragment that people can read.

    v=1&sees=errors&stack=kserve-standard&changed=model-artefact&when=just-before
    v=1&sees=wrong&stack=ray-serve&changed=not-sure&when=not-sure&yes=replay-at-the-model&tried=prompt
    v=1&runbook=kserve&by=platform&stack=kserve-standard

`v` is the version of this form. Only ids of the guide stand in it: names and commands never come
from an address. What a link holds and the guide does not know is dropped with a note; an id that
was retired is taken for what it became.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from ..display_names import STACK_NAMES
from ..link import cut_note, few, notes_on, short
from ..link_reader import VERSION, Words, read
from ..model import AS_ANSWERED, ASKS, NOT_SURE, OWNERS, PLACES, Guide
from ..rollback import offered

__all__ = [
    "CHANGED",
    "FORM",
    "JUST_BEFORE",
    "KEYS",
    "MOST_CHANGED",
    "NOTHING",
    "WHENS",
    "Incident",
    "asks_put_back",
    "decided",
    "decode_incident",
    "encode_incident",
    "kept_changes",
    "known_values",
]

FORM = "1"
"""The version of the form in which incidents are written."""

JUST_BEFORE = "just-before"
"""The word of a change that then goes back at once."""

WHENS = (JUST_BEFORE, "earlier", NOT_SURE)
"""When the change was made, seen from when the trouble began."""

CHANGED = "changed"
"""In `ask`: to choose again what was changed."""

NOTHING = "nothing"
"""In `changed`: nothing was, as far as anybody knows."""

UNNAMED = (NOT_SURE, NOTHING)
"""What stands in `changed` where no change is named."""

MOST_CHANGED = 3
"""Changed aspects that one plan puts back: with more, the whole goes back and not its parts."""

_ID = re.compile(r"[a-z0-9-]+")

_LISTS = (CHANGED, "yes", "no", "tried", "done")
"""The words of a link to a plan that have several values."""

_NAMES = {
    "sees": "sight",
    "stack": "stack",
    CHANGED: "aspect",
    "when": "time",
    "yes": "first look",
    "no": "first look",
    "tried": "aspect",
    "done": "unit",
    "use": "unit",
    "ask": "question",
    "runbook": "runbook",
    "by": "by",
}
"""What kind of thing each word of a link to a plan names."""

KEYS = (VERSION, *_NAMES)
"""The words of a link to a plan; no question is called so, and thus the two are told apart."""


@dataclass(frozen=True, slots=True)
class Incident:
    """What is known of an incident; what is empty is open.

    `sight` is what one sees, `stack` a word of PLACES, and `changed` ids of aspects.
    `unnamed` is what was answered in place of a change, a word of UNNAMED; `when` is one of WHENS.
    `yes` and `no` are looks by their answers, and `tried` aspects that were put back in vain, by
    the units `done` as far as plans led there. `use` is a unit that the reader chose in place of
    one of the plan's. `again` asks anew what was changed.
    `runbook` is the outcome of a decision whose units are to be listed, and `owner` who owns the
    contract there: a word of OWNERS, AS_ANSWERED, or "".
    """

    sight: str = ""
    stack: str = ""
    changed: tuple[str, ...] = ()
    unnamed: str = ""
    when: str = ""
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    use: str = ""
    again: bool = False
    runbook: str = ""
    owner: str = ""


def encode_incident(incident: Incident) -> str:
    """The fragment of this incident, without the hash sign."""
    given = {
        "v": FORM,
        "runbook": incident.runbook,
        "by": incident.owner,
        "sees": incident.sight,
        "stack": incident.stack,
        CHANGED: ",".join(incident.changed) or incident.unnamed,
        "when": incident.when,
        "yes": ",".join(incident.yes),
        "no": ",".join(incident.no),
        "tried": ",".join(incident.tried),
        "done": ",".join(incident.done),
        "use": incident.use,
        "ask": CHANGED if incident.again else "",
    }
    return "&".join(f"{key}={value}" for key, value in given.items() if value)


def decided(outcome: str, owner: str) -> str:
    """The fragment of the runbook of a decision for this outcome, where `owner` owns the contract:
    a word of OWNERS, or "" where nobody said."""
    return encode_incident(Incident(runbook=outcome, owner=owner))


def asks_put_back(guide: Guide, sight: str) -> bool:
    """Whether who sees this is asked what was put back, and not what was changed."""
    row = guide.sight_by_id.get(sight)
    return row is not None and row.asks == ASKS[1]


def known_values(guide: Guide) -> tuple[str, ...]:
    """What an address can say of what one sees, what it runs on, what was changed and when: each
    value behind its word, with those that were retired."""
    known = _values(guide)
    known["aspect"] = (*known["aspect"], *UNNAMED)

    def ever(kind: str) -> tuple[str, ...]:
        return (*known[kind], *(row.id for row in guide.retired_units if row.was == kind))

    words = ("sees", "stack", CHANGED, "when")
    return tuple(f"{word}={each}" for word in words for each in ever(_NAMES[word]))


def kept_changes(changed: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """As many of these changes as a plan takes, and a note if there are more."""
    if len(changed) <= MOST_CHANGED:
        return changed, ()
    note = (
        f"{len(changed)} changes are named, but a plan takes {MOST_CHANGED}, so the others were "
        "left out."
    )
    return changed[:MOST_CHANGED], (note,)


def decode_incident(guide: Guide, fragment: str) -> tuple[Incident, tuple[str, ...]]:
    """The incident in `fragment`, and notes (plain, unescaped) on what could not be used of it.

    Never raises.
    """
    reading = _Reading(guide)
    link = read(fragment, Words(lambda name: name in KEYS, reading.understood))
    reading.notes += notes_on(link)
    values: dict[str, str] = {}
    for key, value in link.whole_pairs:
        if key not in KEYS:
            reading.notes.append(f"This link contains “{short(key)}”, which a plan does not use.")
        elif key in values:
            reading.notes.append(f"This link names “{key}” twice. Only the first was read.")
        else:
            values[key] = value
            if not value:
                reading.notes.append(f"This link has no value for “{key}”.")
    if link.cut:
        reading.notes.append(cut_note(link))
    if values.get(VERSION, FORM) != FORM:
        reading.notes.append(
            f"This link has form “{short(values[VERSION])}”, which this guide does not know. What "
            "is known of it was kept."
        )
    incident = reading.on_stack(reading.incident(values))
    return incident, few(reading.notes)


def _values(guide: Guide) -> dict[str, Collection[str]]:
    """For each kind of thing that a link names, the ids that the guide knows."""
    return {
        "aspect": guide.aspect_by_id,
        "first look": guide.look_by_id,
        "sight": guide.sight_by_id,
        "stack": PLACES,
        "time": WHENS,
        "unit": guide.unit_by_id,
        "question": (CHANGED,),
        "runbook": tuple(dict.fromkeys(runbook.outcome for runbook in guide.runbooks)),
        "by": (*OWNERS, AS_ANSWERED),
    }


class _Reading:
    """Values of a link turned into what the guide knows, with `notes` on the rest."""

    def __init__(self, guide: Guide) -> None:
        self.notes: list[str] = []
        self._guide = guide
        self._retired = {(row.was, row.id): row for row in guide.retired_units}
        self._known = _values(guide)

    def understood(self, key: str, value: str) -> bool:
        """Whether `value` says something after `key`, if only what was retired. In a list the first
        name decides: an unknown one behind it belongs to the list too, to be told of."""
        if key == VERSION:
            return value == FORM
        if key not in KEYS:
            return False
        what = _NAMES[key]
        if key == CHANGED and value in UNNAMED:
            return True
        name, *more = value.split(",") if key in _LISTS else (value,)
        known = name in self._known[what] or (what, name) in self._retired
        return known and all(map(_ID.fullmatch, more))

    def incident(self, values: Mapping[str, str]) -> Incident:
        """What these values say, each by itself."""

        def one(key: str) -> str:
            return self._one(_NAMES[key], values.get(key, ""))

        def many(key: str) -> tuple[str, ...]:
            return self._many(_NAMES[key], values.get(key, ""))

        sight, stack, named = one("sees"), one("stack"), values.get(CHANGED, "")
        unnamed = named if named in UNNAMED else ""
        changed, notes = kept_changes(() if unnamed else many(CHANGED))
        self.notes += notes
        yes, no = many("yes"), many("no")
        when, tried = one("when"), many("tried")
        if changed and not when and asks_put_back(self._guide, sight):
            # What was changed last is what was put back: when that was, nobody has to say.
            tried, changed, unnamed = tuple(dict.fromkeys((*changed, *tried))), (), NOT_SURE
        return Incident(
            sight=sight,
            stack=stack,
            changed=changed,
            unnamed=unnamed,
            when=when,
            yes=yes,
            no=tuple(each for each in no if each not in yes),
            tried=tried,
            done=many("done"),
            use=one("use"),
            again=one("ask") == CHANGED,
            runbook=one("runbook"),
            owner=one("by"),
        )

    def on_stack(self, incident: Incident) -> Incident:
        """Without the looks and the unit that do not exist on the incident's stack."""
        stack, looks = incident.stack, self._guide.look_by_id
        if not stack:
            return incident
        able = {unit.id for unit in offered(self._guide, stack)}

        def here(name: str) -> bool:
            return not looks[name].stacks or stack in looks[name].stacks

        answered = (*incident.yes, *incident.no)
        gone = [f"the look “{name}”" for name in answered if not here(name)]
        gone += [f"the unit “{incident.use}”"] if incident.use and incident.use not in able else []
        self.notes += [
            f"{STACK_NAMES[stack]} does not have {each}, so it was left out." for each in gone
        ]
        return replace(
            incident,
            yes=tuple(filter(here, incident.yes)),
            no=tuple(filter(here, incident.no)),
            use=incident.use if incident.use in able else "",
        )

    def _one(self, what: str, value: str) -> str:
        """The value, or what it became, or "" with a note."""
        known = self._known[what]
        if not value:
            return ""
        if value in known:
            return value
        row = self._retired.get((what, value))
        if row is None:
            self.notes.append(f"There is no {_CALLED[what]} “{short(value)}”, so it was left out.")
            return ""
        became = f" It is now “{row.became}”." if row.became else ""
        self.notes.append(f"“{row.id}” was retired in {row.since}: {row.reason}{became}")
        return row.became if row.became in known else ""

    def _many(self, what: str, value: str) -> tuple[str, ...]:
        found: list[str] = []
        for each in value.split(","):
            name = self._one(what, each)
            if name and name in found:
                self.notes.append(f"This link names “{name}” twice. It was kept once.")
            elif name:
                found.append(name)
        return tuple(found)


_CALLED = {
    "aspect": "change",
    "first look": "look",
    "sight": "symptom",
    "stack": "stack",
    "time": "time",
    "unit": "unit",
    "question": "question",
    "runbook": "decision",
    "by": "owner",
}
"""What a reader of a note calls each kind of thing."""
