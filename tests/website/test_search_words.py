"""The words of search.yml: read as strictly as all content, and given to places that exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision_tree.loader.problems import ContentError
from decision_tree.loader.search_words import load_search_words
from decision_tree.website.beside_pages.search_entries import found_by, without_folds

ENTRIES = [
    {"location": "oncall/", "title": "On call", "text": ""},
    {"location": "oncall/#before", "title": "Before", "text": ""},
    {"location": "moving/#before", "title": "Before", "text": ""},
    {"location": "contribute/", "title": "Contribute", "text": ""},
]


def tags(words: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """The words that each place got."""
    made, _ = found_by(ENTRIES, words)
    return {entry["location"]: entry["tags"] for entry in made if "tags" in entry}


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("oncall/", ["oncall/"]),
        ("before", ["oncall/#before", "moving/#before"]),
        ("oncall/#before", ["oncall/#before"]),
    ],
)
def test_a_place_is_a_page_an_anchor_or_both(place: str, found: list[str]) -> None:
    assert tags({place: ("GCS",)}) == {key: ["GCS"] for key in found}


def test_a_place_that_is_nowhere_is_told() -> None:
    assert found_by(ENTRIES, {"oncal/": ("pager",), "oncall/": ("pager",)})[1] == ["oncal/"]


def test_the_text_of_a_fold_stands_below_its_heading() -> None:
    folded = '<details class="a">\n<summary>\n<h2 id="b">B</h2>\n</summary>\n<p>C</p></details>'
    assert without_folds(f"<p>A</p>{folded}") == '<p>A</p><h2 id="b">B</h2>\n<p>C</p></details>'
    other = "<details><summary>Cite</summary><h2>D</h2></details>"
    assert without_folds(other) == other


def test_contributors_pages_count_less() -> None:
    made, _ = found_by(ENTRIES, {})
    ranks = {entry["location"]: entry.get("boost", 1) for entry in made}
    assert ranks["contribute/"] < ranks["moving/#before"] < ranks["oncall/"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("places:\n  - place: oncall/\n    word: [pager]\n", "words"),
        ("places:\n  - place: oncall/\n    words: []\n", "words"),
        ("place: oncall/\n", "places"),
    ],
)
def test_a_mistake_in_the_file_has_its_place(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "search.yml"
    file.write_text(text, "utf-8")
    with pytest.raises(ContentError, match=told) as found:
        load_search_words(file)
    assert "search.yml:" in str(found.value)


def test_words_that_count_less_are_in_small_letters_as_queries_are_compared() -> None:
    light = load_search_words().light
    assert {"kserve", "ray", "serve"} <= set(light)
    assert [word for word in light if word != word.lower() or " " in word] == []


def test_the_guides_own_file_is_sound() -> None:
    assert load_search_words().places["oncall/#before"]
