"""The rollback plan: from what is known of an incident to what goes back, in which order.

Suspects are the aspects of what one sees, with those that were changed first. What was changed just
before the trouble goes back at once: the units are those that `engine.rollback` calls best. Where
that is not sure, the plan begins with the look that tells most suspects apart for least time, and
goes on with the likeliest suspect. Where nothing was changed, nothing goes back before a look says
that something is wrong with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from ..model import NOES, Caution, Check, FirstLook, Guide, Triage, Unit
from ..rollback import Damage, best_sets, in_order, instead, offered, orders
from .state import JUST_BEFORE, NOTHING, WHENS, Incident, asks_put_back

__all__ = [
    "RULES_OUT",
    "Plan",
    "again",
    "cautions_for",
    "checks_of",
    "choices",
    "first_back",
    "looks_for",
    "plan",
    "put_back",
    "restored",
    "seen_by",
    "suspected",
    "suspected_alone",
    "turned_to",
]


RULES_OUT = NOES[0]
"""The word of a look whose no leaves none of its suspects."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do in an incident.

    `triage` is what one finds out before anything else. `look` comes first where the cause is not
    sure; after yes `seen` are the suspects. `more_looks` tell something too, the best first. `bad`
    are the aspects that `units` put back, in this order; `others` are, for each of them, the units
    that can take its place. `stuck` are aspects that nothing on this stack puts back. `suspects`
    come next, one by one, each with the units that put it back. `cautions` are what must not be
    done meanwhile with these units, and `more_cautions` what must not be done on this stack. `vain`
    are, where something was put back already, the ways on this stack that put nothing back, and
    `done` are the units by which that was put back, each with how one sees that it took effect, as
    long as nothing else was tried.
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
    done: tuple[tuple[Unit, tuple[Check, ...]], ...]
    checks: tuple[tuple[Check, ...], ...]


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
    sure = bool(changed) and incident.when == JUST_BEFORE
    looks = () if sure else looks_for(guide, incident, suspects)
    waits = incident.unnamed == NOTHING and bool(looks) and not incident.yes
    bad = changed if sure else () if waits else _likeliest(guide, incident, suspects)
    units = first_back(guide, incident, bad)
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
        done=_done(guide, incident),
        checks=tuple(checks_of(guide, unit) for unit in units),
    )


def _likeliest(guide: Guide, incident: Incident, suspects: tuple[str, ...]) -> tuple[str, ...]:
    """The one of these that goes back without a look; none of none. Where nothing is known yet, it
    is the first that a command of this stack puts back: not every team has what others need."""
    if not (incident.changed or incident.tried or incident.yes or incident.no):
        units = (unit for unit in guide.units if unit.stack == incident.stack and unit.commands)
        own = {each for unit in units for each in unit.restores}
        suspects = tuple(filter(own.__contains__, suspects)) or suspects
    return suspects[:1]


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
    if not asks_put_back(guide, incident.sight):
        return ()
    return tuple(u for u in guide.units if u.stack == incident.stack and not u.restores)


def _done(guide: Guide, incident: Incident) -> tuple[tuple[Unit, tuple[Check, ...]], ...]:
    """What somebody put back who sees no difference: first one sees whether it took effect."""
    if not asks_put_back(guide, incident.sight) or len(incident.tried) != 1:
        return ()
    units = put_back(guide, incident.stack, incident.tried)
    return tuple((unit, checks_of(guide, unit)) for unit in units)


def again(incident: Incident) -> Incident:
    """The incident of somebody who put something back in vain, to put it back in another way."""
    return Incident(
        incident.sight,
        incident.stack,
        changed=incident.tried[:1],
        when=WHENS[0],
        owner=incident.owner,
    )


def turned_to(guide: Guide, incident: Incident, made: Plan, name: str) -> Incident:
    """The incident in which the unit of this name goes back in place of the plan's."""
    unit = guide.unit_by_id[name]
    if any(unit in others for others in made.others):
        return replace(incident, use=name)
    alone = (a for a in reversed(unit.restores) if put_back(guide, unit.stack, (a,)) == (unit,))
    aspect = next(alone, unit.restores[0])
    return replace(incident, changed=(aspect,), unnamed="", when=WHENS[0], use=name)


def suspected_alone(incident: Incident, aspect: str) -> Incident:
    """The incident with this as what goes back now."""
    tried = tuple(each for each in incident.tried if each != aspect)
    return replace(
        incident, changed=(aspect,), unnamed="", when=WHENS[0], tried=tried, use="", again=False
    )


def restored(bad: tuple[str, ...], units: tuple[Unit, ...]) -> tuple[str, ...]:
    """What is back once these units are: if that did not help, none of it was the cause."""
    return tuple(dict.fromkeys((*bad, *(each for unit in units for each in unit.restores))))


def seen_by(look: FirstLook, suspects: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the suspects that remain when the answer to this look is yes."""
    return tuple(each for each in suspects if each in look.suspects)


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
        asked = look.id in (*incident.yes, *incident.no)
        if told and fits and not asked and _follows(look, incident):
            rated.append((Fraction(told, look.minutes), look))
    rated.sort(key=lambda each: -each[0])
    return tuple(look for _, look in rated)


def _follows(look: FirstLook, incident: Incident) -> bool:
    """Whether what was seen leaves this look something to tell: of two that cannot both be true,
    the second is not asked."""
    seen = set(incident.yes)
    return (not look.after or not seen.isdisjoint(look.after)) and seen.isdisjoint(look.unless)


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


def first_back(guide: Guide, incident: Incident, bad: tuple[str, ...]) -> tuple[Unit, ...]:
    """The units that put these aspects back in this incident, in their order."""
    return _chosen(guide, incident, bad, put_back(guide, incident.stack, bad))


def _chosen(
    guide: Guide, incident: Incident, bad: tuple[str, ...], units: tuple[Unit, ...]
) -> tuple[Unit, ...]:
    """`units` with the one that the reader chose, or that a look or what one sees calls for, in
    place of the first that it can replace."""
    looks = (guide.look_by_id[name].rather for name in incident.yes)
    first = (row.rather for row in _triage(guide, incident))
    wanted = incident.use or next(filter(None, (*looks, *first)), "")
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
