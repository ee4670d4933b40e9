"""The answers in the lines of a room, to cases and to the tree, and what is to be said of lines:
which hold none, are unfinished, were sent twice, or have no name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ..link import State, decode
from ..model import Guide
from .attempt import DRILL, SCENARIO, Attempt, decode_attempt, encode_attempt, open_part
from .case_page import PROMPTS
from .difficulty import case_by_label, label
from .room_address import MOST, Room
from .room_lines import Line

__all__ = ["Answers", "answers_of"]


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers that count, by the number of their line: to `cases` and to the `tree`; and
    `notes` on the others, as text."""

    cases: dict[int, Attempt]
    tree: dict[int, State]
    notes: tuple[str, ...]


def answers_of(guide: Guide, room: Room) -> Answers:
    """The answers in this room's lines."""
    cases: dict[int, Attempt] = {}
    tree: dict[int, State] = {}
    notes: list[str] = []
    for number, line in room.lines.items():
        if number > MOST:
            notes.append(f"Only {MOST} links are read. The others were left out.")
            continue
        answer, said = _answer_in(guide, line)
        if isinstance(answer, Attempt):
            cases[number] = answer
            said = (*said, *_of_another_workshop(guide, answer, room), *_unfinished(answer))
        elif answer:
            tree[number] = answer
        called = f"Link {number} ({line.by})" if line.by else f"Link {number}"
        notes += [f"{called}: {each}" for each in said]
    notes += _cut_copies(room.lines, cases)
    notes += _changed_answers(guide, room.lines, cases)
    notes += _without_names(room.lines, cases)
    return Answers(cases, tree, tuple(dict.fromkeys(notes)))


def _answer_in(guide: Guide, line: Line) -> tuple[Attempt | State | None, tuple[str, ...]]:
    """The answer in a line, to a case or to the tree, None for neither; and what to say of it."""
    attempt, said = decode_attempt(guide, line.fragment)
    if attempt:
        return attempt, said
    keys = (f"{SCENARIO}=", f"{DRILL}=")
    names_a_case = any(pair.startswith(keys) for pair in line.fragment.split("&"))
    state = decode(guide.tree, line.fragment)
    if not names_a_case and state.answers:
        return state, state.notes
    if names_a_case and said:
        return None, said
    what = f" It says “{line.text}”." if line.text else ""
    return None, (f"no answer of this guide is in it.{what}",)


def _of_another_workshop(guide: Guide, attempt: Attempt, room: Room) -> tuple[str, ...]:
    """What to say of a case that the workshop, where it has cases, does not have."""
    name = _label_of(guide, attempt)
    if not room.cases or name in room.cases:
        return ()
    asked = ", ".join(each for each in case_by_label(guide) if each in room.cases)
    return (
        f"{name} is not in this workshop, which has {asked}. Its answer is shown all the same.",
    )


def _unfinished(attempt: Attempt) -> tuple[str, ...]:
    part = open_part(attempt)
    return (
        (f"it is not finished, “{PROMPTS[part]}” is open. What it holds counts.",) if part else ()
    )


def _cut_copies(lines: Mapping[int, Line], cases: dict[int, Attempt]) -> Iterator[str]:
    """What was cut off from a link that is here whole does not stay in `cases`."""
    whole = {n: encode_attempt(each) for n, each in cases.items() if not open_part(each)}
    for number, attempt in tuple(cases.items()):
        begun = encode_attempt(attempt)
        of = next((n for n, each in whole.items() if each.startswith(begun) and each != begun), 0)
        if of and number not in whole and not lines[number].by:
            del cases[number]
            yield (
                f"Link {number} is the beginning of link {of} and has no name, so it does not "
                "count. If it is another person's, write the name in front."
            )


def _changed_answers(
    guide: Guide, lines: Mapping[int, Line], cases: dict[int, Attempt]
) -> Iterator[str]:
    """Of somebody who changed an answer, say after the inject, only the last stays in `cases`; a
    link without the second vote does not take the place of the same answer with it."""
    last: dict[tuple[str, str, str], int] = {}
    for number, attempt in tuple(cases.items()):
        by = lines[number].by.casefold()
        before = last.get((by, attempt.kind, attempt.id))
        if by and before:
            if replace(cases[before], then="") == attempt:
                del cases[number]
                yield from _named(lines[number], _sent_again(guide, cases[before], attempt))
                continue
            said = _of_a_second_answer(guide, cases.pop(before), attempt)
            yield from _named(lines[number], said)
        last[by, attempt.kind, attempt.id] = number


def _named(line: Line, said: str) -> Iterator[str]:
    """What is said of somebody's second answer, with the name; nothing where that is nothing."""
    if said:
        yield f"{line.by} {said} If these are two people, give them different names."


def _sent_again(guide: Guide, before: Attempt, after: Attempt) -> str:
    """What to say of the same answer again, with or without its second vote."""
    name = _label_of(guide, after)
    if before.then and not after.then:
        return f"sent an earlier link to {name} again. The vote after the inject counts."
    return f"sent the same answer to {name} twice. It counts once."


def _of_a_second_answer(guide: Guide, before: Attempt, after: Attempt) -> str:
    """What to say of another answer; nothing where it only adds the vote after the inject."""
    name = _label_of(guide, after)
    if replace(after, then="") == before:
        return ""
    if before == after:
        return _sent_again(guide, before, after)
    if before.then and not after.then:
        return (
            f"changed the answer to {name}. The last one counts, and it has no vote after the "
            "inject."
        )
    return f"changed the answer to {name}. The last one counts."


def _without_names(lines: Mapping[int, Line], cases: Mapping[int, Attempt]) -> Iterator[str]:
    """Without names, an answer that somebody changed counts twice."""
    missing = [number for number in cases if not lines[number].by]
    if missing and len(cases) > 1:
        many = f"Link {missing[0]} has" if len(missing) == 1 else f"{len(missing)} links have"
        yield (
            f"{many} no name. If one person sent two links to a case, both count. Write a name in "
            "front, such as “Ana: ”."
        )


def _label_of(guide: Guide, attempt: Attempt) -> str:
    """The number of the case that somebody answered, "" for one that is gone."""
    case = guide.case(attempt.kind, attempt.id)
    return label(case) if case else ""
