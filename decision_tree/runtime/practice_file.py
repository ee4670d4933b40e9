"""Practice and incidents in files of their own: their pages bring them to the engine, and nobody
else pays for them.

Scenarios, drills and what both kinds of page say of rollbacks lie apart, so that an edit of one
makes a reader who was here fetch no more than that one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
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


def practice_files(guide: Guide) -> dict[str, str]:
    """The files that the pages of practice bring, content by name."""
    cases = (_file(guide, kind.list, (kind,)) for kind in KINDS if kind.sent == PRACTICE)
    return dict((_rollback_file(guide), *cases))


def incident_files(guide: Guide) -> dict[str, str]:
    """The files that the page of an incident brings, content by name."""
    own = tuple(kind for kind in KINDS if kind.sent == INCIDENT)
    return dict((_rollback_file(guide), _file(guide, INCIDENT, own)))


def _rollback_file(guide: Guide) -> tuple[str, str]:
    return _file(guide, "rollback", tuple(kind for kind in KINDS if kind.sent == ROLLBACK))


def _file(guide: Guide, called: str, kinds: tuple[Kind, ...]) -> tuple[str, str]:
    """Name and content of a file that `browser.Engine.bring` takes; the name ends in a hash of it.

    It holds the claims that its things cite and the rest of the engine's guide does not.
    """
    rows: dict[str, Any] = {kind.list: rows_of(guide, kind) for kind in kinds}
    known = places(without_practice(guide))
    cited = places(Guide(guide.tree, guide.claims, **rows))
    parts = {
        "claims": tuple(each for each in guide.claims if cited[each.id] and not known[each.id]),
        **rows,
    }
    text = json.dumps({name: to_data(each) for name, each in parts.items()}, ensure_ascii=False)
    return f"{called}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.json", text
