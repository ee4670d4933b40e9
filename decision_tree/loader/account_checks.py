"""What must hold of public accounts and of the reasons they give; and what the tree makes of them.

An account that a published tree or today's excludes is a fault of the tree or a disagreement with
the team: the one is mended, the other explained, and nothing in between passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path as File
from typing import Any

from ..engine.accounts import FITS, OTHER, Fit, fit, given_answers
from ..engine.model import Account, Guide
from ..engine.walk import Path, paths
from .draft import Draft, Mistake, Where
from .history import FOLDER, MOST_PATHS, path_total, read_table
from .names import named, reference
from .problems import per_cent
from .rows import rows

__all__ = ["Replay", "check_accounts", "check_fits", "mean_share", "replays"]

_MOST = 5
"""Accounts that a message names."""


@dataclass(frozen=True, slots=True)
class Replay:
    """An account against the tree of one version; `early` is the share by facts of before the
    choice alone, None where it states none."""

    account: Account
    version: int
    fit: Fit
    early: Fraction | None


def check_accounts(draft: Draft) -> None:
    """Note every answer and outcome in accounts and reasons that the tree does not have."""
    files = [name for name in draft.data if name.startswith("accounts/")]
    outcomes = set(named(draft, "outcome"))
    for name in files:
        data = draft.data[name]
        if not isinstance(data, dict):
            continue
        _answers(draft, name)
        _targets(draft, name, data, outcomes)
    options = {
        f"{question.get('id')}.{option.get('id')}"
        for where, question in rows(draft, ("tree", "questions"))
        for _, option in rows(draft, (*where, "options"))
    }
    for where, reason in rows(draft, ("reasons", "reasons")):
        for index, what in enumerate(reason.get("bears_on") or []):
            place = (*where, "bears_on", index)
            reference(draft, place, what, options | outcomes, "option or outcome")


def _answers(draft: Draft, name: str) -> None:
    """Today's questions and options exist, each is answered once, and each answer has its fact."""
    options = {
        str(question.get("id")): {str(o.get("id")) for _, o in rows(draft, (*where, "options"))}
        for where, question in rows(draft, ("tree", "questions"))
    }
    facts = len(draft.data[name].get("facts") or [])
    for field in ("answers", "answers_v1"):
        seen: set[Any] = set()
        for where, given in rows(draft, (name, field)):
            question, option = given.get("question"), given.get("option")
            if question in seen:
                message = f"“{question}” is answered above already; keep the answer that is stated"
                draft.problem((*where, "question"), message, "twice")
            seen.add(question)
            if isinstance(given.get("fact"), int) and given["fact"] > facts:
                number = given["fact"]
                message = (
                    f"there is no fact {number}: they are counted from 1 to {facts}; "
                    "name the one that says it"
                )
                draft.problem((*where, "fact"), message, "unknown-fact")
            if field == "answers_v1":
                continue
            place, asked = (*where, "question"), set(options)
            reference(draft, place, question, asked, "question")
            if question in options:
                known = options[question]
                missing = f"{question}={option}"
                reference(draft, (*where, "option"), option, known, "option", missing)


def _targets(draft: Draft, name: str, data: dict[str, Any], outcomes: set[str]) -> None:
    target = data.get("target") or []
    for index, outcome in enumerate(target):
        known = {*outcomes, OTHER}
        reference(draft, (name, "target", index), outcome, known, "outcome")
    if OTHER in target and not data.get("target_word"):
        message = "what they chose is no outcome; say what it is in `target_word`"
        draft.problem((name, "target"), message, "other-unsaid")


def check_fits(guide: Guide) -> Iterator[Mistake]:
    """Each account that today's tree excludes without a word, and a mean that is too low."""
    if not guide.accounts or path_total(guide.tree) > MOST_PATHS:
        return  # a tree with too many paths is refused by the check of its history
    today = tuple(paths(guide.tree))
    found = [_replay(account, guide.tree.version, today) for account in guide.accounts]
    for each in found:
        account, excluded = each.account, each.fit.word == "excluded"
        place: Where = (f"accounts/{account.id}", "target")
        if excluded and not account.explained:
            by = f" by “{each.fit.by[1]}” to “{each.fit.by[0]}”" if each.fit.by else ""
            message = (
                f"the tree excludes what they chose{by}; mend the tree or the reading, or say in "
                "`explained` why it advises otherwise"
            )
            yield Mistake(place, message, "account-excluded")
        if account.explained and not excluded:
            message = f"the tree does not exclude it ({each.fit.word}); remove `explained`"
            yield Mistake((place[0], "explained"), message, "explained-for-nothing")
    least, mean = (guide.tree.bounds.accounts if guide.tree.bounds else 0), mean_share(found)
    if mean is not None and mean * 100 < least:
        message = (
            f"what accounts state of before their choice ends in it in {per_cent(mean)} of random "
            f"completions; at least {least} % are meant, so ask what decides in reality, and let "
            f"accounts answer a new question where they state it ({_lowest(found)})"
        )
        yield Mistake(("tree", "bounds", "accounts"), message, "bound")


def _lowest(found: list[Replay]) -> str:
    """The accounts that are furthest from what was chosen, each with its share."""
    counted = ((each.early, each.account.id) for each in found if _counts(each))
    lowest = sorted((share, name) for share, name in counted if share is not None)[:_MOST]
    return "lowest: " + ", ".join(f"“{name}” {per_cent(share)}" for share, name in lowest)


def replays(guide: Guide, content: File) -> tuple[Replay, ...]:
    """Every account against today's tree and each published one, the oldest version first.

    Version 1 asked otherwise, so accounts have answers of its own for it. To each version since,
    they give today's answers; one to a question that the version does not ask counts for nothing.
    Raises OSError or ValueError when a published table below `content` cannot be read.
    """
    if not guide.accounts:
        return ()
    today = guide.tree.version
    known = {
        version: tuple(_published(content / FOLDER / f"v{version}.txt"))
        for version in range(1, today)
    }
    known[today] = tuple(paths(guide.tree))
    return tuple(
        _replay(account, version, ways)
        for version, ways in known.items()
        for account in guide.accounts
    )


def mean_share(found: list[Replay] | tuple[Replay, ...]) -> Fraction | None:
    """The mean of `early` over the accounts that state something of before and have an outcome."""
    shares = [each.early for each in found if each.early is not None and _counts(each)]
    return sum(shares, Fraction(0)) / len(shares) if shares else None


def _counts(each: Replay) -> bool:
    """Whether the mean counts this account: it states something of before, and has an outcome."""
    return each.early is not None and each.fit.word != FITS[-1]


def _replay(account: Account, version: int, known: tuple[Path, ...]) -> Replay:
    target = account.target_v1 if version == 1 else account.target
    early = given_answers(account, version, before=True)
    share = fit(known, early, target).share if early else None
    return Replay(account, version, fit(known, given_answers(account, version), target), share)


def _published(file: File) -> Iterator[Path]:
    for answers, outcome in read_table(file).items():
        pairs = (pair.partition("=") for pair in answers.split("&"))
        yield Path(tuple((question, option) for question, _, option in pairs), outcome)
