"""What must hold of retired ids: none is used again, and each says what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .draft import Draft, Where
from .fields import NODE, VERSION_PATTERN
from .names import reference
from .problems import article, shortened
from .rows import rows

__all__ = ["Key", "check_retired", "used"]

Key = tuple[str, str, str]
"""What an id named (a question, an option or an outcome), the question of an option, the id."""


def check_retired(draft: Draft) -> None:
    """Note retired ids of the tree that are in use, or that lead nowhere."""
    in_use = dict(used(draft))
    retired: dict[Key, Where] = {}
    for where, row in rows(draft, ("tree", "retired")):
        key = (str(row.get("was")), str(row.get("of") or ""), str(row.get("id")))
        if key in retired:
            message = f"“{key[2]}” is retired twice ({draft.place(retired[key])}); keep one of them"
            draft.problem((*where, "id"), message, "retired-twice")
        retired.setdefault(key, where)
        reused = _same_name(key, in_use)
        if reused:
            message = f"“{key[2]}” is retired but used ({draft.place(reused)}); take a new id"
            draft.problem((*where, "id"), message, "retired-reused")
        _since(draft, where, row)
    known = {*in_use, *retired}
    for key, where in retired.items():
        _retired_of(draft, where, key, {name for was, _, name in known if was == "question"})
        _became(draft, where, key[0], known)


def _same_name(key: Key, in_use: dict[Key, Where]) -> Where:
    """Where the tree uses a retired id: an option's for its question, others for anything."""
    was, _, name = key
    keys = [key] if was == "option" else [("question", "", name), ("outcome", "", name)]
    return next((in_use[each] for each in keys if each in in_use), ())


def used(draft: Draft) -> Iterator[tuple[Key, Where]]:
    """Each id of the tree that stands in links, and its place."""
    for kind in ("questions", "gates"):  # an answer to either stands in links in the same way
        for place, question in rows(draft, ("tree", kind)):
            name = str(question.get("id"))
            yield ("question", "", name), (*place, "id")
            for where, option in rows(draft, (*place, "options")):
                yield ("option", name, str(option.get("id"))), (*where, "id")
    for place, outcome in rows(draft, ("tree", "outcomes")):
        yield ("outcome", "", str(outcome.get("id"))), (*place, "id")


def _since(draft: Draft, where: Where, row: dict[str, Any]) -> None:
    since, version = str(row.get("since")), draft.data["tree"].get("version")
    if version is None or not re.fullmatch(VERSION_PATTERN, since):
        return
    if not 2 <= int(since) <= version:
        able = f"from 2 to {version}" if version > 1 else "which is 2, so raise `version` as well"
        message = (
            f"version {since} cannot have retired this; write the first one without it, {able}"
        )
        if int(since) == version + 1:
            message = f"the tree has version {version} still; raise `version` to {since} as well"
        draft.problem((*where, "since"), message, "unknown-version")


def _retired_of(draft: Draft, where: Where, key: Key, questions: set[str]) -> None:
    was, of, name = key
    if was == "option" and not of:
        message = f"“{shortened(name)}” can be an answer to many questions; add `of` with its own"
        draft.problem((*where, "id"), message, "retired-option")
    elif of and was in ("question", "outcome"):
        message = (
            f"“{shortened(name)}” was {article(was)}, and only an option has `of`; take it out"
        )
        draft.problem((*where, "of"), message, "retired-option")
    elif of:
        reference(draft, (*where, "of"), of, questions, "question")


def _became(draft: Draft, where: Where, was: str, known: set[Key]) -> None:
    """What took the place of an id exists, or is retired and says what took its own."""
    became = draft.data["tree"]["retired"][where[-1]].get("became")
    if was == "option":
        names = {f"{of}={name}" for kind, of, name in known if kind == "option"}
        reference(draft, (*where, "became"), became, names, "answer")
    else:
        names = {name for kind, _, name in known if kind != "option"}
        reference(draft, (*where, "became"), became, names, NODE)
