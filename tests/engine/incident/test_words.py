"""What a plan says of a unit."""

from __future__ import annotations

from decision_tree.engine.incident.words import parts_of
from decision_tree.engine.model import Guide, Unit


def test_what_is_said_of_a_unit_names_how_one_knows_for_what_is_bad(guide: Guide) -> None:
    def known(unit: Unit, *bad: str) -> list[str]:
        part = next(p for p in parts_of(guide, unit, bad) if p.label == "It worked when")
        return [said.text for said in part.said]

    unit = guide.unit_by_id["standard-spec"]
    assert known(unit, "transformer") == [guide.aspect_by_id["transformer"].know.text]
    assert len(known(unit)) == len(unit.restores)
    assert len(known(unit, "prompt")) == len(unit.restores)
