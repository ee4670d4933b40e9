"""What the incidents share: one control plane with all products, for the whole run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .errors import CannotRunError
from .everything import Everything, up
from .processes import end_as_by_ctrl_c


def pytest_configure() -> None:
    """End like after Ctrl-C when ended from outside: pytest itself would leave programs behind."""
    end_as_by_ctrl_c()


@pytest.fixture(scope="session")
def everything() -> Iterator[Everything]:
    """All products on a control plane. What keeps it from coming up is told in a sentence."""
    running = up()
    try:
        there = running.__enter__()
    except CannotRunError as error:
        pytest.exit(str(error), returncode=1)
    try:
        yield there
    finally:
        running.__exit__(None, None, None)


@pytest.fixture
def all_of_it(everything: Everything) -> Iterator[Everything]:
    """The same, for one incident: what cannot be run any more after it ends the whole run."""
    yield everything
    try:
        everything.plane.programs.check()
    except CannotRunError as error:
        pytest.exit(str(error), returncode=1)
