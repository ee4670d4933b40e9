"""The decision record: what a team pastes into its design document, and checks again later.

Markdown after the MADR template (adr.github.io/madr, version 4), with a link that holds every
answer; and the same as plain data for programs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .aging import Aged, aged, kept
from .display_names import KSERVE, RAY_SERVE, answer_name
from .explain import Flip, RuledOut, asks, conditions, flips, narrowings, ruled_out, weighed
from .html_parts import MOST_DIGITS, MOST_TYPED
from .incident.state import decided
from .kinds import DECIDE, INCIDENTS, RECHECK, home
from .link import State, decode, encode
from .markdown import address, escape, inline, quoted
from .model import NOT_SURE, Gap, Gate, Guide, Option, Outcome, Question, Statement
from .outcome import (
    BULLETS,
    HEADINGS,
    NUMBERS,
    TASKS,
    Listed,
    Named,
    Section,
    answered,
    sections_after,
)
from .result import denied_told, needs_told, no_gap, possible_after
from .walk import Missing, Walk, walk

__all__ = [
    "BY_DATE",
    "BY_NUMBER",
    "BY_TITLE",
    "MOST_TYPED",
    "REVIEW_MONTHS",
    "Typed",
    "file_name",
    "on_paper",
    "printed",
    "record_data",
    "record_markdown",
    "review_by",
    "status",
]

BY_NUMBER, BY_DATE, BY_TITLE = "number", "date", "title"
"""What a record's file name starts with; of the title alone nothing stands in front."""

_MARKERS = {BULLETS: "-", NUMBERS: "1.", TASKS: "- [ ]"}
"""What a line of a list begins with."""

_HEADINGS = {"cost": "Consequences"}
"""What MADR calls this section. Its Confirmation says how one sees that a decision is kept, and we
ask for no such thing."""

_PARTS = {
    "decided": "It decided the direction",
    "shaped": "It then decided the form",
    "supported": "It supports the outcome",
    "elsewhere": "It points elsewhere",
    "unsure": "It makes no difference",
    "": "",
}
"""What an answer was for the outcome, in the record's table; nothing while there is none."""

_PRODUCTS = {
    "kserve": f"with {KSERVE}",
    "ray-serve": f"with {RAY_SERVE}",
    "both": f"with room for both {KSERVE} and {RAY_SERVE}",
    "neither": f"with neither {KSERVE} nor {RAY_SERVE}",
}
"""What an outcome means for the two products, by what it leans to."""

_NO_OWNER = "before any product is chosen"
"""The same of an outcome that has to find an owner first."""

_DAY = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-([0-3][0-9])")
_NUMBER = re.compile(f"[0-9]{{1,{MOST_DIGITS}}}")
REVIEW_MONTHS = 6
"""Months after which a record is to be looked at again, where nobody says otherwise."""

_FEBRUARY = 2
_SHORT = (4, 6, 9, 11)
"""The months of 30 days."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What is not in the link: typed by a person, or known to the page. All of it is untrusted.

    `date` is the day of the record, YYYY-MM-DD; `page` the address of the quiz, without fragment.
    `review_by` is the day to look at it again, "" for half a year later. `affects` are patterns of
    the files that the decision governs, separated by line ends. `number` is the record's own, as
    tools for decision records count.
    """

    title: str = ""
    team: str = ""
    date: str = ""
    page: str = ""
    review_by: str = ""
    affects: str = ""
    number: str = ""

    @property
    def globs(self) -> tuple[str, ...]:
        """The patterns of `affects`."""
        return tuple(line.strip() for line in self.affects.splitlines() if line.strip())


def printed(guide: Guide, state: State, typed: Typed) -> str:
    """What a printed result says of itself at its foot, on one line: day and link."""
    fragment = encode(kept(guide.tree, state, walk(guide.tree, dict(state.answers))))
    return on_paper(typed.date[:MOST_TYPED], _link(guide, typed, fragment))


