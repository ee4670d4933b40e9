"""Two teams, two links: where they answer differently, and which differences change the outcome.

The page's address holds both, each pair with its side in front:

    a.v=1&a.workload=graph&b.v=1&b.workload=one-model

With `typed` at its end the address is that of the form alone, with the two links in it: what Back
leads to from a comparison.
"""

from __future__ import annotations

from dataclasses import dataclass

from .link import State, decode, encode, words_of
from .mangling import BREAK, undone
from .markup import Markup, element, inline, join
from .model import Option, Outcome, Question, Tree
from .parts import Parts, counted, paragraph
from .reader import MAX_LENGTH, read
from .walk import Walk, walk

__all__ = [
    "Difference",
    "Reconciliation",
    "form_fragment",
    "fragment_of",
    "join_fragments",
    "reconcile",
    "reconcile_page",
    "split_fragment",
]

SIDES = ("a", "b")
NAMES = {"a": "First", "b": "Second"}
_AROUND = ".,;:!?)]>\"'”’"
"""What may follow a link in a sentence, and ends no id."""

TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that the two answered differently; None stands for not sure or not asked.

    `decides` says whether one team's outcome becomes another when it takes over only this answer
    of the other team; `with_theirs` are the outcomes then possible for the first and the second.
    """

    question: Question
    first: Option | None
    second: Option | None
    decides: bool
    with_theirs: tuple[tuple[Outcome, ...], tuple[Outcome, ...]]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Two sets of answers side by side."""

    first: Walk
    second: Walk
    same: tuple[tuple[Question, Option | None], ...]
    differences: tuple[Difference, ...]

    @property
    def agreed(self) -> bool:
        """Whether both lead to the same outcomes."""
        return self.first.possible == self.second.possible


def reconcile(tree: Tree, first: State, second: State) -> Reconciliation:
    """Compare the answers of two links, question by question, in the order asked."""
    one, two = walk(tree, dict(first.answers)), walk(tree, dict(second.answers))
    ours, theirs = one.asked_by_id, two.asked_by_id
    same: list[tuple[Question, Option | None]] = []
    differences: list[Difference] = []
    for question in tree.order:
        if question.id not in ours and question.id not in theirs:
            continue
        mine, other = ours.get(question.id), theirs.get(question.id)
        if question.id in ours and question.id in theirs and mine == other:
            same.append((question, mine))
            continue
        swapped = (_with(tree, one, question, other), _with(tree, two, question, mine))
        decides = swapped[0] != one.possible or swapped[1] != two.possible
        differences.append(Difference(question, mine, other, decides, swapped))
    return Reconciliation(one, two, tuple(same), tuple(differences))


def _with(
    tree: Tree, walked: Walk, question: Question, option: Option | None
) -> tuple[Outcome, ...]:
    """What is possible with this one answer taken over, where the question is asked at all."""
    if option is None or question.id not in walked.asked_by_id:
        return walked.possible
    return walk(tree, {**dict(walked.answers), question.id: option.id}).possible


def fragment_of(tree: Tree, text: str) -> str:
    """The fragment of the link in what somebody pasted, and of a text without one its first word,
    for the form to show."""
    link = read(text, words_of(tree))
    if any(map(words_of(tree).key, dict(link.pairs))):
        return link.fragment
    pasted = text.rpartition("#")[2].split()
    return pasted[0][:MAX_LENGTH].rstrip(_AROUND) if pasted else ""


def join_fragments(first: str, second: str) -> str:
    """The address of the page that compares the two links."""
    return "&".join(
        f"{side}.{pair}"
        for side, fragment in zip(SIDES, (first, second), strict=True)
        for pair in _parts_of(fragment)
    )


def split_fragment(fragment: str) -> tuple[str, str]:
    """The fragments of the two links that this page compares."""
    parts = _parts_of(fragment)
    first, second = (
        "&".join(part[2:] for part in parts if part.startswith(f"{side}.")) for side in SIDES
    )
    return first, second


def _parts_of(fragment: str) -> list[str]:
    """What stands between the signs & in a fragment, whatever was done to it on its way."""
    whole = undone(fragment.removeprefix("#")).text.replace(BREAK, "")
    return [part for part in whole.split("&") if part]


def form_fragment(tree: Tree, here: str, address: str) -> str:
    """The address of what a reader leaves who compares the links of `address`: `here`, where that
    is a comparison, otherwise the form with what was typed into it."""
    compared = all(decode(tree, each).answers for each in split_fragment(here))
    return here if compared and not _is_form(here) else f"{address}&{TYPED}"


def _is_form(fragment: str) -> bool:
    return TYPED in _parts_of(fragment)


def reconcile_page(parts: Parts, fragment: str) -> tuple[Markup, str]:
    """HTML and title of the page that compares the two links in `fragment`."""
    tree, given = parts.guide.tree, split_fragment(fragment)
    states = tuple(decode(tree, each) for each in given)
    form = _form(parts, given, states)
    if not any(given) or _is_form(fragment):
        return form, "Reconcile two answers"
    if not all(state.answers for state in states):
        return join((form, _notes(states), _lacking(given, states))), "Reconcile two answers"
    found = reconcile(tree, *states)
    return join((form, _notes(states), _verdict(parts, found), _table(found))), _headline(found)


