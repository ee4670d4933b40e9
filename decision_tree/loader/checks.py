"""What must hold across the content: claims rest on what acts, and the tree is sound.

Each check is a function from a draft to problems noted on it; a draft may have holes where the
loader has already complained, and the checks step over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..engine.model import ACTING, EVIDENCE
from .claim_versions import fits, version_of
from .draft import Draft, Where
from .fields import DECISIONS, NODE, PRODUCTS, VERSION_PATTERN
from .names import named, reference
from .problems import article, shortened

__all__ = ["check_draft", "listed", "once", "rows"]

MOST_STEPS = 12  # of a loop, in a message

Edges = dict[str, list[tuple[str, Where]]]
"""For each question the nodes its options lead to, with the place of each `to`."""


def check_draft(draft: Draft) -> None:
    """Note on `draft` everything that is wrong across values."""
    nodes = named(draft, NODE)
    _decisions(draft)
    _evidence(draft)
    _sources(draft)
    _plain_texts(draft)
    _retired(draft)
    edges = _edges(draft, nodes)
    if not _cycles(draft, edges):
        _every_answer_matters(draft, edges)
        if _whole(draft, edges):
            _reachable(draft, edges, nodes)


def rows(draft: Draft, where: Where) -> Iterator[tuple[Where, dict[str, Any]]]:
    """The mappings of the list at `where`, each with its own place."""
    value: Any = draft.data
    for part in where:
        if isinstance(part, int):
            value = value[part]
        else:
            value = value.get(part) if isinstance(value, dict) else None
    for index, row in listed(value):
        if isinstance(row, dict):
            yield (*where, index), row


def listed(items: Any) -> Iterator[tuple[int, Any]]:
    """What is in a list, each with its number; nothing of what is none."""
    return iter(enumerate(items if isinstance(items, list) else ()))


def once(draft: Draft, where: Where, items: Any, key: str = "") -> None:
    """Each text of the list at `where`, or under `key` in its mappings, stands there once."""
    seen: set[str] = set()
    for index, item in listed(items):
        name = item.get(key) if key and isinstance(item, dict) else item
        if not isinstance(name, str):
            continue
        if name in seen:
            place = (*where, index, key) if key else (*where, index)
            draft.problem(place, f"“{name}” stands here twice; keep one", "named-twice")
        seen.add(name)


def _decisions(draft: Draft) -> None:
    found = tuple(row.get("id") for _, row in rows(draft, ("tables", "decisions")))
    if found != DECISIONS:
        message = f"the comparison needs these rows in this order: {', '.join(DECISIONS)}"
        draft.problem(("tables", "decisions"), message, "decisions")


def _evidence(draft: Draft) -> None:
    """What happens is known from what acts: makers say of their product what they remember."""
    for where, row in rows(draft, ("claims", "claims")):
        evidence = row.get("evidence")
        if row.get("about") == "behaviour" and evidence in EVIDENCE and evidence not in ACTING:
            message = (
                f"this claim tells what happens, and {evidence} is no evidence of that; read "
                "the code that acts or run it, or say in the text who says so and write "
                "about: statement"
            )
            draft.problem((*where, "evidence"), message, "evidence")


def _sources(draft: Draft) -> None:
    """A claim's source is at a version that the claim was checked for."""
    for where, row in rows(draft, ("claims", "claims")):
        version, versions = version_of(str(row.get("source") or "")), str(row.get("versions") or "")
        if version and not fits(versions, version):
            message = (
                f"the source is at version {version}, and the claim was checked for {versions}; "
                "name the source at that version, or the version that was read"
            )
            draft.problem((*where, "source"), message, "source-version")


def _plain_texts(draft: Draft) -> None:
    """Texts that rest on the claims of the whole entry and not on some of their own."""
    for name, fields in (("questions", ("ask", "why")), ("outcomes", ("answer", "suits"))):
        for where, row in rows(draft, ("tree", name)):
            for field in fields:
                named = PRODUCTS.search(str(row.get(field) or ""))
                if named and not row.get("claims"):
                    message = (
                        f"this text names “{named[0]}” and the {name[:-1]} cites no claim; list "
                        "what it rests on in `claims`"
                    )
                    draft.problem((*where, field), message, "uncited")


