"""What must hold of scenarios and drills: each agrees with itself, and with its key.

The first is checked on the draft, which may have holes. The keys are worked out by the engine from
whatever has no mistake of its own, and compared with what the author expects.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from ..engine.counted import counted
from ..engine.explain import narrowings
from ..engine.model import NOT_SURE, ROLES, SPEEDS, Drill, Guide, Question, Scenario
from ..engine.practice.key import (
    best_units,
    effects,
    in_order,
    orders,
    ruling_out,
    scenario_walk,
    scenarios_of,
)
from ..engine.practice.play import ACT, Course, named_move
from ..engine.walk import Walk
from .checks import listed, once
from .draft import Draft, Where
from .every_check import Tag
from .fields import NOT_KNOWN
from .problems import did_you_mean

__all__ = ["check_cases", "check_keys"]


_BESIDE: frozenset[Tag] = frozenset(("outcome-without-runbook", "bound", "account-excluded"))
"""What an outcome may lack, or do, besides having too few scenarios: it is told in one round.

All else could be why a scenario does not lead to it yet."""


def check_cases(draft: Draft) -> None:
    """Note what is wrong within a scenario or a drill, whatever the tree says."""
    checks = {"scenarios": _check_scenario, "drills": _check_drill}
    for name, data in draft.data.items():
        check = checks.get(name.partition("/")[0])
        if check and isinstance(data, dict):
            check(draft, name, data)
    for kind in checks:
        _numbers(draft, kind)


def _numbers(draft: Draft, kind: str) -> None:
    """A case keeps its number for good, so no two cases of a kind have the same."""
    given = {
        name: data.get("number")
        for name, data in draft.data.items()
        if name.partition("/")[0] == kind and isinstance(data, dict)
    }
    numbers = {name: each for name, each in given.items() if isinstance(each, int)}
    taken: dict[int, str] = {}
    for name, number in numbers.items():
        if number in taken:
            case, free = taken[number].partition("/")[2], 1 + max(numbers.values())
            message = f"number {number} is that of “{case}”; write another, such as {free}"
            draft.problem((name, "number"), message, "number-taken")
        taken.setdefault(number, name)


def _start_is_short(draft: Draft, where: Where, texts: Sequence[Any]) -> None:
    """What is read once, at the start of a case, keeps the tree's bound on its words."""
    bounds = draft.data["tree"].get("bounds")
    most = bounds.get("brief") if isinstance(bounds, dict) else None
    words = sum(len(text.split()) for text in texts if isinstance(text, str))
    if isinstance(most, int) and words > most:
        what = "a brief" if where[-1] == "brief" else "a pager and its changes together"
        message = f"{words} words; {what} may have {most}, shorten it"
        draft.problem(where, message, "long-brief")


def _check_scenario(draft: Draft, name: str, data: dict[str, Any]) -> None:
    once(draft, (name, "layers"), data.get("layers"), "outcome")
    once(draft, (name, "deciding"), data.get("deciding"), "question")
    _start_is_short(draft, (name, "brief"), data.get("brief") or [])
    _facts(draft, name, data.get("facts") or [])
    layers = {row.get("outcome") for row in _rows(data.get("layers"))}
    rival = data.get("rival")
    argued = rival.get("outcome") if isinstance(rival, dict) else None
    if argued and layers and argued not in layers:
        message = f"the rival “{argued}” is not on offer; add it to `layers`"
        draft.problem((name, "rival", "outcome"), message, "rival-not-offered")
    facts = {question for question, _ in data.get("facts") or []}
    for index, row in enumerate(data.get("deciding") or []):
        question = row.get("question") if isinstance(row, dict) else None
        if question and facts and question not in facts:
            message = f"“{question}” is not among the facts; {did_you_mean(question, facts)}"
            draft.problem((name, "deciding", index, "question"), message, "fact-not-given")


