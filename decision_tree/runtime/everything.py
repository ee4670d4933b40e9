"""Everything that the engine can be asked in the browser: the list that the runtime is made from.

What running it imports is what the runtime holds, so a new function or kind of page belongs here;
a test says so when one is missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

from ..engine.browser import Engine
from ..engine.display_names import STACK_NAMES
from ..engine.incident.state import WHENS, Incident, encode_incident
from ..engine.link import State, encode
from ..engine.model import NOT_SURE, RESULT, ROLES, Case, Drill, Guide, Scenario
from ..engine.practice.agenda import LENGTHS
from ..engine.practice.attempt import DRILL, SUMMARY, Attempt, encode_attempt, every_attempt
from ..engine.practice.drill_moves import Course
from ..engine.practice.workshop_address import Workshop, encode_workshop
from ..engine.reconcile import join_fragments
from ..engine.walk import Path, paths
from .practice_file import incident_files, practice_files

__all__ = ["CALLS", "Call", "everything"]

Call = tuple[str, tuple[str, ...]]
"""A function of `browser.Engine` and its arguments."""

CALLS = tuple(sorted(each for each in vars(Engine) if each[0] != "_" and each != "page"))
"""The names of those that a page may call: all but what gives Python a page that is no text."""

MANGLED = (
    "v%253D1%2526workload%253Done%25E2%2580%2591model",
    "v=1&#38;workload\\u003done\u2011mo\u200bdel&hyphen;&nothing;&#xffffffff;%ff",
    "v=3D1&workload=3Done=\r\n=E2=80=91model&fleet=3Done-\n> or-two",
    "a.v=1&a.workload=one–model&b.v=9&ask=x",
    "?url=https%3A%2F%2Fa.test%2F%23v%3D1%26workload%3Dgraph%26outcome%3Dkserve&data=05",
    "urldefense.proofpoint.com/v2/url?u=https-3A__a.test_-23v-3D1-26workload-3Dgraph&d=x",
    "urldefense.com/v3/__https://a.test/*v=1&workload=graph__;Iw!!x$ v=1&workload=graph…",
)
"""Links as other programs leave them: each way of taking that back is tried."""

MOST_WALKS = 2_000
"""Paths tried: all of the published tree's. A tree with more is tried on its first ones."""


def everything(guide: Guide) -> tuple[Call, ...]:
    """Each call once: every kind of page in every state, and every function."""
    calls = (*_quiz(guide), *_reconcile(guide), *_practice(guide), *_incident(guide))
    return tuple(dict.fromkeys(calls))


def _quiz(guide: Guide) -> Iterator[Call]:
    tree = guide.tree
    typed = json.dumps({"title": "A <b>title</b>", "team": "Us", "page": "https://example.org/"})
    for path in _paths(guide):
        fragment = encode(State(tree.version, path.answers, outcome=path.outcome))
        yield "render", (fragment, "decide", "", "2099-12-31")
        yield "record", (fragment, typed)
        for count in range(len(path.answers)):
            yield "render", (encode(State(tree.version, path.answers[:count])), "decide")
    for question in tree.questions:
        unsure = ((question.id, NOT_SURE),)
        for ask in ("", question.id, RESULT):
            yield "render", (encode(State(tree.version, unsure, ask=ask)), "decide")
        yield "record", (encode(State(tree.version, unsure)), typed)
    for broken in ("", "v=0&x=y", f"v=1&outcome=nothing&{'x' * 5000}", "v=1&amp;%26=%3D", *MANGLED):
        yield "render", (broken, "decide")
        yield "record", (broken, "{}")


def _reconcile(guide: Guide) -> Iterator[Call]:
    yield "render", ("", "reconcile")
    for one, two in pairwise(_paths(guide)):
        first, second = (encode(State(guide.tree.version, path.answers)) for path in (one, two))
        yield "render", (join_fragments(first, second), "reconcile")
        yield "render", (join_fragments(first, second, first), "reconcile")
        typed = json.dumps({"a": f"#{first}", "b": f"#{second}"})
        yield "reconcile_address", (typed,)
        yield "reconcile_left", ("", typed)
        yield "render", (f"{join_fragments(first, second)}&typed", "reconcile")
    for pasted in MANGLED:
        yield "reconcile_address", (json.dumps({"a": f"see https://a.test/#{pasted}", "b": ""}),)
    yield "reconcile_address", ("{}",)
    yield "render", (join_fragments("workload=graph", "hello"), "reconcile")


