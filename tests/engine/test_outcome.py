"""An outcome's sections, whole and in part."""

from __future__ import annotations

import pytest

from decision_tree.engine.decide_page import View
from decision_tree.engine.link import State
from decision_tree.engine.model import Guide
from decision_tree.engine.outcome import HEADINGS, OWNER, Rows, only, sections, without
from decision_tree.engine.walk import paths


def test_each_section_has_its_place_in_a_result_and_without_the_engine(guide: Guide) -> None:
    view = View(guide)
    static = view.static()
    for path in paths(guide.tree):
        live = view.page(State(guide.tree.version, path.answers)).html
        assert [name for name, told in HEADINGS.items() if told not in live] == []
    assert [name for name, told in HEADINGS.items() if told not in static] == []


def test_a_section_can_be_shown_by_what_stands_under_one_label(guide: Guide) -> None:
    for outcome in guide.tree.outcomes:
        signals = sections(outcome, ())["signals"]
        owners, notes = only(signals, OWNER).body, without(signals, OWNER).body
        assert isinstance(owners, Rows)
        assert isinstance(notes, Rows)
        assert [row.name for row in owners.rows] == [each.signal for each in outcome.autoscaling]
        assert [row.name for row in notes.rows] == [
            each.signal for each in outcome.autoscaling if each.note
        ]
        assert all(said for rows in (owners, notes) for row in rows.rows for _, said in row.said)


def test_a_section_without_labels_stays_as_it_is(guide: Guide) -> None:
    steps = sections(guide.tree.outcomes[0], ())["steps"]
    assert only(steps, OWNER) == without(steps, OWNER) == steps


def test_a_label_that_a_section_does_not_have_is_an_error(guide: Guide) -> None:
    units = sections(guide.tree.outcomes[0], ())["units"]
    for part in (only, without):
        with pytest.raises(ValueError, match="has no label “Owner”; it has: How, Restores, Leaves"):
            part(units, OWNER)
