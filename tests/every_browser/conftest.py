"""The engines that are installed, each started once for a module that asks for `engine`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .drivers import NAMES, Engine, installed, started


@pytest.fixture(scope="module", params=NAMES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine that is installed."""
    if request.param not in installed():
        pytest.skip(f"{request.param} is not installed; `make engines` does that")
    with started(request.param) as engine:
        yield engine
