"""Two teams, two links: where they answer differently, and which differences change the outcome.
Of three links and more: how many gave which answer.

The page's address holds all of them, each pair with its link in front:

    a.v=1&a.workload=graph&b.v=1&b.workload=one-model

With `typed` at its end the address is that of the form alone, with the links in it: what Back leads
to from a comparison.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .buttons import COPY_LINK
from .counted import counted
from .display_names import CONTRACT_OWNERS, SIDE_NAMES, answer_name
from .html_parts import Parts, grid, listing, paragraph
from .link import State, decode, encode, words_of
from .link_reader import MAX_LENGTH, SIDES, read
from .mangling import BREAK, undone
from .markup import Markup, element, inline, join
from .model import AS_ANSWERED, Option, Outcome, Question, Tree
from .same_words import carried
from .spread import Spread, spread
from .walk import Walk, walk

__all__ = [
    "TYPED",
    "Difference",
    "Reconciliation",
    "form_fragment",
    "fragment_of",
    "join_fragments",
    "parts_of",
    "reconcile",
    "reconcile_page",
    "split_fragment",
    "typed_fragments",
]

MORE = "more"
"""The field for links after the second, one in each line; in an address, that there were more links
than SIDES."""

_FEWEST = 2
NAMES = ("First", "Second")
_AROUND = ".,;:!?)]>\"'”’"
"""What may follow a link in a sentence, and ends no id."""

TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that the two answered differently; None stands for not sure or not asked.

    `question` is the first's, and `theirs` the second's, which is another only where that one was
    asked the same in its place. `decides` says whether one team's outcome becomes another when it
    takes over only this answer of the other team; `with_theirs` are the outcomes then possible for
    the first and the second.
    """

    question: Question
    theirs: Question
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

    def asked_both(self, difference: Difference) -> bool:
        """Whether both teams answered the question, if only with “not sure”."""
        mine, theirs = difference.question.id, difference.theirs.id
        return mine in self.first.asked_by_id and theirs in self.second.asked_by_id


def reconcile(tree: Tree, first: State, second: State) -> Reconciliation:
    """Compare the answers of two links, question by question, in the order asked. Questions in the
    same words of which each was asked one count as one."""
    one, two = walk(tree, dict(first.answers)), walk(tree, dict(second.answers))
    same: list[tuple[Question, Option | None]] = []
    differences: list[Difference] = []
    for question, other in _pairs(tree, one, two):
        mine, theirs = one.asked_by_id.get(question.id), two.asked_by_id.get(other.id)
        both = question.id in one.asked_by_id and other.id in two.asked_by_id
        if both and _said_same(mine, theirs):
            same.append((question, mine))
            continue
        swapped = (_with(tree, one, question, theirs), _with(tree, two, other, mine))
        decides = swapped[0] != one.possible or swapped[1] != two.possible
        differences.append(Difference(question, other, mine, theirs, decides, swapped))
    return Reconciliation(one, two, tuple(same), tuple(differences))


def _pairs(tree: Tree, one: Walk, two: Walk) -> Iterator[tuple[Question, Question]]:
    """The questions that either was asked, each with what the other was asked in its place."""
    matched: set[str] = set()
    for question in tree.order:
        here, there = question.id in one.asked_by_id, question.id in two.asked_by_id
        if question.id in matched or not (here or there):
            continue
        if here and there:
            yield question, question
            continue
        other = _in_its_place(tree, question, *((one, two) if here else (two, one)))
        matched.add(other.id)
        yield (question, other) if here else (other, question)


def _in_its_place(tree: Tree, question: Question, asked: Walk, other: Walk) -> Question:
    """What `other` was asked, or is to be asked next, in the words of `question`, which `asked` was
    asked alone; the same question where there is none."""
    theirs = {*other.asked_by_id, other.next.id if other.next else ""} - asked.asked_by_id.keys()
    return next((each for each in tree.alike.get(question.id, ()) if each.id in theirs), question)


def _said_same(mine: Option | None, theirs: Option | None) -> bool:
    return (mine.id if mine else None) == (theirs.id if theirs else None)


def _with(
    tree: Tree, walked: Walk, question: Question, option: Option | None
) -> tuple[Outcome, ...]:
    """What is possible with this one answer taken over, where the question is asked at all, or is
    the next to be asked."""
    if option is None or not (question.id in walked.asked_by_id or question == walked.next):
        return walked.possible
    return walk(tree, carried(tree, {**dict(walked.answers), question.id: option.id})).possible


def fragment_of(tree: Tree, text: str) -> str:
    """The fragment of the link in what somebody pasted, and of a text without one its first word,
    for the form to show."""
    link = read(text, words_of(tree))
    if any(map(words_of(tree).key, dict(link.pairs))):
        return link.fragment
    pasted = text.rpartition("#")[2].split()
    return pasted[0][:MAX_LENGTH].rstrip(_AROUND) if pasted else ""


