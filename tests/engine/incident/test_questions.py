"""Which question is open, and that they end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from decision_tree.engine.incident.plan import choices
from decision_tree.engine.incident.questions import open_question
from decision_tree.engine.incident.state import Incident
from decision_tree.engine.model import OUTSIDE, PLACES, Guide


def test_questions_come_in_their_order_and_end(guide: Guide) -> None:
    incident = Incident()
    asked = []
    for field, value in (("sight", "slow"), ("stack", "ray-serve"), ("changed", ("prompt",))):
        asked.append(open_question(incident))
        incident = replace(incident, **{field: value})  # type: ignore[arg-type]
    assert [*asked, open_question(incident)] == ["sees", "stack", "changed", "when"]
    assert open_question(replace(incident, when="earlier")) == ""
    assert open_question(replace(incident, when="earlier", again=True)) == "changed"
    assert open_question(Incident("slow", "ray-serve", unnamed="not-sure")) == ""
    assert choices(guide, Incident("", "ray-serve"))


@pytest.mark.parametrize("stack", PLACES)
def test_who_upgraded_something_finds_the_word_among_the_changes(guide: Guide, stack: str) -> None:
    changes = choices(guide, Incident("errors", stack))
    found = {each for each in changes if "upgrade" in guide.aspect_by_id[each].name.lower()}
    assert {"nodes"} <= found
    assert (stack == OUTSIDE) or {"controller", "runtime-image"} <= found
