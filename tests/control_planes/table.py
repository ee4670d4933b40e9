"""The published table: its file, what a row of it says, and in what two rows differ."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from decision_tree.loader.load import CONTENT

from .building import newest
from .cases import CASES
from .errors import CannotRunError
from .telling import Told

__all__ = ["FILE", "differences", "head", "published", "row", "text", "together", "write"]

FILE = CONTENT / "controllers.yml"
VERSIONS = ("kubernetes", "kserve", "knative", "kuberay")
"""The products whose release the table names."""
FIRST_LINES = (
    "# yaml-language-server: $schema=schema/controllers.json\n"
    "# Written by `make measure-control-planes`, not by hand; how: tests/control_planes/\n"
)
MOST = 300
"""Characters of a fact that the file holds."""
COMPARED = ("units", "restored", "left", "writes")
"""What a row concludes: scalers start pods too, so their number is not compared."""
MOMENTS = ("before", "bad", "after")


def published() -> dict[str, Any]:
    """What the file says."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return found


def head() -> dict[str, str]:
    """What the rows of one file have in common: the day, and the releases."""
    versions = {name: newest(name).version.removeprefix("v") for name in VERSIONS}
    return {"date": date.today().isoformat(), **versions}


def write(rows: list[dict[str, Any]]) -> None:
    """Write the file anew, with these rows, as run today on the newest releases."""
    FILE.write_text(FIRST_LINES + text({**head(), "incidents": rows}), "utf-8")


def text(said: Any) -> str:
    """Plain data in the form of the file."""
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=100)


def row(told: Told) -> dict[str, Any]:
    """What was told of an incident, as plain data for the file."""
    case = CASES[told.id]
    return {
        "id": told.id,
        "product": case.product,
        "what": case.title,
        "units": list(told.units),
        "facts": [
            {"what": name, **dict(zip(MOMENTS, map(_short, each), strict=True))}
            for name, each in told.facts.items()
        ],
        "restored": told.restored,
        "left": told.left,
        "writes": told.writes,
        "pods": told.pods,
        "notes": [{"what": what, "said": said} for what, said in told.notes.items()],
    }


def _short(fact: str) -> str:
    if not fact:
        return "not there"
    return fact if len(fact) <= MOST else fact[: MOST - 1] + "…"


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
