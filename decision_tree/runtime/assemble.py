"""The runtime: Pyodide, the engine and the guide's data, served from the site's origin.

It lies in four folders, each named by its own content: Pyodide's loader and wasm, the same wasm
packed, the engine's code, and the guide with the worker that starts all. A page names the last one,
and its worker names the others, so that a page and all that it was built with always belong
together: a new build never overwrites what an open page still loads. An edit of the content renames
the last folder alone, so a reader who was here keeps the others, and the browser what it made of
the wasm. The service worker tells from the name alone whether a folder that it stored is still what
was built.

The engine's folder holds one archive instead of the whole standard library: the modules that
`everything` makes the engine import, compiled by that same Pyodide (see `compiling`), and the
engine. The archive is one gzip stream around a zip without compression: many
small files together make a smaller stream, and Python opens them without inflating each.

Some hosts send nothing smaller than gzip, so the wasm is packed here too, and the worker unpacks it
while it arrives. That is for a first start alone: what was unpacked is kept, in the place of the
plain file, which the service worker need not fetch then.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import marshal
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..engine.codec import to_data
from ..engine.model import Guide
from ..loader.claim_uses import places
from .everything import CALLS, everything
from .npm import node
from .practice_file import without_practice

__all__ = [
    "ARCHIVE",
    "EPOCH",
    "FOLDERS",
    "GUIDE",
    "HERE",
    "NEEDED",
    "PACKAGE",
    "PACKED",
    "PYODIDE_FILES",
    "UNPACK",
    "UNPACKER",
    "UNPACKING",
    "WASM",
    "WORKER",
    "Runtime",
    "empty_lock",
    "guide_json",
    "integrity",
    "without_comments",
    "write_named",
    "write_runtime",
]

HERE = Path(__file__).parent
PACKAGE = HERE.parent
STANDINS = HERE / "standins"
WORKER = HERE / "worker.mjs"
"""The source of the worker in which the engine runs."""
PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
"""What is served as it is in the npm package."""
NEEDED = (*PYODIDE_FILES, "python_stdlib.zip", "pyodide-lock.json")
"""What has to be in the npm package."""
ARCHIVE = "python.bin"
"""The archive's name; an ending that servers know might make them add an encoding of their own."""
GUIDE = "guide.bin"
"""The guide's data as JSON, in gzip; its ending is as the archive's."""
WASM = "wasm.bin"
"""Pyodide's wasm in zstd; its ending is as the archive's."""
UNPACKER = "unpack.wasm"
"""The decoder for it, which browsers do not have for scripts."""
UNPACK = "unpack.mjs"
"""What calls that decoder."""
UNPACKING = Path("zstddec/dist/zstddec-stream.mjs")
"""The file below node_modules in which the decoder lies, as text in base64."""
FOLDERS = ("pyodide", "engine", "runtime")
"""What the names of the folders begin with that are kept for the next start."""
PACKED = "packed"
"""What the name of the other one begins with, that of the packed wasm."""
BUILT = 'const BUILT = { lock: "", at: {}, sizes: {}, calls: [], offline: false };'
"""The line of the worker in whose place the build writes what it knows."""
COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*(?:(?!\*/).)*\*/)[ \t]*\n", re.MULTILINE | re.DOTALL)
"""A comment in JavaScript that fills its lines."""
MOST_LINE = 1_000
"""Characters of a line that tells what failed; Node also quotes all of Pyodide's code, in one."""
KEPT = 3
"""How many of each kind of made directory stay; every save of `make serve` makes new ones."""
EPOCH = (1980, 1, 1, 0, 0, 0)
# The oldest date a zip can hold: archives must not differ from build to build.


@dataclass(frozen=True, slots=True)
class Runtime:
    """The folders of a runtime: Pyodide's, that of the engine's code, that of the guide and the
    worker, which pages name, and that of the packed wasm. Each lies beside the others."""

    pyodide: Path
    engine: Path
    folder: Path
    packed: Path

    @property
    def folders(self) -> tuple[Path, Path, Path, Path]:
        """All four."""
        return self.pyodide, self.engine, self.folder, self.packed


