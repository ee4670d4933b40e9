"""Days as content, commands and history write them: YYYY-MM-DD, and no day that never was."""

from __future__ import annotations

import datetime
import os
import re

__all__ = ["DAY_EXAMPLE", "DAY_PATTERN", "day_of", "epoch", "latest_day"]

DAY_EXAMPLE = '"2026-11-23"'
DAY_PATTERN = r"\d{4}-\d{2}-\d{2}"


def day_of(text: str) -> datetime.date | None:
    """The day that `text` names, or None when it has another form or the calendar lacks it."""
    if not re.fullmatch(DAY_PATTERN, text, re.ASCII):  # Python also reads weeks, and no hyphens
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def epoch() -> int | None:
    """SOURCE_DATE_EPOCH, in seconds since 1970; None where it is absent, or no number of a day."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if len(text) > _MOST_DIGITS or not (text.isascii() and text.isdigit()):
        return None
    return int(text)


_MOST_DIGITS = 11
"""With more digits, a number of seconds may be beyond the last year that Python knows."""


def latest_day() -> str:
    """The last day on which something can have been done already, as YYYY-MM-DD.

    It is tomorrow, because the author may live east of this machine. A machine whose clock is
    behind the last commit (SOURCE_DATE_EPOCH, which the Makefile sets) takes that day instead.
    """
    now = datetime.datetime.now(datetime.UTC)
    last = max(now, datetime.datetime.fromtimestamp(epoch() or 0, datetime.UTC))
    return (last + datetime.timedelta(days=1)).date().isoformat()
