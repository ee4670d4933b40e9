"""What the page needs on which YAML is edited: the build half, PyYAML and the content, as one zip.

Pyodide itself is that of the quiz's runtime. Its standard library comes whole here, since the
trimmed one holds only what the quiz imports. Each content file lies beside it as text, so that the
page can show one before the rest is wanted. Nothing of this is loaded on any other page.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import yaml

from ..editing.try_page import content_files
from ..loader.load import CONTENT
from .assemble import EPOCH, PACKAGE, empty_lock, write_named

__all__ = ["write_authoring"]

WORKER = Path(__file__).parent / "try_worker.mjs"
"""The source of the worker in which edits are checked."""
BUILT = 'const BUILT = { runtime: "", lock: "", sizes: {} };'
"""The line of the worker in whose place the build writes what it knows."""


def write_authoring(pyodide: Path, runtime: str, into: Path) -> Path:
    """Make the directory below `into` and return its path; its name is made from its content.

    `pyodide` is the folder of the npm package, `runtime` the name of the folder with Pyodide that
    the quiz uses, which will lie beside it.
    """
    source = WORKER.read_text("utf-8")
    if source.count(BUILT) != 1:
        raise RuntimeError(f"the worker lacks the line `{BUILT}`, in whose place the build writes")
    files = {
        "python_stdlib.zip": (pyodide / "python_stdlib.zip").read_bytes(),
        "authoring.zip": _archive(),
    }
    sizes = {name: len(data) for name, data in files.items()}
    sizes[f"../{runtime}/pyodide.asm.wasm"] = (pyodide / "pyodide.asm.wasm").stat().st_size
    built = {"runtime": f"../{runtime}/", "lock": empty_lock(pyodide), "sizes": sizes}
    worker_text = source.replace(BUILT, f"const BUILT = {json.dumps(built)};")
    files["worker.mjs"] = worker_text.encode()
    for name in content_files(CONTENT):
        # Hosts compress what is called text, and YAML they often do not know.
        files[f"content/{name}.txt"] = (CONTENT / name).read_bytes()
    return write_named("authoring", files, into)


def _archive() -> bytes:
    files = {str(file.relative_to(PACKAGE.parent)): file for file in PACKAGE.rglob("*.py")}
    for pattern in ("*.yml", "history/*.txt"):
        files |= {f"content/{file.relative_to(CONTENT)}": file for file in CONTENT.rglob(pattern)}
    library = Path(yaml.__file__).parent
    files |= {f"yaml/{file.name}": file for file in library.glob("*.py")}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in sorted(files.items()):
            info = zipfile.ZipInfo(name, EPOCH)
            archive.writestr(info, file.read_bytes(), zipfile.ZIP_DEFLATED)
    return made.getvalue()
