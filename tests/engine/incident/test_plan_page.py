"""The page with the plan: what not to do first, then commands, then what is next."""

from __future__ import annotations

import re
from dataclasses import replace

from decision_tree.engine.incident.commands import commands_of
from decision_tree.engine.incident.page import IncidentView
from decision_tree.engine.incident.placeholders import placeholders_in
from decision_tree.engine.incident.plan import again, plan
from decision_tree.engine.incident.state import Incident, encode_incident
from decision_tree.engine.incident.words import told_by
from decision_tree.engine.markup import escape, inline
from decision_tree.engine.model import OUTSIDE, PLACES, Guide

from .shown import shown, title


def test_each_answer_to_a_look_says_what_it_leaves_with_the_engine_and_without(
    guide: Guide,
) -> None:
    begun = Incident("errors", "ray-serve", unsure=True)
    made = plan(guide, begun)
    assert made.look
    yes, no = map(inline, told_by(guide, made.look, made.seen))
    html = shown(guide, begun)
    assert f'Yes</span><span class="dt-option-detail">{yes}' in html
    assert f'No</span><span class="dt-option-detail">{no}' in html
    static = IncidentView(guide).static()
    section = static.split('id="errors-on-ray-serve"')[1].split("</section>")[0]
    assert f"<b>Yes: </b>{yes}" in section
    assert section.count("<b>Yes: </b>") == section.count("<b>No: </b>") > 3


def test_other_ways_lead_to_a_plan_with_them(guide: Guide) -> None:
    begun = Incident("wrong", "kserve-llm", ("model-artefact",), when="just-before")
    html = shown(guide, begun)
    other = replace(begun, use="llm-start-old")
    assert f'href="#{escape(encode_incident(other))}"' in html
    assert title(guide, other).startswith("Put back: Old `LLMInferenceService`".replace("`", ""))
    onward = re.findall(r'href="#(v=1[^"]*tried=[^"]*)"', shown(guide, other))
    assert onward
    assert not any("use=" in each for each in onward)


def test_names_are_filled_in_above_the_first_command(guide: Guide) -> None:
    for stack in PLACES:
        for aspect in guide.aspects:
            incident = Incident("errors", stack, (aspect.id,), when="just-before")
            html = shown(guide, incident)
            words = placeholders_in(guide, *commands_of(plan(guide, incident)))
            assert ("<summary>Fill in " in html) == bool(words)
            if words:
                assert html.index("<summary>Fill in ") < html.index("dt-command")


def test_what_must_not_be_done_with_other_units_is_folded(guide: Guide) -> None:
    incident = Incident("slow", "kserve-standard", ("autoscaling",), when="just-before")
    made, html = plan(guide, incident), shown(guide, incident)
    above, folded = html.split('class="dt-tonight"')[1].split("more things not to do</summary>")
    for caution in made.cautions:
        assert escape(caution.text.text.split("`")[0]) in above
    for caution in made.more_cautions:
        assert escape(caution.text.text.split("`")[0]) in folded


def test_a_plan_shows_what_not_to_do_above_its_first_command(guide: Guide) -> None:
    for stack in PLACES:
        for sight in guide.sights:
            incident = Incident(sight.id, stack, unsure=True)
            html = shown(guide, incident)
            made = plan(guide, incident)
            assert ("Do not do this now" in html) == bool(made.cautions or made.more_cautions)
            if made.cautions and "dt-command" in html:
                assert html.index("Do not do this now") < html.index("dt-command")


def test_every_command_of_a_plan_stands_whole_in_a_box_of_its_own(guide: Guide) -> None:
    for stack in PLACES:
        for aspect in guide.aspects:
            incident = Incident("errors", stack, (aspect.id,), when="just-before")
            html = shown(guide, incident)
            commands = commands_of(plan(guide, incident))
            for number, command in enumerate(commands):
                assert f'<code id="command-{number}">{escape(command)}</code>' in html
            assert html.count('class="dt-command"') == len(commands)


def test_what_is_no_command_is_in_no_box(guide: Guide) -> None:
    html = shown(guide, Incident("wrong", OUTSIDE, ("prompt",), when="just-before"))
    assert "dt-command" not in html
    assert "Fill in" not in html


def test_steps_stay_steps_with_what_to_wait_for_between(guide: Guide) -> None:
    html = shown(guide, Incident("errors", "kserve-knative", ("spec",), when="just-before"))
    unit = guide.unit_by_id["knative-spec"]
    places = [html.index(escape(step.command)) for step in unit.steps]
    assert places == sorted(places)
    assert html.index("Wait until") > places[0]


def test_nothing_left_and_nothing_possible_are_said(guide: Guide) -> None:
    every = tuple(aspect.id for aspect in guide.aspects)
    done = Incident("errors", OUTSIDE, unsure=True, tried=every)
    assert title(guide, done) == "Nothing is left to put back here"
    assert "Call whoever runs the platform" in shown(guide, done)
    stuck = Incident("errors", OUTSIDE, ("runtime-image",), when="just-before")
    assert "Nothing on this stack puts this back" in shown(guide, stuck)


def test_two_units_are_numbered_and_said_in_their_order(guide: Guide) -> None:
    html = shown(guide, Incident("wrong", "ray-serve", ("prompt", "index"), when="just-before"))
    assert "<h3>1. " in html
    assert "<h3>2. " in html


def test_the_page_says_what_nothing_restores_and_where_to_look_then(guide: Guide) -> None:
    every = tuple(guide.aspect_by_id)
    for incident, said in (
        (Incident("errors", OUTSIDE, ("preset",), when="just-before"), "Nothing on this stack"),
        (Incident("errors", OUTSIDE, unsure=True, tried=every), "You have put back everything"),
    ):
        html = shown(guide, incident)
        assert f'<p class="dt-stuck">{said}' in html
        assert 'oncall/">where each failure shows</a>' in html


def test_without_a_caution_the_page_has_no_heading_for_one(guide: Guide) -> None:
    incident = Incident("errors", "kserve-standard", ("runtime-image",), when="just-before")
    assert "Do not do this now" in shown(guide, incident)
    assert "Do not do this now" not in shown(replace(guide, cautions=()), incident)


def test_who_put_something_back_in_vain_reads_which_ways_do_not_work_before_any_command(
    guide: Guide,
) -> None:
    incident = Incident("still-bad", "ray-serve", unsure=True, tried=("graph-code",))
    html = shown(guide, incident)
    vain = guide.unit_by_id["ray-same-address"]
    assert vain.name in html
    assert html.index("These ways put nothing back") < html.index("dt-command")
    onward = encode_incident(again(incident)).replace("&", "&amp;")
    assert f'href="#{onward}"' in html
    assert "I did one of these" not in shown(guide, replace(incident, tried=()))
    assert "These ways" not in shown(guide, replace(incident, sight="slow"))
    assert vain.name in IncidentView(guide).static()
