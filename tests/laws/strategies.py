"""What the laws range over: sound trees of any shape, and answers, states and fragments for them.

The texts of these trees are hostile on purpose: content is escaped like everything else.
"""

from __future__ import annotations

from hypothesis import strategies as st

from decision_tree.engine.link import State
from decision_tree.engine.model import (
    NOT_SURE,
    OWNERS,
    RESULT,
    SIDES,
    Claim,
    Decision,
    Guide,
    Option,
    Outcome,
    Question,
    Retired,
    RollbackUnit,
    Signal,
    Statement,
    Tree,
)
from decision_tree.engine.walk import walk
from tests.conftest import published

__all__ = [
    "PUBLISHED",
    "answers",
    "fragments",
    "guides",
    "guides_and_states",
    "states",
    "texts",
    "walks",
]

PUBLISHED = published()
DECISIONS = tuple(
    Decision(name, f"Who <owns> {name}?", Statement("k & s"), Statement("r|s"), f"Ask about {name}")
    for name in ("contract", "team", "graph")
)
CLAIM = Claim(
    "a-claim",
    "kserve",
    "t",
    "It is <so> & so",
    "0.15",
    "https://a.test/x",
    "2026-11-01",
    "behaviour",
    "code",
)
MARKUP = st.sampled_from(["<b>", "&amp;", '"', "'", "`c`", "**b**", "|", "\n", "</p>", "{{", "é"])

texts = st.lists(st.text(max_size=6) | MARKUP, max_size=4).map(lambda parts: "".join(parts))
"""Short texts, many of them with markup in them."""

_words = st.sampled_from(["One <model>", "A & graph", 'Say "yes"', "**Never** `x`", "Nobody | all"])
_statements = st.builds(Statement, _words, st.sampled_from([(), ("a-claim",)]))
_some = st.lists(_statements, min_size=1, max_size=2).map(tuple)


def _outcome(name: str) -> st.SearchStrategy[Outcome]:
    unit = st.builds(RollbackUnit, _words, _statements, _statements, _statements)
    signal = st.builds(Signal, _words, _words, st.none() | _statements)
    return st.builds(
        Outcome,
        id=st.just(name),
        title=_words.map(lambda word: f"{word} ({name})"),
        lean=st.sampled_from(SIDES),
        owner=st.sampled_from(OWNERS),
        answer=_words,
        suits=_words,
        cost=_statements,
        contract_owner=_statements,
        rollback_units=st.lists(unit, min_size=1, max_size=2).map(tuple),
        autoscaling=st.lists(signal, min_size=1, max_size=2).map(tuple),
        oncall=_some,
        steps=_some,
        revisit=_some,
        conditions=_some,
    )


@st.composite
def trees(draw: st.DrawFn, most_questions: int = 5) -> Tree:
    """A rooted acyclic tree, every node of it reachable, with up to three options a question."""
    count = draw(st.integers(1, most_questions))
    ends = [f"end-{n}" for n in range(draw(st.integers(1, 4)))]
    questions: list[Question] = []
    for number in range(count):
        later = [f"q-{n}" for n in range(number + 1, count)]
        targets = draw(st.lists(st.sampled_from(later + ends), min_size=2, max_size=3))
        if later:
            targets[0] = later[0]  # so that the next question is reached
        options = tuple(
            Option(
                id=f"o-{position}",
                text=f"{draw(_words)} {number}.{position}",
                reason=draw(_statements),
                to=target,
                leans=draw(_leans),
                conditions=draw(st.just(()) | _some),
            )
            for position, target in enumerate(targets)
        )
        name = f"q-{number}"
        told = (f"Label {number}", f"{draw(_words)} {number}?", draw(_words), draw(_words))
        questions.append(Question(name, *told, "workload", options))
    used = {option.to for question in questions for option in question.options}
    outcomes = tuple(draw(_outcome(end)) for end in ends if end in used)
    order = draw(st.permutations(questions))
    gone = (Retired("gone", "question", "1", "it asked <nothing>."),)
    return Tree(draw(st.integers(1, 3)), "2026-11-23", "q-0", tuple(order), outcomes, gone)


_leans = st.lists(
    st.tuples(st.sampled_from([d.id for d in DECISIONS]), st.sampled_from(SIDES)), max_size=2
).map(tuple)

guides = st.builds(Guide, trees(), st.just((CLAIM,)), st.just(DECISIONS))
"""A guide around a tree of any shape."""


@st.composite
def answers(draw: st.DrawFn, tree: Tree) -> dict[str, str]:
    """Any answers to any questions: options, not sure, or none, reached or not, in any order."""
    chosen = {
        question.id: draw(st.sampled_from(["", NOT_SURE, *(o.id for o in question.options)]))
        for question in draw(st.permutations(tree.questions))
    }
    return {question: option for question, option in chosen.items() if option}


@st.composite
def walks(draw: st.DrawFn, tree: Tree, unsure: bool = True) -> dict[str, str]:
    """Answers as a reader gives them: to the question asked, until the end or some time before."""
    given: dict[str, str] = {}
    while (question := walk(tree, given).next) and draw(st.integers(0, 9)):
        options = [option.id for option in question.options]
        given[question.id] = draw(st.sampled_from([*options, NOT_SURE] if unsure else options))
    return given


@st.composite
def states(draw: st.DrawFn, tree: Tree) -> State:
    """A state that a reader can reach: by answering, by change and back, or by asking to stop."""
    walked = walk(tree, draw(walks(tree)))
    shown = [question.id for question, _ in walked.asked]
    ask = draw(st.sampled_from(["", RESULT, *shown, *(q.id for q in walked.open)]))
    outcome = walked.outcome.id if walked.outcome and draw(st.booleans()) else ""
    return State(tree.version, walked.answers, ask, outcome)


@st.composite
def guides_and_states(draw: st.DrawFn) -> tuple[Guide, State]:
    """The published guide or one of any shape, and a state of it that a reader can reach."""
    guide = draw(st.just(PUBLISHED) | guides)
    return guide, draw(states(guide.tree))


@st.composite
def fragments(draw: st.DrawFn, tree: Tree) -> str:
    """Any text, and texts that look like an address and are not quite."""
    names = [*tree.question_by_id, *tree.outcome_by_id, "v", "ask", "outcome", "gone", "a.v"]
    values = [NOT_SURE, RESULT, "1", "9", *(o.id for q in tree.questions for o in q.options)]
    pair = st.builds(
        "{}{}{}".format,
        st.sampled_from(names) | texts,
        st.sampled_from(["=", "", "%3D", "=="]),
        st.sampled_from(values) | texts,
    )
    separator = draw(st.sampled_from(["&", "&amp;", "%26", ";", ""]))
    return separator.join(draw(st.lists(pair | texts, max_size=8)))