Key = tuple[str, str, str]
"""What an id named (a question, an option or an outcome), the question of an option, the id."""


def _retired(draft: Draft) -> None:
    used = dict(_used(draft))
    retired: dict[Key, Where] = {}
    for where, row in rows(draft, ("tree", "retired")):
        key = (str(row.get("was")), str(row.get("of") or ""), str(row.get("id")))
        if key in retired:
            message = f"“{key[2]}” is retired twice ({draft.place(retired[key])}); keep one of them"
            draft.problem((*where, "id"), message, "retired-twice")
        retired.setdefault(key, where)
        reused = _same_name(key, used)
        if reused:
            message = f"“{key[2]}” is retired but used ({draft.place(reused)}); take a new id"
            draft.problem((*where, "id"), message, "retired-reused")
        _since(draft, where, row)
    known = {*used, *retired}
    for key, where in retired.items():
        _retired_of(draft, where, key, {name for was, _, name in known if was == "question"})
        _became(draft, where, key[0], known)


def _same_name(key: Key, used: dict[Key, Where]) -> Where:
    """Where the tree uses a retired id: an option's for its question, others for anything."""
    was, _, name = key
    keys = [key] if was == "option" else [("question", "", name), ("outcome", "", name)]
    return next((used[each] for each in keys if each in used), ())


def _used(draft: Draft) -> Iterator[tuple[Key, Where]]:
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


def _edges(draft: Draft, nodes: dict[str, Where]) -> Edges:
    edges: Edges = {}
    for where, question in rows(draft, ("tree", "questions")):
        targets = edges.setdefault(str(question.get("id")), [])
        for place, option in rows(draft, (*where, "options")):
            target = option.get("to")
            if target in nodes:
                targets.append((str(target), (*place, "to")))
    return edges


def _whole(draft: Draft, edges: Edges) -> bool:
    """Whether every option could be read and has a target: only then is unreached unreachable."""
    questions = draft.data["tree"].get("questions") or [None]
    if not all(isinstance(row, dict) and row.get("options") for row in questions):
        return False
    return sum(len(row["options"]) for row in questions) == sum(map(len, edges.values()))


def _cycles(draft: Draft, edges: Edges) -> bool:
    """Note each loop once, by the option that closes it, and say whether there is any."""
    found = False
    state: dict[str, str] = {}
    for root in edges:
        if root in state:
            continue
        trail = [root]
        stack = [iter(edges[root])]
        state[root] = "open"
        while stack:
            target, where = next(stack[-1], ("", ()))
            if not target:
                stack.pop()
                state[trail.pop()] = "done"
            elif state.get(target) == "open":
                found = True
                steps = _steps([*trail[trail.index(target) :], target])
                message = f"this answer closes a loop: {steps}; lead it to a later question"
                draft.problem(where, message, "cycle")
            elif target in edges and target not in state:
                state[target] = "open"
                trail.append(target)
                stack.append(iter(edges[target]))
    return found


def _steps(loop: list[str]) -> str:
    if len(loop) > MOST_STEPS:
        loop = [*loop[: MOST_STEPS // 2], "…", *loop[-MOST_STEPS // 2 :]]
    return " → ".join(loop)


def _reachable(draft: Draft, edges: Edges, nodes: dict[str, Where]) -> None:
    start = draft.data["tree"].get("start")
    if start not in edges:
        return
    seen, queue = {start}, [start]
    while queue:
        for target, _ in edges.get(queue.pop(), ()):
            if target not in seen:
                seen.add(target)
                queue.append(target)
    for name, where in nodes.items():
        if name not in seen:
            kind = "question" if name in edges else "outcome"
            message = f"no answer leads to the {kind} “{name}”; point an option's `to` at it"
            draft.problem(where, message, "unreachable")


def _every_answer_matters(draft: Draft, edges: Edges) -> None:
    for where, question in rows(draft, ("tree", "questions")):
        targets = [target for target, _ in edges.get(str(question.get("id")), ())]
        if len(targets) == len(question.get("options") or []) > len(set(targets)) == 1:
            only = targets[0]
            message = f"every answer leads to “{only}”, so asking changes nothing; remove it"
            draft.problem((*where, "id"), message, "pointless-question")