def typed_fragments(tree: Tree, typed: Mapping[str, object]) -> tuple[str, ...]:
    """The fragments of the links in a form: those of its two fields, and of each line of more."""
    lines = str(typed.get(MORE, "")).splitlines()
    pasted = [str(typed.get(side, "")) for side in SIDES[:_FEWEST]]
    pasted += [line for line in lines if line.strip()]
    return tuple(fragment_of(tree, text) for text in pasted[: len(SIDES) + 1])


def join_fragments(*fragments: str) -> str:
    """The address of the page that compares the links; it tells when some are left out."""
    pairs = [
        f"{side}.{pair}"
        for side, fragment in zip(SIDES, fragments, strict=False)
        for pair in parts_of(fragment)
    ]
    return "&".join(pairs + [MORE] * (len(fragments) > len(SIDES)))


def split_fragment(fragment: str) -> tuple[str, ...]:
    """The fragments of the links that this page compares, two at least; "" where one is missing."""
    parts = parts_of(fragment)
    given: dict[str, list[str]] = {side: [] for side in SIDES}
    for part in parts:
        side, _, pair = part.partition(".")
        given.get(side, []).append(pair)
    found = ["&".join(pairs) for pairs in given.values()]
    while len(found) > _FEWEST and not found[-1]:
        found.pop()
    return tuple(found)


def parts_of(fragment: str) -> list[str]:
    """What stands between the signs & in a fragment, whatever was done to it on its way."""
    whole = undone(fragment.removeprefix("#")).text.replace(BREAK, "")
    return [part for part in whole.split("&") if part]


def form_fragment(tree: Tree, here: str, address: str) -> str:
    """The address of what a reader leaves who compares the links of `address`: `here`, where that
    is a comparison, otherwise the form with what was typed into it."""
    compared = all(decode(tree, each).answers for each in split_fragment(here))
    return here if compared and not _is_form(here) else f"{address}&{TYPED}"


def _is_form(fragment: str) -> bool:
    return TYPED in parts_of(fragment)


def reconcile_page(parts: Parts, fragment: str) -> tuple[Markup, str]:
    """HTML and title of the page that compares the links in `fragment`."""
    tree, given = parts.guide.tree, split_fragment(fragment)
    states = tuple(decode(tree, each) for each in given)
    form = _form(parts, given, states)
    if not any(given) or _is_form(fragment):
        return form, "Reconcile two answers"
    notes = _notes(states, MORE in parts_of(fragment))
    if not all(state.answers for state in states):
        return join((form, notes, _lacking(given, states))), "Reconcile two answers"
    if len(states) > _FEWEST:
        html, title = _several(parts, [walk(tree, dict(state.answers)) for state in states])
        return join((form, notes, html)), title
    found = reconcile(tree, *states)
    return join((form, notes, _verdict(parts, found), _table(found))), _headline(found)


def _headline(found: Reconciliation) -> str:
    if not found.differences:
        return "Both links give the same answers"
    both = sum(map(found.asked_both, found.differences))
    alone = len(found.differences) - both
    told = [counted(both, "answer differs", "answers differ")] if both else []
    if alone:
        told += [f"{counted(alone, 'question was', 'questions were')} asked only on one side"]
    deciding = sum(difference.decides for difference in found.differences)
    end = _judged(deciding, len(found.differences))
    return f"{', '.join(told)}, and {'both lead to the same outcome' if found.agreed else end}"


def _judged(deciding: int, of: int) -> str:
    if of == 1:
        return "it changes the outcome" if deciding else "it does not change the outcome"
    return f"{deciding or 'none'} of these {of} can change the outcome"


def _called(number: int, of: int) -> str:
    """What the link of this number, from 0, is called where so many are compared."""
    return f"{NAMES[number]} link" if of <= _FEWEST else f"Link {number + 1}"


def _form(parts: Parts, given: tuple[str, ...], states: tuple[State, ...]) -> Markup:
    shown = [
        f"#{encode(state)}" if state.answers else text[:MAX_LENGTH]
        for text, state in zip(given, states, strict=True)
    ]
    fields = (
        element(
            "label",
            None,
            f"{name} link",
            element(
                "input",
                {
                    "name": side,
                    "value": value,
                    "placeholder": f"…#v={parts.guide.tree.version}&…",
                    "autocomplete": "off",
                    "required": True,
                    "spellcheck": "false",
                },
            ),
        )
        for side, name, value in zip(SIDES, NAMES, shown, strict=False)
    )
    more = element(
        "label",
        None,
        "More links, one in each line",
        element(
            "textarea",
            {"name": MORE, "rows": "2", "autocomplete": "off", "spellcheck": "false"},
            "\n".join(shown[_FEWEST:]),
        ),
    )
    button = element("button", {"type": "submit", "data-do": "reconcile"}, "Compare the answers")
    said = element("p", {"class": "dt-said", "role": "status"})
    return element("form", {"class": "dt-keep dt-reconcile"}, *fields, more, button, said)


