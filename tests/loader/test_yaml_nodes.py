"""A text that was found sound is parsed once; one with a problem is parsed, and told, each time."""

from __future__ import annotations

import pytest

from decision_tree.loader import yaml_nodes
from decision_tree.loader.yaml_nodes import SourceFile, parse_text

SOUND = "name: a text\nlist: [1, 2]\n"


def test_a_sound_text_is_parsed_once_whatever_its_file_is_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = parse_text(SOUND, SourceFile("one.yml"))
    monkeypatch.setattr(yaml_nodes, "_parse", None)
    again = SourceFile("two.yml")
    assert parse_text(SOUND, again) is first
    assert again.lines == SOUND.split("\n")


def test_what_is_wrong_is_told_each_time() -> None:
    for _ in range(2):
        file = SourceFile("one.yml")
        parse_text("name: a text\nname: another\n", file)
        assert [problem.tag for problem in file.problems] == ["duplicate-key"]


def test_a_comment_behind_a_text_is_a_mistake_only_where_it_may_not_stand() -> None:
    text = "name: a text # a comment\n"
    theirs, ours = SourceFile("theirs.yml", comments=True), SourceFile("ours.yml")
    parse_text(text, theirs)
    parse_text(text, ours)
    assert not theirs.problems
    assert [problem.tag for problem in ours.problems] == ["cut-by-comment"]


def test_only_so_many_texts_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_nodes, "_SOUND", {})
    monkeypatch.setattr(yaml_nodes, "MAX_SOUND", 3)
    for number in range(10):
        parse_text(f"name: text {number}\n", SourceFile("one.yml"))
    assert len(yaml_nodes._SOUND) <= 3
