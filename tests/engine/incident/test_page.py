"""The pages of an incident: questions with a way on and back, and a plan with all that it needs."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from decision_tree.engine.browser import Engine
from decision_tree.engine.incident.page import IncidentView
from decision_tree.engine.incident.questions import ASKED, known
from decision_tree.engine.incident.state import Incident, encode_incident
from decision_tree.engine.markup import escape, fragments
from decision_tree.engine.model import PLACES, Guide
from decision_tree.runtime.practice_file import incident_files, without_practice

from .shown import shown


def test_four_taps_lead_to_a_plan_with_a_command(guide: Guide) -> None:
    view, fragment = IncidentView(guide), ""
    for number, ask in enumerate(ASKED.values(), 1):
        page = view.page(fragment, "")
        assert page.title == ask
        assert f"Question {number} of 4" in page.html
        options = re.findall(r'class="dt-option" href="#([^"]+)"', page.html)
        fragment = options[4 if ask == ASKED["changed"] else 0].replace("&amp;", "&")
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
    unsure = replace(incident, changed=(), unnamed="not-sure", when="")
    assert "Not sure" in shown(guide, unsure)
    assert known(guide, Incident()) == ()


def test_what_was_looked_at_and_tried_is_listed_and_can_be_taken_back(guide: Guide) -> None:
    begun = Incident("errors", "ray-serve", unnamed="not-sure")
    looked = replace(begun, yes=("pending-cluster",), no=("head-not-ready",), tried=("route",))
    assert known(guide, looked)[-3:] == (
        ("tried", "Put back without success", "Route and traffic weights"),
        ("pending-cluster", "You looked", "Is a second Ray cluster pending? Yes"),
        (
            "head-not-ready",
            "You looked",
            "Is the head of the active cluster missing or not ready? No",
        ),
    )
    html = shown(guide, looked)
    for less in (replace(looked, yes=()), replace(looked, no=()), replace(looked, tried=())):
        assert f'class="dt-change" href="#{escape(encode_incident(less))}"' in html


def test_a_note_on_a_bad_link_stands_above_what_could_be_kept(guide: Guide) -> None:
    page = IncidentView(guide).page("v=1&sees=<script>&stack=ray-serve", "")
    assert "dt-notes" in page.html
    assert "<script>" not in page.html
    assert page.title == ASKED["sees"]


def test_the_engine_shows_incidents_once_their_content_is_brought(guide: Guide) -> None:
    engine = Engine(without_practice(guide), "../")
    files = incident_files(guide)
    assert [name.split("-")[0] for name in files] == ["rollback", "incident"]
    assert engine.bring(*files.values()) == ""
    page = json.loads(engine.render("v=1&sees=errors&stack=ray-serve&changed=not-sure", "incident"))
    assert page["title"].startswith("Look first: ")
    assert "data-fragment" in page["html"]