def _facts(draft: Draft, name: str, facts: list[list[Any]]) -> None:
    tree = draft.data["tree"]
    options = {
        asked["id"]: {str(option.get("id")) for option in _rows(asked.get("options"))}
        for asked in (*_rows(tree.get("questions")), *_rows(tree.get("gates")))
        if asked.get("id")
    }
    for question, option in facts:
        place = (name, "facts", question)
        if question not in options:
            message = f"the tree has no question “{question}”; {did_you_mean(question, options)}"
            draft.problem(place, message, "unknown-question", missing=question)
        elif option not in (None, NOT_SURE, *options[question]):
            hint = did_you_mean(option, {*options[question], NOT_KNOWN})
            message = f"“{question}” has no answer “{option}”; {hint}"
            named = f"{question}={option}"
            draft.problem((*place, "option"), message, "unknown-option", missing=named)


def _check_drill(draft: Draft, name: str, data: dict[str, Any]) -> None:
    once(draft, (name, "units"), data.get("units"), "unit")
    told = [data.get("pager"), *(row.get("what") for row in _rows(data.get("changes")))]
    _start_is_short(draft, (name, "pager"), told)
    for key in ("broken", "expected"):
        once(draft, (name, key), data.get(key))
    offered = {row.get("unit") for row in _rows(data.get("units"))}
    places: list[tuple[Where, Any]] = [
        ((name, "expected", index), unit) for index, unit in listed(data.get("expected"))
    ]
    for key, fields in (("order", ("first", "then")), ("cannot", ("unit",))):
        for index, row in enumerate(data.get(key) or []):
            given = row if isinstance(row, dict) else {}
            places += [((name, key, index, each), given.get(each)) for each in fields]
    for where, unit in places:
        if isinstance(unit, str) and offered and unit not in offered:
            message = f"“{unit}” is not on offer; add it to `units`, or take it out here"
            draft.problem(where, message, "unit-not-offered")
    _looks(draft, name, data)
    _harm(draft, name, data)
    _stacks(draft, name, data)
    _needless(draft, name, data)
    changed = {aspect for row in _rows(data.get("changes")) for aspect in row.get("aspects") or ()}
    for index, aspect in listed(data.get("broken")):
        if isinstance(aspect, str) and aspect not in changed:
            message = f"no change touches “{aspect}”; name it in the `aspects` of one of `changes`"
            draft.problem((name, "broken", index), message, "broken-unchanged")


def _looks(draft: Draft, name: str, data: dict[str, Any]) -> None:
    once(draft, (name, "looks"), data.get("looks"), "id")
    told: set[Any] = set()
    broken = {aspect for _, aspect in listed(data.get("broken"))}
    known = _aspects(draft)
    changed = {aspect for row in _rows(data.get("changes")) for aspect in row.get("aspects") or ()}
    for index, row in enumerate(data.get("looks") or []):
        given = row if isinstance(row, dict) else {}
        pieces = _rows(given.get("shows"))
        panel = _rows([given.get("panel")])
        told |= {each.get("aspect") for each in (*pieces, *panel)}
        place: Where = (name, "looks", index)
        if given and not pieces and not panel:
            message = "nothing is seen at this look; write `shows`, `panel` or both"
            draft.problem(place, message, "look-at-nothing")
        for number, piece in enumerate(given.get("shows") or []):
            if isinstance(piece, dict) and ("aspect" in piece) != ("back" in piece):
                missing = "back" if "aspect" in piece else "aspect"
                message = f"`aspect` and `back` belong together; add `{missing}`, or take it out"
                draft.problem((*place, "shows", number), message, "half-a-piece")
        # A change that names an aspect wrongly is told of itself, and not of what shows it.
        for number, piece in enumerate((given.get("shows") or []) if changed <= known else ()):
            aspect = piece.get("aspect") if isinstance(piece, dict) else None
            if isinstance(aspect, str) and aspect not in changed and aspect not in broken:
                message = (
                    f"no change touches “{aspect}”, so `back` is never shown; name it in the "
                    "`aspects` of one of `changes`, or take it out here"
                )
                draft.problem((*place, "shows", number, "aspect"), message, "piece-unchanged")
    for index, aspect in listed(data.get("broken")):
        if isinstance(aspect, str) and data.get("looks") and aspect not in told:
            message = f"no look shows whether “{aspect}” is broken; add a piece with that `aspect`"
            draft.problem((name, "broken", index), message, "broken-unseen")


