"""What contributors look up: every check stands on its page with its sentence and its example."""

from __future__ import annotations

from decision_tree.engine.markup import inline
from decision_tree.loader.every_check import CHECKS
from decision_tree.website.pages.reference import checks_reference


def test_every_check_has_a_row_with_what_it_refuses_and_where_that_is_shown() -> None:
    shown = checks_reference()
    for tag, check in CHECKS.items():
        row = shown.partition(f'<tr id="{tag}">')[2].partition("</tr>")[0]
        assert inline(check.refuses) in row
        assert (check.example or "in a test") in row
