"""Causes before consequences: what only follows from a lost name is counted, and not listed.

When the ids of a list could not all be read, or stand there twice, every reference to them looks
unknown, by the hundred and in other files. The one mistake that lost them says how many follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from .draft import Draft, Where
from .every_check import Tag
from .problems import Problem
from .rollback_checks import WITH_COMMANDS
from .yaml_nodes import SourceFile

__all__ = ["without_follow_ups"]

_LEAST_OPTIONS = 2

_QUESTIONS, _OUTCOMES, _GATES = ("tree", "questions"), ("tree", "outcomes"), ("tree", "gates")
_LISTS: dict[Tag, tuple[Where, ...]] = {
    "unknown-question": (_QUESTIONS, _GATES),
    "unknown-option": (_QUESTIONS, _GATES),
    "unknown-outcome": (_OUTCOMES,),
    "unknown-target": (_QUESTIONS, _OUTCOMES),
    "unknown-node": (_QUESTIONS, _OUTCOMES),
    "unreachable": (_QUESTIONS, _OUTCOMES),
    "unknown-gate": (_GATES,),
    "idle-gate": (_OUTCOMES, _GATES),
    "unknown-gap": (("tree", "gaps"),),
    "idle-gap": (_GATES,),
    "unknown-trait": (("tree", "traits"),),
    "idle-trait": (_QUESTIONS, _OUTCOMES),
    "unknown-claim": (("claims", "claims"),),
    "unknown-unit": (("units", "units"),),
    "unused-placeholder": WITH_COMMANDS,
    "unknown-aspect": (("units", "aspects"),),
    "unknown-sight": (("incident", "sights"),),
    "unknown-look": (("incident", "looks"),),
    "unknown-anchor": tuple(("tables", name) for name in ("decisions", "symptoms", "checklist")),
}
"""The lists in which each check looks for names, or for what names something."""


_HARMLESS: frozenset[Tag] = frozenset(
    ("bad-form", "choice", "too-long", "uncited", "unpaired-mark", "unquoted", "unwritten")
)
"""Checks whose problems lose no name."""


_ANOTHER: frozenset[Tag] = frozenset(
    ("choice", "unknown-option", "unknown-question", "unknown-outcome", "unknown-target")
)
"""Checks that name the values that can stand in place of one."""

_EACH: frozenset[Tag] = frozenset(("unwritten", "too-many"))
"""Checks whose every place has to be gone to: a list of them would say less."""

_MOST_ALIKE = 3
"""Problems of the same words that are listed one by one."""


def without_follow_ups(draft: Draft, problems: list[Problem]) -> list[Problem]:
    """The problems of `draft` without those that follow from another one, which counts them."""
    problems = _named_already(problems)
    lost = set(_lost(draft))
    tags = {tag for tag, lists in _LISTS.items() if lost.intersection(lists)}
    kept = _without_limits([problem for problem in problems if problem.tag not in tags])
    count = len(problems) - len(kept)
    files = {file.name for where in lost if (file := _file(draft, str(where[0])))}
    causes = (
        n
        for n, problem in enumerate(kept)
        if problem.place.path in files and problem.tag not in _HARMLESS
    )
    cause = next(causes, None)
    if cause is None or not count:
        return _folded(problems)
    told = f"and {count} more that {'follow' if count > 1 else 'follows'} from this"
    kept[cause] = replace(kept[cause], examples=(*kept[cause].examples, told))
    return _folded(kept)


def _named_already(problems: list[Problem]) -> list[Problem]:
    """The problems without the advice to quote a value that is told at once to be another."""
    wrong = {problem.place for problem in problems if problem.tag in _ANOTHER}
    return [each for each in problems if each.tag != "unquoted" or each.place not in wrong]


def _folded(problems: list[Problem]) -> list[Problem]:
    """The problems with one for each mistake that stands in many places, which it names."""
    alike: dict[tuple[str, Tag], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.message, problem.tag), []).append(problem)
    kept = []
    for problem in problems:
        same = alike[problem.message, problem.tag]
        if len(same) <= _MOST_ALIKE or problem.tag in _EACH:
            kept.append(problem)
        elif problem is same[0]:
            kept.append(replace(problem, also=tuple(each.place for each in same[1:])))
    return kept


def _without_limits(problems: list[Problem]) -> list[Problem]:
    """The problems without the note that there were too many, where none of these is left."""
    told = {problem.place.path for problem in problems if problem.tag != "too-many"}
    return [each for each in problems if each.tag != "too-many" or each.place.path in told]


def _lost(draft: Draft) -> Iterator[Where]:
    """The lists of which a name may be lost: an id could not be read, or two are the same."""
    for where in dict.fromkeys(where for lists in _LISTS.values() for where in lists):
        name, key = map(str, where)
        if name not in draft.files:
            if _file(draft, name):
                yield where
            continue
        tags = {problem.tag for problem in draft.files[name].problems}
        data = draft.data.get(name)
        if not isinstance(data, dict) or "duplicate-key" in tags:
            yield where  # an entry that lost its dash became a part of the one above it
        elif key not in data:
            if not tags.isdisjoint(("missing-field", "unknown-field")):  # it may be left out
                yield where
        elif _loses(data[key]) or (where in (_QUESTIONS, _GATES) and _loses_options(data[key])):
            yield where


def _file(draft: Draft, name: str) -> SourceFile | None:
    """The file of this name, or the one with another ending that should be it."""
    return draft.files.get(name) or draft.files.get(f"{name}.yaml")


def _loses(rows: Any) -> bool:
    if not isinstance(rows, list):
        return True
    names = [row.get("id") if isinstance(row, dict) else None for row in rows]
    return None in names or len(set(names)) < len(names)


def _loses_options(questions: Any) -> bool:
    lists = [question.get("options") for question in questions]
    return any(_loses(options) or len(options or ()) < _LEAST_OPTIONS for options in lists)