def _aspects(draft: Draft) -> set[Any]:
    units = draft.data.get("units")
    return {
        row.get("id") for row in _rows(units.get("aspects") if isinstance(units, dict) else None)
    }


def _harm(draft: Draft, name: str, data: dict[str, Any]) -> None:
    once(draft, (name, "harm"), data.get("harm"), "aspect")
    broken = [aspect for _, aspect in listed(data.get("broken")) if isinstance(aspect, str)]
    harmed = {row.get("aspect") for row in _rows(data.get("harm"))}
    for index, row in enumerate(data.get("harm") or []):
        aspect = row.get("aspect") if isinstance(row, dict) else None
        if isinstance(aspect, str) and broken and aspect not in broken:
            message = f"“{aspect}” is not broken, so nobody suffers by it; take it out"
            draft.problem((name, "harm", index, "aspect"), message, "harm-of-good")
    for aspect in broken:
        if harmed and aspect not in harmed:
            message = f"how much “{aspect}” costs a minute is missing; add it, with 0 if nobody "
            draft.problem((name, "harm"), f"{message}notices", "harm-missing")


def _stacks(draft: Draft, name: str, data: dict[str, Any]) -> None:
    units = draft.data.get("units")
    rows = _rows(units.get("units") if isinstance(units, dict) else None)
    stack_of = {row.get("id"): row.get("stack") for row in rows}
    stack = data.get("stack")
    for index, row in enumerate(data.get("units") or []):
        unit = row.get("unit") if isinstance(row, dict) else None
        if stack in (None, "hybrid") or stack_of.get(unit) in (None, stack, "application"):
            continue
        message = f"“{unit}” exists on {stack_of[unit]}, and this drill is on {stack}; take another"
        draft.problem((name, "units", index, "unit"), message, "other-stack")


def _needless(draft: Draft, name: str, data: dict[str, Any]) -> None:
    units = draft.data.get("units")
    rows = _rows(units.get("units") if isinstance(units, dict) else None)
    restored = {row.get("id"): row.get("restores") or () for row in rows}
    for index, row in enumerate(data.get("cannot") or []):
        given = row if isinstance(row, dict) else {}
        unit, aspect = given.get("unit"), given.get("aspect")
        if isinstance(aspect, str) and aspect not in restored.get(unit, (aspect,)):
            message = f"“{unit}” does not restore “{aspect}” anyway; take it out"
            draft.problem((name, "cannot", index, "aspect"), message, "cannot-anyway")


def _rows(items: Any) -> list[dict[str, Any]]:
    return [item for item in items or () if isinstance(item, dict)]


# -- Keys ---------------------------------------------------------------------------------------


def check_keys(draft: Draft, guide: Guide) -> None:
    """Note where what the author expects is not what the engine works out for the sound `guide`."""
    for scenario in guide.scenarios:
        name = f"scenarios/{scenario.id}"
        _check_key(draft, guide, scenario, name, draft.data[name]["expected"])
    for drill in guide.drills:
        name = f"drills/{drill.id}"
        _check_drill_key(draft, guide, drill, name, tuple(draft.data[name]["expected"]))
    found = {problem.tag for file in draft.files.values() for problem in file.problems}
    if guide.scenarios and found <= _BESIDE:
        _check_outcomes(draft, guide)


def _check_outcomes(draft: Draft, guide: Guide) -> None:
    least = guide.tree.bounds.scenarios if guide.tree.bounds else 1
    for index, (outcome, number) in enumerate(scenarios_of(guide).items()):
        if number < least:
            told = f"only {counted(number, 'scenario')} of {least}" if number else "no scenario"
            lead = "lead" if number > 1 else "leads"
            message = (
                f"{told} {lead} to “{outcome}”; start one with `make new-scenario ID=my-case "
                f"OUTCOME={outcome}`"
            )
            draft.problem(("tree", "outcomes", index, "id"), message, "outcome-without-scenario")


