"""Links made with each version ever published, opened by a reader of today."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from decision_tree.engine.aging import aged
from decision_tree.engine.link import decode
from decision_tree.engine.model import Guide
from decision_tree.engine.walk import walk
from decision_tree.loader.history import read_table
from decision_tree.loader.load import CONTENT

pytestmark = pytest.mark.long

VERSIONS = sorted((CONTENT / "history").glob("v*.txt"))
HEADING = ".dt-live h2"
NOTE = ".dt-live .dt-aged"


@pytest.mark.parametrize("file", VERSIONS, ids=lambda file: file.stem)
def test_every_link_of_this_version_shows_its_outcome_or_what_became_of_it(
    page: Page, guide: Guide, file: Path
) -> None:
    tree = guide.tree
    version = file.stem.removeprefix("v")
    for answers, outcome in read_table(file).items():
        fragment = f"v={version}&{answers}&outcome={outcome}"
        state = decode(tree, fragment)
        walked = walk(tree, dict(state.answers))
        found = aged(tree, state, walked)
        assert found
        page.goto(f"decide/#{fragment}")
        shown = walked.outcome.title if walked.outcome else "Not settled yet"
        expect(page.locator(HEADING).first).to_have_text(shown, timeout=60_000)
        told = not found.same or state.version < tree.version
        expect(page.locator(NOTE)).to_have_count(int(told))
        if not found.same:
            expect(page.locator(NOTE)).to_contain_text(found.then)
            expect(page.locator(NOTE)).to_contain_text(found.because)


@pytest.mark.parametrize("file", VERSIONS, ids=lambda file: file.stem)
def test_a_link_of_this_version_to_each_outcome_opens_in_a_fresh_tab(
    page: Page, guide: Guide, file: Path
) -> None:
    first = {outcome: answers for answers, outcome in reversed(read_table(file).items())}
    for outcome, answers in first.items():
        fragment = f"v={file.stem.removeprefix('v')}&{answers}&outcome={outcome}"
        walked = walk(guide.tree, dict(decode(guide.tree, fragment).answers))
        shown = walked.outcome.title if walked.outcome else "Not settled yet"
        page.goto("about:blank")
        page.goto(f"decide/#{fragment}")
        expect(page.locator(HEADING).first).to_have_text(shown, timeout=60_000)
