"""The table of growth can be made: it names functions of the loader, which can be renamed."""

from __future__ import annotations

from tests.tools.bench import growth


def test_a_row_has_a_value_for_each_column() -> None:
    heads, line, *rows = growth.run((100,)).splitlines()
    columns = heads.count("|")
    assert [row.count("|") for row in (line, *rows)] == [columns, columns]
    assert rows[0].startswith("| 100 |")
    told = dict(zip(heads.split(" | "), rows[0].split(" | "), strict=True))
    assert float(told["Checks"].removesuffix(" s")) > 0
