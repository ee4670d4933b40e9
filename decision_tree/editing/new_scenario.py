"""A start for a scenario: a case that leads to one outcome, with one fact that decides it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..engine.model import OWNERS, Guide, Outcome
from ..engine.practice.right_answers import ruling_out
from ..engine.walk import paths, walk
from ..loader.fields import FEWEST_OUTCOMES, UNWRITTEN
from ..loader.problems import did_you_mean
from .starts import StartError, check_id, next_number

__all__ = ["new_scenario"]


def new_scenario(guide: Guide, name: str, outcome: str, content: Path) -> Path:
    """Write scenarios/NAME.yml for a case that leads to `outcome`, and return its path.

    Raises StartError when the name is taken or no id, or the outcome does not exist.
    """
    check_id(name, {scenario.id for scenario in guide.scenarios})
    known = guide.tree.outcome_by_id
    if len(known) < FEWEST_OUTCOMES:
        least = f"a scenario is answered with one of {FEWEST_OUTCOMES} outcomes or more"
        raise StartError(f"{least}, and the tree has {len(known)}; add an outcome first")
    if outcome and outcome not in known:
        raise StartError(f"there is no outcome “{outcome}”; {did_you_mean(outcome, known)}")
    for path in sorted(paths(guide.tree), key=lambda path: len(path.answers)):
        if outcome in ("", path.outcome):
            # A short way has too few facts to choose from: gates give the rest.
            gates = {gate.id: gate.options[0].id for gate in guide.tree.gates}
            facts = dict((*path.answers, *gates.items()))
            text = _scenario(guide, name, facts, path.outcome)
            if text:
                file = content / "scenarios" / f"{name}.yml"
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, "utf-8")
                return file
    raise StartError(f"no path to “{outcome}” has a fact that rules out another outcome alone")


def _scenario(guide: Guide, name: str, facts: dict[str, str], outcome: str) -> str:
    """The text; "" when these facts make no case with one deciding fact."""
    walked = walk(guide.tree, facts)
    for rival in guide.tree.outcomes:
        if rival.id == outcome:
            continue
        turns = [question.id for question in ruling_out(guide.tree, walked, rival.id)]
        others = [question for question in facts if question not in turns]
        if turns and len(others) >= 2:
            others = others[:2]
            deciding = [question for question in facts if question in (*others, turns[0])]
            return "\n".join(_scenario_lines(guide, name, facts, outcome, rival, deciding)) + "\n"
    return ""


def _scenario_lines(
    guide: Guide,
    name: str,
    facts: dict[str, str],
    outcome: str,
    rival: Outcome,
    deciding: list[str],
) -> Iterator[str]:
    third = next(o.id for o in guide.tree.outcomes if o.id not in (outcome, rival.id))
    yield "# yaml-language-server: $schema=../schema/scenario.json"
    yield f"# Replace every {UNWRITTEN}, and the facts; `make check` says what is missing."
    yield f"id: {name}"
    yield f"number: {next_number(guide.scenarios)}"
    yield f"title: {UNWRITTEN} Who is deciding what"
    for key, what in (
        ("brief", "A paragraph of the case, as an engineer would hear it."),
        ("requirements", "Something it has to do."),
        ("risks", "Something that could go wrong."),
        ("boundaries", "Who owns what today."),
    ):
        yield from (f"{key}:", *(f"  - {UNWRITTEN} {what}",) * 2)
    yield "facts:"
    # In quotes, because YAML reads some answers, such as yes, as something else than words.
    yield from (f'  {question}: "{option}"' for question, option in facts.items())
    yield f"expected: {outcome}"
    yield from ("rival:", f"  outcome: {rival.id}")
    yield f"  case: {UNWRITTEN} Their argument, as they would put it."
    yield "layers:"
    for each in (outcome, rival.id, third):
        yield f"  - outcome: {each}"
        yield f"    says: {UNWRITTEN} Why it is right here, or what it overlooks."
    yield "owners:"
    for owner in OWNERS:
        yield f"  {owner}: {UNWRITTEN} Why they own it, or what that overlooks."
    yield "deciding:"
    for question in deciding:
        yield f"  - question: {question}"
        yield f"    says: {UNWRITTEN} Why this rules the rival out, or why it does not."
    yield from ("inject:", f"  says: {UNWRITTEN} What changes, to be said aloud.", "  facts:")
    for question, option in _changed(guide, facts, rival):
        yield f'    {question}: "{option}"'


def _changed(guide: Guide, facts: dict[str, str], rival: Outcome) -> list[tuple[str, str]]:
    """The fewest other answers with which the rival is right."""
    ways = (
        [(question, option) for question, option in path.answers if facts.get(question) != option]
        for path in paths(guide.tree)
        if path.outcome == rival.id
    )
    return min(ways, key=len)
