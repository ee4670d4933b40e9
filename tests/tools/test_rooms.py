"""When the rooms of the build half are covered well enough."""

from __future__ import annotations

import pytest

from tests.tools.rooms import ROOMS, Room


@pytest.mark.parametrize(
    ("ran", "taken", "good"), [(95, 19, True), (94, 20, False), (100, 18, False)]
)
def test_a_room_needs_95_percent_of_its_statements_and_of_its_branches(
    ran: int, taken: int, good: bool
) -> None:
    assert Room("loader", 100, ran, 20, taken).good is good


def test_the_rooms_of_the_build_half_are_judged_one_by_one() -> None:
    assert {"loader", "editing", "runtime", "website"} < set(ROOMS)
