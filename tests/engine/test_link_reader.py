"""Links are found where they stand, and end where their names do."""

from __future__ import annotations

import doctest
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine import link_reader
from decision_tree.engine.link_reader import MAX_LENGTH, Link, Words, links, read
from tests.hostile.mangle import mangled

VALUES = {
    "v": ["1", "2", "12"],
    "shape": ["one-model", "graph", "gr"],
    "owner": ["us", "us-two"],
    "outcome": ["left", "left-hand"],
}
WORDS = Words(
    lambda name: name in VALUES, lambda name, value: value in VALUES.get(name, ()), "outcome"
)
LEFT = "v=1&shape=one-model&outcome=left"


def fragments(text: str) -> list[str]:
    """The fragments of the links in a text."""
    return [link.fragment for link in links(text, WORDS)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (f"#{LEFT}", [LEFT]),
        (f"a #{LEFT} b #v=2&shape=graph c", [LEFT, "v=2&shape=graph"]),
        (f"#{LEFT}#{LEFT}", [LEFT, LEFT]),
        ("#v=1 and #v=1&a=b&c=d", []),
        ("#v=x&shape=graph, #w=1&shape=graph", []),
        # what belongs to a name
        ("#v=1&shape=graph.", ["v=1&shape=graph"]),
        ("#v=1&shape=graph_.-,", ["v=1&shape=graph"]),
        ("#v=1&shape=gr.aph_x", ["v=1&shape=gr.aph_x"]),
        ("#v=1&shape=gr\naph", ["v=1&shape=graph"]),
        ("#v=1&shape=gr\nand", ["v=1&shape=gr"]),
        ("#v=1&shape=x\ny&owner=us", ["v=1&shape=xy&owner=us"]),
        ("#v=1&shape=x\ny", ["v=1&shape=x"]),
        ("#v=1&shape=one–model–too", ["v=1&shape=one-model"]),
        ("#v=1&owner=us-\ntwo", ["v=1&owner=us-two"]),
        ("#v=1&owner=us\n–two", ["v=1&owner=us-two"]),
        ("#v=1&owner=us,two", ["v=1&owner=us"]),
        ("#v=1\n2&owner=us", ["v=12&owner=us"]),
        ("#v=1&ow\nner=us", ["v=1&owner=us"]),
        ("#v=1&x\ny=us&owner=us", ["v=1&xy=us&owner=us"]),
        ("#\nv\n=\n1\n&\nowner\n=\nus", ["v=1&owner=us"]),
        ("#v=1&owner=us\n\n&shape=graph", ["v=1&owner=us"]),
        ("#v=1&&owner=us&&", ["v=1&owner=us&"]),
        # what is no pair
        ("#v=1&<b>&owner=us", []),
        ("#v=1&owner=us?x=y&shape=graph", ["v=1&owner=us&?x=y&shape=graph"]),
        ("#v=1&owner=us?x=y&z=graph", ["v=1&owner=us"]),
        ("#v=1&owner=us?x&shape", ["v=1&owner=us"]),
        ("#v=1&owner=us ?x&shape=graph", ["v=1&owner=us"]),
        ("#v=1&owner=²&shape=graph", ["v=1&owner=²&shape=graph"]),
        ("#v=1&owner=us&utm_source=x&shape=graph", ["v=1&owner=us&shape=graph"]),
        # without a start
        (f"x {LEFT} y", [LEFT]),
        (f"{LEFT}\n{LEFT}", [LEFT, LEFT]),
        ("x ?shape=graph&outcome=left", ["shape=graph&outcome=left"]),
        ("shape=graph&owner=us", []),
        ("v=1&outcome=left", []),
        ("outcome=left&shape=graph", []),
        ("xshape=graph&outcome=left", []),
        ("x=1&shape=graph&outcome=left", ["shape=graph&outcome=left"]),
        # two links to compare
        ("#a.v=1&a.shape=graph&b.v=2&b.owner=us&c=d", ["v=1&shape=graph", "v=2&owner=us"]),
        ("#b.v=1&b.shape=graph", ["v=1&shape=graph"]),
        ("#a.v=1&a.shape=gr\naph&b.v=2&b.ow\nner=us", ["v=1&shape=graph", "v=2&owner=us"]),
        ("#a.v=1&a.shape=graph&a.v=2&b.v=1", ["v=1&shape=graph&v=2"]),
        ("#c.v=1&c.shape=graph", ["v=1&shape=graph"]),
        ("#u.v=1&u.shape=graph", []),
        ("&a.shape=graph", []),
    ],
)
def test_links_are_found_and_end_with_their_names(text: str, found: list[str]) -> None:
    assert fragments(text) == found


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("#v=1&owner=", Link(0, 11, (("v", "1"), ("owner", "")), "&owner=")),
        ("#v=1&owner=us&", Link(0, 14, (("v", "1"), ("owner", "us")), "&")),
        ("#v=1&owner=us&sha", Link(0, 17, (("v", "1"), ("owner", "us"), ("sha", "")))),
        ("#v=1&owner=us…", Link(0, 13, (("v", "1"), ("owner", "us")), "", True)),
        ("#v=1&owner=u...", Link(0, 12, (("v", "1"), ("owner", "u")), "", True)),
        ("#v=1&owner=…", Link(0, 11, (("v", "1"), ("owner", "")), "&owner=", True)),
        ("#v=1&owner=us&…", Link(0, 14, (("v", "1"), ("owner", "us")), "&", True)),
        ("#v=1&owner=us.", Link(0, 13, (("v", "1"), ("owner", "us")))),
        ("#a.v=1&a.owner=", Link(0, 15, (("v", "1"), ("owner", "")), "&owner=")),
        ("#a.v=1&a.owner=us&b.shape=", Link(0, 26, (("v", "1"), ("owner", "us")))),
    ],
)
def test_a_link_says_what_it_is_cut_off_at_and_whether_dots_follow(text: str, link: Link) -> None:
    assert list(links(text, WORDS)) == [link]


