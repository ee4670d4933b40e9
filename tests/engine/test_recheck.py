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
        ("https://a.test/decide/#v=2&shape=graph", [(1, False)]),
        ("https://a.test/decide/#v=2", []),
        ("no link, but v=2&outcome=left", []),
        ("#v=1&shape=graph&outcome=long-gone", [(1, False)]),
        ("", []),
        (f"See https://a.test/decide/#{GOOD}.", [(1, True)]),
        (f"See https://a.test/decide/#{GOOD}... or #{BAD}...", [(1, True), (1, False)]),
        (f"https://a.test/decide/#{GOOD}-", [(1, True)]),
        (f"_https://a.test/decide/#{GOOD}_", [(1, True)]),
        (f"'https://a.test/decide/#{GOOD}&#39; &quot;#{GOOD}&quot;", [(1, True)]),
        (f"#{GOOD.replace('&', '%26').replace('=', '%3D')}", [(1, True)]),
        (f"#{BAD.replace('&', '%26').replace('=', '%3d')}", [(1, False)]),
        (f"#{GOOD.replace('&', '&#38;')}", [(1, True)]),
        (f"#{BAD.replace('&', chr(92) + '&')}", [(1, False)]),
        ("#v=2&shape=gr_aph&outcome=left", [(1, False)]),
        ("#v=2&shape=graph&", [(1, False)]),
        ("#v=2&amp;shape=", [(1, False)]),
        (f"#{GOOD[:-4]}", [(1, False)]),
        ("they start with #v=2&… or #v=2&...", []),
        ("#v=2&" + "a" * 200_000, []),
        ("#v=2" + "&a-" * 100_000, []),
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


def test_a_link_that_is_cut_off_says_where(small: Guide) -> None:
    (verdict,) = recheck(small.tree, "#v=2&shape=graph&owner=")
    assert verdict.fragment == "v=2&shape=graph&owner="
    cut = "The link is cut off at “&owner=”; copy it again, whole."
    assert (verdict.aged, verdict.notes) == (Aged(2, "", "", False, cut), ())


def test_an_outcome_that_never_was_does_not_hold(small: Guide) -> None:
    fragment = "v=1&shape=graph&outcome=long-gone"
    assert list(recheck(small.tree, f"#{fragment}")) == [
        Verdict(
            1,
            fragment,
            Aged(1, "an outcome it does not have", "", False, ""),
            ("This link names an outcome “long-gone” that the tree does not have.",),
            ("outcome=long-gone",),
        )
    ]
