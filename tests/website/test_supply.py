"""What is published can be traced: listed, checked, made again byte for byte."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from decision_tree.runtime.assemble import ARCHIVE, PYODIDE_FILES
from decision_tree.runtime.npm import program
from decision_tree.website.files.inventory import CHECKSUMS, MATERIALS, bill_of_materials
from tests.conftest import ROOT

SOURCES = (
    *("decision_tree", "docs", "overrides", "mkdocs.yml"),
    *("package-lock.json", "requirements.txt", "CHANGELOG.md"),
)


def test_every_published_file_has_its_checksum(site: Path) -> None:
    lines = (site / CHECKSUMS).read_text("utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    del files[CHECKSUMS]
    assert listed.keys() == files.keys()
    for name, path in files.items():
        assert listed[name] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_bill_of_materials_names_every_locked_package(site: Path) -> None:
    bill = json.loads((site / MATERIALS).read_text("utf-8"))
    named = {component["purl"] for component in bill["components"]}
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    pinned = (ROOT / "requirements.txt").read_text("utf-8").count("==")
    assert len(named) == len(lock["packages"]) - 1 + pinned
    assert f"pkg:npm/pyodide@{lock['packages']['node_modules/pyodide']['version']}" in named
    required = [row["name"] for row in bill["components"] if row["scope"] == "required"]
    assert required == ["pyodide", "mkdocs-material"]


def test_hashes_of_the_lock_are_in_the_bill_as_hexadecimal() -> None:
    lock = (
        '{"packages": {"": {}, "node_modules/@a/b": {"version": "1", "integrity": "sha512-AAE="}}}'
    )
    (only,) = bill_of_materials(lock, "")["components"]
    assert only["purl"] == "pkg:npm/%40a/b@1"
    assert only["hashes"] == [{"alg": "SHA-512", "content": "0001"}]


def test_what_is_served_of_pyodide_is_what_the_lock_has_the_hash_of(
    site: Path, tmp_path: Path
) -> None:
    """The package is fetched again, held against the lock, and the site's files against it."""
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    entry = lock["packages"]["node_modules/pyodide"]
    npm, environment = program("npm")
    wanted = f"pyodide@{entry['version']}"
    fetch = [npm, "pack", "--silent", "--prefer-offline", "--ignore-scripts", wanted]
    subprocess.run(fetch, cwd=tmp_path, env=environment, check=True, capture_output=True)
    (archive,) = tmp_path.glob("*.tgz")
    digest = hashlib.sha512(archive.read_bytes()).digest()
    assert entry["integrity"] == f"sha512-{base64.b64encode(digest).decode()}"
    (runtime,) = site.glob("assets/runtime-*")
    served = {path.name: path.read_bytes() for path in runtime.iterdir()}
    assert served.keys() == {*PYODIDE_FILES, "worker.mjs", ARCHIVE}
    with tarfile.open(archive) as opened:
        for name in PYODIDE_FILES:
            member = opened.extractfile(f"package/{name}")
            assert member
            assert served[name] == member.read(), name


def test_two_builds_elsewhere_and_later_are_the_same_bytes(tmp_path: Path) -> None:
    one = _build_in(tmp_path / "a", "1", "UTC")
    two = _build_in(tmp_path / "a-much-longer-name" / "b", "2", "Asia/Kolkata")
    assert one == two


def _build_in(folder: Path, seed: str, zone: str) -> str:
    """The checksums of a build from a copy of the sources, with other paths, hashes and clock."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    for name in SOURCES:  # what is not committed yet counts too
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
        else:
            shutil.copy(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(folder),
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "SOURCE_DATE_EPOCH": "1700000000",
            "SITE_URL": "https://guide.test/",
        },
        check=False,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    return (folder / "site" / CHECKSUMS).read_text("utf-8")