def _headline(found: Reconciliation) -> str:
    if not found.differences:
        return "Both links give the same answers"
    asked = found.first.asked_by_id.keys() & found.second.asked_by_id.keys()
    both = sum(difference.question.id in asked for difference in found.differences)
    alone = len(found.differences) - both
    told = [counted(both, "answer differs", "answers differ")] if both else []
    if alone:
        told += [f"{counted(alone, 'question was', 'questions were')} asked on one side only"]
    deciding = sum(difference.decides for difference in found.differences)
    end = f"{deciding} of them can change the outcome"
    return f"{', '.join(told)}, and {'both lead to the same place' if found.agreed else end}"


def _form(parts: Parts, given: tuple[str, ...], states: tuple[State, ...]) -> Markup:
    fields = (
        element(
            "label",
            None,
            f"{NAMES[side]} link",
            element(
                "input",
                {
                    "name": side,
                    "value": f"#{encode(state)}" if state.answers else text[:MAX_LENGTH],
                    "placeholder": f"…#v={parts.guide.tree.version}&…",
                    "autocomplete": "off",
                    "required": True,
                    "spellcheck": "false",
                },
            ),
        )
        for side, text, state in zip(SIDES, given, states, strict=True)
    )
    button = element("button", {"type": "submit", "data-do": "reconcile"}, "Compare the answers")
    said = element("p", {"class": "dt-said", "role": "status"})
    return element("form", {"class": "dt-keep dt-reconcile"}, *fields, button, said)


def _notes(states: tuple[State, ...]) -> Markup:
    items = [
        element("li", None, f"{NAMES[side]} link: {note}")
        for side, state in zip(SIDES, states, strict=True)
        for note in state.notes
    ]
    return element("ul", {"class": "dt-notes"}, *items) if items else Markup("")


def _lacking(given: tuple[str, ...], states: tuple[State, ...]) -> Markup:
    said = (
        paragraph(
            "",
            element("b", None, f"{NAMES[side]} link: "),
            "no answer is in it. In the quiz, “Copy link” below a result copies one that has them."
            if text
            else "it is missing.",
        )
        for side, text, state in zip(SIDES, given, states, strict=True)
        if not state.answers
    )
    heading = element("h2", {"tabindex": "-1"}, "There is nothing to compare yet")
    return element("section", {"class": "dt-card"}, heading, *said)


def _verdict(parts: Parts, found: Reconciliation) -> Markup:
    return element(
        "section",
        {"class": "dt-card"},
        element("h2", {"tabindex": "-1"}, _headline(found)),
        *(
            paragraph("", element("b", None, f"{NAMES[side]} link: "), _leads(parts, walked))
            for side, walked in zip(SIDES, (found.first, found.second), strict=True)
        ),
    )


def _leads(parts: Parts, walked: Walk) -> Markup:
    if walked.outcome:
        return parts.outcome_link(walked.outcome)
    titles = join((parts.outcome_link(outcome) for outcome in walked.possible), "; ")
    return join(("not settled, possible are ", titles))


def _table(found: Reconciliation) -> Markup:
    if not found.differences:
        return Markup("")
    heads = ("Question", "First", "Second", "Does it change the outcome?")
    head = element("tr", None, *(element("th", {"scope": "col"}, each) for each in heads))
    caption = element("caption", None, "What differs, and first what can change the outcome")
    deciding_first = sorted(found.differences, key=lambda difference: not difference.decides)
    rows = (_row(found, difference, heads) for difference in deciding_first)
    return element(
        "table",
        {"class": "dt-table"},
        caption,
        element("thead", None, head),
        element("tbody", None, *rows),
    )


def _row(found: Reconciliation, difference: Difference, heads: tuple[str, ...]) -> Markup:
    cells = (
        (_said(found.first, difference, difference.first),),
        (_said(found.second, difference, difference.second),),
        _effect(found, difference),
    )
    return element(
        "tr",
        None,
        element("th", {"scope": "row", "data-label": heads[0]}, difference.question.ask),
        *(
            element("td", {"data-label": head}, *cell)
            for head, cell in zip(heads[1:], cells, strict=True)
        ),
    )


def _said(walked: Walk, difference: Difference, option: Option | None) -> Markup:
    if option:
        return inline(option.text)
    asked = difference.question.id in walked.asked_by_id
    return inline("Not sure" if asked else "Not asked on this way")


def _effect(found: Reconciliation, difference: Difference) -> tuple[Markup, ...]:
    if not difference.decides:
        return (inline("No, not on its own."),)
    told = []
    walks = (found.first, found.second)
    for side, walked, after in zip(SIDES, walks, difference.with_theirs, strict=True):
        if after == walked.possible:
            continue
        titles = "; ".join(outcome.title for outcome in after)
        ends = titles if len(after) == 1 else f"one of {titles}"
        other = NAMES["b" if side == "a" else "a"].lower()
        told.append(
            paragraph("", f"Yes: {NAMES[side].lower()} with the {other} one's answer: {ends}.")
        )
    return tuple(told)
