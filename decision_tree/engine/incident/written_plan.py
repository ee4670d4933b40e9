"""The plan for elsewhere: Markdown for the channel of the incident, text for a terminal, and data.

What somebody typed is filled in here: names that keep the rules of their placeholders go into the
commands, and the teams' own words stand for ours. All of it is untrusted, and none of it is in the
link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..display_names import HOLDER_NAMES, SPEED_NAMES, STACK_NAMES
from ..markdown import address, escape, inline
from ..markup import escape as html_escape
from ..markup import plain
from ..model import Caution, Check, FirstLook, Guide, Placeholder, Statement, Triage, Unit
from .command_boxes import namespaces_html
from .commands import before, commands_of, runbook_commands, steps_of
from .placeholders import (
    MOST_TEAM,
    RULES_SAID,
    Names,
    asked_for,
    checked,
    filled,
    left_said,
    namespaces_said,
    placeholders_in,
    still_said,
)
from .plan import Plan, cautions_for, checks_of, plan
from .questions import known
from .runbook import runbook_units
from .state import FORM, Incident, decode_incident, encode_incident
from .teams import TEAM_FIELDS, holder, team_of
from .words import (
    CHECK_FIRST,
    DONE,
    IN_VAIN,
    INSTEAD,
    LEFT,
    MORE_CHECKS,
    NOT_NOW,
    NOTHING_YET,
    THEN_CHECK,
    Part,
    done_said,
    heading,
    parts_of,
    runbook_title,
    stuck_said,
    time_said,
    told_by,
    way_instead,
    way_said,
    without_look,
)

__all__ = ["TypedPlan", "plan_data", "plan_markdown", "plan_parts", "plan_text", "typed_plan"]


_WORD = re.compile(r"`([A-Z]{2,}(?:-[A-Z]{2,})*)`")
"""A word in capitals that stands alone as code."""


@dataclass(frozen=True, slots=True)
class TypedPlan:
    """A plan or a runbook with what was typed: `made` is None for a runbook. `units` go back in
    this order, `teams` are the teams' own names by field, and `page` is the address of the page."""

    incident: Incident
    made: Plan | None
    units: tuple[Unit, ...]
    title: str
    names: Names
    teams: tuple[tuple[str, str], ...]
    page: str
    date: str

    @property
    def link(self) -> str:
        """The address of this plan."""
        return f"{self.page}#{encode_incident(self.incident)}"

    @property
    def file_name(self) -> str:
        """A name for the file, without its ending."""
        day = "".join(char for char in self.date if char in "0123456789-")[:10]
        what = self.incident.runbook or self.incident.sight
        return "-".join(filter(None, (day, "rollback-plan", what)))

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands in the order of the plan, as the guide has them."""
        if self.made:
            return commands_of(self.made)
        return runbook_commands(self.units)

    @property
    def rows(self) -> tuple[tuple[Unit, tuple[Unit, ...]], ...]:
        """Each unit with those that can take its place."""
        others = self.made.others if self.made else ((),) * len(self.units)
        return tuple(zip(self.units, others, strict=True))

    def who(self, unit: Unit) -> str:
        """Who puts this unit back, in the reader's own words where there are some. Unescaped."""
        said = holder(unit, self.incident.owner)
        return dict(self.teams).get(team_of(said), said)

    def typed(self, command: str) -> str:
        """The command with the names in it."""
        return filled(command, self.names)

    def told(self, text: str) -> str:
        """Content text with the names in place of the words that stand for them as code."""
        good = dict(self.names.good)
        return _WORD.sub(lambda word: f"`{good.get(word[1], word[1])}`", text)


def typed_plan(guide: Guide, fragment: str, typed: Mapping[str, str]) -> TypedPlan | None:
    """The plan of this address with what was typed; None until it names a sight and a stack.

    `typed` holds values by the placeholders' names and by `team-` and a word of HOLDERS, the `page`
    and the `date`.
    """
    incident, _ = decode_incident(guide, fragment)
    teams = tuple(
        (field, " ".join(typed[field].split())[:MOST_TEAM])
        for field in TEAM_FIELDS.values()
        if typed.get(field, "").strip()
    )
    told = (checked(guide, typed), teams, typed.get("page", ""), typed.get("date", ""))
    if incident.runbook:
        outcome = guide.tree.outcome_by_id[incident.runbook]
        units = runbook_units(guide, incident)
        return TypedPlan(incident, None, units, runbook_title(outcome), *told)
    if not incident.sight or not incident.stack:
        return None
    made = plan(guide, incident)
    return TypedPlan(incident, made, made.units, heading(made), *told)


