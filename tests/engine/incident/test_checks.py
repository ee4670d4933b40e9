"""How one sees that a rollback worked: no check may say yes while the bad version still serves."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from decision_tree.engine.incident.plan import cautions_for, checks_of, plan
from decision_tree.engine.incident.state import Incident
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


WRITES = re.compile(
    r"kubectl (annotate|apply|delete|patch)\b(?! --local)(?![^\n]*--dry-run)|helm rollback"
)
"""A command that changes something, and not one that only shows what a change would do."""


def test_nothing_is_written_into_a_rayservice_before_a_look_at_a_pending_cluster(
    guide: Guide,
) -> None:
    """While a cluster is pending, the file does not reach the one that takes traffic."""
    found = 0
    for unit in guide.units:
        written = [n for n, step in enumerate(unit.steps) if WRITES.search(step.command)]
        if not any("kubectl patch rayservice " in text for text in unit.commands):
            continue
        found += 1
        before = [step for step in unit.steps[: written[0]] if "pending={" in step.command]
        assert before, f"{unit.id}: no step shows whether a cluster is pending"
        ways = {way.unit for step in before for way in step.ways if "pending" in way.case}
        assert ways, f"{unit.id}: no way on where a cluster is pending"
        if unit.id not in ("ray-cluster-spec", "ray-whole-object"):
            assert "Go on only if no name is behind `pending=`." in before[0].do.text, unit.id
            assert ways == {"ray-whole-object"}, unit.id
    assert found >= 7


def test_before_an_older_commit_is_sent_stands_what_that_would_change(guide: Guide) -> None:
    """The last good commit also reverts whatever else was changed since."""
    found = 0
    for unit in guide.units:
        if not any("git show GOOD:" in text for text in unit.commands):
            continue
        written = [n for n, step in enumerate(unit.steps) if WRITES.search(step.command)]
        assert written, f"{unit.id}: an older commit is sent without a step before it"
        shown = [step for step in unit.steps[: written[0]] if re.search(r"\bdiff\b", step.command)]
        assert shown, f"{unit.id}: no step shows what the older commit would change"
        assert "Go on only if" in shown[-1].do.text, unit.id
        found += 1
    assert found >= 12


def test_the_preview_of_an_apply_sends_the_very_same(guide: Guide) -> None:
    applied = 0
    for unit in guide.units:
        for before, step in pairwise(unit.steps):
            if "git show GOOD:" in step.command and "kubectl apply" in step.command:
                assert before.command == step.command.replace("kubectl apply", "kubectl diff")
                applied += 1
    assert applied >= 8


def test_no_page_applies_an_older_commit_without_a_preview() -> None:
    """What stands on a page is copied as well as what stands in a plan."""
    for page in Path("docs").rglob("*.md"):
        commands = re.findall(r"^ *```sh\n(.*?)```", page.read_text("utf-8"), re.M | re.S)
        for before, command in pairwise(("", *commands)):
            if "git show GOOD:" in command and "kubectl apply" in command:
                assert before == command.replace("kubectl apply", "kubectl diff"), page


def test_an_adapter_is_asked_for_its_address_before_its_files_are_copied(guide: Guide) -> None:
    """With new files at the same address the spec is the same, and `apply` does nothing."""
    incident = Incident("wrong", "kserve-llm", ("adapter",), when="just-before")
    made = plan(guide, incident)
    (unit,) = made.units
    asked, copied, restarted = unit.steps
    assert "address" in asked.do.text
    assert "diff adapters-now.txt adapters-good.txt" in asked.command
    assert [way.unit for way in asked.ways] == ["llm-spec"]
    assert not copied.command
    assert '"annotations":{"restarted-at"' in restarted.command
    assert "llm-adapter-same-address" in {each.id for each in made.cautions}
    shown = guide.unit_by_id["llm-spec"].steps[0]
    assert [way.unit for way in shown.ways] == ["llm-adapter"]


def test_what_was_put_back_is_compared_with_what_the_cluster_got(guide: Guide) -> None:
    """`RUNNING` and `HEALTHY` say nothing of which code answers."""
    incident = Incident("still-bad", "ray-serve", unnamed="not-sure", tried=("graph-code",))
    ((unit, checks),) = plan(guide, incident).done
    assert unit.id == "ray-code-pointer"
    (code,) = [each.command for each in checks if "py_modules" in each.command]
    assert ".spec.serveConfigV2}" in code
    assert "serve config" in code


def test_ray_code_is_looked_up_before_its_address_is_asked_for(guide: Guide) -> None:
    unit = guide.unit_by_id["ray-code-pointer"]
    _, shown, replaced, _ = unit.steps
    assert "ADDRESS" not in shown.command
    assert "`ADDRESS-NOW`" in shown.do.text
    assert [way.unit for way in shown.ways] == ["ray-cluster-spec"]
    assert "ADDRESS-NOW" in replaced.command
