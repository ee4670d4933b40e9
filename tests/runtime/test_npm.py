"""npm is run so that it needs no home, and says nothing of itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from decision_tree.runtime.npm import OLDEST_NODE, ROOT, main, program

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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that asks for one package, and whose lock names one for other machines too."""
    packages = {
        "": {},
        "node_modules/tool": {"version": "2.0.0"},
        "node_modules/elsewhere": {"version": "1.0.0", "optional": True},
    }
    made = tmp_path / "folder"
    made.mkdir()
    (made / "package.json").write_text('{"dependencies": {"tool": "2.0.0"}}', "utf-8")
    (made / "package-lock.json").write_text(json.dumps({"packages": packages}), "utf-8")
    return made


def npm_that(tmp_path: Path, does: str) -> None:
    """Let `npm` be this shell script."""
    (tmp_path / "bin" / "npm").write_text(f"#!/bin/sh\n{does}\n", "utf-8")


@pytest.mark.parametrize(
    ("there", "fetched", "ending", "code", "told"),
    [
        ('{"version": "2.0.0"}', "", 1, 0, ""),  # npm is not run
        ("", '{"version": "2.0.0"}', 0, 0, ""),
        ('{"version": "1.0.0"}', '{"version": "2.0.0"}', 0, 0, ""),
        ("no JSON", '{"version": "2.0.0"}', 0, 0, ""),
        ("", '{"version": "1.0.0"}', 0, 1, "npm could not fetch node_modules/tool; see above."),
        ("", "{}", 0, 1, "npm could not fetch node_modules/tool; see above."),
        ("", '{"version": "2.0.0"}', 1, 1, "npm could not fetch the packages; see above."),
    ],
)
def test_packages_are_fetched_until_their_versions_are_those_of_the_lock(
    *,
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    there: str,
    fetched: str,
    ending: int,
    code: int,
    told: str,
) -> None:
    package = folder / "node_modules" / "tool"
    package.mkdir(parents=True)
    if there:
        (package / "package.json").write_text(there, "utf-8")
    npm_that(tmp_path, f"echo '{fetched}' > node_modules/tool/package.json; exit {ending}")
    assert main(folder) == code
    said = capsys.readouterr().out
    assert ("Fetching tool 2.0.0 with npm" in said) is bool(fetched)
    assert said.endswith(f"{told}\n" if told else "...\n" if fetched else "")


@pytest.mark.parametrize("version", [f"v{OLDEST_NODE - 1}.9.9", "nonsense", ""])
def test_a_node_that_is_too_old_gives_way_to_the_one_beside_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    (tmp_path / "bin" / "node").write_text(f"#!/bin/sh\necho {version}\n", "utf-8")
    beside = tmp_path / "python" / "bin"
    beside.mkdir(parents=True)
    (beside / "npm").touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "python"))
    monkeypatch.delenv("NODE_OPTIONS", raising=False)
    found, environment = program("npm")
    assert found == str(beside / "npm")
    assert environment["PATH"].split(os.pathsep)[0] == str(beside)
    assert environment["NODE_OPTIONS"] == "--use-system-ca"


def test_without_any_node_pip_fetches_the_one_that_is_pinned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("node", "npm"):
        (tmp_path / "bin" / name).unlink()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "python"))
    ran: list[list[str]] = []
    monkeypatch.setattr(subprocess, "run", lambda command, **_: ran.append(command))
    assert program("npm")[0] == str(tmp_path / "python" / "bin" / "npm")
    assert [command[1:4] for command in ran] == [["-m", "pip", "install"]]
    assert {"--require-hashes", str(ROOT / "requirements-node.txt")} <= set(ran[0])
    assert "Fetching Node, since this machine has no npm" in capsys.readouterr().out


def test_npm_without_a_node_is_no_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bin" / "node").unlink()
    beside = tmp_path / "python" / "bin"
    beside.mkdir(parents=True)
    (beside / "npm").touch()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "python"))
    assert program("npm")[0] == str(beside / "npm")
