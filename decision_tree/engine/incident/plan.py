"""The rollback plan: from what is known of an incident to what goes back, in which order.

Suspects are the aspects of what one sees, with those that were changed first. What was changed just
before the trouble goes back at once: the units are those that `engine.rollback` calls best. Where
that is not sure, the plan begins with the look that tells most suspects apart for least time, and
goes on with the likeliest suspect.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..display_names import HOLDER_NAMES, SPEED_NAMES, STACK_NAMES
from ..model import (
    AS_ANSWERED,
    NOES,
    OUTSIDE,
    Caution,
    Check,
    FirstLook,
    Guide,
    Sight,
    Statement,
    Triage,
    Unit,
)
from ..rollback import Damage, best_sets, in_order, instead, offered, orders
from .state import WHENS, Incident

__all__ = [
    "CHECK_FIRST",
    "INSTEAD",
    "IN_VAIN",
    "MORE_CHECKS",
    "NOT_NOW",
    "NO_TIME",
    "RUN",
    "THEN_CHECK",
    "Part",
    "Plan",
    "again",
    "cautions_for",
    "checks_of",
    "choices",
    "holder",
    "looks_for",
    "open_question",
    "parts_of",
    "plan",
    "put_back",
    "restored",
    "run_said",
    "runbook_stacks",
    "runbook_units",
    "seen_by",
    "stuck_said",
    "suspected",
    "told_by",
    "undone",
    "way_said",
]


@dataclass(frozen=True, slots=True)
class Part:
    """Something that the plan says of a unit: its heading, and the sentences below it. `key` is its
    name where the plan is data: programs read it, so it stays when the heading changes."""

    key: str
    label: str
    said: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do in an incident.

    `triage` is what one finds out before anything else. `look` comes first where the cause is not
    sure; after yes `seen` are the suspects. `more_looks` tell something too, the best first. `bad`
    are the aspects that `units` put back, in this order; `others` are, for each of them, the units
    that can take its place. `stuck` are aspects that nothing on this stack puts back. `suspects`
    come next, one by one, each with the units that put it back. `cautions` are what must not be
    done meanwhile with these units, and `more_cautions` what must not be done on this stack. `vain`
    are, where something was put back already, the ways on this stack that put nothing back.
    `checks` are, for each of `units`, how one sees that it is back.
    """

    triage: tuple[Triage, ...]
    look: FirstLook | None
    seen: tuple[str, ...]
    more_looks: tuple[FirstLook, ...]
    bad: tuple[str, ...]
    units: tuple[Unit, ...]
    others: tuple[tuple[Unit, ...], ...]
    stuck: tuple[str, ...]
    suspects: tuple[tuple[str, tuple[Unit, ...]], ...]
    cautions: tuple[Caution, ...]
    more_cautions: tuple[Caution, ...]
    vain: tuple[Unit, ...]
    checks: tuple[tuple[Check, ...], ...]


def open_question(incident: Incident) -> str:
    """What is to be asked next: sees, stack, changed or when; "" once a plan can be made."""
    if not incident.sight:
        return "sees"
    if not incident.stack:
        return "stack"
    if incident.again or not (incident.changed or incident.unsure):
        return "changed"
    if incident.changed and not incident.when:
        return "when"
    return ""


def choices(guide: Guide, incident: Incident) -> tuple[str, ...]:
    """The aspects that can have been changed on this stack: the suspects of what one sees first."""
    able = {aspect for unit in offered(guide, incident.stack) for aspect in unit.restores}
    sight = guide.sight_by_id.get(incident.sight)
    order = (*(sight.suspects if sight else ()), *guide.aspect_by_id)
    return tuple(aspect for aspect in dict.fromkeys(order) if aspect in able)


def plan(guide: Guide, incident: Incident) -> Plan:
    """The plan for an incident whose stack is known."""
    able = choices(guide, incident)
    stuck = tuple(each for each in incident.changed if each not in able)
    suspects = suspected(guide, incident, able)
    changed = tuple(each for each in suspects if each in incident.changed)
    sure = bool(changed) and incident.when == "just-before"
    bad = changed if sure else suspects[:1]
    looks = () if sure else looks_for(guide, incident, suspects)
    units = _chosen(guide, incident, bad, put_back(guide, incident.stack, bad))
    back = restored(bad, units)
    rest = tuple(each for each in suspects if each not in back)
    cautions, more = _cautions(guide, incident.stack, units)
    return Plan(
        triage=_triage(guide, incident),
        look=looks[0] if looks else None,
        seen=seen_by(looks[0], suspects) if looks else (),
        more_looks=looks[1:],
        bad=bad,
        units=units,
        others=instead(guide, incident.stack, bad, units),
        stuck=stuck,
        suspects=tuple((each, put_back(guide, incident.stack, (each,))) for each in rest),
        cautions=cautions,
        more_cautions=more,
        vain=_vain(guide, incident),
        checks=tuple(checks_of(guide, unit) for unit in units),
    )


def _triage(guide: Guide, incident: Incident) -> tuple[Triage, ...]:
    return tuple(
        each
        for each in guide.triage
        if incident.sight in each.sights and incident.stack in each.stacks
    )


