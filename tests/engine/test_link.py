"""Links: what goes in comes out, and what cannot be used is said."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from html import unescape
from typing import Any

import pytest

from decision_tree.engine.decide_page import View
from decision_tree.engine.link import (
    BESIDE,
    MOST_NOTES,
    State,
    decode,
    encode,
    few,
    notes_on,
    words_of,
)
from decision_tree.engine.link_reader import MAX_LENGTH, read
from decision_tree.engine.model import NOT_SURE, RESERVED_IDS, RESULT, Guide, Retired
from decision_tree.engine.record import Typed, printed, record_data, record_markdown
from decision_tree.engine.walk import Answer, paths


def test_no_question_can_be_called_as_a_word_of_a_link_is() -> None:
    assert set(BESIDE) <= RESERVED_IDS


OF_THE_READING = {"notes", "missed", "newer"}
"""What a state says of how its link was read. A link holds none of it."""


def test_each_field_of_a_state_survives_its_link(small: Guide) -> None:
    """A new field fails here until it has a value, and then until a link holds it."""
    values: dict[str, Any] = {
        "version": 1,
        "answers": (("shape", "graph"), ("pager", NOT_SURE)),
        "ask": "owner",
        "outcome": "left",
    }
    assert values.keys() == {each.name for each in fields(State)} - OF_THE_READING
    plain = State(small.tree.version)
    for name, value in values.items():
        state = replace(plain, **{name: value})
        assert state != plain, f"give {name} a value that it has not by itself"
        assert decode(small.tree, encode(state)) == state


@dataclass(frozen=True, slots=True)
class Longer(State):
    """A state with one more thing in its link than there is today."""

    more: str = "kept"

    @property
    def pairs(self) -> tuple[Answer, ...]:
        """As any state's, with that thing."""
        return (*super(Longer, self).pairs, ("more", self.more))


@pytest.mark.parametrize("ask", ["", RESULT, "shape", "owner", "pager", "rehearsed", "repair"])
@pytest.mark.parametrize("outcome", ["", "left"])
def test_what_a_link_holds_is_in_every_link_of_its_page_and_in_its_record(
    gated: Guide, ask: str, outcome: str
) -> None:
    """Whoever adds to what a link holds adds it to `State` and to `pairs` alone."""
    for path in paths(gated.tree):
        unsure = (*path.answers[:-1], (path.answers[-1][0], NOT_SURE))
        for answers in (path.answers, path.answers[:1], unsure, ()):
            state = Longer(1, answers, ask, outcome)
            page = View(gated).page(state)
            typed = Typed(page="https://a.test/decide/")
            linked = re.findall(r'(?:href|data-fragment)="#?(v=[^"]*)"', page.html)
            assert linked or not answers
            texts = (printed(gated, state, typed), record_markdown(gated, state, typed))
            found = re.findall(r"#(v=[^\s)>`]*)", "\n".join(texts))
            written = [each for each in found if "&runbook=" not in each]
            assert len(written) >= len(texts)
            linked += [*page.ahead, *written, record_data(gated, state, typed)["fragment"]]
            assert not [each for each in map(unescape, linked) if "&more=kept" not in each]


def test_every_path_survives_its_link(guide: Guide) -> None:
    for path in paths(guide.tree):
        state = State(guide.tree.version, path.answers, outcome=path.outcome)
        assert decode(guide.tree, encode(state)) == state
        assert decode(guide.tree, "#" + encode(state)) == state


