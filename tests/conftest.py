"""What the tests share: the guide's own content and a small tree that fits in a head."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from decision_tree.build.load import load
from decision_tree.engine.model import Guide

TESTS = Path(__file__).parent
ROOT = TESTS.parent


@pytest.fixture(scope="session")
def guide() -> Guide:
    """The published guide."""
    return load()


@pytest.fixture(scope="session")
def small() -> Guide:
    """Three questions, two outcomes, five paths: tests/small/."""
    return load(TESTS / "small")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make build` makes it: strict, so that any warning fails the tests."""
    folder = tmp_path_factory.mktemp("site")
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return folder
