"""A start for a drill: an incident on one stack, with one right answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from ..engine.model import (
    ROLES,
    STACKS,
    Change,
    Drill,
    DrillLook,
    Guide,
    Harm,
    Shown,
    Statement,
    Unit,
    UnitChoice,
)
from ..engine.practice.right_answers import drill_key
from ..loader.fields import FEWEST_UNITS, UNWRITTEN
from ..loader.problems import did_you_mean
from .starts import StartError, check_id, next_number, written

__all__ = ["new_drill"]

_HARM = 10
"""Requests a minute that suffer in a new drill, to replace."""


def new_drill(guide: Guide, name: str, stack: str, content: Path) -> Path:
    """Write drills/NAME.yml for an incident on `stack` with one right answer; return its path.

    Raises StartError as `new_claim` does, or when no units of the stack make such a drill.
    """
    check_id(name, {drill.id for drill in guide.drills})
    known = [each for each in STACKS if any(unit.stack == each for unit in guide.units)]
    if stack not in known:
        given = f"“{stack}” is no stack with units; {did_you_mean(stack, known)}" if stack else ""
        such = f"give --stack (in make: STACK=), one of {', '.join(known)}"
        raise StartError(given or f"which stack? {such}")
    drill = next(_drills(guide, name, stack), None)
    key = drill_key(guide, drill) if drill else None
    if drill is None or key is None:
        raise StartError(f"no {FEWEST_UNITS} units of {stack} have one right answer; copy a drill")
    lines = _drill_lines(drill, key.units)
    return written(content / "drills" / f"{name}.yml", lines)


def _drills(guide: Guide, name: str, stack: str) -> Iterator[Drill]:
    """Incidents with one right answer, those with a trap on offer first."""
    here = [unit for unit in guide.units if unit.stack == stack]
    here.sort(key=lambda unit: bool(unit.restores))
    for units in combinations(here, FEWEST_UNITS):
        for broken in dict.fromkeys(aspect for unit in units for aspect in unit.restores):
            drill = _drill(guide, name, stack, units, broken)
            if drill_key(guide, drill):
                yield drill


def _drill(guide: Guide, name: str, stack: str, units: tuple[Unit, ...], broken: str) -> Drill:
    changes = (Change("", "", (broken,)), Change("", "", ()))
    choices = tuple(UnitChoice(unit.id, Statement("")) for unit in units)
    looks = (
        DrillLook("where", "", 2, (Shown("", broken, ""),)),
        DrillLook("elsewhere", "", 1, (Shown(""),)),
    )
    return Drill(
        id=name,
        number=next_number(guide.drills),
        title="",
        stack=stack,
        pager="",
        changes=changes,
        answers=ROLES[0],
        counts="",
        looks=looks,
        broken=(broken,),
        harm=(Harm(broken, _HARM),),
        units=choices,
        after=Statement(""),
    )


def _drill_lines(drill: Drill, expected: tuple[str, ...]) -> Iterator[str]:
    yield "# yaml-language-server: $schema=../schema/drill.json"
    yield f"# Replace every {UNWRITTEN}, aspects and units; `make check` says what is missing."
    yield f"id: {drill.id}"
    yield f"number: {drill.number}"
    yield f"title: {UNWRITTEN} What happens, as a headline"
    yield f"stack: {drill.stack}"
    yield f"pager: {UNWRITTEN} What the pager says."
    yield "changes:"
    for change in drill.changes:
        yield '  - at: "09:10"'
        yield f"    what: {UNWRITTEN} What was changed, and by whom."
        if change.aspects:
            yield f"    aspects: [{', '.join(change.aspects)}]"
    yield f"answers: {drill.answers}"
    yield f"counts: {UNWRITTEN} what suffers meanwhile"
    yield "looks:"
    for look in drill.looks:
        yield f"  - id: {look.id}"
        yield f"    at: {UNWRITTEN} Where one looks"
        yield f"    minutes: {look.minutes}"
        yield "    shows:"
        for shown in look.shows:
            yield f"      - text: {UNWRITTEN} What the screen shows, raw."
            if shown.aspect:
                yield f"        aspect: {shown.aspect}"
                yield f"        back: {UNWRITTEN} What it shows once that is back."
    yield f"broken: [{', '.join(drill.broken)}]"
    yield "harm:"
    for harm in drill.harm:
        yield f"  - {{aspect: {harm.aspect}, per_minute: {harm.per_minute}}}"
    yield "units:"
    for choice in drill.units:
        yield f"  - unit: {choice.unit}"
        yield f"    says: {UNWRITTEN} What stays broken without it, or why it is wrong here."
    yield f"expected: [{', '.join(expected)}]"
    yield f"after: {UNWRITTEN} What is restored, what is not, and how one would know."
