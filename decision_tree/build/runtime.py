"""The runtime directory: Pyodide, the engine and the guide's data, served from the site's origin.

Its name is made from its content, so that a page and the runtime it was built with always belong
together: a new build never overwrites what an open page still loads.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

from ..engine.codec import to_data
from ..engine.model import Guide
from .places import places

__all__ = ["PYODIDE_FILES", "bundle", "write_runtime"]

PACKAGE = Path(__file__).parent.parent
PYODIDE_FILES = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
_EPOCH = (1980, 1, 1, 0, 0, 0)
# The oldest date a zip can hold: archives must not differ from build to build.


def bundle(guide: Guide) -> bytes:
    """A zip archive with the engine half and `guide.json`, the same bytes for the same content."""
    files = {"guide.json": json.dumps(to_data(_cited(guide)), ensure_ascii=False).encode()}
    for source in (PACKAGE / "__init__.py", *sorted((PACKAGE / "engine").glob("*.py"))):
        files[str(source.relative_to(PACKAGE.parent))] = source.read_bytes()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in sorted(files.items()):
            written.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def _cited(guide: Guide) -> Guide:
    """The guide without the claims that only pages cite: the browser never shows those."""
    relied = places(guide)
    return replace(guide, claims=tuple(claim for claim in guide.claims if relied[claim.id]))


def write_runtime(guide: Guide, pyodide: Path, worker: Path, into: Path) -> Path:
    """Make the runtime directory below `into` unless it is there already, and return its path.

    `pyodide` is the folder of the npm package, `worker` the worker's source file. Raises
    FileNotFoundError with advice when a file of the package is missing.
    """
    missing = [name for name in PYODIDE_FILES if not (pyodide / name).is_file()]
    if missing:
        raise FileNotFoundError(
            f"{pyodide} lacks {', '.join(missing)}; run `python -m decision_tree.build.npm`"
        )
    sources = {name: pyodide / name for name in PYODIDE_FILES} | {"worker.mjs": worker}
    engine = bundle(guide)
    digest = hashlib.sha256(engine)
    for name, source in sources.items():
        digest.update(f"{name}:{hashlib.sha256(source.read_bytes()).hexdigest()};".encode())
    directory = into / f"runtime-{digest.hexdigest()[:12]}"
    if directory.is_dir():
        return directory
    draft = into / "runtime-draft"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for name, source in sources.items():
        shutil.copyfile(source, draft / name)
    (draft / "engine.zip").write_bytes(engine)
    draft.rename(directory)
    return directory
