"""Old links say what they said then, what the tree says now, and what made the difference."""

from __future__ import annotations

import pytest

from decision_tree.engine.aging import aged
from decision_tree.engine.link import decode
from decision_tree.engine.model import Guide
from decision_tree.engine.view import View
from decision_tree.engine.walk import walk


@pytest.mark.parametrize(
    ("fragment", "same", "now", "because"),
    [
        ("v=2&shape=one-model&owner=platform&outcome=left", True, "Go left", ""),
        ("v=1&shape=one-model&owner=platform&outcome=left", True, "Go left", ""),
        ("v=2&shape=one-model&owner=platform&outcome=right", False, "Go left", "changed by hand"),
        ("v=1&shape=one-model&owner=platform&outcome=right", False, "Go left", "leads elsewhere"),
        ("v=1&shape=one-model&outcome=left", False, "", "also asks: Who owns the contract?"),
        ("v=1&size=big&shape=graph&outcome=left", False, "", "also asks"),
        ("v=1&shape=not-sure&owner=platform&pager=can&outcome=left", False, "", "Not settled"),
    ],
)
def test_a_link_is_compared_with_what_the_tree_says_now(
    small: Guide, fragment: str, same: bool, now: str, because: str
) -> None:
    state = decode(small.tree, fragment)
    found = aged(small.tree, state, walk(small.tree, dict(state.answers)))
    assert found is not None
    assert found.same == same
    assert found.now.startswith(now)
    assert bool(found.now) == bool(now)
    assert because in found.because
    assert bool(found.because) == bool(because)


def test_a_link_without_an_outcome_promises_nothing(small: Guide) -> None:
    state = decode(small.tree, "v=1&shape=graph")
    assert aged(small.tree, state, walk(small.tree, dict(state.answers))) is None


def test_the_page_shows_then_and_now(small: Guide) -> None:
    fragment = "v=1&shape=one-model&owner=platform&outcome=right"
    html = View(small).page(decode(small.tree, fragment)).html
    assert "Then (version 1)" in html
    assert "Now (version 2)" in html
    assert "What made the difference" in html
