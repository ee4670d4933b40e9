"""The result: the recommendation with its reasons, what would change it, and how to keep it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from .aging import STILL, Aged, kept
from .buttons import KEEP_RESULT, PASS_ON, button, buttons
from .checked import behind, checked_against, last_checked, long_ago
from .counted import counted
from .diagram import path_svg
from .display_names import CONTRACT_OWNERS, NOT_SURE_NAME, SIDE_NAMES
from .explain import (
    PARTS,
    Flip,
    Leaning,
    Narrowing,
    RuledOut,
    Weighed,
    asks,
    conditions,
    flips,
    leanings,
    narrowings,
    ruled_out,
    weighed,
)
from .html_parts import (
    MOST_DIGITS,
    MOST_TYPED,
    Parts,
    by_hand,
    fold,
    link,
    listing,
    paragraph,
    state_link,
)
from .incident.state import decided
from .kinds import HYBRIDS, INCIDENTS, RECHECK, changed_on, home
from .link import ASK, OUTCOME, State, encode
from .markup import Attributes, Markup, breaking, element, inline, join
from .model import Claim, Decision, Gate, Outcome, Tree
from .outcome import (
    HEADINGS,
    LEAVES,
    OWNER,
    Rows,
    Section,
    answered,
    only,
    sections,
    sections_after,
    without,
)
from .walk import Denied, Missing, Walk, arrived, certain

__all__ = [
    "ANSWERS",
    "CHANGE",
    "CONTENTS",
    "GATES_AGAIN",
    "JUMP",
    "OWNS",
    "SUITS",
    "WAYS",
    "aged_note",
    "awaited",
    "contents",
    "denied_told",
    "gap_told",
    "gaps_counted",
    "leaning",
    "needs_told",
    "no_gap",
    "possible_after",
    "settled",
    "shares",
    "standing",
    "to_gate",
    "unsettled",
]


CONTENTS = {
    "steps": HEADINGS["steps"],
    "why": "Why",
    "change": "What would change this",
    "operating": "The operating contract",
    "before": HEADINGS["conditions"],
    "more": "More",
}
"""The parts of a result in their order, by what the ids of their headings end in."""

ANSWERS, CHANGE = "r-answers", "Change an answer"
"""The id of the heading of a reader's answers, and what leads there from the top of a result."""

JUMP = "dt-jump"
"""The class of what leads to a part of the same page, in the line below a recommendation."""

OWNS = "Who owns it"
"""The words before the owner of the contract."""

_CONTRACT, _OWNED = "r-contract", "Who owns what"
"""The id of the heading of the contract, and what leads to what else is owned."""

SUITS, WAYS = "Whom it suits", "How the tree leads here"
"""Headings of an outcome's own page."""

_NO_GAP_KNOWN = "Every gate is passed, so no gap is known."
"""What is said in place of a list of gaps."""
GATES_AGAIN = "Your answers to the gates are about this result. Another result asks for them again."

_STEPS = "dt-steps"
_HEADS = {"steps": _STEPS, "more": "dt-more"}
"""The classes of those headings, where one has any."""

_TYPED_HEAD = element(
    "p",
    {"class": "dt-named"},
    *(
        element("span", {"data-named": name, "hidden": True}, label, element("b", None))
        for name, label in (("title", ""), ("team", "Who decides: "))
    ),
)
"""Where the page writes on paper what was typed: the title, and who decides. It does so as it is
typed, since who prints waits for no engine."""

_NAMED = 2
"""Gaps that are named where they are counted."""

_FIRST = 3
_FEW = 2
"""Changes that a reader sees before the others are unfolded, and how many more are not worth it."""


