"""The address of an incident: what a reader knows of it, in a fragment that people can read.

    v=1&sees=errors&stack=kserve-standard&changed=model-artefact&when=just-before
    v=1&sees=wrong&stack=ray-serve&changed=not-sure&when=not-sure&yes=replay-at-the-model&tried=prompt
    v=1&runbook=kserve&by=platform&stack=kserve-standard

`v` is the version of this form. Only ids of the guide stand in it: names and commands never come
from an address. What a link holds and the guide does not know is dropped with a note; an id that
was retired is taken for what it became.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from ..link import few, notes_on, short
from ..model import AS_ANSWERED, NOT_SURE, OWNERS, PLACES, Guide
from ..reader import Words, read

__all__ = [
    "CHANGED",
    "FORM",
    "KEYS",
    "MOST_CHANGED",
    "WHENS",
    "Incident",
    "decided",
    "decode_incident",
    "encode_incident",
]

FORM = "1"
"""The version of the form in which incidents are written."""

WHENS = ("just-before", "earlier", NOT_SURE)
"""When the change was made, seen from when the trouble began."""

CHANGED = "changed"
"""In `ask`: to choose again what was changed."""

MOST_CHANGED = 3
"""Changed aspects that one plan puts back: with more, the whole goes back and not its parts."""

KEYS = ("v", "sees", "stack", CHANGED, "when", "yes", "no", "tried", "ask", "runbook", "by")
"""The words of a link to a plan; no question is called so, and thus the two are told apart."""

_WORDS = Words(lambda name: name in KEYS, lambda name, _: name in KEYS)


@dataclass(frozen=True, slots=True)
class Incident:
    """What is known of an incident; what is empty is open.

    `sight` is what one sees, `stack` a word of PLACES, and `changed` ids of aspects. `unsure` says
    that nobody knows what was changed; `when` is one of WHENS. `yes` and `no` are looks by their
    answers, and `tried` aspects that were put back in vain. `again` asks anew what was changed.
    `runbook` is the outcome of a decision whose units are to be listed, and `owner` who owns the
    contract there: a word of OWNERS, AS_ANSWERED, or "".
    """

    sight: str = ""
    stack: str = ""
    changed: tuple[str, ...] = ()
    unsure: bool = False
    when: str = ""
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
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
        CHANGED: ",".join(incident.changed) or (NOT_SURE if incident.unsure else ""),
        "when": incident.when,
        "yes": ",".join(incident.yes),
        "no": ",".join(incident.no),
        "tried": ",".join(incident.tried),
        "ask": CHANGED if incident.again else "",
    }
    return "&".join(f"{key}={value}" for key, value in given.items() if value)


def decided(outcome: str, owner: str) -> str:
    """The fragment of the runbook of a decision for this outcome, where `owner` owns the contract:
    a word of OWNERS, or "" where nobody said."""
    return encode_incident(Incident(runbook=outcome, owner=owner))


def decode_incident(guide: Guide, fragment: str) -> tuple[Incident, tuple[str, ...]]:
    """The incident in `fragment`, and notes (plain, unescaped) on what could not be used of it.

    Never raises.
    """
    link = read(fragment, _WORDS)
    reading = _Reading(guide, notes_on(link))
    values: dict[str, str] = {}
    for key, value in link.pairs:
        if key not in KEYS:
            reading.notes.append(f"This link holds “{short(key)}”, which a plan does not use.")
        elif key in values:
            reading.notes.append(f"This link names “{key}” twice; the first was read.")
        else:
            values[key] = value
    if values.get("v", FORM) != FORM:
        reading.notes.append(
            f"This link has form “{short(values['v'])}”, which this guide does not know. What is "
            "known of it was kept."
        )
    incident = reading.incident(values)
    return incident, few(reading.notes)


class _Reading:
    """Values of a link turned into what the guide knows, with `notes` on the rest."""

    def __init__(self, guide: Guide, notes: list[str]) -> None:
        self.notes = notes
        self._guide = guide
        self._retired = {(row.was, row.id): row for row in guide.retired_units}

    def incident(self, values: dict[str, str]) -> Incident:
        aspects, looks = self._guide.aspect_by_id, self._guide.look_by_id
        sight = self._one("sight", values.get("sees", ""), self._guide.sight_by_id)
        stack = self._one("stack", values.get("stack", ""), PLACES)
        said = values.get(CHANGED, "")
        changed = () if said == NOT_SURE else self._many("aspect", said, aspects)
        if len(changed) > MOST_CHANGED:
            self.notes.append(
                f"This link names {len(changed)} changes; a plan takes {MOST_CHANGED}, so the "
                "others were left out."
            )
        yes = self._many("first look", values.get("yes", ""), looks)
        no = self._many("first look", values.get("no", ""), looks)
        outcomes = {runbook.outcome for runbook in self._guide.runbooks}
        return Incident(
            sight=sight,
            stack=stack,
            changed=changed[:MOST_CHANGED],
            unsure=said == NOT_SURE,
            when=self._one("time", values.get("when", ""), WHENS),
            yes=yes,
            no=tuple(each for each in no if each not in yes),
            tried=self._many("aspect", values.get("tried", ""), aspects),
            again=self._one("question", values.get("ask", ""), (CHANGED,)) == CHANGED,
            runbook=self._one("runbook", values.get("runbook", ""), outcomes),
            owner=self._one("by", values.get("by", ""), (*OWNERS, AS_ANSWERED)),
        )

    def _one(self, what: str, value: str, known: Container[str]) -> str:
        """The value, or what it became, or "" with a note."""
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

    def _many(self, what: str, value: str, known: Container[str]) -> tuple[str, ...]:
        found: list[str] = []
        for each in value.split(","):
            name = self._one(what, each, known)
            if name and name in found:
                self.notes.append(f"This link names “{name}” twice; once was kept.")
            elif name:
                found.append(name)
        return tuple(found)


_CALLED = {
    "aspect": "change",
    "first look": "look",
    "sight": "symptom",
    "stack": "stack",
    "time": "time",
    "question": "question",
    "runbook": "decision",
    "by": "owner",
}
"""What a reader of a note calls each kind of thing."""
