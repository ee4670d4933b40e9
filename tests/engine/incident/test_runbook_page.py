"""The page with the runbook of a decision."""

from __future__ import annotations

import re
from dataclasses import replace

from decision_tree.engine.incident.runbook import runbook_stacks
from decision_tree.engine.incident.state import Incident
from decision_tree.engine.model import OUTSIDE, Guide

from .shown import shown, title


def test_the_runbook_of_a_decision_lists_each_unit_with_its_owner(guide: Guide) -> None:
    for outcome in guide.tree.outcomes:
        incident = Incident(runbook=outcome.id, owner="platform")
        html = shown(guide, incident)
        own = [stack for stack in runbook_stacks(guide, outcome.id) if stack != OUTSIDE]
        several = len(own) > 1
        assert ("Choose what it runs on" in html) == several
        for held in ("Do not do this now", "<label", "dt-command", "dt-sheet-table"):
            assert (held in html) != several, (outcome.id, held)
        assert 'data-do="copy-plan"' in html or 'data-do="copy-record"' in html
        assert title(guide, incident) == f"Rollback plan: {outcome.title}"
        for stack in own:
            one = shown(guide, replace(incident, stack=stack))
            assert "Choose what it runs on" not in one
            assert "dt-sheet-table" in one
            assert "The team that answers for the endpoint<" not in re.sub(r"(?s)<label.*", "", one)


def test_what_must_not_be_done_stands_open_above_a_runbook(guide: Guide) -> None:
    runbook = Incident(runbook="kserve", stack="kserve-standard")
    html = shown(guide, runbook)
    assert '<details class="dt-fold dt-tonight" open><summary>Do not do this now</summary>' in html
    assert html.index("Do not do this now") < html.index("dt-command")
    assert "Do not do this now" not in shown(replace(guide, cautions=()), runbook)


def test_the_way_to_the_first_command_stands_above_what_not_to_do_where_there_is_one(
    guide: Guide,
) -> None:
    runbook = Incident(runbook="kserve", stack="kserve-standard")
    html = shown(guide, runbook)
    assert html.index("To the first command") < html.index("Do not do this now")
    assert "To the first command" not in shown(guide, replace(runbook, stack=""))