def on_paper(date: str, link: str) -> str:
    """When something was printed, and where it stands with its sources, which paper leaves out."""
    day = f"Printed on {date}. " if date else ""
    return f"{day}With its sources: {link}"


def _link(guide: Guide, typed: Typed, fragment: str) -> str:
    """The address of a result. It is below the page of the outcome that it names, so that what
    shows links by their cards shows that outcome."""
    outcome = guide.tree.outcome_by_id.get(decode(guide.tree, fragment).outcome)
    page = typed.page
    if outcome and page.endswith(f"/{DECIDE}"):
        page = page.removesuffix(DECIDE) + home(outcome)
    return f"{page}#{fragment}"


def file_name(guide: Guide, state: State, typed: Typed, by: str = BY_NUMBER) -> str:
    """A name for the file, without its ending. `by` is what it starts with; without a number that
    is the day."""
    walked = walk(guide.tree, dict(state.answers))
    outcome = walked.outcome.id if walked.outcome else "not-settled"
    day = "".join(char for char in typed.date if char in "0123456789-")[:10]
    number = typed.number.zfill(4) if _NUMBER.fullmatch(typed.number) else day
    first = {BY_NUMBER: number, BY_DATE: day}.get(by, "")
    return "-".join(filter(None, (first, "serving-contract", outcome)))


def review_by(typed: Typed) -> str:
    """The day to look at the record again: as typed, or half a year after its date; "" if neither
    is a day."""
    given = typed.review_by[:MOST_TYPED].strip()
    found = _DAY.fullmatch(typed.date)
    if given or not found:
        return given
    year, month, day = found.groups()
    years, months = divmod(int(month) + REVIEW_MONTHS - 1, 12)
    last = _last_day(int(year) + years, months + 1)
    return f"{int(year) + years:04d}-{months + 1:02d}-{min(int(day), last):02d}"


def _last_day(year: int, month: int) -> int:
    """The last day of a month."""
    if month == _FEBRUARY:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in _SHORT else 31


def record_data(guide: Guide, state: State, typed: Typed) -> dict[str, Any]:
    """The record as dicts, lists and strings; typed fields are given back as they came."""
    walked = walk(guide.tree, dict(state.answers))
    fragment = encode(kept(guide.tree, state, walked))
    old = aged(guide.tree, state, walked)
    given = dict(walked.gate_answers)
    return {
        "record": "serving-contract",
        "tree_version": guide.tree.version,
        "tree_published": guide.tree.published,
        "date": typed.date[:MOST_TYPED],
        "review_by": review_by(typed),
        "affects": list(typed.globs),
        "title": typed.title[:MOST_TYPED],
        "team": typed.team[:MOST_TYPED],
        "link": _link(guide, typed, fragment),
        "fragment": fragment,
        "answers": [_answer_data(question, option) for question, option in walked.asked],
        "outcome": walked.outcome.id if walked.outcome else None,
        "leans_to": walked.outcome.lean if walked.outcome else None,
        "rollback_plan": _runbook(walked, typed),
        "said": None if old is None or old.same else _then(state),
        "possible": [outcome.id for outcome in walked.possible],
        "ruled_out": [_ruled_out_data(row) for row in ruled_out(guide.tree, walked)],
        "flips": [_flip_data(flip) for flip in flips(guide.tree, walked)],
        "status": status(walked),
        "gates": [{"gate": gate.id, "option": given.get(gate.id)} for gate, _ in walked.gates],
        "gaps": [gap.id for gap in walked.gaps],
        "conditions": [condition.text for condition in conditions(walked)],
    }


def _answer_data(question: Question, option: Option | None) -> dict[str, Any]:
    return {
        "question": question.id,
        "option": option.id if option else NOT_SURE,
        "asked": question.ask,
        "answered": answer_name(option),
        "reason": option.reason.text if option else "",
        "claims": list(option.reason.claims) if option else [],
    }


