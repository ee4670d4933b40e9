"""The rollback pages: each unit once, with what one types; old addresses lead on."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html import unescape

import pytest

from decision_tree.engine.display_names import STACK_NAMES
from decision_tree.engine.incident.state import Incident, decode_incident
from decision_tree.engine.kinds import STACK_PAGES, home
from decision_tree.engine.model import OUTSIDE, STACKS, Guide, Statement, Step
from decision_tree.loader.cites import DOCS
from decision_tree.loader.controllers import load_controllers
from decision_tree.loader.measured import load_measured
from decision_tree.website.pages.rollback import Rollback
from decision_tree.website.pages.unknown_name import UnknownNameError
from tests.reading import outline

FILLED_IN = re.compile(r"(?<![$\w])[A-Z]{2,}(?:-[A-Z]+)*(?![\w=]|:\.)")
"""A name in capitals that is neither a variable of the shell nor the head of a column."""

BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)

ONCE = {
    "kserve-standard": ("kserve-standard", "standard-canary"),
    "kserve-knative": ("kserve-knative",),
    "kserve-llm": ("kserve-llm",),
    "ray-serve": ("ray-serve", "ray-in-place", "measured", "ray-new-cluster"),
    "application": ("application", "addresses"),
}
"""The headings that /rollback/ had when it held all stacks, as they stand in others' documents."""

ONCE_UNITS = [
    "standard-spec",
    "standard-model",
    "standard-percent",
    "standard-undo",
    "standard-runtime-pointer",
    "standard-runtime-edit",
    "standard-scaler",
    "standard-scaler-keda",
    "standard-graph",
    "standard-controller",
    "knative-percent",
    "knative-spec",
    "knative-transformer-percent",
    "llm-weight",
    "llm-start-old",
    "llm-spec",
    "llm-preset",
    "llm-preset-name",
    "ray-document",
    "ray-code-pointer",
    "ray-same-address",
    "ray-user-config",
    "ray-bounds",
    "ray-worker-bounds",
    "ray-cluster-spec",
    "ray-whole-object",
    "ray-adapter",
    "ray-operator",
    "ray-by-hand",
    "application-release",
    "prompt-version",
    "index-alias",
    "artefact-bytes",
    "route-back",
    "edge-policy-back",
]
"""The units that had a row there."""


RUNS, MEASURED = load_controllers(), load_measured()


@pytest.fixture
def rollback(guide: Guide) -> Rollback:
    """The published units, on a page one folder below the root."""
    return Rollback(guide, "../")


def test_each_unit_stands_once_on_the_page_of_its_stack(rollback: Rollback, guide: Guide) -> None:
    for unit in guide.units:
        assert rollback.rollback_units(unit.stack, RUNS, MEASURED).count(f'id="{unit.id}"') == 1
    assert {unit.stack for unit in guide.units} == set(STACK_NAMES) == set(STACK_PAGES)
    assert set(STACKS) - {"hybrid"} <= set(STACK_NAMES)


@pytest.mark.parametrize("stack", STACK_PAGES)
def test_each_stack_has_a_page_with_its_units(stack: str) -> None:
    text = (DOCS / f"{STACK_PAGES[stack].rstrip('/')}.md").read_text("utf-8")
    assert f'{{{{ rollback_units("{stack}") }}}}' in text


def test_each_unit_leads_to_every_incident_in_which_it_was_run(
    rollback: Rollback, guide: Guide
) -> None:
    for unit in guide.units:
        shown = rollback.rollback_units(unit.stack, RUNS, MEASURED)
        fold = shown.split(f'id="{unit.id}"')[1].split("</details>")[0]
        linked = re.findall(r'href="\.\./examples/controllers/#run-([a-z-]+)"', fold)
        assert linked == [run.id for run in RUNS.incidents if unit.id in run.units]
        measured = MEASURED.of(unit.id)
        assert ('ray-serve/#measured"' in fold) == bool(measured)
        never = not linked and not measured and unit.stack != OUTSIDE
        assert ("Not run on a controller" in fold) == never


