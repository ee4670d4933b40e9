"""Attempts at practice: what goes into an address or into the browser comes out, and no more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.model import OWNERS, ROLES, SURENESS, Case, Guide, Scenario
from decision_tree.engine.practice.attempt import (
    DRILL,
    MAX_PROGRESS,
    SCENARIO,
    Attempt,
    Progress,
    decode_attempt,
    encode_attempt,
    every_attempt,
    keep_attempt,
    open_part,
    progress_text,
    read_progress,
)
from decision_tree.engine.practice.drill_moves import ACT, ENDS, Course, plays
from tests.conftest import published

GUIDE = published()
EVERY: list[Case] = [*GUIDE.scenarios, *GUIDE.drills]
ATTEMPTS = [attempt for case in EVERY for attempt in every_attempt(case, GUIDE)]
CASE = "scenario=two-hands-on-the-gpus"
DRILLED = "drill=answers-cite-the-wrong-pages"
WORDS = st.sampled_from(
    f"{CASE} {DRILLED} \n & = , layer owner fact units sure v=1 v=9 kserve nobody llm-signals "
    "index-alias guess %26 &amp; # <b> \x00".split(" ")
)
HOSTILE = st.text(max_size=200) | st.lists(WORDS | st.text(max_size=3), max_size=40).map("".join)


def played(*moves: str, role: str = "platform", sure: str = "") -> Attempt:
    """The drill that is DRILLED, with these moves."""
    return Attempt(DRILL, "answers-cite-the-wrong-pages", role=role, moves=moves, sure=sure)


def test_an_answer_from_before_drills_were_played_is_kept_as_it_was() -> None:
    line = f"v=1&{DRILLED}&units=index-alias,prompt-version&sure=sure"
    found = read_progress(GUIDE, line)
    assert found.notes == ()
    assert [each.before_play for each in found.attempts] == [True]
    assert progress_text(found) == line
    again = played("give-up", sure="sure")
    assert keep_attempt(found, again) == Progress((again,))


def test_every_attempt_survives_its_address(guide: Guide) -> None:
    for attempt in ATTEMPTS:
        assert decode_attempt(guide, encode_attempt(attempt)) == (attempt, ())
        assert open_part(attempt) == ""
    for attempt in ATTEMPTS[::97]:
        assert decode_attempt(guide, "#" + encode_attempt(attempt)) == (attempt, ())


@pytest.mark.parametrize(
    ("fragment", "attempt", "note"),
    [
        ("", None, ""),
        (f"v=1&{CASE}", Attempt(SCENARIO, "two-hands-on-the-gpus"), ""),
        (f"v=1&amp;{CASE}", Attempt(SCENARIO, "two-hands-on-the-gpus"), ""),
        (f"{CASE}&owner=nobody", Attempt(SCENARIO, "two-hands-on-the-gpus", owner="nobody"), ""),
        (f"v=2&{CASE}", Attempt(SCENARIO, "two-hands-on-the-gpus"), "form “2”"),
        (f"{CASE}&layer=kserve", Attempt(SCENARIO, "two-hands-on-the-gpus"), "not offered"),
        (f"{CASE}&sure=very", Attempt(SCENARIO, "two-hands-on-the-gpus"), "“very”"),
        (f"{CASE}&mood=good", Attempt(SCENARIO, "two-hands-on-the-gpus"), "“mood”"),
        (f"v=1&{DRILLED}", Attempt(DRILL, "answers-cite-the-wrong-pages"), ""),
        ("scenario=gone", None, "no scenario “gone”"),
        ("drill=gone", None, "no drill “gone”"),
        (f"scenario=gone&{DRILLED}", Attempt(DRILL, "answers-cite-the-wrong-pages"), "“gone”"),
        (
            f"{DRILLED}&role=platform&moves=look-answers.act-index-alias&sure=guess",
            played("look-answers", "act-index-alias", sure="guess"),
            "",
        ),
        (
            f"{DRILLED}&role=nobody&moves=look-answers",
            played("look-answers", role=""),
            "“nobody” is not offered here",
        ),
        (
            f"{DRILLED}&role=platform&moves=look-answers.look-answers",
            played("look-answers"),
            "“look-answers” is in this link twice",
        ),
        (
            f"{DRILLED}&role=platform&moves=look-nowhere.look-answers",
            played("look-answers"),
            "This drill has no check “nowhere”",
        ),
        (
            f"{DRILLED}&role=platform&moves=act-llm-weight",
            played(),
            "“llm-weight” is a unit of another stack (KServe, LLM service)",
        ),
        (
            f"{DRILLED}&role=platform&moves=act-ray-bounds",
            played(),
            "“ray-bounds” is not offered in this drill",
        ),
        (f"{DRILLED}&role=platform&moves=act-x", played(), "There is no unit “x”"),
        (f"{DRILLED}&role=platform&moves=dance", played(), "“dance” is not a step"),
        (
            f"{DRILLED}&role=platform&moves=look-answers.over",
            played("look-answers"),
            "something is still broken",
        ),
        (
            f"{DRILLED}&role=platform&moves=act-index-alias.act-prompt-version&sure=sure",
            played("act-index-alias", "act-prompt-version", "over", sure="sure"),
            "",
        ),
        (
            f"{DRILLED}&role=platform&moves=give-up.look-answers&sure=sure",
            played("give-up", sure="sure"),
            "moves after the end",
        ),
        (
            f"{DRILLED}&moves=act-index-alias.act-prompt-version.over.give-up&sure=sure",
            played("act-index-alias", "act-prompt-version", "over", role="", sure="sure"),
            "moves after the end",
        ),
        (f"{DRILLED}&role=platform&moves=look-answers&sure=sure", played("look-answers"), ""),
        (
            f"{DRILLED}&role=platform&units=index-alias",
            played(),
            "`units` belongs to drills as they were",
        ),
        (
            f"{DRILLED}&units=prompt-version,llm-weight,index-alias,prompt-version",
            Attempt(DRILL, "answers-cite-the-wrong-pages", units=("prompt-version", "index-alias")),
            "“llm-weight”",
        ),
        (
            f"{CASE}&layer=" + "x" * 9000,
            Attempt(SCENARIO, "two-hands-on-the-gpus"),
            "longer than any link",
        ),
    ],
)
def test_an_address_keeps_what_can_be_kept_and_says_what_cannot(
    guide: Guide, fragment: str, attempt: Attempt | None, note: str
) -> None:
    found, notes = decode_attempt(guide, fragment)
    assert found == attempt
    assert note in " ".join(notes)
    assert bool(notes) == bool(note)


@pytest.mark.parametrize("attempt", ATTEMPTS[::97], ids=encode_attempt)
def test_the_parts_are_asked_in_one_order_and_how_sure_comes_last(attempt: Attempt) -> None:
    if attempt.kind == DRILL:
        assert open_part(replace(attempt, role="")) == "role"
        assert open_part(replace(attempt, sure="")) == "sure"
        assert open_part(replace(attempt, moves=())) == "moves"
        first = next(n for n, move in enumerate(attempt.moves) if move.startswith((ACT, *ENDS)))
        assert open_part(replace(attempt, moves=attempt.moves[:first], sure="")) == "moves"
        return
    order = ["layer", "owner", "fact", "sure"]
    begun = Attempt(attempt.kind, attempt.id)
    for part in order:
        assert open_part(begun) == part
        given = {each: getattr(attempt, each) for each in order[: order.index(part) + 1]}
        begun = Attempt(attempt.kind, attempt.id, **given)
    assert begun == attempt


@given(HOSTILE)
def test_no_fragment_breaks_decoding_and_what_it_gives_is_stable(fragment: str) -> None:
    attempt, _ = decode_attempt(GUIDE, fragment)
    if attempt:
        assert decode_attempt(GUIDE, encode_attempt(attempt)) == (attempt, ())


@given(HOSTILE)
def test_no_kept_text_breaks_progress_and_what_it_gives_is_stable(text: str) -> None:
    found = read_progress(GUIDE, text)
    assert not any(map(open_part, found.attempts))
    again = read_progress(GUIDE, progress_text(found))
    assert (again.attempts, again.unread) == (found.attempts, found.unread)


@given(st.lists(st.sampled_from(ATTEMPTS), max_size=12))
def test_progress_keeps_the_last_attempt_at_each_case(made: list[Attempt]) -> None:
    progress = Progress()
    for attempt in made:
        progress = keep_attempt(progress, attempt)
    assert read_progress(GUIDE, progress_text(progress)) == progress
    last = {(attempt.kind, attempt.id): attempt for attempt in made}
    assert {(a.kind, a.id): a for a in progress.attempts} == last
    assert len(progress.attempts) == len(last)


def test_an_answer_of_a_form_or_to_a_case_of_old_is_kept_as_it_is() -> None:
    old = ("v=1&scenario=gone&layer=kserve&sure=sure", "v=7&drill=gone&moves=a,b&sure=guess")
    text = "\n".join((old[0], encode_attempt(ATTEMPTS[0]), old[1], "nonsense"))
    found = read_progress(GUIDE, text)
    assert found.attempts == (ATTEMPTS[0],)
    assert found.unread == old
    kept = progress_text(keep_attempt(found, ATTEMPTS[-1]))
    assert read_progress(GUIDE, kept).unread == old


def test_what_is_unfinished_is_not_kept() -> None:
    assert keep_attempt(Progress(), Attempt(SCENARIO, "two-hands-on-the-gpus")) == Progress()


@pytest.mark.parametrize("more", [0, 1, 100_000])
def test_far_too_much_kept_text_is_cut_with_a_note(more: int) -> None:
    whole = encode_attempt(ATTEMPTS[0]).ljust(MAX_PROGRESS, "\n")
    found = read_progress(GUIDE, whole + "x" * more)
    told = ("What your browser kept is too long, so its end was not read.",)
    assert found == Progress((ATTEMPTS[0],), told if more else ())


def test_a_line_ends_where_the_browser_ended_it() -> None:
    one = encode_attempt(ATTEMPTS[0])
    assert read_progress(GUIDE, f"{one}\n{one}").attempts == (ATTEMPTS[0],)
    assert read_progress(GUIDE, f"{one} {one}").attempts == ()


def test_an_attempt_made_again_comes_last() -> None:
    first, second = ATTEMPTS[0], next(each for each in ATTEMPTS if each.id != ATTEMPTS[0].id)
    lines = map(encode_attempt, (first, second, replace(first, sure="sure")))
    found = read_progress(GUIDE, "\n".join(lines))
    assert found == Progress((second, replace(first, sure="sure")))


def test_of_a_part_named_twice_the_first_counts(guide: Guide) -> None:
    attempt, notes = decode_attempt(guide, f"v=1&{CASE}&owner=nobody&owner=platform")
    assert attempt is not None
    assert (attempt.owner, notes) == ("nobody", ())


@pytest.mark.parametrize("case", EVERY, ids=lambda case: case.id)
def test_every_way_to_answer_a_case_is_an_attempt_once(case: Case) -> None:
    made = list(every_attempt(case, GUIDE))
    assert len(set(made)) == len(made)
    if isinstance(case, Scenario):
        ways = len(case.layers) * len(OWNERS) * len(case.deciding)
        assert len(made) == ways * len(SURENESS)
        return
    for role in ROLES:
        course = Course(GUIDE, case, role)
        found = {attempt.moves for attempt in made if attempt.role == role}
        assert {world.moves for world in plays(course, 3)} <= found
        assert {world.moves for world in plays(course, len(case.units), looks=False)} <= found
    assert {attempt.sure for attempt in made} == set(SURENESS)