def _practice(guide: Guide) -> Iterator[Call]:
    yield "bring", tuple(practice_files(guide).values())
    kept: list[str] = []
    cases: tuple[Case, ...] = (*guide.scenarios, *guide.drills)
    for case in cases:
        *_, last = every_attempt(case, guide)
        begun = Attempt(last.kind, last.id)
        answered = replace(begun, layer=last.layer, role=last.role)
        for attempt in (begun, answered, replace(answered, owner=last.owner), last):
            yield "render", (encode_attempt(attempt), "practice", "\n".join(kept))
            yield "render", (encode_attempt(replace(attempt, sure="")), "drills", "")
        if isinstance(case, Drill):
            yield from _played(guide, case)
        yield "keep", (encode_attempt(last), "\n".join(kept))
        kept.append(encode_attempt(last))
    for case in cases[:1]:
        yield "gradings", ("scenario" if isinstance(case, Scenario) else "drill", case.id)
    yield from _workshop(cases, kept)
    for fragment in (
        "",
        SUMMARY,
        "v=1&level=easy&stack=hybrid&x=y",
        "v=2&scenario=x&drill=<b>&layer=y",
    ):
        for mine in ("", "\n".join(kept), "<b>\n" * 9):
            yield "render", (fragment, "practice", mine)
            yield "render", (fragment, "drills", mine)
            yield "keep", (fragment, mine)
            typed = json.dumps({"kept": mine, "page": "https://example.org/"})
            yield "practice_record", (fragment, typed)


def _workshop(cases: tuple[Case, ...], kept: list[str]) -> Iterator[Call]:
    for some in (cases[:2], cases[-3:], ()):
        chosen = encode_workshop(Workshop(some, LENGTHS[len(some)], len(some) == 2))
        yield "render", (chosen, "workshop")
        yield "practice_record", (chosen, TYPED)
        for name in kept:
            yield "render", (f"{name}&{chosen}", "practice", "")
    yield "render", ("v=1&cases=S0,x&answers=off&minutes=1&for=x", "workshop")
    lines = [f"Ana <b> https://a.test/#{each}" for each in kept]
    for pasted in ("", "\n".join(lines), "hello\nhttps://a.test/#foo\n#v=2&contract=platform"):
        yield "room_address", (json.dumps({"links": pasted}),)
    room = "&".join(
        f"{n}.by=Ana&{n}.{each.replace('&', f'&{n}.')}" for n, each in enumerate(kept, 1)
    )
    for fragment in (room, "1.v=2&1.contract=platform&2.text=x&3.v=1&3.drill=gone&99.v=1"):
        yield "render", (fragment, "room")


def _played(guide: Guide, drill: Drill) -> Iterator[Call]:
    """A drill after each move of the best sequence, and what links to drills can have wrong."""
    for role in ROLES:
        course = Course(guide, drill, role)
        moves = course.best(course.start).moves
        for count in range(len(moves) + 1):
            begun = Attempt(DRILL, drill.id, role=role, moves=moves[:count], sure="guess")
            yield "render", (encode_attempt(begun), "drills", "")
    units = ",".join(choice.unit for choice in drill.units)
    broken = "look-x.act-x.act-llm-weight.over.look-x.give-up.give-up"
    for more in (f"units={units}&sure=sure", f"role=platform&moves={broken}&sure=sure"):
        yield "render", (f"v=1&drill={drill.id}&{more}", "drills", "")


TYPED = json.dumps(
    {
        "NAME": "ranker",
        "GOOD": "v1.4.2",
        "ADDRESS": "s3://models/ranker/42",
        "RUNTIME": "'; rm -rf / #",
        "MIN": "<b>1</b>",
        "team-platform": "Team <b>Base</b>",
        "page": "https://example.org/incident/",
        "date": "2026-11-28",
    }
)


def _incident(guide: Guide) -> Iterator[Call]:
    yield "bring", tuple(incident_files(guide).values())
    for stack in STACK_NAMES:
        for sight in guide.sights:
            begun = Incident(sight.id, stack)
            unsure = replace(begun, unnamed=NOT_SURE)
            for incident in (begun, unsure, replace(unsure, again=True)):
                yield "render", (encode_incident(incident), "incident")
            yield "plan_record", (encode_incident(unsure), TYPED)
        for aspect in guide.aspects:
            for when in ("", *WHENS):
                changed = Incident(guide.sights[0].id, stack, (aspect.id,), when=when)
                yield "render", (encode_incident(changed), "incident")
            yield "plan_record", (encode_incident(changed), TYPED)
        for look in guide.looks:
            begun = Incident(guide.sights[0].id, stack, unnamed=NOT_SURE)
            for looked in (replace(begun, yes=(look.id,)), replace(begun, no=(look.id,))):
                yield "render", (encode_incident(looked), "incident")
        every = tuple(aspect.id for aspect in guide.aspects)
        yield (
            "render",
            (encode_incident(Incident("errors", stack, unnamed=NOT_SURE, tried=every)), "incident"),
        )
    for runbook in guide.runbooks:
        for stack in ("", *runbook.stacks):
            decided = encode_incident(Incident(stack=stack, runbook=runbook.outcome, owner="both"))
            yield "render", (decided, "incident")
            yield "plan_record", (decided, TYPED)
    for broken in ("", "v=1&sees=errors", "v=7&sees=x&stack=y&changed=a,a&when=b&yes=c", *MANGLED):
        yield "render", (broken, "incident")
        yield "plan_record", (broken, "{}")


def _paths(guide: Guide) -> Iterator[Path]:
    return islice(paths(guide.tree), MOST_WALKS)
