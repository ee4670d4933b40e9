"""Days are read in one form, and none is taken for one that the calendar lacks."""

from __future__ import annotations

import datetime

import pytest

from decision_tree.loader.days import day_of, latest_day


def test_a_day_is_read_as_it_is_written() -> None:
    assert day_of("2026-11-23") == datetime.date(2026, 11, 23)
    assert day_of("2028-02-29") == datetime.date(2028, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-02-29",
        "2026-02-31",
        "2026-13-01",
        "2026-00-10",
        "0000-01-01",
        "2026-1-2",
        "today",
        "20261123",
        "2026-W48-1",
        "2026-11-23 ",
        "٢٠٢٦-١١-٢٣",
        "2026-11-23T09:00",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_of(text) is None


def test_the_latest_day_is_tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somewhere it is tomorrow already; the clock may strike between the two calls."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    before = datetime.datetime.now(datetime.UTC).date()
    latest = day_of(latest_day())
    after = datetime.datetime.now(datetime.UTC).date()
    one = datetime.timedelta(days=1)
    assert latest in (before + one, after + one)


@pytest.mark.parametrize("epoch", ["", "soon", "²", "9" * 20])
def test_an_epoch_that_is_no_number_counts_for_nothing(
    monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert day_of(latest_day())


def test_a_clock_behind_the_last_commit_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4102444800")  # 2100-01-01
    assert latest_day() == "2100-01-02"
