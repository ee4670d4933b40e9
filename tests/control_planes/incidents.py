"""Runs the incidents, one namespace each, and writes down what was seen.

python -m tests.control_planes.incidents              run all, write content/controllers.yml
python -m tests.control_planes.incidents ID ...       run these and print them
python -m tests.control_planes.incidents --on kuberay v1.6.1 [ID ...]    print what differs then
python -m tests.control_planes.incidents --add ID ... run these and put their rows into the file
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from decision_tree.loader.load import CONTENT

from . import knative_incidents, kserve_incidents, kuberay_incidents, llm_incidents
from .building import Release, newest, releases
from .errors import CannotRunError
from .everything import Everything, up
from .facts import knative_facts, kserve_facts, kuberay_facts
from .processes import end_as_by_ctrl_c
from .telling import Incident, Told
from .world import Facts, World

__all__ = ["CASES", "Case", "compare", "main", "measure", "run", "tell"]

FILE = CONTENT / "controllers.yml"
VERSIONS = ("kubernetes", "kserve", "knative", "kuberay")
HEAD = (
    "# yaml-language-server: $schema=schema/controllers.json\n"
    "# Written by `make measure-control-planes`, not by hand; how: tests/control_planes/\n"
)
REPLACING = {
    "standard-controller",
    "knative-controller",
    "ray-strategy-none",
    "ray-operator-upgrade",
}
"""Incidents in which another release takes the place of the one that runs, and ends again."""
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
        ("knative", knative_incidents, knative_facts),
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


def _head() -> dict[str, str]:
    """What the rows of one file have in common: the day, and the releases."""
    versions = {name: newest(name).version.removeprefix("v") for name in VERSIONS}
    return {"date": date.today().isoformat(), **versions}


def _write(told: list[dict[str, Any]]) -> None:
    FILE.write_text(HEAD + _text({**_head(), "incidents": told}), "utf-8")


def together(
    published: Mapping[str, Any], told: list[dict[str, Any]], head: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The published rows with these in their place, in the order of the incidents.

    Raises CannotRunError when the published ones are of another day or of other releases.
    """
    other = [name for name, said in head.items() if published.get(name, said) != said]
    if other:
        raise CannotRunError(
            f"{FILE.name} has another {', '.join(other)}, so its rows and these do not belong "
            "together. Run all incidents: `make measure-control-planes`."
        )
    rows = {each["id"]: each for each in (*published["incidents"], *told)}
    return [rows[name] for name in CASES if name in rows]


COMPARED = ("units", "restored", "left", "writes")
MOMENTS = ("before", "bad", "after")


def differences(published: Mapping[str, Any], seen: Mapping[str, Any]) -> list[str]:
    """In which conclusions two rows of one incident differ, a sentence each."""
    units = ", ".join(published["units"]) or "none"
    where = f"Incident {published['id']}, unit {units}"
    told = [
        f"{where}: {part} was expected to be {published[part]!r}, and {seen[part]!r} was seen."
        for part in COMPARED
        if published[part] != seen[part]
    ]
    expected, found = _said(published), _said(seen)
    for what in sorted({*expected, *found}):
        one, other = expected.get(what, "no change"), found.get(what, "no change")
        if one != other:
            told.append(f"{where}: {what} was expected to be {one!r}, and {other!r} was seen.")
    return told


def _said(row: Mapping[str, Any]) -> dict[str, str]:
    """Every single thing that a row says, by what it is about."""
    facts = {
        f"{fact['what']} ({moment})": fact[moment] for fact in row["facts"] for moment in MOMENTS
    }
    return facts | {note["what"]: note["said"] for note in row["notes"]}


def _text(said: Any) -> str:
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=100)


def _run_all(names: Sequence[str], everything: Everything) -> tuple[list[dict[str, Any]], int]:
    """What was told of each incident that came to its end, and how many did not.

    Raises CannotRunError when a program has ended: no incident can be run without it.
    """
    told, wrong = [], 0
    for name in names:
        started = time.monotonic()
        try:
            told.append(tell(run(CASES[name], everything)))
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
    published = {each["id"]: each for each in yaml.safe_load(FILE.read_text("utf-8"))["incidents"]}
    comparable = [name for name in published if _on(CASES[name], product)]
    odd = [name for name in names if name not in comparable]
    if odd:
        raise CannotRunError(
            f"No comparison on {release} has {', '.join(odd)}. There are: {', '.join(comparable)}."
        )
    with up(release) as everything:
        told, wrong = _run_all(names or comparable, everything)
    found = [line for row in told for line in differences(published[row["id"]], row)]
    print("\n".join(found) or "No difference.")
    print(f"{release}: {len(found)} differences in {len(told)} incidents, {wrong} did not end.")
    return 1 if wrong else 0


def _on(case: Case, product: str) -> bool:
    """Whether a product's controllers take part in an incident, and no other release of them."""
    parts = ("kserve", "knative") if case.product == "knative" else (case.product,)
    return product in parts and case.id not in REPLACING


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
        print(f"{wrong} of {wrong + len(told)} incidents failed, so {FILE.name} stays as it is.")
        return 1
    if adds:
        told = together(yaml.safe_load(FILE.read_text("utf-8")), told, _head())
    if names and not adds:
        print(_text(told))
    else:
        _write(told)
        print(f"{FILE.name} is written anew, with {len(told)} incidents.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
