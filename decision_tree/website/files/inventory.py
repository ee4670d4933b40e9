"""What the published site is made of and made with: a bill of materials and a list of checksums.

Both come from the locks and from the files themselves, so that the same content gives the same
bytes wherever and whenever it is built.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

__all__ = ["CHECKSUMS", "MATERIALS", "bill_of_materials", "checksums", "take_stock"]

MATERIALS = "sbom.cdx.json"
CHECKSUMS = "SHA256SUMS"

_PINNED = re.compile(r"^([a-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)


def take_stock(site: Path, root: Path) -> None:
    """Write both lists into the built `site`; the locks are those in `root`."""
    bill = bill_of_materials(
        (root / "package-lock.json").read_text("utf-8"),
        (root / "requirements.txt").read_text("utf-8"),
    )
    (site / MATERIALS).write_text(json.dumps(bill, indent=1) + "\n", "utf-8")
    (site / CHECKSUMS).write_text(checksums(site), "utf-8")


def checksums(site: Path) -> str:
    """The SHA-256 of every file, as `sha256sum --check` reads them; not of this list itself."""
    files = sorted(path for path in site.rglob("*") if path.is_file() and path.name != CHECKSUMS)
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(site).as_posix()}\n"
        for path in files
    )


def bill_of_materials(npm_lock: str, requirements: str) -> dict[str, Any]:
    """The packages of both locks in CycloneDX 1.6: what runs in the reader's browser is `required`,
    what only builds the site is `excluded`."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "components": [*_npm(json.loads(npm_lock)), *_python(requirements)],
    }


def _npm(lock: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        _component(name.removeprefix("node_modules/"), entry["version"], "npm")
        | {"scope": "required" if name == "node_modules/pyodide" else "excluded"}
        | {"hashes": [_hash(entry["integrity"])]}
        | ({"licenses": [{"expression": entry["license"]}]} if "license" in entry else {})
        for name, entry in sorted(lock["packages"].items())
        if name
    ]


def _hash(integrity: str) -> dict[str, str]:
    algorithm, _, value = integrity.partition("-")
    name = {"sha512": "SHA-512", "sha256": "SHA-256", "sha1": "SHA-1"}[algorithm]
    return {"alg": name, "content": base64.b64decode(value).hex()}


def _python(requirements: str) -> list[dict[str, Any]]:
    return [
        _component(name, version, "pypi")
        | {"scope": "required" if name == "mkdocs-material" else "excluded"}
        for name, version in _PINNED.findall(requirements)
    ]


def _component(name: str, version: str, kind: str) -> dict[str, Any]:
    purl = f"pkg:{kind}/{name.replace('@', '%40')}@{version}"
    return {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
