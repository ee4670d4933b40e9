"""The result: the recommendation with its reasons, what would change it, and how to keep it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from .aging import Aged, aged, kept
from .diagram import path_svg
from .explain import (
    PARTS,
    Flip,
    Leaning,
    Narrowing,
    RuledOut,
    Weighed,
    conditions,
    flips,
    leanings,
    narrowings,
    ruled_out,
    weighed,
)
from .kinds import home
from .link import State, encode
from .markup import Markup, element, inline, join
from .model import Outcome
from .outcome import Section, sections
from .parts import SIDES, Parts, by_hand, counted, link, listing, paragraph, state_link
from .walk import Walk

__all__ = ["PART_NAMES", "aged_note", "needs_told", "settled", "unsettled"]


def settled(parts: Parts, state: State, walked: Walk, outcome: Outcome) -> Markup:
    """The body of a result with one recommendation: what to do first, then why, then the rest."""
    tree = parts.guide.tree
    say = sections(outcome, conditions(walked))
    return join(
        (
            paragraph("dt-lean", f"Leans to: {SIDES[outcome.lean]}"),
            element("h2", {"tabindex": "-1"}, outcome.title),
            paragraph("dt-answer", parts.statement(outcome.recommendation)),
            _readiness(tree.version, walked),
            parts.section(say["cost"]),
            parts.section(say["steps"]),
            _keep(parts, state, walked),
            element("h3", None, "Why"),
            _reasons(parts, weighed(tree, walked)),
            element("h3", None, "What would change this"),
            _flips(parts, flips(tree, walked)),
            *(parts.section(say[name]) for name in ("contract", "units", "signals", "oncall")),
            _before_production(parts, walked, say["conditions"]),
            _why_not(parts, ruled_out(tree, walked)),
            _fold(
                "The comparison, with your answers in it",
                _comparison(leanings(parts.guide.decisions, walked)),
            ),
            _fold("Your way through the tree", path_svg(walked)),
            _fold(say["revisit"].heading, parts.body(say["revisit"])),
            *_teams(parts, outcome),
        )
    )


def _teams(parts: Parts, outcome: Outcome) -> tuple[Markup, ...]:
    """What people say for and against it, and the teams that wrote that they chose it."""
    reasons = parts.reasons(outcome.id)
    accounts = [account for account in parts.guide.accounts if outcome.id in account.target]
    said = listing(map(parts.reason, reasons))
    teams = listing(
        join((link("", f"{parts.root}{home(each)}", each.who), f" ({each.date})"))
        for each in accounts
    )
    return (
        *((_fold("Reasons people give, and what is true", said),) if reasons else ()),
        *((_fold("Teams that wrote that they chose this", teams),) if accounts else ()),
    )


def _readiness(version: int, walked: Walk) -> Markup:
    """How far the direction is from production, and the way to the gates that are open."""
    if not walked.gates:
        return Markup("")
    opened = walked.open_gates
    told = (
        f"Proposed: {counted(len(walked.gaps), 'gap')} to close before production."
        if walked.gaps
        else "Every gate is passed: nothing is known to be missing before production."
    )
    first = opened[0] if opened else walked.gates[0][0]
    answer = (
        f"Answer the {counted(len(opened), 'gate')}" if opened else "Change an answer to a gate"
    )
    link_to = State(version, walked.answers, ask=first.id)
    return paragraph("dt-ready", told, " ", state_link("dt-to-gates", link_to, answer))


def _before_production(parts: Parts, walked: Walk, asked: Section) -> Markup:
    """The gaps, what the gates said, and what must hold."""
    if not walked.gates:
        return parts.section(asked)
    gaps = (
        listing((parts.gap(gap) for gap in walked.gaps), css="dt-gaps")
        if walked.gaps
        else paragraph("", "No gap is known: every gate is passed.")
    )
    given = dict(walked.gate_answers)
    rows = (
        join(
            (
                element("span", {"class": "dt-you-said"}, f"{gate.label}: "),
                inline(option.text) if option else _not_answered(gate.id in given),
                *((" ", parts.statement(option.reason)) if option else ()),
            )
        )
        for gate, option in walked.gates
    )
    return join(
        (
            element("h3", None, asked.heading),
            gaps,
            _fold("Your answers to the gates", listing(rows, css="dt-reasons")),
            parts.body(asked),
        )
    )


def _not_answered(unsure: bool) -> Markup:
    return inline("not sure, so it counts as a gap." if unsure else "open, so it counts as a gap.")


def unsettled(parts: Parts, state: State, walked: Walk) -> Markup:
    """The body of a result that leaves several outcomes possible."""
    first, *rest = narrowings(parts.guide.tree, walked)
    possible = (
        join(
            (element("strong", None, parts.outcome_link(o)), " ", parts.statement(o.recommendation))
        )
        for o in walked.possible
    )
    others = (_to_settle(state, narrowing) for narrowing in rest)
    return join(
        (
            element("h2", {"tabindex": "-1"}, "Not settled yet"),
            paragraph("dt-answer", f"Your answers leave {len(walked.possible)} outcomes possible."),
            element("h3", None, "Settle this first"),
            paragraph("", _to_settle(state, first)),
            paragraph("dt-hint", _narrowed(first, len(walked.possible))),
            *((element("h3", None, "Then this"), listing(others)) if rest else ()),
            element("h3", None, "Still possible"),
            listing(possible),
            _why_not(parts, ruled_out(parts.guide.tree, walked)),
            _fold("Your way through the tree", path_svg(walked)),
            _keep(parts, state, walked),
        )
    )


def aged_note(old: Aged | None, today: int) -> Markup:
    """What became of the outcome that the link names; nothing when nothing did."""
    if old is None or (old.same and old.version == today):
        return Markup("")
    if old.same:
        text = (
            f"This link was made with version {old.version} of the tree. "
            f"Version {today} says the same."
        )
        return paragraph("dt-aged", text)
    now = f"“{old.now}”" if old.now else "not settled by these answers"
    return element(
        "div",
        {"class": "dt-aged dt-aged-changed", "role": "status"},
        paragraph("", element("b", None, f"Then (version {old.version}): "), f"“{old.then}”."),
        paragraph("", element("b", None, f"Now (version {today}): "), f"{now}."),
        paragraph("", element("b", None, "What made the difference: "), old.because),
    )


def _fold(heading: str, body: Markup) -> Markup:
    summary = element("summary", None, element("h3", None, heading))
    return element("details", {"class": "dt-fold"}, summary, body)


PART_NAMES = {
    "decided": "This answer decided",
    "supported": "These answers support it",
    "elsewhere": "These answers point elsewhere",
    "unsure": "Not sure, and it makes no difference",
}
"""What is said above the answers that were one part in the outcome."""


def _reasons(parts: Parts, rows: tuple[Weighed, ...]) -> Markup:
    found = {part: [row for row in rows if row.part == part] for part in PARTS}
    return join(
        join(
            (
                paragraph("dt-part", PART_NAMES[part]),
                listing((_reason(parts, row) for row in each), css="dt-reasons"),
            )
        )
        for part, each in found.items()
        if each
    )


def _reason(parts: Parts, row: Weighed) -> Markup:
    if row.option is None:
        return inline(row.question.ask)
    return join(
        (
            element("span", {"class": "dt-you-said"}, f"{row.question.ask} {row.option.text}. "),
            parts.statement(row.option.reason),
        )
    )


def _flips(parts: Parts, found: tuple[Flip, ...]) -> Markup:
    if not found:
        return paragraph("", "No single answer does: each of them could be another one.")
    single = [flip for flip in found if len(flip.possible) == 1]
    further = [flip for flip in found if len(flip.possible) > 1]
    lead = "" if single else "No single answer settles on another outcome, but some ask further."
    return join(
        (
            paragraph("", lead) if lead else "",
            listing(_flip(parts, flip) for flip in single) if single else "",
            _fold(
                "Answers that would ask further questions",
                listing(_flip(parts, flip) for flip in further),
            )
            if further
            else "",
        )
    )


def _flip(parts: Parts, flip: Flip) -> Markup:
    outcome = flip.possible[0].id if len(flip.possible) == 1 else ""
    leads = State(parts.guide.tree.version, flip.answers, outcome=outcome)
    where = (
        flip.possible[0].title
        if len(flip.possible) == 1
        else f"further questions, with {len(flip.possible)} outcomes possible"
    )
    said = f"{flip.question.label}: “{flip.option.text}”"
    return join((state_link("", leads, said), " leads to ", element("strong", None, where)))


def _why_not(parts: Parts, rows: tuple[RuledOut, ...]) -> Markup:
    if not rows:
        return Markup("")
    items = (join((parts.outcome_link(row.outcome), f": {needs_told(row)}")) for row in rows)
    return _fold("Why not the others", listing(items))


def needs_told(row: RuledOut) -> str:
    """One sentence on why an outcome is out of reach, true by the way the tree is built."""
    needed = " or ".join(f"“{option.text}”" for option in row.needs)
    return f"“{row.question.ask}” would need the answer {needed}; you answered “{row.option.text}”."


def _comparison(rows: Iterable[Leaning]) -> Markup:
    heads = ("Decision", "Your answers", "Leans to")
    return element(
        "table",
        {"class": "dt-table"},
        element(
            "thead",
            None,
            element("tr", None, *(element("th", {"scope": "col"}, head) for head in heads)),
        ),
        element("tbody", None, *map(_comparison_row, rows)),
    )


def _comparison_row(row: Leaning) -> Markup:
    said = (
        f"{question.label}: {option.text} ({SIDES[side]})" for question, option, side in row.answers
    )
    side = {"": "No answer speaks to it", "split": "Split"}.get(row.side) or SIDES[row.side]
    answers: Markup = listing(map(inline, said)) if row.answers else inline("None")
    return element(
        "tr",
        None,
        element("th", {"scope": "row", "data-label": "Decision"}, row.decision.decision),
        element("td", {"data-label": "Your answers"}, answers),
        element(
            "td",
            {"data-label": "Leans to", "class": f"dt-side dt-lean-{row.side or 'none'}"},
            element("b", None, side),
        ),
    )


def _to_settle(state: State, narrowing: Narrowing) -> Markup:
    question = narrowing.question
    again = State(state.version, state.answers, ask=question.id)
    return join((state_link("", again, question.ask), f" Who can answer: {question.role}."))


def _narrowed(narrowing: Narrowing, possible: int) -> str:
    return (
        f"Of all open questions it narrows the outcomes most: from {possible} to "
        f"{_rounded(narrowing.left)} on average, counted over every path that is left."
    )


def _rounded(number: Fraction) -> str:
    tenths = round(number * 10)
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


def _keep(parts: Parts, state: State, walked: Walk) -> Markup:
    """The form that makes the record; the page fills in what only it knows. The record of an old
    link tells what that said, so the link stays as it is."""
    old = aged(parts.guide.tree, state, walked)
    said = State(state.version, walked.answers, outcome=state.outcome)
    made = said if old and not old.same else kept(parts.guide.tree, state, walked)
    fragment = encode(made)
    more = element(
        "details",
        {"class": "dt-fold"},
        element("summary", None, "Title, who decides, download"),
        paragraph("", "Both go into the record. What you type here stays in this page."),
        _field("title", "Title", "How we serve the assistant"),
        _field("team", "Who decides", "Teams or roles"),
        element(
            "div",
            {"class": "dt-buttons"},
            _button("download-record", "Download record"),
            _button("download-json", "Download JSON"),
            _button("print", "Print"),
        ),
    )
    return element(
        "form",
        {"class": "dt-keep", "data-fragment": fragment},
        element("h3", None, "Keep this"),
        element(
            "div",
            {"class": "dt-buttons"},
            _button("copy-link", "Copy link"),
            _button("copy-record", "Copy record"),
        ),
        *by_hand(),
        more,
        element("p", {"class": "dt-address"}),
    )


def _field(name: str, label: str, example: str) -> Markup:
    return element(
        "label",
        None,
        label,
        element(
            "input",
            {"name": name, "maxlength": "200", "placeholder": example, "autocomplete": "off"},
        ),
    )


def _button(action: str, label: str) -> Markup:
    return element("button", {"type": "button", "data-do": action}, label)
