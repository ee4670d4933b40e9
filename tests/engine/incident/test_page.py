"""The pages of an incident: questions with a way on and back, and a plan with all that it needs."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from decision_tree.engine.browser import Engine
from decision_tree.engine.incident.page import IncidentView, page_commands
from decision_tree.engine.incident.placeholders import placeholders_in
from decision_tree.engine.incident.plan import again, cautions_for, plan
from decision_tree.engine.incident.questions import ASKED, PUT_BACK, known
from decision_tree.engine.incident.runbook import runbook_stacks
from decision_tree.engine.incident.state import MOST_CHANGED, Incident, encode_incident
from decision_tree.engine.incident.words import NO_TIME, heading, told_by
from decision_tree.engine.markup import escape, fragments, inline
from decision_tree.engine.model import OUTSIDE, PLACES, Guide
from decision_tree.runtime.practice_file import incident_files, without_practice


def shown(guide: Guide, incident: Incident) -> str:
    """The HTML of this incident's page."""
    return IncidentView(guide).page(encode_incident(incident), "").html


def title(guide: Guide, incident: Incident) -> str:
    """The title of this incident's page."""
    return IncidentView(guide).page(encode_incident(incident), "").title


def test_four_taps_lead_to_a_plan_with_a_command(guide: Guide) -> None:
    view, fragment = IncidentView(guide), ""
    for number, ask in enumerate(ASKED.values(), 1):
        page = view.page(fragment, "")
        assert page.title == ask
        assert f"Question {number} of 4" in page.html
        options = re.findall(r'class="dt-option" href="#([^"]+)"', page.html)
        fragment = options[3 if ask == ASKED["changed"] else 0].replace("&amp;", "&")
        assert fragment in page.ahead
    assert "dt-command" in view.page(fragment, "").html


@pytest.mark.parametrize("stack", PLACES)
def test_every_link_of_every_page_leads_to_a_page(guide: Guide, stack: str) -> None:
    view = IncidentView(guide)
    todo, seen = [encode_incident(Incident("errors", stack))], set[str]()
    while todo and len(seen) < 150:
        fragment = todo.pop()
        if fragment in seen:
            continue
        seen.add(fragment)
        page = view.page(fragment, "")
        assert "dt-notes" not in page.html, fragment
        todo += [each for each in fragments(page.html) if each.startswith("v=")]
    assert len(seen) == 150


def test_what_was_answered_is_listed_and_can_be_changed(guide: Guide) -> None:
    incident = Incident("slow", "ray-serve", ("prompt",), when="earlier")
    assert [name for _, name, _ in known(guide, incident)] == [
        "You see",
        "It runs on",
        "Changed",
        "When",
    ]
    html = shown(guide, incident)
    assert html.count('class="dt-change"') == 4
    unsure = replace(incident, changed=(), unsure=True, when="")
    assert "Not sure" in shown(guide, unsure)
    assert known(guide, Incident()) == ()


def test_more_than_one_change_can_be_named_up_to_the_most(guide: Guide) -> None:
    add = "Something else was changed too"
    changed = ("prompt", "index", "route")[:MOST_CHANGED]
    one = Incident("wrong", "ray-serve", changed[:1], when="just-before")
    assert add in shown(guide, one)
    again = shown(guide, replace(one, again=True))
    assert ASKED["changed"] in again
    assert "changed=prompt,index&amp;when=just-before" in again
    assert "Not sure" not in re.sub(r"(?s)<section class=\"dt-answers.*", "", again)
    assert add not in shown(guide, replace(one, changed=changed))
    assert add not in shown(guide, Incident("wrong", "ray-serve", unsure=True))


def test_after_a_rollback_in_vain_it_is_asked_what_was_put_back(guide: Guide) -> None:
    """What was changed matters less then: the plan goes on with what was not put back yet."""
    begun = Incident("still-bad", "kserve-standard")
    assert title(guide, begun) == PUT_BACK
    href = encode_incident(replace(begun, unsure=True, tried=("runtime-image",)))
    assert f'href="#{escape(href)}"' in shown(guide, begun)
    made = plan(guide, replace(begun, unsure=True, tried=("runtime-image",)))
    assert "runtime-image" not in (*made.bad, *(each for each, _ in made.suspects))
    assert ASKED["when"] not in shown(guide, replace(begun, unsure=True, tried=("prompt",)))
    assert (
        title(guide, replace(begun, changed=("prompt",), when="earlier", again=True))
        == (ASKED["changed"])
    )


def test_what_was_looked_at_and_tried_is_listed_and_can_be_taken_back(guide: Guide) -> None:
    begun = Incident("errors", "ray-serve", unsure=True)
    looked = replace(begun, yes=("pending-cluster",), no=("head-not-ready",), tried=("route",))
    assert known(guide, looked)[-3:] == (
        ("tried", "Put back without success", "Route and traffic weights"),
        ("pending-cluster", "You looked", "Is a second Ray cluster pending? Yes."),
        (
            "head-not-ready",
            "You looked",
            "Is the head of the active cluster missing or not ready? No.",
        ),
    )
    html = shown(guide, looked)
    for less in (replace(looked, yes=()), replace(looked, no=()), replace(looked, tried=())):
        assert f'class="dt-change" href="#{escape(encode_incident(less))}"' in html


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
            words = placeholders_in(guide, *page_commands(plan(guide, incident)))
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
            commands = page_commands(plan(guide, incident))
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


