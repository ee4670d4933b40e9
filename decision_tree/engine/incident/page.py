"""The page of an incident: three or four questions, each answer a link, then the rollback plan.

Made for somebody who is on call at night: few words, one thing at a time, what must not be done
above the commands. What one types for the words in capitals stays in the page: `written_plan` fills
it in and writes the plan for elsewhere. Without the engine the page holds the same as sections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from ..buttons import COPIED, COPY, PLAN, buttons
from ..counted import counted
from ..decide_page import Page
from ..display_names import HOLDER_NAMES, SPEED_NAMES, STACK_NAMES
from ..html_parts import (
    Parts,
    by_hand,
    command,
    grid,
    link,
    listing,
    notes_list,
    option_link,
    paragraph,
)
from ..markup import Attributes, Markup, element, fragments, inline, join, plain
from ..model import (
    HOLDERS,
    NOT_SURE,
    OUTSIDE,
    Caution,
    Check,
    FirstLook,
    Guide,
    Placeholder,
    Sight,
    Statement,
    Step,
    Triage,
    Unit,
)
from .placeholders import MOST_NAME, MOST_TEAM, asked_for, namespaces_said, placeholders_in
from .plan import Plan, again, cautions_for, checks_of, choices, plan, restored, seen_by, suspected
from .questions import (
    ASKED,
    PUT_BACK,
    STACK_DETAILS,
    WHEN_NAMES,
    WHICH_STACK,
    asks_what_went_back,
    known,
    open_question,
    place_of,
)
from .runbook import runbook_stacks, runbook_units
from .state import CHANGED, MOST_CHANGED, WHENS, Incident, decode_incident, encode_incident
from .teams import TEAM_FIELDS, holder, team_of
from .words import (
    CHECK_FIRST,
    IN_VAIN,
    INSTEAD,
    MORE_CHECKS,
    NO_TIME,
    NOT_HELPED,
    NOT_NOW,
    THEN_CHECK,
    about,
    heading,
    parts_of,
    runbook_title,
    stuck_said,
    time_said,
    told_by,
    way_said,
)

__all__ = ["IncidentView", "how_to", "namespaces_html", "page_commands", "steps_of"]


def steps_of(unit: Unit) -> tuple[Step, ...]:
    """How a unit is put back: one step, or several with what holds between them."""
    return unit.steps or (Step(unit.how, unit.command),)


def how_to(
    unit: Unit, said: Callable[[Statement], Markup], typed: Callable[[str], Markup]
) -> Markup:
    """How a unit is put back, and what one types: `typed` draws a command, `said` a sentence."""
    if not unit.steps:
        return join((paragraph("", said(unit.how)), typed(unit.command) if unit.command else ""))
    steps = (
        join((paragraph("", said(step.do)), typed(step.command) if step.command else ""))
        for step in unit.steps
    )
    return join((paragraph("", said(unit.how)), listing(steps, "ol", "dt-steps")))


def _commands_of(made: Plan) -> tuple[str, ...]:
    """Every command of the plan, in its order."""
    looks = (*made.triage, *((made.look,) if made.look else ()))
    first = (each.command for each in looks if each.command)
    return (
        *first,
        *(text for row in zip(made.units, made.checks, strict=True) for text in _typed_for(*row)),
    )


def _typed_for(unit: Unit, checks: tuple[Check, ...]) -> tuple[str, ...]:
    """What is typed to put a unit back, and then to see that it worked."""
    return (*unit.commands, *(check.command for check in checks))


def page_commands(made: Plan) -> tuple[str, ...]:
    """The same, and after them the commands of the looks that the page folds."""
    return (*_commands_of(made), *(look.command for look in made.more_looks if look.command))


def namespaces_html(*commands: str) -> Markup:
    """What is to be said of the namespaces in these commands."""
    return inline(namespaces_said(*commands))


@dataclass(frozen=True, slots=True)
class IncidentView:
    """Renders the plan with one guide; `root` leads from the page to the root of the site."""

    guide: Guide
    root: str = "../"

    @property
    def _parts(self) -> Parts:
        return Parts(self.guide, self.root)

    # -- the page without the engine ----------------------------------------------------------

    def static(self) -> Markup:
        """Every symptom, every symptom on every stack, and every unit as a section of its own."""
        sights = (self._static_sight(sight) for sight in self.guide.sights)
        on_stacks = (
            self._static_plan(sight, stack) for sight in self.guide.sights for stack in STACK_NAMES
        )
        units = (self._static_unit(unit) for unit in self.guide.units if unit.restores)
        return join((self._static_first(), *sights, *on_stacks, *units))

    def _static_first(self) -> Markup:
        def option(sight: Sight) -> Markup:
            more: Attributes = {"data-answer": f"sees={sight.id}"}
            return option_link(f"#sees-{sight.id}", sight.name, sight.detail, more=more)

        options = _options(map(option, self.guide.sights))
        return _card("sees", place_of("sees"), ASKED["sees"], options)

    def _static_sight(self, sight: Sight) -> Markup:
        def option(stack: str) -> Markup:
            # What was changed is not asked here, so that the engine shows this same plan later.
            more: Attributes = {"data-answer": f"stack={stack}&{CHANGED}={NOT_SURE}"}
            href = f"#{sight.id}-on-{stack}"
            return option_link(href, STACK_NAMES[stack], STACK_DETAILS[stack], more=more)

        options, back = _options(map(option, STACK_NAMES)), _back("#sees", "Back")
        where, named = place_of("stack", sight), _named(Incident(sight.id))
        asked, which = ASKED["stack"], _which(command(WHICH_STACK))
        return _card(f"sees-{sight.id}", where, asked, options, which, back, named=named)

    def _static_plan(self, sight: Sight, stack: str) -> Markup:
        """The plan of somebody who is not sure what was changed, in the order of the live one, so
        that the engine completes it in place."""
        incident = Incident(sight.id, stack, unsure=True)
        made = plan(self.guide, incident)
        suspects = suspected(self.guide, incident, choices(self.guide, incident))
        first = (
            element(
                "section",
                {"class": "dt-put-back"},
                element("h3", None, inline(unit.name)),
                paragraph("", link("", f"#put-back-{unit.id}", "Its commands, and how you know")),
            )
            for unit in made.units
        )
        rest = (self._static_suspect(each, units) for each, units in made.suspects)
        return _card(
            f"{sight.id}-on-{stack}",
            about(self.guide, incident),
            inline(heading(made)),
            self._cautions(made),
            self._in_vain(incident, made),
            self._words(page_commands(made)),
            self._assumed(incident),
            self._find_out(made, _unnumbered()),
            *(
                (
                    element("h3", None, inline(made.look.ask)),
                    self._told_look(made.look, suspects, _unnumbered()),
                )
                if made.look
                else ()
            ),
            self._more_looks(incident, made, _unnumbered()),
            element("h3", None, NO_TIME),
            *first,
            element("h3", None, NOT_HELPED),
            _fold(_SUSPECTS, listing(rest, "ol")),
            _back(f"#sees-{sight.id}", "Back"),
            named=_named(replace(incident, unsure=False), incident),
        )

    def _words(self, commands: tuple[str, ...]) -> Markup:
        """What the words in capitals stand for, as high as the fields that the engine puts here."""
        rows = asked_for(self.guide, *commands)
        if not rows:
            return Markup("")
        fold = _fold(f"Replace {_listed(rows)}", self._explained(rows))
        return join((fold, paragraph("dt-hint", namespaces_html(*commands))))

    def _static_suspect(self, aspect: str, units: tuple[Unit, ...]) -> Markup:
        links = join(
            (link("", f"#put-back-{unit.id}", inline(unit.name)) for unit in units), ", then "
        )
        return join((inline(self.guide.aspect_by_id[aspect].name), ": ", links))

    def _told_look(
        self, look: FirstLook, suspects: tuple[str, ...], commands: Iterator[int]
    ) -> Markup:
        """A look with what yes and no say."""
        told = told_by(self.guide, look, seen_by(look, suspects))
        said = zip(("Yes", "No"), told, strict=True)
        answers = (
            paragraph("", element("b", None, f"{answer}: "), inline(text)) for answer, text in said
        )
        return element("div", {"class": "dt-first-look"}, self._look(look, commands), *answers)

    def _more_looks(self, incident: Incident, made: Plan, commands: Iterator[int]) -> Markup:
        """The looks that come after the first, folded."""
        if not made.more_looks:
            return Markup("")
        suspects = suspected(self.guide, incident, choices(self.guide, incident))
        items = (
            join((element("b", None, inline(look.ask)), self._told_look(look, suspects, commands)))
            for look in made.more_looks
        )
        return _fold(MORE_CHECKS, listing(items, "ol"))

    def _static_unit(self, unit: Unit) -> Markup:
        return _card(
            f"put-back-{unit.id}",
            "",
            join((inline(unit.name), f" ({STACK_NAMES[unit.stack]})")),
            self._warned(unit),
            paragraph("", namespaces_html(*unit.commands)) if unit.commands else "",
            self._unit_body(unit, (), "", _unnumbered()),
            self._explained(
                placeholders_in(self.guide, *_typed_for(unit, checks_of(self.guide, unit)))
            ),
            _back("#sees", "Start again"),
        )

    def _warned(self, unit: Unit) -> Markup:
        """What must not be done with this unit, where it stands alone."""
        return _tonight(self._not_done(cautions_for(self.guide, (unit,))))

    def _explained(self, rows: tuple[Placeholder, ...]) -> Markup:
        said = self._parts.statement
        items = (
            join((element("code", None, row.name), f": {row.what}. ", said(row.look)))
            for row in rows
        )
        return listing(items, css="dt-names") if rows else Markup("")

    # -- the live page --------------------------------------------------------------------------

    def page(self, fragment: str, kept: str) -> Page:
        """What the address ending in `fragment` shows. Nothing is kept between visits."""
        del kept
        incident, notes = decode_incident(self.guide, fragment)
        question = open_question(incident)
        if incident.runbook:
            html, title = self._runbook(incident)
        elif question:
            html, title = self._question(incident, question)
        else:
            html, title = self._plan(incident)
        shown = join((notes_list(notes), html))
        ahead = tuple(each for each in fragments(shown) if each.startswith("v="))
        return Page(shown, title, ahead)

    # -- questions --------------------------------------------------------------------------------

    def _question(self, incident: Incident, question: str) -> tuple[Markup, str]:
        made: dict[str, Callable[[Incident], Iterable[Markup]]] = {
            "sees": self._sights,
            "stack": self._stacks,
            "changed": self._changes,
            "when": self._whens,
        }
        asked = self._asked(incident) if question == "changed" else ASKED[question]
        where = place_of(question, self.guide.sight_by_id.get(incident.sight))
        body = element(
            "section",
            {"class": "dt-card dt-question"},
            paragraph("dt-progress", where),
            element("h2", {"tabindex": "-1"}, asked),
            _options(made[question](incident)),
            *((_which(_to_copy(WHICH_STACK, "which")), *by_hand()) if question == "stack" else ()),
            self._nav(incident, question),
        )
        return join((body, self._known(incident))), asked

    def _asked(self, incident: Incident) -> str:
        """How it is asked for what was changed."""
        return PUT_BACK if asks_what_went_back(self.guide, incident) else ASKED["changed"]

    def _assumed(self, incident: Incident) -> Markup:
        """That a plan was made without knowing what was changed, and the way to say it: whoever
        answered before the engine was there was not asked."""
        if not incident.unsure or incident.tried or incident.yes or incident.no:
            return Markup("")
        said = "put back" if asks_what_went_back(self.guide, incident) else "changed"
        href = _href(replace(incident, unsure=False, use=""))
        onward = link("dt-needs-engine", href, f"Say what was {said}")
        return paragraph("dt-assumed", f"This plan does not know what was {said}. ", onward)

    def _sights(self, incident: Incident) -> Iterator[Markup]:
        for sight in self.guide.sights:
            href = _href(replace(incident, sight=sight.id))
            yield option_link(href, sight.name, sight.detail, sight.id == incident.sight)

    def _stacks(self, incident: Incident) -> Iterator[Markup]:
        for stack, name in STACK_NAMES.items():
            href = _href(replace(incident, stack=stack))
            yield option_link(href, name, STACK_DETAILS[stack], stack == incident.stack)

    def _changes(self, incident: Incident) -> Iterator[Markup]:
        after = replace(incident, again=False, unsure=False)
        sure = bool(incident.changed)
        if not sure:
            unsure = replace(after, unsure=True)
            yield option_link(
                _href(unsure), "Not sure", "You first check, then put back the likeliest cause."
            )
        for aspect in choices(self.guide, incident):
            if aspect in incident.changed:
                continue
            if asks_what_went_back(self.guide, incident):
                href = _href(replace(after, unsure=True, tried=(aspect,)))
                yield option_link(href, self.guide.aspect_by_id[aspect].name)
                continue
            changed = (*incident.changed, aspect)
            href = _href(replace(after, changed=changed, when=incident.when if sure else ""))
            yield option_link(href, self.guide.aspect_by_id[aspect].name)

    def _whens(self, incident: Incident) -> Iterator[Markup]:
        for when in WHENS:
            name, detail = WHEN_NAMES[when]
            yield option_link(_href(replace(incident, when=when)), name, detail)

    def _nav(self, incident: Incident, question: str) -> Markup:
        before = {
            "sees": None,
            "stack": replace(incident, sight="", stack=""),
            "changed": replace(incident, stack="", changed=(), unsure=False, again=False),
            "when": replace(incident, changed=(), when=""),
        }[question]
        if question == "changed" and incident.again and incident.changed:
            before = replace(incident, again=False)
        back = link("dt-back", _href(before), "Back") if before else ""
        return paragraph("dt-nav", back, " ", _restart() if before else "")

    def _known(self, incident: Incident) -> Markup:
        rows = known(self.guide, incident)
        if not rows:
            return Markup("")
        return element(
            "section",
            {"class": "dt-answers", "aria-label": "Your answers so far"},
            element("h3", None, "Your answers so far"),
            listing((self._answer(incident, *row) for row in rows), "ol"),
        )

    def _answer(self, incident: Incident, part: str, name: str, said: str) -> Markup:
        fresh = replace(incident, yes=(), no=(), tried=(), use="", again=False)
        without = {
            "sees": replace(fresh, sight=""),
            "stack": replace(fresh, stack="", changed=(), unsure=False, when=""),
            "changed": replace(fresh, changed=(), unsure=False, when=""),
            "when": replace(fresh, when=""),
            "tried": replace(incident, tried=(), use=""),
        }.get(part) or replace(
            incident,
            yes=tuple(each for each in incident.yes if each != part),
            no=tuple(each for each in incident.no if each != part),
            use="",
        )
        change = element(
            "a",
            {"class": "dt-change", "href": _href(without), "aria-label": f"Change: {name}"},
            "Change",
        )
        label = element("span", {"class": "dt-answer-label"}, name)
        text = element("span", {"class": "dt-answer-text"}, inline(said))
        return join((label, text, change), " ")

    # -- the plan ---------------------------------------------------------------------------------

    def _plan(self, incident: Incident) -> tuple[Markup, str]:
        made = plan(self.guide, incident)
        title = heading(made)
        commands = count()
        form = element(
            "form",
            {
                "class": "dt-plan",
                "data-fragment": encode_incident(incident),
                "data-of": incident.stack,
                "data-call": "plan_record",
                "data-copied": "The plan is copied.",
            },
            self._cautions(made),
            self._in_vain(incident, made),
            self._names(page_commands(made)),
            self._assumed(incident),
            self._find_out(made, commands),
            self._look_first(incident, made, commands),
            self._more_looks(incident, made, count(len(_commands_of(made)))),
            self._units(incident, made, commands),
            self._next(incident, made),
            _keep(),
        )
        body = element(
            "section",
            {"class": "dt-card dt-incident"},
            paragraph("dt-progress", about(self.guide, incident)),
            element("h2", {"tabindex": "-1"}, inline(title)),
            self._stuck(incident, made),
            form,
            paragraph("dt-nav", _restart()),
        )
        return join((body, self._known(incident))), plain(title)

    def _stuck(self, incident: Incident, made: Plan) -> Markup:
        said = stuck_said(self.guide, incident, made)
        if not said:
            return Markup("")
        onward = link("", f"{self.root}oncall/", "where each failure shows")
        return paragraph("dt-stuck", inline(said), " Look at ", onward, ".")

    def _cautions(self, made: Plan) -> Markup:
        first, more = (self._not_done(each) for each in (made.cautions, made.more_cautions))
        if not made.cautions and not made.more_cautions:
            return Markup("")
        number = counted(len(made.more_cautions), "more thing not to do", "more things not to do")
        fold = (
            element("details", {"class": "dt-fold"}, element("summary", None, number), more)
            if made.more_cautions
            else ""
        )
        return _tonight(first, fold)

    def _in_vain(self, incident: Incident, made: Plan) -> Markup:
        """The ways that put nothing back, and the way on for somebody who took one of them."""
        if not made.vain:
            return Markup("")
        said = self._parts.statement
        items = (
            join((element("b", None, inline(unit.name), ":"), " ", said(unit.leaves)))
            for unit in made.vain
        )
        href = _href(again(incident))
        did = option_link(href, "I did one of these", "Put it back in a way that works.")
        onward = _options((did,)) if incident.tried else ""
        return element(
            "div", {"class": "dt-vain"}, element("h3", None, IN_VAIN), listing(items), onward
        )

    def _not_done(self, cautions: tuple[Caution, ...]) -> Markup:
        said = (self._parts.statement(each.text) for each in cautions)
        return listing(said) if cautions else Markup("")

    def _find_out(self, made: Plan, commands: Iterator[int]) -> Markup:
        """What one finds out before anything is put back."""
        if not made.triage:
            return Markup("")
        rows = (self._seen(each, commands) for each in made.triage)
        return element(
            "div", {"class": "dt-find-out"}, element("h3", None, CHECK_FIRST), join(rows)
        )

    def _seen(self, row: Triage | Check, commands: Iterator[int]) -> Markup:
        typed = _command(row.command, commands) if row.command else ""
        return join((paragraph("", self._parts.statement(row.see)), typed))

    def _look_first(self, incident: Incident, made: Plan, commands: Iterator[int]) -> Markup:
        look = made.look
        if look is None:
            return Markup("")
        yes, no = told_by(self.guide, look, made.seen)
        seen = replace(incident, use="", yes=(*incident.yes, look.id))
        unseen = replace(incident, use="", no=(*incident.no, look.id))
        answers = _options(
            (option_link(_href(seen), "Yes", yes), option_link(_href(unseen), "No", no))
        )
        asked = element("h3", None, inline(look.ask))
        return element(
            "div", {"class": "dt-first-look"}, asked, self._look(look, commands), answers
        )

    def _look(self, look: FirstLook, commands: Iterator[int]) -> Markup:
        command = _command(look.command, commands) if look.command else ""
        return join((paragraph("", self._parts.statement(look.see), " ", time_said(look)), command))

    def _units(self, incident: Incident, made: Plan, commands: Iterator[int]) -> Markup:
        if not made.units:
            return Markup("")
        above = (element("h3", None, NO_TIME),) if made.look else ()
        several = len(made.units) > 1
        units = (
            element(
                "section",
                {"class": "dt-put-back"},
                element("h3", None, f"{number}. " if several else "", inline(unit.name)),
                self._unit_body(unit, made.bad, incident.owner, commands),
                self._instead(incident, others),
            )
            for number, (unit, others) in enumerate(zip(made.units, made.others, strict=True), 1)
        )
        return join((*above, *units))

    def _instead(self, incident: Incident, others: tuple[Unit, ...]) -> Markup:
        """The other ways to put the same back, each leading to a plan with it."""
        if not others:
            return Markup("")
        ways = (
            link("", _href(replace(incident, use=unit.id)), inline(way_said(unit)))
            for unit in others
        )
        return element(
            "details", {"class": "dt-fold"}, element("summary", None, INSTEAD), listing(ways)
        )

    def _unit_body(
        self, unit: Unit, bad: tuple[str, ...], owner: str, commands: Iterator[int]
    ) -> Markup:
        said = self._parts.statement
        who = holder(unit, owner)
        rows = (
            ("Who", element("span", {"data-team": team_of(who)}, who)),
            ("Takes", join((element("b", None, SPEED_NAMES[unit.speed]), ". ", said(unit.time)))),
            *(
                (part.label, join(map(said, part.said), " "))
                for part in parts_of(self.guide, unit, bad)
            ),
        )
        told = (
            join((element("dt", None, label), element("dd", None, text))) for label, text in rows
        )
        checks = checks_of(self.guide, unit)
        return join(
            (
                how_to(unit, said, lambda text: _command(text, commands)),
                paragraph("", element("b", None, THEN_CHECK)) if checks else "",
                *(self._seen(check, commands) for check in checks),
                element("dl", {"class": "dt-told"}, *told),
            )
        )

    def _names(self, commands: tuple[str, ...]) -> Markup:
        """A field for each word in capitals, and for the teams, folded above the commands."""
        rows = asked_for(self.guide, *commands)
        teams = (
            _input(TEAM_FIELDS[key], f"{HOLDER_NAMES[key]} is called", MOST_TEAM) for key in HOLDERS
        )
        words = _listed(rows)
        fold = element(
            "details",
            {"class": "dt-fold"},
            element("summary", None, f"Fill in {words}" if words else "Name your teams"),
            paragraph("", "What you type stays on this page and goes into the plan."),
            *map(self._field, rows),
            *teams,
        )
        if not commands:
            return fold
        said: Attributes = {"class": "dt-hint", "id": "dt-namespaces"}
        return join((fold, element("p", said, namespaces_html(*commands))))

    def _field(self, row: Placeholder) -> Markup:
        refused: Attributes = {"class": "dt-refused", "id": f"refused-{row.name}", "role": "alert"}
        return join(
            (
                _input(row.name, f"{row.name}: {row.what}", MOST_NAME),
                element("p", refused),
                paragraph("dt-hint", self._parts.statement(row.look)),
            )
        )

    def _next(self, incident: Incident, made: Plan) -> Markup:
        """What to suspect when this did not help, each with a way on."""
        if not made.bad:
            return Markup("")
        onward = _without_what_was_tried(incident, made)
        aspects = self.guide.aspect_by_id
        rows = (
            join(
                (
                    link("", _href(_suspected(onward, each)), inline(aspects[each].name)),
                    ": ",
                    join((inline(unit.name) for unit in units), ", then "),
                )
            )
            for each, units in made.suspects
        )
        add = (
            link("", _href(replace(incident, again=True, use="")), "Something else was changed too")
            if 0 < len(incident.changed) < MOST_CHANGED
            else ""
        )
        listed = (_fold(_SUSPECTS, listing(rows, "ol")),) if made.suspects else ()
        return join(
            (
                element("h3", None, NOT_HELPED),
                _options(
                    (option_link(_href(onward), "It did not help", "Go on to the next suspect."),)
                ),
                *listed,
                paragraph("", add) if add else "",
            )
        )

    # -- from a decision ---------------------------------------------------------------------

    def _runbook(self, incident: Incident) -> tuple[Markup, str]:
        outcome = self.guide.tree.outcome_by_id[incident.runbook]
        stacks = runbook_stacks(self.guide, incident.runbook)
        own = [stack for stack in stacks if stack != OUTSIDE]
        narrow = _options(_on_stack(incident, stack) for stack in own)
        units = runbook_units(self.guide, incident)
        title = runbook_title(outcome)
        body = element(
            "section",
            {"class": "dt-card dt-incident dt-runbook"},
            paragraph("dt-progress", "Rollback plan for a decision"),
            element("h2", {"tabindex": "-1"}, title),
            *(
                (paragraph("", "Choose what it runs on before you use a command:"), narrow)
                if len(own) > 1 and incident.stack not in own
                else ()
            ),
            element(
                "form",
                {
                    "class": "dt-plan",
                    "data-fragment": encode_incident(incident),
                    "data-of": f"{incident.runbook} {incident.stack}",
                    "data-call": "plan_record",
                    "data-copied": "The plan is copied.",
                },
                self._warnings(units),
                self._names(tuple(text for unit in units for text in unit.commands)),
                self._sheet(units, incident.owner),
                _keep(),
            ),
            paragraph("dt-nav", link("dt-restart", "#v=1", "In an incident: start here")),
        )
        return body, title

    def _warnings(self, units: tuple[Unit, ...]) -> Markup:
        """What must not be done with the units of a runbook."""
        bearing = cautions_for(self.guide, units)
        if not bearing:
            return Markup("")
        said = (element("summary", None, NOT_NOW), self._not_done(bearing))
        return element("details", {"class": "dt-fold", "open": True}, *said)

    def _sheet(self, units: tuple[Unit, ...], owner: str) -> Markup:
        heads = ("Put back", "Who", "Command", "Takes", "It worked when")
        commands = count()
        several = len({unit.stack for unit in units} - {OUTSIDE}) > 1
        aspects, said = self.guide.aspect_by_id, self._parts.statement

        def row(unit: Unit) -> tuple[Markup, ...]:
            who = holder(unit, owner)
            typed = (
                join(
                    (
                        paragraph("", said(step.do)) if unit.steps or not step.command else "",
                        _command(step.command, commands) if step.command else "",
                    )
                )
                for step in steps_of(unit)
            )
            where = paragraph("dt-hint", STACK_NAMES[unit.stack]) if several else ""
            return (
                join((inline(unit.name), where)),
                element("span", {"data-team": team_of(who)}, who),
                listing(typed, "ol") if unit.steps else join(typed),
                inline(SPEED_NAMES[unit.speed]),
                join((said(aspects[each].know) for each in unit.restores[:2]), " "),
            )

        return grid(heads, map(row, units), css="dt-table dt-sheet-table")


def _without_what_was_tried(incident: Incident, made: Plan) -> Incident:
    """The incident once the units of this plan did not help."""
    tried = tuple(dict.fromkeys((*incident.tried, *restored(made.bad, made.units))))
    left = tuple(each for each in incident.changed if each not in tried)
    when = incident.when if left else ""
    return replace(incident, tried=tried, changed=left, unsure=not left, when=when, use="")


def _on_stack(incident: Incident, stack: str) -> Markup:
    """The choice of one stack of a runbook."""
    href, chosen = _href(replace(incident, stack=stack)), stack == incident.stack
    return option_link(href, STACK_NAMES[stack], STACK_DETAILS[stack], chosen)


def _suspected(incident: Incident, aspect: str) -> Incident:
    """The incident with this as what goes back now."""
    tried = tuple(each for each in incident.tried if each != aspect)
    return replace(incident, changed=(aspect,), unsure=False, when="just-before", tried=tried)


def _href(incident: Incident) -> str:
    return f"#{encode_incident(incident)}"


def _restart() -> Markup:
    return link("dt-restart", _href(Incident()), "Start again")


_SUSPECTS = "All other suspects, with the likeliest first"


def _card(name: str, where: str, title: str, *children: str, named: str = "") -> Markup:
    return element(
        "section",
        {"class": "dt-card dt-question", "id": name},
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


def _listed(rows: tuple[Placeholder, ...]) -> str:
    return ", ".join(row.name for row in rows)


def _tonight(*body: str) -> Markup:
    return element("div", {"class": "dt-tonight"}, element("h3", None, NOT_NOW), *body)


def _fold(name: str, body: Markup) -> Markup:
    return element("details", {"class": "dt-fold"}, element("summary", None, name), body)


def _back(href: str, name: str) -> Markup:
    return paragraph("dt-nav", link("dt-back", href, name))


def _options(options: Iterable[Markup]) -> Markup:
    items = (element("li", None, option) for option in options)
    return element("ul", {"class": "dt-options"}, *items)


def _which(typed: Markup) -> Markup:
    said = (
        "Not sure? Run this command. It lists your objects by kind. For a kind that is not "
        "installed, it prints an error and goes on. If you use both products, choose the one that "
        "was changed last."
    )
    return join((paragraph("dt-role", said), typed))


def _unnumbered() -> Iterator[int]:
    """For commands into which nothing is filled."""
    return iter(())


def _command(text: str, numbers: Iterator[int]) -> Markup:
    """A command to copy; with a number, what is typed can be filled into it."""
    number = next(numbers, None)
    if number is None:
        return command(text)
    still: Attributes = {"class": "dt-refused", "id": f"still-{number}", "role": "alert"}
    left: Attributes = {"class": "dt-refused", "id": f"left-{number}", "hidden": True}
    shown = _to_copy(text, str(number), f" {number + 1}")
    return join((shown, element("div", still), element("div", left)))


def _to_copy(text: str, name: str, which: str = "") -> Markup:
    """A command with its own button: the theme gives one only to what the page came with."""
    copying: Attributes = {
        "type": "button",
        "class": "dt-copy",
        "data-do": "copy-part",
        "data-of": f"command-{name}",
        "data-done": COPIED,
        "data-then": f"left-{name}",
        "aria-label": f"Copy command{which}",
    }
    code, button = command(text, f"command-{name}"), element("button", copying, COPY)
    return element("div", {"class": "dt-to-copy"}, code, button)


def _input(name: str, label: str, most: int) -> Markup:
    """A field for at most so many characters."""
    field: Attributes = {
        "name": name,
        "maxlength": str(most),
        "autocomplete": "off",
        "autocapitalize": "none",
        "spellcheck": "false",
    }
    return element("label", None, label, element("input", field))


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