def checks_of(guide: Guide, unit: Unit) -> tuple[Check, ...]:
    """How one sees that a unit is back."""
    return tuple(check for check in guide.checks if unit.id in check.units)


def _vain(guide: Guide, incident: Incident) -> tuple[Unit, ...]:
    if not undone(guide.sight_by_id.get(incident.sight)):
        return ()
    return tuple(u for u in guide.units if u.stack == incident.stack and not u.restores)


def undone(sight: Sight | None) -> bool:
    """Whether something was put back in vain: then that is what is asked for."""
    return sight is not None and sight.asks == "put-back"


def again(incident: Incident) -> Incident:
    """The incident of somebody who put something back in vain, to put it back in another way."""
    return Incident(
        incident.sight,
        incident.stack,
        changed=incident.tried[:1],
        when=WHENS[0],
        owner=incident.owner,
    )


IN_VAIN = "These ways put nothing back. Each leaves broken:"
"""What stands above the ways that do not work, where something was put back already."""

RULES_OUT = NOES[0]

CHECK_FIRST = "Before anything else"
"""What stands above what one finds out before anything is put back."""

MORE_CHECKS = "Other checks, with the best first"
"""What stands above the looks after the first."""

NOT_NOW = "Do not do this now"
"""What stands above the cautions."""

THEN_CHECK = "Then check that it worked"
"""What stands above the command that shows it."""

NO_TIME = "No time to look? Put back the likeliest cause first"
"""What stands between a look and the units that go back without it."""

RUN = "Test run"
"""The heading of whether a unit was run."""

INSTEAD = "If you cannot do this, or it did not help"
"""What stands above the units that can take the place of one."""


def restored(bad: tuple[str, ...], units: tuple[Unit, ...]) -> tuple[str, ...]:
    """What is back once these units are: if that did not help, none of it was the cause."""
    return tuple(dict.fromkeys((*bad, *(each for unit in units for each in unit.restores))))


def stuck_said(guide: Guide, incident: Incident, made: Plan) -> str:
    """What is said where something cannot be put back, or not so; "" otherwise. Content text."""
    said = []
    if made.stuck:
        names = ", ".join(guide.aspect_by_id[each].name for each in made.stuck)
        said.append(f"Nothing on this stack puts this back: {names}.")
    elif not made.units and not made.look:
        said.append("You have put back everything that this stack can put back.")
        said.append("Call whoever runs the platform.")
    if incident.use and incident.use not in {unit.id for unit in made.units}:
        name = guide.unit_by_id[incident.use].name
        said.append(f"“{name}” does not put this back, so it is not in this plan.")
    return " ".join(said)


def way_said(unit: Unit) -> str:
    """Another way to put something back, with how long it takes. Content text."""
    return f"{unit.name}. {SPEED_NAMES[unit.speed]}."