def settled(
    parts: Parts, state: State, walked: Walk, outcome: Outcome, old: Aged | None, today: str
) -> Markup:
    """The body of a result with one recommendation, as read on the day `today`; `old` is what
    became of its link.

    What to do and how to pass it on come first, then why, what would change it, who owns what, and
    what is missing before production. The rest is folded.
    """
    tree = parts.guide.tree
    says = behind(parts.guide, outcome)
    checked = last_checked(says, today)
    rests_on = behind(parts.guide, outcome, tuple(option for _, option in walked.asked))
    outcome = answered(outcome, walked.given)
    say = sections_after(outcome, walked)

    def to_gate(gate: Gate, told: str) -> Markup:
        return state_link("dt-to-gates", state.at(tree.version, walked.answers, ask=gate.id), told)

    here = _here(state, walked, tree, old)
    bodies = {
        "steps": (parts.below(say["steps"]), _keep(here), *_long_ago(parts, rests_on, today)),
        "why": (_reasons(parts, walked), paragraph("", _label(SUITS), inline(outcome.suits))),
        "change": (_gates_again(walked), _flips(parts, state, flips(tree, walked))),
        "operating": (_operating(parts, say, _rollback_plan(parts, walked, outcome), _CONTRACT),),
        "before": (_before_production(parts, walked, say["conditions"]),),
        "more": _more(parts, walked, outcome, say["revisit"], says or rests_on),
    }
    told = (part for name in CONTENTS for part in (_head(name), *bodies[name]))
    ready = _readiness(walked, len(conditions(walked)), to_gate)
    ways = (_jump(f"#{here}", _CONTRACT, _OWNED), *_to_answers(walked, here))
    owned = paragraph("dt-owner", _owner(outcome), *ways)
    still = _still(old, tree.version)
    verdict = _verdict(parts, outcome, say, (checked, still, owned, ready))
    return join((_TYPED_HEAD, verdict, *told))


def _still(old: Aged | None, today: int) -> Markup:
    """That a link says what it said, where nothing else is said of it. The page shows this to who
    opens a link, and not to who has just answered."""
    if old is None or not old.same or old.version != today:
        return Markup("")
    return element("p", {"class": _STILL, "role": "status"}, STILL)


def _owner(outcome: Outcome) -> Markup:
    """Who owns the contract, in a line."""
    return element("span", None, _label(OWNS), f"{CONTRACT_OWNERS[outcome.owner]}.")


def _jump(href: str, to: str, told: str) -> Markup:
    """The way to the part of this page with the id `to`; by `href` to the whole of it anew."""
    return join((" ", element("a", {"class": JUMP, "href": href, "data-to": to}, told)))


def _to_answers(walked: Walk, here: str) -> tuple[Markup, ...]:
    """The way to the reader's answers, which may be far below."""
    return (_jump(f"#{here}", ANSWERS, CHANGE),) if walked.asked else ()


def _long_ago(parts: Parts, rests_on: tuple[Claim, ...], today: str) -> tuple[Markup, ...]:
    """What is to be checked again before anyone relies on the result, and how."""
    told = long_ago(rests_on, today)
    said = f"{told} Look at their sources again before you rely on it. "
    return (paragraph("dt-hint dt-old", said, _checked_again(parts)),) if told else ()


def _checked_again(parts: Parts) -> Markup:
    return link("", f"{parts.root}{RECHECK}", "How to check this result again")


def _more(
    parts: Parts, walked: Walk, outcome: Outcome, revisit: Section, relied_on: tuple[Claim, ...]
) -> tuple[Markup, ...]:
    """What is folded at the foot of a result; of the claims `relied_on` its head says the day."""
    compared = _comparison(leanings(parts.guide.tree, parts.guide.decisions, walked))
    again = paragraph("", _checked_again(parts))
    return (
        _more_to_keep(),
        _why_not(parts, walked),
        _folded("The comparison with your answers", compared),
        _folded("Your way through the tree", path_svg(walked)),
        _folded(revisit.heading, join((parts.body(revisit), again))),
        *_teams(parts, outcome),
        paragraph("dt-on-paper", checked_against(relied_on)),
    )