def write_runtime(
    guide: Guide, pyodide: Path, into: Path, offline: bool = True, worker: Path = WORKER
) -> Runtime:
    """Make the runtime's folders below `into` unless they are there already, and return them.

    `pyodide` is the folder of the npm package, with that of the decoder beside it, `worker` the
    worker's source file; `offline` says whether pages may register the service worker. Raises
    FileNotFoundError with advice when a file of a package is missing, and RuntimeError when
    the engine does not run in Pyodide.
    """
    unpacking = pyodide.parent / UNPACKING
    needed = (*(pyodide / name for name in NEEDED), unpacking)
    missing = [file for file in needed if not file.is_file()]
    if missing:
        folder = missing[0].parent
        names = ", ".join(file.name for file in missing if file.parent == folder)
        raise FileNotFoundError(
            f"{folder} lacks {names}; run `python -m decision_tree.runtime.npm`"
        )
    theirs = {name: (pyodide / name).read_bytes() for name in PYODIDE_FILES}
    code = {ARCHIVE: gzip.compress(library(guide, pyodide, into).read_bytes(), 9, mtime=0)}
    data = {GUIDE: gzip.compress(guide_json(guide), 9, mtime=0)}
    wasm = {WASM: _packed(pyodide, into).read_bytes(), UNPACKER: _decoder(unpacking)}
    wasm[UNPACK] = without_comments((HERE / UNPACK).read_text("utf-8")).encode()
    kept = write_named("pyodide", theirs, into)
    engine = write_named("engine", code, into)
    packed = write_named(PACKED, wasm, into)
    files = {**theirs, **code, **wasm, **data}
    sized = ("pyodide.asm.wasm", WASM, UNPACKER, ARCHIVE, GUIDE)
    built = {
        "lock": empty_lock(pyodide),
        "at": {
            **dict.fromkeys(theirs, f"../{kept.name}/"),
            **dict.fromkeys(code, f"../{engine.name}/"),
            **dict.fromkeys(wasm, f"../{packed.name}/"),
            **dict.fromkeys(data, "./"),
        },
        "sizes": {name: len(files[name]) for name in sized},
        "calls": CALLS,
        "offline": offline,
    }
    data["worker.mjs"] = _worker(worker.read_text("utf-8"), built).encode()
    return Runtime(kept, engine, write_named("runtime", data, into), packed)


def write_named(kind: str, files: Mapping[str, bytes], into: Path) -> Path:
    """Write these files to a directory below `into` that is named by kind and content, and return
    it; when it is there already, nothing is written. Old ones of the kind are removed."""
    directory = into / f"{kind}-{_digest(files)}"
    if directory.is_dir():
        os.utime(directory)
        return directory
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into) as job:  # another build may write the same
        draft = Path(job) / kind
        for name, data in files.items():
            (draft / name).parent.mkdir(parents=True, exist_ok=True)
            (draft / name).write_bytes(data)
        _put(draft, directory)
    _remove_old(kind, into)
    return directory


def _put(draft: Path, directory: Path) -> None:
    """Give the draft its name, unless another build was first: what it wrote is the same."""
    try:
        draft.rename(directory)
    except OSError:
        if not directory.is_dir():
            raise


def _remove_old(kind: str, into: Path) -> None:
    """Remove all of a kind but those used last: other servers of this checkout may use them."""
    found = list(into.glob(f"{kind}-*"))
    with suppress(FileNotFoundError):  # such a server may remove them at the same time
        found.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for path in found[KEPT:]:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def empty_lock(pyodide: Path) -> str:
    """A lock file without packages for the Pyodide in this folder, so that none is fetched."""
    known = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))
    return json.dumps({"info": known["info"], "packages": {}})


def library(guide: Guide, pyodide: Path, into: Path) -> Path:
    """The zip of compiled modules, made below `into` once for the same code and Pyodide.

    Content changes all the time and cannot import anything, so it makes no new library.
    """
    scripts = (HERE / "compiling.py", HERE / "in_node.mjs")
    made_from = {
        str(path.relative_to(PACKAGE)): path.read_bytes()
        for path in (*_modules(), *STANDINS.rglob("*.py"), *scripts)
    }
    made_from["pyodide"] = (pyodide / "package.json").read_bytes()
    made_from["everything"] = (HERE / "everything.py").read_bytes()
    return _once(
        into / f"library-{_digest(made_from)}.zip",
        "Compiling the runtime (once for the same code)",
        lambda job: _compiled(guide, pyodide, job),
    )


