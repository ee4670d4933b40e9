"""The pieces of a plan that its pages share: cautions, looks, how a unit is put back, and its form.

`numbers` are those of the command boxes, from `commands`; the page without the engine has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ..buttons import PLAN, buttons
from ..counted import counted
from ..display_names import HOLDER_NAMES, SPEED_NAMES
from ..html_parts import Parts, by_hand, fold, link, listing, option_link, paragraph
from ..markup import Attributes, Markup, element, inline, join
from ..model import (
    HOLDERS,
    NOT_SURE,
    Caution,
    Check,
    FirstLook,
    Guide,
    Placeholder,
    Statement,
    Triage,
    Unit,
    Way,
)
from .answer_links import href_of, options
from .command_boxes import command_box, field, how_to, namespaces_html
from .commands import before
from .placeholders import MOST_NAME, MOST_TEAM, asked_for
from .plan import Plan, again, checks_of, choices, first_back, seen_by, suspected, suspected_alone
from .questions import asks_what_went_back
from .state import Incident, encode_incident
from .teams import TEAM_FIELDS, holder, team_of
from .words import (
    CHECK_FIRST,
    DONE,
    IN_VAIN,
    LEFT,
    MORE_CHECKS,
    NOT_HELPED,
    NOT_NOW,
    THEN_CHECK,
    TO_FIRST,
    done_said,
    parts_of,
    time_said,
    told_by,
)

__all__ = ["PlanPieces", "answered", "not_now", "plan_card", "plan_form", "to_first"]

_LENGTHS = (4_100, 6_900, 8_750, 25_000)
"""Letters of HTML, each with a smaller print for what is longer. No letter is smaller than seven
points: what is too long for one page of paper then takes two."""

_UNPRINTED = re.compile(r'<span class="dt-ways">.*?</span>')
"""Links of a plan that paper leaves out."""


@dataclass(frozen=True, slots=True)
class PlanPieces:
    """Pieces of one guide's plans; `root` leads from the page to the root of the site."""

    guide: Guide
    root: str

    def said(self, statement: Statement) -> Markup:
        """A sentence with the mark of its sources."""
        return Parts(self.guide, self.root).statement(statement)

    # -- above the commands ---------------------------------------------------------------------

    def cautions(self, made: Plan) -> Markup:
        """What must not be done: with the plan's units first, and folded what else on the stack."""
        first, more = (self.not_done(each) for each in (made.cautions, made.more_cautions))
        if not made.cautions and not made.more_cautions:
            return Markup("")
        number = counted(len(made.more_cautions), "more thing not to do", "more things not to do")
        return not_now(first, fold(number, more) if made.more_cautions else "")

    def not_done(self, cautions: tuple[Caution, ...]) -> Markup:
        """These cautions as a list; nothing without one."""
        said = (self.said(each.text) for each in cautions)
        return listing(said) if cautions else Markup("")

    def in_vain(self, incident: Incident, made: Plan) -> Markup:
        """The ways that put nothing back, and the way on for somebody who took one of them."""
        if not made.vain:
            return Markup("")
        items = (
            join((element("b", None, inline(unit.name), ":"), " ", self.said(unit.leaves)))
            for unit in made.vain
        )
        href = href_of(again(incident))
        did = option_link(href, "I did one of these", "Put it back in a way that works.")
        onward = options((did,)) if incident.tried else ""
        return element(
            "div", {"class": "dt-vain"}, element("h3", None, IN_VAIN), listing(items), onward
        )

    def assumed(self, incident: Incident) -> Markup:
        """That a plan was made without knowing what was changed, and the way to say it: links hold
        that answer too, and somebody may know by now."""
        if incident.unnamed != NOT_SURE or incident.tried or incident.yes or incident.no:
            return Markup("")
        said = "put back" if asks_what_went_back(self.guide, incident) else "changed"
        href = href_of(replace(incident, unnamed="", use=""))
        onward = link("dt-needs-engine", href, "Answer again")
        return paragraph("dt-assumed", f"You are not sure what was {said}. ", onward)

    def fields(self, commands: tuple[str, ...]) -> Markup:
        """A field for each word in capitals, and for the teams, folded above the commands."""
        rows = asked_for(self.guide, *commands)
        teams = (
            field(TEAM_FIELDS[key], f"{HOLDER_NAMES[key]} is called", MOST_TEAM) for key in HOLDERS
        )
        words = ", ".join(row.name for row in rows)
        folded = fold(
            f"Fill in {words}" if words else "Name your teams",
            paragraph(
                "", "What you type goes into the plan. It stays in this tab until you close it."
            ),
            *map(self._field, rows),
            *teams,
            css="dt-fields",
        )
        if not commands:
            return folded
        said: Attributes = {"class": "dt-hint", "id": "dt-namespaces"}
        return join((folded, element("p", said, namespaces_html(*commands))))

    def _field(self, row: Placeholder) -> Markup:
        refused: Attributes = {"class": "dt-refused", "id": f"refused-{row.name}", "role": "alert"}
        return join(
            (
                field(row.name, f"{row.name}: {row.what}", MOST_NAME),
                element("p", refused),
                paragraph("dt-hint", self.said(row.look)),
            )
        )

    # -- looks ----------------------------------------------------------------------------------

    def find_out(self, made: Plan, numbers: Iterator[int]) -> Markup:
        """What one finds out before anything is put back."""
        if not made.triage:
            return Markup("")
        rows = (self._seen(each, numbers) for each in made.triage)
        return element(
            "div", {"class": "dt-find-out"}, element("h3", None, CHECK_FIRST), join(rows)
        )

    def done(self, made: Plan, numbers: Iterator[int]) -> Markup:
        """Whether what was put back took effect, and what it cannot bring back."""
        if not made.done:
            return Markup("")
        rows = (
            join(
                (
                    paragraph("", element("b", None, inline(done_said(unit)))),
                    *(self._seen(check, numbers) for check in checks),
                    paragraph("", element("b", None, f"{LEFT}: "), self.said(unit.leaves)),
                )
            )
            for unit, checks in made.done
        )
        return element("div", {"class": "dt-find-out"}, element("h3", None, DONE), join(rows))

    def _seen(self, row: Triage | Check, numbers: Iterator[int]) -> Markup:
        typed = command_box(row.command, numbers) if row.command else ""
        return join((paragraph("", self.said(row.see)), typed))

    def look(self, look: FirstLook, numbers: Iterator[int]) -> Markup:
        """Where to look, how long it takes, and what one types for it."""
        typed = command_box(look.command, numbers) if look.command else ""
        return join((paragraph("", self.said(look.see), " ", time_said(look)), typed))

    def told_look(
        self,
        look: FirstLook,
        suspects: tuple[str, ...],
        numbers: Iterator[int],
        incident: Incident,
        live: bool,
    ) -> Markup:
        """A look with what yes and no say, and what puts each suspect back. Yes and no lead on
        where the page is `live`."""
        named: tuple[Markup | str, ...] = ("Yes", "No")
        if live:
            named = tuple(
                link("", href_of(each), word)
                for each, word in zip(answered(incident, look), ("Yes", "No"), strict=True)
            )
        told = self.told(look, suspects, incident, live, named)
        return element("div", {"class": "dt-first-look"}, self.look(look, numbers), told)

    def told(
        self,
        look: FirstLook,
        suspects: tuple[str, ...],
        incident: Incident,
        live: bool,
        named: tuple[Markup | str, ...] = ("Yes", "No"),
    ) -> Markup:
        """What yes and no to this look say, each behind its name, with the way to what puts each
        suspect back: to a plan where the page is `live`, else to a section of the static page."""
        seen = seen_by(look, suspects)
        yes, no = map(inline, told_by(self.guide, look, seen))
        ways = self._put_back(incident, seen, live)
        answers = zip(named, (join((yes, " ", ways)), no), strict=True)
        return join(paragraph("", element("b", None, name, ": "), said) for name, said in answers)

    def _put_back(self, incident: Incident, seen: tuple[str, ...], live: bool) -> Markup:
        """The units that put these suspects back, as links."""
        found: dict[Unit, str] = {}
        for aspect in seen:
            for unit in first_back(self.guide, incident, (aspect,)):
                found.setdefault(unit, aspect)
        links = (
            link("", href_of(suspected_alone(incident, aspect)), inline(unit.name))
            if live
            else link("", f"#put-back-{unit.id}", inline(unit.name))
            for unit, aspect in found.items()
        )
        return element("span", {"class": "dt-ways"}, "Put back: ", join(links, "; "), ".")

    def more_looks(
        self, incident: Incident, made: Plan, numbers: Iterator[int], live: bool = False
    ) -> Markup:
        """The looks that come after the first, folded; `live` with answers that lead on."""
        if not made.more_looks:
            return Markup("")
        suspects = suspected(self.guide, incident, choices(self.guide, incident))
        items = (
            join(
                (
                    element("b", None, inline(look.ask)),
                    self.told_look(look, suspects, numbers, incident, live),
                )
            )
            for look in made.more_looks
        )
        return fold(MORE_CHECKS, listing(items, "ol"))

    # -- units ----------------------------------------------------------------------------------

    def named(self, unit: Unit, href: str, place: int = 0) -> Markup:
        """The heading of a unit in a plan, which leads to its own place; with its `place` among
        several."""
        number = f"{place}. " if place else ""
        return element("h3", None, number, link("", href, inline(unit.name)))

    def unit(
        self,
        unit: Unit,
        bad: tuple[str, ...],
        owner: str,
        numbers: Iterator[int],
        href: Callable[[str], str],
        sight: str = "",
        alone: bool = True,
    ) -> Markup:
        """How a unit is put back, how one sees that it is, and what else is said of it: `bad` are
        the aspects that it is to put back, `owner` owns the contract, `href` leads to another
        unit, and `sight` is what one sees. What to do if it did not help is said of a unit that
        stands `alone`: a plan says so below all of its units."""

        def way(each: Way) -> Markup:
            other = self.guide.unit_by_id[each.unit]
            return join((inline(each.case), ": ", link("", href(each.unit), inline(other.name))))

        who = holder(unit, owner)
        rows = (
            ("Who", element("span", {"data-team": team_of(who)}, who)),
            (
                "Takes",
                join((element("b", None, SPEED_NAMES[unit.speed]), ". ", self.said(unit.time))),
            ),
            *(
                (part.label, join(map(self.said, part.said), " "))
                for part in parts_of(self.guide, unit, bad, sight)
                if alone or part.label != NOT_HELPED
            ),
        )
        told = (
            join((element("dt", None, label), element("dd", None, text))) for label, text in rows
        )
        checks = checks_of(self.guide, unit)
        return join(
            (
                *(
                    fold(each.case, command_box(each.command, numbers))
                    for each in before(unit, self.guide.cautions)
                ),
                how_to(unit, self.said, lambda text: command_box(text, numbers), way),
                paragraph("", element("b", None, THEN_CHECK)) if checks else "",
                *(self._seen(check, numbers) for check in checks),
                element("dl", {"class": "dt-told"}, *told),
            )
        )


