"""What a plan says of a unit."""

from __future__ import annotations

import re
from itertools import permutations

from decision_tree.commands.plan import load_with_runs
from decision_tree.engine.incident.words import parts_of, run_said, worked_when
from decision_tree.engine.model import OUTSIDE, Guide, Unit
from decision_tree.loader.load import CONTENT


def test_what_is_said_of_a_unit_names_how_one_knows_for_what_is_bad(guide: Guide) -> None:
    def known(unit: Unit, *bad: str) -> list[str]:
        part = next(p for p in parts_of(guide, unit, bad) if p.label == "It worked when")
        return [said.text for said in part.said]

    unit = guide.unit_by_id["standard-spec"]
    assert known(unit, "transformer") == [guide.aspect_by_id["transformer"].know.text]
    assert len(known(unit)) == len(unit.restores)
    assert len(known(unit, "prompt")) == len(unit.restores)


def test_no_sign_that_it_worked_is_said_twice_whatever_goes_back(guide: Guide) -> None:
    """Of all aspects at once no sentence, nor what stands before its “and”, is in another."""
    every = tuple(aspect.id for aspect in guide.aspects)
    for sight in ("", *guide.sight_by_id):
        said = [each.text for each in worked_when(guide, every, sight)]
        for one, other in permutations(said, 2):
            for sentence in re.split(r"(?<=[.]) |, and ", one):
                assert sentence.strip(". ").lower() not in other.lower(), (sight, one, other)
    fuller = [each.text for each in worked_when(guide, ("model-artefact",), "wrong")]
    assert fuller == [guide.aspect_by_id["model-artefact"].know.text]


def test_a_plan_says_we_read_it_only_of_a_unit_that_rests_on_what_we_checked(guide: Guide) -> None:
    """Of a unit which was not run, as on a new stack, nothing is said that nobody did."""
    for unit in load_with_runs(CONTENT).units:
        if unit.run or unit.served or unit.stack == OUTSIDE:
            continue
        rests_on = {
            guide.claim_by_id[claim].evidence
            for said in (unit.how, unit.leaves, unit.time, unit.otherwise)
            for claim in said.claims
        }
        told = f"{unit.id}: “{run_said('', '')}” Cite a claim from code or a run, or change that."
        assert rests_on & {"code", "run"}, told