def standing(parts: Parts, outcome: Outcome, change: Markup) -> Markup:
    """The body of the same result before the engine is there: what no answer changes.

    It begins as `settled` does, so that nothing moves when that takes its place, and its form
    passes on the address, which holds the answers. Answers to gates in it are not counted here.
    `change` is the way to change an answer.
    """
    walked = arrived(parts.guide.tree, outcome)
    say = sections(outcome, outcome.conditions)
    count = len(outcome.conditions)
    contract = f"contract-{outcome.id}"
    checked = last_checked(behind(parts.guide, outcome), "")
    leads = link("", f"{parts.root}{home(outcome)}#ways", WAYS)
    ready = _readiness(walked, count, lambda gate, told: to_gate("dt-to-gates", gate, told))
    bodies: dict[str, tuple[Markup, ...]] = {
        "steps": (
            element("h3", {"class": _STEPS}, CONTENTS["steps"]),
            parts.body(say["steps"]),
            _form({"data-page": f"{parts.root}{home(outcome)}"}, wait=("copy-chat", "copy-record")),
        ),
        "why": (
            awaited(*_REASONS_WAIT, answers=True),
            paragraph("", _label(SUITS), inline(outcome.suits), " ", leads),
        ),
        "change": (),
        "operating": (
            element("h3", None, CONTENTS["operating"]),
            _operating(parts, say, _rollback_plan(parts, walked, outcome), contract),
        ),
        "before": (parts.section(say["conditions"]),),
        "more": (parts.section(say["revisit"]),),
    }
    waits = join((awaited(*_GATES_WAIT), ready)) if ready else ready
    told = (part for name in CONTENTS for part in bodies[name])
    ways = (_jump(f"#{contract}", contract, _OWNED), " ", change)
    owned = paragraph("dt-owner", _owner(outcome), *ways)
    still = awaited(*_STILL_WAITS, answers=True, of=OUTCOME, css=_STILL)
    return join((_verdict(parts, outcome, say, (checked, still, owned, waits)), *told))


_GATES_WAIT = (
    "We are still reading your answers to the gates. The gaps that are left will show here, and "
    "your reasons below.",
    "Without it this page does not count gaps or give reasons. Your answers to the gates stay in "
    "the address.",
)


_STILL = "dt-still"
_STILL_WAITS = (
    "We check this link against today's tree.",
    "Nobody has checked this link against today's tree.",
)

_REASONS_WAIT = (
    "Why your answers lead here, and what would change it, are still loading.",
    "Your reasons, and what would change this, did not load. The link keeps your answers.",
)


def awaited(
    loading: str, without: str, answers: bool = False, of: str = "", css: str = ""
) -> Markup:
    """Where the page without the engine says what only the engine knows: that it comes, how far
    the engine has come, and what is known where the engine does not start. With `answers`, it says
    so to everyone whose answers led there, and who answered no gate. With `of`, to everyone whose
    address has one of these words. `css` is one more class."""
    told: Attributes = {
        "data-loading": loading,
        "data-without": without,
        "data-answers": answers,
        "data-of": of or False,
    }
    classes = f"dt-waits {css}" if css else "dt-waits"
    return element("p", {"class": classes, "role": "status", "hidden": True, **told})


def to_gate(css: str, gate: Gate, told: str) -> Markup:
    """The way to a gate on the page without the engine, for the address to hold."""
    href, answer = f"#g-{gate.id}", f"{ASK}={gate.id}"
    return element("a", {"class": css or False, "href": href, "data-answer": answer}, told)


def _verdict(
    parts: Parts,
    outcome: Outcome,
    say: dict[str, Section],
    around: tuple[str, Markup, Markup, Markup],
) -> Markup:
    """What a result begins with. `around` is when it was checked, whether a link to it holds, who
    owns it and how far it is from production."""
    checked, still, owned, ready = around
    return join(
        (
            paragraph("dt-lean", leaning(outcome, checked)),
            still,
            element("h2", {"tabindex": "-1"}, breaking(outcome.title)),
            paragraph("dt-answer", parts.statement(outcome.recommendation)),
            owned,
            ready,
            paragraph("dt-cost", _label(say["cost"].heading), parts.statement(outcome.cost)),
        )
    )


