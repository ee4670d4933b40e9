"""Who puts a unit back: its own team, or whoever owns the contract."""

from __future__ import annotations

from decision_tree.engine.display_names import HOLDER_NAMES
from decision_tree.engine.incident.teams import holder
from decision_tree.engine.model import AS_ANSWERED, OUTSIDE, OWNERS, Guide


def test_a_unit_is_put_back_by_its_team_or_by_whoever_owns_the_contract(guide: Guide) -> None:
    units = guide.unit_by_id
    shared, own, ray = (units[n] for n in ("standard-runtime-edit", "standard-spec", "ray-bounds"))
    for owner in ("", AS_ANSWERED, *OWNERS):
        assert holder(shared, owner) == HOLDER_NAMES["platform"]
        assert holder(units["prompt-version"], owner) == HOLDER_NAMES["application"]
    assert holder(own, "") == HOLDER_NAMES[AS_ANSWERED]
    assert holder(own, "application") == HOLDER_NAMES["application"]
    assert holder(own, "both") == HOLDER_NAMES[AS_ANSWERED]
    assert holder(ray, "both") == HOLDER_NAMES["application"]
    assert holder(ray, "nobody") == HOLDER_NAMES["nobody"]


def test_of_each_stack_it_is_known_whose_an_object_is(guide: Guide) -> None:
    """A new stack is in one of the two lists of `holder`."""
    for unit in guide.units:
        if unit.owner == AS_ANSWERED:
            told = holder(unit, "both")
            assert told in (HOLDER_NAMES["application"], HOLDER_NAMES[AS_ANSWERED])
    stacks = {unit.stack for unit in guide.units}
    own = {"kserve-standard", "kserve-knative", "kserve-llm"}
    assert stacks == own | {"ray-serve", OUTSIDE}


def test_with_the_platform_as_owner_a_model_team_puts_its_own_kserve_object_back(
    guide: Guide,
) -> None:
    """The decision says so: the platform owns runtimes and controllers, a team its service."""
    for name in ("standard-spec", "knative-model", "llm-spec"):
        assert holder(guide.unit_by_id[name], "platform") == HOLDER_NAMES[AS_ANSWERED]
    for name in ("standard-runtime-edit", "llm-preset", "ray-document"):
        assert holder(guide.unit_by_id[name], "platform") == HOLDER_NAMES["platform"]
