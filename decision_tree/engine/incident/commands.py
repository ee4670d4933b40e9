"""Which commands a plan has, and the number of each.

The page writes the number of a command into the id of its box, and `written_plan.plan_parts` names
that box to fill in what somebody typed. So both take their numbers from here: a command's number is
its place in `commands_of`, wherever on the page its box stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count, islice

from ..model import Caution, Check, FirstLook, Step, Triage, Unit
from .plan import Plan

__all__ = [
    "UNNUMBERED",
    "Numbers",
    "before",
    "commands_of",
    "numbers_of",
    "runbook_commands",
    "runbook_numbers",
    "steps_of",
    "unit_commands",
]

UNNUMBERED: Iterator[int] = iter(())
"""For boxes into which nothing is filled."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """For each part of a plan's page the numbers of its commands. A part takes one for each box."""

    find_out: Iterator[int]
    done: Iterator[int]
    look: Iterator[int]
    units: Iterator[int]
    more_looks: Iterator[int]


def commands_of(made: Plan) -> tuple[str, ...]:
    """Every command of a plan, in the order of their numbers."""
    return tuple(chain.from_iterable(_of_parts(made)))


def numbers_of(made: Plan) -> Numbers:
    """The numbers of a plan's commands, for the parts of its page."""
    every = count()
    return Numbers(*(iter(tuple(islice(every, len(part)))) for part in _of_parts(made)))


def _of_parts(made: Plan) -> tuple[tuple[str, ...], ...]:
    """The commands of each part, as `Numbers` has them: what the page folds comes last."""
    units = zip(made.units, made.checks, strict=True)
    return (
        _typed(made.triage),
        _typed(check for _, checks in made.done for check in checks),
        _typed((made.look,) if made.look else ()),
        tuple(
            chain.from_iterable(
                unit_commands(unit, checks, made.cautions) for unit, checks in units
            )
        ),
        _typed(made.more_looks),
    )


def _typed(rows: Iterable[Triage | FirstLook | Check | Caution]) -> tuple[str, ...]:
    return tuple(row.command for row in rows if row.command)


def unit_commands(
    unit: Unit, checks: tuple[Check, ...], cautions: tuple[Caution, ...]
) -> tuple[str, ...]:
    """What is typed to put a unit back, with what one of the cautions puts before it, and then to
    see that it worked."""
    return (*_typed(before(unit, cautions)), *unit.commands, *_typed(checks))


def before(unit: Unit, cautions: tuple[Caution, ...]) -> tuple[Caution, ...]:
    """Those of the cautions that have a command to run before this unit goes back."""
    return tuple(each for each in cautions if each.command and unit.id in each.units)


def steps_of(unit: Unit) -> tuple[Step, ...]:
    """How a unit is put back: one step, or several with what holds between them."""
    return unit.steps or (Step(unit.how, unit.command),)


def runbook_commands(units: Iterable[Unit]) -> tuple[str, ...]:
    """Every command of a runbook with these units, in the order of their numbers."""
    return tuple(chain.from_iterable(unit.commands for unit in units))


def runbook_numbers(units: Iterable[Unit]) -> Iterator[int]:
    """The numbers of a runbook's commands, for the boxes of its sheet."""
    return iter(range(len(runbook_commands(units))))
