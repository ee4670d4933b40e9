"""The questions about what was changed, and about what was put back in vain."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from decision_tree.engine.display_names import STACK_NAMES
from decision_tree.engine.incident.page import IncidentView
from decision_tree.engine.incident.plan import plan
from decision_tree.engine.incident.questions import ASKED, PUT_BACK, WHICH_MODE, WHICH_STACK
from decision_tree.engine.incident.state import (
    MOST_CHANGED,
    Incident,
    decode_incident,
    encode_incident,
)
from decision_tree.engine.incident.static_page import StaticPage
from decision_tree.engine.markup import escape
from decision_tree.engine.model import Guide

from .shown import shown, title


def test_more_than_one_change_can_be_named_up_to_the_most(guide: Guide) -> None:
    add = "Something else was changed too"
    changed = ("prompt", "index", "route")[:MOST_CHANGED]
    one = Incident("wrong", "ray-serve", changed[:1], when="just-before")
    assert add in shown(guide, one)
    again = shown(guide, replace(one, again=True))
    assert "What else was changed?" in again
    assert 'changed=prompt,index"' in again
    assert "Not sure" not in re.sub(r"(?s)<section class=\"dt-answers.*", "", again)
    assert add not in shown(guide, replace(one, changed=changed))
    assert add not in shown(guide, Incident("wrong", "ray-serve", unnamed="not-sure"))


def test_of_several_changes_it_is_asked_when_they_were_made_and_back_takes_the_last_one_back(
    guide: Guide,
) -> None:
    """What was changed the day before does not go back as what was changed last."""
    one, both = (Incident("wrong", "ray-serve", ("prompt", "index")[:most]) for most in (1, 2))
    assert title(guide, one) == ASKED["when"]
    assert title(guide, both) == "When were these changed?"
    assert "All of these, in the hour before." in shown(guide, both)
    assert "All of these" not in shown(guide, one)
    for aspect in both.changed:
        alone = encode_incident(replace(one, changed=(aspect,), when="just-before"))
        assert f'href="#{escape(alone)}"' in shown(guide, both)
    left = encode_incident(replace(one, again=True))
    assert f'class="dt-back" href="#{escape(left)}"' in shown(guide, both)
    assert plan(guide, replace(both, when="earlier")).look


def test_after_a_rollback_in_vain_it_is_asked_what_was_put_back(guide: Guide) -> None:
    """What was changed matters less then: the plan goes on with what was not put back yet."""
    begun = Incident("still-bad", "kserve-standard")
    assert title(guide, begun) == PUT_BACK
    href = encode_incident(replace(begun, unnamed="not-sure", tried=("runtime-image",)))
    assert f'href="#{escape(href)}"' in shown(guide, begun)
    made = plan(guide, replace(begun, unnamed="not-sure", tried=("runtime-image",)))
    assert "runtime-image" not in (*made.bad, *(each for each, _ in made.suspects))
    assert ASKED["when"] not in shown(guide, replace(begun, unnamed="not-sure", tried=("prompt",)))
    assert (
        title(guide, replace(begun, changed=("prompt",), when="earlier", again=True))
        == "What else was changed?"
    )


@pytest.mark.parametrize("stack", STACK_NAMES)
def test_what_was_named_as_changed_is_what_was_put_back_where_that_is_asked(
    guide: Guide, stack: str
) -> None:
    """No link and no changed answer leads somebody to put back again what they just put back."""
    link = f"v=1&sees=still-bad&stack={stack}&changed=runtime-image"
    incident, notes = decode_incident(guide, link)
    assert (incident.changed, incident.tried, notes) == ((), ("runtime-image",), ())
    html = IncidentView(guide).page(link, "").html
    assert ASKED["when"] not in html
    made = plan(guide, incident)
    assert "runtime-image" not in (*made.bad, *(each for each, _ in made.suspects))
    changed = Incident("", stack, ("runtime-image",), when="just-before")
    ways = re.findall(r'href="#([^"]*sees=still-bad[^"]*)"', shown(guide, changed))
    assert ways == [escape(encode_incident(replace(incident, sight="still-bad")))]


def test_two_things_that_kubectl_lists_tell_the_stack_and_the_mode(guide: Guide) -> None:
    for html in (shown(guide, Incident("errors")), StaticPage(guide, "../").html()):
        assert escape(WHICH_STACK) in html
        assert escape(WHICH_MODE) in html
        assert ".status.deploymentMode" in html