def plan_parts(guide: Guide, plan_: TypedPlan) -> tuple[tuple[str, str], ...]:
    """(a selector, the HTML to stand there) for everything on the page that depends on what was
    typed."""
    refused = dict(plan_.names.refused)
    shown = plan_.commands
    return (
        *(
            (f"#{part}-{number}", html_escape(text))
            for number, command in enumerate(shown)
            for part, text in (
                ("command", plan_.typed(command)),
                ("still", still_said(guide, command, plan_.names)),
                ("left", left_said(guide, command, plan_.names)),
            )
        ),
        *(
            (f"#refused-{row.name}", html_escape(refused.get(row.name, "")))
            for row in asked_for(guide, *shown)
        ),
        ("#dt-namespaces", namespaces_html(*map(plan_.typed, shown))),
        *(
            (f'[data-team="{field}"]', html_escape(dict(plan_.teams).get(field, HOLDER_NAMES[key])))
            for key, field in TEAM_FIELDS.items()
        ),
    )


def plan_data(guide: Guide, plan_: TypedPlan) -> dict[str, Any]:
    """The plan as dicts, lists and strings."""
    made, incident = plan_.made, plan_.incident
    data: dict[str, Any] = {
        "record": "rollback-plan",
        "form": int(FORM),
        "date": plan_.date,
        "link": plan_.link,
        "fragment": encode_incident(incident),
        "title": plain(plan_.title),
        "stack": incident.stack,
        "units": [_unit_data(guide, plan_, *row) for row in plan_.rows],
        "placeholders": {
            row.name: _placeholder_data(plan_, row) for row in asked_for(guide, *plan_.commands)
        },
    }
    if made is None:
        cautions = [plain(each.text.text) for each in cautions_for(guide, plan_.units)]
        return {**data, "outcome": incident.runbook, "owner": incident.owner, "cautions": cautions}
    return {
        **data,
        "sees": incident.sight,
        "changed": list(incident.changed),
        "done": list(incident.done),
        "when": incident.when,
        "cautions": [plain(caution.text.text) for caution in made.cautions],
        "more_cautions": [plain(caution.text.text) for caution in made.more_cautions],
        "find_out": [_seen_data(plan_, each) for each in made.triage],
        "put_back_before": [
            {"unit": unit.id, "checks": [_seen_data(plan_, each) for each in checks]}
            for unit, checks in made.done
        ],
        "look": _look_data(plan_, made.look, made.seen) if made.look else None,
        "puts_nothing_back": [unit.id for unit in made.vain],
        "puts_back": list(made.bad),
        "nothing_for": list(made.stuck),
        "next": [
            {"suspect": suspect, "units": [unit.id for unit in units]}
            for suspect, units in made.suspects
        ],
    }


def _placeholder_data(plan_: TypedPlan, row: Placeholder) -> dict[str, Any]:
    return {
        "what": row.what,
        "look": plain(row.look.text),
        "rule": RULES_SAID[row.rule],
        "typed": dict(plan_.names.good).get(row.name),
    }


def _checks(guide: Guide, plan_: TypedPlan, unit: Unit) -> tuple[Check, ...]:
    """How one sees that a unit of a plan worked. A runbook is a sheet and has no room for it."""
    return checks_of(guide, unit) if plan_.made else ()


def _parts(guide: Guide, plan_: TypedPlan, unit: Unit) -> tuple[Part, ...]:
    """What is said of a unit here: in a plan, first how one sees that the incident is over."""
    made = plan_.made
    return parts_of(guide, unit, made.bad, plan_.incident.sight) if made else parts_of(guide, unit)


def _seen_data(plan_: TypedPlan, row: Triage | Check) -> dict[str, Any]:
    return {"id": row.id, "see": plain(row.see.text), "command": plan_.typed(row.command)}


def _look_data(plan_: TypedPlan, look: FirstLook, seen: Iterable[str]) -> dict[str, Any]:
    return {
        "id": look.id,
        "ask": look.ask,
        "see": plain(look.see.text),
        "command": plan_.typed(look.command),
        "minutes": look.minutes,
        "suspects_if_yes": list(seen),
    }