def answered(incident: Incident, look: FirstLook) -> tuple[Incident, Incident]:
    """The incident after yes to this look, and after no."""
    return (
        replace(incident, use="", yes=(*incident.yes, look.id)),
        replace(incident, use="", no=(*incident.no, look.id)),
    )


def to_first(commands: tuple[str, ...]) -> Markup:
    """The way past what must not be done to the first of these commands; nothing without one."""
    if not commands:
        return Markup("")
    onward = element("button", {"type": "button", "data-to": True}, TO_FIRST)
    return paragraph("dt-to-first", onward)


def not_now(*body: str) -> Markup:
    """What must not be done, above the commands."""
    return element("div", {"class": "dt-tonight"}, element("h3", None, NOT_NOW), *body)


def plan_card(css: str, printed: str, *body: str) -> Markup:
    """A plan or a runbook. On paper it is as large as the length of what is `printed` allows."""
    length = sum(len(_UNPRINTED.sub("", printed)) > each for each in _LENGTHS)
    return element("section", {"class": f"dt-card dt-incident {css} is-length-{length}"}, *body)


def plan_form(incident: Incident, of: str, *children: str) -> Markup:
    """A plan with fields, and the buttons that copy, save and print it. What is typed is kept while
    `of` stays the same."""
    attributes = {
        "class": "dt-plan",
        "data-fragment": encode_incident(incident),
        "data-of": of,
        "data-typed": f"plan {of}",
        "data-call": "plan_record",
        "data-copied": "The plan is copied.",
    }
    return element("form", attributes, *children, _keep())


def _keep() -> Markup:
    said = (
        "The link contains nothing that you typed. The plan is Markdown, for the incident channel."
    )
    return element(
        "div",
        {"class": "dt-keep"},
        element("h3", None, "Copy, save or print"),
        paragraph("", said),
        buttons(PLAN),
        *by_hand(),
        element("p", {"class": "dt-address"}),
    )