def seen_by(look: FirstLook, suspects: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the suspects that remain when the answer to this look is yes."""
    return tuple(each for each in suspects if each in look.suspects)


def told_by(guide: Guide, look: FirstLook, seen: tuple[str, ...]) -> tuple[str, str]:
    """What yes says to a look after which these are suspected, and what no says. Content text."""
    names = "; ".join(guide.aspect_by_id[each].name for each in seen)
    return (
        f"Suspect {'one of these' if len(seen) > 1 else 'this'}: {names}.",
        "Suspect something else." if look.after_no == RULES_OUT else "Go on to the next check.",
    )


def suspected(guide: Guide, incident: Incident, able: tuple[str, ...]) -> tuple[str, ...]:
    """What is still suspected, the likeliest first. Looks that rule everything out are not heard:
    then one of them was misread."""
    sight = guide.sight_by_id.get(incident.sight)
    usual = [each for each in able if sight is None or each in sight.suspects]
    changed = [each for each in able if each in incident.changed]
    left = [each for each in dict.fromkeys((*changed, *usual)) if each not in incident.tried]
    heard = [each for each in left if _agrees(guide, incident, each)]
    return tuple(heard or left)


def _agrees(guide: Guide, incident: Incident, aspect: str) -> bool:
    looks = guide.look_by_id
    return all(aspect in looks[name].suspects for name in incident.yes) and not any(
        aspect in looks[name].suspects and looks[name].after_no == RULES_OUT for name in incident.no
    )


def looks_for(guide: Guide, incident: Incident, suspects: tuple[str, ...]) -> tuple[FirstLook, ...]:
    """The looks on this stack and for this sight that tell some of these suspects from others, the
    best first: those that tell most for a minute."""
    rated = []
    for look in guide.looks:
        within = sum(each in look.suspects for each in suspects)
        told = min(within, len(suspects) - within)
        fits = (not look.stacks or incident.stack in look.stacks) and (
            not look.sights or incident.sight in look.sights
        )
        if told and fits and look.id not in (*incident.yes, *incident.no):
            rated.append((Fraction(told, look.minutes), look))
    rated.sort(key=lambda each: -each[0])
    return tuple(look for _, look in rated)


def put_back(guide: Guide, stack: str, bad: tuple[str, ...]) -> tuple[Unit, ...]:
    """The units that put these aspects back, in their order; none where there is nothing to put
    back.

    Of several best sets it is the one that puts back least besides, then the first in the table.
    """
    names = tuple(unit.id for unit in offered(guide, stack))
    sets = best_sets(guide, names, Damage(bad), stack) if bad else ()
    if not sets:
        return ()
    units = guide.unit_by_id

    def rank(each: tuple[str, ...]) -> tuple[int, int]:
        besides = {aspect for name in each for aspect in units[name].restores} - set(bad)
        return len(besides), sets.index(each)

    return _sorted(guide, min(sets, key=rank))


def _sorted(guide: Guide, names: tuple[str, ...]) -> tuple[Unit, ...]:
    """The units of these names in an order that nothing forbids."""
    ordered = in_order(names, orders(guide, names)) or names
    return tuple(guide.unit_by_id[name] for name in ordered)


def _chosen(
    guide: Guide, incident: Incident, bad: tuple[str, ...], units: tuple[Unit, ...]
) -> tuple[Unit, ...]:
    """`units` with the one that the reader chose, or that a look calls for, in place of the first
    that it can replace."""
    looks = (guide.look_by_id[name] for name in incident.yes)
    wanted = incident.use or next((look.rather for look in looks if look.rather), "")
    for unit, others in zip(units, instead(guide, incident.stack, bad, units), strict=True):
        if wanted in {other.id for other in others}:
            names = (wanted if each == unit else each.id for each in units)
            return _sorted(guide, tuple(names))
    return units


def _cautions(
    guide: Guide, stack: str, units: tuple[Unit, ...]
) -> tuple[tuple[Caution, ...], tuple[Caution, ...]]:
    """What must not be done: with these units or anywhere, and then what else on this stack."""
    first = cautions_for(guide, units)
    more = (each for each in guide.cautions if stack in each.stacks and each not in first)
    return first, tuple(more)


def cautions_for(guide: Guide, units: tuple[Unit, ...]) -> tuple[Caution, ...]:
    """What must not be done with these units, or anywhere."""
    used = {unit.id for unit in units}

    def bears(caution: Caution) -> bool:
        everywhere = not caution.units and not caution.stacks
        return everywhere or not used.isdisjoint(caution.units)

    return tuple(filter(bears, guide.cautions))


def holder(unit: Unit, owner: str) -> str:
    """Who puts this unit back, in words, where `owner` owns the contract: a word of OWNERS,
    AS_ANSWERED, or "" where no decision says it. With two contracts the
    application answers for Ray Serve and what is outside, and each endpoint has its own team."""
    if unit.owner != AS_ANSWERED:
        return HOLDER_NAMES[unit.owner]
    if owner == "both":
        owner = "application" if unit.stack in ("ray-serve", OUTSIDE) else AS_ANSWERED
    return HOLDER_NAMES[owner or AS_ANSWERED]


def parts_of(guide: Guide, unit: Unit, bad: tuple[str, ...] = ()) -> tuple[Part, ...]:
    """What is said of a unit besides its commands, once for every form of the plan. `bad` are the
    aspects that it is to put back; all that it can, if none is named."""
    aspects = guide.aspect_by_id
    looked = [each for each in unit.restores if each in bad] or list(unit.restores)
    names = "; ".join(aspects[each].name for each in unit.restores)
    run = Part("test_run", RUN, (Statement(run_said(unit.run, unit.served)),))
    return (
        Part("comes_back", "Comes back", (Statement(f"{names}."),)),
        Part("stays_broken", "Does not come back", (unit.leaves,)),
        Part("it_worked_when", "It worked when", tuple(aspects[each].know for each in looked)),
        Part("if_it_did_not_help", "If it did not help", (unit.otherwise,)),
        *((run,) if unit.stack != OUTSIDE else ()),
    )


def run_said(release: str, served: str) -> str:
    """Whether a unit was run on the controllers of the one release, and on the serving system of
    the other; "" for neither. Content text."""
    said = []
    if release:
        said.append(f"On the controllers of {release}, with simulated pods.")
    if served:
        said.append(f"On {served} itself, on one machine and under requests.")
    return " ".join(said) or "Not run on a controller. We read it in the code."


# -- From a decision ------------------------------------------------------------------------------


def runbook_stacks(guide: Guide, outcome: str) -> tuple[str, ...]:
    """The stacks whose units belong to a decision for this outcome, in the order of STACK_NAMES."""
    found = {stack for row in guide.runbooks if row.outcome == outcome for stack in row.stacks}
    return tuple(stack for stack in STACK_NAMES if stack in found)


def runbook_units(guide: Guide, incident: Incident) -> tuple[Unit, ...]:
    """The units of a decision's runbook: those of its stacks that restore something, or only those
    of the one that the incident names, with what is outside of both products."""
    stacks = runbook_stacks(guide, incident.runbook)
    if incident.stack in stacks:
        stacks = tuple(each for each in stacks if each in (incident.stack, OUTSIDE))
    return tuple(
        unit for stack in stacks for unit in guide.units if unit.restores and unit.stack == stack
    )
