"""What is published can be traced: listed, checked, made again byte for byte."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from decision_tree.runtime.assemble import (
    ARCHIVE,
    FOLDERS,
    GUIDE,
    PACKED,
    PYODIDE_FILES,
    UNPACK,
    UNPACKER,
    UNPACKING,
    WASM,
)
from decision_tree.runtime.npm import program
from decision_tree.website.beside_pages.bill_of_materials import (
    CHECKSUMS,
    MATERIALS,
    bill_of_materials,
    locked_hashes,
)
from decision_tree.website.beside_pages.components import Component, components
from tests.conftest import ROOT


def test_every_published_file_has_its_checksum(site: Path) -> None:
    lines = (site / CHECKSUMS).read_text("utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    del files[CHECKSUMS]
    assert listed.keys() == files.keys()
    for name, path in files.items():
        assert listed[name] == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def bill(site: Path) -> dict[str, Any]:
    """The bill of materials of the built site."""
    read: dict[str, Any] = json.loads((site / MATERIALS).read_text("utf-8"))
    return read


def test_the_bill_of_materials_is_valid(site: Path) -> None:
    text = (site / MATERIALS).read_text("utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    wrong = text.replace('"type": "library"', '"type": "shelf"', 1)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(wrong) is not None


def test_it_lists_exactly_what_is_served_each_in_one_version(bill: dict[str, Any]) -> None:
    listed = {row["name"]: row for row in bill["components"]}
    assert len(listed) == len(bill["components"])
    parts = {part.name: part for part in components(ROOT)}
    assert listed.keys() == parts.keys()
    for name, row in listed.items():
        assert row["scope"] == "required"
        assert row.get("version", "") == parts[name].version
        assert row["licenses"], name
        assert row["copyright"], name
    assert {"Pyodide", "CPython", "PyYAML", "Material for MkDocs"} <= listed.keys()
    assert bill["metadata"]["component"]["name"] == "KServe or Ray Serve"


def test_what_the_locks_have_a_hash_of_carries_it(bill: dict[str, Any]) -> None:
    listed = {row["name"]: row for row in bill["components"]}
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    for name, package in (("Pyodide", "pyodide"), ("zstddec", "zstddec")):
        (only,) = listed[name]["hashes"]
        raw = base64.b64encode(bytes.fromhex(only["content"])).decode()
        assert f"sha512-{raw}" == lock["packages"][f"node_modules/{package}"]["integrity"]
    for name in ("PyYAML", "Material for MkDocs"):
        (archives,) = (
            reference
            for reference in listed[name]["externalReferences"]
            if reference["type"] == "distribution"
        )
        hashes = {each["content"] for each in archives["hashes"]}
        pinned = f"{archives['url'].removeprefix('pkg:pypi/').replace('@', '==')} "
        _, _, rest = (ROOT / "requirements.txt").read_text("utf-8").partition(pinned)
        block = rest.split("==")[0]
        assert hashes == set(re.findall(r"sha256:(\w+)", block)), name


def test_it_says_what_brought_what(bill: dict[str, Any]) -> None:
    names = {row["bom-ref"]: row["name"] for row in bill["components"]}
    whole = bill["metadata"]["component"]["bom-ref"]
    brought = {
        names.get(row["ref"], whole): {names[each] for each in row.get("dependsOn", ())}
        for row in bill["dependencies"]
    }
    assert brought[whole] == {"Pyodide", "zstddec", "Material for MkDocs", "PyYAML"}
    assert "CPython" in brought["Pyodide"]
    assert "zlib" in brought["CPython"]
    assert "rxjs" in brought["Material for MkDocs"]
    assert brought.keys() == {whole, *names.values()}


PART = Component(name="a", version="1", licence="MIT", source="https://a.test/", purl="pkg:npm/a@1")
SITE = ("A site", "1", "https://site.test/")


def test_the_same_parts_make_the_same_bill_and_others_another() -> None:
    made = bill_of_materials(SITE, [PART], {}, 0)
    assert made == bill_of_materials(SITE, [PART], {}, 0)
    serials = {
        json.loads(bill_of_materials(SITE, parts, hashes, seconds))["serialNumber"]
        for parts, hashes, seconds in (
            ([PART], {}, 0),
            ([replace(PART, version="2")], {}, 0),
            ([PART], {PART.purl: ("sha256:00",)}, 0),
            ([PART], {}, 1),
        )
    }
    assert len(serials) == 4


def test_a_bill_of_an_unknown_day_names_none() -> None:
    assert "timestamp" in json.loads(bill_of_materials(SITE, [PART], {}, 1))["metadata"]
    assert "timestamp" not in json.loads(bill_of_materials(SITE, [PART], {}, 0))["metadata"]


def test_hashes_of_both_locks_are_found_as_hexadecimal() -> None:
    npm = (
        '{"packages": {"": {}, "node_modules/@a/b": {"version": "1", "integrity": "sha512-AAE="}}}'
    )
    python = (
        "a-b==1.0 \\\n    --hash=sha256:01 \\\n    --hash=sha256:02\nc==2 ; sys_platform == 'x'\n"
    )
    assert locked_hashes(npm, python) == {
        "pkg:npm/%40a/b@1": ("sha512:0001",),
        "pkg:pypi/a-b@1.0": ("sha256:01", "sha256:02"),
        "pkg:pypi/c@2": (),
    }


def fetched(package: str, into: Path) -> tarfile.TarFile:
    """The npm package, fetched again and held against the lock."""
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    entry = lock["packages"][f"node_modules/{package}"]
    npm, environment = program("npm")
    wanted = f"{package}@{entry['version']}"
    fetch = [npm, "pack", "--silent", "--prefer-offline", "--ignore-scripts", wanted]
    subprocess.run(fetch, cwd=into, env=environment, check=True, capture_output=True)
    (archive,) = into.glob(f"{package}-*.tgz")
    digest = hashlib.sha512(archive.read_bytes()).digest()
    assert entry["integrity"] == f"sha512-{base64.b64encode(digest).decode()}"
    return tarfile.open(archive)


def test_what_is_served_of_packages_is_what_the_lock_has_the_hash_of(
    site: Path, tmp_path: Path
) -> None:
    kinds = (*FOLDERS, PACKED)
    folders = [folder for kind in kinds for folder in site.glob(f"assets/{kind}-*")]
    assert len(folders) == len(kinds)
    served = {path.name: path.read_bytes() for folder in folders for path in folder.iterdir()}
    assert served.keys() == {*PYODIDE_FILES, "worker.mjs", ARCHIVE, GUIDE, WASM, UNPACKER, UNPACK}
    with fetched("pyodide", tmp_path) as opened:
        for name in PYODIDE_FILES:
            member = opened.extractfile(f"package/{name}")
            assert member
            assert served[name] == member.read(), name
    with fetched("zstddec", tmp_path) as opened:
        member = opened.extractfile(f"package/{UNPACKING.relative_to('zstddec')}")
        assert member
        assert f'"{base64.b64encode(served[UNPACKER]).decode()}"'.encode() in member.read()
