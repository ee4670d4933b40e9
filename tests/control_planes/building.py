"""Builds the programs of a control plane from Go modules, once, and finds what their modules carry.

Each release in `modules/` is a small go.mod of its own, whose `tool` lines name the programs and
whose go.sum is the lock. What is built lies in .build/control-planes/bin/, one folder a release,
until its go.mod, its go.sum or Go itself changes.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.folders import ROOT

from .errors import CannotRunError, last_lines

__all__ = ["MODULES", "Release", "carried", "go", "newest", "programs", "releases"]

MODULES = Path(__file__).parent / "modules"
BUILT = ROOT / ".build" / "control-planes"
OLDEST_GO = (1, 25)
BUILD_SECONDS = 3600
"""A build that takes longer is given up."""
SAY_EVERY = 30.0
"""Seconds between two lines of progress."""
LINKED = {
    "kubernetes": "-X k8s.io/component-base/version.gitVersion={version} "
    "-X k8s.io/component-base/version.gitMajor=1 "
    "-X k8s.io/component-base/version.gitMinor={minor}"
}
"""What the release's own build writes into its programs, where a controller asks for it."""


@dataclass(frozen=True, order=True)
class Release:
    """One release of one product: `kserve`, `v0.20.0`."""

    product: str
    version: str

    @property
    def folder(self) -> Path:
        """Where its go.mod and go.sum are."""
        return MODULES / self.product / self.version

    @property
    def numbers(self) -> tuple[int, ...]:
        """The version as numbers, to compare."""
        return tuple(map(int, re.findall(r"\d+", self.version)))

    def __str__(self) -> str:
        return f"{self.product} {self.version}"


def releases(product: str) -> list[Release]:
    """The releases of a product that this folder knows, newest first."""
    found = [Release(product, path.parent.name) for path in (MODULES / product).glob("*/go.mod")]
    return sorted(found, key=lambda release: release.numbers, reverse=True)


def newest(product: str) -> Release:
    """The newest release of a product that this folder knows."""
    return releases(product)[0]


def go() -> str:
    """The Go program. Raises CannotRunError when there is none, or one that is too old."""
    wanted = ".".join(map(str, OLDEST_GO))
    program = shutil.which("go")
    if program is None:
        raise CannotRunError(
            f"Install Go {wanted} or newer: the controllers are built from source."
        )
    told = subprocess.run([program, "env", "GOVERSION"], capture_output=True, text=True, check=True)
    version = told.stdout.strip()
    if tuple(map(int, re.findall(r"\d+", version)[:2])) < OLDEST_GO:
        raise CannotRunError(f"Install Go {wanted} or newer: {program} is {version}.")
    return program


def _own_program(release: Release) -> Path | None:
    """The program of this folder that puts a product's parts together, where one is needed."""
    source = release.folder.parent / "main.go"
    return source if source.is_file() else None


def programs(release: Release) -> Path:
    """The folder with the programs of a release, built now if they are not there.

    Raises CannotRunError with the end of Go's output when a build fails.
    """
    folder = BUILT / "bin" / f"{release.product}-{release.version}"
    stamp = folder / ".built-from"
    sources = [release.folder / "go.mod", release.folder / "go.sum", _own_program(release)]
    locked = b"".join(source.read_bytes() for source in sources if source)
    told = subprocess.run([go(), "env", "GOVERSION"], capture_output=True, check=True).stdout
    wanted = hashlib.sha256(locked + told).hexdigest()
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    _build(release, folder)
    stamp.write_text(wanted, "utf-8")
    return folder


def _build(release: Release, folder: Path) -> None:
    log = folder.parent / f"{folder.name}.log"
    numbers = release.numbers
    linked = LINKED.get(release.product, "").format(version=release.version, minor=numbers[1])
    command = [go(), "build", "-v", "-ldflags", f"-s -w {linked}"]
    started = time.monotonic()
    print(f"Building {release} from its Go modules, once ...", flush=True)
    log.unlink(missing_ok=True)
    _compile(release, [*command, "-o", f"{folder}/", "tool"], log, started)
    own = _own_program(release)
    if own:
        _compile(release, [*command, "-o", str(folder / "controllers"), str(own)], log, started)
    print(f"  {release} is built, in {time.monotonic() - started:.0f} s", flush=True)


def _compile(release: Release, command: list[str], log: Path, started: float) -> None:
    with log.open("a", encoding="utf-8") as output:
        process = subprocess.Popen(
            command,
            cwd=release.folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that its compilers end with it
        )
        try:
            while process.poll() is None:
                try:
                    process.wait(SAY_EVERY)
                except subprocess.TimeoutExpired:
                    _say(release, log, started)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if process.returncode:
        raise CannotRunError(f"{release} cannot be built; {last_lines(log)}")


def _say(release: Release, log: Path, started: float) -> None:
    seconds = time.monotonic() - started
    if seconds > BUILD_SECONDS:
        raise CannotRunError(f"{release} is not built after an hour; {last_lines(log)}")
    compiled = log.read_text("utf-8", "replace").count("\n")
    print(f"  {release}: {compiled} packages compiled, {seconds:.0f} s", flush=True)


def carried(release: Release, module: str) -> Path:
    """The folder of a module as the release's go.mod selects it: CRDs and configuration are there.

    Raises CannotRunError when the module proxy does not have it, with its answer.
    """
    listed = subprocess.run(
        [go(), "list", "-m", "-json", module], cwd=release.folder, capture_output=True, text=True
    )
    found = json.loads(listed.stdout or "{}")
    if not found.get("Dir"):
        command = [go(), "mod", "download", "-json", module]
        fetched = subprocess.run(command, cwd=release.folder, capture_output=True, text=True)
        found = json.loads(fetched.stdout or "{}")
    if not found.get("Dir"):
        answer = found.get("Error") or listed.stderr.strip()
        raise CannotRunError(f"The Go module {module} cannot be had: {answer}")
    return Path(os.fspath(found["Dir"]))
