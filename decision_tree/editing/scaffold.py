"""A start for contributors: a scenario or a question, sound but for its texts.

Each text says that it is still to be written, and the checks refuse it until it is. Nothing of an
existing file is written anew: a question is put in as text, between the lines that are there, and
one target and the version change in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ..engine.model import (
    OWNERS,
    RESERVED_IDS,
    Drill,
    Guide,
    Option,
    Outcome,
    Scenario,
    Statement,
    Tree,
)
from ..engine.practice.key import ruling_out
from ..engine.walk import paths, walk
from ..loader.account_checks import check_fits
from ..loader.direction_checks import check_directions
from ..loader.draft import Mistake
from ..loader.every_check import Tag
from ..loader.fields import FEWEST_OUTCOMES, ID_PATTERN, MOST_ID, UNWRITTEN
from ..loader.history import FOLDER
from ..loader.problems import did_you_mean
from .tree_lines import behind, entry, section

__all__ = [
    "UNFINISHED",
    "ScaffoldError",
    "broken_promises",
    "check_id",
    "new_question",
    "new_scenario",
    "next_number",
    "raise_version",
]


UNFINISHED: frozenset[Tag] = frozenset(
    (
        "unwritten",
        # of scenarios, which do not answer a new question yet
        "outcome-without-scenario",
        "outcome-without-runbook",
        "fact-missing",
        "fact-off-path",
        "unsettled",
        "other-outcome",
        "right-not-offered",
        "rival-is-right",
        "deciding-fact",
        # of promises and accounts, which a longer way can break until it is finished
        "bound",
        "contradiction",
        "unequal-options",
        "account-excluded",
        "explained-for-nothing",
        "same-option",
    )
)
"""Problems that a start may be asked for with, because it cures them or was made by another: an
outcome is new before it has a scenario, and a question before each scenario answers it."""


class ScaffoldError(Exception):
    """The start cannot be written; the message says what to give instead."""


def new_scenario(guide: Guide, name: str, outcome: str, content: Path) -> Path:
    """Write scenarios/NAME.yml for a case that leads to `outcome`, and return its path.

    Raises ScaffoldError when the name is taken or no id, or the outcome does not exist.
    """
    check_id(name, {scenario.id for scenario in guide.scenarios})
    known = guide.tree.outcome_by_id
    if len(known) < FEWEST_OUTCOMES:
        least = f"a scenario is answered with one of {FEWEST_OUTCOMES} outcomes or more"
        raise ScaffoldError(f"{least}, and the tree has {len(known)}; add an outcome first")
    if outcome and outcome not in known:
        raise ScaffoldError(f"there is no outcome “{outcome}”; {did_you_mean(outcome, known)}")
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
    raise ScaffoldError(f"no path to “{outcome}” has a fact that rules out another outcome alone")


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


def next_number(cases: Iterable[Scenario | Drill]) -> int:
    """The number for a new case beside these."""
    return 1 + max((case.number for case in cases), default=0)


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


def new_question(guide: Guide, name: str, source: str, content: Path) -> Path:
    """Put a question between the option `source`, as QUESTION.OPTION, and where that leads.

    Returns the file it stands in. Raises ScaffoldError as `new_scenario` does.
    """
    tree = guide.tree
    check_id(name, {*tree.question_by_id, *tree.outcome_by_id, *(r.id for r in tree.retired)})
    known = [f"{q.id}.{option.id}" for q in tree.questions for option in q.options]
    if source not in known:
        given = f"“{source}” is no option; {did_you_mean(source, known)}" if source else ""
        such = f"give FROM=QUESTION.OPTION, such as FROM={known[0]}"
        raise ScaffoldError(f"which answer should lead to it? {given or such}")
    question, option = source.split(".")
    target = next(o.to for o in tree.question_by_id[question].options if o.id == option)
    other = _other_end(guide, name, question, option)
    file = content / "tree.yml"
    lines = file.read_text("utf-8").split("\n")
    _lead(lines, question, option, target, name)
    # Below the question that leads to it: two people seldom write there at once.
    end = behind(lines, entry(lines, question, section(lines, "questions")))
    lines[end:end] = ["", *_question_lines(name, target, other)]
    raise_version(lines, tree.version, content)
    file.write_text("\n".join(lines), "utf-8")
    return file


def _other_end(guide: Guide, name: str, question: str, option: str) -> str:
    """Where the second answer leads: to the outcome with which the tree breaks the fewest promises.

    Of equal ones an outcome that this answer could lead to before, so that little changes.
    """
    tree = guide.tree
    was = tree.question_by_id[question].option(option)
    assert was is not None
    near = tree.within_reach[was.to]
    ends = [end for end in tree.outcomes if end.id != was.to]

    def broken(end: Outcome) -> tuple[int, bool]:
        tried = replace(guide, tree=_with_question(tree, name, question, was, end.id))
        return len(_promises(tried)), not near & tree.within_reach[end.id]

    return min(ends, key=broken).id


def broken_promises(before: Guide, after: Guide) -> tuple[str, ...]:
    """What `after` breaks of the tree's promises and `before` does not, each in a sentence.

    The checks look at promises only when no text is left to write, so a start tells them at once.
    """
    known = {mistake.message for mistake in _promises(before)}
    messages = (mistake.message for mistake in _promises(after))
    return tuple(message for message in dict.fromkeys(messages) if message not in known)


def _promises(guide: Guide) -> tuple[Mistake, ...]:
    """What the tree breaks of its promises."""
    return (*check_directions(guide.tree), *check_fits(guide))


def _with_question(tree: Tree, name: str, question: str, was: Option, end: str) -> Tree:
    """The tree with a question in front of where the answer `was` leads, and another way out."""
    one = Option("one", "", Statement("1"), was.to)
    another = Option("another", "", Statement("2"), end)
    source = tree.question_by_id[question]
    options = tuple(replace(o, to=name) if o.id == was.id else o for o in source.options)
    added = replace(source, id=name, ask="", options=(one, another))
    rows = (replace(each, options=options) if each is source else each for each in tree.questions)
    return replace(tree, questions=(*rows, added))


def _question_lines(name: str, target: str, other: str) -> Iterator[str]:
    yield f"  - id: {name}"
    yield f"    label: {UNWRITTEN} What is settled here"
    yield f"    ask: {UNWRITTEN} What do you ask?"
    yield f"    why: {UNWRITTEN} Why it is asked, in one to three sentences."
    yield f"    role: {UNWRITTEN} Who can answer it"
    yield "    dimension: ownership"
    yield "    options:"
    for option, to in (("one", target), ("another", other)):
        yield f"      - id: {UNWRITTEN.lower()}-{option}"
        yield f"        text: {UNWRITTEN} An answer, as the reader would give it"
        yield f"        reason: {UNWRITTEN} What this answer says about the decision."
        yield "        leans: {}"
        yield f"        to: {to}"


def _lead(lines: list[str], question: str, option: str, target: str, name: str) -> None:
    """Change the target of one option, wherever its lines are; raises ScaffoldError if nowhere."""
    asked = entry(lines, question, section(lines, "questions"))
    own = entry(lines, option, section(lines, "options", asked))
    leads = re.compile(rf"""(^ +|[{{,] *)to: (["']?){target}\2(?![\w-])""")
    for number in own:
        if leads.search(lines[number]):
            lines[number] = leads.sub(rf"\1to: {name}", lines[number])
            return
    raise ScaffoldError(f"the line `to: {target}` of “{question}.{option}” is not found; edit it")


def raise_version(lines: list[str], version: int, content: Path) -> None:
    """Raise the version in the lines of tree.yml, if that one is published already.

    Raises ScaffoldError when no line starts with `version:`.
    """
    if not (content / FOLDER / f"v{version}.txt").is_file():
        return
    at = next((n for n, line in enumerate(lines) if line.startswith("version:")), None)
    if at is None:
        raise ScaffoldError("the line `version:` of tree.yml is not found; start it with that word")
    lines[at] = lines[at].replace(str(version), str(version + 1), 1)


def check_id(name: str, taken: set[str]) -> None:
    """Raise ScaffoldError with advice when `name` is no id or is one of those taken."""
    if not name:
        raise ScaffoldError("how is it called? give ID=, such as ID=my-own")
    if not re.fullmatch(ID_PATTERN, name) or len(name) > MOST_ID or name in RESERVED_IDS:
        near = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:MOST_ID].rstrip("-")
        such = re.fullmatch(ID_PATTERN, near) and near not in RESERVED_IDS
        hint = f", such as ID={near}" if such else ""
        raise ScaffoldError(
            f"“{name}” cannot be an id; give ID= with small letters, digits and hyphens{hint}"
        )
    if name in taken:
        raise ScaffoldError(f"the id “{name}” is taken or retired; choose another")
