"""The questions of an incident: which one is open, how each is asked, and what was answered."""

from __future__ import annotations

from ..display_names import STACK_NAMES
from ..markup import plain
from ..model import NOT_SURE, Guide, Sight
from ..stacks import ROWS
from .state import JUST_BEFORE, NOTHING, Incident, asks_put_back

__all__ = [
    "ASKED",
    "NOTHING_CHANGED",
    "NOT_SURE_LEADS",
    "ONLY_DETAIL",
    "PUT_BACK",
    "STACK_DETAILS",
    "WHEN_NAMES",
    "WHICH_MODE",
    "WHICH_STACK",
    "asked_in",
    "asks_what_went_back",
    "known",
    "open_question",
    "place_of",
    "when_detail",
]

ASKED = {
    "sees": "What do you see?",
    "stack": "What does it run on?",
    "changed": "What was changed last?",
    "when": "When was it changed?",
}
"""How each part is asked for, in the order of the questions."""

PUT_BACK = "What have you put back already?"
"""What is asked in place of what was changed, where something was put back in vain."""

NOT_SURE_LEADS = "You first check, then put back the likeliest cause."
"""What is said to “Not sure” where it is asked what was changed."""

NOTHING_CHANGED = "Nothing was changed"
"""The answer of somebody who knows of no change."""

_UNNAMED_NAMES = {NOT_SURE: "Not sure", NOTHING: NOTHING_CHANGED}
"""What each word of UNNAMED is called."""

WHEN_NAMES = {
    JUST_BEFORE: (
        "Just before it began",
        "In the hour before, or it was the last release before it began. You then put it back at "
        "once.",
    ),
    "earlier": ("Earlier", "You first check whether it is the cause."),
    NOT_SURE: ("Not sure", "You first check whether it is the cause."),
}
"""What each word of WHENS is called, and a second line to it."""

_SEVERAL_DETAILS = {
    JUST_BEFORE: "All of these, in the hour before. You then put them back together.",
    "earlier": "At least one of these. You first check which one is the cause.",
    NOT_SURE: "You first check which one is the cause.",
}
"""The second line to each word of WHENS where several things were changed."""

ONLY_DETAIL = "You then put this back at once. The others stay suspects."
"""The second line to one of several changes, where only that one was just before."""

STACK_DETAILS = {row.id: row.detail for row in ROWS}
"""By what a reader knows each stack."""

WHICH_MODE = (
    "kubectl get inferenceservices -A "
    "-o custom-columns="
    "NAMESPACE:.metadata.namespace,NAME:.metadata.name,MODE:.status.deploymentMode"
)
"""Tells Standard mode from Knative mode."""

WHICH_STACK = (
    "for kind in inferenceservices llminferenceservices rayservices; "
    'do kubectl get "$kind" -A; done'
)
"""Lists the objects of each stack. One `get` for all kinds would end at the first that is not
installed, and list none."""


def open_question(incident: Incident) -> str:
    """What is to be asked next: sees, stack, changed or when; "" once a plan can be made."""
    if not incident.sight:
        return "sees"
    if not incident.stack:
        return "stack"
    if incident.again or not (incident.changed or incident.unnamed):
        return "changed"
    if incident.changed and not incident.when:
        return "when"
    return ""


def when_detail(incident: Incident, when: str) -> str:
    """The second line to a word of WHENS."""
    return _SEVERAL_DETAILS[when] if incident.changed[1:] else WHEN_NAMES[when][1]


def asks_what_went_back(guide: Guide, incident: Incident) -> bool:
    """Whether it is asked for what was put back in vain, in place of what was changed: once."""
    return asks_put_back(guide, incident.sight) and not incident.again


def asked_in(guide: Guide, incident: Incident, question: str) -> str:
    """How this question, a part of ASKED, is asked in this incident."""
    if question == "changed" and asks_what_went_back(guide, incident):
        return PUT_BACK
    if question == "changed" and incident.changed:
        return "What else was changed?"
    if question == "when" and incident.changed[1:]:
        return "When were these changed?"
    return ASKED[question]


def place_of(question: str, sight: Sight | None = None) -> str:
    """Which of the questions this is, and what one sees as far as it is known: right after it was
    said, or found by the search, with the words of a screen."""
    of = f"Question {list(ASKED).index(question) + 1} of {len(ASKED)}"
    if sight is None:
        return of
    return f"{of}: {sight.name}{f'. {plain(sight.detail)}' if question == 'stack' else ''}"


def known(guide: Guide, incident: Incident) -> tuple[tuple[str, str, str], ...]:
    """What is known of the incident: (the part of ASKED, `tried`, `done` or a look's id, its name,
    what was answered)."""
    sight = guide.sight_by_id.get(incident.sight)
    aspects, looks = guide.aspect_by_id, guide.look_by_id
    changed = "; ".join(aspects[each].name for each in incident.changed)
    rows = (
        ("sees", "You see", sight.name if sight else ""),
        ("stack", "It runs on", STACK_NAMES.get(incident.stack, "")),
        ("changed", "Changed", changed or _UNNAMED_NAMES.get(incident.unnamed, "")),
        ("when", "When", WHEN_NAMES[incident.when][0] if incident.when else ""),
        (
            "tried",
            "Put back without success",
            "; ".join(aspects[each].name for each in incident.tried),
        ),
        ("done", "By", "; ".join(guide.unit_by_id[each].name for each in incident.done)),
        *((name, "You looked", f"{looks[name].ask} Yes") for name in incident.yes),
        *((name, "You looked", f"{looks[name].ask} No") for name in incident.no),
    )
    return tuple(row for row in rows if row[2])
