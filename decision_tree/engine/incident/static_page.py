"""The page of an incident without the engine: questions, plans and units as sections of one page.

It holds each question and each plan of somebody who is not sure what was changed, in the order of
the live page, so that the engine completes it in place. Of the question what was changed it has the
one answer that leads to such a plan: nobody answers what nobody has seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..display_names import STACK_NAMES
from ..html_parts import fold, link, listing, option_link, paragraph
from ..markup import Attributes, Markup, element, inline, join
from ..model import NOT_SURE, Guide, Placeholder, Sight, Unit
from ..result import awaited
from .answer_links import options
from .command_boxes import namespaces_html, which_stack
from .commands import UNNUMBERED, commands_of, unit_commands
from .placeholders import asked_for, placeholders_in
from .plan import cautions_for, checks_of, choices, first_back, plan, suspected
from .plan_pieces import PlanPieces, not_now, to_first
from .questions import ASKED, NOT_SURE_LEADS, STACK_DETAILS, asked_in, place_of
from .state import CHANGED, Incident, encode_incident, known_values
from .words import NOT_HELPED, SUSPECTS, about, heading, without_look

__all__ = ["StaticPage"]

_ANSWERS_WAIT = (
    "The next question, or your answers on what was changed and put back, are still loading. The "
    "plan below does not use them yet.",
    "The plan below does not use your answers on what was changed and put back.",
)
_ANSWERS = "changed when yes no tried done use ask"
"""What is said above a plan to an address with one of these words, while the engine loads and
without it; and the words."""

_CHANGES_WAIT = (
    "The other answers are still loading.",
    "This page cannot show the other answers now. “Not sure” leads to a plan for every change.",
)
"""What is said below the one answer that the page has to what was changed."""

_TRIED_WAITS = (
    "We are still reading what you put back already. The steps below do not use it yet.",
    "The steps below do not use what you put back already.",
)
_TRIED = "yes no tried done"
"""The same, above a unit."""

_NOT_ASKED = (
    "This page cannot ask now what was changed. The plan below is for every change. If you know "
    f"what was changed, look for it below, also under “{SUSPECTS}”."
)
"""What a plan says of this without JavaScript, and without the engine."""


@dataclass(frozen=True, slots=True)
class StaticPage:
    """Renders the page of one guide; `root` leads from it to the root of the site."""

    guide: Guide
    root: str

    @property
    def _pieces(self) -> PlanPieces:
        return PlanPieces(self.guide, self.root)

    def html(self) -> Markup:
        """Every symptom, every symptom on every stack, and every unit as a section of its own."""
        sights = (self._sight(sight) for sight in self.guide.sights)
        on_stacks = (
            part(sight, stack)
            for sight in self.guide.sights
            for stack in STACK_NAMES
            for part in (self._changed, self._plan)
        )
        found = self._puts_back()
        units = (
            self._unit(unit, found.get(unit.id, ())) for unit in self.guide.units if unit.restores
        )
        return join((self._unknown(), self._first(), *sights, *on_stacks, *units))

    def _unknown(self) -> Markup:
        """What is said of an address with a value that the page does not know: these it knows."""
        known: Attributes = {
            "class": "dt-notes",
            "role": "status",
            "hidden": True,
            "data-known": " ".join(known_values(self.guide)),
        }
        named = element("b", None)
        said = ("This page does not know “", named, "” of this link, so it was left out.")
        return element("p", known, *said)

    def _first(self) -> Markup:
        def option(sight: Sight) -> Markup:
            more: Attributes = {"data-answer": f"sees={sight.id}"}
            return option_link(f"#sees-{sight.id}", sight.name, sight.detail, more=more)

        sights = options(map(option, self.guide.sights))
        return _card("sees", place_of("sees"), ASKED["sees"], sights)

    def _sight(self, sight: Sight) -> Markup:
        def option(stack: str) -> Markup:
            more: Attributes = {"data-answer": f"stack={stack}"}
            href = f"#{_asks_changed(sight, stack)}"
            return option_link(href, STACK_NAMES[stack], STACK_DETAILS[stack], more=more)

        stacks, back = options(map(option, STACK_NAMES)), _back("#sees", "Back")
        where, named = place_of("stack", sight), _named(Incident(sight.id))
        which = which_stack(live=False)
        return _card(f"sees-{sight.id}", where, ASKED["stack"], stacks, which, back, named=named)

    def _changed(self, sight: Sight, stack: str) -> Markup:
        """What was changed: of the answers the one that has its plan here. An address with any
        other leads there too."""
        more: Attributes = {"data-answer": f"{CHANGED}={NOT_SURE}", "data-any": CHANGED}
        plan_here = f"#{sight.id}-on-{stack}"
        return _card(
            _asks_changed(sight, stack),
            place_of("changed", sight),
            asked_in(self.guide, Incident(sight.id, stack), "changed"),
            options((option_link(plan_here, "Not sure", NOT_SURE_LEADS, more=more),)),
            awaited(*_CHANGES_WAIT, of="stack"),
            _back(f"#sees-{sight.id}", "Back", answer=True),
        )

    def _plan(self, sight: Sight, stack: str) -> Markup:
        """The plan of somebody who is not sure what was changed."""
        incident = Incident(sight.id, stack, unnamed=NOT_SURE)
        made, pieces = plan(self.guide, incident), self._pieces
        suspects = suspected(self.guide, incident, choices(self.guide, incident))
        first = (
            element(
                "section",
                {"class": "dt-put-back"},
                pieces.named(unit, f"#put-back-{unit.id}"),
                paragraph("dt-hint", _led_to(unit)),
            )
            for unit in made.units
        )
        rest = (self._suspect(each, units) for each, units in made.suspects)
        return _card(
            f"{sight.id}-on-{stack}",
            about(self.guide, incident),
            inline(heading(made)),
            to_first(commands_of(made)),
            awaited(*_ANSWERS_WAIT, of=_ANSWERS),
            pieces.assumed(incident),
            paragraph("dt-not-asked", _NOT_ASKED),
            pieces.cautions(made),
            pieces.in_vain(incident, made),
            self._words(commands_of(made)),
            pieces.find_out(made, UNNUMBERED),
            *(
                (
                    element("h3", None, inline(made.look.ask)),
                    pieces.told_look(made.look, suspects, UNNUMBERED, incident, live=False),
                )
                if made.look
                else ()
            ),
            pieces.more_looks(incident, made, UNNUMBERED),
            element("h3", None, without_look(self.guide, incident)),
            *first,
            element("h3", None, NOT_HELPED),
            fold(SUSPECTS, listing(rest, "ol")),
            _back(f"#sees-{sight.id}", "Back", answer=True),
            named=_named(replace(incident, unnamed=""), incident),
        )

    def _words(self, commands: tuple[str, ...]) -> Markup:
        """What the words in capitals stand for, as high as the fields that the engine puts here."""
        rows = asked_for(self.guide, *commands)
        if not rows:
            return Markup("")
        words = ", ".join(row.name for row in rows)
        explained = fold(f"Replace {words}", self._explained(rows))
        return join((explained, paragraph("dt-hint", namespaces_html(*commands))))

    def _suspect(self, aspect: str, units: tuple[Unit, ...]) -> Markup:
        links = join(
            (link("", f"#put-back-{unit.id}", inline(unit.name)) for unit in units), ", then "
        )
        return join((inline(self.guide.aspect_by_id[aspect].name), ": ", links))

    def _puts_back(self) -> dict[str, list[str]]:
        """For each unit the changes for which it goes back, as an address names them: the stack and
        what was changed, behind what one sees where that makes a difference."""
        found: dict[str, list[str]] = {}
        for stack in STACK_NAMES:
            for aspect in choices(self.guide, Incident(stack=stack)):
                usual = first_back(self.guide, Incident(stack=stack), (aspect,))[0].id
                found.setdefault(usual, []).append(f"{stack}:{aspect}")
                for row in self.guide.triage:
                    if not row.rather or stack not in row.stacks:
                        continue
                    for sight in row.sights:
                        seen = Incident(sight, stack)
                        unit = first_back(self.guide, seen, (aspect,))[0].id
                        found.setdefault(unit, []).append(f"{sight}:{stack}:{aspect}")
        return found

    def _unit(self, unit: Unit, puts_back: Iterable[str]) -> Markup:
        """A unit that stands alone: a colleague may have got only its link. `puts_back` are the
        changes of addresses that lead here without the engine."""
        bearing = cautions_for(self.guide, (unit,))
        more = (each for each in self.guide.cautions if unit.stack in each.stacks)
        every = tuple(dict.fromkeys((*bearing, *more)))
        typed = unit_commands(unit, checks_of(self.guide, unit), self.guide.cautions)
        return _card(
            f"put-back-{unit.id}",
            "",
            join((inline(unit.name), f" ({STACK_NAMES[unit.stack]})")),
            to_first(typed),
            awaited(*_TRIED_WAITS, of=_TRIED),
            not_now(self._pieces.not_done(every)),
            paragraph("", namespaces_html(*unit.commands)) if unit.commands else "",
            self._pieces.unit(unit, (), "", UNNUMBERED, lambda name: f"#put-back-{name}"),
            self._explained(placeholders_in(self.guide, *typed)),
            paragraph(
                "dt-nav",
                element("a", {"class": "dt-back", "href": "#sees", "data-back": True}, "Back"),
                " ",
                link("dt-back", "#sees", "Start again"),
            ),
            more={"data-puts-back": " ".join((*puts_back, f"use:{unit.id}"))},
        )

    def _explained(self, rows: tuple[Placeholder, ...]) -> Markup:
        items = (
            join((element("code", None, row.name), f": {row.what}. ", self._pieces.said(row.look)))
            for row in rows
        )
        return listing(items, css="dt-names") if rows else Markup("")


def _led_to(unit: Unit) -> str:
    """What stands behind the name of a unit: not each one has commands of the products."""
    return f"Open it for {'its commands' if unit.commands else 'what to do'}, and how you know."


def _card(
    name: str,
    where: str,
    title: str,
    *children: str,
    named: str = "",
    more: Attributes | None = None,
) -> Markup:
    return element(
        "section",
        {"class": "dt-card dt-question", "id": name, **(more or {})},
        named,
        paragraph("dt-progress", where) if where else "",
        element("h2", {"tabindex": "-1"}, title),
        *children,
    )


def _named(*incidents: Incident) -> Markup:
    """The addresses of these, for a section to be shown at them without JavaScript; with it, the
    engine reads them."""
    spans = (element("span", {"id": encode_incident(each)}) for each in incidents)
    return element("noscript", None, *spans)


def _asks_changed(sight: Sight, stack: str) -> str:
    """The id of the question what was changed, for who sees this on this stack."""
    return f"{sight.id}-on-{stack}-{CHANGED}"


def _back(href: str, name: str, answer: bool = False) -> Markup:
    """The way back; with `answer` by a script, to the question of the last answer."""
    more: Attributes = {
        "class": "dt-back",
        "href": href,
        "data-back": "answer" if answer else False,
    }
    return paragraph("dt-nav", element("a", more, name))
