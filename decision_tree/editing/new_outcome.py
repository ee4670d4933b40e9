"""A start for an outcome: the recommendation, and an answer that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..engine.model import OWNERS, Guide
from ..loader.fields import MOST_OPTIONS, UNWRITTEN
from ..loader.problems import did_you_mean
from .starts import StartError, check_id, raise_version
from .tree_lines import behind, entry, section

__all__ = ["new_outcome"]


def new_outcome(guide: Guide, name: str, source: str, content: Path) -> Path:
    """Add an outcome to tree.yml, and to the question `source` an answer that leads to it.

    Returns the file. Raises StartError when the name is taken or no id, or there is no such
    question.
    """
    tree = guide.tree
    check_id(name, {*tree.question_by_id, *tree.outcome_by_id, *(r.id for r in tree.retired)})
    if source not in tree.question_by_id:
        given = f"“{source}” is no question; {did_you_mean(source, tree.question_by_id)}"
        such = f"give it as --source {tree.start} (in make: FROM={tree.start})"
        raise StartError(
            f"which question gets an answer that leads to it? {(source and given) or such}"
        )
    if len(tree.question_by_id[source].options) >= MOST_OPTIONS:
        full = f"“{source}” has {MOST_OPTIONS} answers, and no question has more"
        raise StartError(f"{full}; give another one, or put a question in front")
    file = content / "tree.yml"
    lines = file.read_text("utf-8").rstrip("\n").split("\n")
    _add_answer(lines, source, name)
    known = section(lines, "outcomes")
    if not known:
        raise StartError("the list `outcomes:` of tree.yml is not found; add to it by hand")
    end = behind(lines, known)
    lines[end:end] = ["", *_outcome_lines(guide, name)]
    raise_version(lines, tree.version, content)
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def _add_answer(lines: list[str], question: str, outcome: str) -> None:
    """Put an answer behind the last one of this question; raises StartError if it has none."""
    asked = entry(lines, question, section(lines, "questions"))
    options = section(lines, "options", asked)
    if not options:
        raise StartError(f"the options of “{question}” are not found; add the answer by hand")
    end = behind(lines, options)
    lines[end:end] = [
        f"      - id: {UNWRITTEN.lower()}-{outcome}",
        f"        text: {UNWRITTEN} An answer, as the reader would give it",
        f"        reason: {UNWRITTEN} What this answer says about the decision.",
        "        leans: {}",
        f"        to: {outcome}",
    ]


def _outcome_lines(guide: Guide, name: str) -> Iterator[str]:
    yield f"  - id: {name}"
    yield f"    title: {UNWRITTEN} The recommendation as a heading"
    yield "    lean: neither"
    yield f"    owner: {OWNERS[0]}"
    yield f"    answer: {UNWRITTEN} The recommendation in one or two sentences."
    yield f"    suits: {UNWRITTEN} Whom it suits."
    if guide.tree.gates:
        yield f"    gates: [{', '.join(gate.id for gate in guide.tree.gates)}]"
    yield f"    cost: {UNWRITTEN} What it costs to choose this."
    yield f"    contract_owner: {UNWRITTEN} Who owns the serving contract."
    yield "    rollback_units:"
    for _ in range(2):
        yield f"      - unit: {UNWRITTEN} What is put back"
        yield f"        how: {UNWRITTEN} How it is put back."
        yield f"        restores: {UNWRITTEN} What that restores."
        yield f"        leaves: {UNWRITTEN} What it does not restore."
    yield "    autoscaling:"
    for _ in range(2):
        yield f"      - signal: {UNWRITTEN} The signal"
        yield f"        owner: {UNWRITTEN} Its one owner"
    for key, what, number in (
        ("oncall", "What on-call must be able to see.", 3),
        ("steps", "A first step.", 3),
        ("revisit", "When to look at this again.", 2),
        ("conditions", "What must hold before production.", 3),
    ):
        yield from (f"    {key}:", *(f"      - {UNWRITTEN} {what}",) * number)
