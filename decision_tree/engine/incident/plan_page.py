"""The plan of an incident: what must not be done, what to look at, what to put back, what is next.

What must not be done stands above the commands. What one types for the words in capitals stays in
the page: `written_plan` fills it in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..html_parts import fold, link, listing, option_link, paragraph
from ..kinds import home
from ..markup import Markup, element, inline, join, plain
from ..model import NOT_SURE, Guide, Unit
from .answer_links import href_of, options, restart
from .commands import commands_of, numbers_of
from .plan import Plan, plan, restored, suspected_alone, turned_to
from .plan_pieces import PlanPieces, answered, plan_card, plan_form, to_first
from .state import MOST_CHANGED, NOTHING, Incident
from .words import (
    GO_ON,
    INSTEAD,
    NOT_HELPED,
    NOTHING_YET,
    SUSPECTS,
    about,
    heading,
    stuck_said,
    way_said,
    without_look,
)

__all__ = ["PlanPage"]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Renders plans with one guide; `root` leads from the page to the root of the site."""

    guide: Guide
    root: str

    @property
    def _pieces(self) -> PlanPieces:
        return PlanPieces(self.guide, self.root)

    def shown(self, incident: Incident) -> tuple[Markup, str]:
        """The HTML of the plan for an incident whose stack is known, and its title."""
        made, pieces = plan(self.guide, incident), self._pieces
        title, numbers = heading(made), numbers_of(made)
        first = join((pieces.cautions(made), pieces.in_vain(incident, made)))
        looks = join(
            (
                pieces.find_out(made, numbers.find_out),
                pieces.done(made, numbers.done),
                self._look_first(incident, made, numbers.look),
            )
        )
        units = self._units(incident, made, numbers.units)
        form = plan_form(
            incident,
            incident.stack,
            pieces.assumed(incident),
            first,
            pieces.fields(commands_of(made)),
            looks,
            pieces.more_looks(incident, made, numbers.more_looks, live=True),
            units,
            self._next(incident, made),
        )
        body = plan_card(
            "",
            join((first, looks, units, self._otherwise(made))),
            paragraph("dt-progress", about(self.guide, incident)),
            element("h2", {"tabindex": "-1"}, inline(title)),
            to_first(commands_of(made)),
            self._stuck(incident, made),
            form,
            paragraph("dt-nav", restart()),
        )
        return body, plain(title)

    def _stuck(self, incident: Incident, made: Plan) -> Markup:
        said = stuck_said(self.guide, incident, made)
        if not said:
            return Markup("")
        onward = link("", f"{self.root}oncall/", "where each failure shows")
        return paragraph("dt-stuck", inline(said), " Look at ", onward, ".")

    def _look_first(self, incident: Incident, made: Plan, numbers: Iterator[int]) -> Markup:
        look = made.look
        if look is None:
            return Markup("")
        seen, unseen = answered(incident, look)
        answers = options((option_link(href_of(seen), "Yes"), option_link(href_of(unseen), "No")))
        asked, where = element("h3", None, inline(look.ask)), self._pieces.look(look, numbers)
        told = self._pieces.told(look, made.seen, incident, live=True)
        return element("div", {"class": "dt-first-look"}, asked, where, told, answers)

    def _units(self, incident: Incident, made: Plan, numbers: Iterator[int]) -> Markup:
        if not made.units:
            return self._held(incident, made)
        above = (element("h3", None, without_look(self.guide, incident)),) if made.look else ()

        def href(name: str) -> str:
            return href_of(turned_to(self.guide, incident, made, name))

        several = len(made.units) > 1
        units = (
            element(
                "section",
                {"class": "dt-put-back"},
                self._pieces.named(unit, f"{self.root}{home(unit)}", place if several else 0),
                self._pieces.unit(
                    unit, made.bad, incident.owner, numbers, href, incident.sight, alone=False
                ),
                _instead(incident, others),
            )
            for place, (unit, others) in enumerate(zip(made.units, made.others, strict=True), 1)
        )
        return join((*above, *units))

    def _held(self, incident: Incident, made: Plan) -> Markup:
        """That nothing goes back yet where nothing was changed, and the way on all the same."""
        if not (made.look and incident.unnamed == NOTHING):
            return Markup("")
        href = href_of(replace(incident, unnamed=NOT_SURE))
        onward = link("", href, "Put back the likeliest cause all the same")
        return paragraph("", f"{NOTHING_YET} ", onward)

    def _next(self, incident: Incident, made: Plan) -> Markup:
        """What to suspect when this did not help, each with a way on."""
        if not made.bad:
            return Markup("")
        onward = _without_what_was_tried(incident, made)
        aspects = self.guide.aspect_by_id
        rows = (
            join(
                (
                    inline(aspects[each].name),
                    ": ",
                    join(
                        (
                            link("", href_of(suspected_alone(onward, each)), inline(unit.name))
                            for unit in units
                        ),
                        ", then ",
                    ),
                )
            )
            for each, units in made.suspects
        )
        add = (
            link(
                "", href_of(replace(incident, again=True, use="")), "Something else was changed too"
            )
            if 0 < len(incident.changed) < MOST_CHANGED
            else ""
        )
        return join(
            (
                element("h3", {"class": "dt-not-helped"}, NOT_HELPED),
                self._otherwise(made),
                options((option_link(href_of(onward), GO_ON),)),
                fold(SUSPECTS, listing(rows, "ol")) if made.suspects else "",
                paragraph("", add) if add else "",
            )
        )

    def _otherwise(self, made: Plan) -> Markup:
        """What to do if each unit did not help, behind its name where the plan has several."""
        several = len(made.units) > 1
        return join(
            paragraph(
                "dt-otherwise",
                element("b", None, inline(unit.name), ": ") if several else "",
                self._pieces.said(unit.otherwise),
            )
            for unit in made.units
        )


def _instead(incident: Incident, others: tuple[Unit, ...]) -> Markup:
    """The other ways to put the same back, each leading to a plan with it."""
    if not others:
        return Markup("")
    ways = (
        link("", href_of(replace(incident, use=unit.id)), inline(way_said(unit))) for unit in others
    )
    return fold(INSTEAD, listing(ways))


def _without_what_was_tried(incident: Incident, made: Plan) -> Incident:
    """The incident once the units of this plan did not help."""
    tried = tuple(dict.fromkeys((*incident.tried, *restored(made.bad, made.units))))
    done = tuple(dict.fromkeys((*incident.done, *(unit.id for unit in made.units))))
    left = tuple(each for each in incident.changed if each not in tried)
    when, unnamed = (incident.when, "") if left else ("", incident.unnamed or NOT_SURE)
    return replace(
        incident, tried=tried, done=done, changed=left, unnamed=unnamed, when=when, use=""
    )
