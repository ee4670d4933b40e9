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


def test_what_compares_versions_prints_a_line_for_each(guide: Guide) -> None:
    """Old pods are gone as a rule. What keeps the earlier versions is asked too."""
    for name, kind in (
        ("running-image", "replicasets"),
        ("running-revision-image", "revisions"),
        ("running-llm-image", "replicasets,pods"),
    ):
        command = guide.look_by_id[name].command
        assert command.startswith(f"kubectl get {kind} -l "), name
        assert "{range .items[*]}" in command, name
        assert "creationTimestamp" in command, name
        assert "initContainers" in command or "storage-initializer" in command, name


def test_a_step_that_can_fail_has_a_command_and_a_way_on(guide: Guide) -> None:
    percent, operator = (guide.unit_by_id[each] for each in ("knative-percent", "ray-operator"))
    assert all(step.command for step in (*percent.steps, *operator.steps))
    assert [bool(step.ways) for step in percent.steps] == [True, True, False, False]
    assert operator.steps[0].ways[0].unit == "ray-whole-object"
    assert ".replicas}" in operator.steps[1].command
    assert "Without Helm" in operator.how.text
    stop = next(each for each in guide.triage if each.id == "stop-an-old-service")
    assert "serving.kserve.io/stop=true" in stop.command


def test_an_apply_of_the_whole_spec_says_what_it_leaves(guide: Guide) -> None:
    for name in ("standard-spec", "knative-spec", "llm-spec"):
        assert (
            "patched field that was never in the file stays" in guide.unit_by_id[name].leaves.text
        )


def test_no_two_looks_of_a_ray_deploy_that_hangs_run_the_same_command(guide: Guide) -> None:
    names = ("pending-cluster-not-placed", "pending-image-not-pulled")
    placed, pulled = (guide.look_by_id[name] for name in names)
    assert "get events" in placed.command
    assert "describe pod" in pulled.see.text
