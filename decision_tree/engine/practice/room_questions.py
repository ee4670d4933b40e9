"""What is asked in a case, what each answer of a room says to it in words, and which are right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..display_names import ROLE_NAMES, SURE_NAMES
from ..html_parts import Parts
from ..model import Case, Drill, Scenario
from ..spread import Spread, spread_of
from .attempt import PARTS, SCENARIO, Attempt
from .case_page import PROMPTS, letters
from .drill_moves import GIVE_UP, Course, World
from .grading import Grade
from .right_answers import orders, scenario_key, walk_with_inject
from .room_votes import Ballot, Tally

__all__ = ["Row", "rows_of"]

Asked = tuple[str, str, dict[int, str]]
"""The part of the answer, "" where nothing is right or wrong; the question; and by the number of
its line what each answer says, "" where nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question with what was said to it, and those of its answers that are right; none where
    there is no right one."""

    spread: Spread
    right: frozenset[str] = frozenset()


def rows_of(
    parts: Parts,
    case: Case,
    answers: Mapping[int, Attempt],
    grades: Mapping[int, Grade],
    ballot: Ballot,
    tally: Tally,
) -> list[Row]:
    """A row for each question of a case that somebody answered, in the order in which they are
    asked, votes on paper among them. `grades` are those of finished answers."""
    if isinstance(case, Drill):
        asked, right = _of_a_drill(parts, case, answers), {}
    else:
        asked, right = _of_a_scenario(ballot, answers), _right_in(parts, case)
    rows = []
    for part, question, said in asked:
        given = {number: text for number, text in said.items() if text}
        if isinstance(case, Scenario):  # on paper a drill has votes for each unit alone
            given |= _on_paper(ballot[part], tally.get(part, {}))
        texts = {ballot[part][right[part]]} if part in right else _graded(part, given, grades)
        rows += [Row(spread_of(question, given), frozenset(texts))] if given else []
    return rows


def _right_in(parts: Parts, scenario: Scenario) -> dict[str, str]:
    """The right choice by its part, and that after the inject."""
    key = scenario_key(parts.guide.tree, scenario)
    then = walk_with_inject(parts.guide.tree, scenario).outcome
    if key is None:
        return {}
    found = {"layer": key.outcome.id, "owner": key.owner, "fact": key.fact}
    return found | ({"then": then.id} if then else {})


def _graded(part: str, given: Mapping[int, str], grades: Mapping[int, Grade]) -> set[str]:
    """What was said to this part by those whose mark for it is good."""
    marks = {n: each for n, found in grades.items() for each in found.marks if each.part == part}
    return {given[n] for n, mark in marks.items() if mark.correct and n in given}


def _on_paper(names: Mapping[str, str], votes: Mapping[str, int]) -> dict[int, str]:
    """Each vote on paper as that of somebody, numbered below zero."""
    said = [names[name] for name, count in votes.items() for _ in range(count)]
    return {-number: text for number, text in enumerate(said, 1)}


def _of_a_scenario(ballot: Ballot, answers: Mapping[int, Attempt]) -> Iterator[Asked]:
    """The second vote stands below the first."""
    first, *rest = PARTS[SCENARIO]
    for part in (first, "then", *rest):
        given = {number: getattr(each, part) for number, each in answers.items()}
        yield part, PROMPTS[part], {n: ballot[part].get(each, "") for n, each in given.items()}


def _of_a_drill(parts: Parts, drill: Drill, answers: Mapping[int, Attempt]) -> Iterator[Asked]:
    """Where people looked and what they put back are two questions: who looks elsewhere first and
    then puts back the same agrees on what goes back. Its order counts where something binds it."""
    course, signs = Course(parts.guide, drill, drill.answers), letters(parts, drill)
    called = {
        each.unit: f"{signs['units', each.unit]}, {parts.guide.unit_by_id[each.unit].name}"
        for each in drill.units
    }
    worlds = {n: course.worlds(each.moves)[-1] for n, each in answers.items()}
    yield "", PROMPTS["role"], {n: ROLE_NAMES.get(each.role, "") for n, each in answers.items()}
    yield "", "Where did you look?", {n: _looked(course, end) for n, end in worlds.items()}
    done = {n: _put_back(course, end, called) for n, end in worlds.items()}
    yield "units", PROMPTS["units"], done
    yield "", PROMPTS["sure"], {n: SURE_NAMES.get(each.sure, "") for n, each in answers.items()}


def _looked(course: Course, end: World) -> str:
    """Where somebody looked; "" for who has not begun."""
    at = "; ".join(look.at for look in course.drill.looks if look.id in end.looked)
    return at or ("Nowhere" if end.moves else "")


def _put_back(course: Course, end: World, called: Mapping[str, str]) -> str:
    """What was put back, and whether that was given up then. Units whose order nothing binds stand
    in the order of the drill, and are said to be in any order."""
    offered = [each.unit for each in course.drill.units]
    bound = orders(course.guide, course.drill, end.done)
    done = end.done if bound else sorted(end.done, key=offered.index)
    units = (", then " if bound else "; and ").join(called[each] for each in done)
    if len(done) > 1 and not bound:
        units += ", in any order"
    if end.end == GIVE_UP:
        return f"{units}; then gave up" if units else "Nothing, and gave up"
    return units