def _ruled_out_data(row: RuledOut) -> dict[str, Any]:
    return {
        "outcome": row.outcome.id,
        "question": row.question.id,
        "option": row.option.id,
        "needs": [option.id for option in row.needs],
    }


def _flip_data(flip: Flip) -> dict[str, Any]:
    return {
        "question": flip.question.id,
        "option": flip.option.id,
        "possible": [outcome.id for outcome in flip.possible],
    }


def record_markdown(guide: Guide, state: State, typed: Typed) -> str:
    """The record as a Markdown file."""
    walked = walk(guide.tree, dict(state.answers))
    lines = _Lines(guide)
    lines.front_matter(typed, walked)
    lines.head(typed, walked)
    lines.context(typed, walked)
    lines.options(walked)
    lines.heading(2, "Decision Outcome")
    old = aged(guide.tree, state, walked)
    if old and not old.same:
        lines.then(old, state.notes)
    if walked.outcome:
        lines.outcome(walked.outcome, walked)
    else:
        lines.not_settled(walked)
    lines.what_would_change(walked)
    lines.more(typed, walked, encode(kept(guide.tree, state, walked)))
    return lines.text()


def _then(state: State) -> dict[str, Any]:
    """What the link said that the record was made from, where today's tree says something else."""
    return {"version": state.version, "outcome": state.outcome}


def _runbook(walked: Walk, typed: Typed) -> str | None:
    """The address of the rollback plan for this decision: beside the page of the quiz, where that
    is known, and otherwise from the root of the site."""
    if walked.outcome is None:
        return None
    return _beside(typed, f"{INCIDENTS}#{decided(walked.outcome.id, walked.owner)}")


def _beside(typed: Typed, place: str) -> str:
    """The address of a place of the site: beside the page of the quiz, where that is known."""
    root = typed.page.removesuffix(DECIDE) if typed.page.endswith(DECIDE) else ""
    return f"{root}{place}"


def status(walked: Walk) -> str:
    """The record's status: `accepted` once a direction is known and no gap is, else `proposed`."""
    return "accepted" if walked.outcome and walked.gates and not walked.gaps else "proposed"


def _day(text: str) -> str:
    """A day for the front matter. It has no quotes, for tools that read lines and not YAML."""
    return text if _DAY.fullmatch(text) else quoted(text[:MOST_TYPED])


def _answered(gate: Gate, given: str) -> str:
    """What was answered to a gate, or that nobody answered it."""
    option = gate.option(given)
    return answer_name(option) if option or given == NOT_SURE else "Not answered"


def _title(walked: Walk) -> str:
    return walked.outcome.title if walked.outcome else "Serving contract: not settled yet"


