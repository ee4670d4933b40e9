"""The plan for elsewhere: what is typed is filled in or refused, and none of it is in the link."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from decision_tree.engine.browser import Engine
from decision_tree.engine.incident.placeholders import NAMESPACE, SYSTEM_SAID, asked_for
from decision_tree.engine.incident.plan import cautions_for, plan
from decision_tree.engine.incident.state import Incident, decode_incident, encode_incident
from decision_tree.engine.incident.words import (
    CHECK_FIRST,
    INSTEAD,
    MORE_CHECKS,
    THEN_CHECK,
    stuck_said,
    without_look,
)
from decision_tree.engine.incident.written_plan import (
    TypedPlan,
    plan_data,
    plan_markdown,
    plan_parts,
    plan_text,
    typed_plan,
)
from decision_tree.engine.markdown import escape
from decision_tree.engine.markup import escape as escape_html
from decision_tree.engine.markup import plain
from decision_tree.engine.model import OUTSIDE, PLACES, Guide

from .shown import shown

PAGE = "https://example.org/incident/"
TYPED = {
    "NAME": "ranker",
    "GOOD": "v1.4.2",
    "team-platform": " Base  Team ",
    "page": PAGE,
    "date": "2026-11-29",
}
KNOWN = Incident("errors", "kserve-standard", ("runtime-image",), when="just-before")
HOSTILE = "<img src=x onerror=alert(1)>'; rm -rf / #`$(id)`@all |"


def made(guide: Guide, incident: Incident, **typed: str) -> TypedPlan:
    """The plan of this incident with what was typed."""
    found = typed_plan(guide, encode_incident(incident), {**TYPED, **typed})
    assert found
    return found


def test_there_is_no_plan_while_symptom_or_stack_is_open(guide: Guide) -> None:
    assert typed_plan(guide, "", {}) is None
    assert typed_plan(guide, "v=1&sees=errors", {}) is None
    assert typed_plan(guide, "v=1&stack=ray-serve", {}) is None
    assert Engine(guide, "").plan_record("", "{}") == "{}"


def test_names_go_into_commands_and_stay_out_of_the_link(guide: Guide) -> None:
    plan = made(guide, KNOWN)
    for text in (plan_markdown(guide, plan), plan_text(guide, plan)):
        assert "kubectl patch inferenceservice ranker" in text
        assert "inferenceservice NAME" not in text
        assert "You see: Requests fail" in text
    data = plan_data(guide, plan)
    assert data["link"] == f"{PAGE}#{encode_incident(KNOWN)}"
    assert "ranker" not in data["link"]
    assert data["units"][0]["steps"][-1]["command"].startswith(
        "kubectl patch inferenceservice ranker"
    )
    assert data["placeholders"]["NAME"]["typed"] == "ranker"
    assert data["placeholders"]["RUNTIME"]["typed"] is None
    assert plan.file_name == "2026-11-29-rollback-plan-errors"


def test_what_is_hostile_reaches_no_command_and_no_markup(guide: Guide) -> None:
    typed = {row.name: HOSTILE for row in guide.placeholders}
    teams = {f"team-{key}": HOSTILE for key in ("platform", "application", "as-answered")}
    for stack in PLACES:
        for aspect in guide.aspects:
            known = Incident("errors", stack, (aspect.id,), when="just-before")
            plan = made(guide, known, **typed, **teams, page=HOSTILE, date=HOSTILE)
            clean = made(guide, known)
            assert plan.commands == clean.commands
            for where, html in plan_parts(guide, plan):
                assert "<" not in re.sub(r"</?code>", "", html), where
            boxes = re.findall(r"(?s)```sh\n(.*?)\n```", plan_markdown(guide, plan))
            assert [box for box in boxes if "rm -rf" in box] == []
            outside = re.sub(r"(?s)```sh\n.*?\n```", "", plan_markdown(guide, plan))
            assert "<img" not in outside.replace(plan.link, "")
            assert plan.file_name == "-rollback-plan-errors" or "<" not in plan.file_name


def test_a_refused_name_is_said_beside_its_field(guide: Guide) -> None:
    parts = dict(plan_parts(guide, made(guide, KNOWN, NAME="Ranker 2")))
    assert parts["#refused-NAME"].startswith("NAME must be a Kubernetes name")
    assert parts["#refused-RUNTIME"] == ""
    assert "inferenceservice NAME" in parts["#command-0"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, ""),  # nobody takes the words in capitals for names
        ({"NAME": "ranker"}, "Do not run this yet. It still needs ADDRESS."),
        ({"ADDRESS": "https://h/m?sig=1"}, "Do not run this yet. It still needs NAME and ADDRESS."),
        ({"NAME": "ranker", "ADDRESS": "s3://models/ranker"}, ""),
    ],
)
def test_a_command_that_is_filled_in_part_says_what_it_lacks(
    guide: Guide, typed: dict[str, str], said: str
) -> None:
    moved = Incident("wrong", "kserve-standard", ("model-artefact",), when="just-before")
    plan = made(guide, moved, **{"NAME": "", "GOOD": "", **typed})
    number = next(n for n, command in enumerate(plan.commands) if "ADDRESS" in command)
    assert dict(plan_parts(guide, plan))[f"#still-{number}"] == said


def test_teams_have_their_own_names_where_they_were_typed(guide: Guide) -> None:
    shared = Incident("slow", "kserve-standard", ("neighbours",), when="just-before")
    plan = made(guide, shared)
    assert plan.who(plan.units[0]) == "Base Team"
    assert "**Who:** Base Team" in plan_markdown(guide, plan)
    assert dict(plan_parts(guide, plan))['[data-team="team-platform"]'] == "Base Team"
    assert plan_data(guide, plan)["units"][0]["owner"] == "Base Team"


def test_a_plan_that_begins_with_a_look_says_so_in_each_form(guide: Guide) -> None:
    plan = made(guide, Incident("still-bad", "ray-serve", unnamed="not-sure", tried=("spec",)))
    data = plan_data(guide, plan)
    assert data["look"]["command"] == "kubectl get rayservices -A"
    assert data["look"]["minutes"] == 1
    assert "Then look: Are other RayServices bad too?" in plan_markdown(guide, plan)
    assert "It takes 1 minute." in plan_text(guide, plan)
    longer = made(guide, Incident("slow", "kserve-standard", unnamed="not-sure"))
    assert "It takes 3 minutes." in plan_text(guide, longer)
    bare = made(guide, Incident("deploy-hangs", "application", unnamed="not-sure"))
    assert plan_data(guide, bare)["look"]["command"] == ""


def test_the_runbook_of_a_decision_travels_too(guide: Guide) -> None:
    decided = Incident(stack="ray-serve", runbook="ray-serve", owner="application")
    plan = made(guide, decided)
    data = plan_data(guide, plan)
    assert (data["outcome"], data["owner"]) == ("ray-serve", "application")
    assert {unit["owner"] for unit in data["units"]} == {"Application team", "Base Team"}
    text = plan_markdown(guide, plan)
    assert text.startswith("# Rollback plan: Ray Serve")
    assert text.count("## ") == len(plan.units) + 2
    assert text.index("## Do not do this now") < text.index("```sh")
    said = cautions_for(guide, plan.units)
    assert data["cautions"] == [plain(each.text.text) for each in said]
    bare = replace(guide, cautions=())
    assert "Do not do this now" not in plan_markdown(bare, made(bare, decided))
    assert plan.file_name == "2026-11-29-rollback-plan-ray-serve"
    assert "You see" not in plan_text(guide, made(guide, Incident(runbook="kserve")))


def test_a_plan_without_an_address_of_its_page_shows_the_fragment(guide: Guide) -> None:
    text = plan_markdown(guide, made(guide, KNOWN, page=""))
    assert f"`#{encode_incident(KNOWN)}`" in text


def test_a_terminal_gets_nothing_that_it_would_obey(guide: Guide) -> None:
    shared = Incident("slow", "kserve-standard", ("neighbours",), when="just-before")
    text = plan_text(guide, made(guide, shared, **{"team-platform": "A\x1b[31mB"}))
    assert "Who: A?[31mB" in text


@pytest.mark.parametrize("stack", PLACES)
def test_each_plan_is_plain_data(guide: Guide, stack: str) -> None:
    for sight in guide.sights:
        plan = made(guide, Incident(sight.id, stack, unnamed="not-sure"))
        data = plan_data(guide, plan)
        assert json.loads(json.dumps(data)) == data
        assert plan_markdown(guide, plan).count("```") % 2 == 0


def test_a_hand_over_names_what_was_put_back_and_has_lines_to_fill_in(guide: Guide) -> None:
    """A colleague who reads only “Changed: Not sure” puts the same back again."""
    begun = Incident("slow", "kserve-knative", ("model-artefact",), when="just-before")
    onward = next(
        each for each in re.findall(r'href="#(v=1[^"]*)"', shown(guide, begun)) if "tried=" in each
    )
    incident, notes = decode_incident(guide, onward.replace("&amp;", "&"))
    assert (incident.done, notes) == (("knative-percent",), ())
    plan = made(guide, incident)
    text = plan_text(guide, plan)
    assert "Was put back: Canary percentage back to 0" in text
    assert "The 0 stays in it too" in text
    assert "- When, by whom: \n- Result: \n" in text
    assert plan_data(guide, plan)["done"] == ["knative-percent"]
    assert "Canary percentage back to 0" in shown(guide, incident)
    twice = replace(incident, changed=("route",), when="just-before", unnamed="")
    assert "done=knative-percent" in shown(guide, twice)


@pytest.mark.parametrize("stack", PLACES)
def test_it_worked_when_what_one_saw_is_over(guide: Guide, stack: str) -> None:
    """Known answers are no sign that requests are fast again."""
    for sight in guide.sights:
        incident = Incident(sight.id, stack, unnamed="not-sure")
        (first, *_), *_ = (
            each["it_worked_when"] for each in plan_data(guide, made(guide, incident))["units"]
        )
        over = sight.over.rstrip(".")  # an aspect's own sentence may say the same and go on
        assert over
        assert first.startswith(over)
        assert f"It worked when: {over}" in plan_text(guide, made(guide, incident))
        assert f"<dd>{over}" in shown(guide, incident)
    assert "p99" in guide.sight_by_id["slow"].over
    runbook = plan_text(guide, made(guide, Incident(stack=stack, runbook="own-path")))
    assert not any(sight.over in runbook for sight in guide.sights if sight.id != "wrong")


def test_the_browser_gets_all_of_it_in_one_call(guide: Guide) -> None:
    told = json.loads(Engine(guide, "").plan_record(encode_incident(KNOWN), json.dumps(TYPED)))
    assert set(told) == {"markdown", "json", "name", "link", "parts", "printed"}
    assert json.loads(told["json"])["record"] == "rollback-plan"
    assert ["#command-0", told["parts"][0][1]] == told["parts"][0]


def test_elsewhere_it_is_said_too_what_a_look_tells_and_what_else_would_do(guide: Guide) -> None:
    for sight in guide.sights:
        for stack in PLACES:
            incident = Incident(sight.id, stack, unnamed="not-sure")
            found, said = plan(guide, incident), plan_text(guide, made(guide, incident))
            assert (without_look(guide, incident) in said) == ("\n- Yes: " in said)
            assert (without_look(guide, incident) in said) == bool(
                {"- No: Suspect something else.", "- No: Go on to the next check."}
                & set(said.split("\n"))
            )
            assert (without_look(guide, incident) in said) == (found.look is not None)
            assert (f"{INSTEAD}:" in said) == any(found.others)


def test_elsewhere_it_is_said_too_what_nothing_restores(guide: Guide) -> None:
    every = tuple(guide.aspect_by_id)
    for incident, said in (
        (Incident("errors", OUTSIDE, ("preset",), when="just-before"), "Nothing on this stack"),
        (
            Incident("errors", OUTSIDE, unnamed="not-sure", tried=every),
            "You have put back everything",
        ),
    ):
        assert stuck_said(guide, incident, plan(guide, incident)).startswith(said)
        assert said in plan_text(guide, made(guide, incident))
        assert said in plan_markdown(guide, made(guide, incident))


def test_whether_a_unit_was_run_is_said_in_each_form(guide: Guide) -> None:
    run = replace(guide, units=tuple(replace(unit, run="KServe 0.20.0") for unit in guide.units))
    ran, read = "On the controllers of KServe 0.20.0", "Not run on a controller."
    assert f"**Test run:** {ran}" in plan_markdown(run, made(run, KNOWN))
    assert plan_data(run, made(run, KNOWN))["units"][0]["test_run"][0].startswith(ran)
    assert f"Test run: {read}" in plan_text(guide, made(guide, KNOWN))
    served = replace(run, units=tuple(replace(unit, served="Ray Serve 2") for unit in run.units))
    both = f"{ran}, with simulated pods. On Ray Serve 2 itself, on one machine"
    assert both in plan_text(served, made(served, KNOWN))
    outside = Incident("wrong", OUTSIDE, ("prompt",), when="just-before")
    assert "Test run" not in plan_text(run, made(run, outside))


def test_what_is_no_address_of_a_page_is_printed_as_text(guide: Guide) -> None:
    for page in (
        "`rm -rf /`\n# Run this",
        "javascript:alert(1)",
        "[x](https://evil.test)",
        HOSTILE,
    ):
        text = plan_markdown(guide, made(guide, KNOWN, page=page))
        line = text.split("\n")[2]
        assert line.endswith(f"`#{encode_incident(KNOWN)}`")
        assert line.startswith(escape(page))
        assert "\n# Run" not in text


def test_the_namespace_of_kserve_itself_is_explained(guide: Guide) -> None:
    system = Incident("errors", "kserve-standard", ("controller",), when="just-before")
    for written in (plan_text, plan_markdown):
        assert "-n kserve" in written(guide, made(guide, system))
        assert SYSTEM_SAID.replace("`", "") in written(guide, made(guide, system)).replace("`", "")
        assert "namespace that KServe" not in written(guide, made(guide, KNOWN))


def test_cautions_of_the_units_come_before_those_of_the_stack(guide: Guide) -> None:
    first = made(guide, Incident("slow", "kserve-standard", ("autoscaling",), when="just-before"))
    assert first.made
    every = (*first.made.cautions, *first.made.more_cautions)
    text = plan_text(guide, first).replace("`", "")
    places = [text.index(each.text.text.replace("`", "")) for each in every]
    assert places == sorted(places)
    data = plan_data(guide, first)
    assert len(data["cautions"]) + len(data["more_cautions"]) == len(every)


def test_without_a_caution_there_is_no_heading_for_one(guide: Guide) -> None:
    calm = replace(guide, cautions=())
    assert "Do not do this now" in plan_text(guide, made(guide, KNOWN))
    assert "Do not do this now" not in plan_text(calm, made(calm, KNOWN))


def test_programs_find_the_same_names_in_a_plan_whatever_its_headings_are(guide: Guide) -> None:
    fragment = "v=1&sees=errors&stack=kserve-standard&changed=runtime-image&when=just-before"
    made = typed_plan(guide, fragment, {})
    assert made
    unit = plan_data(guide, made)["units"][0]
    names = ["comes_back", "stays_broken", "it_worked_when", "if_it_did_not_help", "test_run"]
    assert [name for name in unit if name in names] == names
    text = plan_markdown(guide, made)
    assert "**Does not come back:**" in text
    assert "Stays broken" not in text


def test_names_are_filled_into_the_checks_that_the_page_folds_too(guide: Guide) -> None:
    plan_ = made(guide, Incident("errors", "kserve-standard", unnamed="not-sure"), NAMESPACE="shop")
    assert plan_.made
    folded = [look.command for look in plan_.made.more_looks if look.command]
    assert any("NAME" in command for command in folded)
    parts = dict(plan_parts(guide, plan_))
    for number, command in enumerate(folded, len(plan_.commands) - len(folded)):
        typed = command.replace("=NAME", "=ranker")
        typed = typed if " -A" in typed else typed.replace("kubectl", "kubectl -n shop")
        assert parts[f"#command-{number}"] == escape_html(typed)
    words = plan_data(guide, plan_)["placeholders"]
    assert words.keys() == {row.name for row in asked_for(guide, *plan_.commands)}
    assert words[NAMESPACE]["typed"] == "shop"


def test_the_looks_after_the_first_travel_with_the_plan(guide: Guide) -> None:
    plan_ = made(guide, Incident("errors", "kserve-standard", unnamed="not-sure"))
    assert plan_.made
    text = plan_markdown(guide, plan_)
    assert MORE_CHECKS in text
    for look in plan_.made.more_looks:
        assert f"**{look.ask}**" in text
    only = plan_.made.more_looks[:0]
    alone = replace(plan_, made=replace(plan_.made, more_looks=only))
    assert MORE_CHECKS not in plan_markdown(guide, alone)


def test_once_a_namespace_is_typed_it_is_not_asked_for_any_more(guide: Guide) -> None:
    hang = Incident("deploy-hangs", "kserve-standard", unnamed="not-sure")
    own = "your current namespace"
    parts = dict(plan_parts(guide, made(guide, hang)))
    assert own in parts["#dt-namespaces"]
    typed = made(guide, hang, NAMESPACE="shop")
    assert own not in dict(plan_parts(guide, typed))["#dt-namespaces"]
    assert own not in plan_markdown(guide, typed)
    runbook = made(guide, Incident(runbook="kserve", stack="kserve-standard"))
    assert own in dict(plan_parts(guide, runbook))["#dt-namespaces"]


def test_what_one_finds_out_first_and_what_shows_success_travel_with_the_plan(guide: Guide) -> None:
    plan_ = made(guide, Incident("deploy-hangs", "kserve-standard", unnamed="not-sure"))
    assert plan_.made
    (first,), data = plan_.made.triage, plan_data(guide, plan_)
    command = first.command.replace("=NAME", "=ranker")
    assert data["find_out"] == [{"id": first.id, "see": first.see.text, "command": command}]
    checks = [each["id"] for each in data["units"][0]["then_check"]]
    assert checks == [each.id for each in plan_.made.checks[0]]
    assert checks
    for text in (plan_markdown(guide, plan_), plan_text(guide, plan_)):
        assert text.index(CHECK_FIRST) < text.index(command) < text.index("Look first\n")
        assert text.index("1. Put back") < text.index(THEN_CHECK) < text.index("Comes back")
    runbook = made(guide, Incident(runbook="kserve"))
    assert THEN_CHECK not in plan_markdown(guide, runbook)
    assert not any(unit["then_check"] for unit in plan_data(guide, runbook)["units"])


def test_the_ways_that_put_nothing_back_travel_with_the_plan(guide: Guide) -> None:
    plan_ = made(guide, Incident("still-bad", "kserve-standard", unnamed="not-sure"))
    ids = plan_data(guide, plan_)["puts_nothing_back"]
    assert ids == ["standard-percent", "standard-undo"]
    for name in ids:
        assert guide.unit_by_id[name].name in plan_text(guide, plan_)
    assert "These ways put nothing back" in plan_markdown(guide, plan_)
    assert plan_data(guide, made(guide, KNOWN))["puts_nothing_back"] == []


def test_elsewhere_too_it_is_told_when_another_unit_fits_and_what_goes_before(guide: Guide) -> None:
    pointer = Incident("errors", "kserve-standard", ("runtime-image",), when="just-before")
    for said in (
        plan_text(guide, made(guide, pointer)),
        plan_markdown(guide, made(guide, pointer)),
    ):
        assert "If it names no runtime: Shared runtime object, edited back" in said
        assert said.index('"type":"Recreate"') < said.index('"runtime":"RUNTIME"')
        assert "Only without room for one more pod. The service is then down" in said


def test_elsewhere_too_what_was_put_back_is_checked_first(guide: Guide) -> None:
    tried = Incident("still-bad", "kserve-standard", unnamed="not-sure", tried=("runtime-image",))
    said, data = plan_text(guide, made(guide, tried)), plan_data(guide, made(guide, tried))
    assert said.index("You put back: Runtime object") < said.index("Then look: ")
    assert [each["unit"] for each in data["put_back_before"]] == ["standard-runtime-pointer"]
    assert data["put_back_before"][0]["checks"][0]["id"] == "pods-of-the-service"


def test_what_is_typed_stands_in_the_sentences_too(guide: Guide) -> None:
    pointer = Incident("errors", "kserve-standard", ("runtime-image",), when="just-before")
    plan_ = made(guide, pointer)
    assert "Point the service `ranker` to the runtime object" in plan_markdown(guide, plan_)
    assert "`RUNTIME`: " in plan_markdown(guide, plan_)
    assert "`NAME`" not in plan_markdown(guide, plan_)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"NAME": "ranker"}, "Do not run this yet. It still needs ADDRESS-NOW and ADDRESS-GOOD."),
        ({}, "Replace ADDRESS-NOW and ADDRESS-GOOD before you run it."),
    ],
)
def test_elsewhere_too_each_command_says_above_it_what_it_lacks(
    guide: Guide, given: dict[str, str], said: str
) -> None:
    """Whoever gets the plan in a channel sees nothing of the page."""
    begun = Incident("wrong", "ray-serve", ("graph-code",), when="just-before")
    found = typed_plan(guide, encode_incident(begun), given)
    assert found
    command = "sed 's|ADDRESS-NOW|ADDRESS-GOOD|'"
    assert f"**{said}**\n\n```sh\n{command}" in plan_markdown(guide, found)
    assert f"{said}\n\n    {command}" in plan_text(guide, found)
