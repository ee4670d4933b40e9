"""What the tests share: the guide's own content and a small tree that fits in a head."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings
from mkdocs.config import load_config

from decision_tree.engine.model import Guide
from decision_tree.loader.load import load
from tests.folders import ROOT as ROOT
from tests.folders import TESTS as TESTS
from tests.tools.loopback import listening

pytest_plugins = ["tests.chromium"]

Capture = pytest.CaptureFixture[str]
"""What a command printed."""

# The same examples on every machine and no stopwatch: a busy one must not fail a sound change.
# A thousand examples for each law (`make fuzz`) are new ones each time. Of a mutant nobody wants
# the smallest example, which takes longest to find.
EXAMPLES = int(os.environ.get("LAWS", "20"))
settings.register_profile(
    "same",
    deadline=None,
    max_examples=EXAMPLES,
    derandomize=EXAMPLES < 1000,
    phases=[Phase.generate] if "MUTANT_UNDER_TEST" in os.environ else list(Phase),
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("same")


@cache
def published() -> Guide:
    """The published guide, read once however many tests name its parts."""
    return load()


@pytest.fixture(scope="session")
def guide() -> Guide:
    """The published guide."""
    return published()


@pytest.fixture(scope="session")
def small() -> Guide:
    """Three questions, two outcomes, five paths: tests/guides/small/."""
    return load(TESTS / "guides" / "small")


@pytest.fixture(scope="session")
def gated(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """Three questions, four outcomes, two gates and three gaps: gated/ on top of small/."""
    folder = tmp_path_factory.mktemp("gated")
    for name in ("small", "gated"):
        shutil.copytree(TESTS / "guides" / name, folder, dirs_exist_ok=True)
    return load(folder)


@pytest.fixture(scope="session")
def practised(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """Four questions, outcomes and scenarios, two drills: these folders, one on the other."""
    folder = tmp_path_factory.mktemp("practised")
    for name in ("small", "small_practice", "small_cases"):
        shutil.copytree(TESTS / "guides" / name, folder, dirs_exist_ok=True)
    return load(folder)


DEAR = ("test_build.py", "test_page_check.py", "test_builds_elsewhere.py")
"""Files that build sites of their own: minutes at the end of a run, if they did not come first. The
second wants none that the first waits for."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the files that take longest come first, so that all processors are busy to the end."""
    places = {name: place for place, name in enumerate(DEAR)}
    items.sort(key=lambda item: places.get(item.path.name, len(DEAR)))


class Served(NamedTuple):
    """The built site: where it is served, with a slash at the end, and the folder it is in."""

    address: str
    folder: Path


_FOR_WORKERS = pytest.StashKey[ExitStack]()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Serve one site to all workers, from the process that starts them: each would build its own.
    The first worker that wants it builds it."""
    stash = node.config.stash
    if _FOR_WORKERS not in stash:
        stash[_FOR_WORKERS] = ExitStack()
        folder = Path(stash[_FOR_WORKERS].enter_context(TemporaryDirectory())) / "site"
        folder.mkdir()
        address = stash[_FOR_WORKERS].enter_context(listening(folder))
        node.config.option.served = (address, str(folder))
    node.workerinput["served"] = node.config.option.served


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what was served to the workers."""
    config.stash.get(_FOR_WORKERS, ExitStack()).close()


@pytest.fixture(scope="session")
def served(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The site as `make build` makes it, on a port of this machine. Nobody writes into it."""
    shared = getattr(request.config, "workerinput", {}).get("served")
    if shared:
        address, folder = shared[0], Path(shared[1])
        with folder.with_suffix(".lock").open("w", encoding="utf-8") as lock:
            flock(lock, LOCK_EX)
            built = folder.with_suffix(".built")
            if not built.exists():
                _build(folder, address)
                built.touch()
        yield Served(address, folder)
        return
    folder = tmp_path_factory.mktemp("site")
    with listening(folder) as address:
        _build(folder, address)
        yield Served(address, folder)


@pytest.fixture(scope="session")
def address(served: Served) -> str:
    """Where the built site is served."""
    return served.address


@pytest.fixture(scope="session")
def site(served: Served) -> Path:
    """The folder that the site was built into."""
    return served.folder


@pytest.fixture(scope="session")
def moved() -> frozenset[str]:
    """The addresses of pages that moved, from the root: each sends its reader on."""
    return frozenset(load_config(str(ROOT / "mkdocs.yml")).extra["redirects"])


@pytest.fixture(scope="session")
def pages_to_read(site: Path, moved: frozenset[str]) -> list[str]:
    """Every page that a reader can stay on, by its address from the root."""
    files = (file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    return sorted({file.removesuffix("index.html") for file in files} - moved)


def _build(folder: Path, address: str) -> None:
    """Build as `make build` does, so that any warning fails the tests."""
    built = subprocess.run(
        [sys.executable, "-m", "decision_tree.website", "build", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "SITE_URL": address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