def _unit_data(
    guide: Guide, plan_: TypedPlan, unit: Unit, others: tuple[Unit, ...]
) -> dict[str, Any]:
    steps = ((step.do.text, plan_.typed(step.command)) for step in steps_of(unit))
    return {
        "id": unit.id,
        "name": plain(unit.name),
        "stack": unit.stack,
        "owner": plan_.who(unit),
        "speed": unit.speed,
        "steps": [{"do": plain(do), "command": command} for do, command in steps],
        "then_check": [_seen_data(plan_, check) for check in _checks(guide, plan_, unit)],
        "restores": list(unit.restores),
        **{
            part.key: [plain(said.text) for said in part.said]
            for part in _parts(guide, plan_, unit)
        },
        "instead": [other.id for other in others],
        "claims": list(_claims(unit)),
    }


def _claims(unit: Unit) -> tuple[str, ...]:
    said: tuple[Statement, ...] = (unit.how, unit.leaves, unit.time, unit.otherwise)
    every = (*said, *(step.do for step in unit.steps))
    return tuple(dict.fromkeys(claim for each in every for claim in each.claims))


# -- As a document --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Block:
    """A piece of a document: a `heading`, `text`, a `list`, `steps`, or a `command` to type. The
    lines are content text, but for those of a command."""

    kind: str
    lines: tuple[str, ...]


def _document(guide: Guide, plan_: TypedPlan) -> Iterable[_Block]:
    """The plan with what was typed in its sentences too, in place of the words in capitals."""
    for block in _blocks(guide, plan_):
        prose = block.kind in ("text", "list")
        yield replace(block, lines=tuple(map(plan_.told, block.lines))) if prose else block


def _blocks(guide: Guide, plan_: TypedPlan) -> Iterable[_Block]:
    made = plan_.made
    rows = known(guide, plan_.incident)
    if rows:
        yield _Block("list", tuple(f"{name}: {said}" for _, name, said in rows))
    for name in plan_.incident.done:
        unit = guide.unit_by_id[name]
        yield _Block("heading", (f"Was put back: {unit.name}",))
        yield _Block("list", (f"{LEFT}: {unit.leaves.text}", "When, by whom: ", "Result: "))
    if made is None:
        yield from _not_now(cautions_for(guide, plan_.units))
    else:
        yield from _before(guide, plan_, made)
    for number, (unit, others) in enumerate(plan_.rows, 1):
        name = f"{number}. Put back: {unit.name}"
        yield _Block("heading", (name if made else f"{name} ({STACK_NAMES[unit.stack]})",))
        yield from _unit(guide, plan_, unit)
        if others:
            yield _Block("text", (f"{INSTEAD}:",))
            yield _Block("list", tuple(map(way_said, others)))
    if made is not None and made.bad and made.suspects:
        aspects = guide.aspect_by_id
        yield _Block("heading", ("If it did not help: suspect next",))
        yield _Block(
            "list",
            tuple(
                f"{aspects[suspect].name}: {', then '.join(unit.name for unit in units)}"
                for suspect, units in made.suspects
            ),
        )
    words = [
        f"`{row.name}`: {row.what}. {row.look.text}"
        for row in placeholders_in(guide, *map(plan_.typed, plan_.commands))
    ]
    if words:
        yield _Block("heading", ("Words to replace",))
        yield _Block("list", tuple(words))
    if said := namespaces_said(*map(plan_.typed, plan_.commands)):
        yield _Block("text", (said,))


def _before(guide: Guide, plan_: TypedPlan, made: Plan) -> Iterable[_Block]:
    if stuck := stuck_said(guide, plan_.incident, made):
        yield _Block("text", (stuck,))
    yield from _not_now((*made.cautions, *made.more_cautions))
    if made.vain:
        yield _Block("heading", (IN_VAIN,))
        yield _Block("list", tuple(f"{unit.name}: {unit.leaves.text}" for unit in made.vain))
    if made.triage:
        yield _Block("heading", (CHECK_FIRST,))
        for each in made.triage:
            yield from _typed(guide, plan_, each.see.text, each.command)
    for unit, checks in made.done:
        yield _Block("heading", (DONE,))
        yield _Block("text", (done_said(unit),))
        for check in checks:
            yield from _typed(guide, plan_, check.see.text, check.command)
        yield _Block("text", (f"{LEFT}: {unit.leaves.text}",))
    look = made.look
    if look is None:
        return
    yield _Block("heading", (f"Then look: {look.ask}" if made.done else "Look first",))
    yield from _typed(guide, plan_, f"{look.see.text} {time_said(look)}", look.command)
    yes, no = told_by(guide, look, made.seen)
    yield _Block("list", (f"Yes: {yes}", f"No: {no}"))
    if made.more_looks:
        yield _Block("heading", (MORE_CHECKS,))
    for other in made.more_looks:
        yield from _typed(guide, plan_, f"**{other.ask}** {other.see.text}", other.command)
    if made.units:
        yield _Block("heading", (without_look(guide, plan_.incident),))
    else:
        yield _Block("text", (NOTHING_YET,))