@pytest.mark.parametrize(
    ("unit", "release"), [("standard-model", "KServe 7.8"), ("ray-document", "KubeRay 9.1")]
)
def test_a_unit_that_was_run_names_the_release_of_its_product(
    rollback: Rollback, guide: Guide, unit: str, release: str
) -> None:
    stack = next(each.stack for each in guide.units if each.id == unit)
    runs = replace(RUNS, kserve="7.8", kuberay="9.1")
    fold = (
        rollback.rollback_units(stack, runs, MEASURED)
        .split(f'id="{unit}"')[1]
        .split("</details>")[0]
    )
    assert f"On the controllers of {release}, with simulated pods" in fold


def test_a_unit_that_was_run_on_ray_serve_itself_says_so_beside_its_controllers(
    rollback: Rollback,
) -> None:
    shown = rollback.rollback_units("ray-serve", RUNS, replace(MEASURED, ray="9.9"))
    fold = shown.split('id="ray-document"')[1].split("</details>")[0]
    assert f"On the controllers of KubeRay {RUNS.kuberay}, with simulated pods. On Ray " in fold
    assert "On Ray Serve 9.9 itself, on one machine and under requests." in fold
    count = len(MEASURED.of("ray-document"))
    assert f">{count} incidents under requests, measured</a>" in fold


@pytest.mark.parametrize("stack", STACK_PAGES)
def test_each_stack_leads_to_its_rollback_plan(
    rollback: Rollback, guide: Guide, stack: str
) -> None:
    (plan,) = re.findall(
        r'href="\.\./incident/#([^"]+)"', rollback.rollback_units(stack, RUNS, MEASURED)
    )
    assert decode_incident(guide, unescape(plan)) == (Incident(stack=stack), ())


def test_whatever_goes_bad_leads_to_exactly_the_units_that_restore_it(
    rollback: Rollback, guide: Guide
) -> None:
    html = rollback.rollback_finder()
    for aspect in guide.aspects:
        fold = html.split(f'id="back-{aspect.id}"')[1].split("</details>")[0]
        linked = set(re.findall(r'href="\.\./rollback/[a-z-]+/#([a-z-]+)"', fold))
        assert linked == {unit.id for unit in guide.units if aspect.id in unit.restores}


def test_what_does_not_work_says_so_comes_last_and_offers_no_command(
    rollback: Rollback, guide: Guide
) -> None:
    works, *traps = rollback.rollback_units("kserve-standard", RUNS, MEASURED).split(
        "Does not work: "
    )
    restores = {unit.id: unit.restores for unit in guide.units if unit.stack == "kserve-standard"}
    assert len(traps) == sum(not each for each in restores.values())
    assert all(f'id="{name}"' in works for name, each in restores.items() if each)
    assert all("<dt>Comes back</dt><dd><strong>Nothing.</strong></dd>" in trap for trap in traps)
    assert not any("dt-command" in trap for trap in traps)


def test_no_two_units_of_a_stack_share_a_command(guide: Guide) -> None:
    commands = Counter((unit.stack, unit.command) for unit in guide.units if unit.command)
    commands += Counter(
        (unit.stack, "\n".join(step.command for step in unit.steps))
        for unit in guide.units
        if unit.steps
    )
    assert [command for command, times in commands.items() if times > 1] == []


def test_what_one_fills_into_a_command_is_explained_beside_it(guide: Guide) -> None:
    filled_in = set()
    for unit in guide.units:
        said = " ".join((unit.how.text, *(step.do.text for step in unit.steps)))
        for command in (unit.command, *(step.command for step in unit.steps)):
            for name in FILLED_IN.findall(command):
                assert f"`{name}`" in said, f"{unit.id} does not say what {name} is"
                filled_in.add(name)
    assert len(filled_in) >= 10


@pytest.mark.parametrize("page", STACK_PAGES.values())
def test_what_one_fills_into_a_command_of_a_page_is_explained_there(page: str) -> None:
    text = (DOCS / f"{page.rstrip('/')}.md").read_text("utf-8")
    said = BLOCK.sub("", text)
    for block in BLOCK.findall(text):
        for name in FILLED_IN.findall(block):
            assert f"`{name}`" in said, f"{page} does not say what {name} is"


