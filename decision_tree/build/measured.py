"""What was measured by running the incidents of tests/examples/incidents.py: its file and types.

The file is written by that script and read as strictly as the content that people write. It is no
part of the guide that travels to the browser: only the build shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .draft import Draft
from .fields import Choice, Field, Id, Many, Record, Text, Whole
from .load import CONTENT, read_shape
from .problems import ContentError, shown
from .yaml_nodes import parse

__all__ = ["ENDS", "MEASURED_FILE", "Incident", "Measured", "Phase", "load_measured"]

ENDS = ("right", "wrong", "failed", "mixed")
"""What callers got in the last seconds of a phase: one of the first three, or several of them."""


@dataclass(frozen=True, slots=True)
class Phase:
    """The requests of one phase: how many were sent, failed or got another answer than before."""

    sent: int
    failed: int
    wrong: int
    slowest_ms: int
    ends: str


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident and its rollback, as they went.

    `right_ms` is the time from the rollback command to the last request sent that was not answered
    as before (0: there was none); `settled_ms` that to the moment Serve called everything healthy.
    Of the `replicas` that ran before, `replaced` were gone in the end.
    """

    id: str
    title: str
    change: str
    status: str
    during: Phase
    after: Phase
    right_ms: int
    settled_ms: int
    replicas: int
    replaced: int
    restored: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A run of all incidents: when, with what, on what, under which load."""

    date: str
    ray: str
    python: str
    machine: str
    load: str
    incidents: tuple[Incident, ...]


_PHASE = Record(
    "phase",
    (
        Field("sent", Whole(0), "Requests sent."),
        Field("failed", Whole(0), "Requests with an error or no answer in time."),
        Field("wrong", Whole(0), "Requests with another answer than before the incident."),
        Field("slowest_ms", Whole(0), "The longest wait of a request, in milliseconds."),
        Field("ends", Choice(ENDS), "What callers got in the last seconds of the phase."),
    ),
)

_INCIDENT = Record(
    "incident",
    (
        Field("id", Id(), "Short stable name; pages link to its row."),
        Field("title", Text(80), "What happened."),
        Field("change", Text(300), "What was changed, exactly."),
        Field("status", Text(40), "What Serve called the application before the rollback."),
        Field("during", _PHASE, "The requests before the rollback command."),
        Field("after", _PHASE, "The requests after it."),
        Field("right_ms", Whole(0), "From the command to the last request not answered as before."),
        Field("settled_ms", Whole(0), "From the command until all was healthy."),
        Field("replicas", Whole(0), "Replicas that ran before the incident."),
        Field("replaced", Whole(0), "Those of them that were gone in the end."),
        Field("restored", Many(Text(80)), "What was as before in the end."),
        Field("left", Many(Text(80)), "What was not."),
    ),
)

MEASURED_FILE = Record(
    "measurement",
    (
        Field("date", Text(10, r"\d{4}-\d{2}-\d{2}", '"2026-11-24"'), "The day of the run."),
        Field("ray", Text(20), "The version of Ray."),
        Field("python", Text(20), "The version of Python."),
        Field("machine", Text(120), "The class of machine."),
        Field("load", Text(200), "The load that ran all the time."),
        Field("incidents", Many(_INCIDENT, least=1), "The incidents."),
    ),
)


def load_measured(path: Path = CONTENT / "measured.yml") -> Measured:
    """The measurements in `path`. Raises ContentError with all that is wrong with the file."""
    draft = Draft()
    file, node = parse(path, shown(path))
    draft.files["measured"] = file
    data = node and read_shape(draft, ("measured",), node, MEASURED_FILE)
    if file.problems:
        raise ContentError(file.problems)
    return _measured(data)


def _measured(data: Any) -> Measured:
    return Measured(**{**data, "incidents": tuple(map(_incident, data["incidents"]))})


def _incident(data: dict[str, Any]) -> Incident:
    phases = {name: Phase(**data[name]) for name in ("during", "after")}
    lists = {name: tuple(data[name]) for name in ("restored", "left")}
    return Incident(**{**data, **phases, **lists})
