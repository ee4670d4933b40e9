"""What is printed steers no terminal, and is otherwise what it was."""

from __future__ import annotations

import json

import pytest

from decision_tree.loader.printing import visible


@pytest.mark.parametrize(
    "text",
    ["", "a\tb\n", "Übergabe – “ja”", "\u00a0", "👩\u200d💻", "\u0645\u06cc\u200c\u062e", "𝔘"],
)
def test_what_steers_nothing_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", r"\u001b[31m"),
        ("\r", r"\u000d"),
        ("\x7f\x9b", r"\u007f\u009b"),
        ("a\u202eb\u2066c", r"a\u202eb\u2066c"),
        ("\u2028\u2029", r"\u2028\u2029"),
        ("\udcff", r"\udcff"),
    ],
)
def test_what_steers_a_terminal_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_json_means_the_same_afterwards() -> None:
    value = {"a\x9b": ["\x7f\u202e", "\udcff", "\\u001b"]}
    assert json.loads(visible(json.dumps(value, ensure_ascii=False))) == value