def test_a_note_on_a_bad_link_stands_above_what_could_be_kept(guide: Guide) -> None:
    page = IncidentView(guide).page("v=1&sees=<script>&stack=ray-serve", "")
    assert "dt-notes" in page.html
    assert "<script>" not in page.html
    assert page.title == ASKED["sees"]


def test_the_runbook_of_a_decision_lists_each_unit_with_its_owner(guide: Guide) -> None:
    for outcome in guide.tree.outcomes:
        incident = Incident(runbook=outcome.id, owner="platform")
        html = shown(guide, incident)
        own = [stack for stack in runbook_stacks(guide, outcome.id) if stack != OUTSIDE]
        assert ("Choose what it runs on" in html) == (len(own) > 1)
        assert title(guide, incident) == f"Rollback plan: {outcome.title}"
        for stack in own:
            one = shown(guide, replace(incident, stack=stack))
            assert "Choose what it runs on" not in one
            assert "The team that answers for the endpoint<" not in re.sub(r"(?s)<label.*", "", one)


def test_without_the_engine_every_symptom_stack_and_unit_has_a_section(guide: Guide) -> None:
    html = IncidentView(guide).static()
    ids = re.findall(r'<section class="[^"]*" id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    targets = {name for name in fragments(html) if not name.startswith("v=")}
    assert targets <= set(ids)
    able = [unit for unit in guide.units if unit.restores]
    assert len(ids) == 1 + len(guide.sights) * (1 + len(PLACES)) + len(able)
    for unit in able:
        for command in unit.commands:
            assert escape(command) in html


def test_the_engine_shows_incidents_once_their_content_is_brought(guide: Guide) -> None:
    engine = Engine(without_practice(guide), "../")
    files = incident_files(guide)
    assert [name.split("-")[0] for name in files] == ["rollback", "incident"]
    assert engine.bring(*files.values()) == ""
    page = json.loads(engine.render("v=1&sees=errors&stack=ray-serve&changed=not-sure", "incident"))
    assert page["title"].startswith("Look first: ")
    assert "data-fragment" in page["html"]


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


@pytest.mark.parametrize("stack", PLACES)
def test_without_the_engine_a_plan_begins_as_the_one_that_completes_it(
    guide: Guide, stack: str
) -> None:
    """Of somebody who is not sure: that is the address to which its answers lead."""
    static = IncidentView(guide).static()
    for sight in guide.sights:
        incident = Incident(sight.id, stack, unsure=True)
        made, section = plan(guide, incident), f'id="{sight.id}-on-{stack}"'
        told = static.partition(section)[2].partition('<section class="dt-card')[0]
        live = shown(guide, incident)
        answer = f'href="#{sight.id}-on-{stack}" data-answer="stack={stack}&amp;changed=not-sure"'
        assert answer in static
        assert made.look
        for text in (heading(made), NO_TIME, *(look.ask for look in made.more_looks)):
            assert str(inline(text)) in told, text
            assert str(inline(text)) in live, text
        for unit in made.units:
            assert f'href="#put-back-{unit.id}"' in told
        for fold in ("Other checks, with the best first", "All other suspects"):
            assert (fold in told) == (fold in live)


def test_a_unit_alone_says_all_that_must_not_be_done_with_it(guide: Guide) -> None:
    """Also what must be done nowhere: a colleague may have got only this link."""
    static = IncidentView(guide).static()
    for unit in filter(lambda each: each.restores, guide.units):
        told = static.partition(f'id="put-back-{unit.id}"')[2].partition("</section>")[0]
        for caution in cautions_for(guide, (unit,)):
            assert str(inline(caution.text.text)) in told, (unit.id, caution.id)


def test_a_question_without_the_engine_is_the_one_with_it(guide: Guide) -> None:
    static = IncidentView(guide).static()
    for sight in guide.sights:
        told = static.partition(f'id="sees-{sight.id}"')[2].partition("</section>")[0]
        live = shown(guide, Incident(sight.id))
        for text in (f"Question 2 of 4: {sight.name}", ASKED["stack"]):
            assert text in told
            assert text in live


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


def test_what_must_not_be_done_stands_open_above_a_runbook(guide: Guide) -> None:
    runbook = Incident(runbook="kserve", stack="kserve-standard")
    html = shown(guide, runbook)
    assert '<details class="dt-fold" open><summary>Do not do this now</summary>' in html
    assert html.index("Do not do this now") < html.index("dt-command")
    assert "Do not do this now" not in shown(replace(guide, cautions=()), runbook)
