"""What was measured by running the incidents of tests/examples/incidents.py: its file and types.

The file is written by that script and read as strictly as the content that people write. Of it only
that a unit was run, and on which release, travels to the browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .fields import MEASURED_FILE
from .load import CONTENT
from .names import check_names
from .standalone import read_alone, refuse

__all__ = ["Incident", "Measured", "Phase", "load_measured"]


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
    """One incident and its rollback by `units`, as they went.

    `right_ms` is the time from the rollback command to the last request sent that was not answered
    as before (0: there was none); `settled_ms` that to the moment Serve called everything healthy.
    Of the `replicas` that ran before, `replaced` were gone in the end.
    """

    id: str
    title: str
    change: str
    units: tuple[str, ...]
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

    @property
    def release(self) -> str:
        """The serving system that was run: Ray Serve 2.60.0."""
        return f"Ray Serve {self.ray}"

    def of(self, unit: str) -> tuple[Incident, ...]:
        """The incidents that were rolled back by a unit."""
        return tuple(each for each in self.incidents if unit in each.units)


def load_measured(path: Path = CONTENT / "measured.yml", latest: str = "") -> Measured:
    """The measurements in `path`. Raises ContentError with all that is wrong with the file.

    Days after `latest` are refused when it is given.
    """
    draft, data = read_alone(path, "measured", MEASURED_FILE, latest)
    check_names(draft)
    refuse(draft)
    return _measured(data)


def _measured(data: Any) -> Measured:
    return Measured(**{**data, "incidents": tuple(map(_incident, data["incidents"]))})


def _incident(data: dict[str, Any]) -> Incident:
    phases = {name: Phase(**data[name]) for name in ("during", "after")}
    lists = {name: tuple(data[name]) for name in ("units", "restored", "left")}
    return Incident(**{**data, **phases, **lists})
