"""Front matter that MkDocs would publish as text, or misread, is refused with place and cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision_tree.loader.cites import DOCS, cites
from decision_tree.loader.page_checks import check_front_matter


@pytest.mark.parametrize(
    ("page", "place", "told"),
    [
        ("---\ntitle: The argument: ownership\n---\n", "2:20", "put a text with a colon in quotes"),
        ('---\ntitle: "Open\n---\n', "2:8", "the quote that opens here is never closed"),
        ("---\ntitle: A\n", "1:1", "is never closed; end it with a line of ---"),
        ("title: A\n\n# A\n", "1:1", "a page starts with ---, its title and description"),
        ("# A\n", "1:1", "a page starts with ---"),
        ("", "1:1", "a page starts with ---"),
        ("---\n- title\n---\n", "2:1", "made of lines such as `title: Decide`"),
        ("---\n---\n", "2:1", "made of lines such as `title: Decide`"),
        ("---\ntitle: 2026\n---\n", "2:8", 'put it in quotes: "2026"'),
        ("---\ntitle: No\n---\n", "2:8", 'put it in quotes: "No"'),
        ("---\ntitle:\n---\n", "2:7", "the title is not a text to YAML; put it in quotes"),
        ("---\ntitle: [a]\n---\n", "2:8", "the title is not a text to YAML; put it in quotes"),
        ("---\ntitle: A\ntitle: B\n---\n", "3:1", "“title” is given twice"),
        ("---\ndescription: A\u200bB\n---\n", "2:15", "an invisible character"),
    ],
)
def test_front_matter_that_is_no_yaml_is_refused(
    tmp_path: Path, page: str, place: str, told: str
) -> None:
    (tmp_path / "page.md").write_text(page, "utf-8")
    (problem,) = check_front_matter(tmp_path)
    assert str(problem.place) == f"{tmp_path / 'page.md'}:{place}"
    assert told in problem.message


def test_a_page_that_is_not_utf_8_is_named_and_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b'---\ntitle: A\n---\n{{ cite("x") }} \xe9\n')
    (problem,) = check_front_matter(tmp_path)
    assert str(problem.place) == f"{tmp_path / 'a.md'}:4:17"
    assert "save the file as UTF-8" in problem.message
    assert [cite.claim for cite in cites(tmp_path)] == ["x"]


def test_the_pages_of_the_guide_are_sound() -> None:
    assert check_front_matter(DOCS) == []
    assert check_front_matter(None) == []
