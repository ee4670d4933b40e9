"""The rollback pages: the units of each stack, the finder, and the way on from old addresses.

Rollback units are those of the drills (content/units.yml): what a page says is restored and what a
drill counts as right are the same lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...engine.counted import counted
from ...engine.display_names import SPEED_NAMES, STACK_NAMES
from ...engine.html_parts import Parts, command, fold, link, listing, paragraph
from ...engine.incident.command_boxes import how_to
from ...engine.incident.state import Incident, encode_incident
from ...engine.incident.teams import holder
from ...engine.incident.words import RUN, parts_of, run_said
from ...engine.kinds import INCIDENTS, STACK_PAGES, home
from ...engine.markup import Attributes, Markup, element, inline, join
from ...engine.model import OUTSIDE, Aspect, Guide, Statement, Unit, Way
from ...loader.controllers import Controllers, Happened
from ...loader.measured import Measured
from .sources import CONTROLLERS_PAGE
from .tables import link_to
from .unknown_name import known

__all__ = ["Rollback"]

_MOVED = {
    "kserve-standard": ("kserve-standard", "standard-canary"),
    "kserve-knative": ("kserve-knative",),
    "kserve-llm": ("kserve-llm",),
    "ray-serve": ("ray-serve", "ray-in-place", "measured", "ray-new-cluster"),
    "application": ("application", "addresses"),
}
"""Headings of the page that once held all stacks. Links to them are in other people's documents. A
stack that came later was never there."""


@dataclass(frozen=True, slots=True)
class Rollback:
    """Renders one guide's rollback units; `root` leads from their page to the site's root."""

    guide: Guide
    root: str

    def rollback_stacks(self) -> Markup:
        """The stacks, each with its page and what it holds."""
        items = (
            join(
                (
                    link("", f"{self.root}{STACK_PAGES[stack]}", name),
                    " ",
                    element("span", None, counted(len(self._working(stack)), "unit")),
                )
            )
            for stack, name in STACK_NAMES.items()
        )
        return listing(items, css="dt-stacks")

    def rollback_units(self, stack: str, controllers: Controllers, measured: Measured) -> Markup:
        """The rollback units of one stack, a fold each: how, what comes back, what stays, how fast,
        and whether it was run.

        What does not work comes last; above all of them stands the way to the plan.
        """
        known("stack with rollback units", stack, (unit.stack for unit in self.guide.units))
        units = sorted(self._of(stack), key=lambda unit: not unit.restores)
        state = encode_incident(Incident(stack=stack))
        way = link("", f"{self.root}{INCIDENTS}#{state}", "rollback plan for this stack")
        plan = paragraph("", "Not sure which one? Use the ", way, ".")
        folds = (self._unit(unit, self._run(unit, controllers, measured)) for unit in units)
        # Each unit is found by an entry of its own: that of the heading would lead to closed folds.
        listed: Attributes = {"class": "dt-backs", "data-search-exclude": True}
        return join((plan, element("section", listed, *folds)))

    def rollback_finder(self) -> Markup:
        """For everything that can go bad: the units that bring it back, one fold each."""
        return element("div", {"class": "dt-finder"}, *map(self._found, self.guide.aspects))

    def rollback_moved(self, measured: Measured) -> Markup:
        """Every anchor that the page had when it held all stacks, leading to where its text is now.

        The script goes there at once (overrides/assets/reader.mjs); without it the entry is a link.
        """
        return element(
            "div",
            {"data-moved": True, "data-search-exclude": True},
            *(self._stack_moved(stack, measured) for stack in _MOVED),
        )

    def _stack_moved(self, stack: str, measured: Measured) -> Markup:
        page = f"{self.root}{STACK_PAGES[stack]}"
        heading, *sections = _MOVED[stack]
        rows = [(unit.id, unit.name) for unit in self._of(stack)]
        rows += [(each, each.replace("-", " ").capitalize()) for each in sections]
        if "measured" in sections:
            rows += [(f"measured-{each.id}", each.title) for each in measured.incidents]
        items = (
            element("li", {"id": name}, link("", f"{page}#{name}", inline(text)))
            for name, text in rows
        )
        title = element("p", {"id": heading}, link("", page, STACK_NAMES[stack]))
        return join((title, element("ul", None, *items)))

    def _of(self, stack: str) -> list[Unit]:
        return [unit for unit in self.guide.units if unit.stack == stack]

    def _working(self, stack: str) -> list[Unit]:
        return [unit for unit in self._of(stack) if unit.restores]

    def _said(self, statement: Statement) -> Markup:
        return Parts(self.guide, self.root).statement(statement)

    def _way(self, way: Way) -> Markup:
        """In which case another unit of the same page goes back."""
        name = self.guide.unit_by_id[way.unit].name
        return join((inline(way.case), ": ", link("", f"#{way.unit}", inline(name))))

    def _unit(self, unit: Unit, run: Mapping[str, Markup]) -> Markup:
        name = inline(unit.name if unit.restores else f"Does not work: {unit.name}")
        fast = element("span", None, SPEED_NAMES[unit.speed], ". ", self._back(unit))
        todo = element("div", {"class": "dt-back-do"}, how_to(unit, self._said, command, self._way))
        told = (
            join((element("dt", None, label), element("dd", None, said)))
            for label, said in {**self._told(unit), **run}.items()
        )
        # The id is inside the fold: then a browser opens the fold for it without a script.
        effects = element("div", None, element("dl", None, *told), link_to(unit.id, "this unit"))
        body = element("div", {"class": "dt-back-body", "id": unit.id}, todo, effects)
        return fold(join((element("b", None, name), " ", fast)), body, css="dt-back")

    def _told(self, unit: Unit) -> dict[str, Markup]:
        """What a plan says of a unit, how long it takes, and who does it."""
        every = (part for part in parts_of(self.guide, unit) if part.label != RUN)
        parts = {part.label: part.said for part in every if part.said}
        told = {
            label: listing(map(self._said, said)) if len(said) > 1 else self._said(said[0])
            for label, said in parts.items()
        }
        speed = element("b", None, SPEED_NAMES[unit.speed])
        return {
            **told,
            "Comes back": self._back(unit),
            "Takes": join((speed, ". ", self._said(unit.time))),
            "Put back by": inline(f"{holder(unit, '')}."),
        }

    def _run(self, unit: Unit, controllers: Controllers, measured: Measured) -> dict[str, Markup]:
        """Whether the unit was run, on controllers or on Ray Serve itself, and what was seen."""
        if unit.stack == OUTSIDE:
            return {}
        runs = [each for each in controllers.incidents if unit.id in each.units]
        count = len(measured.of(unit.id))
        release = controllers.release(runs[0]) if runs else ""
        said = inline(run_said(release, measured.release if count else ""))
        seen = [self._incident(run) for run in runs]
        if count:
            table = f"{self.root}{STACK_PAGES['ray-serve']}#measured"
            seen.append(link("", table, f"{counted(count, 'incident')} under requests, measured"))
        return {RUN: join((said, listing(seen) if seen else ""))}

    def _incident(self, run: Happened) -> Markup:
        return link("", f"{self.root}{CONTROLLERS_PAGE}#run-{run.id}", inline(run.what))

    def _back(self, unit: Unit) -> Markup:
        restored = ". ".join(self.guide.aspect_by_id[name].name for name in unit.restores)
        return inline(f"{restored}." if restored else "**Nothing.**")

    def _found(self, aspect: Aspect) -> Markup:
        entries = []
        for stack, name in STACK_NAMES.items():
            units = [unit for unit in self._of(stack) if aspect.id in unit.restores]
            if units:
                links = (link("", f"{self.root}{home(u)}", inline(u.name)) for u in units)
                entries.append(element("dt", None, name))
                entries.append(element("dd", None, listing(links)))
        signs = element("dd", None, self._said(aspect.know))
        body = element("dl", None, *entries, element("dt", None, "It is back when"), signs)
        return fold(inline(aspect.name), body, name=f"back-{aspect.id}")
