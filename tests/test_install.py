"""Another repository's CI can install the command line and re-check its records."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_installed_command_rechecks_a_record_elsewhere(tmp_path: Path) -> None:
    """`pip install .` brings the content along; no path of this checkout is needed to run it."""
    source, installed = tmp_path / "source", tmp_path / "installed"
    shutil.copytree(ROOT / "decision_tree", source / "decision_tree")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--no-deps", "--no-build-isolation", "--target", str(installed), str(source)])
    record = tmp_path / "decision.md"
    link = "v=2&contract=nobody&outcome="
    record.write_text(f"[ours](https://guide.test/decide/#{link}settle-ownership)\n", "utf-8")
    command = [sys.executable, str(installed / "bin" / "decision-tree"), "recheck", str(record)]
    assert "1 link checked, 0 no longer hold." in run(command, installed)
    record.write_text(f"[ours](https://guide.test/decide/#{link}kserve)\n", "utf-8")
    assert "now: Settle ownership before you choose" in run(command, installed, 1)


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
