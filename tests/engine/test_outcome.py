"""An outcome's sections, whole and in part."""

from __future__ import annotations

from decision_tree.engine.model import Guide
from decision_tree.engine.outcome import Rows, only, sections, without


def test_a_section_can_be_shown_by_what_stands_under_one_label(guide: Guide) -> None:
    for outcome in guide.tree.outcomes:
        signals = sections(outcome, ())["signals"]
        owners, notes = only(signals, "Owner").body, without(signals, "Owner").body
        assert isinstance(owners, Rows)
        assert isinstance(notes, Rows)
        assert [row.name for row in owners.rows] == [each.signal for each in outcome.autoscaling]
        assert [row.name for row in notes.rows] == [
            each.signal for each in outcome.autoscaling if each.note
        ]
        assert all(said for rows in (owners, notes) for row in rows.rows for _, said in row.said)


def test_a_section_without_labels_stays_as_it_is(guide: Guide) -> None:
    steps = sections(guide.tree.outcomes[0], ())["steps"]
    assert only(steps, "Owner") == without(steps, "Owner") == steps
