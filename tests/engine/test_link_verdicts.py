"""Links in a team's own files, found and judged."""

from __future__ import annotations

import pytest

from decision_tree.engine.aging import Aged
from decision_tree.engine.link_verdicts import Verdict, recheck
from decision_tree.engine.model import Guide

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
        ("https://a.test/decide/#v=2&ask=shape", []),
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
        ("/incident/#v=1&runbook=left&by=platform", []),
        ("/incident/#v=1&sees=errors&stack=ray-serve", []),
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
    cut = "The link is cut off at “&owner=”. Copy the whole link again."
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


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"a\fb\x0bc\x85d\u2028e\u2029f #{GOOD}", [1]),
        (f"a\r\nb\rc\n\r\n#{GOOD}\r#{GOOD}", [5, 6]),
        (f"#{GOOD} #{GOOD}\n#{GOOD} #{BAD}", [1, 2, 2]),
        (f"#{GOOD[:9]}\n{GOOD[9:]} and\n#{BAD}", [1, 3]),
    ],
)
def test_lines_are_counted_as_editors_count_them_and_a_link_is_told_once_a_line(
    small: Guide, text: str, lines: list[int]
) -> None:
    assert [verdict.line for verdict in recheck(small.tree, text)] == lines


def test_what_is_remembered_of_a_line_has_a_bound(small: Guide) -> None:
    """A link is told again once a thousand others of its line were."""
    others = " ".join(f"#{GOOD}&x=x{number}" for number in range(1001))
    text = f"#{GOOD} #{GOOD} {others} #{GOOD}"
    assert len(list(recheck(small.tree, text))) == 1003


@pytest.mark.parametrize(
    ("text", "fragments"),
    [
        (f"[#v=2&shape=one…](#{GOOD})", [GOOD]),
        (f"[#v=2&shape=one-model&ow...](#{GOOD})", [GOOD]),
        (f"[#v=2&shape=one-model&owner=…](#{GOOD})", [GOOD]),
        (f'<a href="#{GOOD}">#v=2&shape=…</a>', [GOOD]),
        (f"#v=2&shape=graph… and #{GOOD}", ["v=2&shape=graph", GOOD]),
        (f"#v=2&shape=one-model and #{GOOD}", ["v=2&shape=one-model", GOOD]),
        ("#v=2&shape=one…", ["v=2&shape=one"]),
    ],
)
def test_a_link_shown_shortened_is_told_where_the_whole_one_is_not_beside_it(
    small: Guide, text: str, fragments: list[str]
) -> None:
    assert [verdict.fragment for verdict in recheck(small.tree, text)] == fragments


NO_OUTCOME = (
    "This link names no outcome, so there is nothing to check. Answer all questions and copy the "
    "link of the result."
)


@pytest.mark.parametrize(
    ("text", "aged", "notes", "missed"),
    [
        ("#v=2&shape=one-model&owner=platform", Aged(2, "", "", False, NO_OUTCOME), (), ()),
        (
            "#v=2&shape=grape",
            Aged(2, "", "", False, "“Workload shape” has no answer “grape”, so it is asked again."),
            (),
            ("shape=grape",),
        ),
        (
            "#v=7&shape=one-model&owner=platform&outcome=left",
            Aged(
                7,
                "",
                "",
                False,
                "This link was made with version 7 of the tree, and version 2 is installed: "
                "install the newest release and check again.",
            ),
            (
                "This link was made with version “7” of the tree, which is newer than version 2 "
                "here.",
            ),
            ("v=7",),
        ),
        (
            f"#{GOOD.replace('one-model', 'one-mode')}",
            Aged(
                2, "Go left", "", False, "This guide could not read the whole link. Copy it again."
            ),
            ("“Workload shape” has no answer “one-mode”, so it is asked again.",),
            ("shape=one-mode",),
        ),
    ],
)
def test_what_cannot_be_checked_is_said(
    small: Guide, text: str, aged: Aged, notes: tuple[str, ...], missed: tuple[str, ...]
) -> None:
    (verdict,) = recheck(small.tree, text)
    assert (verdict.aged, verdict.notes, verdict.missed) == (aged, notes, missed)
    assert not verdict.holds


def test_a_link_that_says_the_same_and_was_not_read_whole_does_not_hold(small: Guide) -> None:
    (verdict,) = recheck(small.tree, f"#{GOOD.replace('&shape', '&foo=x&shape')}")
    assert (verdict.aged.same, verdict.missed, verdict.holds) == (True, ("foo=x",), False)
