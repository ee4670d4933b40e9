"""Every mark that the engine brings to a page opens a note that the page has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from decision_tree.engine.browser import Engine
from decision_tree.engine.link import State, encode
from decision_tree.engine.model import Guide
from decision_tree.engine.practice.attempt import encode_attempt, every_attempt
from decision_tree.engine.walk import paths
from decision_tree.website.pages.sources import NEWER
from tests.conftest import ROOT

MARK = re.compile(r'popovertarget="(source-[^"]+)"')
NOTE = re.compile(r'<div popover class="dt-note".*?</div>', re.DOTALL)
LINK = re.compile(r'<a href="([^"]+)">([^<]+)</a>')
SOME = 17
"""Of the attempts at a case, each of this many: neighbours differ in one choice."""

MOST_STATES = 600


def quiz(guide: Guide) -> Iterator[str]:
    """A way to each outcome, from the first question to the result."""
    for outcome in guide.tree.outcomes:
        way = next(path for path in paths(guide.tree) if path.outcome == outcome.id)
        for given in range(len(way.answers)):
            yield encode(State(guide.tree.version, way.answers[:given]))
        yield encode(State(guide.tree.version, way.answers, outcome=outcome.id))


def attempts(guide: Guide, kind: str) -> Iterator[str]:
    """Finished attempts at each case."""
    for case in guide.scenarios if kind == "practice" else guide.drills:
        yield from map(encode_attempt, list(every_attempt(case, guide))[::SOME])


def incidents(engine: Engine) -> Iterator[str]:
    """Plans, by following every link from the first question."""
    left, seen = ["v=1"], {"v=1"}
    while left and len(seen) < MOST_STATES:
        fragment = left.pop(0)
        yield fragment
        ahead = set(json.loads(engine.render(fragment, "incident"))["ahead"]) - seen
        left += sorted(ahead)
        seen |= ahead


@pytest.mark.parametrize("kind", ["decide", "practice", "drills", "incident"])
def test_every_mark_that_the_engine_brings_has_its_note(
    site: Path, guide: Guide, kind: str
) -> None:
    there = set(re.findall(r'id="(source-[^"]+)"', (site / kind / "index.html").read_text("utf-8")))
    engine = Engine(guide, "../")
    if kind == "decide":
        fragments = quiz(guide)
    else:
        fragments = incidents(engine) if kind == "incident" else attempts(guide, kind)
    brought = {
        mark
        for fragment in fragments
        for mark in MARK.findall(json.loads(engine.render(fragment, kind))["html"])
    }
    assert brought
    assert brought - there == set()


def test_each_link_of_a_note_is_named_by_where_it_leads(
    site: Path, pages_to_read: list[str]
) -> None:
    """Who hears the links of a page out of their place can tell one source from another."""
    alike, seen = {}, 0
    for name in pages_to_read:
        file = site / name / "index.html" if name.endswith("/") or not name else site / name
        notes = NOTE.findall(file.read_text("utf-8"))
        leads: dict[str, set[str]] = {}
        for href, told in LINK.findall("".join(notes)):
            leads.setdefault(told, set()).add(href)
        seen += len(leads)
        several = {told: hrefs for told, hrefs in leads.items() if len(hrefs) > 1}
        if several:
            alike[name] = several
    assert not alike
    assert seen > MOST_STATES


def test_the_list_of_sources_introduces_a_note_by_the_words_that_it_begins_with() -> None:
    said = " ".join((ROOT / "docs/claims.md").read_text("utf-8").split())
    assert f"A note “{NEWER}” says what they show." in said
