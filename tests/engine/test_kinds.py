"""Every list of the guide has a row, and each thing has the home of its kind.

That the home is there, tests/website/test_reach.py holds.
"""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from decision_tree.engine.kinds import (
    EVERYWHERE,
    INCIDENT,
    KINDS,
    PAGES,
    PRACTICE,
    ROLLBACK,
    Kind,
    home,
    kind_of,
    rows_of,
)
from decision_tree.engine.model import Guide, Tree
from decision_tree.loader.fields import EVERY_FILE

FILES = {name.replace("*.yml", ""): record for name, record in EVERY_FILE}


def lists() -> dict[str, type]:
    """Every list of things that a guide holds: its way from the guide, and what is in it."""
    found: dict[str, type] = {}
    for prefix, owner in (("", Guide), ("tree.", Tree)):
        for name, hint in get_type_hints(owner).items():
            if args := get_args(hint):
                found[f"{prefix}{name}"] = args[0]
    found.pop("tree.bounds")  # one thing or none
    return found


def test_every_list_of_the_guide_has_a_row_and_no_row_is_of_anything_else() -> None:
    assert {kind.list: kind.type for kind in KINDS} == lists()
    assert len({kind.type for kind in KINDS}) == len(KINDS)
    assert len({kind.name for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_row_is_of_a_content_file_and_of_data_that_there_is(kind: Kind) -> None:
    record = FILES[kind.file]
    assert kind.file.endswith("/") or kind.field in {field.name for field in record.fields}
    assert kind.sent in (EVERYWHERE, PRACTICE, INCIDENT, ROLLBACK, PAGES)


def test_a_thing_has_the_home_of_its_kind_and_a_part_of_one_has_none(guide: Guide) -> None:
    for kind in KINDS:
        for thing in rows_of(guide, kind):
            assert kind_of(thing) == kind
            assert bool(home(thing)) == bool(kind.home)
    assert home(guide.units[0]) == f"rollback/{guide.units[0].stack}/#{guide.units[0].id}"
    assert home(guide.tree.questions[0].options[0]) == ""
    assert home(guide.scenarios[0], answered=True) == (
        f"practice-answers/#scenario-{guide.scenarios[0].id}"
    )
    assert home(guide.claims[0], answered=True) == f"claims/#{guide.claims[0].id}"