def _check_key(draft: Draft, guide: Guide, scenario: Scenario, name: str, expected: str) -> None:
    walked = scenario_walk(guide.tree, scenario)
    asked = walked.asked_by_id
    for question, _ in scenario.facts:
        if question not in asked and question not in guide.tree.gate_by_id:
            message = f"the tree does not ask “{question}” here; take it out, or see which answer "
            message += "above leads another way"
            draft.problem((name, "facts", question), message, "fact-off-path")
    if walked.outcome is None:
        _unsettled(draft, guide, scenario, walked, name, expected)
        return
    if walked.outcome.id != expected:
        message = (
            f"these facts lead to “{walked.outcome.id}”, not to “{expected}”; "
            f"{_what_leads(guide, walked, expected)}"
        )
        draft.problem((name, "expected"), message, "other-outcome")
        return
    layers = {layer.outcome for layer in scenario.layers}
    if expected not in layers:
        message = f"“{expected}” is right and not on offer; add it to `layers`"
        draft.problem((name, "layers"), message, "right-not-offered")
    _check_deciding(draft, guide, scenario, walked, name)


def _unsettled(
    draft: Draft, guide: Guide, scenario: Scenario, walked: Walk, name: str, expected: str
) -> None:
    possible = ", ".join(outcome.id for outcome in walked.possible)
    if walked.open:
        question = walked.open[0]
        order = [each.id for each in guide.tree.order]
        earlier = order[: order.index(question.id)]
        last = [each.id for each, _ in walked.asked if each.id in earlier][-1:]
        message = (
            f"the tree then asks “{question.id}”; add {_of(question)}, or with {NOT_KNOWN}"
            f"{_still(guide, scenario, question, expected)}"
        )
        draft.problem((name, "facts", *last), message, "fact-missing")
        return
    best = narrowings(guide.tree, walked)[0].question
    message = (
        f"these facts leave {len(walked.possible)} outcomes possible ({possible}); "
        f"settle “{best.id}” first: {_of(best)}"
    )
    draft.problem((name, "facts"), message, "unsettled")


def _still(guide: Guide, scenario: Scenario, question: Question, expected: str) -> str:
    """Which answers to a question still lead to the outcome that the author expects."""
    bit = guide.tree.within_reach.get(expected, 0)
    given = [(name, option) for name, option in scenario.facts if name != question.id]
    kept = []
    for option in question.options:
        facts = (*given, (question.id, option.id))
        walked = scenario_walk(guide.tree, replace(scenario, facts=facts))
        if walked.outcome.id == expected if walked.outcome else bit & _reach(guide, walked):
            kept.append(option.id)
    if not kept:
        return f"; none of them leads to “{expected}” any more"
    return f"; “{expected}” stays with {' or '.join(kept)}"


def _reach(guide: Guide, walked: Walk) -> int:
    """The outcomes that are still possible, as a set of bits."""
    reach = guide.tree.within_reach
    return sum({reach[outcome.id] for outcome in walked.possible})


def _of(question: Question) -> str:
    options = ", ".join(option.id for option in question.options)
    return f"`{question.id}:` with one of {options}"


def _what_leads(guide: Guide, walked: Walk, expected: str) -> str:
    """Which answer leads away from the outcome that the author expects, and what would not."""
    bit = guide.tree.within_reach[expected]
    turns = ruling_out(guide.tree, walked, expected)
    if not turns:
        return "no single fact rules yours out; compare the facts with `paths`"
    turn = turns[0]
    chosen = walked.asked_by_id[turn.id]
    others = [each.id for each in turn.options if guide.tree.within_reach[each.to] & bit]
    given = chosen.id if chosen else NOT_KNOWN
    return f"“{turn.id}: {given}” rules yours out, {' or '.join(others)} would not"


def _check_deciding(
    draft: Draft, guide: Guide, scenario: Scenario, walked: Walk, name: str
) -> None:
    rival = scenario.rival.outcome
    place = (name, "rival", "outcome")
    if rival in {outcome.id for outcome in walked.possible}:
        draft.problem(place, f"“{rival}” is what the facts lead to; name another", "rival-is-right")
        return
    offered = {choice.question for choice in scenario.deciding}
    every = [question.id for question in ruling_out(guide.tree, walked, rival)]
    deciding = [question for question in every if question in offered]
    if len(deciding) == 1:
        return
    if deciding:
        message = f"{_and(deciding)} both rule “{rival}” out; offer one of them"
    else:
        # There is one: on the way to a settled outcome some answer leaves each other one behind.
        message = f"no fact on offer rules “{rival}” out; offer {_or(every)}, which does"
    draft.problem((name, "deciding"), message, "deciding-fact")


