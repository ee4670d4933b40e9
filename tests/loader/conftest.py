"""Which cases try a mutant first, so that mutation testing of the loader's checks ends."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.folders import ROOT
from tests.loader.bad_content import cases

_MUTANT = re.compile(r"decision_tree\.(?P<room>\w+)\.(?P<module>\w+)\.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Try a mutant of a check on that check's own mistakes first, and no other room's mutant here.

    The first test that fails is enough. Without an order each mutant would load hundreds of guides
    before the one whose words it changes; a mutant of the engine is for the engine's own tests.
    """
    mutant = _MUTANT.match(os.environ.get("MUTANT_UNDER_TEST", ""))
    if not mutant:
        return
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    if mutant["room"] != "loader":
        config.hook.pytest_deselected(items=here)
        items[:] = [item for item in items if item not in here]
        return
    own = own_cases(ROOT / "decision_tree" / "loader" / f"{mutant['module']}.py")
    items.sort(key=lambda item: not any(f"[{name}]" in item.nodeid for name in own))


def own_cases(module: Path) -> set[str]:
    """The cases of bad_content/ that get a tag which stands in `module`."""
    source = module.read_text("utf-8")
    tags = {tag for case in cases() for tag in re.findall(r"\[([a-z-]+)\]$", case.said, re.M)}
    named = {tag for tag in tags if f'"{tag}"' in source}
    return {str(case) for case in cases() if any(f"[{tag}]\n" in f"{case.said}\n" for tag in named)}
