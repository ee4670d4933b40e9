"""Ids in links to a rollback plan: each that was published is read for ever."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from decision_tree.engine.incident.state import decode_incident
from decision_tree.engine.kinds import KINDS
from decision_tree.engine.model import Guide, RetiredUnit
from decision_tree.loader.fields import _RETIRED_UNIT, Choice
from decision_tree.loader.history import FOLDER
from decision_tree.loader.load import CONTENT
from decision_tree.loader.rollback_ids import LISTED, check_rollback_ids, rollback_ids

FIELD = {"aspect": "changed", "sight": "sees", "first look": "yes", "unit": "use"}
"""Where an id of each kind stands in a link."""


def test_each_kind_whose_ids_are_lasting_can_be_retired() -> None:
    lasting = {kind.name for kind in KINDS if kind.in_plan}
    was = {each.name: each for each in _RETIRED_UNIT.fields}["was"].shape
    assert isinstance(was, Choice)
    assert set(was.words) == lasting == FIELD.keys()


def kept(folder: Path, *lines: str) -> Path:
    """A content folder with this list."""
    (folder / FOLDER).mkdir()
    (folder / FOLDER / LISTED).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return folder


def test_every_id_that_was_published_is_still_read(guide: Guide) -> None:
    for line in (CONTENT / FOLDER / LISTED).read_text("utf-8").splitlines():
        kind, _, name = line.rpartition(" ")
        if kind in FIELD:
            _, notes = decode_incident(guide, f"v=1&{FIELD[kind]}={name}")
            assert not any("There is no" in note for note in notes), line


def test_a_new_id_has_to_be_listed(guide: Guide, tmp_path: Path) -> None:
    lines = rollback_ids(guide)
    assert list(check_rollback_ids(guide, kept(tmp_path, *lines[:-1]))) != []
    told = [each.message for each in check_rollback_ids(guide, tmp_path)]
    assert told == [f"“{lines[-1]}” is new; add that line here"]


def test_an_id_that_left_has_to_be_retired(guide: Guide, tmp_path: Path) -> None:
    folder = kept(tmp_path, *rollback_ids(guide), "aspect weights")
    (found,) = check_rollback_ids(guide, folder)
    assert (found.tag, found.message) == (
        "rollback-ids",
        "“aspect weights” stands in links; put it back, or list it under `retired_units`: "
        '{id: weights, was: aspect, since: "YYYY-MM-DD", reason: why it went}',
    )
    gone = RetiredUnit("weights", "aspect", "2026-12-01", "It was renamed.", "model-artefact")
    assert list(check_rollback_ids(replace(guide, retired_units=(gone,)), folder)) == []


def test_a_guide_without_a_list_keeps_none(guide: Guide, tmp_path: Path) -> None:
    assert list(check_rollback_ids(guide, tmp_path)) == []