def leaning(outcome: Outcome, checked: str) -> Markup:
    """The line above a verdict: its side, and when what it rests on was checked."""
    when = element("span", {"class": "dt-when"}, checked) if checked else Markup("")
    return join((f"Leans to: {SIDE_NAMES[outcome.lean]}", *((" ", when) if when else ())))


def contents() -> Markup:
    """The contents of a result. Each is a button: a link would take the place of the address that
    holds the answers."""
    items = (
        element("button", {"type": "button", "data-to": f"r-{name}"}, told)
        for name, told in CONTENTS.items()
    )
    title = element("b", {"id": "r-contents"}, "On this page")
    return element(
        "nav", {"class": "dt-contents", "aria-labelledby": "r-contents"}, title, listing(items)
    )


def shares() -> Markup:
    """Buttons that press those of the result's form, which may be far above."""
    again = (each for each in PASS_ON if each != "copy-chat")  # that would take a second row
    return element("div", {"class": "dt-buttons dt-again"}, *map(_again, again))


def _again(action: str) -> Markup:
    return element("button", {"type": "button", "data-press": action}, PASS_ON[action])


def _head(name: str) -> Markup:
    attributes: dict[str, str | bool] = {"id": f"r-{name}", "tabindex": "-1"}
    css = _HEADS.get(name)
    return element("h3", {**attributes, "class": css} if css else attributes, CONTENTS[name])


def _label(heading: str) -> Markup:
    return join((element("b", None, f"{heading}:"), " "))


def _operating(parts: Parts, say: dict[str, Section], plan: Markup, name: str) -> Markup:
    """Below its heading: who owns the contract and each signal, what each rollback leaves, what
    on-call must see. `name` is the id of the heading of the contract."""
    contract, units, signals, oncall = (
        say[name] for name in ("contract", "units", "signals", "oncall")
    )
    return join(
        (
            element("h4", {"id": name, "tabindex": "-1"}, contract.heading),
            parts.below(contract),
            element("h4", None, units.heading),
            parts.lead(units),
            _brief(parts, only(units, LEAVES), f". {LEAVES}: "),
            _folded(
                "How to roll each one back, and what that restores",
                parts.body(without(units, LEAVES)),
            ),
            plan,
            element("h4", None, signals.heading),
            parts.lead(signals),
            _brief(parts, only(signals, OWNER), ": "),
            *_noted(parts, signals),
            element("h4", None, oncall.heading),
            parts.below(oncall),
        )
    )


def _brief(parts: Parts, section: Section, between: str) -> Markup:
    """A list of the section's rows: each name, and the one thing that is said of it."""
    rows = section.body.rows if isinstance(section.body, Rows) else ()
    return listing(
        join(
            (
                element("b", None, inline(row.name)),
                *(join((between, parts.statement(said))) for _, said in row.said if said),
            )
        )
        for row in rows
    )


def _noted(parts: Parts, signals: Section) -> tuple[Markup, ...]:
    notes = without(signals, OWNER)
    told = isinstance(notes.body, Rows) and notes.body.rows
    return (_folded("Notes on the signals", parts.body(notes)),) if told else ()


def _rollback_plan(parts: Parts, walked: Walk, outcome: Outcome) -> Markup:
    """The way to the runbook of this decision, filled in with its owner."""
    address = f"{parts.root}{INCIDENTS}#{decided(outcome.id, walked.owner)}"
    return paragraph("dt-ready", link("dt-to-plan", address, "Rollback plan for this decision"))


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
        *((_folded("Reasons people give, and what is true", said),) if reasons else ()),
        *((_folded("Teams that wrote that they chose this", teams),) if accounts else ()),
    )


def _readiness(walked: Walk, left: int, to_gate: Callable[[Gate, str], Markup]) -> Markup:
    """How far the direction is from production, and the way to the gates that are open. `left` is
    how many conditions are still to be shown."""
    if not walked.gates:
        return Markup("")
    opened = walked.open_gates
    told = _gaps_told(walked) if walked.gaps else no_gap(left)
    first = opened[0] if opened else walked.gates[0][0]
    answer = (
        f"Answer the {counted(len(opened), 'gate')}" if opened else "Change an answer to a gate"
    )
    return paragraph("dt-ready", told, " ", to_gate(first, answer))


