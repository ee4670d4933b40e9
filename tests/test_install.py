"""Another repository's CI can install the command line and re-check its records."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.folders import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `pip install .` installs: no path of this checkout is needed to run it."""
    folder = tmp_path_factory.mktemp("install")
    source, made = folder / "source", folder / "installed"
    shutil.copytree(ROOT / "decision_tree", source / "decision_tree")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    before = sorted(source.rglob("*"))
    run([*pip, "--no-deps", "--no-build-isolation", "--target", str(made), str(source)])
    assert sorted(source.rglob("*")) == before, "an install leaves files in the checkout"
    return made


def test_the_installed_command_rechecks_a_record_elsewhere(installed: Path, tmp_path: Path) -> None:
    record = tmp_path / "decision.md"
    link = "v=2&contract=nobody&outcome="
    record.write_text(f"[ours](https://guide.test/decide/#{link}settle-ownership)\n", "utf-8")
    command = [sys.executable, str(installed / "bin" / "decision-tree"), "recheck", str(record)]
    assert "1 link checked. Today's tree still gives this outcome." in run(command, installed)
    record.write_text(f"[ours](https://guide.test/decide/#{link}kserve)\n", "utf-8")
    assert "the link names “KServe services" in run(command, installed, 1)


IMPORT_ALL = """
import importlib, pkgutil, decision_tree
for module in pkgutil.walk_packages(decision_tree.__path__, "decision_tree."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
        print(module.name)
"""


def test_everything_that_is_installed_can_be_imported_with_nothing_but_pyyaml(
    installed: Path,
) -> None:
    library = Path(yaml.__file__).parent
    shutil.copytree(library, installed / "yaml", dirs_exist_ok=True)
    found = run([sys.executable, "-S", "-c", IMPORT_ALL], installed).split()
    wanted = {"decision_tree.cli", "decision_tree.loader.load", "decision_tree.editing.review"}
    assert wanted <= set(found)
    assert not [name for name in found if ".website" in name or ".runtime" in name]


def run(command: list[str], path: Path | None = None, code: int = 0) -> str:
    """Run with `path` as the only place of our own code; the exit code must be `code`."""
    environment = {**os.environ, "PYTHONPATH": str(path or "")}
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=path.parent if path else None,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout
