"""The table of accounts gives a reader all that an account holds to judge it by."""

from __future__ import annotations

from html import unescape

import pytest

from decision_tree.engine.model import Account, Guide
from decision_tree.loader.load import CONTENT
from decision_tree.loader.source_address import source_address
from decision_tree.website.pages.accounts import Accounts
from tests.conftest import published


@pytest.fixture(scope="session")
def rows(guide: Guide) -> dict[str, str]:
    """The row of each account in the table, by the account's id."""
    table = unescape(Accounts(guide, "../", CONTENT).accounts_table())
    found = (row for row in table.split("<tr>") if '<b id="' in row)
    return {row.partition('<b id="')[2].partition('"')[0]: row for row in found}


@pytest.mark.parametrize("account", published().accounts, ids=lambda each: each.id)
def test_a_row_tells_where_each_thing_stands_why_they_chose_and_what_stays_open(
    rows: dict[str, str], account: Account
) -> None:
    row = rows[account.id]
    for source in (account.source, *account.also):
        address = source_address(source)
        assert f'href="{address}"' in row if address else source in row
    assert f"Stage: {account.stage}." in row
    assert not account.since or f"Since {account.since}." in row
    cited = [account.facts[each.fact - 1] for each in account.answers]
    told = [(each.text, each.place) for each in cited]
    told += [(each.text, each.place) for each in account.reasons]
    assert [text for text, place in told if f"{text} ({place})" not in row] == []
    assert account.open in row


def test_what_answers_two_branches_in_the_same_words_is_told_once(rows: dict[str, str]) -> None:
    for name, row in rows.items():
        items = row.split("<li>")[1:]
        assert len(items) == len({item.partition("</li>")[0] for item in items}), name
