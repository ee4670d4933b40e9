"""What the controllers of the products did in incidents: its file and types.

The file is written by tests/control_planes/table.py and read as strictly as the content that
people write. Of it only that a unit was run, and on which release, travels to the browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .fields import CONTROLLERS_FILE
from .load import CONTENT
from .standalone import read_alone, refuse

__all__ = ["Controllers", "Fact", "Happened", "Note", "load_controllers"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the objects tell, before the incident, until the rollback, and in the end."""

    what: str
    before: str
    bad: str
    after: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something else that was looked at, and what it said."""

    what: str
    said: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One incident: every fact that changed, and which of them were as before in the end.

    `units` are the rollback units that were run: by the commands that the guide prints, or by the
    incident itself for those that print none or call Helm. `writes` are the commands that changed
    an object, and `pods` those that started between the moment before the rollback and the end.
    """

    id: str
    product: str
    what: str
    units: tuple[str, ...]
    facts: tuple[Fact, ...]
    restored: tuple[str, ...]
    left: tuple[str, ...]
    writes: int
    pods: int
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Controllers:
    """A run of all incidents: when, and with which releases."""

    date: str
    kubernetes: str
    kserve: str
    knative: str
    kuberay: str
    incidents: tuple[Happened, ...]

    def release(self, run: Happened) -> str:
        """The product of an incident with the release that was run: KServe 0.20.0."""
        return {
            "kserve": f"KServe {self.kserve}",
            "knative": f"KServe {self.kserve} and Knative Serving {self.knative}",
            "kuberay": f"KubeRay {self.kuberay}",
        }[run.product]


def load_controllers(path: Path = CONTENT / "controllers.yml", latest: str = "") -> Controllers:
    """What is in `path`. Raises ContentError with all that is wrong with the file.

    Days after `latest` are refused when it is given.
    """
    draft, data = read_alone(path, "controllers", CONTROLLERS_FILE, latest)
    refuse(draft)
    return _controllers(data)


def _controllers(data: Any) -> Controllers:
    return Controllers(**{**data, "incidents": tuple(map(_happened, data["incidents"]))})


def _happened(data: dict[str, Any]) -> Happened:
    lists = {name: tuple(data[name]) for name in ("units", "restored", "left")}
    facts = tuple(Fact(**each) for each in data["facts"])
    notes = tuple(Note(**each) for each in data["notes"])
    return Happened(**{**data, **lists, "facts": facts, "notes": notes})