def _check_drill_key(
    draft: Draft, guide: Guide, drill: Drill, name: str, expected: tuple[str, ...]
) -> None:
    place = (name, "expected")
    best = best_units(guide, drill)
    if not best:
        _nothing_restores(draft, guide, drill, name)
    elif len(best) > 1:
        message = (
            f"{_either(best)} do equally well; offer one of them only, say in `cannot` what one "
            "cannot restore here, or name in `changes` what it would take back for nothing"
        )
        draft.problem((name, "units"), message, "several-right")
    elif set(best[0]) != set(expected):
        message = (
            f"{_set(best[0])} is right by the units' table, not {_set(expected)}: "
            f"{_why_not(guide, drill, expected, best[0])}"
        )
        draft.problem(place, message, "other-units")
    else:
        _check_order(draft, guide, drill, place, expected)


def _check_order(
    draft: Draft, guide: Guide, drill: Drill, place: Where, expected: tuple[str, ...]
) -> None:
    order = orders(guide, drill, expected)
    right = in_order(expected, order)
    if right is None:
        pairs = ", ".join(f"{each.first} before {each.then}" for each in order)
        draft.problem(place, f"no order is right ({pairs}); take one of these out", "order-circle")
    elif right != expected:
        first = next(e for e in order if expected.index(e.first) > expected.index(e.then))
        message = f"“{first.first}” goes back before “{first.then}”; write {', '.join(right)}"
        draft.problem(place, message, "other-order")
    else:
        _check_play(draft, guide, drill, place, expected)


def _check_play(
    draft: Draft, guide: Guide, drill: Drill, place: Where, expected: tuple[str, ...]
) -> None:
    """The best sequence puts the same units back, whichever team is played."""
    for role in ROLES:
        course = Course(guide, drill, role)
        moves = course.best(course.start).moves
        acts = [named_move(move) for move in moves if move.startswith(ACT)]
        if set(acts) != set(expected):
            message = (
                f"played as {role}, {_set(acts)} would be better, since it takes fewer minutes; "
                "change `minutes` or `ask`, or offer one of them only"
            )
            draft.problem(place, message, "other-play")
            return


def _nothing_restores(draft: Draft, guide: Guide, drill: Drill, name: str) -> None:
    left = set(effects(guide, drill, tuple(choice.unit for choice in drill.units)).still_broken)
    for index, aspect in enumerate(drill.broken):
        if aspect in left:
            able = [unit.id for unit in guide.units if aspect in unit.restores]
            hint = f"offer {_or(able)}" if able else "add a unit that does to units.yml"
            message = f"no unit on offer restores “{aspect}” here; {hint}"
            draft.problem((name, "broken", index), message, "nothing-restores")


def _why_not(guide: Guide, drill: Drill, expected: tuple[str, ...], right: tuple[str, ...]) -> str:
    done, better = effects(guide, drill, expected), effects(guide, drill, right)
    if done.still_broken:
        return f"yours leaves {_and(done.still_broken)} broken"
    if len(done.reverted) > len(better.reverted):
        return f"yours takes back {_and(done.reverted)}, which is good"
    if len(expected) > len(right):
        return "it does the same with fewer units"
    slow = {unit: guide.unit_by_id[unit].speed for unit in expected}
    worst = max(slow, key=lambda unit: SPEEDS.index(slow[unit]))
    return f"it does the same faster, and “{worst}” takes a {slow[worst]}"


def _set(units: Iterable[str]) -> str:
    return "{" + ", ".join(units) + "}"


def _either(sets: Iterable[tuple[str, ...]]) -> str:
    return " and ".join(map(_set, sets))


def _and(names: Iterable[str]) -> str:
    return " and ".join(f"“{name}”" for name in names)


def _or(names: Iterable[str]) -> str:
    return " or ".join(f"“{name}”" for name in names)
