"""What else reaches the engine from outside, made up without end and checked: what a browser kept,
what people typed into a record, what they pasted. Each check is a promise of the pages or of the
record; `fuzz` runs them a million times.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator

from decision_tree.engine.browser import Engine
from decision_tree.engine.html_parts import Parts, notes_list
from decision_tree.engine.link import MOST_NOTES, State, encode, state_of, words_of
from decision_tree.engine.link_reader import links
from decision_tree.engine.link_verdicts import recheck
from decision_tree.engine.markdown import escape, quoted
from decision_tree.engine.model import OWNERS, ROLES, SURENESS, Guide
from decision_tree.engine.practice.attempt import (
    DRILL,
    KEYS,
    SCENARIO,
    SUMMARY,
    Progress,
    open_part,
    progress_text,
    read_progress,
)
from decision_tree.engine.practice.pages import PracticeView
from decision_tree.engine.record import MOST_TYPED, Typed, file_name, record_data, record_markdown
from decision_tree.engine.walk import paths

from .fuzz import check_comparison, damaged, fragments, noise, only_text, pair
from .mangle import mangled

__all__ = [
    "check_kept",
    "check_mangled",
    "check_pasted",
    "check_typed",
    "kept_texts",
    "mangled_texts",
    "pasted_texts",
    "typed_fields",
]

PLACES = [(kind, fragment) for kind in (SCENARIO, DRILL) for fragment in ("", SUMMARY)]
"""Where practice shows what was kept: its two lists, and the summary reached from either."""

MOST_PAGE = 400_000
"""Characters of a page, whatever was pasted: many times what the longest proper one has."""


# -- what a browser kept ------------------------------------------------------------------------


def kept_texts(guide: Guide, seed: int) -> Iterator[str]:
    """Progress as another script, another version or a person with tools may leave it."""
    pick = random.Random(seed)
    keys = [*sorted(KEYS), SCENARIO, DRILL]
    values = [
        "1",
        "2",
        "summary",
        *OWNERS,
        *ROLES,
        *SURENESS,
        *guide.scenario_by_id,
        *guide.drill_by_id,
    ]
    values += [*guide.tree.question_by_id, *guide.tree.outcome_by_id, *guide.unit_by_id]
    values.append(",".join(guide.unit_by_id))
    values.append(".".join((*(f"act-{unit}" for unit in guide.unit_by_id), "give-up", "over")))
    while True:
        lines = ("&".join(pair(pick, keys, values) for _ in range(pick.randrange(8))) for _ in "12")
        yield damaged(pick, pick.choice(("\n", "\n", "\r\n", "&")).join(lines))


def check_kept(guide: Guide, text: str, clean: dict[tuple[str, str, str], str]) -> None:
    """Assert that no text in storage is more than the answers in it, and notes in plain text.

    `clean` keeps the pages of proper progress between calls.
    """
    progress = read_progress(guide, text)
    proper = progress_text(Progress(progress.attempts))
    assert read_progress(guide, proper) == Progress(progress.attempts)
    again = read_progress(guide, progress_text(progress))  # what nobody can read today is kept too
    assert (again.attempts, again.unread) == (progress.attempts, progress.unread)
    assert not any(map(open_part, progress.attempts))
    assert len(progress.attempts) <= len(guide.scenarios) + len(guide.drills)
    assert len(progress.notes) <= MOST_NOTES + 1
    kind, fragment = PLACES[len(text) % len(PLACES)]
    view = PracticeView(guide, kind)
    key = (kind, fragment, proper)
    if key not in clean:
        if len(clean) > 5000:
            clean.clear()
        clean[key] = view.page(fragment, proper).html
    notes = notes_list(progress.notes)
    assert view.page(fragment, text).html == notes + clean[key]
    only_text(notes, progress.notes)


# -- what people typed --------------------------------------------------------------------------


def typed_fields(guide: Guide, seed: int) -> Iterator[tuple[State, Typed]]:
    """A state with an outcome or without, and four fields with anything in them."""
    pick = random.Random(seed)
    every = list(paths(guide.tree))
    while True:
        path = pick.choice(every)
        answers = path.answers[: pick.randrange(len(path.answers) + 1)]
        page = pick.choice(
            ("https://a.test/", "http://a.test/x?y#z", "", "javascript:", "//a.test")
        )
        page = pick.choice((page, page + _typed(pick)))
        yield State(1, answers), Typed(_typed(pick), _typed(pick), _typed(pick), page)


def _typed(pick: random.Random) -> str:
    parts = [noise(pick) for _ in range(pick.choice((0, 1, 1, 2, 5)))]
    return pick.choice(("", " ", "\n", "---", "| ")).join(parts) * pick.choice((1, 1, 1, 1, 60))


_LINK = re.compile(r"\[Open these answers, or change them\]\(<https?://[^\s<>()\[\]\"']*>\)")
_ESCAPED = re.compile(r"(?:\\[\\`*_{}\[\]|~$#!-]|[^<>\n\r`*_\[\]{}|~$\\])*")


def check_typed(
    guide: Guide, state: State, typed: Typed, plain: dict[tuple[State, bool], list[str]]
) -> None:
    """Assert that the record is the record of no words with what was typed escaped in it.

    `plain` keeps the lines of records without words, or with a title alone, between calls.
    """
    lines = record_markdown(guide, state, typed).split("\n")
    title = escape(typed.title[:MOST_TYPED].strip())
    like = (state, bool(title))  # a record with a title asks for none
    if like not in plain:
        bare = Typed("Title" if title else "", "", "", "https://a.test/")
        plain[like] = record_markdown(guide, state, bare).split("\n")
    assert len(lines) == len(plain[like])
    assert _ESCAPED.fullmatch(title), title
    said = {2: f"date: {quoted(typed.date[:MOST_TYPED])}"}
    if typed.team:
        said[3] = f"decision-makers: {quoted(typed.team[:MOST_TYPED])}"
    if typed.title[:MOST_TYPED].strip():
        said[7] = f"# {title}"  # an empty line ends the front matter above
    for number, (line, expected) in enumerate(zip(lines, plain[like], strict=True)):
        if expected.startswith("[Open these answers"):
            assert _LINK.fullmatch(line) or line.startswith("The answers, for the end of "), line
        else:
            assert line == said.get(number, expected)
    assert re.fullmatch(r"[0-9a-z-]+", file_name(guide, state, typed))
    data = record_data(guide, state, typed)
    assert json.loads(json.dumps(data, ensure_ascii=False)) == data
    assert (data["title"], data["team"]) == (typed.title[:MOST_TYPED], typed.team[:MOST_TYPED])


# -- what is in people's files ------------------------------------------------------------------


def mangled_texts(guide: Guide, seed: int) -> Iterator[tuple[list[State], str]]:
    """Links as programs left them, with noise between them, and what each of them said."""
    pick = random.Random(seed)
    tree = guide.tree
    every = [State(tree.version, path.answers, outcome=path.outcome) for path in paths(tree)]
    while True:
        states = pick.choices(every, k=pick.choice((1, 1, 2, 4)))
        parts = []
        for state in states:
            parts += [mangled(pick, f"https://guide.test/decide/#{encode(state)}"), noise(pick)]
        yield states, pick.choice(("\n\n", "\r\n\r\n", "\n> \n> ")).join(parts)


def check_mangled(guide: Guide, states: list[State], text: str) -> None:
    """Assert that every link in the text is found, in its order, and says what it said."""
    found = list(links(text, words_of(guide.tree)))
    assert [state_of(guide.tree, link) for link in found] == states
    assert all(verdict.holds for verdict in recheck(guide.tree, text))


# -- what people pasted ------------------------------------------------------------------------


def pasted_texts(guide: Guide, seed: int) -> Iterator[tuple[str, str]]:
    """Two texts for the page that compares links, each with links in it, or remains of one."""
    pick = random.Random(seed)
    made = fragments(guide, seed)
    tree = guide.tree
    good = [encode(State(tree.version, path.answers, outcome=path.outcome)) for path in paths(tree)]
    while True:
        yield _pasted(pick, next(made), good), _pasted(pick, next(made), good)


def _pasted(pick: random.Random, wild: str, good: list[str]) -> str:
    link = pick.choice((wild, pick.choice(good)))
    link = link.replace("&", pick.choice(("&", "&", "&amp;", "%26", "\\&", "&#38;")))
    before = pick.choice(("", "#", "https://a.test/decide/#", "[x](<#", f"{noise(pick)} #"))
    after = pick.choice(("", "", ">)", ".", "&", f" {noise(pick)}\n#{pick.choice(good)}"))
    return damaged(pick, before + link + after)


def check_pasted(guide: Guide, first: str, second: str) -> None:
    """Assert that the page which compares has no elements but its own, and that every link found
    in the texts stands there: read alone, its place in the text says the same."""
    address = Engine(guide, "../").reconcile_address(json.dumps({"a": first, "b": second}))
    check_comparison(Parts(guide, "../"), address, MOST_PAGE)
    for text in (first, second):
        words = words_of(guide.tree)
        found = list(links(text, words))
        for link in found:
            (alone,) = links(text[link.start : link.end], words)
            assert (alone.pairs, alone.start) == (link.pairs, 0)
        assert [link.start for link in found] == sorted(link.start for link in found)
        lines = len(re.split("\r\n|\r|\n", text))
        for verdict in recheck(guide.tree, text):
            assert verdict.fragment in {link.fragment for link in found}
            assert 1 <= verdict.line <= lines
            assert len(verdict.notes) <= MOST_NOTES + 1
            told = (verdict.aged.then, verdict.aged.now, verdict.aged.because, *verdict.notes)
            assert all(len(each) < len(text) + 400 for each in told)
