"""`decision-tree ask`: what its help says of the options that belong to a record."""

from __future__ import annotations

import pytest

from decision_tree.cli import main
from tests.conftest import Capture


def test_the_help_says_which_options_need_json(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["ask", "--help"])
    shown, _, needing = capsys.readouterr().out.partition("for a record, only with --json:")
    for option in ("--title", "--team", "--page", "--review-by", "--affects"):
        assert f"\n  {option}" in needing
        assert f"\n  {option}" not in shown
    with pytest.raises(SystemExit):
        main(["record", "--help"])
    assert "only with --json" not in capsys.readouterr().out
