"""A start for an account of what a team chose: one fact of its source, and one answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..engine.model import Guide, Question
from ..engine.walk import walk
from ..loader.fields import UNWRITTEN
from .starts import check_id, written

__all__ = ["new_account"]


def new_account(guide: Guide, name: str, today: str, content: Path) -> Path:
    """Write accounts/NAME.yml, with one fact and one answer, and return its path.

    `today` is the day on which the source is read. Raises StartError as `new_claim` does.
    """
    check_id(name, {account.id for account in guide.accounts})
    first = guide.tree.question_by_id[guide.tree.start]
    option = max(first.options, key=lambda each: len(_possible(guide, first, each.id)))
    target = _possible(guide, first, option.id)[0]
    lines = _account_lines(name, today, first.id, option.id, target)
    return written(content / "accounts" / f"{name}.yml", lines)


def _possible(guide: Guide, question: Question, option: str) -> tuple[str, ...]:
    return tuple(outcome.id for outcome in walk(guide.tree, {question.id: option}).possible)


def _account_lines(name: str, today: str, question: str, option: str, target: str) -> Iterator[str]:
    yield "# yaml-language-server: $schema=../schema/account.json"
    yield f"# Replace every {UNWRITTEN}, and the answer. Answer only what the source states."
    yield f"id: {name}"
    yield f"who: {UNWRITTEN} The team"
    yield f"source: {UNWRITTEN}/{UNWRITTEN}:{UNWRITTEN}@{UNWRITTEN}"
    yield f'date: "{UNWRITTEN}"'
    yield f'read: "{today}"'
    yield "chose: neither"
    yield f"chose_detail: {UNWRITTEN} What they chose, in a sentence."
    yield "word: own"
    yield f"stage: {UNWRITTEN} production or a trial"
    yield "facts:"
    yield f"  - text: {UNWRITTEN} What the source states, in our own words."
    yield f"    place: {UNWRITTEN} Where in the source it stands"
    yield '    before: "unclear"'
    yield f"open: {UNWRITTEN} What the tree asks and the source leaves open."
    yield "answers:"
    yield f"  - {{question: {question}, option: {option}, fact: 1}}"
    yield f"target: [{target}]"
