"""Runs the incidents, one namespace each, and writes down what was seen.

python -m tests.control_planes.incidents          run all, write content/controllers.yml
python -m tests.control_planes.incidents ID ...   run these and print them
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from decision_tree.loader.load import CONTENT

from . import kserve_incidents, kuberay_incidents, llm_incidents
from .building import newest
from .errors import CannotRunError
from .everything import Everything, up
from .facts import kserve_facts, kuberay_facts
from .telling import Incident, Told
from .world import Facts, World

__all__ = ["CASES", "Case", "main", "run", "tell"]

FILE = CONTENT / "controllers.yml"
VERSIONS = ("kubernetes", "kserve", "kuberay")
MOST = 300
"""Characters of a fact that the file holds."""


@dataclass(frozen=True)
class Case:
    """An incident that can be run: its id, its product, what happens, and how it is looked at."""

    id: str
    product: str
    happens: Callable[[Incident], None]
    look: Callable[[World, Everything], Facts]

    @property
    def title(self) -> str:
        """What happens, in a sentence or two."""
        return " ".join((self.happens.__doc__ or "").split())


def _cases() -> Iterator[Case]:
    for product, module, look in (
        ("kserve", kserve_incidents, kserve_facts),
        ("kserve", llm_incidents, kserve_facts),
        ("kuberay", kuberay_incidents, kuberay_facts),
    ):
        for name, happens in module.INCIDENTS.items():
            yield Case(name, product, happens, look)


CASES = {case.id: case for case in _cases()}
"""Every incident, by its id."""


def run(case: Case, everything: Everything) -> Told:
    """Bring an incident about, roll it back, and tell it; its namespace is deleted afterwards."""
    world = World(everything.plane, everything.nodes, case.id, everything.kserve.told)
    incident = Incident(case.id, world, everything, case.look)
    try:
        case.happens(incident)
        return incident.told()
    finally:
        everything.plane.api.delete("Namespace", "", case.id)


def tell(told: Told) -> dict[str, Any]:
    """What was told of an incident, as plain data for the file."""
    case = CASES[told.id]
    said: dict[str, Any] = {
        "id": told.id,
        "product": case.product,
        "what": case.title,
        "units": list(told.units),
        "facts": [
            {"what": name, **dict(zip(("before", "bad", "after"), map(_short, each), strict=True))}
            for name, each in told.facts.items()
        ],
        "restored": told.restored,
        "left": told.left,
        "writes": told.writes,
        "pods": told.pods,
        "notes": [{"what": what, "said": text} for what, text in told.notes.items()],
    }
    return said


def _short(fact: str) -> str:
    if not fact:
        return "not there"
    return fact if len(fact) <= MOST else fact[: MOST - 1] + "…"


def _write(told: dict[str, Any]) -> None:
    """Put one incident into the file, in the place of what it said of it before."""
    known = yaml.safe_load(FILE.read_text("utf-8"))["incidents"] if FILE.is_file() else []
    by_id = {each["id"]: each for each in (*known, told)}
    said = {
        "date": date.today().isoformat(),
        **{name: newest(name).version.removeprefix("v") for name in VERSIONS},
        "incidents": [by_id[name] for name in CASES if name in by_id],
    }
    head = (
        "# yaml-language-server: $schema=schema/controllers.json\n"
        "# Written by `make measure-control-planes`, not by hand; how: tests/control_planes/\n"
    )
    text = yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=100)
    FILE.write_text(head + text, "utf-8")


def main(names: list[str]) -> int:
    """Run the incidents of these names, or all; 1 when one cannot be brought to its end."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    wrong = 0
    try:
        with up() as everything:
            for name in names or CASES:
                started = time.monotonic()
                try:
                    _write(tell(run(CASES[name], everything)))
                    print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)
                except CannotRunError as error:
                    wrong = 1
                    print(f"{name} failed: {error}", flush=True)
    except CannotRunError as error:
        print(error)
        return 1
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