def _gaps_told(walked: Walk) -> Markup:
    """How many gaps there are and which, or that nobody knows yet."""
    return join((gaps_counted(walked), _named(walked.missing if _answered_any(walked) else ())))


def gaps_counted(walked: Walk) -> str:
    """How many gaps there are, or that nobody knows yet: a sentence without its end."""
    if not _answered_any(walked):
        return "No gate before production is answered yet"
    return f"Close {counted(len(walked.gaps), 'gap')} before production"


def _answered_any(walked: Walk) -> bool:
    return len(walked.open_gates) < len(walked.gates)


def no_gap(left: int) -> str:
    """What is said once every gate is passed, while `left` conditions are still to be shown."""
    if not left:
        return "Every gate is passed. We know of nothing that is missing before production."
    shown = counted(left, "point is", "points are")
    return f"{_NO_GAP_KNOWN} {shown} still to be shown before production."


def _named(missing: tuple[Missing, ...]) -> Markup:
    """The end of the sentence that counts gaps: it names as many as are read at one glance."""
    if not 0 < len(missing) <= _NAMED:
        return Markup(".")
    names = (
        join((between, element("b", None, inline(gap_told(each)[0]))))
        for between, each in zip((": ", " and "), missing, strict=False)
    )
    return join((*names, "."))


def _before_production(parts: Parts, walked: Walk, asked: Section) -> Markup:
    """The gaps, what the gates said, and what must hold."""
    if not walked.gates:
        return parts.below(asked)
    gaps = (
        listing(map(_gap, walked.missing), css="dt-gaps")
        if walked.gaps
        else paragraph("", _NO_GAP_KNOWN)
    )
    steps = listing(map(parts.missing, walked.missing), css="dt-gaps")
    first_steps = (_folded("The first step to close each gap", steps),) if walked.gaps else ()
    given = dict(walked.gate_answers)
    denied = {each.gate.id: denied_told(each) for each in walked.denied}
    rows = (
        join(
            (
                element("span", {"class": "dt-you-said"}, f"{gate.label}: "),
                inline(option.text) if option else _not_answered(gate.id in given),
                *((" ", inline(denied[gate.id])) if gate.id in denied else ()),
                *((" ", parts.statement(option.reason)) if option else ()),
            )
        )
        for gate, option in walked.gates
    )
    return join(
        (
            gaps,
            *first_steps,
            _folded("Your answers to the gates", listing(rows, css="dt-reasons")),
            parts.below(asked),
        )
    )


def denied_told(denied: Denied) -> str:
    """Why an answer to a gate does not count, as content text."""
    return (
        f"The answer “{denied.option.text}” does not count here. It does not fit "
        f"“{denied.answer.text}” ({denied.question.label})."
    )


def gap_told(missing: Missing) -> tuple[str, str]:
    """What is missing, as content text, and who settles it; of what nobody knows to be missing,
    what is to be shown and how it is asked for."""
    gate = missing.unknown
    if gate is None:
        return missing.name, f"Who settles it: {missing.gap.by.text}."
    return missing.name, gate.ask


def _gap(missing: Missing) -> Markup:
    name, more = gap_told(missing)
    return join((element("b", None, inline(name)), f". {more}"))


def _not_answered(unsure: bool) -> Markup:
    return inline(
        f"{NOT_SURE_NAME.lower()}, so it counts as a gap."
        if unsure
        else "not answered, so it counts as a gap."
    )


