"""The page with the plan: what not to do first, then commands, then what is next."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

from decision_tree.engine.incident.commands import commands_of
from decision_tree.engine.incident.placeholders import placeholders_in
from decision_tree.engine.incident.plan import again, choices, plan, put_back, turned_to
from decision_tree.engine.incident.state import Incident, encode_incident
from decision_tree.engine.incident.static_page import StaticPage
from decision_tree.engine.incident.words import (
    NO_HURRY,
    NO_TIME,
    NOT_HELPED,
    NOTHING_YET,
    told_by,
    without_look,
)
from decision_tree.engine.incident.written_plan import plan_markdown, typed_plan
from decision_tree.engine.kinds import home
from decision_tree.engine.markup import escape, inline
from decision_tree.engine.model import OUTSIDE, PLACES, Guide

from .shown import shown, title


def test_each_answer_to_a_look_says_what_it_leaves_with_the_engine_and_without(
    guide: Guide,
) -> None:
    begun = Incident("errors", "ray-serve", unnamed="not-sure")
    made = plan(guide, begun)
    assert made.look
    yes, no = map(inline, told_by(guide, made.look, made.seen))
    static = StaticPage(guide, "../").html()
    section = static.split('id="errors-on-ray-serve"')[1].split("</section>")[0]
    for html in (shown(guide, begun), section):
        assert f"<b>Yes: </b>{yes} <span" in html
        assert f"<b>No: </b>{no}</p>" in html
    assert section.count("<b>Yes: </b>") == section.count("<b>No: </b>") > 3


def test_what_puts_a_suspect_back_is_a_link_with_the_engine_and_without(guide: Guide) -> None:
    """The same links with the same words in the same order, for every first plan."""
    static = StaticPage(guide, "../").html()
    for sight in guide.sights:
        for stack in PLACES:
            begun = Incident(sight.id, stack, unnamed="not-sure")
            section = static.split(f'id="{sight.id}-on-{stack}"')[1].split("</section>\n")[0]
            before = re.findall(r'<a href="#put-back-[^"]+">(.*?)</a>', section)
            html = shown(guide, begun)
            within = html.partition('class="dt-put-back"')
            unit = plan(guide, begun).units[0]
            assert f'<h3><a href="../{home(unit)}">{inline(unit.name)}</a></h3>' in within[2]
            now = re.findall(r'<a href="[^"]*(?:changed=|/#)[^"]*">(.*?)</a>', html)
            assert before
            left = list(now)
            for name in before[: before.index(str(inline(unit.name))) + 1]:
                assert name in left, (sight.id, stack, name)


def test_what_to_do_if_it_did_not_help_has_one_heading(guide: Guide) -> None:
    """Below it what each unit says of that; a unit that stands alone says it itself."""
    for aspects in (("runtime-image",), ("cluster-spec", "graph-code")):
        for stack in PLACES:
            begun = Incident("errors", stack, aspects, when="just-before")
            made, html = plan(guide, begun), shown(guide, begun)
            assert html.count(NOT_HELPED) == bool(made.bad)
            assert "did not help" not in html.replace(NOT_HELPED, "")
            below = html.partition(NOT_HELPED)[2]
            for unit in made.units:
                assert str(inline(unit.otherwise.text)) in below
    alone = StaticPage(guide, "../").html().partition('id="put-back-ray-document"')[2]
    assert alone.partition("</section>")[0].count(NOT_HELPED) == 1


def test_the_shorter_a_plan_is_the_larger_it_prints(guide: Guide) -> None:
    """By what stands on paper: what is folded away and the fields do not count."""

    def length(incident: Incident) -> int:
        found = re.search(r"is-length-(\d)", shown(guide, incident))
        assert found is not None
        return int(found[1])

    longest = Incident("expensive", "kserve-knative", unnamed="not-sure", no=("knative-replicas",))
    assert length(longest) == 3
    assert length(Incident("slow", "kserve-standard", unnamed="not-sure")) == 2
    assert length(replace(longest, sight="wrong", stack="kserve-llm", no=())) == 2
    assert length(Incident("errors", "application", unnamed="not-sure")) == 1
    assert length(Incident("wrong", "application", ("prompt",), when="just-before")) == 0
    assert length(Incident(runbook="kserve", stack="kserve-knative")) == 4


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
            incident = Incident(sight.id, stack, unnamed="not-sure")
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
    done = Incident("errors", OUTSIDE, unnamed="not-sure", tried=every)
    assert title(guide, done) == "Nothing is left to put back here"
    assert "Call whoever runs the platform" in shown(guide, done)
    stuck = Incident("errors", OUTSIDE, ("neighbours",), when="just-before")
    assert "Nothing on this stack puts this back" in shown(guide, stuck)


def test_two_units_are_numbered_and_said_in_their_order(guide: Guide) -> None:
    html = shown(guide, Incident("wrong", "ray-serve", ("prompt", "index"), when="just-before"))
    assert "<h3>1. " in html
    assert "<h3>2. " in html


def test_the_page_says_what_nothing_restores_and_where_to_look_then(guide: Guide) -> None:
    every = tuple(guide.aspect_by_id)
    for incident, said in (
        (Incident("errors", OUTSIDE, ("preset",), when="just-before"), "Nothing on this stack"),
        (
            Incident("errors", OUTSIDE, unnamed="not-sure", tried=every),
            "You have put back everything",
        ),
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
    incident = Incident("still-bad", "ray-serve", unnamed="not-sure", tried=("graph-code",))
    html = shown(guide, incident)
    vain = guide.unit_by_id["ray-same-address"]
    assert vain.name in html
    assert html.index("These ways put nothing back") < html.index("dt-command")
    onward = encode_incident(again(incident)).replace("&", "&amp;")
    assert f'href="#{onward}"' in html
    assert "I did one of these" not in shown(guide, replace(incident, tried=()))
    assert "These ways" not in shown(guide, replace(incident, sight="slow"))
    assert vain.name in StaticPage(guide, "../").html()


def test_what_was_put_back_is_checked_before_anything_else_goes_back(guide: Guide) -> None:
    """Whether it took effect, then what it cannot bring back."""
    for stack in PLACES:
        begun = Incident("still-bad", stack, unnamed="not-sure")
        for aspect in choices(guide, begun):
            tried = replace(begun, tried=(aspect,))
            made, html = plan(guide, tried), shown(guide, tried)
            assert [unit for unit, _ in made.done] == list(put_back(guide, stack, (aspect,)))
            assert title(guide, tried) == "Check first whether your rollback took effect"
            for unit, checks in made.done:
                at = html.index(f"You put back: {inline(unit.name)}.")
                assert made.look is None or at < html.index(f"<h3>{inline(made.look.ask)}")
                assert str(inline(unit.leaves.text))[:50] in html[at:]
                assert all(escape(check.command) in html[at:] for check in checks)
            assert not plan(guide, replace(tried, sight="errors")).done


def test_each_further_check_can_be_answered(guide: Guide) -> None:
    """Who knows that no node is free answers that, and not three checks before it."""
    begun = Incident("deploy-hangs", "kserve-standard", unnamed="not-sure")
    html, made = shown(guide, begun), plan(guide, begun)
    assert made.more_looks
    for look in made.more_looks:
        for answers in ({"yes": (look.id,)}, {"no": (look.id,)}):
            href = encode_incident(replace(begun, **answers))  # type: ignore[arg-type]
            assert f'href="#{escape(href)}"' in html


def test_a_node_that_is_short_says_what_to_do_in_place_of_what_to_suspect(guide: Guide) -> None:
    for stack in ("kserve-standard", "kserve-knative", "ray-serve"):
        begun = Incident("deploy-hangs", stack, unnamed="not-sure")
        made = plan(guide, begun)
        looks = [each for each in (made.look, *made.more_looks) if each and "not-placed" in each.id]
        assert [told_by(guide, each, each.suspects)[0][:9] for each in looks] == ["Free room"]


def test_a_step_leads_to_the_unit_that_fits_what_it_found(guide: Guide) -> None:
    begun = Incident("errors", "kserve-standard", ("runtime-image",), when="just-before")
    html = shown(guide, begun)
    shared = replace(begun, use="standard-runtime-edit")
    assert f'href="#{escape(encode_incident(shared))}"' in html
    assert plan(guide, shared).units == (guide.unit_by_id["standard-runtime-edit"],)
    spec = replace(begun, changed=("spec",), use="standard-spec")
    assert f'href="#{escape(encode_incident(spec))}"' in html
    for unit in guide.units:
        for way in (way for step in unit.steps for way in step.ways):
            bad = Incident("errors", unit.stack, unit.restores[:1], when="just-before", use=unit.id)
            made = plan(guide, bad)
            other = turned_to(guide, bad, made, way.unit)
            assert guide.unit_by_id[way.unit] in plan(guide, other).units, (unit.id, way.unit)


def test_without_room_the_command_for_that_stands_before_the_rollback(guide: Guide) -> None:
    begun = Incident("errors", "kserve-standard", ("spec",), when="just-before")
    html = shown(guide, begun)
    folded = html.index("<summary>Only without room for one more pod. The service is then down")
    assert folded < html.index("Recreate&quot;") < html.index("kubectl apply")
    assert "Recreate" in commands_of(plan(guide, begun))[0]


def test_cost_can_wait_for_a_look(guide: Guide) -> None:
    for stack in PLACES:
        for sight in guide.sights:
            html = shown(guide, Incident(sight.id, stack, unnamed="not-sure"))
            assert (NO_TIME in html) == (sight.id != "expensive")
            assert (NO_HURRY in html) == (sight.id == "expensive")
    llm = shown(guide, Incident("expensive", "kserve-llm", unnamed="not-sure"))
    assert "annotate llminferenceservice OLD serving.kserve.io/stop=true" in llm
    assert llm.index("spec.router.route.weight") < llm.index("serving.kserve.io/stop=true")
    assert "status.phase!=Succeeded" in llm


def test_the_way_back_from_what_was_changed_takes_every_answer_to_it_along(guide: Guide) -> None:
    begun = Incident("errors", "ray-serve")
    for each in (begun, replace(begun, unnamed="not-sure"), replace(begun, unnamed="nothing")):
        html = shown(guide, replace(each, again=True))
        back = re.search(r'class="dt-back" href="#([^"]+)"', html)
        assert back
        assert unescape(back[1]) == encode_incident(Incident("errors"))


def test_where_nothing_was_changed_the_page_says_so_and_leads_on(guide: Guide) -> None:
    begun = Incident("errors", "ray-serve", unnamed="nothing")
    html = shown(guide, begun)
    assert NOTHING_YET in html
    assert "dt-put-back" not in html
    assert without_look(guide, begun) not in html
    assert f'href="#{escape(encode_incident(replace(begun, unnamed="not-sure")))}"' in html
    asked = shown(guide, replace(begun, unnamed=""))
    assert f'href="#{escape(encode_incident(begun))}"' in asked
    assert NOTHING_YET not in shown(guide, replace(begun, unnamed="not-sure"))
    typed = typed_plan(guide, encode_incident(begun), {})
    assert typed
    markdown = plan_markdown(guide, typed)
    assert NOTHING_YET in markdown
    assert "Put back:" not in markdown
    assert "suspect next" not in markdown


def test_who_was_not_sure_can_say_it_above_all_else(guide: Guide) -> None:
    for html in (
        shown(guide, Incident("errors", "ray-serve", unnamed="not-sure")),
        StaticPage(guide, "../").html().partition('id="errors-on-ray-serve"')[2],
    ):
        told = html.index("You are not sure what was changed.")
        assert 'href="#v=1&amp;sees=errors&amp;stack=ray-serve">Answer again' in html[told:]
        for later in ("Do not do this now", "dt-first-look"):
            assert told < html.index(later), later
