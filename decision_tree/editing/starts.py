"""More starts for contributors: an outcome, a drill, an account and a claim.

As those of `scaffold`: sound but for their texts, which the checks refuse until they are written
over. Nothing of an existing file is written anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from ..engine.model import (
    OWNERS,
    ROLES,
    STACKS,
    Change,
    Drill,
    DrillLook,
    Guide,
    Harm,
    Question,
    Shown,
    Statement,
    Unit,
    UnitChoice,
)
from ..engine.practice.key import drill_key
from ..engine.walk import walk
from ..loader.fields import FEWEST_UNITS, MOST_OPTIONS, UNWRITTEN
from ..loader.problems import did_you_mean
from .scaffold import ScaffoldError, check_id, next_number, raise_version
from .tree_lines import behind, entry, section

__all__ = ["new_account", "new_claim", "new_drill", "new_outcome"]

_HARM = 10
"""Requests a minute that suffer in a new drill, to replace."""


def new_claim(guide: Guide, name: str, today: str, content: Path) -> Path:
    """Add a claim to the end of claims.yml and return that file; `today` is when it was checked.

    Raises ScaffoldError when the name is taken or no id.
    """
    check_id(name, set(guide.claim_by_id))
    file = content / "claims.yml"
    _append(file, _claim_lines(name, today))
    return file


def _claim_lines(name: str, today: str) -> Iterator[str]:
    yield f"  - id: {name}"
    yield "    product: kserve"
    yield "    topic: contract"
    yield f"    text: {UNWRITTEN} The statement, in our own words."
    yield f'    versions: "{UNWRITTEN}"'
    yield f"    source: {UNWRITTEN}/{UNWRITTEN}:{UNWRITTEN}@{UNWRITTEN}"
    yield f'    checked: "{today}"'
    yield "    about: statement"
    yield "    evidence: code"


def new_account(guide: Guide, name: str, today: str, content: Path) -> Path:
    """Write accounts/NAME.yml, with one fact and one answer, and return its path.

    `today` is the day on which the source is read. Raises ScaffoldError as `new_claim` does.
    """
    check_id(name, {account.id for account in guide.accounts})
    first = guide.tree.question_by_id[guide.tree.start]
    option = max(first.options, key=lambda each: len(_possible(guide, first, each.id)))
    target = _possible(guide, first, option.id)[0]
    lines = _account_lines(name, today, first.id, option.id, target)
    return _written(content / "accounts" / f"{name}.yml", lines)


def _possible(guide: Guide, question: Question, option: str) -> tuple[str, ...]:
    return tuple(outcome.id for outcome in walk(guide.tree, {question.id: option}).possible)


def _account_lines(name: str, today: str, question: str, option: str, target: str) -> Iterator[str]:
    yield "# yaml-language-server: $schema=../schema/account.json"
    yield f"# Replace every {UNWRITTEN}, and the answer. Answer only what the source states."
    yield f"id: {name}"
    yield f"who: {UNWRITTEN} The team"
    yield f"source: {UNWRITTEN}/{UNWRITTEN}:{UNWRITTEN}@{UNWRITTEN}"
    yield f'date: "{UNWRITTEN}"'
    yield f'read: "{today}"'
    yield "chose: neither"
    yield f"chose_detail: {UNWRITTEN} What they chose, in a sentence."
    yield "word: own"
    yield f"stage: {UNWRITTEN} production or a trial"
    yield "facts:"
    yield f"  - text: {UNWRITTEN} What the source states, in our own words."
    yield f"    place: {UNWRITTEN} Where in the source it stands"
    yield '    before: "unclear"'
    yield f"open: {UNWRITTEN} What the tree asks and the source leaves open."
    yield "answers:"
    yield f"  - {{question: {question}, option: {option}, fact: 1}}"
    yield f"target: [{target}]"


def new_drill(guide: Guide, name: str, stack: str, content: Path) -> Path:
    """Write drills/NAME.yml for an incident on `stack` with one right answer; return its path.

    Raises ScaffoldError as `new_claim` does, or when no units of the stack make such a drill.
    """
    check_id(name, {drill.id for drill in guide.drills})
    known = [each for each in STACKS if any(unit.stack == each for unit in guide.units)]
    if stack not in known:
        given = f"“{stack}” is no stack with units; {did_you_mean(stack, known)}" if stack else ""
        raise ScaffoldError(given or f"which stack? give STACK=, one of {', '.join(known)}")
    drill = next(_drills(guide, name, stack), None)
    key = drill_key(guide, drill) if drill else None
    if drill is None or key is None:
        raise ScaffoldError(
            f"no {FEWEST_UNITS} units of {stack} have one right answer; copy a drill"
        )
    lines = _drill_lines(drill, key.units)
    return _written(content / "drills" / f"{name}.yml", lines)


def _drills(guide: Guide, name: str, stack: str) -> Iterator[Drill]:
    """Incidents with one right answer, those with a trap on offer first."""
    here = [unit for unit in guide.units if unit.stack == stack]
    here.sort(key=lambda unit: bool(unit.restores))
    for units in combinations(here, FEWEST_UNITS):
        for broken in dict.fromkeys(aspect for unit in units for aspect in unit.restores):
            drill = _drill(guide, name, stack, units, broken)
            if drill_key(guide, drill):
                yield drill


def _drill(guide: Guide, name: str, stack: str, units: tuple[Unit, ...], broken: str) -> Drill:
    changes = (Change("", "", (broken,)), Change("", "", ()))
    choices = tuple(UnitChoice(unit.id, Statement("")) for unit in units)
    looks = (
        DrillLook("where", "", 2, (Shown("", broken, ""),)),
        DrillLook("elsewhere", "", 1, (Shown(""),)),
    )
    return Drill(
        id=name,
        number=next_number(guide.drills),
        title="",
        stack=stack,
        pager="",
        changes=changes,
        answers=ROLES[0],
        counts="",
        looks=looks,
        broken=(broken,),
        harm=(Harm(broken, _HARM),),
        units=choices,
        after=Statement(""),
    )


def _drill_lines(drill: Drill, expected: tuple[str, ...]) -> Iterator[str]:
    yield "# yaml-language-server: $schema=../schema/drill.json"
    yield f"# Replace every {UNWRITTEN}, aspects and units; `make check` says what is missing."
    yield f"id: {drill.id}"
    yield f"number: {drill.number}"
    yield f"title: {UNWRITTEN} What happens, as a headline"
    yield f"stack: {drill.stack}"
    yield f"pager: {UNWRITTEN} What the pager says."
    yield "changes:"
    for change in drill.changes:
        yield '  - at: "09:10"'
        yield f"    what: {UNWRITTEN} What was changed, and by whom."
        if change.aspects:
            yield f"    aspects: [{', '.join(change.aspects)}]"
    yield f"answers: {drill.answers}"
    yield f"counts: {UNWRITTEN} what suffers meanwhile"
    yield "looks:"
    for look in drill.looks:
        yield f"  - id: {look.id}"
        yield f"    at: {UNWRITTEN} Where one looks"
        yield f"    minutes: {look.minutes}"
        yield "    shows:"
        for shown in look.shows:
            yield f"      - text: {UNWRITTEN} What the screen shows, raw."
            if shown.aspect:
                yield f"        aspect: {shown.aspect}"
                yield f"        back: {UNWRITTEN} What it shows once that is back."
    yield f"broken: [{', '.join(drill.broken)}]"
    yield "harm:"
    for harm in drill.harm:
        yield f"  - {{aspect: {harm.aspect}, per_minute: {harm.per_minute}}}"
    yield "units:"
    for choice in drill.units:
        yield f"  - unit: {choice.unit}"
        yield f"    says: {UNWRITTEN} What stays broken without it, or why it is wrong here."
    yield f"expected: [{', '.join(expected)}]"
    yield f"after: {UNWRITTEN} What is restored, what is not, and how one would know."


def new_outcome(guide: Guide, name: str, source: str, content: Path) -> Path:
    """Add an outcome to tree.yml, and to the question `source` an answer that leads to it.

    Returns the file. Raises ScaffoldError when the name is taken or no id, or there is no such
    question.
    """
    tree = guide.tree
    check_id(name, {*tree.question_by_id, *tree.outcome_by_id, *(r.id for r in tree.retired)})
    if source not in tree.question_by_id:
        given = f"“{source}” is no question; {did_you_mean(source, tree.question_by_id)}"
        such = f"give FROM=QUESTION, such as FROM={tree.start}"
        raise ScaffoldError(
            f"which question gets an answer that leads to it? {(source and given) or such}"
        )
    if len(tree.question_by_id[source].options) >= MOST_OPTIONS:
        full = f"“{source}” has {MOST_OPTIONS} answers, and no question has more"
        raise ScaffoldError(f"{full}; give another FROM=, or put a question in front")
    file = content / "tree.yml"
    lines = file.read_text("utf-8").rstrip("\n").split("\n")
    _add_answer(lines, source, name)
    known = section(lines, "outcomes")
    if not known:
        raise ScaffoldError("the list `outcomes:` of tree.yml is not found; add to it by hand")
    end = behind(lines, known)
    lines[end:end] = ["", *_outcome_lines(guide, name)]
    raise_version(lines, tree.version, content)
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def _add_answer(lines: list[str], question: str, outcome: str) -> None:
    """Put an answer behind the last one of this question; raises ScaffoldError if it has none."""
    asked = entry(lines, question, section(lines, "questions"))
    options = section(lines, "options", asked)
    if not options:
        raise ScaffoldError(f"the options of “{question}” are not found; add the answer by hand")
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


def _append(file: Path, lines: Iterator[str]) -> None:
    text = file.read_text("utf-8").rstrip("\n")
    file.write_text("\n".join((text, *lines)) + "\n", "utf-8")


def _written(file: Path, lines: Iterator[str]) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file
