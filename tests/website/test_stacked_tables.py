"""Tables written in pages: every cell can say its column, and every row has a name."""

from __future__ import annotations

from markdown import markdown  # type: ignore[import-untyped]

WRITTEN = """\
| Code | Meaning |
|---|---|
| 0 | holds |
| 1 | changed |
"""


def test_each_cell_names_its_column_and_the_first_one_its_row() -> None:
    html = markdown(WRITTEN, extensions=["tables", "decision_tree.website.stacked_tables"])
    assert html.count('<th scope="col">') == 2
    for code, meaning in (("0", "holds"), ("1", "changed")):
        assert f'<th data-label="Code" scope="row">{code}</th>' in html
        assert f'<td data-label="Meaning">{meaning}</td>' in html
    assert 'class="dt-table"' in html
