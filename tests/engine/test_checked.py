"""How old the statements behind a result are, from the reader's own day."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.checked import RECORD_DAYS, age, behind, last_checked, long_ago
from decision_tree.engine.decide_page import View
from decision_tree.engine.link import State, decode, encode
from decision_tree.engine.model import Claim, Guide
from decision_tree.engine.walk import paths
from tests.conftest import published
from tests.reading import elements

RESULT = "v=2&shape=graph&pager=can"
CHECKED = "2026-11-23"
"""When each claim of the small guide was checked."""
LAST, AFTER = "2027-11-23", "2027-11-24"
"""The last day on which that is recent enough, and the first on which it is not."""


@given(st.dates(), st.dates())
def test_an_age_counts_days_as_the_calendar_does(day: datetime.date, today: datetime.date) -> None:
    assert age(day.isoformat(), today.isoformat()) == (today - day).days


@pytest.mark.parametrize("today", ["", "today", "2027-11", "27-11-2028", "2028-11-23T00:00"])
def test_without_a_day_nothing_is_old(today: str) -> None:
    assert age("2020-01-01", today) == 0


def claims(*days: str) -> list[Claim]:
    """Claims that were checked on these days."""
    claim = published().claims[0]
    return [replace(claim, checked=day) for day in days]


@pytest.mark.parametrize(
    ("days", "today", "when", "old"),
    [
        ((), AFTER, "", ""),
        ((CHECKED,), LAST, f"Last checked {CHECKED}", ""),
        ((CHECKED,), AFTER, "Checked over a year ago", f"the statements {{}}, on {CHECKED}."),
        ((CHECKED,), "", f"Last checked {CHECKED}", ""),
        (
            ("2026-11-01", CHECKED),
            AFTER,
            "Checked over a year ago",
            f"the statements {{}}, last on {CHECKED}.",
        ),
        (
            ("2027-01-01", CHECKED, "2026-11-01"),
            AFTER,
            "Last checked 2027-01-01",
            f"2 of 3 statements {{}}, last on {CHECKED}.",
        ),
    ],
)
def test_a_check_is_old_after_a_year(
    days: tuple[str, ...], today: str, when: str, old: str
) -> None:
    assert last_checked(claims(*days), today) == when
    said = old.format("behind this result over a year ago")
    assert long_ago(claims(*days), today) == (f"We checked {said}" if old else "")


def shown(guide: Guide, fragment: str, today: str) -> str:
    """What a result says on this day."""
    html = View(guide).page(decode(guide.tree, fragment), today).html
    return " ".join(each.text for each in elements(html))


def test_a_result_says_how_to_check_it_again_once_its_reasons_are_old(small: Guide) -> None:
    for today in ("", LAST):
        assert "Look at their sources again" not in shown(small, RESULT, today)
    told = f"behind this result over a year ago, on {CHECKED}. Look at their sources again"
    assert told in shown(small, RESULT, AFTER)


def test_every_result_of_the_guide_says_when_it_was_checked(guide: Guide) -> None:
    for outcome in guide.tree.outcomes:
        path = next(each for each in paths(guide.tree) if each.outcome == outcome.id)
        fragment = encode(State(guide.tree.version, path.answers))
        newest = max((each.checked for each in behind(guide, outcome)), default="")
        assert (f"Last checked {newest}" in shown(guide, fragment, newest)) == bool(newest)
        later = shown(guide, fragment, "2099-01-01")
        assert ("Checked over a year ago" in later) == bool(newest)
        assert "How to check this result again" in later


def test_a_year_is_as_long_for_a_result_as_for_a_record() -> None:
    assert age(CHECKED, LAST) == RECORD_DAYS < age(CHECKED, AFTER)


def test_the_page_without_the_engine_gives_the_day_alone(guide: Guide) -> None:
    html = View(guide).static()
    assert "Last checked 20" in html
    assert "over a year ago" not in html
