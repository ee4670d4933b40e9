"""Runs the incidents, one namespace each, and writes down what was seen.

python -m tests.control_planes.incidents          run all, write content/controllers.yml
python -m tests.control_planes.incidents ID ...   run these and print them
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
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
HEAD = (
    "# yaml-language-server: $schema=schema/controllers.json\n"
    "# Written by `make measure-control-planes`, not by hand; how: tests/control_planes/\n"
)
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


def _write(told: list[dict[str, Any]]) -> None:
    """Write the file anew from one run of every incident: its date, its releases, its rows."""
    said = {
        "date": date.today().isoformat(),
        **{name: newest(name).version.removeprefix("v") for name in VERSIONS},
        "incidents": told,
    }
    FILE.write_text(HEAD + _text(said), "utf-8")


def _text(said: Any) -> str:
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=100)


def _run_all(names: Sequence[str], everything: Everything) -> tuple[list[dict[str, Any]], int]:
    """What was told of each incident that came to its end, and how many did not."""
    told, wrong = [], 0
    for name in names:
        started = time.monotonic()
        try:
            told.append(tell(run(CASES[name], everything)))
        except CannotRunError as error:
            wrong += 1
            print(f"{name} failed: {error}", flush=True)
        else:
            print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)
    return told, wrong


def main(names: list[str]) -> int:
    """Run the incidents of these names, or all; 1 when one cannot be brought to its end.

    The file is written only by a run of all of them in which each came to its end, so that the
    table is never put together from several runs.
    """
    unknown = [name for name in names if name not in CASES]
    if unknown:
        print(f"There is no incident {', '.join(unknown)}. There are: {', '.join(CASES)}.")
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with up() as everything:
            told, wrong = _run_all(names or list(CASES), everything)
    except CannotRunError as error:
        print(error)
        return 1
    if wrong:
        print(f"{wrong} of {wrong + len(told)} incidents failed, so {FILE.name} stays as it is.")
        return 1
    if names:
        print(_text(told))
    else:
        _write(told)
        print(f"{FILE.name} is written anew, with {len(told)} incidents.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
