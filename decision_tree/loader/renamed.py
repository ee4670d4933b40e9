"""An id that links hold was renamed or taken out: that is told first, and counts what follows.

Each file that still names it is right as long as the id can come back. So the mistake stands in
tree.yml, whatever else does not find the name. Of an id that is retired it stands where the id is
named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from .draft import Draft
from .every_check import Tag
from .history import FOLDER, gone, names_in, newest_version, read_table
from .problems import Place, Problem
from .retired_checks import Key, used
from .rows import rows

__all__ = ["with_renamed"]

_MISSED: frozenset[Tag] = frozenset(
    ("unknown-option", "unknown-question", "unknown-outcome", "unknown-target", "unknown-node")
)


def with_renamed(draft: Draft, problems: list[Problem], folder: Path) -> list[Problem]:
    """The problems, those of a name that links hold and the tree neither has nor retired in one,
    which comes first."""
    if not any(problem.tag in _MISSED and problem.missing for problem in problems):
        return problems
    problems = _still_named(draft, problems)
    last = newest_version(folder)
    try:
        held = names_in(read_table(folder / FOLDER / f"v{last}.txt"))
    except (OSError, ValueError):
        return problems
    now = dict(used(draft))
    retired = {_key(row) for _, row in rows(draft, ("tree", "retired"))}
    gone_too = (name for name in held if name[1] and ("question", "", name[1]) not in now)
    kept = {*now, *retired, *gone_too}  # an option goes with its question
    lost = {_missing(name): name for name in held if name not in kept}
    fresh = [name for name in now if name not in held]
    causes: list[Problem] = []
    for missing, name in lost.items():
        same = [each for each in problems if each.tag in _MISSED and each.missing == missing]
        if same:
            unquoted = _unquoted(draft, name, fresh, problems)
            if unquoted:  # put it in quotes, and perhaps nothing is gone
                causes.append(replace(unquoted, examples=_follow(same)))
            else:
                causes.append(_cause(draft, name, fresh, last, same))
            problems = [each for each in problems if each not in same and each is not unquoted]
    return [*causes, *problems]


def _still_named(draft: Draft, problems: list[Problem]) -> list[Problem]:
    """The problems with one for each retired id that is named, which says what took its place."""
    for _, row in rows(draft, ("tree", "retired")):
        missing = _missing(_key(row))
        same = [each for each in problems if each.tag in _MISSED and each.missing == missing]
        if same:
            told = _retired(missing, row)
            first = replace(same[0], message=told, examples=_follow(same[1:], same[0].also))
            kept = [first if each is same[0] else each for each in problems]
            problems = [each for each in kept if each not in same[1:]]
    return problems


def _retired(missing: str, row: dict[str, Any]) -> str:
    became = row.get("became")
    instead = "nothing took its place); name another"
    if became:
        instead = f"it became “{became}”); name that"
    return f"“{missing}” is retired since version {row.get('since')} ({instead}"


def _unquoted(draft: Draft, name: Key, fresh: list[Key], problems: list[Problem]) -> Problem | None:
    """The problem of a new id beside the lost one that YAML does not read as it was meant."""
    now = dict(used(draft))
    places = [draft.places[now[each]] for each in fresh if each[:2] == name[:2]]
    at = {Place(file.name, line, column) for file, line, column in places}
    return next((each for each in problems if each.tag == "unquoted" and each.place in at), None)


def _follow(same: Sequence[Problem], also: Sequence[Place] = ()) -> tuple[str, ...]:
    """How many problems follow from another, and where; nothing for none."""
    every = [*also, *(place for each in same for place in (each.place, *each.also))]
    places = ", ".join(dict.fromkeys(f"{place.path}:{place.line}" for place in every))
    follow = "follow" if len(every) > 1 else "follows"
    return (f"and {len(every)} more that {follow} from this: {places}",) if every else ()


def _missing(name: Key) -> str:
    _, question, id_ = name
    return f"{question}={id_}" if question else id_


def _key(row: dict[str, object]) -> Key:
    return str(row.get("was")), str(row.get("of") or ""), str(row.get("id"))


def _cause(draft: Draft, name: Key, fresh: list[Key], last: int, same: list[Problem]) -> Problem:
    """The mistake in tree.yml, at the question of an option or at the version, with the places
    where the name is still used."""
    now = dict(used(draft))
    where = now.get(("question", "", name[1]), ("tree", "version"))
    file, line, column = draft.places.get(where) or draft.places["tree",]
    version = draft.data["tree"].get("version")
    message = gone(name, fresh, last, version if isinstance(version, int) else last)
    source = file.lines[line - 1] if file.lines else ""
    return Problem(Place(file.name, line, column), message, "not-retired", source, _follow(same))
