"""Runs the incidents, one namespace each, and prints or publishes what was seen.

python -m tests.control_planes.incidents              run all, write content/controllers.yml
python -m tests.control_planes.incidents ID ...       run these and print them
python -m tests.control_planes.incidents --add ID ... run these and put their rows into the file
python -m tests.control_planes.incidents --on kuberay v1.6.1 [ID ...]    print what differs then
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import Any

from . import table
from .building import Release, releases
from .cases import CASES
from .errors import CannotRunError
from .everything import Everything, up
from .processes import end_as_by_ctrl_c
from .telling import Case, Incident, Told
from .world import World

__all__ = ["compare", "main", "measure", "run"]


def run(case: Case, everything: Everything) -> Told:
    """Bring an incident about, roll it back, and tell it; its namespace is deleted afterwards."""
    world = World(everything.plane, everything.nodes, case.id, everything.kserve.told)
    incident = Incident(case, world, everything)
    try:
        case.happens(incident)
        return incident.told()
    finally:
        everything.plane.api.delete("Namespace", "", case.id)


def _run_all(names: Sequence[str], everything: Everything) -> tuple[list[dict[str, Any]], int]:
    """What was told of each incident that came to its end, and how many did not.

    Raises CannotRunError when a program has ended: no incident can be run without it.
    """
    told, wrong = [], 0
    for name in names:
        started = time.monotonic()
        try:
            told.append(table.row(run(CASES[name], everything)))
        except CannotRunError as error:
            everything.plane.programs.check()
            wrong += 1
            print(f"{name} failed: {error}", flush=True)
        else:
            print(f"{name}: {time.monotonic() - started:.0f} s", flush=True)
    return told, wrong


def compare(product: str, version: str, names: Sequence[str]) -> int:
    """Run a product's incidents on another release, and print each difference from the table.

    Raises CannotRunError when they cannot be run.
    """
    release = Release(product, version)
    if release not in releases(product):
        known = ", ".join(each.version for each in releases(product)) or "none"
        raise CannotRunError(f"There is no {release} here. Releases of {product}: {known}.")
    published = {each["id"]: each for each in table.published()["incidents"]}
    comparable = [name for name in published if _on(CASES[name], product)]
    odd = [name for name in names if name not in comparable]
    if odd:
        raise CannotRunError(
            f"No comparison on {release} has {', '.join(odd)}. There are: {', '.join(comparable)}."
        )
    with up(release) as everything:
        told, wrong = _run_all(names or comparable, everything)
    found = [line for row in told for line in table.differences(published[row["id"]], row)]
    print("\n".join(found) or "No difference.")
    print(f"{release}: {len(found)} differences in {len(told)} incidents, {wrong} did not end.")
    return 1 if wrong else 0


def _on(case: Case, product: str) -> bool:
    """Whether a product's controllers take part in an incident, and no other release of them."""
    parts = ("kserve", "knative") if case.product == "knative" else (case.product,)
    return product in parts and not case.replaces


def measure(names: list[str]) -> int:
    """Run the incidents of these names, or all; 1 when one cannot be brought to its end.

    The file is written only when each came to its end. Rows are put into it only if those that are
    there are of the same day and the same releases.
    Raises CannotRunError when they cannot be run, or their rows cannot be put there.
    """
    adds = names[:1] == ["--add"]
    names = names[adds:]
    unknown = [name for name in names if name not in CASES]
    if unknown:
        raise CannotRunError(
            f"There is no incident {', '.join(unknown)}. There are: {', '.join(CASES)}."
        )
    with up() as everything:
        told, wrong = _run_all(names or list(CASES), everything)
    if wrong:
        print(f"{wrong} of {wrong + len(told)} incidents failed, so {table.FILE.name} stays.")
        return 1
    if names and not adds:
        print(table.text(told))
        return 0
    rows = table.together(table.published(), told, table.head()) if adds else told
    table.write(rows)
    print(f"{table.FILE.name} is written anew, with {len(rows)} incidents.")
    return 0


def main(names: list[str]) -> int:
    """Do what the command line says; 1, with a sentence, when it does not come to its end."""
    end_as_by_ctrl_c()
    try:
        if names[:1] != ["--on"]:
            return measure(names)
        if len(names) < 3:
            raise CannotRunError("Say which release: PRODUCT=kuberay VERSION=v1.6.1, for example.")
        return compare(names[1], names[2], names[3:])
    except CannotRunError as error:
        print(error)
    except KeyboardInterrupt:
        print("Ended from outside. All that was started has ended, and nothing was written.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