@pytest.mark.parametrize("more", [0, 1])
def test_a_link_that_goes_on_beyond_what_is_read_is_long(more: int) -> None:
    text = "#" + "v=1&owner=us&x=".ljust(MAX_LENGTH + more, "y")
    (link,) = links(text, WORDS)
    assert (link.long, link.end) == (bool(more), MAX_LENGTH + 1)
    for end in (" ", "\n\n", "\ny\n"):
        (link,) = links(f"#v=1&owner=us{end}".ljust(MAX_LENGTH + 9, "y"), WORDS)
        assert not link.long


@pytest.mark.parametrize(
    ("text", "pairs", "several"),
    [
        ("", (), False),
        ("#", (), False),
        (f" {LEFT} ", (("v", "1"), ("shape", "one-model"), ("outcome", "left")), False),
        ("shape=graph", (("shape", "graph"),), False),
        ("v=1&<b>=x&&shape=graph?y", (("v", "1"), ("<b>", "x"), ("shape", "graph")), False),
        (
            "v=1&shape=graph?y&owner=us",
            (("v", "1"), ("shape", "graph"), ("?y", ""), ("owner", "us")),
            False,
        ),
        ("foo", (("foo", ""),), False),
        ("foo&bar=x", (("foo", ""), ("bar", "x")), False),
        ("https://a.test/x=y", (("https://a.test/x", "y"),), False),
        ("see https://a.test/#foo", (("foo", ""),), False),
        ("see https://a.test/#v=1", (("v", "1"),), False),
        ("see #v=1&a=b, please", (("v", "1"), ("a", "b")), False),
        (
            "foo=1&v=1&shape=graph&outcome=left",
            (("foo", "1"), ("v", "1"), ("shape", "graph"), ("outcome", "left")),
            False,
        ),
        ("a.v=1&a.shape=graph&b.v=2&b.shape=gr", (("v", "1"), ("shape", "graph")), False),
        ("[x](#v=1&shape=gr…) #v=2&shape=graph", (("v", "1"), ("shape", "gr")), False),
        (
            f"[#v=1&shape=one…](#{LEFT})",
            (("v", "1"), ("shape", "one-model"), ("outcome", "left")),
            False,
        ),
        (f"<#{LEFT}|#{LEFT}>", (("v", "1"), ("shape", "one-model"), ("outcome", "left")), False),
        (f"#v=2&outcome=left #{LEFT}", (("v", "2"), ("outcome", "left")), True),
    ],
)
def test_a_text_is_read_as_the_link_in_it_or_as_pairs(
    text: str, pairs: tuple[tuple[str, str], ...], several: bool
) -> None:
    link = read(text, WORDS)
    assert (link.pairs, link.several) == (pairs, several)


def test_where_a_long_text_is_parted_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pick = random.Random(7)
    address = f"https://guide.test/decide/#{LEFT}-hand"
    texts = [mangled(pick, address) for _ in range(60)]
    whole = "\n\n".join(text + " x" * pick.randrange(40) for text in texts)
    found = list(links(whole, WORDS))
    assert [link.fragment for link in found] == [f"{LEFT}-hand"] * 60
    for size in (197, 401, 1009, 3001):
        monkeypatch.setattr(link_reader, "_BLOCK", size)
        assert list(links(whole, WORDS)) == found


def test_a_link_far_into_a_text_that_holds_nothing_else_is_found() -> None:
    for before in (link_reader._BLOCK - 20, link_reader._BLOCK, 3 * link_reader._BLOCK + 5):
        text = "x" * before + f"#{LEFT}"
        assert [(link.start, link.fragment) for link in links(text, WORDS)] == [(before, LEFT)]
        text = " " * before + LEFT
        assert [(link.start, link.fragment) for link in links(text, WORDS)] == [(before, LEFT)]


@given(st.text(max_size=200) | st.text("#v=1&shape=graph.\n–…,outcomeleft ab%?", max_size=200))
def test_any_text_is_read_and_its_links_stand_in_their_order(text: str) -> None:
    read(text, WORDS)
    found = list(links(text, WORDS))
    places = [(link.start, link.end) for link in found]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


def test_the_examples_of_the_reader_are_true() -> None:
    found = doctest.testmod(link_reader, extraglobs={"WORDS": WORDS}, report=True)
    assert found.attempted
    assert not found.failed
