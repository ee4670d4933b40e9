"""A file reads the same by the quick parser as by the one whose complaints people are told."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent

import pytest

from decision_tree.loader import yaml_nodes
from decision_tree.loader.load import CONTENT
from decision_tree.loader.problems import Problem
from decision_tree.loader.yaml_nodes import Node, SourceFile, parse_documents, parse_text

FILES = sorted(CONTENT.rglob("*.yml"))
PIECES = (
    *":-#'\"[]{}&*!|>%@`?, \n\t\\",
    *(": ", "- ", " #", "\n  ", "\n- ", "? ", "|\n", ">-\n", "---\n", "...\n", "é", "<<: ", "&a "),
    *(
        "*a",
        "!x ",
        "''",
        '""',
        "\\u202e",
        "{a:b}",
        "[a: b]",
        '{"a":b}',
        "%YAML 1.1\n",
        ">#",
        "|2\n",
    ),
)
"""What means something to YAML, typed where it was not meant."""
needs_quick = pytest.mark.skipif(yaml_nodes._QUICK is None, reason="PyYAML has no libyaml here")


def read(text: str, several: bool) -> tuple[Sequence[Node | None], list[Problem]]:
    """The nodes of a text and its problems, read as ours, or as several documents of others."""
    yaml_nodes._SOUND.clear()
    file = SourceFile("a.yml", comments=several, aliases=several)
    if several:
        return list(parse_documents(text, file)), file.problems
    return [parse_text(text, file)], file.problems


def mistyped(choice: random.Random) -> str:
    """Some lines of a file of the guide with up to three slips of the hand."""
    lines = choice.choice(FILES).read_text("utf-8").split("\n")
    first = choice.randrange(len(lines))
    text = dedent("\n".join(lines[first : first + choice.randrange(1, 25)]))
    for _ in range(choice.randrange(4)):
        at = choice.randrange(len(text) + 1)
        text = text[:at] + choice.choice(PIECES) + text[at + choice.choice((0, 0, 0, 1, 2)) :]
    return text


@needs_quick
@pytest.mark.parametrize("seed", range(10))
def test_whatever_is_typed_reads_the_same_by_both_parsers(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    choice = random.Random(seed)
    texts = [(mistyped(choice), choice.random() < 0.5) for _ in range(100)]
    quickly = [read(*each) for each in texts]
    monkeypatch.setattr(yaml_nodes, "_QUICK", None)
    for each, found in zip(texts, quickly, strict=True):
        assert read(*each) == found, each


@needs_quick
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CONTENT).as_posix())
def test_each_file_of_the_guide_is_read_quickly(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("yaml.SafeLoader", slow)
    nodes, problems = read(path.read_text("utf-8"), False)
    assert (len(nodes), problems) == (1, [])
