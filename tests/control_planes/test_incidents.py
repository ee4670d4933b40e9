"""Every incident of the published table ends as the table says, on the controllers of today.

Conclusions are compared, and neither seconds nor the number of pods, which scalers change too.
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from .everything import Everything
from .incidents import CASES, FILE, differences, run, tell

PUBLISHED: dict[str, dict[str, Any]] = {
    each["id"]: each for each in yaml.safe_load(FILE.read_text("utf-8"))["incidents"]
}


def test_every_incident_is_published() -> None:
    assert list(PUBLISHED) == list(CASES)


@pytest.mark.parametrize("name", CASES)
def test_an_incident_ends_as_published(name: str, all_of_it: Everything) -> None:
    told = tell(run(CASES[name], all_of_it))
    assert not differences(PUBLISHED[name], told)
