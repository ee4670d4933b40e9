"""A case is called by its number, on screen and on printed sheets: it keeps it for good."""

from __future__ import annotations

from decision_tree.engine.model import Guide
from tests.conftest import TESTS

LISTED = (TESTS / "goldens" / "case_numbers.txt").read_text("utf-8").splitlines()
"""Kind, number and id of cases that were published, one a line; a line stays when its case goes."""


def test_no_case_ever_changes_its_number_or_takes_that_of_one_that_is_gone(guide: Guide) -> None:
    listed = {(kind, int(number)): case for kind, number, case in map(str.split, LISTED)}
    numbers = {case: (kind, number) for (kind, number), case in listed.items()}
    for kind, cases in (("scenario", guide.scenarios), ("drill", guide.drills)):
        for case in cases:
            here = (kind, case.number)
            assert listed.get(here, case.id) == case.id
            assert numbers.get(case.id, here) == here
