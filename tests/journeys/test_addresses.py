"""An address pasted into a page that is open and untouched is answered at once, on each page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from decision_tree.engine.model import Guide
from decision_tree.engine.reconcile import join_fragments

from .readers import READERS, reading
from .window import reads

SAME = "Both links give the same answers"
GIVEN = "workload=graph&graph-owner=split"


@pytest.mark.parametrize("page_name", ["decide", "embed", "reconcile", "practice", "drills"])
def test_an_address_pasted_into_an_open_page_is_answered_at_once(
    browser: Browser, address: str, guide: Guide, page_name: str
) -> None:
    seam = guide.tree.question_by_id["seam"]
    pasted, heading = {
        "decide": (f"v=1&{GIVEN}", seam.ask),
        "embed": (f"v=1&{GIVEN}", seam.ask),
        "reconcile": (join_fragments(f"v=1&{GIVEN}", f"v=1&{GIVEN}"), SAME),
        "practice": (f"v=1&scenario={guide.scenarios[1].id}", guide.scenarios[1].title),
        "drills": (f"v=1&drill={guide.drills[1].id}", guide.drills[1].title),
    }[page_name]
    with reading(browser, address, READERS["mouse"]) as page:
        page.goto(f"{page_name}/")
        page.evaluate("(pasted) => { location.hash = pasted; }", pasted)
        reads(page, heading.replace("`", ""))
