"""What must hold across the content: names are unique, references meet, the tree is sound.

Each check is a function from a draft to problems noted on it; a draft may have holes where the
loader has already complained, and the checks step over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..engine.kinds import KINDS
from ..engine.model import ACTING, EVIDENCE, Retired
from .check_names import Tag
from .draft import Draft, Where
from .fields import DECISIONS, PRODUCTS, VERSION_PATTERN
from .problems import article, did_you_mean, shortened

__all__ = ["check_draft", "ids", "nodes_of", "reference", "rows"]

MOST_STEPS = 12  # of a loop, in a message

Edges = dict[str, list[tuple[str, Where]]]
"""For each question the nodes its options lead to, with the place of each `to`."""


def check_draft(draft: Draft) -> None:
    """Note on `draft` everything that is wrong across values."""
    nodes = nodes_of(draft)
    _unique_rows(draft)
    _decisions(draft)
    claims = set(ids(draft, ("claims", "claims")))
    _evidence(draft)
    _claim_references(draft, claims)
    _plain_texts(draft)
    questions = set(ids(draft, ("tree", "questions")))
    start = draft.data["tree"].get("start")
    reference(draft, ("tree", "start"), start, questions, "question", "unknown-question")
    asked = questions | set(ids(draft, ("tree", "gates")))
    for where, item in rows(draft, ("tables", "checklist")):
        name = item.get("question")
        reference(draft, (*where, "question"), name, asked, "question", "unknown-question")
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
    for index, row in enumerate(value or []):
        if isinstance(row, dict):
            yield (*where, index), row


def ids(draft: Draft, where: Where) -> dict[str, Where]:
    """The ids of a list's rows; a second row with the same id is a problem."""
    found: dict[str, Where] = {}
    for place, row in rows(draft, where):
        name = row.get("id")
        if name is None:
            continue
        if name in found:
            message = f"the id “{name}” is taken ({draft.place(found[name])}); choose another"
            draft.problem((*place, "id"), message, "duplicate-id")
        else:
            found[name] = place
    return found


def nodes_of(draft: Draft) -> dict[str, Where]:
    """Every question and outcome; both are targets of options, so they share one set of ids."""
    nodes = ids(draft, ("tree", "questions"))
    for name, place in ids(draft, ("tree", "outcomes")).items():
        if name in nodes:
            message = f"“{name}” is a question already ({draft.place(nodes[name])}); rename one"
            draft.problem((*place, "id"), message, "duplicate-id")
        else:
            nodes[name] = place
    return nodes


def _unique_rows(draft: Draft) -> None:
    for kind in KINDS:
        file = kind.file.removesuffix(".yml")
        if kind.type is not Retired and isinstance(draft.data.get(file), dict):
            ids(draft, (file, kind.field))  # a retired id may stand once for each question
    for where, _ in rows(draft, ("tree", "questions")):
        ids(draft, (*where, "options"))


def _decisions(draft: Draft) -> None:
    found = tuple(ids(draft, ("tables", "decisions")))
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


def _claim_references(draft: Draft, known: set[str]) -> None:
    for file_name in ("tree", "tables", "depth"):
        for where, claim in _cited(draft.data.get(file_name), (file_name,)):
            reference(draft, where, claim, known, "claim", "unknown-claim")


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


def _cited(value: Any, where: Where) -> Iterator[tuple[Where, Any]]:
    """Every entry of every list called claims below `value`."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _cited(item, (*where, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "claims" and isinstance(item, list):
                yield from (((*where, key, index), claim) for index, claim in enumerate(item))
            else:
                yield from _cited(item, (*where, key))


def reference(draft: Draft, where: Where, name: Any, known: set[str], kind: str, tag: Tag) -> None:
    """Note a problem when `name` is none of the ids that are `known`."""
    if isinstance(name, str) and name not in known:
        message = f"there is no {kind} “{shortened(name)}”; {did_you_mean(name, known)}"
        draft.problem(where, message, tag)


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
        reference(draft, (*where, "of"), of, questions, "question", "unknown-question")


def _became(draft: Draft, where: Where, was: str, known: set[Key]) -> None:
    """What took the place of an id exists, or is retired and says what took its own."""
    became = draft.data["tree"]["retired"][where[-1]].get("became")
    if was == "option":
        names = {f"{of}={name}" for kind, of, name in known if kind == "option"}
        reference(draft, (*where, "became"), became, names, "answer", "unknown-option")
    else:
        names = {name for kind, _, name in known if kind != "option"}
        kind = "question or outcome"
        reference(draft, (*where, "became"), became, names, kind, "unknown-target")


def _edges(draft: Draft, nodes: dict[str, Where]) -> Edges:
    edges: Edges = {}
    known = set(nodes)
    for where, question in rows(draft, ("tree", "questions")):
        targets = edges.setdefault(str(question.get("id")), [])
        for place, option in rows(draft, (*where, "options")):
            target = option.get("to")
            kind = "question or outcome"
            reference(draft, (*place, "to"), target, known, kind, "unknown-target")
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
            draft.problem((*where, "id"), message, "unreachable")


def _every_answer_matters(draft: Draft, edges: Edges) -> None:
    for where, question in rows(draft, ("tree", "questions")):
        targets = [target for target, _ in edges.get(str(question.get("id")), ())]
        if len(targets) == len(question.get("options") or []) > len(set(targets)) == 1:
            only = targets[0]
            message = f"every answer leads to “{only}”, so asking changes nothing; remove it"
            draft.problem((*where, "id"), message, "pointless-question")
