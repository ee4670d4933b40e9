"""A drill that is played: every sequence of moves ends graded, and the best one is found."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise, permutations

import pytest

from decision_tree.engine.html_parts import Parts
from decision_tree.engine.model import ROLES, Drill, Guide, Precedence, Statement
from decision_tree.engine.practice.attempt import DRILL, Attempt
from decision_tree.engine.practice.drill_best import Cost
from decision_tree.engine.practice.drill_looks import panel_values
from decision_tree.engine.practice.drill_moves import (
    ACT,
    ENDS,
    GIVE_UP,
    LOOK,
    OVER,
    Course,
    World,
    act,
    look,
    named_move,
    plays,
)
from decision_tree.engine.practice.drill_page import needs
from decision_tree.engine.practice.feedback import feedback
from decision_tree.engine.practice.grading import grade
from decision_tree.engine.practice.right_answers import drill_key, effects
from tests.conftest import published

GUIDE = published()
PLAYED = [(drill, role) for drill in GUIDE.drills for role in ROLES]
COURSES = pytest.mark.parametrize(
    ("drill", "role"), PLAYED, ids=[f"{drill.id}-{role}" for drill, role in PLAYED]
)
MOST = 3
"""Moves of the sequences that are tried, all of them; those of acts alone are tried whole."""


@cache
def course_of(drill: str, role: str) -> Course:
    """The drill as it is played in this role."""
    return Course(GUIDE, GUIDE.drill_by_id[drill], role)


def every_play(course: Course) -> list[World]:
    """Every sequence of at most MOST moves, and every one of acts alone."""
    acts = plays(course, len(course.drill.units), looks=False)
    return [*plays(course, MOST), *(world for world in acts if len(world.done) > MOST)]


@COURSES
def test_every_sequence_ends_and_none_is_better_than_the_best(drill: Drill, role: str) -> None:
    course = course_of(drill.id, role)
    best = course.best(course.start).cost
    worlds = every_play(course)
    assert len({world.moves for world in worlds}) == len(worlds)
    for world in worlds:
        assert world.end in ENDS
        assert world.moves[-1] == world.end
        assert (world.end == OVER) == (not world.broken)
        assert course.offers(world) == ()
        assert world.cost >= best
    print(f"{len(worlds)} sequences of {drill.id} as {role}")


@COURSES
def test_no_world_is_a_dead_end(drill: Drill, role: str) -> None:
    course, seen = course_of(drill.id, role), [course_of(drill.id, role).start]
    for world in seen:
        if world.end:
            continue
        assert GIVE_UP in course.offers(world)
        best = course.best(world)
        assert best.moves[-1] == OVER  # whatever was done so far, it can be put right
        assert world.cost + best.cost >= course.best(course.start).cost
        if len(world.moves) < 2:
            seen += [course.step(world, move) for move in course.offers(world)]


@COURSES
def test_the_best_sequence_costs_what_is_said_and_puts_the_right_units_back(
    drill: Drill, role: str
) -> None:
    course, key = course_of(drill.id, role), drill_key(GUIDE, drill)
    assert key is not None
    best = course.best(course.start)
    end = course.worlds(best.moves)[-1]
    assert (end.end, end.moves, end.cost) == (OVER, best.moves, best.cost)
    assert set(end.done) == set(key.units)
    assert end.reverted == ()
    assert (end.cost.early, end.cost.blind) == (0, 0)
    for each in key.order:
        assert end.done.index(each.first) < end.done.index(each.then)
    assert [bool(regret > Cost()) for regret in course.regrets(best.moves)] == [False] * (
        len(best.moves) - 1
    )


@COURSES
def test_as_many_sequences_are_declared_best_as_there_are(drill: Drill, role: str) -> None:
    course = course_of(drill.id, role)
    best = course.best(course.start)

    def as_good(world: World) -> int:
        if world.end:
            return 1
        least = world.cost + course.best(world).cost
        after = (course.step(world, move) for move in course.offers(world))
        return sum(as_good(each) for each in after if each.cost + course.best(each).cost == least)

    assert as_good(course.start) == best.ways
    if len(best.moves) <= MOST + 1:  # found anew, without asking for the best of any world
        found = [world for world in plays(course, MOST) if world.cost == best.cost]
        assert len(found) == best.ways
        assert best.moves in [world.moves for world in found]


@COURSES
def test_a_world_is_what_the_units_table_says(drill: Drill, role: str) -> None:
    course, key = course_of(drill.id, role), drill_key(GUIDE, drill)
    assert key is not None
    for world in plays(course, len(drill.units), looks=False):
        holding = [unit for unit in world.done if unit not in world.waits]
        found = effects(GUIDE, drill, tuple(holding))
        assert (world.restored, world.broken, world.reverted) == (
            found.restored,
            found.still_broken,
            found.reverted,
        )
        for each in key.order:
            waits = each.then in world.done and each.first not in world.done
            assert waits == (each.then in world.waits)


@COURSES
def test_costs_only_grow_and_a_regret_is_never_a_gain(drill: Drill, role: str) -> None:
    course = course_of(drill.id, role)
    for world in [*plays(course, 3)][::5]:
        for before, after in pairwise(course.worlds(world.moves)):
            assert after.cost >= before.cost
            assert after.cost.minutes >= before.cost.minutes
            assert after.cost.affected >= before.cost.affected
        regrets = course.regrets(world.moves)
        assert all(regret >= Cost() for regret in regrets)
        total = sum(regrets, Cost())
        assert total == world.cost - course.best(course.start).cost


@COURSES
def test_every_play_is_graded_and_says_which_move_cost_most(drill: Drill, role: str) -> None:
    course = course_of(drill.id, role)
    best = course.best(course.start)
    for world in [*plays(course, 2), course.worlds(best.moves)[-1]]:
        graded = grade(GUIDE, Attempt(DRILL, drill.id, role=role, moves=world.moves, sure="sure"))
        assert graded is not None
        debrief = graded.debrief
        assert debrief is not None
        assert debrief.end == world
        assert debrief.best == course.nearest(world.moves)
        assert (debrief.best.cost, debrief.best.ways) == (best.cost, best.ways)
        if world.cost == best.cost:
            assert (debrief.worst, debrief.first) == (-1, -1)
            assert graded.correct
            continue
        most = max(debrief.regrets)
        if most == Cost():
            continue
        assert debrief.regrets.index(most) == debrief.worst
        costly = [place for place, each in enumerate(debrief.regrets) if each > Cost()]
        assert debrief.first == costly[0] <= debrief.worst
        minute, affected = debrief.by_then
        assert minute == max(world.cost.minutes, best.cost.minutes)
        more = affected - world.cost.affected
        assert more == (minute - world.cost.minutes) * course.harm(world.broken)


@COURSES
def test_a_look_of_a_best_sequence_is_never_called_costly(drill: Drill, role: str) -> None:
    """Of two looks that tell the same, each is right, and the second only takes its minutes."""
    course = course_of(drill.id, role)
    best = course.best(course.start)
    every = course.best_sequences
    assert len(every) == len(set(every)) == best.ways
    assert all(course.worlds(moves)[-1].cost == best.cost for moves in every)
    looks = {move for moves in every for move in moves if move.startswith("look-")}
    longer = tuple(dict.fromkeys((*looks, *best.moves[:-1])))
    for world in [*plays(course, 2), course.worlds(longer)[-1]]:
        attempt = Attempt(DRILL, drill.id, role=role, moves=world.moves, sure="sure")
        graded = grade(GUIDE, attempt)
        assert graded is not None
        debrief = graded.debrief
        assert debrief is not None
        for place in {debrief.worst, debrief.first} - {-1}:
            assert world.moves[place] not in looks, world.moves
        common = len({*debrief.best.moves} & {*world.moves})
        assert common == max(len({*moves} & {*world.moves}) for moves in every)


def test_two_looks_that_tell_the_same_are_both_right() -> None:
    course = course_of("the-revision-remembers", "application")
    moves = ("look-trace", "look-revisions", "act-knative-percent", OVER)
    attempt = Attempt(DRILL, course.drill.id, role="application", moves=moves, sure="sure")
    graded = grade(GUIDE, attempt)
    assert graded is not None
    assert graded.debrief is not None
    assert graded.debrief.worst == -1
    html = feedback(Parts(GUIDE, "../"), course.drill, graded)
    assert "Each step is on one of the best sequences. Together, they cost 48 more" in html
    assert "The step that cost most" not in html


@COURSES
def test_a_right_answer_puts_the_right_units_back_in_order_after_looking(
    drill: Drill, role: str
) -> None:
    key = drill_key(GUIDE, drill)
    assert key is not None
    looks = [look(each.id) for each in drill.looks]
    for order in permutations(key.units):
        acts = [act(unit) for unit in order]
        bound = all(order.index(e.first) < order.index(e.then) for e in key.order)
        for moves, looked in (([*looks, *acts], True), (acts, False)):
            done = (*moves, OVER)
            graded = grade(GUIDE, Attempt(DRILL, drill.id, role=role, moves=done, sure="sure"))
            assert graded is not None
            assert graded.correct == (bound and looked)


@COURSES
def test_the_other_teams_units_take_longer_by_what_asking_takes(drill: Drill, role: str) -> None:
    course, other = course_of(drill.id, role), course_of(drill.id, ROLES[1 - ROLES.index(role)])
    for choice in drill.units:
        move = act(choice.unit)
        assert course.mine(choice.unit) != other.mine(choice.unit)
        longer = course.minutes[move] - other.minutes[move]
        assert longer == (-drill.ask if course.mine(choice.unit) else drill.ask)


@COURSES
def test_every_unit_on_offer_is_shown_with_the_team_whose_it_is(drill: Drill, role: str) -> None:
    """Where two products have two owners, who answers for the endpoint does not tell."""
    course = course_of(drill.id, role)
    other = ROLES[1 - ROLES.index(role)]
    for choice in drill.units:
        owner = choice.owner or GUIDE.unit_by_id[choice.unit].owner
        assert drill.stack != "hybrid" or owner in ROLES, choice.unit
        said = needs(course, act(choice.unit))
        mine = said.endswith(", yours")
        assert mine == course.mine(choice.unit)
        assert mine != (f"{other} team" in said)
        if owner in ROLES:
            assert mine == (owner == role)


@COURSES
def test_a_panel_follows_what_was_put_back(drill: Drill, role: str) -> None:
    course = course_of(drill.id, role)
    worlds = course.worlds(course.best(course.start).moves)
    for each in drill.looks:
        if each.panel is None:
            continue
        values = panel_values(course, each.panel, worlds)
        assert values[: len(each.panel.points)] == each.panel.points
        assert len(values) == len(each.panel.points) + len(worlds) - 1
        follows = not each.panel.aspect or each.panel.aspect in drill.broken
        assert values[-1] == (each.panel.usual if follows else each.panel.points[-1])


def test_a_move_that_is_not_on_offer_changes_nothing(practised: Guide) -> None:
    course = Course(practised, practised.drill_by_id["case"], "platform")
    read = course.step(course.start, "look-read")
    for world, move in (
        (read, "look-read"),
        (course.start, "look-nothing"),
        (course.start, "act-document"),
        (course.start, OVER),
        (course.step(read, GIVE_UP), "act-pin"),
        (course.step(read, "act-pin"), "act-spec"),
    ):
        assert course.step(world, move) == world


def test_the_small_drill_costs_this(practised: Guide) -> None:
    """By hand: ten bad answers a minute, two minutes to read, one for the pin."""
    drill = practised.drill_by_id["case"]
    course = Course(practised, drill, "platform")
    assert course.best(course.start).moves == ("look-read", "act-pin", OVER)
    assert course.best(course.start).cost == Cost(acts=1, affected=30, minutes=3)
    asked = Course(practised, drill, "application")
    assert asked.best(asked.start).cost == Cost(acts=1, affected=130, minutes=13)
    worlds = course.worlds(("act-all",))
    assert worlds[-1].reverted == ("words",)
    assert worlds[-1].cost == Cost(reverted=1, acts=1, blind=1, affected=150, minutes=15)
    assert course.regrets(("act-all",)) == (Cost(reverted=1, blind=1, affected=120, minutes=12),)
    gave_up = course.worlds((GIVE_UP,))[-1]
    assert gave_up.cost == Cost(left=1)


def test_a_unit_that_goes_back_too_early_waits_for_the_first(practised: Guide) -> None:
    course = Course(practised, practised.drill_by_id["order"], "application")
    early = course.worlds(("act-text",))[-1]
    assert (early.restored, early.waits, early.cost.early) == ((), ("text",), 1)
    both = course.step(early, "act-pin")
    assert (both.waits, both.end) == ((), OVER)
    assert sorted(both.restored) == ["bytes", "words"]


def test_three_units_in_a_row_wait_for_one_another(practised: Guide) -> None:
    drill = practised.drill_by_id["order"]
    because = Statement("So.")
    row = (Precedence("pin", "text", because), Precedence("text", "other", because))
    units = tuple(
        replace(each, id="other", restores=("more",)) if each.id == "document" else each
        for each in practised.units
    )
    aspects = (*practised.aspects, replace(practised.aspects[0], id="more"))
    changed = replace(
        drill,
        stack="hybrid",
        changes=(replace(drill.changes[0], aspects=("bytes", "words", "more")),),
        broken=("bytes", "words", "more"),
        units=(*drill.units[:2], replace(drill.units[2], unit="other")),
        order=row,
    )
    guide = replace(practised, units=units, aspects=aspects, drills=(changed,))
    course = Course(guide, changed, "application")
    waits = [world.waits for world in course.worlds(("act-other", "act-text", "act-pin"))]
    assert waits == [(), ("other",), ("other", "text"), ()]


def test_what_a_move_is_called_is_what_it_does() -> None:
    assert [named_move(each) for each in ("look-a", "act-b", GIVE_UP, OVER)] == ["a", "b", "", ""]
    assert (look("a"), act("b")) == (f"{LOOK}a", f"{ACT}b")