def unsettled(parts: Parts, state: State, walked: Walk, old: Aged | None) -> Markup:
    """The body of a result that leaves several outcomes possible."""
    first, *rest = narrowings(parts.guide.tree, walked)
    here = _here(state, walked, parts.guide.tree, old)
    possible = (
        join(
            (
                element("strong", None, parts.outcome_link(o)),
                " ",
                parts.statement(o.recommendation),
                paragraph("", _owner(o)),
                paragraph("dt-cost", _label(HEADINGS["cost"]), parts.statement(o.cost)),
            )
        )
        for o in possible_after(parts.guide.tree, walked)
    )
    others = (_to_settle(state, walked, narrowing) for narrowing in rest)
    return join(
        (
            _TYPED_HEAD,
            element("h2", {"tabindex": "-1"}, "Not settled yet"),
            paragraph("dt-answer", f"Your answers leave {len(walked.possible)} outcomes possible."),
            paragraph("dt-owner", *_to_answers(walked, here)),
            _keep(here),
            element("h3", None, "Settle this first"),
            paragraph("", _to_settle(state, walked, first)),
            paragraph("dt-hint", _narrowed(first, len(walked.possible))),
            *((element("h3", None, "Then this"), listing(others)) if rest else ()),
            element("h3", None, "Still possible"),
            listing(possible),
            _why_not(parts, walked),
            _more_to_keep(),
            _folded("Your way through the tree", path_svg(walked)),
        )
    )


def possible_after(tree: Tree, walked: Walk) -> tuple[Outcome, ...]:
    """The outcomes still possible, each worded after the answers on every way to it."""
    given = dict(walked.answers)
    return tuple(answered(each, certain(tree, given, each)) for each in walked.possible)


def aged_note(old: Aged | None, state: State, tree: Tree, root: str = "", left: int = 0) -> Markup:
    """What became of the outcome that the link names, and of which version an older link without
    one is; nothing when there is nothing to say. Below it at most `left` questions are asked."""
    today = tree.version
    made = f"This link was made with version {state.version} of the tree. "
    since = _since(state, tree, root)
    if old is None and state.answers and state.version < today:
        return paragraph("dt-aged", made, f"This page follows version {today}. ", since)
    if old is None or (old.same and old.version == today):
        return Markup("")
    if old.same:
        return paragraph("dt-aged", made, f"Version {today} says the same. ", since)
    now = f"“{old.now}”" if old.now else "not settled by these answers"
    then = "The link names" if old.by_hand else f"Then (version {old.version})"
    return element(
        "div",
        {"class": "dt-aged dt-aged-changed", "role": "status"},
        paragraph("", element("b", None, f"{then}: "), f"“{old.then}”."),
        paragraph("", element("b", None, f"Now (version {today}): "), f"{now}."),
        paragraph("", element("b", None, "What made the difference: "), old.because),
        paragraph("dt-off-paper", since) if since else "",
        *((paragraph("", _to_finish(left)),) if left and not (old.now or old.by_hand) else ()),
    )


def _to_finish(left: int) -> str:
    """What a reader of an older link does next, with at most this many questions to answer."""
    if left == 1:
        return "Answer this question to finish the re-check, then copy the new record."
    more = counted(left - 1, "more question")
    return (
        f"To finish the re-check, answer this question and at most {more}. "
        "Then copy the new record."
    )


def _since(state: State, tree: Tree, root: str) -> Markup:
    """The way to what changed after the version of an older link."""
    if state.version >= tree.version:
        return Markup("")
    place = f"{root}{changed_on(tree.published, tree.version)}"
    return link("", place, f"What changed since version {state.version}")


def _folded(heading: str, body: Markup) -> Markup:
    return fold(element("h4", None, heading), body)


PART_NAMES = {
    "decided": "This answer decided the direction",
    "supported": "These answers support it",
    "elsewhere": "These answers point elsewhere",
    "unsure": "You were not sure, and it makes no difference",
}
"""What is said above the answers that were one part in the outcome."""
_BOTH_DECIDED = "These answers decided the direction, then its form"


