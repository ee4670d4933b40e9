"""The page without the engine: a section for all that the live page can show at first."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from decision_tree.engine.incident.plan import cautions_for, choices, first_back, plan
from decision_tree.engine.incident.questions import ASKED, NOT_SURE_LEADS, PUT_BACK
from decision_tree.engine.incident.state import Incident
from decision_tree.engine.incident.static_page import StaticPage
from decision_tree.engine.incident.words import heading, without_look
from decision_tree.engine.markup import escape, fragments, inline
from decision_tree.engine.model import PLACES, Guide

from .shown import shown


def test_without_the_engine_every_symptom_stack_and_unit_has_a_section(guide: Guide) -> None:
    html = StaticPage(guide, "../").html()
    ids = re.findall(r'<section class="[^"]*" id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    targets = {name for name in fragments(html) if not name.startswith("v=")}
    assert targets <= set(ids)
    able = [unit for unit in guide.units if unit.restores]
    assert len(ids) == 1 + len(guide.sights) * (1 + 2 * len(PLACES)) + len(able)
    for unit in able:
        for command in unit.commands:
            assert escape(command) in html


def test_a_plan_whose_commands_have_no_word_to_replace_explains_none(guide: Guide) -> None:
    assert "Replace NAME" in StaticPage(guide, "../").html()
    assert "Replace NAME" not in StaticPage(replace(guide, placeholders=()), "../").html()


@pytest.mark.parametrize("stack", PLACES)
def test_without_the_engine_a_plan_begins_as_the_one_that_completes_it(
    guide: Guide, stack: str
) -> None:
    """Of somebody who is not sure: that is the address to which its answers lead."""
    static = StaticPage(guide, "../").html()
    for sight in guide.sights:
        incident = Incident(sight.id, stack, unnamed="not-sure")
        made, section = plan(guide, incident), f'id="{sight.id}-on-{stack}"'
        told = static.partition(section)[2].partition('<section class="dt-card')[0]
        live = shown(guide, incident)
        answer = f'href="#{sight.id}-on-{stack}" data-answer="changed=not-sure"'
        assert answer in static
        assert made.look
        for text in (
            heading(made),
            without_look(guide, incident),
            *(look.ask for look in made.more_looks),
        ):
            assert str(inline(text)) in told, text
            assert str(inline(text)) in live, text
        for unit in made.units:
            assert f'href="#put-back-{unit.id}"' in told
        for fold in ("Other checks, with the best first", "All other suspects"):
            assert (fold in told) == (fold in live)


def test_a_unit_alone_says_all_that_must_not_be_done_with_it(guide: Guide) -> None:
    """Also what must be done nowhere: a colleague may have got only this link."""
    static = StaticPage(guide, "../").html()
    for unit in filter(lambda each: each.restores, guide.units):
        told = static.partition(f'id="put-back-{unit.id}"')[2].partition("</section>")[0]
        for caution in cautions_for(guide, (unit,)):
            assert str(inline(caution.text.text)) in told, (unit.id, caution.id)


def test_a_question_without_the_engine_is_the_one_with_it(guide: Guide) -> None:
    static = StaticPage(guide, "../").html()
    for sight in guide.sights:
        told = static.partition(f'id="sees-{sight.id}"')[2].partition("</section>")[0]
        live = shown(guide, Incident(sight.id))
        for text in (f"Question 2 of 4: {sight.name}", ASKED["stack"]):
            assert text in told
            assert text in live


@pytest.mark.parametrize("stack", PLACES)
def test_what_was_changed_is_asked_without_the_engine_and_begins_as_with_it(
    guide: Guide, stack: str
) -> None:
    """Its one answer leads to the plan that the page has: no answer before it gives this one."""
    static = StaticPage(guide, "../").html()
    for sight in guide.sights:
        name = f"{sight.id}-on-{stack}-changed"
        told = static.partition(f'id="{name}"')[2].partition("</section>")[0]
        live = shown(guide, Incident(sight.id, stack))
        assert f'href="#{name}" data-answer="stack={stack}"' in static
        asked = PUT_BACK if sight.asks == "put-back" else ASKED["changed"]
        for text in (f"Question 3 of 4: {sight.name}</p>", asked, NOT_SURE_LEADS):
            assert text in told
            assert text in live


def test_a_unit_that_stands_alone_warns_of_all_that_holds_on_its_stack(guide: Guide) -> None:
    """A colleague may have got only its link: an annotation can skip every edit of the service."""
    html = StaticPage(guide, "../").html()
    section = html.split('id="put-back-standard-runtime-pointer"')[1].split("</section>")[0]
    for caution in guide.cautions:
        if "kserve-standard" in caution.stacks:
            assert str(inline(caution.text.text))[:60] in section, caution.id
    assert 'href="#put-back-standard-runtime-edit"' in section
    assert 'href="#put-back-standard-spec"' in section


def test_a_shared_link_leads_to_what_goes_back_for_its_change(guide: Guide) -> None:
    """Without the engine too: each change on each stack has one section, as the plan has it."""
    html = StaticPage(guide, "../").html()
    found = {
        name: unit
        for unit, names in re.findall(r'id="put-back-([^"]+)" data-puts-back="([^"]+)"', html)
        for name in names.split()
    }
    for stack in PLACES:
        for sight in guide.sights:
            seen = Incident(sight.id, stack, when="just-before")
            for aspect in choices(guide, seen):
                name = f"{stack}:{aspect}"
                unit = found.get(f"{sight.id}:{name}") or found[name]
                assert unit == plan(guide, replace(seen, changed=(aspect,))).units[0].id
    assert all(found[f"use:{unit.id}"] == unit.id for unit in guide.units if unit.restores)


def test_without_the_engine_each_suspect_of_the_first_look_leads_to_what_puts_it_back(
    guide: Guide,
) -> None:
    static = StaticPage(guide, "../").html()
    for sight in guide.sights:
        for stack in PLACES:
            incident = Incident(sight.id, stack, unnamed="not-sure")
            made = plan(guide, incident)
            look = static.partition(f'id="{sight.id}-on-{stack}"')[2].partition("<b>Yes: </b>")[2]
            yes = look.partition("</p>")[0]
            for aspect in made.seen:
                (unit, *_) = first_back(guide, incident, (aspect,))
                assert f'href="#put-back-{unit.id}"' in yes, (sight.id, stack, aspect)