class _Lines:
    """A Markdown file in the making: its lines, and the claims to be listed as footnotes."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._lines: list[str] = []
        self._cited: dict[str, None] = {}

    def text(self) -> str:
        notes = [f"[^{claim_id}]: {self._source(claim_id)}" for claim_id in self._cited]
        return "\n".join((*self._lines, *notes)).rstrip() + "\n"

    def heading(self, level: int, text: str) -> None:
        self._block(f"{'#' * level} {text}")

    def front_matter(self, typed: Typed, walked: Walk) -> None:
        """What tools read of the record; `head` says the same where some of them look for it.

        An empty line ends it, and its list stands on one line: tools that read Markdown and no
        front matter would take the last line for a heading, and the list for that of `head`.
        """
        team = quoted(typed.team[:MOST_TYPED] or "name the deciders")
        again = review_by(typed)
        affects = ", ".join(quoted(each[:MOST_TYPED]) for each in typed.globs)
        self._block(
            "---",
            f"status: {status(walked)}",
            f"date: {_day(typed.date)}",
            f"decision-makers: {team}",
            *([f"review-by: {_day(again)}"] if again else []),
            *([f"affects: [{affects}]"] if affects else []),
        )
        self._block("---")

    def head(self, typed: Typed, walked: Walk) -> None:
        """Title, status and day."""
        title = typed.title[:MOST_TYPED].strip() or _title(walked)
        self.heading(1, escape(title))
        day = [f"Date: {typed.date}"] if _DAY.fullmatch(typed.date) else []
        self._list((f"Status: {status(walked)}", *day))

    def context(self, typed: Typed, walked: Walk) -> None:
        self.heading(2, "Context and Problem Statement")
        self._block("Who owns the serving contract, and what is rolled back in an incident?")
        if not escape(typed.title[:MOST_TYPED].strip()):  # the heading says it otherwise
            self._block("This record is about: **write here which endpoint**")
        self.heading(2, "Decision Drivers")
        parts = {row.question.id: row.part for row in weighed(self._guide.tree, walked)}
        rows = (
            (
                escape(asks(walked, question)),
                f"**{escape(answer_name(option))}**",
                self._said(option.reason) if option else f"Ask: {escape(question.role)}",
                _PARTS[parts.get(question.id, "")],
            )
            for question, option in walked.asked
        )
        self._table(("We were asked", "We answered", "What that says", "Its part"), rows)

    def options(self, walked: Walk) -> None:
        """Every outcome of the tree once: what was chosen or is possible still, then the others,
        each with what speaks against it."""
        self.heading(2, "Considered Options")
        rest = needs_told(walked, ruled_out(self._guide.tree, walked), "We")
        self._list(
            (
                *(
                    f"**{escape(outcome.title)}**: {self._role(walked, outcome)}"
                    for outcome in possible_after(self._guide.tree, walked)
                ),
                *(
                    f"{'; '.join(f'**{escape(each.outcome.title)}**' for each in group)}: "
                    f"{escape(told)}"
                    for told, group in rest
                ),
            )
        )

    def _role(self, walked: Walk, outcome: Outcome) -> str:
        """What an outcome is to the decision: chosen, or possible still and at what cost."""
        if walked.outcome:
            return "chosen, see below."
        return f"still possible. {HEADINGS['cost']}: {self._said(outcome.cost)}"

    def then(self, old: Aged, notes: tuple[str, ...]) -> None:
        """What the link of this record said when it was made, beside what holds now.

        `notes` say which of its answers count no longer.
        """
        now = f"**{escape(old.now)}**" if old.now else "not settled"
        self._table(
            ("When", "What the tree said"),
            (
                (f"Then, by version {old.version}", f"**{escape(old.then)}**"),
                (f"Now, by version {self._guide.tree.version}", now),
            ),
        )
        self._block(f"What made the difference: {escape(old.because)}")
        if notes:
            self._block("These parts of the link no longer count:")
            self._list(map(escape, notes))

    def outcome(self, outcome: Outcome, walked: Walk) -> None:
        means = _NO_OWNER if outcome.owner == "nobody" else _PRODUCTS[outcome.lean]
        chosen = f"Chosen option: **{escape(outcome.title)}**, {means}."
        outcome = answered(outcome, walked.given)
        self._block(f"{chosen} {self._said(outcome.recommendation)}")
        self._gates(walked)
        for section in sections_after(outcome, walked).values():
            self.heading(3, _HEADINGS.get(section.id, section.heading))
            if section.lead:
                self._block(section.lead)
            self._body(section)

    def _body(self, section: Section) -> None:
        said = section.body
        if isinstance(said, Statement):
            self._block(self._said(said))
        elif isinstance(said, Listed):
            self._list(map(self._said, said.items), _MARKERS[said.style])
        else:
            self._table((said.what, *said.labels), map(self._row, said.rows))

    def _row(self, row: Named) -> tuple[str, ...]:
        return (f"**{inline(row.name)}**", *(self._said(s) if s else "" for _, s in row.said))

    def _gates(self, walked: Walk) -> None:
        """What is missing before production, and what the gates were answered with."""
        if not walked.gates:
            return
        self.heading(3, "Gaps to close before production")
        if walked.gaps:
            rows = (
                (self._missing(each), self._said(each.gap.by), self._first_step(each.gap))
                for each in walked.missing
            )
            self._table(("Gap", "Who settles it", "First step"), rows)
        else:
            self._block(no_gap(len(conditions(walked))))
        self.heading(3, "Gates")
        given = dict(walked.gate_answers)
        denied = {each.gate.id: f". {denied_told(each)}" for each in walked.denied}
        self._table(
            ("We were asked", "We answered"),
            (
                (
                    escape(gate.ask),
                    f"**{escape(_answered(gate, given.get(gate.id, '')))}**"
                    f"{escape(denied.get(gate.id, ''))}",
                )
                for gate, _ in walked.gates
            ),
        )

    def _missing(self, missing: Missing) -> str:
        asked = f". {escape(missing.unknown.ask)}" if missing.unknown else ""
        return f"**{escape(missing.name)}**{asked}"

    def _first_step(self, gap: Gap) -> str:
        until = f" Until then: {self._said(gap.until)}" if gap.until else ""
        return self._said(gap.first) + until

    def not_settled(self, walked: Walk) -> None:
        possible = "; ".join(escape(outcome.title) for outcome in walked.possible)
        self._block(f"Not settled yet. Still possible: {possible}.")
        self.heading(3, "What to settle first")
        self._list(
            (
                f"{escape(asks(walked, row.question))} Who can answer: {escape(row.question.role)}."
                for row in narrowings(self._guide.tree, walked)
            ),
            "1.",
        )

    def what_would_change(self, walked: Walk) -> None:
        if walked.outcome is None:
            return
        settled = [flip for flip in flips(self._guide.tree, walked) if len(flip.possible) == 1]
        self.heading(2, "What would change this")
        if not settled:
            self._block("No other single answer leads to another outcome.")
            return
        self._list(
            f"{escape(flip.question.label)}: “{escape(flip.option.text)}” would lead to "
            f"**{escape(flip.possible[0].title)}**."
            for flip in settled
        )

    def more(self, typed: Typed, walked: Walk, fragment: str) -> None:
        tree = self._guide.tree
        self.heading(2, "More Information")
        self._block(f"Decision tree version {tree.version}, published {tree.published}.")
        target = address(_link(self._guide, typed, fragment))
        if target:
            self._block(f"[Open these answers, or change them]({target})")
        else:
            self._block(f"The answers, for the end of the quiz's address: `#{fragment}`")
        runbook = _runbook(walked, typed)
        if runbook:
            at, name = address(runbook), "Rollback plan for this decision"
            self._block(f"[{name}]({at})" if at else f"{name}: `{runbook}`")
        target = address(_beside(typed, RECHECK))
        how = f" [How to install and run it]({target})." if target else ""
        self._block(f"`decision-tree recheck FILE` checks whether today's tree still agrees.{how}")
        if review_by(typed) != typed.review_by[:MOST_TYPED].strip():
            self._block(
                f"`review-by` is {REVIEW_MONTHS} months after the date of this record. "
                "Change it if another day suits you better."
            )

    def _said(self, statement: Statement) -> str:
        self._cited |= dict.fromkeys(statement.claims)
        notes = "".join(f"[^{claim_id}]" for claim_id in statement.claims)
        return inline(statement.text) + notes

    def _source(self, claim_id: str) -> str:
        claim = self._guide.claim_by_id[claim_id]
        source = address(claim.source) or f"`{claim.source}`"
        return (
            f"{inline(claim.text)} Version: {escape(claim.versions)}; "
            f"{escape(claim.known)}, {escape(claim.checked)}: {source}"
        )

    def _block(self, *lines: str) -> None:
        self._lines += (*lines, "")

    def _list(self, items: Iterable[str], marker: str = "-") -> None:
        self._block(*(f"{marker} {item}" for item in items))

    def _table(self, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
        self._block(*_table_lines(heads, rows))


def _table_lines(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
