"""The result: the recommendation with its reasons, what would change it, and how to keep it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from .aging import Aged
from .diagram import path_svg
from .explain import (
    Flip,
    Leaning,
    Narrowing,
    RuledOut,
    conditions,
    flips,
    leanings,
    narrowings,
    ruled_out,
)
from .link import State, encode
from .markup import Markup, element, inline, join
from .model import Outcome
from .parts import SIDES, Parts, by_hand, listing, paragraph, state_link
from .walk import Walk

__all__ = ["aged_note", "settled", "unsettled"]


def settled(parts: Parts, walked: Walk, outcome: Outcome) -> Markup:
    """The body of a result with one recommendation."""
    tree = parts.guide.tree
    return join(
        (
            paragraph("dt-lean", f"Leans to: {SIDES[outcome.lean]}"),
            element("h2", {"tabindex": "-1"}, outcome.title),
            paragraph("dt-answer", parts.statement(outcome.recommendation)),
            element("h3", None, "What it costs"),
            paragraph("", parts.statement(outcome.cost)),
            element("h3", None, "Why"),
            _reasons(parts, walked),
            element("h3", None, "What would change this"),
            _flips(parts, flips(tree, walked)),
            _why_not(parts, ruled_out(tree, walked)),
            _fold(
                "The comparison, with your answers in it",
                _comparison(leanings(parts.guide.decisions, walked)),
            ),
            _fold("Your way through the tree", path_svg(walked)),
            parts.contract(outcome),
            parts.next_steps(outcome, conditions(walked)),
            _keep(parts, walked),
        )
    )


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
            _keep(parts, walked),
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


def _reasons(parts: Parts, walked: Walk) -> Markup:
    items = (
        join(
            (
                element("span", {"class": "dt-you-said"}, f"{question.label}: {option.text}. "),
                parts.statement(option.reason),
            )
        )
        if option
        else join((f"{question.label}: not sure, and it makes no difference.",))
        for question, option in walked.asked
    )
    return listing(items, css="dt-reasons")


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
    items = (
        join(
            (
                parts.outcome_link(row.outcome),
                ": ruled out by ",
                element("b", None, f"“{row.option.text}” "),
                f"({row.question.label}). ",
                parts.statement(row.option.reason),
            )
        )
        for row in rows
    )
    return _fold("Why not the others", listing(items))


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


def _keep(parts: Parts, walked: Walk) -> Markup:
    """The form that makes the record; the page fills in what only it knows."""
    outcome = walked.outcome.id if walked.outcome else ""
    fragment = encode(State(parts.guide.tree.version, walked.answers, outcome=outcome))
    return element(
        "form",
        {"class": "dt-keep", "data-fragment": fragment},
        element("h3", None, "Keep this"),
        paragraph(
            "",
            "A link for the design document, or a decision record (Markdown, after MADR) with "
            "everything above. What you type here stays in this page.",
        ),
        _field("title", "Title", "How we serve the assistant"),
        _field("team", "Who decides", "Teams or roles"),
        element(
            "div",
            {"class": "dt-buttons"},
            _button("copy-link", "Copy link"),
            _button("copy-record", "Copy record"),
            _button("download-record", "Download record"),
            _button("download-json", "Download JSON"),
            _button("print", "Print"),
        ),
        *by_hand(),
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
