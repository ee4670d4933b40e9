"""Content files in, a checked guide out, or every problem at once.

`read_values` reads each value, and `_CHECKS` has every check that needs more than one, in order.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..engine.codec import guide_from_data
from ..engine.model import Guide
from .account_checks import check_accounts, check_fits
from .case_checks import check_numbers, published_numbers
from .claim_checks import check_claims
from .direction_checks import check_directions
from .draft import Draft
from .drill_checks import check_drills
from .drill_key_checks import check_drill_keys
from .every_check import Tag
from .fields import (
    DEPTH_FILE,
    EVERY_FILE,
    FILES,
    FOLDERS,
    GUARD_FILE,
    INCIDENT_FILE,
    REASONS_FILE,
    UNITS_FILE,
    Record,
)
from .follow_ups import without_follow_ups
from .gate_checks import check_gates
from .names import check_names
from .problems import ContentError, Place, Problem, shown
from .read_values import read_shape
from .renamed import with_renamed
from .retired_checks import check_retired
from .rollback_checks import check_rollback
from .scenario_checks import check_scenarios
from .scenario_key_checks import check_outcomes_have_scenarios, check_scenario_keys
from .table_checks import check_tables
from .tree_checks import check_tree
from .yaml_nodes import SourceFile, TooManyProblemsError, parse

__all__ = ["CONTENT", "GUARD", "ROOT", "load"]

CONTENT = Path(__file__).parent.parent / "content"
"""The folder with the guide's own content."""

ROOT = CONTENT.parent.parent
"""The top folder of this repository, unless the package is installed."""

_CORE = tuple(name.removesuffix(".yml") for name, _ in FILES)
DEPTH = "depth.yml"
REASONS = "reasons.yml"
UNITS = "units.yml"
INCIDENT = "incident.yml"
GUARD = "guard.yml"
"""Read only to check its names: what it holds is no part of the guide that travels to readers."""


_CHECKS: tuple[Callable[[Draft], None], ...] = (
    check_names,
    check_tables,
    check_claims,
    check_retired,
    check_tree,
    check_gates,
    check_scenarios,
    check_drills,
    check_numbers,
    check_rollback,
    check_accounts,
)
"""What must hold across values, whatever the engine makes of them. A draft may have holes where a
problem was noted already, and each check steps over them."""

_BESIDE: frozenset[Tag] = frozenset(("outcome-without-runbook", "bound", "account-excluded"))
"""What an outcome may lack, or do, besides having too few scenarios: it is told in one round.

All else could be why a scenario does not lead to it yet."""


def load(folder: Path = CONTENT, latest: str = "", excused: Collection[Tag] = frozenset()) -> Guide:
    """The guide in `folder`. Raises ContentError with all that is wrong, in reading order.

    Days after `latest`, as YYYY-MM-DD, are refused when it is given. The problems of `excused`
    checks alone raise nothing; they may be those only that leave every value as it is.
    """
    draft = Draft(latest=latest, numbers=published_numbers(folder))
    if not folder.is_dir():
        raise ContentError([_no_folder(folder)])
    if not any(folder.glob("tree.*")):
        told = "there is no tree.yml here; name a folder that holds it"
        raise ContentError([Problem(Place(shown(folder), 1, 1), told, "file-unreadable")])
    for file_name, told, tag in _strays(folder):
        stray = draft.files[file_name] = SourceFile(shown(folder / file_name))
        stray.problem(1, 1, told, tag)
    for file_name, shape in _files(folder):
        file, node = parse(folder / file_name, shown(folder / file_name))
        name = file_name.removesuffix(".yml")
        draft.files[name] = file
        draft.places[(name,)] = (file, 1, 1)
        if node is not None:
            with suppress(TooManyProblemsError):
                draft.data[name] = read_shape(draft, (name,), node, shape)
    if all(isinstance(draft.data.get(name), dict) for name in _CORE):
        with suppress(TooManyProblemsError):
            _check(draft)
    problems = [each for file in draft.files.values() for each in sorted(file.problems)]
    problems = with_renamed(draft, without_follow_ups(draft, problems), folder)
    if any(problem.tag not in excused for problem in problems):
        raise ContentError(problems)
    return guide_from_data(_guide_data(draft.data))


