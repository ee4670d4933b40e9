"""`decision-tree compare`: what links do not agree on, and what in them was forged."""

from __future__ import annotations

import json

import pytest

from decision_tree.cli import main
from tests.conftest import Capture
from tests.folders import SMALL

RIGHT = "#v=2&shape=graph&pager=can&outcome=right"
FORGED = RIGHT.replace("outcome=right", "outcome=left")
"""A link whose answers lead elsewhere than to the outcome that it names."""


@pytest.mark.parametrize("links", [(RIGHT, FORGED), (FORGED, FORGED), (RIGHT, RIGHT, FORGED)])
def test_a_link_that_was_changed_by_hand_agrees_with_none(
    capsys: Capture, links: tuple[str, ...]
) -> None:
    command = ["--content", str(SMALL), "compare", *links]
    assert main(command) == 1
    assert "Somebody changed this link by hand, or cut it." in capsys.readouterr().out
    assert main([*command, "--json"]) == 1
    json.loads(capsys.readouterr().out)
    honest = [each for each in links if each == RIGHT]
    assert main([*command[:3], *honest, *honest, RIGHT, RIGHT]) == 0
