"""npm is run so that it needs no home, and says nothing of itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from decision_tree.runtime.npm import ROOT, program

CACHE = str(ROOT / ".build" / "npm")


@pytest.fixture(autouse=True)
def _node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Node that is new enough, so that none is fetched, and no setting for npm."""
    (tmp_path / "bin").mkdir()
    for name in ("node", "npm"):
        (tmp_path / "bin" / name).write_text("#!/bin/sh\necho v22.0.0\n", "utf-8")
        (tmp_path / "bin" / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    for name in [name for name in os.environ if name.lower().startswith("npm_config_")]:
        monkeypatch.delenv(name)


@pytest.mark.parametrize("home", ["/proc", "/dev/null", "none", "file"])
def test_without_a_home_to_write_to_the_cache_is_in_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("HOME", str(tmp_path / home))
    assert program("npm")[1]["npm_config_cache"] == CACHE
    monkeypatch.setenv("npm_config_cache", "/elsewhere")
    assert program("npm")[1]["npm_config_cache"] == "/elsewhere"


def test_a_user_who_is_not_known_has_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.setattr(os, "getuid", lambda: 123_456)
    assert program("npm")[1]["npm_config_cache"] == CACHE


def test_with_a_home_npm_keeps_its_own_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "npm_config_cache" not in program("npm")[1]


def test_npm_does_not_tell_of_newer_ones() -> None:
    assert program("npm")[1]["npm_config_update_notifier"] == "false"