def _notes(states: tuple[State, ...], more: bool) -> Markup:
    """What there is to say of the links; `more` of them may have been given than are compared."""
    items = [
        element("li", None, f"{_called(number, len(states))}: {note}")
        for number, state in enumerate(states)
        for note in state.notes
    ]
    if more:
        said = f"Only {len(SIDES)} links are compared. The others were left out."
        items.append(element("li", None, said))
    return element("ul", {"class": "dt-notes"}, *items) if items else Markup("")


def _lacking(given: tuple[str, ...], states: tuple[State, ...]) -> Markup:
    said = (
        paragraph(
            "",
            element("b", None, f"{_called(number, len(states))}: "),
            f"no answer is in it. In the quiz, “{COPY_LINK}” below a result copies one that has "
            "them."
            if text
            else "it is missing.",
        )
        for number, (text, state) in enumerate(zip(given, states, strict=True))
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
            paragraph("", element("b", None, f"{name} link: "), _leads(parts, walked))
            for name, walked in zip(NAMES, (found.first, found.second), strict=True)
        ),
        *_in_common(found),
    )


def _in_common(found: Reconciliation) -> Iterator[Markup]:
    """Of two different outcomes: whether they lean to the same product, and who owns them."""
    first, second = found.first, found.second
    if found.agreed or first.outcome is None or second.outcome is None:
        return
    sides = SIDE_NAMES[first.outcome.lean], SIDE_NAMES[second.outcome.lean]
    yield _beside("Leans to", *sides)
    owners = (CONTRACT_OWNERS[each.owner or AS_ANSWERED] for each in (first, second))
    yield _beside("Owner of the contract", *owners)


def _beside(name: str, first: str, second: str) -> Markup:
    told = (
        f"{first}, in both" if first == second else f"{first} in the first, {second} in the second"
    )
    return paragraph("", element("b", None, f"{name}: "), f"{told}.")


def _leads(parts: Parts, walked: Walk) -> Markup:
    if walked.outcome:
        return parts.outcome_link(walked.outcome)
    titles = join((parts.outcome_link(outcome) for outcome in walked.possible), "; ")
    return join(("not settled, possible are ", titles))


def _table(found: Reconciliation) -> Markup:
    if not found.differences:
        return Markup("")
    heads = ("Question", "First", "Second", "Does it change the outcome?")
    deciding_first = sorted(found.differences, key=lambda difference: not difference.decides)
    rows = (
        (
            join((difference.question.ask,)),
            _said(found.first, difference.question, difference.first),
            _said(found.second, difference.theirs, difference.second),
            _effect(found, difference),
        )
        for difference in deciding_first
    )
    return grid(heads, rows, "Differences, those that can change the outcome first")


def _said(walked: Walk, question: Question, option: Option | None) -> Markup:
    if question == walked.next:
        return inline("No answer in this link")
    asked = option or question.id in walked.asked_by_id
    return inline(answer_name(option) if asked else "Not asked on this path")


def _effect(found: Reconciliation, difference: Difference) -> Markup:
    if not difference.decides:
        return inline("No, not alone.")
    told = []
    walks = (found.first, found.second)
    for number, (walked, after) in enumerate(zip(walks, difference.with_theirs, strict=True)):
        if after == walked.possible:
            continue
        titles = "; ".join(outcome.title for outcome in after)
        ends = titles if len(after) == 1 else f"one of: {titles}"
        mine, other = NAMES[number].lower(), NAMES[1 - number].lower()
        told.append(
            paragraph("", f"Yes: with the {other} link's answer, the {mine} link leads to {ends}.")
        )
    return join(told)


def _several(parts: Parts, walks: list[Walk]) -> tuple[Markup, str]:
    """Of three links and more: where each leads, and how many gave which answer; and a title."""
    rows = spread(parts.guide.tree, walks)
    places = len(rows[0].given)
    ends = "to the same outcome" if places == 1 else f"to {places} different outcomes"
    title = f"{len(walks)} links lead {ends}"
    items = (
        join((element("b", None, f"{_called(number, len(walks))}: "), _leads(parts, walked)))
        for number, walked in enumerate(walks)
    )
    card = element(
        "section", {"class": "dt-card"}, element("h2", {"tabindex": "-1"}, title), listing(items)
    )
    return join((card, _spread_table(sorted(rows[1:], key=lambda row: row.pairs)))), title


def _spread_table(rows: list[Spread]) -> Markup:
    said = (
        (
            join((row.asked,)),
            listing(inline(f"{number} × {text}") for text, number in row.given),
            join((row.sentence,)),
        )
        for row in rows
    )
    heads = ("Question", "Answers", "How many agree")
    return grid(heads, said, "Answers, those with the least agreement first")
