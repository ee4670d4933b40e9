"""Law: whatever programs did to a link on its way, what is read is what was written."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.link import State, decode, encode, state_of, words_of
from decision_tree.engine.link_reader import links
from decision_tree.engine.model import Guide
from tests.hostile.mangle import STEPS, mangled
from tests.laws.strategies import guides_and_states

SEEDS = st.integers(0, 10**9)


@given(guides_and_states(), SEEDS)
def test_a_link_is_read_as_it_was_written_whatever_happened_to_it(
    found: tuple[Guide, State], seed: int
) -> None:
    guide, state = found
    pick = random.Random(seed)
    for _ in range(20):
        text = mangled(pick, f"https://guide.test/decide/#{encode(state)}")
        assert decode(guide.tree, text) == state, text


@pytest.mark.parametrize("step", [step for steps in STEPS for step in steps])
@given(found=guides_and_states(), seed=SEEDS)
def test_each_thing_that_happens_to_a_link_is_undone(
    step: object, found: tuple[Guide, State], seed: int
) -> None:
    guide, state = found
    assert callable(step)
    text = step(random.Random(seed), f"https://guide.test/decide/#{encode(state)}")
    assert decode(guide.tree, text) == state, text


@given(st.data())
def test_every_link_of_a_text_is_found_where_it_stands(data: st.DataObject) -> None:
    guide, state = data.draw(guides_and_states().filter(lambda found: bool(found[1].answers)))
    pick = random.Random(data.draw(SEEDS))
    parts = [mangled(pick, f"https://guide.test/decide/#{encode(state)}") for _ in range(5)]
    text = "\n\n".join(parts)
    found = list(links(text, words_of(guide.tree)))
    assert [state_of(guide.tree, link) for link in found] == [state] * 5, text
    starts = [len("\n\n".join(parts[:count])) for count in range(6)]
    for link, first, last in zip(found, starts, starts[1:], strict=False):
        assert first <= link.start < link.end <= last
