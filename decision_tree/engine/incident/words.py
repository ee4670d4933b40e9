"""What a rollback plan says, in words that its page and the plan for elsewhere share.

The headings stand here once, and the sentences that depend on what is in the plan. They are content
text: each form writes it in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..counted import counted
from ..display_names import SPEED_NAMES, STACK_NAMES
from ..model import OUTSIDE, URGENCIES, FirstLook, Guide, Outcome, Statement, Unit, Way
from .plan import RULES_OUT, Plan
from .state import Incident

__all__ = [
    "CHECK_FIRST",
    "DONE",
    "GO_ON",
    "INSTEAD",
    "IN_VAIN",
    "LEFT",
    "MORE_CHECKS",
    "NOTHING_YET",
    "NOT_HELPED",
    "NOT_NOW",
    "NO_HURRY",
    "NO_TIME",
    "RUN",
    "SUSPECTS",
    "THEN_CHECK",
    "TO_FIRST",
    "Part",
    "about",
    "done_said",
    "heading",
    "parts_of",
    "run_said",
    "runbook_title",
    "stuck_said",
    "time_said",
    "told_by",
    "way_instead",
    "way_said",
    "without_look",
    "worked_when",
]

IN_VAIN = "These ways put nothing back. Each leaves broken:"
"""What stands above the ways that do not work, where something was put back already."""

CHECK_FIRST = "Before anything else"
"""What stands above what one finds out before anything is put back."""

MORE_CHECKS = "Other checks, with the best first"
"""What stands above the looks after the first."""

NOT_NOW = "Do not do this now"
"""What stands above the cautions."""

TO_FIRST = "To the first command"
"""The button above the cautions that leads to the first command."""

THEN_CHECK = "Then check that it worked"
"""What stands above the command that shows it."""

NO_TIME = "No time to look? Put back the likeliest cause first"
"""What stands between a look and the units that go back without it."""

NO_HURRY = "If no check tells: the likeliest cause"
"""The same, where there is time to look."""

NOTHING_YET = "Nothing was changed, so nothing goes back until a check says yes."
"""What stands in place of the units, where nothing was changed."""

LEFT = "Does not come back"
"""What stands before what a unit leaves broken."""

DONE = "Did what you put back take effect?"
"""What stands above how one sees that, where something was put back already."""

RUN = "Test run"
"""The heading of whether a unit was run."""

INSTEAD = "Other ways to put this back"
"""What stands above the units that can take the place of one."""

SUSPECTS = "All other suspects, with the likeliest first"
"""What stands above what else can be put back."""

NOT_HELPED = "If it did not help"
"""What stands above what comes next, once for a plan, and for a unit that stands alone."""

GO_ON = "Go on to the next suspect"
"""The way on from a plan that did not help."""


# -- A plan ---------------------------------------------------------------------------------------


def about(guide: Guide, incident: Incident) -> str:
    """What the plan is about: what one sees and what it runs on, as far as they are known."""
    sight = guide.sight_by_id.get(incident.sight)
    known = (sight.name if sight else "", STACK_NAMES.get(incident.stack, ""))
    return f"Rollback plan: {'. '.join(filter(None, known))}"


def runbook_title(outcome: Outcome) -> str:
    """What the runbook of a decision for this outcome is called."""
    return f"Rollback plan: {outcome.title}"


def heading(made: Plan) -> str:
    """What the plan says to do first, in a few words of content text."""
    if made.done:
        return "Check first whether your rollback took effect"
    if made.look:
        return f"Look first: {made.look.ask}"
    if made.units:
        return f"Put back: {made.units[0].name}"
    return "Nothing is left to put back here"


def without_look(guide: Guide, incident: Incident) -> str:
    """What stands between a look and the units that go back without it."""
    sight = guide.sight_by_id.get(incident.sight)
    return NO_HURRY if sight is not None and sight.urgency == URGENCIES[1] else NO_TIME


def way_instead(guide: Guide, way: Way) -> str:
    """In which case another unit goes back, and which. Content text."""
    return f"{way.case}: {guide.unit_by_id[way.unit].name}"


def done_said(unit: Unit) -> str:
    """What was put back, where one is to see whether it took effect. Content text."""
    return f"You put back: {unit.name}."


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


# -- A look ---------------------------------------------------------------------------------------


def time_said(look: FirstLook) -> str:
    """How long a look takes."""
    return f"It takes {counted(look.minutes, 'minute')}."


def told_by(guide: Guide, look: FirstLook, seen: tuple[str, ...]) -> tuple[str, str]:
    """What yes says to a look after which these are suspected, and what no says. Content text."""
    names = "; ".join(guide.aspect_by_id[each].name for each in seen)
    return (
        look.then or f"Suspect {'one of these' if len(seen) > 1 else 'this'}: {names}.",
        "Suspect something else." if look.after_no == RULES_OUT else "Go on to the next check.",
    )


# -- A unit ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """Something that the plan says of a unit: its heading, and the sentences below it. `key` is its
    name where the plan is data: programs read it, so it stays when the heading changes."""

    key: str
    label: str
    said: tuple[Statement, ...]


def parts_of(
    guide: Guide, unit: Unit, bad: tuple[str, ...] = (), sight: str = ""
) -> tuple[Part, ...]:
    """What is said of a unit besides its commands, once for every form of the plan. `bad` are the
    aspects that it is to put back; all that it can, if none is named. `sight` is what one sees: an
    incident ends when that does."""
    aspects = guide.aspect_by_id
    looked = [each for each in unit.restores if each in bad] or list(unit.restores)
    names = "; ".join(aspects[each].name for each in unit.restores)
    worked = worked_when(guide, looked, sight)
    run = Part("test_run", RUN, (Statement(run_said(unit.run, unit.served)),))
    return (
        Part("comes_back", "Comes back", (Statement(f"{names}."),)),
        Part("stays_broken", LEFT, (unit.leaves,)),
        Part("it_worked_when", "It worked when", worked),
        Part("if_it_did_not_help", NOT_HELPED, (unit.otherwise,)),
        *((run,) if unit.stack != OUTSIDE else ()),
    )


def worked_when(guide: Guide, aspects: Iterable[str], sight: str = "") -> tuple[Statement, ...]:
    """How one sees that these aspects are back, after what ends the incident where one sees
    `sight`. What another sentence includes is not said twice."""
    seen = guide.sight_by_id.get(sight)
    over = (Statement(seen.over),) if seen and seen.over else ()
    every = (*over, *(guide.aspect_by_id[each].know for each in aspects))

    def included(said: Statement) -> bool:
        return any(said.text.rstrip(".") in each.text for each in every if each != said)

    return tuple(said for said in every if not included(said))


def run_said(release: str, served: str) -> str:
    """Whether a unit was run on the controllers of the one release, and on the serving system of
    the other; "" for neither. Content text."""
    said = []
    if release:
        said.append(f"On the controllers of {release}, with simulated pods.")
    if served:
        said.append(f"On {served} itself, on one machine and under requests.")
    return " ".join(said) or "Not run on a controller. We read it in the code."


def way_said(unit: Unit) -> str:
    """Another way to put something back, with how long it takes. Content text."""
    return f"{unit.name}. {SPEED_NAMES[unit.speed]}."
