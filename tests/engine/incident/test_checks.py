"""How one sees that a rollback worked: no check may say yes while the bad version still serves."""

from __future__ import annotations

from decision_tree.engine.incident.plan import cautions_for, checks_of
from decision_tree.engine.model import Guide


def test_a_diff_that_prints_nothing_is_not_taken_for_the_same_spec(guide: Guide) -> None:
    """What was patched in and never in the file stays, and `diff` does not show it."""
    diffs = [each for each in guide.checks if "kubectl diff" in each.command]
    assert diffs
    for check in diffs:
        assert "never in the file stays" in check.see.text
        for name in check.units:
            read = [each.command for each in checks_of(guide, guide.unit_by_id[name])]
            assert any("jsonpath='{.spec}'" in command for command in read), name


def test_each_rollback_that_makes_a_revision_says_that_it_needs_room(guide: Guide) -> None:
    own = [each for each in guide.units if each.stack == "kserve-knative"]
    for unit in own:
        said = {each.id for each in cautions_for(guide, (unit,))}
        assert ("room-for-a-revision" in said) == (unit.speed == "cold-start"), unit.id


def test_each_rollback_that_can_build_a_ray_cluster_says_that_it_needs_room(guide: Guide) -> None:
    for name in ("ray-cluster-spec", "ray-whole-object"):
        said = {each.id for each in cautions_for(guide, (guide.unit_by_id[name],))}
        assert "room-for-a-cluster" in said


def test_a_percentage_that_worked_is_not_read_off_ready(guide: Guide) -> None:
    """With a newest revision that never came up, `READY` stays other than `True`."""
    (check,) = checks_of(guide, guide.unit_by_id["knative-percent"])
    assert "`READY` is no sign" in check.see.text
    for name in ("knative-spec", "knative-runtime-pointer"):
        said = " ".join(each.see.text for each in checks_of(guide, guide.unit_by_id[name]))
        assert "`LATESTREADYREVISION` names a new revision" in said
        assert "kubectl delete revision" in said


def test_what_prints_two_clusters_says_which_is_which(guide: Guide) -> None:
    """Without an active cluster the output is one name too: the pending one."""
    units = [step.command for unit in guide.units for step in unit.steps]
    rows = [
        *(each.command for each in guide.checks),
        *(each.command for each in guide.triage),
        *(each.command for each in guide.looks),
    ]
    found = 0
    for command in (*units, *rows):
        if "activeServiceStatus" in command and "pendingServiceStatus" in command:
            found += "active={" in command and "pending={" in command
            assert "cluster=${cluster:-" in command or "active={" in command, command
    assert found >= 2


def test_a_rollback_for_everybody_is_not_checked_by_that_nobody_restarted(guide: Guide) -> None:
    assert "did not restart" not in guide.aspect_by_id["neighbours"].know.text
    side = guide.unit_by_id["standard-runtime-edit"].leaves.text
    assert "every service on this runtime restarts" in side
