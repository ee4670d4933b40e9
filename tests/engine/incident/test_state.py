"""The address of an incident: what it holds comes back, and what it cannot hold is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from decision_tree.engine.incident.state import (
    MOST_CHANGED,
    WHENS,
    Incident,
    _Reading,
    decided,
    decode_incident,
    encode_incident,
    known_values,
)
from decision_tree.engine.link import MOST_NOTES
from decision_tree.engine.model import OWNERS, PLACES, Guide, RetiredUnit

WHOLE = Incident(
    sight="errors",
    stack="ray-serve",
    changed=("graph-code", "prompt"),
    when="earlier",
    yes=("pending-cluster",),
    no=("at-the-gateway", "serve-status"),
    tried=("index",),
    done=("index-alias",),
    use="ray-bounds",
    again=True,
)


def test_an_incident_comes_back_from_its_address(guide: Guide) -> None:
    for incident in (
        Incident(),
        WHOLE,
        replace(WHOLE, changed=(), unnamed="not-sure", when=""),
        replace(WHOLE, changed=(), unnamed="nothing", when=""),
        Incident(stack="kserve-llm", runbook="kserve-llm", owner="platform"),
        *(Incident("slow", stack, ("prompt",), when=when) for stack in PLACES for when in WHENS),
    ):
        assert decode_incident(guide, encode_incident(incident)) == (incident, ())
        assert decode_incident(guide, f"https://a.test/incident/#{encode_incident(incident)}") == (
            incident,
            (),
        )


def test_the_runbook_of_each_decision_has_an_address(guide: Guide) -> None:
    for outcome in guide.tree.outcomes:
        for owner in ("", *OWNERS):
            found, notes = decode_incident(guide, decided(outcome.id, owner))
            assert (found.runbook, found.owner, notes) == (outcome.id, owner, ())


@pytest.mark.parametrize(
    ("fragment", "kept", "said"),
    [
        ("v=1&sees=fire&stack=ray-serve", "v=1&stack=ray-serve", "no symptom “fire”"),
        ("v=1&sees=slow&stack=hybrid", "v=1&sees=slow", "no stack “hybrid”"),
        ("v=1&sees=slow&stack=kserve_std", "v=1&sees=slow", "no stack “kserve_std”"),
        ("v=1&sees=slow&changed=prompt,nope", "v=1&sees=slow&changed=prompt", "no change “nope”"),
        ("v=1&sees=slow&changed=prompt,prompt", "v=1&sees=slow&changed=prompt", "“prompt” twice"),
        ("v=1&sees=slow&sees=errors", "v=1&sees=slow", "names “sees” twice. Only the first"),
        ("v=1&sees=slow&when=tomorrow", "v=1&sees=slow", "no time “tomorrow”"),
        ("v=1&sees=slow&yes=peek&no=serve-status", "v=1&sees=slow&no=serve-status", "look “peek”"),
        ("v=1&sees=slow&tried=all", "v=1&sees=slow", "no change “all”"),
        ("v=1&sees=slow&ask=result", "v=1&sees=slow", "no question “result”"),
        ("v=1&runbook=mine&by=us", "v=1", "no owner “us”"),
        ("v=9&sees=slow", "v=1&sees=slow", "form “9”, which this guide does not know"),
        ("v=1&sees=slow&use=hammer", "v=1&sees=slow", "no unit “hammer”"),
        (
            "v=1&sees=slow&stack=ray-serve&use=standard-spec",
            "v=1&sees=slow&stack=ray-serve",
            "KubeRay does not have the unit “standard-spec”",
        ),
        (
            "v=1&stack=kserve-llm&yes=serve-status&no=other-llms-too,others-too",
            "v=1&stack=kserve-llm&no=other-llms-too",
            "LLM service does not have the look “others-too”",
        ),
        (
            "v=1&stack=ray-serve&use=standard-percent",
            "v=1&stack=ray-serve",
            "does not have the unit “standard-percent”",
        ),
        ("v=1&sees=slow&changed=", "v=1&sees=slow", "cut off at “&changed=”"),
        ("v=1&sees=slow&stack=ray-serve&when=", "v=1&sees=slow&stack=ray-serve", "“&when=”"),
        ("v=1&sees=slow&", "v=1&sees=slow", "cut off at “&”"),
        ("v=1&sees=slow&stack=&yes=serve-status", "v=1&sees=slow&yes=serve-status", "“stack”"),
        (
            "v=1&sees=slow&changed=prompt index&when=earlier",
            "v=1&sees=slow&changed=prompt",
            "the middle",
        ),
        (
            "v=1&sees=slow&changed=prompt%20index&when=earlier",
            "v=1&sees=slow&changed=prompt",
            "the middle",
        ),
        (
            "https://a.test/#v=1&sees=slow&stack=ray-serve or https://a.test/#v=1&sees=errors",
            "v=1&sees=slow&stack=ray-serve",
            "more than one link",
        ),
        ("v=1&sees=slow&command=rm", "v=1&sees=slow", "“command”, which a plan does not use"),
        ("v=1&sees=slow&NAME=ranker", "v=1&sees=slow", "which a plan does not use"),
        ("hello", "v=1", "“hello”, which a plan does not use"),
    ],
)
def test_what_the_guide_does_not_know_is_left_out_and_said(
    guide: Guide, fragment: str, kept: str, said: str
) -> None:
    incident, notes = decode_incident(guide, fragment)
    assert encode_incident(incident) == kept
    assert any(said in note for note in notes), notes


@pytest.mark.parametrize(
    "mangled",
    [
        "v=1;sees=slow;changed=prompt,index;when=earlier",
        "v=1&sees=slow\t&changed=prompt,index&when=earlier",
        "v=1&sees=slow\u00a0&changed=prompt,index &when=earlier",
        "v=1&sees=slow& changed=prompt,index& when=earlier",
        "v=1&sees=slow&changed=prompt, index&when=earlier",
        "v=1&sees=slow&changed=prompt,\u00a0index&when=earlier",
        "v=1&sees=slow&changed=prompt;index&when=earlier",
        "v=1&sees=slow&changed=prompt+index&when=earlier",
        "v=1&sees=slow&changed=prompt|index&when=earlier",
        "v=1&sees=slow&changed=prompt,\nindex&when=earlier",
        "v%3D1%26sees%3Dslow%26changed%3Dprompt%2Cindex%26when%3Dearlier",
        "v=1&sees=slow&changed=prompt%3Bindex&when=earlier",
        "v=1&amp;sees=slow&amp;changed=prompt,index&amp;when=earlier",
        "https://s.test/?url=https%3A%2F%2Fa.test%2F%23v%3D1%26sees%3Dslow%26changed%3Dprompt%252Cindex%26when%3Dearlier",
        "See <https://a.test/#v=1&sees=slow&changed=prompt,index&when=earlier>. Thanks!",
        "Plan: https://a.test/#v=1&sees=slow&changed=prompt,index&when=earlier, I am on it",
    ],
)
def test_a_mangled_link_is_kept_whole_and_nothing_is_said(guide: Guide, mangled: str) -> None:
    found = decode_incident(guide, mangled)
    assert found == (Incident("slow", changed=("prompt", "index"), when="earlier"), ())


def test_the_same_link_twice_in_a_text_is_one(guide: Guide) -> None:
    link = "https://a.test/#v=1&sees=slow&stack=ray-serve"
    assert decode_incident(guide, f"{link} and {link}") == (Incident("slow", "ray-serve"), ())


def test_a_look_that_was_answered_both_ways_counts_as_yes(guide: Guide) -> None:
    found, _ = decode_incident(guide, "v=1&yes=serve-status&no=serve-status,pending-cluster")
    assert (found.yes, found.no) == (("serve-status",), ("pending-cluster",))


def test_a_link_with_more_changes_than_a_plan_takes_keeps_the_first(guide: Guide) -> None:
    names = [aspect.id for aspect in guide.aspects]
    found, notes = decode_incident(guide, f"v=1&changed={','.join(names)}")
    assert found.changed == tuple(names[:MOST_CHANGED])
    assert f"{len(names)} changes are named, but a plan takes {MOST_CHANGED}" in notes[0]


def test_a_long_or_strange_link_is_read_without_an_error(guide: Guide) -> None:
    for text in ("v=1&changed=" + "x," * 5000, "&" * 5000, "v=1&sees=" + "é" * 900, "\x00", "#"):
        _, notes = decode_incident(guide, text)
        assert len(notes) <= MOST_NOTES + 1
    assert decode_incident(guide, "") == (Incident(), ())


def test_a_retired_id_is_taken_for_what_it_became(guide: Guide) -> None:
    gone = (
        RetiredUnit("weights", "aspect", "2026-12-01", "It was renamed.", "model-artefact"),
        RetiredUnit("latency", "sight", "2026-12-01", "It was renamed.", "slow"),
        RetiredUnit("noise", "aspect", "2026-12-02", "Nothing put it back."),
    )
    later = replace(guide, retired_units=gone)
    found, notes = decode_incident(later, "v=1&sees=latency&changed=weights,noise")
    assert (found.sight, found.changed) == ("slow", ("model-artefact",))
    assert notes == (
        "“latency” was retired in 2026-12-01: It was renamed. It is now “slow”.",
        "“weights” was retired in 2026-12-01: It was renamed. It is now “model-artefact”.",
        "“noise” was retired in 2026-12-02: Nothing put it back.",
    )


@pytest.mark.parametrize(
    ("key", "value", "known"),
    [("v", "1", True), ("v", "9", False), ("nope", "1", False), ("changed", "not-sure", True)],
)
def test_a_value_is_understood_where_it_says_something(
    guide: Guide, key: str, value: str, known: bool
) -> None:
    assert _Reading(guide).understood(key, value) is known


def test_the_values_that_an_address_can_have_are_those_that_are_read_without_a_note(
    guide: Guide,
) -> None:
    gone = RetiredUnit("oracle", "aspect", "2026-11-30", "Nobody had one.", "spec")
    older = replace(guide, retired_units=(*guide.retired_units, gone))
    values = known_values(older)
    assert {each.partition("=")[0] for each in values} == {"sees", "stack", "changed", "when"}
    assert {"changed=oracle", "changed=not-sure", "changed=nothing"} <= set(values)
    for each in values:
        notes = decode_incident(older, f"v=1&{each}")[1]
        assert not any("There is no" in note for note in notes), each
    assert "when=zzz" not in values
