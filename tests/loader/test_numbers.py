"""A case is called by its number, on screen and on printed sheets: it keeps it for good."""

from __future__ import annotations

from decision_tree.engine.model import Guide
from decision_tree.loader.case_checks import published_numbers
from decision_tree.loader.load import CONTENT


def test_no_case_ever_changes_its_number_or_takes_that_of_one_that_is_gone(guide: Guide) -> None:
    listed = published_numbers(CONTENT)
    numbers = {case: (kind, number) for (kind, number), case in listed.items()}
    for kind, cases in (("scenario", guide.scenarios), ("drill", guide.drills)):
        for case in cases:
            here = (kind, case.number)
            assert listed.get(here, case.id) == case.id
            assert numbers.get(case.id, here) == here