@pytest.mark.parametrize(
    ("fragment", "answers", "note"),
    [
        ("", (), ""),
        ("v=2&shape=graph", (("shape", "graph"),), ""),
        ("v=2&amp;shape=graph", (("shape", "graph"),), ""),
        ("v=2%26shape%3Dgraph", (("shape", "graph"),), ""),
        ("v=2&#38;shape%3dgraph", (("shape", "graph"),), ""),
        ("v=2\\&shape=graph", (("shape", "graph"),), ""),
        ("v=2&shape=not-sure", (("shape", "not-sure"),), ""),
        ("v=99&shape=graph", (("shape", "graph"),), "version “99”"),
        ("v=0&shape=graph", (("shape", "graph"),), "version “0”"),
        ("v=0000000002&shape=graph", (("shape", "graph"),), "version “0000000002”"),
        ("v=2&shape=grahp", (), "has no answer “grahp”"),
        ("v=2&shap=graph", (), "no question “shap”"),
        ("v=1&size=big&shape=graph", (("shape", "graph"),), "retired in 2"),
        ("v=2&shape=graph&ask=foo", (("shape", "graph"),), "no question “foo” to ask"),
        ("v=2&shape=graph&ask=size", (("shape", "graph"),), "retired in 2"),
        ("v=2&outcome=nowhere", (), "an outcome “nowhere”"),
        ("v=2&shape=" + "x" * 9000, (), "longer than any link"),
    ],
)
def test_a_link_keeps_what_can_be_kept_and_says_what_cannot(
    small: Guide, fragment: str, answers: tuple[tuple[str, str], ...], note: str
) -> None:
    state = decode(small.tree, fragment)
    assert state.answers == answers
    assert note in " ".join(state.notes)
    assert bool(state.notes) == bool(note)


def test_a_link_full_of_nonsense_does_not_fill_the_page(small: Guide) -> None:
    state = decode(small.tree, "&".join(f"x{n}=y" for n in range(99)))
    assert len(state.notes) == MOST_NOTES + 1
    assert state.notes[-1] == f"Other parts of this link that could not be read: {99 - MOST_NOTES}."


@pytest.mark.parametrize(
    ("fragment", "missed"),
    [
        ("v=2&shape=graph&outcome=left", ()),
        ("v=1&size=big&shape=graph", ()),
        ("v=2&shape=graph&ask=size", ()),
        ("v=2&shape=graph&outcome=left&foo=x", ()),
        ("v=2&shape=graph&outcome=left&shape=x", ("shape=x",)),
        ("v=2&shape=graph&outcome=left&", ()),
        ("v=2&shape=graph&foo=x&outcome=left", ("foo=x",)),
        ("v=2&shape=graph&foo&outcome=left", ("foo",)),
        ("v=2&shape=x&owner=&", ("shape=x", "owner", "&")),
        ("v=2&shape=", ("&shape=",)),
        ("v=9&ask=foo&outcome=bar", ("v=9", "ask=foo", "outcome=bar")),
        ("v=2&shape=graph&x=" + "x" * 9000, ("…",)),
        ("v=2&shape=graph&outcome=left&x=" + "x" * 9000, ()),
    ],
)
def test_a_link_was_read_whole_where_nothing_in_it_was_missed(
    small: Guide, fragment: str, missed: tuple[str, ...]
) -> None:
    state = decode(small.tree, fragment)
    assert state.missed == missed
    assert not missed or state.notes


@pytest.mark.parametrize(
    ("fragment", "answers", "note", "missed"),
    [
        (
            "v=2&shape=graph&shape=one-model",
            (("shape", "one-model"),),
            "This link answers “Workload shape” twice. Only the last answer was read.",
            ("shape=graph",),
        ),
        (
            "v=2&shape=graph&shape=not-sure&shape=graph",
            (("shape", "graph"),),
            "This link answers “Workload shape” twice. Only the last answer was read.",
            ("shape=not-sure",),
        ),
        (
            "v=2&shape=graph&outcome=left&outcome=right",
            (("shape", "graph"),),
            "This link names “outcome” twice. Only the last was read.",
            ("outcome=left",),
        ),
        (
            "v=1&shape=graph&v=2",
            (("shape", "graph"),),
            "This link names “v” twice. Only the last was read.",
            ("v=1",),
        ),
        ("v=2&shape=graph&shape=graph", (("shape", "graph"),), "", ()),
    ],
)
def test_a_link_that_answers_twice_says_which_answer_counts(
    small: Guide,
    fragment: str,
    answers: tuple[tuple[str, str], ...],
    note: str,
    missed: tuple[str, ...],
) -> None:
    state = decode(small.tree, fragment)
    assert (state.answers, state.missed) == (answers, missed)
    assert state.notes == ((note,) if note else ())


def test_an_answer_that_went_does_not_count_beside_one_that_stayed(small: Guide) -> None:
    gone = Retired("tiny", "option", "2", "nobody chose it.", "", "shape")
    tree = replace(small.tree, retired=(*small.tree.retired, gone))
    state = decode(tree, "v=2&shape=graph&shape=tiny")
    assert (state.answers, state.missed) == ((("shape", "graph"),), ())
    assert state.notes == ("The option “tiny” was retired in 2: nobody chose it.",)


