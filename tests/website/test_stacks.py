"""Each stack has all that readers of another stack find: what a new row in `stacks` still lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from decision_tree.engine.incident.questions import WHICH_STACK
from decision_tree.engine.model import OUTSIDE, Guide
from decision_tree.engine.stacks import ROWS
from tests.folders import ROOT

FOUND_OUT_FIRST = ("deploy-hangs", "still-bad")
"""The sights at which one finds something out before anything is put back, on every stack."""


def lacks(guide: Guide, stack: str) -> Iterator[str]:
    """What has to be written for this stack, each with its place."""
    row = next(each for each in ROWS if each.id == stack)
    page = f"{row.page.rstrip('/')}.md"
    file = ROOT / "docs" / page
    called = f'{{{{ rollback_units("{stack}") }}}}'
    if not file.is_file() or called not in file.read_text("utf-8"):
        yield f"docs/{page} with {called}"
    if f": {page}\n" not in (ROOT / "mkdocs.yml").read_text("utf-8"):
        yield f"mkdocs.yml: {page} in the menu"
    if not any(unit.stack == stack for unit in guide.units):
        yield "units.yml: a unit with this stack"
    for sight in FOUND_OUT_FIRST:
        if not any(sight in each.sights and stack in each.stacks for each in guide.triage):
            yield f"incident.yml: what is found out first (triage) at {sight}"
    if stack == OUTSIDE:
        return
    if not any(stack in each.stacks for each in guide.looks):
        yield "incident.yml: a look that is true of this stack only (looks)"
    if not any(stack in each.stacks for each in guide.runbooks):
        yield "incident.yml: the decisions whose units are of this stack (runbooks)"
    for kind in re.findall(r"`(\w+)`", row.detail):
        if f"{kind.lower()}s" not in WHICH_STACK:
            yield f"engine/incident/questions.py: {kind} in WHICH_STACK"


@pytest.mark.parametrize("stack", [each.id for each in ROWS])
def test_a_stack_has_all_that_the_others_have(guide: Guide, stack: str) -> None:
    left = list(lacks(guide, stack))
    assert not left, "\n".join((f"{stack} still needs:", *left))
