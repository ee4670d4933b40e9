"""What is asked in a case, and what each answer of a room says to it in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..display_names import ROLE_NAMES, SURE_NAMES
from ..html_parts import Parts
from ..model import Drill, Guide, Scenario
from ..spread import Spread, spread_of
from .attempt import PARTS, SCENARIO, Attempt
from .case import PROMPTS
from .drill_moves import GIVE_UP, Course, World
from .right_answers import orders
from .room_votes import Ballot, Tally

__all__ = ["spreads_of"]

Asked = tuple[str, str, dict[int, str]]
"""The part of the answer, "" where nobody votes on it on paper; the question; and by the number of
its line what each answer says, "" where nothing."""


def spreads_of(
    parts: Parts,
    case: Scenario | Drill,
    answers: Mapping[int, Attempt],
    ballot: Ballot,
    tally: Tally,
) -> list[Spread]:
    """The spread of each question of a case that somebody answered, votes on paper among them."""
    if isinstance(case, Drill):
        asked = _of_a_drill(parts.guide, case, answers)
    else:
        asked = _of_a_scenario(ballot, answers)
    rows = []
    for part, question, said in asked:
        given = {number: text for number, text in said.items() if text}
        given |= _on_paper(ballot.get(part, {}), tally.get(part, {}))
        rows += [spread_of(question, given)] if given else []
    return rows


def _on_paper(names: Mapping[str, str], votes: Mapping[str, int]) -> dict[int, str]:
    """Each vote on paper as that of somebody, numbered below zero."""
    said = [names[name] for name, count in votes.items() for _ in range(count)]
    return {-number: text for number, text in enumerate(said, 1)}


def _of_a_scenario(ballot: Ballot, answers: Mapping[int, Attempt]) -> Iterator[Asked]:
    for part in (*PARTS[SCENARIO], "then"):
        given = {number: getattr(each, part) for number, each in answers.items()}
        yield part, PROMPTS[part], {n: ballot[part].get(each, "") for n, each in given.items()}


def _of_a_drill(guide: Guide, drill: Drill, answers: Mapping[int, Attempt]) -> Iterator[Asked]:
    """Where people looked and what they put back are two questions: who looks elsewhere first and
    then puts back the same agrees on what goes back. Its order counts where something binds it."""
    course = Course(guide, drill, drill.answers)
    worlds = {n: course.worlds(each.moves)[-1] for n, each in answers.items()}
    yield "", PROMPTS["role"], {n: ROLE_NAMES.get(each.role, "") for n, each in answers.items()}
    yield "", "Where did you look?", {n: _looked(course, end) for n, end in worlds.items()}
    yield "", PROMPTS["units"], {n: _put_back(course, end) for n, end in worlds.items()}
    yield "", PROMPTS["sure"], {n: SURE_NAMES.get(each.sure, "") for n, each in answers.items()}


def _looked(course: Course, end: World) -> str:
    return "; ".join(look.at for look in course.drill.looks if look.id in end.looked)


def _put_back(course: Course, end: World) -> str:
    """What was put back, and whether that was given up then. Units whose order nothing binds stand
    in the order of the drill, and no word between them speaks of an order."""
    offered = [each.unit for each in course.drill.units]
    bound = orders(course.guide, course.drill, end.done)
    done = end.done if bound else sorted(end.done, key=offered.index)
    units = (", then " if bound else " and ").join(
        course.guide.unit_by_id[each].name for each in done
    )
    if end.end == GIVE_UP:
        return f"{units}; then gave up" if units else "Nothing, and gave up"
    return units