def _reasons(parts: Parts, walked: Walk) -> Markup:
    rows = weighed(parts.guide.tree, walked)
    found = {part: [row for row in rows if row.part == part] for part in PARTS}
    names = PART_NAMES
    if found["shaped"]:  # under one heading, in the order in which they decided
        found["decided"] += found.pop("shaped")
        names = {**names, "decided": _BOTH_DECIDED}
    return join(
        join(
            (
                paragraph("dt-part", names[part]),
                listing((_reason(parts, walked, row) for row in each), css="dt-reasons"),
            )
        )
        for part, each in found.items()
        if each
    )


def _reason(parts: Parts, walked: Walk, row: Weighed) -> Markup:
    asked = asks(walked, row.question)
    if row.option is None:
        return inline(asked)
    return join(
        (
            element("span", {"class": "dt-you-said"}, f"{asked} {row.option.text}. "),
            parts.statement(row.option.reason),
        )
    )


def _gates_again(walked: Walk) -> Markup:
    """That answers to gates are about this outcome, where there are any."""
    return paragraph("dt-hint dt-off-paper", GATES_AGAIN) if walked.gate_answers else Markup("")


def _flips(parts: Parts, state: State, found: tuple[Flip, ...]) -> Markup:
    if not found:
        return paragraph("", "No other single answer changes this result.")
    single = _varied([flip for flip in found if len(flip.possible) == 1])
    further = [flip for flip in found if len(flip.possible) > 1]
    first = len(single) if len(single) <= _FIRST + _FEW else _FIRST
    seen, rest = single[:first], single[first:]
    lead = (
        ""
        if single
        else "No other single answer leads to another result, but some lead to more questions."
    )
    more = counted(len(rest), "more answer that leads", "more answers that lead")
    return join(
        (
            paragraph("", lead) if lead else "",
            listing(_flip(parts, state, flip) for flip in seen) if seen else "",
            _folded(f"{more} elsewhere", listing(_flip(parts, state, flip) for flip in rest))
            if rest
            else "",
            _folded(
                "Answers that lead to more questions",
                listing(_flip(parts, state, flip) for flip in further),
            )
            if further
            else "",
        )
    )


def _varied(found: list[Flip]) -> list[Flip]:
    """One change to each other outcome first, the answers given last before the earlier ones: these
    chose between what is most alike."""
    last = found[::-1]
    first = {flip.possible[0].id: flip for flip in found}
    return sorted(last, key=lambda flip: first[flip.possible[0].id] is not flip)


def _flip(parts: Parts, state: State, flip: Flip) -> Markup:
    outcome = flip.possible[0].id if len(flip.possible) == 1 else ""
    leads = state.at(parts.guide.tree.version, flip.answers, outcome=outcome)
    where = (
        flip.possible[0].title
        if len(flip.possible) == 1
        else f"more questions, with {len(flip.possible)} possible outcomes"
    )
    said = f"{flip.question.label}: “{flip.option.text}”"
    return join((state_link("", leads, said), " leads to ", element("strong", None, where)))


def _why_not(parts: Parts, walked: Walk) -> Markup:
    rows = ruled_out(parts.guide.tree, walked)
    if not rows:
        return Markup("")
    told = (
        join((listing(_other(parts, each) for each in group), paragraph("", said)))
        for said, group in needs_told(walked, rows)
    )
    both = link("", f"{parts.root}{HYBRIDS}", "Hybrids: both products, and who owns what")
    return _folded("Why not the others", join((*told, paragraph("", both))))


def _other(parts: Parts, row: RuledOut) -> Markup:
    """An outcome out of reach, and who would be well served by it."""
    return join((parts.outcome_link(row.outcome), f": {row.outcome.suits}"))


def needs_told(
    walked: Walk, rows: Iterable[RuledOut], who: str = "You"
) -> tuple[tuple[str, tuple[RuledOut, ...]], ...]:
    """Why outcomes are out of reach, true by the way the tree is built, each sentence
    once with those that it is true of. `who` answered."""
    groups: dict[str, list[RuledOut]] = {}
    for row in rows:
        groups.setdefault(_needs(walked, row, who), []).append(row)
    return tuple((told, tuple(group)) for told, group in groups.items())