def test_what_is_cut_out_of_a_file_is_seen_before_it_is_sent(guide: Guide) -> None:
    """An empty cut would take the document or the cluster spec out of the object."""
    cutting = [unit for unit in guide.units if any("git show" in s.command for s in unit.steps)]
    sending = [unit for unit in cutting if any("--patch-file" in s.command for s in unit.steps)]
    assert len(sending) >= 3
    for unit in sending:
        (cut,) = (step for step in unit.steps if "git show" in step.command)
        *_, compared, sent = unit.steps
        assert "Go on only if" in cut.do.text
        assert cut.command.splitlines()[-1].startswith("jq ")
        assert "--patch-file" not in cut.command
        assert re.search(r"\bdiff \S+ \S+$", compared.command)
        assert compared.command.count("--patch-file") == compared.command.count("--dry-run=server")
        assert "git show" not in sent.command


def test_a_unit_tells_what_its_plan_tells_and_who_puts_it_back(
    rollback: Rollback, guide: Guide
) -> None:
    unit = guide.unit_by_id["standard-model"]
    html = (
        rollback.rollback_units(unit.stack, RUNS, MEASURED)
        .split(f'id="{unit.id}"')[1]
        .split("</details>")[0]
    )
    terms = re.findall(r"<dt>(.*?)</dt>", html)
    assert terms == [
        "Comes back",
        "Does not come back",
        "It worked when",
        "If it did not help",
        "Takes",
        "Put back by",
        "Test run",
    ]
    assert "<dd>The team that answers for the endpoint.</dd>" in html


def test_a_unit_of_several_steps_shows_each_in_order_with_what_to_wait_for(guide: Guide) -> None:
    steps = (
        Step(Statement("Copy.")),
        Step(Statement("Wait."), "get x"),
        Step(Statement("Go."), "y"),
    )
    unit = replace(guide.units[0], command="", steps=steps)
    shown = Rollback(replace(guide, units=(unit,)), "").rollback_units(unit.stack, RUNS, MEASURED)
    listed = shown.split('<ol class="dt-steps">')[1].split("</ol>")[0]
    assert outline(f"<ol>{listed}</ol>", "p", "pre") == [
        "p: Copy.",
        "p: Wait.",
        "pre.dt-command: get x",
        "p: Go.",
        "pre.dt-command: y",
    ]


def test_the_way_back_of_a_revision_waits_between_its_commands(guide: Guide) -> None:
    """Without a percentage the newest ready revision, the bad one, would get all the traffic."""
    spec = next(unit for unit in guide.units if unit.id == "knative-spec")
    shown, applied, seen, taken = spec.steps
    assert shown.command == applied.command.replace("kubectl apply", "kubectl diff")
    assert '"canaryTrafficPercent":0' in applied.command
    assert seen.do.text.startswith("Wait until")
    assert '"remove"' in taken.command


def test_a_stack_that_does_not_exist_is_refused(rollback: Rollback) -> None:
    with pytest.raises(UnknownNameError, match="did you mean “kserve-llm”"):
        rollback.rollback_units("kserve", RUNS, MEASURED)


def test_each_stack_is_offered_with_how_many_of_its_units_work(
    rollback: Rollback, guide: Guide
) -> None:
    html = rollback.rollback_stacks()
    for stack, name in STACK_NAMES.items():
        working = sum(bool(unit.restores) for unit in guide.units if unit.stack == stack)
        assert f'href="../{STACK_PAGES[stack]}">{name}</a> <span>{working} units</span>' in html


def test_every_anchor_of_the_page_that_held_all_stacks_leads_on(
    rollback: Rollback, guide: Guide
) -> None:
    measured = load_measured()
    html = rollback.rollback_moved(measured)
    leads = dict(re.findall(r' id="([^"]+)"><a href="\.\./([^"]+)"', html))
    assert len(leads) == html.count("<a ")
    units = {unit.id: home(unit) for unit in guide.units}
    assert {name: leads[name] for name in ONCE_UNITS} == {name: units[name] for name in ONCE_UNITS}
    for stack, (heading, *sections) in ONCE.items():
        assert leads[heading] == STACK_PAGES[stack]
        for section in sections:
            assert leads[section] == f"{STACK_PAGES[stack]}#{section}"
            page = (DOCS / f"{STACK_PAGES[stack].rstrip('/')}.md").read_text("utf-8")
            assert f"{{ #{section} }}" in page
    for incident in measured.incidents:
        anchor = f"measured-{incident.id}"
        assert leads[anchor] == f"{STACK_PAGES['ray-serve']}#{anchor}"