def _not_now(cautions: tuple[Caution, ...]) -> Iterable[_Block]:
    if cautions:
        yield _Block("heading", (NOT_NOW,))
        yield _Block("list", tuple(caution.text.text for caution in cautions))


def _typed(guide: Guide, plan_: TypedPlan, text: str, command: str) -> Iterable[_Block]:
    """What to do or to look at, and what is typed for it, if anything is, below what it lacks."""
    yield _Block("text", (text,))
    if command:
        lacks = still_said(guide, command, plan_.names) or left_said(guide, command, plan_.names)
        if lacks:
            yield _Block("text", (f"**{lacks}**",))
        yield _Block("command", (plan_.typed(command),))


def _unit(guide: Guide, plan_: TypedPlan, unit: Unit) -> Iterable[_Block]:
    yield _Block("typed", ("Who", plan_.who(unit)))
    yield _Block("text", (f"Takes: {SPEED_NAMES[unit.speed]}. {unit.time.text}",))
    if unit.steps:
        yield _Block("text", (unit.how.text,))
    for caution in before(unit, plan_.made.cautions if plan_.made else ()):
        yield from _typed(guide, plan_, f"{caution.case}:", caution.command)
    for number, step in enumerate(steps_of(unit), 1):
        told = f"Step {number}. {step.do.text}" if unit.steps else step.do.text
        yield from _typed(guide, plan_, told, step.command)
        if step.ways:
            yield _Block("list", tuple(f"{way_instead(guide, each)}." for each in step.ways))
    checks = _checks(guide, plan_, unit)
    if checks:
        yield _Block("text", (f"**{THEN_CHECK}.**",))
    for check in checks:
        yield from _typed(guide, plan_, check.see.text, check.command)
    parts = _parts(guide, plan_, unit)
    yield _Block(
        "list", tuple(f"**{part.label}:** {' '.join(s.text for s in part.said)}" for part in parts)
    )


def plan_markdown(guide: Guide, plan_: TypedPlan) -> str:
    """The plan as Markdown; sources stand on the page that it links to."""
    lines = [f"# {inline(plan_.title)}", ""]
    target = address(plan_.link)
    typed = f"{escape(plan_.page)} `#{encode_incident(plan_.incident)}`".strip()
    lines += [f"[The plan with its sources]({target})" if target else typed, ""]
    for block in _document(guide, plan_):
        lines += [*_markdown(block), ""]
    return "\n".join(lines).rstrip() + "\n"


def _markdown(block: _Block) -> list[str]:
    if block.kind == "heading":
        return [f"## {inline(block.lines[0])}"]
    if block.kind == "typed":
        return [f"**{block.lines[0]}:** {escape(block.lines[1])}"]
    if block.kind == "command":
        return ["```sh", *block.lines[0].split("\n"), "```"]
    if block.kind == "list":
        return [f"- {inline(line)}" for line in block.lines]
    return [inline(block.lines[0])]


def plan_text(guide: Guide, plan_: TypedPlan) -> str:
    """The plan for a terminal."""
    title = plain(plan_.title)
    lines = [title, "=" * len(title), ""]
    for block in _document(guide, plan_):
        lines += [*_text(block), ""]
    return "\n".join(lines).rstrip() + "\n"


def _text(block: _Block) -> list[str]:
    if block.kind == "heading":
        name = plain(block.lines[0])
        return [name, "-" * len(name)]
    if block.kind == "typed":
        return [f"{block.lines[0]}: {_printable(block.lines[1])}"]
    if block.kind == "command":
        return [f"    {line}" for line in block.lines[0].split("\n")]
    if block.kind == "list":
        return [f"- {plain(line)}" for line in block.lines]
    return [plain(block.lines[0])]


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)
