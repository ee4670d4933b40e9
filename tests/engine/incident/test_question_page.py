"""The questions about what was changed, and about what was put back in vain."""

from __future__ import annotations

import re
from dataclasses import replace

from decision_tree.engine.incident.plan import plan
from decision_tree.engine.incident.questions import ASKED, PUT_BACK
from decision_tree.engine.incident.state import MOST_CHANGED, Incident, encode_incident
from decision_tree.engine.markup import escape
from decision_tree.engine.model import Guide

from .shown import shown, title


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
