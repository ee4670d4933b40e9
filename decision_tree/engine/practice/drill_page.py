"""A drill as one reads it while it is played: the world as it is, what was seen, what can be done.

What is shown depends on the moves made so far and on nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..counted import counted
from ..display_names import ROLE_NAMES
from ..html_parts import Parts, fold, listing, option_link, paragraph
from ..markup import Markup, element, inline, join
from ..model import ROLES, Drill, Guide, Unit
from ..outcome import LEAVES
from .attempt import Attempt, open_part
from .drill_best import Best, Cost
from .drill_looks import evidence
from .drill_moves import ACT, GIVE_UP, LOOK, OVER, Course, World, named_move

__all__ = [
    "ONLY_ASKED",
    "SENTENCE_END",
    "WHICH_TEAM",
    "aspect_names",
    "best_moves",
    "made",
    "move_name",
    "needs",
    "playing",
    "roles",
    "what_it_cost",
    "what_it_did",
]

WHICH_TEAM = "Which team are you?"

Href = Callable[[Attempt], str]
Signs = Mapping[tuple[str, str], str]
"""The numbers of looks and the letters of units, by their part and id."""


def roles(drill: Drill, attempt: Attempt, href: Href) -> Markup:
    """The choice of the side that is played."""
    other = counted(drill.ask, "minute")
    detail = {
        role: "You answer for this endpoint."
        if role == drill.answers
        else "You call this endpoint."
        for role in ROLES
    }
    if drill.answers == "application":
        detail["platform"] = "You run the platform below this endpoint."
    items = (
        element("li", None, option_link(href(replace(attempt, role=role)), name, detail[role]))
        for role, name in ROLE_NAMES.items()
    )
    return join(
        (
            element("h3", {"class": "dt-prompt"}, WHICH_TEAM),
            paragraph("", f"You ask the other team for what is theirs: {other} more each time."),
            element("ul", {"class": "dt-options dt-row"}, *items),
        )
    )


ONLY_ASKED = "Only when you are asked to."
"""Beside what tells a room more than it has decided."""

SENTENCE_END = re.compile(r"(?<=[.!?]) ")
"""Where one sentence of content text ends and the next begins."""

_EXPLAINS = re.compile(r"\b[A-Z]{2,}(?:-[A-Z]+)*`? is\b")
"""What a sentence has that says what a word in capitals stands for, as in “GOOD is that commit”."""


def move_name(course: Course, move: str, sign: str = "") -> str:
    """What a move is called, as content text; `sign` stands before the look or the unit."""
    name = named_move(move)
    if move.startswith(LOOK):
        return f"Looked: {sign}{course.looks[name].at}"
    if move.startswith(ACT):
        return f"Put back: {sign}{course.guide.unit_by_id[name].name}"
    return "Gave up" if move == GIVE_UP else "Nothing is broken any more"


def playing(
    parts: Parts, course: Course, attempt: Attempt, href: Href, signs: Signs, held: bool = False
) -> tuple[Markup, ...]:
    """The world after the moves of the attempt, and what can be done in it.

    Where it is `held`, for a room that decides together, what an act did is folded away.
    """
    worlds = course.worlds(attempt.moves)
    shown = tuple(_news(parts, course, worlds))
    standing = _standing(course, worlds[-1])
    if held and worlds[-1].done:
        shown = (*shown[:1], what_it_did(parts, course, worlds, shown[1:]))
    else:
        shown = (*shown, standing)
    return (*shown, *_options(course, attempt, worlds[-1], href, signs))


def what_it_did(
    parts: Parts, course: Course, worlds: tuple[World, ...], shown: tuple[Markup, ...] = ()
) -> Markup:
    """What the last move showed, and below it, folded away, what the acts so far did."""
    acted = worlds[-1].done != worlds[-2].done
    told = () if not acted else tuple(_news(parts, course, worlds))[1:]
    summary = "Show what this did" if acted else "Show what suffers now"
    asked = element("span", {"class": "dt-option-detail"}, ONLY_ASKED)
    head = join((summary, " ", asked))
    did = fold(head, *told, _standing(course, worlds[-1]), css="dt-held")
    return join((*(() if acted else shown), did))


def _news(parts: Parts, course: Course, worlds: tuple[World, ...]) -> Iterator[Markup]:
    """The heading of the last move, and what it showed or did."""
    if len(worlds) < 2:
        return
    before, after = worlds[-2:]
    move = after.moves[len(before.moves)]
    yield element("h2", {"tabindex": "-1"}, inline(move_name(course, move)))
    if move.startswith(LOOK):
        yield evidence(course, course.looks[named_move(move)], worlds)
        return
    yield listing(_done(course, before, after), css="dt-done")
    unit = course.guide.unit_by_id[named_move(move)]
    yield paragraph("", element("b", None, f"{LEAVES}: "), parts.statement(unit.leaves))
    for each in course.key.order if course.key else ():
        if each.then in after.waits and each.then == unit.id:
            yield paragraph("", element("b", None, "Too early: "), parts.statement(each.because))


def _done(course: Course, before: World, after: World) -> Iterator[Markup]:
    guide, move = course.guide, after.moves[len(before.moves)]
    restored = [each for each in after.restored if each not in before.restored]
    lost = [each for each in after.reverted if each not in before.reverted]
    took = after.cost.minutes - before.cost.minutes
    asked = "" if course.mine(named_move(move)) else f", {course.drill.ask} of them for asking"
    waits = "nothing yet, because another unit has to go first"
    nothing = waits if named_move(move) in after.waits else "nothing that is broken"
    yield _named("Restored", aspect_names(guide, restored) or nothing)
    yield _named("Still broken", _symptom(course, after))
    if lost:
        yield _named("Good, but rolled back too", aspect_names(guide, lost))
    yield _named("Took", f"{counted(took, 'minute')}{asked}")


def _symptom(course: Course, world: World) -> str:
    """What one notices of what is broken. What it is, the looks tell: an act would be cheaper."""
    if not world.broken:
        return "nothing"
    now = course.harm(world.broken)
    suffer = f"{now:,} {course.drill.counts} a minute"
    return f"something, with {suffer}" if now else "something that nobody notices yet"


def _named(name: str, text: Markup | str) -> Markup:
    return join((element("b", None, f"{name}: "), text))


def aspect_names(guide: Guide, names: Sequence[str]) -> Markup:
    """What is broken or put back, by the names that people know."""
    return join((inline(guide.aspect_by_id[name].name) for name in names), "; ")


def _standing(course: Course, world: World) -> Markup:
    """Minutes since the alarm, and what suffered."""
    now = course.harm(world.broken)
    rows = (
        ("Since the alarm", f"{world.cost.minutes} min"),
        (f"{course.drill.counts[:1].upper()}{course.drill.counts[1:]}", f"{world.cost.affected:,}"),
        ("Now", f"{now:,} a minute"),
    )
    cells = (
        element("div", None, element("dt", None, name), element("dd", None, value))
        for name, value in rows
    )
    return element("dl", {"class": "dt-world"}, *cells)


def _options(
    course: Course, attempt: Attempt, world: World, href: Href, signs: Signs
) -> Iterator[Markup]:
    offers = course.offers(world)
    for head, prefix in (("Look", LOOK), ("Put back", ACT)):
        moves = (move for move in offers if move.startswith(prefix))
        items = [_option(course, attempt, world, move, href, signs) for move in moves]
        if items:
            yield element("h3", {"class": "dt-prompt"}, head)
            yield element("ul", {"class": "dt-options"}, *items)
    if world.moves:
        last = _option(course, attempt, world, GIVE_UP, href, signs)
        yield element("ul", {"class": "dt-options"}, last)


def _option(
    course: Course, attempt: Attempt, world: World, move: str, href: Href, signs: Signs
) -> Markup:
    after = replace(attempt, moves=course.step(world, move).moves)
    # Its address does not tell beforehand whether it ends the drill: whoever reads it knows.
    leads = replace(after, moves=tuple(each for each in after.moves if each != OVER))
    name = named_move(move)
    if move == GIVE_UP:
        text, detail = "Give up", "This ends the drill. What is broken now stays broken."
    elif move.startswith(LOOK):
        text, detail = course.looks[name].at, needs(course, move)
    else:
        unit = course.guide.unit_by_id[name]
        text, detail = unit.name, f"{needs(course, move)}. {_in_short(unit)}"
    keep = {"data-keep": not open_part(after)}
    sign = _sign(signs, move)
    return element("li", None, option_link(href(leads), text, detail, more=keep, sign=sign))


def _in_short(unit: Unit) -> str:
    """How a unit is put back, without what explains the words of a command: none is shown here."""
    return " ".join(
        each for each in SENTENCE_END.split(unit.how.text) if not _EXPLAINS.search(each)
    )


def _sign(signs: Signs, move: str) -> str:
    """The number of the look, or the letter of the unit, of this move; "" for the end."""
    return signs.get(("looks" if move.startswith(LOOK) else "units", named_move(move)), "")


def needs(course: Course, move: str) -> str:
    """How long a move takes, and whose unit goes back."""
    mine = move.startswith(ACT) and course.mine(named_move(move))
    return f"{_takes(course, move)}, yours" if mine else _takes(course, move)


def _takes(course: Course, move: str) -> str:
    """How long a move takes, and of that for asking the other team."""
    minutes, name = course.minutes[move], named_move(move)
    told = counted(minutes, "minute")
    if not move.startswith(ACT) or course.mine(name):
        return told
    other = ROLES[1 - ROLES.index(course.role)]
    ask = course.drill.ask
    return f"{told}: {ask} to ask the {other} team, {minutes - ask} to do it"


def made(course: Course, attempt: Attempt) -> Markup:
    """The moves so far with the minute of each, and what the looks show by now, each folded."""
    worlds = course.worlds(attempt.moves)
    lines = (
        join(
            (
                element("b", None, f"Minute {after.cost.minutes}"),
                " ",
                inline(move_name(course, move)),
            )
        )
        for move, after in zip(attempt.moves, worlds[1:], strict=False)
    )
    seen = (
        fold(inline(course.looks[name].at), evidence(course, course.looks[name], worlds))
        for name in worlds[-1].looked
    )
    return join((listing(lines, "ol", "dt-timeline"), *seen))


def best_moves(course: Course, best: Best, signs: Signs) -> Markup:
    """The best sequence, each move with its minutes; `signs` stand before the names."""
    items = (
        join((inline(move_name(course, move, _sign(signs, move))), f" ({_takes(course, move)})"))
        for move in best.moves
        if move != OVER
    )
    return listing(items, "ol")


def what_it_cost(drill: Drill, cost: Cost) -> str:
    """What a move cost more than the best one in its place, the heaviest first."""
    told = (
        (cost.left, "left {} broken", "aspect"),
        (cost.reverted, "rolled back {} without need", "good aspect"),
        (cost.acts, "put back {} more than needed", "unit"),
        (cost.early, "put back {} too early", "unit"),
        (cost.blind, "put back {} before checking", "unit"),
    )
    found = [text.format(counted(number, one)) for number, text, one in told if number > 0]
    if cost.affected > 0:
        found.append(f"cost {cost.affected:,} more {drill.counts}")
    if cost.minutes > 0 and (not found or cost.affected > 0):
        found.append(f"took {counted(cost.minutes, 'minute')} more")
    return ", ".join(found)