def _needs(walked: Walk, row: RuledOut, who: str) -> str:
    needed = " or ".join(f"“{option.text}”" for option in row.needs)
    asked, said = asks(walked, row.question), row.option.text
    return f"Would need {needed} at “{asked}”. {who} answered “{said}”."


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
        f"{question.label}: {option.text} ({SIDE_NAMES[side]})"
        for question, option, side in row.answers
    )
    side = {"": "No answer speaks to it", "split": "Split"}.get(row.side) or SIDE_NAMES[row.side]
    answers: Markup = listing(map(inline, said)) if row.answers else inline(_told_in(row.decision))
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


def _told_in(decision: Decision) -> str:
    """That no answer speaks to a decision, and which parts of the page do."""
    told = " and ".join(f"“{HEADINGS[each]}”" for each in decision.told_in)
    return f"None. See {told}." if told else "None"


def _to_settle(state: State, walked: Walk, narrowing: Narrowing) -> Markup:
    question = narrowing.question
    again = state.at(state.version, state.answers, ask=question.id)
    return join(
        (state_link("", again, asks(walked, question)), f" Who can answer: {question.role}.")
    )


def _narrowed(narrowing: Narrowing, possible: int) -> str:
    return (
        f"This question rules out the most: it leaves {_rounded(narrowing.left)} of {possible} "
        "outcomes on average, over all paths that are left."
    )


def _rounded(number: Fraction) -> str:
    tenths = round(number * 10)
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


_FORM = "dt-keep"
"""The id of the result's form: its fields and some of its buttons stand far below it."""


def _here(state: State, walked: Walk, tree: Tree, old: Aged | None) -> str:
    """The fragment of this result. The record of an old link tells what that said, so the link
    stays as it is."""
    said = state.at(state.version, walked.answers, outcome=state.outcome)
    return encode(said if old and not old.same else kept(tree, state, walked))


def _keep(here: str) -> Markup:
    """The form that makes the record; the page fills in what only it knows."""
    return _form({"id": _FORM, "data-fragment": here, "data-typed": "record"})


def _form(attributes: Attributes, wait: tuple[str, ...] = ()) -> Markup:
    """The buttons that pass a result on; those in `wait` cannot be pressed yet."""
    return element(
        "form",
        {"class": "dt-keep", **attributes},
        buttons(PASS_ON, wait),
        *by_hand(),
        element("p", {"class": "dt-address"}),
    )


def _more_to_keep() -> Markup:
    """What goes into the record beside the answers, and other ways to keep it."""
    return fold(
        element("h4", None, "Title, who decides, download, print"),
        element("p", {"data-unkept": _UNKEPT}, _KEPT),
        _field("title", "Title", "How we serve the assistant"),
        _field("team", "Who decides", "Teams or roles"),
        _field("number", "Number of the record, for the file's name", "12", MOST_DIGITS),
        element("p", {"class": "dt-hint", "id": "r-limit"}, _LIMIT),
        element("p", {"class": "dt-full", "role": "status"}),
        element(
            "div",
            {"class": "dt-buttons"},
            _again("copy-chat"),
            _again("copy-record"),
            *(button(does, label) for does, label in KEEP_RESULT.items()),
        ),
        css="dt-record",
    )


_KEPT = (
    "The record contains what you type here. The link does not. This tab of your browser keeps it "
    "until you close the tab, on this device only."
)

_UNKEPT = (
    "The record contains what you type here. The link does not. Your browser does not allow this "
    "page to keep it, so a reload empties the fields."
)

_LIMIT = f"A title and a team have at most {MOST_TYPED} characters, a number {MOST_DIGITS} digits."


def _field(name: str, label: str, example: str, most: int = MOST_TYPED) -> Markup:
    return element(
        "label",
        None,
        label,
        element(
            "input",
            {
                "name": name,
                "form": _FORM,
                "maxlength": str(most),
                "placeholder": example,
                "autocomplete": "off",
                "aria-describedby": "r-limit",
                "data-full": f"“{label}” is full: what goes beyond {most} characters is cut off.",
            },
        ),
    )
