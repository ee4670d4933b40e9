"""Old links say what they said then, what the tree says now, and what made the difference."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from decision_tree.engine.aging import aged, kept
from decision_tree.engine.decide_page import View
from decision_tree.engine.link import decode, encode
from decision_tree.engine.model import Guide, Retired
from decision_tree.engine.record import Typed, record_data
from decision_tree.engine.walk import paths, walk


@pytest.mark.parametrize(
    ("fragment", "same", "now", "because"),
    [
        ("v=2&shape=one-model&owner=platform&outcome=left", True, "Go left", ""),
        ("v=1&shape=one-model&owner=platform&outcome=left", True, "Go left", ""),
        (
            "v=2&shape=one-model&owner=platform&outcome=right",
            False,
            "Go left",
            "changed this link by hand",
        ),
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
    assert found.version == state.version
    assert found.then == ("Go right" if "outcome=right" in fragment else "Go left")
    assert found.now.startswith(now)
    assert bool(found.now) == bool(now)
    assert because in found.because
    assert bool(found.because) == bool(because)


def test_a_retired_outcome_says_what_became_of_it(small: Guide) -> None:
    gone = (
        Retired("up", "option", "2", "an option may have the same id.", of="shape"),
        Retired("up", "outcome", "2", "nobody went up.", "left"),
        Retired("down", "outcome", "2", "nobody went down."),
    )
    tree = replace(small.tree, retired=gone)
    because = []
    for name in ("up", "down"):
        state = decode(tree, f"v=1&shape=one-model&owner=platform&outcome={name}")
        found = aged(tree, state, walk(tree, dict(state.answers)))
        assert found is not None
        because.append(found.because)
    assert because == [
        "That outcome was retired in version 2: nobody went up. It was replaced by “Go left”.",
        "That outcome was retired in version 2: nobody went down.",
    ]


def test_an_old_link_that_still_holds_says_so(small: Guide) -> None:
    page = View(small).page(decode(small.tree, "v=1&shape=one-model&owner=platform&outcome=left"))
    assert "Version 2 says the same." in page.html


def test_a_record_of_an_old_link_keeps_what_was_said_until_the_tree_says_something(
    small: Guide,
) -> None:
    """`recheck` goes on reporting it; the buttons of the site make the same record."""
    for fragment, link in (
        ("v=1&shape=graph&outcome=right", "v=1&shape=graph&outcome=right"),
        ("v=1&shape=graph&pager=can&outcome=left", "v=2&shape=graph&pager=can&outcome=right"),
        ("v=1&shape=graph&pager=can&outcome=right", "v=2&shape=graph&pager=can&outcome=right"),
        ("v=1&shape=graph&pager=can", "v=2&shape=graph&pager=can&outcome=right"),
        ("v=1&shape=graph&ask=result", "v=2&shape=graph"),
    ):
        state = decode(small.tree, fragment)
        assert encode(kept(small.tree, state, walk(small.tree, dict(state.answers)))) == link
        form = View(small).page(decode(small.tree, f"{fragment}&ask=result")).html
        (found,) = re.findall(r'data-fragment="([^"]*)"', form)
        again = decode(small.tree, found.replace("&amp;", "&"))
        assert record_data(small, again, Typed()) == record_data(small, state, Typed())
        assert record_data(small, state, Typed())["fragment"] == link


def test_a_link_without_an_outcome_promises_nothing(small: Guide) -> None:
    state = decode(small.tree, "v=1&shape=graph")
    assert aged(small.tree, state, walk(small.tree, dict(state.answers))) is None
    told = "This link was made with version 1 of the tree. This page follows version 2."
    assert told in View(small).page(state).html
    for other in ("v=2&shape=graph", "v=1", ""):
        assert "This link was made" not in View(small).page(decode(small.tree, other)).html


def test_the_page_shows_then_and_now(small: Guide) -> None:
    fragment = "v=1&shape=one-model&owner=platform&outcome=right"
    html = View(small).page(decode(small.tree, fragment)).html
    assert "Then (version 1)" in html
    assert "Now (version 2)" in html
    assert "What made the difference" in html


@pytest.mark.parametrize(
    ("fragment", "because"),
    [
        (
            "v=2&shape=one-model&owner=platform&outcome=right",
            (
                "Somebody changed this link by hand, or cut it. Its answers do not lead to the "
                "outcome that it names."
            ),
        ),
        (
            "v=1&shape=not-sure&owner=not-sure&pager=can&outcome=left",
            "Not settled in today's tree: Workload shape, Contract owner.",
        ),
        ("v=1&shape=one-model&outcome=left", "Today's tree also asks: Who owns the contract?"),
    ],
)
def test_what_made_the_difference_is_said_in_full(
    small: Guide, fragment: str, because: str
) -> None:
    state = decode(small.tree, fragment)
    found = aged(small.tree, state, walk(small.tree, dict(state.answers)))
    assert found is not None
    assert found.because == because


def test_whichever_outcome_an_old_link_names_the_answer_against_it_is_found(guide: Guide) -> None:
    """The next version of the published tree, asked about links of this one that said otherwise."""
    tree = replace(guide.tree, version=guide.tree.version + 1)
    path = next(paths(tree))
    answers = "&".join(f"{question}={option}" for question, option in path.answers)
    for outcome in tree.outcomes:
        state = decode(tree, f"v={guide.tree.version}&{answers}&outcome={outcome.id}")
        found = aged(tree, state, walk(tree, dict(state.answers)))
        assert found is not None
        assert found.same == (outcome.id == path.outcome)
        assert found.same or "leads elsewhere today" in found.because


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        (
            "v=1&shape=graph&outcome=left",
            "Answer this question to finish the re-check, then copy the new record.",
        ),
        (
            "v=1&shape=one-model&outcome=left",
            "To finish the re-check, answer this question and at most 1 more question. "
            "Then copy the new record.",
        ),
    ],
)
def test_a_link_that_is_not_settled_today_says_how_the_recheck_goes_on(
    small: Guide, fragment: str, told: str
) -> None:
    assert told in View(small).page(decode(small.tree, fragment)).html
    result = View(small).page(decode(small.tree, f"{fragment}&ask=result")).html
    assert "to finish the re-check" not in result.lower()


def test_a_link_that_is_settled_today_asks_for_nothing(small: Guide) -> None:
    fragment = "v=1&shape=one-model&owner=platform&outcome=right&ask=shape"
    html = View(small).page(decode(small.tree, fragment)).html
    assert "Now (version 2): " in html
    assert "re-check" not in html
