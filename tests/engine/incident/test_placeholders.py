"""What a reader types reaches a command only if it keeps the rule of its placeholder."""

from __future__ import annotations

import pytest

from decision_tree.engine.incident.placeholders import (
    CAPITALS,
    RULES_SAID,
    Names,
    checked,
    filled,
    placeholders_in,
)
from decision_tree.engine.model import RULES, Guide

HOSTILE = (
    "; rm -rf /",
    "$(curl a.test|sh)",
    "`id`",
    "a b",
    "a\nb",
    "a'b",
    'a"b',
    "a\\b",
    "-n",
    "--all",
    "a|b",
    "a&b",
    "a>b",
    "<img src=x onerror=alert(1)>",
    "{{7*7}}",
    "ａｂｃ",
    "rank\u202eer",
    "!!",
    "*",
    "x" * 5000,
)
GOOD = {
    "kubernetes-name": ("ranker", "ranker-2", "a.b.c", "0a", "x" * 63),
    "git-ref": ("v1.4.2", "abc123", "release/1.4", "HEAD~2", "feature-x"),
    "address": (
        "s3://models/a@sha256:12",
        "hf://org/model",
        "pvc://disk/a_b",
        "https://a.test/x%20y",
    ),
    "number": ("0", "12", "300"),
    "word": ("Ranker", "2026-11-29", "my_deployment"),
}
BAD = {
    "kubernetes-name": ("Ranker", "ranker-", "a..b", "a_b", "x" * 64, ".a"),
    "git-ref": ("a..b", "a/", "a.", "@{1}", "a^", "a:b", "a//b"),
    "address": ("models/a", "s3://a?x", "s3://", "s3:///a", "S3://a", "https://a.test/#x"),
    "number": ("-1", "01", "1.5", "1e3", "٣"),
    "word": ("_a", ".a", "a/b"),
}


def named(guide: Guide, rule: str) -> str:
    """A placeholder with this rule."""
    return next(row.name for row in guide.placeholders if row.rule == rule)


def test_each_rule_is_told_and_used() -> None:
    assert set(RULES_SAID) == set(RULES) == set(GOOD) == set(BAD)


@pytest.mark.parametrize(("rule", "value"), [(r, v) for r, vs in GOOD.items() for v in vs])
def test_a_value_that_keeps_its_rule_is_filled_in(guide: Guide, rule: str, value: str) -> None:
    name = named(guide, rule)
    names = checked(guide, {name: f" {value} "})
    assert names == Names(((name, value),), ())
    assert filled(f"get {name}:x", names) == f"get {value}:x"


@pytest.mark.parametrize("rule", RULES)
def test_a_value_that_breaks_its_rule_is_refused_with_the_rule(guide: Guide, rule: str) -> None:
    name = named(guide, rule)
    for value in (*HOSTILE, *BAD[rule]):
        names = checked(guide, {name: value})
        assert names.good == (), value
        assert names.refused == (
            (name, f"{name} must be {RULES_SAID[rule]}. The commands do not contain your text."),
        )
        assert filled(f"get {name}", names) == f"get {name}"


def test_what_is_empty_or_unknown_is_left_alone(guide: Guide) -> None:
    assert checked(guide, {"NAME": "  ", "OTHER": "x", "GOOD": ""}) == Names()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("kubectl get a NAME -n NAMESPACE", ["NAME", "NAMESPACE"]),
        ("CLUSTER=$(get NAME); use $CLUSTER", ["NAME"]),
        ("s|ADDRESS-NOW|ADDRESS-GOOD|", ["ADDRESS-NOW", "ADDRESS-GOOD"]),
        ('?(@.type=="Ready") jq -Rs serveConfigV2 A -A', []),
        ('"value":MIN},{"x":MAX}', ["MIN", "MAX"]),
    ],
)
def test_words_in_capitals_are_those_that_no_shell_and_no_product_reads(
    command: str, words: list[str]
) -> None:
    assert CAPITALS.findall(command) == words


def test_every_word_in_capitals_of_every_command_has_a_row(guide: Guide) -> None:
    commands = [text for unit in guide.units for text in unit.commands]
    commands += [look.command for look in guide.looks]
    used = {word for command in commands for word in CAPITALS.findall(command)}
    assert used == set(guide.placeholder_by_name)
    assert {row.name for row in placeholders_in(guide, *commands)} == used


def test_every_word_of_every_command_can_be_filled_in(guide: Guide) -> None:
    good = {
        row.name: {"number": "7"}.get(row.rule, "s3://abc" if row.rule == "address" else "abc")
        for row in guide.placeholders
    }
    names = checked(guide, good)
    assert not names.refused
    for unit in guide.units:
        for command in unit.commands:
            assert not CAPITALS.findall(filled(command, names))
            assert filled(command, Names()) == command
