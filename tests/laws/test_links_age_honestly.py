"""Law: a link that names its outcome holds exactly while its answers lead there."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.aging import aged
from decision_tree.engine.link import State, encode
from decision_tree.engine.link_verdicts import recheck
from decision_tree.engine.walk import walk
from tests.laws.strategies import trees, walks


@given(st.data())
def test_a_link_holds_exactly_while_its_answers_lead_to_its_outcome(data: st.DataObject) -> None:
    tree = data.draw(trees())
    given_answers = data.draw(walks(tree))
    walked = walk(tree, given_answers)
    for name in (*tree.outcome_by_id, *(row.id for row in tree.retired)):
        version = data.draw(st.integers(1, tree.version))
        state = State(version, walked.answers, outcome=name)
        found = aged(tree, state, walked)
        assert found is not None
        assert found.same == (walked.outcome is not None and walked.outcome.id == name)
        assert bool(found.because) != found.same
        assert found.now == (walked.outcome.title if walked.outcome else "")
        told = f"See https://a.test/decide/#{encode(state)} for it.\n"
        verdicts = list(recheck(tree, "\n" + told * 2))
        assert [verdict.line for verdict in verdicts] == [2, 3]
        assert all(verdict.holds == found.same for verdict in verdicts)
        assert all(verdict.aged == found for verdict in verdicts)
