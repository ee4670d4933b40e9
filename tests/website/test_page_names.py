"""What the menu calls each page, however deep its part of the menu is."""

from __future__ import annotations

import pytest

from decision_tree.website.page_names import menu_names


@pytest.mark.parametrize(
    ("nav", "names"),
    [
        (None, {}),
        ([], {}),
        ([{"Home": "index.md"}], {}),  # the logo leads there
        (["index.md", {"Part": [{"A": "a.md"}]}], {"a.md": "A"}),
        ([{"Part": [{"A": "a.md"}, {"Deeper": [{"B": "b.md"}]}]}], {"a.md": "A", "b.md": "B"}),
        ([{"Part": ["unnamed.md", {"A": "a.md"}, {"Nothing": None}]}], {"a.md": "A"}),
    ],
)
def test_each_page_below_a_part_has_the_name_of_its_row(nav: object, names: dict[str, str]) -> None:
    assert menu_names(nav) == names
