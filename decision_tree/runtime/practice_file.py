"""Practice and incidents in files of their own: their pages bring them to the engine, and nobody
else pays for them.

Scenarios, drills and what both kinds of page say of rollbacks lie apart, so that an edit of one
makes a reader who was here fetch no more than that one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from ..engine.codec import to_data
from ..engine.kinds import EVERYWHERE, INCIDENT, KINDS, PRACTICE, ROLLBACK, Kind, rows_of
from ..engine.model import Account, Guide
from ..loader.claim_uses import places

__all__ = ["incident_files", "practice_files", "without_practice"]


def without_practice(guide: Guide) -> Guide:
    """The guide as the quiz needs it: without practice, and without what only pages show."""
    gone: dict[str, Any] = {kind.list: () for kind in KINDS if kind.sent != EVERYWHERE}
    return replace(guide, **gone, accounts=tuple(map(_name_and_target, guide.accounts)))


def _name_and_target(account: Account) -> Account:
    """What a result says of an account: who it was, and what they chose."""
    return Account(
        id=account.id,
        who=account.who,
        source="",
        date=account.date,
        read="",
        chose=account.chose,
        chose_detail="",
        word="",
        stage="",
        open="",
        facts=(),
        answers=(),
        target=account.target,
    )


def _once(make: Callable[[Guide], dict[str, str]]) -> Callable[[Guide], dict[str, str]]:
    """`make`, which keeps what it made of a guide until it is asked for another's: each page that
    brings a file asks for all of them, to name it."""
    kept: list[tuple[Guide, dict[str, str]]] = []

    @wraps(make)
    def made(guide: Guide) -> dict[str, str]:
        if not kept or kept[0][0] is not guide:
            kept[:] = [(guide, make(guide))]
        return dict(kept[0][1])

    return made


@_once
def practice_files(guide: Guide) -> dict[str, str]:
    """The files that the pages of practice bring, content by name."""
    known = _known(guide)
    cases = (_file(guide, kind.list, (kind,), known) for kind in KINDS if kind.sent == PRACTICE)
    return dict((_rollback_file(guide, known), *cases))


@_once
def incident_files(guide: Guide) -> dict[str, str]:
    """The files that the page of an incident brings, content by name."""
    known = _known(guide)
    own = tuple(kind for kind in KINDS if kind.sent == INCIDENT)
    return dict((_rollback_file(guide, known), _file(guide, INCIDENT, own, known)))


def _known(guide: Guide) -> frozenset[str]:
    """The claims that the engine's guide cites before any file is brought."""
    return frozenset(name for name, relied in places(without_practice(guide)).items() if relied)


def _rollback_file(guide: Guide, known: frozenset[str]) -> tuple[str, str]:
    return _file(guide, "rollback", tuple(kind for kind in KINDS if kind.sent == ROLLBACK), known)


def _file(
    guide: Guide, called: str, kinds: tuple[Kind, ...], known: frozenset[str]
) -> tuple[str, str]:
    """Name and content of a file that `browser.Engine.bring` takes; the name ends in a hash of it.

    It holds the claims that its things cite, without those that are `known` to the engine.
    """
    rows: dict[str, Any] = {kind.list: rows_of(guide, kind) for kind in kinds}
    cited = places(Guide(guide.tree, guide.claims, **rows))
    parts = {
        "claims": tuple(each for each in guide.claims if cited[each.id] and each.id not in known),
        **rows,
    }
    text = json.dumps({name: to_data(each) for name, each in parts.items()}, ensure_ascii=False)
    return f"{called}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.json", text
