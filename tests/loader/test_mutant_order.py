"""Which cases of bad_content/ are the own ones of a module of checks."""

from __future__ import annotations

import pytest

from tests.folders import ROOT
from tests.loader.conftest import own_cases

LOADER = ROOT / "decision_tree" / "loader"


@pytest.mark.parametrize(
    ("module", "case"),
    [
        ("gate_checks", "promises/gate_whose_answers_show_the_same"),
        ("direction_checks", "promises/owner_that_an_answer_denied"),
        ("tree_checks", "tree/self_loop"),
    ],
)
def test_a_case_is_of_the_module_that_gives_its_tag_and_of_no_other(module: str, case: str) -> None:
    others = {"gate_checks", "direction_checks", "tree_checks"} - {module}
    assert case in own_cases(LOADER / f"{module}.py")
    assert not any(case in own_cases(LOADER / f"{other}.py") for other in others)