def _check(draft: Draft) -> None:
    """Note everything on `draft` that must hold across values."""
    for check in _CHECKS:
        check(draft)
    _check_keys(draft)


def _no_folder(folder: Path) -> Problem:
    message = (
        f"there is no such folder; name one that holds {', '.join(name for name, _ in FILES)} (a "
        "revision of Git becomes one with `git worktree add`)"
    )
    return Problem(Place(shown(folder), 1, 1), message, "file-unreadable")


def _files(folder: Path) -> Iterator[tuple[str, Record]]:
    """The content files by their names below `folder`, each with its shape."""
    yield from FILES
    if (folder / UNITS).is_file() or (folder / "drills").is_dir():
        yield UNITS, UNITS_FILE
    files = ((INCIDENT, INCIDENT_FILE), (DEPTH, DEPTH_FILE), (REASONS, REASONS_FILE))
    for name, alone in (*files, (GUARD, GUARD_FILE)):
        if (folder / name).is_file():
            yield name, alone
    for name, shape in FOLDERS:
        for file in sorted((folder / name).glob("*.yml")):
            yield f"{name}/{file.name}", shape


_ENDINGS = (".yml", ".yaml")
_NO_CONTENT = ("history", "schema")
"""Folders of the content that people do not write in."""


def _strays(folder: Path) -> Iterator[tuple[str, str, Tag]]:
    """Files that nobody would read, with what to do about each; what editors hide is theirs."""
    folders = [name for name, _ in FOLDERS]
    known = {name for name, _ in EVERY_FILE}
    for file in sorted((*folder.glob("*"), *folder.glob("*/*"), *folder.glob("*/*/*"))):
        parts = file.relative_to(folder).parts
        if not file.is_file() or parts[0] in _NO_CONTENT or any(p[0] == "." for p in parts):
            continue
        name, case = "/".join(parts), len(parts) == 2 and parts[0] in folders
        if name in known or (case and file.suffix == ".yml"):
            continue
        better = f"{file.name.partition('.')[0]}.yml"
        if case or (better in known and len(parts) == 1 and file.suffix.lower() in _ENDINGS):
            told = f"only .yml is read here; rename it to {better}, or move it"
            yield name, told, "wrong-ending"
        elif file.suffix.lower() in _ENDINGS:
            where = ", ".join(f"{each}/" for each in folders)
            told = f"no file of this name is read here; move a case to {where} or delete this file"
            yield name, told, "wrong-place"


def _check_keys(draft: Draft) -> None:
    """What has no mistake of its own is checked further, whatever is wrong elsewhere."""
    sound = {name: draft.data[name] for name, file in draft.files.items() if not file.problems}
    if sound.keys() >= set(_CORE):
        guide = guide_from_data(_guide_data(sound))
        draft.note(check_directions(guide.tree))
        check_scenario_keys(draft, guide)
        check_drill_keys(draft, guide)
        found = {problem.tag for file in draft.files.values() for problem in file.problems}
        if guide.scenarios and found <= _BESIDE:
            check_outcomes_have_scenarios(draft, guide)
        draft.note(check_fits(guide))


def _guide_data(data: dict[str, Any]) -> dict[str, Any]:
    """Leaves out what authors expect, so that nothing but the checks can rest on it."""
    cases: dict[str, list[Any]] = {name: [] for name, _ in FOLDERS}
    for name, case in data.items():
        folder, _, _ = name.rpartition("/")
        if folder and (folder != "drills" or "units" in data):
            kept = {key: value for key, value in case.items() if key != "expected"}
            cases[folder].append(kept)
    alone = (data.get(name, {}) for name in ("units", "incident", "depth", "reasons"))
    more = {name: rows for each in alone for name, rows in each.items()}
    return {"tree": data["tree"], **data["claims"], **data["tables"], **more, **cases}