@pytest.mark.parametrize(
    ("version", "newer"), [("2", 0), ("3", 3), ("0", 0), ("²", 0), ("9" * 30, 999999999)]
)
def test_a_link_of_a_newer_tree_says_of_which(small: Guide, version: str, newer: int) -> None:
    assert decode(small.tree, f"v={version}&shape=graph").newer == newer


def test_of_several_links_the_first_is_read_and_that_is_said(small: Guide) -> None:
    text = "#v=2&shape=graph&outcome=left and #v=2&shape=one-model&outcome=left"
    state = decode(small.tree, text)
    assert (state.answers, state.missed) == ((("shape", "graph"),), ())
    assert state.notes == ("This text holds more than one link. Only the first was read.",)


def test_notes_say_what_became_of_a_retired_id_in_full(small: Guide) -> None:
    gone = Retired("gone", "option", "2", "nobody chose it.")
    tree = replace(small.tree, retired=(*small.tree.retired, gone))
    assert decode(tree, "size=big&shape=gone").notes == (
        "The question “size” was retired in 2: it asked the wrong thing. "
        "It is now “Workload shape”.",
        "The option “gone” was retired in 2: nobody chose it.",
    )


def test_a_retired_answer_carries_over_to_what_took_its_place(small: Guide) -> None:
    rows = (
        Retired("big", "option", "2", "it said little.", "shape=graph", "size"),
        Retired("big", "option", "2", "of another question.", "", "weight"),
        Retired("old", "outcome", "2", "it became two.", "left"),
    )
    tree = replace(small.tree, retired=(*small.tree.retired, *rows))
    carried = decode(tree, "v=1&size=big&pager=can&outcome=old")
    assert carried.answers == (("shape", "graph"), ("pager", "can"))
    assert carried.notes == (
        "The option “big” was retired in 2: it said little. It is now “A graph” (Workload shape).",
    )
    assert decode(tree, "weight=big").answers == ()
    assert decode(tree, "shape=one-model&size=big").answers == (("shape", "one-model"),)


@pytest.mark.parametrize(("length", "shown"), [(40, "x" * 40), (41, "x" * 39 + "…")])
def test_a_long_name_is_cut_in_a_note(small: Guide, length: int, shown: str) -> None:
    notes = decode(small.tree, "x" * length + "=y").notes
    assert notes == (f"There is no question “{shown}” in this tree.",)


def test_what_cannot_be_asked_is_not_asked(small: Guide) -> None:
    for asked in ("foo", "size", "v", ""):
        assert decode(small.tree, f"v=2&shape=graph&ask={asked}").ask == ""
    for asked in ("shape", "pager", "result"):
        assert decode(small.tree, f"v=2&shape=graph&ask={asked}").ask == asked


@pytest.mark.parametrize("value", ["0", "1", "2", "3", "0000000020", "9" * 99, "²", "-1", ""])
def test_no_link_is_of_a_version_that_does_not_exist(small: Guide, value: str) -> None:
    assert 1 <= decode(small.tree, f"v={value}&shape=graph").version <= small.tree.version


@pytest.mark.parametrize("more", [0, 1, 4000])
def test_a_link_is_read_up_to_a_length_and_says_so_beyond_it(small: Guide, more: int) -> None:
    text = "v=2&shape=".ljust(MAX_LENGTH + more, "x")
    link = read(text, words_of(small.tree))
    assert link.pairs == (("v", "2"), ("shape", "x" * (MAX_LENGTH - 10)))
    told = "This link is longer than any link of this guide, so its end was not read."
    assert notes_on(link) == ([told] if more else [])


@pytest.mark.parametrize(
    "count", [0, 1, MOST_NOTES - 1, MOST_NOTES, MOST_NOTES + 1, MOST_NOTES + 2]
)
def test_of_many_notes_the_first_are_told_and_the_rest_counted(count: int) -> None:
    notes = [f"note {number}" for number in range(count)]
    told = few([*notes, *notes])
    assert told[:MOST_NOTES] == tuple(notes[:MOST_NOTES])
    more = count - MOST_NOTES
    assert told[MOST_NOTES:] == (
        (f"Other parts of this link that could not be read: {more}.",) if more > 0 else ()
    )
