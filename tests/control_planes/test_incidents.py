"""Every incident of the published table ends as the table says, on the controllers of today.

Conclusions are compared, and neither seconds nor the number of pods, which scalers change too.
"""

from __future__ import annotations

import pytest

from .cases import CASES
from .everything import Everything
from .incidents import run
from .table import differences, published, row

PUBLISHED = {each["id"]: each for each in published()["incidents"]}


def test_every_incident_is_published_by_its_name() -> None:
    told = [(each["id"], each["product"], each["what"]) for each in PUBLISHED.values()]
    assert told == [(case.id, case.product, case.title) for case in CASES.values()]


@pytest.mark.parametrize("name", CASES)
def test_an_incident_ends_as_published(name: str, all_of_it: Everything) -> None:
    found = differences(PUBLISHED[name], row(run(CASES[name], all_of_it)))
    assert not found, "\n".join(found)
