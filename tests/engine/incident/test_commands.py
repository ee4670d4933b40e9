"""The number of a command: the page that shows it and the plan that fills it in have the same."""

from __future__ import annotations

import re

import pytest

from decision_tree.engine.incident.commands import (
    commands_of,
    numbers_of,
    runbook_commands,
    runbook_numbers,
)
from decision_tree.engine.incident.plan import plan
from decision_tree.engine.incident.runbook import runbook_stacks, runbook_units
from decision_tree.engine.incident.state import Incident, encode_incident
from decision_tree.engine.incident.written_plan import plan_parts, typed_plan
from decision_tree.engine.markup import escape
from decision_tree.engine.model import OUTSIDE, PLACES, Guide

from .shown import shown

BOX = re.compile(r'<code id="command-(\d+)">(.*?)</code>', re.DOTALL)


def boxes(guide: Guide, incident: Incident) -> dict[int, str]:
    """Each command of an incident's page, as HTML, by the number of its box."""
    found = BOX.findall(shown(guide, incident))
    assert len({number for number, _ in found}) == len(found)
    return {int(number): text for number, text in found}


def filled_in(guide: Guide, incident: Incident) -> dict[int, str]:
    """Each command that is filled in, as HTML, by the number of its box; nothing was typed."""
    made = typed_plan(guide, encode_incident(incident), {})
    assert made is not None
    parts = dict(plan_parts(guide, made))
    found = (name.removeprefix("#command-") for name in parts if name.startswith("#command-"))
    return {int(number): parts[f"#command-{number}"] for number in found}


@pytest.mark.parametrize("stack", PLACES)
def test_each_box_of_a_plan_has_the_number_by_which_it_is_filled_in(
    guide: Guide, stack: str
) -> None:
    """Also of the looks, which the page folds above the units and numbers after them."""
    folded = 0
    for sight in guide.sights:
        incident = Incident(sight.id, stack, unnamed="not-sure")
        made = plan(guide, incident)
        folded += len(list(numbers_of(made).more_looks))
        told = dict(enumerate(map(escape, commands_of(made))))
        assert boxes(guide, incident) == told == filled_in(guide, incident)
    assert folded or stack == OUTSIDE, f"no look of incident.yml is of {stack}"


def test_each_box_of_a_runbook_has_the_number_by_which_it_is_filled_in(guide: Guide) -> None:
    for outcome in guide.tree.outcomes:
        for stack in {*runbook_stacks(guide, outcome.id)} - {OUTSIDE} or {OUTSIDE}:
            incident = Incident(runbook=outcome.id, stack=stack)
            units = runbook_units(guide, incident)
            told = dict(enumerate(map(escape, runbook_commands(units))))
            assert boxes(guide, incident) == told == filled_in(guide, incident)
            assert list(runbook_numbers(units)) == list(told)


def test_every_command_has_one_number_and_every_number_one_command(guide: Guide) -> None:
    for stack in PLACES:
        made = plan(guide, Incident("errors", stack, unnamed="not-sure"))
        numbers = numbers_of(made)
        every = [*numbers.find_out, *numbers.look, *numbers.units, *numbers.more_looks]
        assert every == list(range(len(commands_of(made))))
