"""Sentences, grades and words as words.yml asks, on pages and in content, each with its place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from decision_tree.editing.wording import _NOT_PROSE, _UNREAD, check_wording
from decision_tree.loader.beside_guide import check_beside
from decision_tree.loader.cites import DOCS
from decision_tree.loader.fields import EVERY_FILE, Many, Record, Shape
from decision_tree.loader.load import CONTENT
from decision_tree.loader.wording_rules import WORDS, HouseWord, load_wording_rules

RULES = load_wording_rules()

NOT_READ = {
    "at": {"change", "drill look"},
    "command": {"caution", "check", "first look", "look", "step", "triage", "unit"},
    "path": {
        "earlier value",
        "field",
        "field alone",
        "field apart",
        "field value",
        "mode",
        "reference",
        "unit of a kind",
    },
    "place": {"fact", "reason given"},
    "source": {"account", "claim"},
    "versions": {"claim"},
}
"""Fields whose wording nobody checks, and in what they stand: no sentence for readers."""

BARE = """\
longest: 30
grade: 9
least: 20
words:
  - {name: in-vain, phrases: [in vain], why: it hides what happens, better: without effect,
     example: It waits in vain.}
"""

LONG = " ".join(["we keep it up"] * 7)
HARD = (
    "Organisational responsibility necessitates comprehensive interdepartmental documentation. " * 4
)


def told(tmp_path: Path, page: str) -> list[str]:
    """What is said of a page, as `line:column tag`."""
    content, docs = tmp_path / "content", tmp_path / "docs"
    content.mkdir()
    docs.mkdir()
    (content / WORDS).write_text(BARE, "utf-8")
    (docs / "page.md").write_text(page, "utf-8")
    return [
        f"{each.place.line}:{each.place.column} {each.tag}" for each in check_wording(content, docs)
    ]


def test_the_guide_is_worded_as_it_asks() -> None:
    assert [str(each) for each in check_wording(CONTENT, DOCS)] == []


@pytest.mark.parametrize("word", RULES.words, ids=lambda word: word.name)
def test_the_example_of_each_word_trips_it_on_a_page_and_in_content(
    word: HouseWord, tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(f"# A page\n\n{word.example}\n", "utf-8")
    content = tmp_path / "content"
    content.mkdir()
    shutil.copy(CONTENT / WORDS, content)
    (content / "tables.yml").write_text(f"symptoms:\n  - see: >-\n      {word.example}\n", "utf-8")
    found = check_wording(content, tmp_path / "docs")
    assert [each.tag for each in found] == ["house-word"] * 2
    for each in found:
        assert word.why in each.message
        assert word.better in each.message


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (f"# A page\n\n{LONG} one two.\n", []),
        (f"# A page\n\nFirst. {LONG} and one more.\n", ["3:8 long-sentence"]),
        ("---\ntitle: A\ndescription: " + LONG + " one two three\n---\n\n# A\n",
         ["3:14 long-sentence"]),
        (f"# A\n\n{LONG}: one two three.\n", ["3:1 long-sentence"]),
        (f'# A\n\n{LONG},{{{{ cite("a") }}}} one two three.\n', ["3:1 long-sentence"]),
        (f'# A\n\n{LONG},{{{{ cite("a") }}}} one two.\n', []),
        (f"# A\n\n{{{{ one() }}}} {LONG} two three.\n\n{{{{ table() }}}}\n", ["3:1 long-sentence"]),
        (f"# A\n\n{LONG} [one](two.md) `two` {{{{ three() }}}}.\n", ["3:1 long-sentence"]),
        (f"# A\n\n| A | B |\n|---|---|\n| one | {LONG} one two three |\n", ["5:9 long-sentence"]),
        (f"# A\n\n| A | B |\n|---|---|\n| one two three | {LONG} |\n", []),
        (f"# A\n\n- {LONG}\n- one two three\n", []),
        (f"# A\n\n```sh\n{LONG} one two three\n```\n", []),
        (f"# A\n\n{{{{ table() }}}}\n\n{LONG} <b>one</b> two.\n", []),
        ("# A\n\nOne. It waits *in\nvain*, in vain.\n", ["3:16 house-word", "4:8 house-word"]),
        ("# A\n\n`in vain` and [in **vain**](a.md).\n", ["3:2 house-word", "3:16 house-word"]),
        (f"# A\n\n{HARD}\n", ["1:1 hard-text"]),
    ],
)  # fmt: skip
def test_each_rule_is_told_where_it_is_broken(page: str, found: list[str], tmp_path: Path) -> None:
    assert told(tmp_path, page) == found


def test_a_few_hard_words_make_no_hard_page(tmp_path: Path) -> None:
    assert told(tmp_path, f"# A\n\n{HARD[:70]}.\n") == []


def test_content_without_rules_is_not_asked(tmp_path: Path) -> None:
    (tmp_path / "tables.yml").write_text("symptoms:\n  - see: It waits in vain.\n", "utf-8")
    assert check_wording(tmp_path, None) == []


def test_rules_that_cannot_be_read_are_told_once(tmp_path: Path) -> None:
    """By the check of the file itself."""
    (tmp_path / WORDS).write_text("longest: long\n", "utf-8")
    assert check_wording(tmp_path, None) == []
    assert {each.tag for each in check_beside(tmp_path)} >= {"missing-field"}


def test_fields_that_go_unchecked_are_those_that_programs_read() -> None:
    """They go by their names: a field for readers with such a name would never be checked."""
    found: dict[str, set[str]] = {}
    for name, shape in EVERY_FILE:
        for record, field in within(shape) if name not in _UNREAD else ():
            found.setdefault(field, set()).add(record)
    assert {name: found[name] for name in _NOT_PROSE - {"id"}} == NOT_READ


def within(shape: Shape) -> Iterator[tuple[str, str]]:
    """Every field below `shape`, after the record that it stands in."""
    if isinstance(shape, Many):
        yield from within(shape.item)
    if isinstance(shape, Record):
        for field in shape.fields:
            yield shape.name, field.name
            yield from within(field.shape)
