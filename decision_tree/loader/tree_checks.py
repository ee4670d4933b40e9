"""What must hold of the ways through the tree: no loop, nothing out of reach, no idle question."""

from __future__ import annotations

from .draft import Draft, Where
from .fields import NODE
from .names import named
from .rows import rows

__all__ = ["check_tree"]

MOST_STEPS = 12  # of a loop, in a message

Edges = dict[str, list[tuple[str, Where]]]
"""For each question the nodes its options lead to, with the place of each `to`."""


def check_tree(draft: Draft) -> None:
    """Note loops, nodes that no answer leads to, questions whose answers all lead to one, and
    answers that say something else to a question in the same words."""
    nodes = named(draft, NODE)
    edges = _edges(draft, nodes)
    if not _cycles(draft, edges):
        _every_answer_matters(draft, edges)
        if _whole(draft, edges):
            _reachable(draft, edges, nodes)
    _same_words_mean_the_same(draft)


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
        targets = [target for target, _ in edges[str(question.get("id"))]]
        leads = set(targets)
        if len(targets) == len(question.get("options") or []) > len(leads) == 1:
            message = f"every answer leads to “{leads.pop()}”, so asking changes nothing; remove it"
            draft.problem((*where, "id"), message, "pointless-question")


def _same_words_mean_the_same(draft: Draft) -> None:
    """What was answered to one of two questions in the same words holds for the other."""
    first: dict[tuple[str, str], tuple[str, str]] = {}
    for where, question in rows(draft, ("tree", "questions")):
        ask, name = str(question.get("ask") or where), str(question.get("id"))
        for place, option in rows(draft, (*where, "options")):
            text = str(option.get("text"))
            other, said = first.setdefault((ask, str(option.get("id"))), (name, text))
            if text != said and other != name and "id" in option:
                message = (
                    f"“{other}” asks the same, and there this answer is “{said}”; what is answered "
                    "to one holds for the other: write that, or give this answer another `id`"
                )
                draft.problem((*place, "text"), message, "other-answer")
