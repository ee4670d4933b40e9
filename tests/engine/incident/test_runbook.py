"""The units of a decision's runbook."""

from __future__ import annotations

from decision_tree.engine.incident.placeholders import placeholders_in
from decision_tree.engine.incident.runbook import runbook_stacks, runbook_units
from decision_tree.engine.incident.state import Incident
from decision_tree.engine.model import OUTSIDE, Guide


def test_no_two_units_of_a_runbook_take_different_things_by_one_word(guide: Guide) -> None:
    """A release, its revision and its namespace are of one chart; bounds are of one thing."""
    of = {
        "RELEASE": {"standard-runtime-chart", "knative-runtime-chart", "llm-preset-chart"},
        "CONTROLLER-RELEASE": {"standard-controller", "knative-controller", "llm-controller"},
        "OPERATOR-NAMESPACE": {"ray-operator"},
        "MIN-WORKERS": {"ray-worker-bounds"},
    }
    for word, units in of.items():
        found = {
            unit.id
            for unit in guide.units
            if word in {row.name for row in placeholders_in(guide, *unit.commands)}
        }
        assert found == units


def test_a_plain_deployment_has_its_image_and_settings_in_its_runbook(guide: Guide) -> None:
    """The decision says that these two go back. With a product, its controller would undo it."""
    for outcome in guide.tree.outcomes:
        found = [unit.id for unit in runbook_units(guide, Incident(runbook=outcome.id))]
        plain = runbook_stacks(guide, outcome.id) == (OUTSIDE,)
        assert ("deployment-back" in found) == plain, outcome.id


def test_each_decision_has_a_runbook_of_its_stacks(guide: Guide) -> None:
    for outcome in guide.tree.outcomes:
        stacks = runbook_stacks(guide, outcome.id)
        assert OUTSIDE in stacks
        units = runbook_units(guide, Incident(runbook=outcome.id))
        assert {unit.stack for unit in units} == set(stacks)
        for stack in stacks:
            only = runbook_units(guide, Incident(runbook=outcome.id, stack=stack))
            assert {unit.stack for unit in only} == {stack, OUTSIDE}
        wrong = Incident(runbook=outcome.id, stack="kserve-llm")
        if "kserve-llm" not in stacks:
            assert runbook_units(guide, wrong) == units
