"""Fetch the npm packages of a folder's package-lock.json, each checked against its integrity hash.

Uses npm where there is one; elsewhere the one in .venv, from the Node wheel, which
`requirements-node.txt` pins. Run as `python -m decision_tree.runtime.npm [FOLDER]`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

__all__ = ["OLDEST_NODE", "ROOT", "main", "node", "program"]

ROOT = Path(__file__).parent.parent.parent
OLDEST_NODE = 20


def main(folder: Path = ROOT) -> int:
    """Fetch what is missing; return 0 when every package has the version of the lock."""
    if not _wrong_packages(folder):
        return 0
    npm, environment = program("npm")
    print(f"Fetching {_described(folder)} with npm ...", flush=True)
    done = subprocess.run(
        [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=folder,
        env=environment,
        check=False,
    )
    wrong = _wrong_packages(folder)
    if done.returncode or wrong:
        print(f"npm could not fetch {', '.join(wrong) or 'the packages'}; see above.")
        return 1
    return 0


def node() -> tuple[str, dict[str, str]]:
    """A Node that runs Pyodide, and the environment to run it in; fetched when there is none."""
    return program("node")


def program(name: str) -> tuple[str, dict[str, str]]:
    """`node` or `npm` and the environment to run it in; fetched when none is new enough."""
    environment = _with_a_cache(dict(os.environ))
    environment["npm_config_update_notifier"] = (
        "false"  # which npm we use is not the reader's doing
    )
    found = shutil.which(name)
    if found and _new_enough():
        return found, environment
    wheel = Path(sys.prefix) / "bin"
    if not (wheel / "npm").exists():
        print(f"Fetching Node, since this machine has no {name} (about 60 MB) ...", flush=True)
        requirements = ROOT / "requirements-node.txt"
        install = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes"]
        subprocess.run([*install, "-r", str(requirements)], check=True)
    environment["PATH"] = f"{wheel}{os.pathsep}{environment.get('PATH', '')}"
    # A Node from elsewhere does not know the certificates that this machine trusts.
    environment.setdefault("NODE_OPTIONS", "--use-system-ca")
    return str(wheel / name), environment


def _with_a_cache(environment: dict[str, str]) -> dict[str, str]:
    """The environment, with a cache in this checkout when no home is there to be written to."""
    if any(name.lower() == "npm_config_cache" for name in environment):
        return environment
    try:
        home = Path(environment.get("HOME") or "~").expanduser()
        cache = home / ".npm"
        cache.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=cache):
            return environment
    except (OSError, RuntimeError):  # read-only, not there, or of a user without any
        return {**environment, "npm_config_cache": str(ROOT / ".build" / "npm")}


def _new_enough() -> bool:
    try:
        told = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return False
    major = told.stdout.strip().removeprefix("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def _described(folder: Path) -> str:
    """What the folder asks for, as people call it."""
    wanted = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    return ", ".join(f"{name} {version}" for name, version in wanted.items())


def _wrong_packages(folder: Path) -> list[str]:
    """The packages whose installed version is not that of the lock."""
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))
    wanted = {
        name: entry["version"]
        for name, entry in lock["packages"].items()
        if name and not entry.get("optional")  # optional ones are for other machines
    }
    return [name for name, version in wanted.items() if _installed(folder / name) != version]


def _installed(package: Path) -> str:
    try:
        version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    except (OSError, ValueError, KeyError):
        return ""
    return str(version)


if __name__ == "__main__":
    sys.exit(main(ROOT / sys.argv[1] if sys.argv[1:] else ROOT))
