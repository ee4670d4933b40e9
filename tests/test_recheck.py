"""Links in a team's own files, found and judged."""

from __future__ import annotations

import pytest

from decision_tree.engine.aging import Aged
from decision_tree.engine.model import Guide
from decision_tree.engine.recheck import Verdict, recheck

GOOD = "v=2&shape=one-model&owner=platform&outcome=left"
BAD = "v=1&shape=one-model&owner=platform&outcome=right"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"[ours](https://a.test/decide/#{GOOD})", [(1, True)]),
        (f"[ours](<https://a.test/decide/#{GOOD}>)", [(1, True)]),
        (f"one\n\nhttps://a.test/#{BAD}.\nthree", [(3, False)]),
        (f'<a href="/decide/#{GOOD.replace("&", "&amp;")}">x</a>', [(1, True)]),
        (f"`#{GOOD}` and again #{GOOD} and #{BAD}", [(1, True), (1, False)]),
        ("https://a.test/decide/#v=2&shape=graph", []),
        ("no link, but v=2&outcome=left", []),
        ("#v=1&shape=graph&outcome=long-gone", [(1, False)]),
        ("", []),
    ],
)
def test_each_link_that_names_an_outcome_is_checked(
    small: Guide, text: str, found: list[tuple[int, bool]]
) -> None:
    assert [(verdict.line, verdict.holds) for verdict in recheck(small.tree, text)] == found


def test_a_verdict_names_the_answer_that_made_the_difference(small: Guide) -> None:
    (verdict,) = recheck(small.tree, f"https://a.test/#{BAD}")
    assert verdict.aged.then == "Go right"
    assert verdict.aged.now == "Go left"
    assert "Platform" in verdict.aged.because


def test_a_verdict_keeps_the_link_and_what_in_it_could_not_be_read(small: Guide) -> None:
    mixed = GOOD.replace("owner=platform", "owner=nowhere&owner=platform")
    (verdict,) = recheck(small.tree, f"\n#{mixed}")
    assert (verdict.line, verdict.fragment) == (2, mixed)
    assert [note[:15] for note in verdict.notes] == ["“Contract owner"]


def test_an_outcome_that_never_was_does_not_hold(small: Guide) -> None:
    fragment = "v=1&shape=graph&outcome=long-gone"
    assert list(recheck(small.tree, f"#{fragment}")) == [
        Verdict(
            1,
            fragment,
            Aged(1, "an outcome it does not have", "", False, ""),
            ("This link names an outcome “long-gone” that the tree does not have.",),
        )
    ]
