"""Who puts a unit back: its own team, or whoever owns the contract."""

from __future__ import annotations

from decision_tree.engine.display_names import HOLDER_NAMES
from decision_tree.engine.incident.teams import holder
from decision_tree.engine.model import AS_ANSWERED, OWNERS, Guide
from decision_tree.engine.stacks import ROWS


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
    """The row of each stack says it: with two contracts, its team's own or the application's."""
    for row in ROWS:
        units = [each for each in guide.units if each.stack == row.id]
        open_ones = [each for each in units if each.owner == AS_ANSWERED]
        whose = HOLDER_NAMES[AS_ANSWERED if row.own_objects else "application"]
        assert {holder(each, "both") for each in open_ones} <= {whose}, row.id


def test_with_the_platform_as_owner_a_model_team_puts_its_own_kserve_object_back(
    guide: Guide,
) -> None:
    """The decision says so: the platform owns runtimes and controllers, a team its service."""
    for name in ("standard-spec", "knative-model", "llm-spec"):
        assert holder(guide.unit_by_id[name], "platform") == HOLDER_NAMES[AS_ANSWERED]
    for name in ("standard-runtime-edit", "llm-preset", "ray-document"):
        assert holder(guide.unit_by_id[name], "platform") == HOLDER_NAMES["platform"]