def _packed(pyodide: Path, into: Path) -> Path:
    """The packed wasm, made below `into` once for the same Pyodide."""
    script, wasm = HERE / "packing.py", pyodide / "pyodide.asm.wasm"
    made_from = {file.name: file.read_bytes() for file in (script, wasm)}

    def packed(job: Path) -> Path:
        shutil.copyfile(wasm, job / "plain")
        _in_pyodide(pyodide, pyodide / "python_stdlib.zip", job, script)
        return job / "packed"

    return _once(
        into / f"wasm-{_digest(made_from)}.zst", "Packing the wasm (once for each Pyodide)", packed
    )


def _decoder(unpacking: Path) -> bytes:
    found = re.search(r'^const wasm = "([^"]+)"', unpacking.read_text("utf-8"), re.MULTILINE)
    if not found:
        raise RuntimeError(f"{unpacking} holds no decoder after `const wasm = `; look for it there")
    return base64.b64decode(found[1])


def _once(file: Path, told: str, make: Callable[[Path], Path]) -> Path:
    """This file, which `make` makes in a folder of its own unless it is there already."""
    if file.is_file():
        os.utime(file)
        return file
    print(f"{told} ...", flush=True)
    into = file.parent
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into) as job:
        make(Path(job)).rename(file)
    _remove_old(file.name.partition("-")[0], into)
    return file


def _compiled(guide: Guide, pyodide: Path, job: Path) -> Path:
    draft = job / "draft.zip"
    draft.write_bytes(_draft(pyodide / "python_stdlib.zip"))
    (job / "calls.json").write_text(json.dumps(everything(guide)), "utf-8")
    (job / "guide.json").write_bytes(guide_json(guide))
    _in_pyodide(pyodide, draft, job, HERE / "compiling.py")
    return job / "library.zip"


def _in_pyodide(pyodide: Path, library: Path, job: Path, script: Path) -> None:
    """Run a script in Pyodide, with this archive as its library and the folder `job` as /job."""
    program, environment = node()
    command = (program, HERE / "in_node.mjs", pyodide, library, empty_lock(pyodide), job, script)
    said = job / "said"
    with said.open("wb") as out:  # a pipe would lose the end of what a failing Node says
        words = [str(part) for part in command]
        done = subprocess.run(words, env=environment, stdout=out, stderr=out, check=False)
    if done.returncode:
        lines = said.read_text("utf-8", "replace").splitlines()
        told = "\n".join(line for line in lines if len(line) < MOST_LINE)
        raise RuntimeError(f"{script.name} does not run in Pyodide:\n{told}")


def _draft(standard: Path) -> bytes:
    """The standard library with our stand-ins and the engine, all as source."""
    files = {}
    with zipfile.ZipFile(standard) as archive:
        files = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    files |= {str(path.relative_to(PACKAGE.parent)): path.read_bytes() for path in _modules()}
    for path in STANDINS.rglob("*.py"):
        files[str(path.relative_to(STANDINS))] = path.read_bytes()
    files["methods.bin"] = marshal.dumps({})  # to be filled in by compiling
    return _zipped(files)


def _modules() -> tuple[Path, ...]:
    return (PACKAGE / "__init__.py", *sorted((PACKAGE / "engine").rglob("*.py")))


def guide_json(guide: Guide) -> bytes:
    """The guide as the browser gets it: without practice and the claims that only pages cite."""
    guide = without_practice(guide)
    relied = places(guide)
    sent = replace(guide, claims=tuple(claim for claim in guide.claims if relied[claim.id]))
    return json.dumps(to_data(sent), ensure_ascii=False, separators=(",", ":")).encode()


def _zipped(files: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data)
    return written.getvalue()


def _worker(source: str, built: Mapping[str, Any]) -> str:
    if source.count(BUILT) != 1:
        raise RuntimeError(f"the worker lacks the line `{BUILT}`, in whose place the build writes")
    return without_comments(source).replace(BUILT, f"const BUILT = {json.dumps(built)};")


def without_comments(source: str) -> str:
    """A script without them: readers fetch a worker after each edit, some several times."""
    return COMMENT.sub("", source)


def _digest(files: Mapping[str, bytes]) -> str:
    """A name for exactly these files, as overrides/service-worker.js works it out too.

    128 bits, because others may try to write files that make the same name.
    """
    listed = "".join(f"{name}:{integrity(data)};" for name, data in sorted(files.items()))
    return hashlib.sha256(listed.encode()).hexdigest()[:32]


def integrity(data: bytes) -> str:
    """The hash of a file as browsers write it: `sha256-` and base64."""
    return f"sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}"
