"""What must hold of rollback units and of the plan made of them: commands that are safe to copy.

A reader at night types what stands there. So each command does one thing, none is shared by two
units of a stack, and each word in capitals is explained once, in the table of placeholders.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

from ..engine.incident.placeholders import CAPITALS, NAMESPACE, words_asked_for
from ..engine.incident.state import KEYS
from .draft import Draft, Where
from .problems import did_you_mean
from .rows import once, rows

__all__ = ["WITH_COMMANDS", "check_rollback"]

WITH_COMMANDS: tuple[Where, ...] = (
    ("units", "units"),
    ("units", "checks"),
    ("units", "cautions"),
    ("incident", "looks"),
    ("incident", "triage"),
)
"""The lists whose rows have commands with words in capitals."""

_COMMENT = re.compile(r"\s#.*")
"""What a shell does not read."""


def check_rollback(draft: Draft) -> None:
    """Note what is wrong with units, their commands, and the plan for an incident."""
    units = draft.data.get("units")
    if isinstance(units, dict):
        _check_units(draft, units)
    incident = draft.data.get("incident")
    if isinstance(incident, dict):
        _check_runbooks(draft, incident)
    _check_words(draft)
    _check_quotes(draft)


def _check_words(draft: Draft) -> None:
    """A decision's link and a plan's are told apart by the words in them."""
    for kind in ("questions", "gates"):
        for where, question in rows(draft, ("tree", kind)):
            if question.get("id") in KEYS:
                message = (
                    f"“{question['id']}” is a word of links to a rollback plan; choose another id"
                )
                draft.problem((*where, "id"), message, "reserved-word")


def _check_units(draft: Draft, data: dict[str, Any]) -> None:
    first: dict[tuple[Any, ...], str] = {}
    for where, unit in rows(draft, ("units", "units")):
        _check_commands(draft, where, unit)
        every = tuple(text for _, text in _commands(draft, where, unit))
        key = (unit.get("stack"), *every)
        if every and key in first:
            message = (
                f"“{first[key]}” of this stack has the same command; make each its own, or one "
                "unit of the two"
            )
            draft.problem((*where, "id"), message, "same-command")
        first.setdefault(key, str(unit.get("id")))
        _check_ways(draft, where, unit)
    _check_placeholders(draft, data)
    _check_retired(draft)


def _check_ways(draft: Draft, where: Where, unit: dict[str, Any]) -> None:
    """A step leads to another unit that works where this one does."""
    rows_ = {str(row.get("id")): row for _, row in rows(draft, ("units", "units"))}
    for place, _ in rows(draft, (*where, "steps")):
        for at, way in rows(draft, (*place, "ways")):
            other = rows_.get(str(way.get("unit")))
            fits = other is None or (
                other is not unit
                and other.get("stack") == unit.get("stack")
                and other.get("restores")
            )
            if not fits:
                message = (
                    f"“{way['unit']}” cannot go back in place of this unit; name another unit of "
                    f"“{unit.get('stack')}” that restores something"
                )
                draft.problem((*at, "unit"), message, "way-elsewhere")


def _check_commands(draft: Draft, where: Where, unit: dict[str, Any]) -> None:
    """One effect in one line: what serves between two of them is a state that somebody chose."""
    if unit.get("command") and unit.get("steps"):
        message = "this unit has `steps` too; make the command one of them, or remove it"
        draft.problem((*where, "command"), message, "two-commands")
    for place, command in _commands(draft, where, unit):
        if "&&" in command:
            message = "&& makes one line of two commands; write `steps`, with what holds in between"
            draft.problem(place, message, "two-commands")


def _check_quotes(draft: Draft) -> None:
    """A quote that stays open makes a shell wait for the rest, and take the next command for it."""
    typed = (
        found
        for name in ("units", "incident", "depth")
        for found in _typed(draft.data.get(name), (name,))
    )
    for where, command in typed:
        try:
            shlex.split(command, comments=True)
        except ValueError:
            left = next((mark for mark in "'\"" if command.count(mark) % 2), "\\")
            message = f"a shell waits for more here: {left} opens something that nothing closes"
            draft.problem(where, f"{message}; add the other one", "open-quote")


def _typed(value: Any, where: Where) -> Iterator[tuple[Where, str]]:
    """Every command in the data of a file, however deep it stands, with its place."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _typed(item, (*where, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "command" and isinstance(item, str):
                yield (*where, key), item
            else:
                yield from _typed(item, (*where, key))


def _check_placeholders(draft: Draft, data: dict[str, Any]) -> None:
    """Every word in capitals that a reader has to replace has a row, and only one; and every row
    is of such a word."""
    once(draft, ("units", "placeholders"), data.get("placeholders"), "name")
    listed = tuple(rows(draft, ("units", "placeholders")))
    known = {str(row.get("name")) for _, row in listed}
    commands = tuple((where, _COMMENT.sub("", command)) for where, command in _every_command(draft))
    used = set(words_asked_for(*(command for _, command in commands)))
    for where, command in commands:
        for word in dict.fromkeys(CAPITALS.findall(command)):
            if word not in known:
                hint = f"; {did_you_mean(word, known)}" if known else ""
                message = f"nothing explains “{word}”: give it a row in `placeholders`{hint}"
                draft.problem(where, message, "unknown-placeholder")
    if used - known - {NAMESPACE}:  # a row can be of a word that is misspelt in its command
        return
    for where, row in listed:
        word = str(row.get("name"))
        if CAPITALS.fullmatch(word) and word not in used:
            message = f"no command has the word “{word}”; remove its row, or write it in a command"
            draft.problem((*where, "name"), message, "unused-placeholder")


def _every_command(draft: Draft) -> Iterator[tuple[Where, str]]:
    for list_ in WITH_COMMANDS:
        for where, row in rows(draft, list_):
            yield from _commands(draft, where, row)


def _check_retired(draft: Draft) -> None:
    """An id that was once used in links is never used for anything else."""
    used = {(each.kind, each.name) for each in draft.names}
    for where, row in rows(draft, ("units", "retired_units")):
        if (row.get("was"), row.get("id")) in used:
            message = f"“{row['id']}” is in use; take it out here, or give the other a new id"
            draft.problem((*where, "id"), message, "retired-reused")


def _check_runbooks(draft: Draft, data: dict[str, Any]) -> None:
    once(draft, ("incident", "runbooks"), data.get("runbooks"), "outcome")
    listed = {row.get("outcome") for _, row in rows(draft, ("incident", "runbooks"))}
    outcomes = [str(each.get("id")) for _, each in rows(draft, ("tree", "outcomes"))]
    for name in outcomes:
        if name not in listed:
            message = f"no runbook is for “{name}”; add it here, with its stacks"
            draft.problem(("incident", "runbooks"), message, "outcome-without-runbook")


def _commands(draft: Draft, where: Where, row: dict[str, Any]) -> Iterator[tuple[Where, str]]:
    if row.get("command"):
        yield (*where, "command"), str(row["command"])
    for place, step in rows(draft, (*where, "steps")):
        if step.get("command"):
            yield (*place, "command"), str(step["command"])
