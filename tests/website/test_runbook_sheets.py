"""The runbook of each stack: its rows with commands, words to replace and warnings."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from decision_tree.engine.incident.placeholders import placeholders_in
from decision_tree.engine.incident.plan import cautions_for, choices, first_back
from decision_tree.engine.incident.state import Incident
from decision_tree.engine.markup import plain
from decision_tree.engine.model import PLACES, Guide
from decision_tree.website.beside_pages.pages_as_markdown import PlainPage, page_markdown
from decision_tree.website.pages.runbook_sheets import RunbookSheets


def sheet(guide: Guide, stack: str) -> Tag:
    """The sheet of this stack."""
    soup = BeautifulSoup(RunbookSheets(guide, "../").html(), "html.parser")
    found = soup.find(id=f"runbook-{stack}")
    assert isinstance(found, Tag)
    return found


@pytest.mark.parametrize("stack", PLACES)
def test_each_stack_has_a_sheet_with_its_own_rows_and_commands(guide: Guide, stack: str) -> None:
    made, seen = sheet(guide, stack), Incident(stack=stack)
    wanted = {
        unit.id: unit
        for aspect in choices(guide, seen)
        for unit in first_back(guide, seen, (aspect,))
    }
    rows = {str(row["id"]): row for row in made.select("tbody tr[id]")}
    assert set(rows) == {f"{stack}-{name}" for name in wanted}
    for name, unit in wanted.items():
        row = rows[f"{stack}-{name}"]
        below = row.find_next_sibling("tr")
        assert below is not None
        told = below.get_text()
        for text in unit.commands:
            assert text in told, name
        for word in placeholders_in(guide, *unit.commands):
            assert f"{word.name}: {word.what}" in told, name
        for caution in cautions_for(guide, (unit,)):
            assert plain(caution.text.text)[:60] in made.get_text(), (name, caution.id)
        assert unit.stack in (stack, "application"), name


def test_the_choice_of_a_stack_is_a_link_and_the_blank_sheet_stays(guide: Guide) -> None:
    soup = BeautifulSoup(RunbookSheets(guide, "../").html(), "html.parser")
    links = [str(each["href"]) for each in soup.select(".dt-blank-sheet > ul a")]
    assert links == [f"#runbook-{stack}" for stack in PLACES]
    ids = [str(each["id"]) for each in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    assert len(soup.select(".dt-blank-sheet tbody tr")) == len(guide.aspects)


def test_the_runbook_travels_as_markdown_with_its_commands(guide: Guide) -> None:
    page = PlainPage("Rollback runbook", "", "https://example.org/runbook/", "runbook.md")
    text = page_markdown(RunbookSheets(guide, "../").html(), page)
    for unit in ("ray-user-config", "llm-adapter", "standard-model"):
        first, *_ = guide.unit_by_id[unit].commands[0].split("\n")
        assert first in text, unit
