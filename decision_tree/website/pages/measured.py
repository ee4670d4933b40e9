"""The measured rollbacks as a table: what happened, what came back, what did not, and how soon."""

from __future__ import annotations

from collections.abc import Iterable

from ...engine.markup import Markup, element, inline, join
from ...loader.measured import Incident, Measured, Phase
from .tables import table

__all__ = ["measured_table"]

_HEADS = ("Incident", "Until the rollback", "Restored", "Not restored", "How soon")


def measured_table(measured: Measured) -> Markup:
    """One row an incident, each with its own anchor; the caption says with what and when."""
    caption = (
        f"Incidents and rollbacks, run with Ray Serve {measured.ray} and Python {measured.python} "
        f"on {measured.date}: one run, {measured.machine}, {measured.load}"
    )
    rows = ((f"measured-{incident.id}", _cells(incident)) for incident in measured.incidents)
    return table(caption, _HEADS, rows)


def _cells(incident: Incident) -> tuple[Markup, ...]:
    return (
        join((inline(incident.title), element("p", None, inline(incident.change)))),
        _until(incident),
        inline(_listed(incident.restored)),
        inline(_left(incident)),
        inline(_soon(incident)),
    )


def _until(incident: Incident) -> Markup:
    counted = _counted(incident.during)
    waited = _waited(incident.during)
    return inline(f"{counted}. {waited} Serve called the application `{incident.status}`.")


def _counted(phase: Phase) -> str:
    off = [f"{n} {word}" for n, word in ((phase.failed, "failed"), (phase.wrong, "wrong")) if n]
    ends = "" if phase.ends == "right" else f"; {_ENDS[phase.ends]}"
    return f"{phase.sent} requests, {' and '.join(off) or 'all answered as before'}{ends}"


_ENDS = {
    "wrong": "in the end every answer was wrong",
    "failed": "in the end every request failed",
    "mixed": "in the end answers differed from request to request",
}


def _left(incident: Incident) -> str:
    left = list(incident.left)
    if incident.replaced:
        left.append(f"{incident.replaced} of {incident.replicas} running replicas: restarted")
    return _listed(left)


def _listed(names: Iterable[str]) -> str:
    told = ", ".join(names)
    return f"{told[:1].upper()}{told[1:]}" if told else "Nothing"


def _soon(incident: Incident) -> str:
    after, healthy = incident.after, _seconds(incident.settled_ms)
    settled = f"{_waited(after)} Serve called everything healthy after {healthy}."
    if after.ends != "right":
        return f"Not at all: {_ENDS[after.ends]}. {settled}"
    if not incident.right_ms:
        return f"Every request after the command was answered as before. {settled}"
    lost = f"{_counted(after)} after the command"
    return f"Right again after {_seconds(incident.right_ms)} ({lost}). {settled}"


def _waited(phase: Phase) -> str:
    return f"The longest wait was {_seconds(phase.slowest_ms)}."


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds / 1000:.1f} s"
