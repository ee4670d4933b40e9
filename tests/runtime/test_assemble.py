"""The runtime directory: small, whole, named by its content, and equal to CPython on everything."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import zipfile
from collections import UserDict
from collections.abc import ItemsView
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Barrier

import pytest

from decision_tree.engine import browser
from decision_tree.engine.model import Guide
from decision_tree.runtime.assemble import (
    ARCHIVE,
    GUIDE,
    NEEDED,
    UNPACKING,
    WASM,
    WORKER,
    Runtime,
    guide_json,
    write_named,
    write_runtime,
)
from decision_tree.runtime.everything import CALLS, everything
from tests.every_browser.in_node import PYODIDE, in_node, said_in_node
from tests.folders import ROOT

SCRATCH = ROOT / ".build"
COUNT_METHODS = """
import json, marshal
import worker_entry
ready = len(marshal.loads(worker_entry.__loader__.get_data(worker_entry.METHODS)))
with open("/job/guide.json", encoding="utf-8") as file:
    worker_entry.start(file.read(), "../")
with open("/job/answers.json", "w", encoding="utf-8") as file:
    json.dump([ready, len(worker_entry.written)], file)
"""


@pytest.fixture(scope="module")
def runtime(guide: Guide) -> Runtime:
    """The runtime of the published guide."""
    return write_runtime(guide, PYODIDE, SCRATCH)


def archive(runtime: Runtime) -> bytes:
    """The zip that Python sees."""
    return gzip.decompress((runtime.engine / ARCHIVE).read_bytes())


@pytest.mark.engines  # with the pages that the engines say there: it runs them all in Node
def test_everything_gives_in_the_trimmed_runtime_what_it_gives_here(
    runtime: Runtime, guide: Guide, tmp_path: Path
) -> None:
    """A module missed by the trimming fails here, and so does any difference between the two."""
    calls = everything(guide)
    there = said_in_node(archive(runtime), calls, tmp_path)
    here = browser.start(guide_json(guide).decode(), "../")
    for (name, values), answer in zip(calls, there, strict=True):
        assert answer == getattr(here, name)(*values), (name, values)


def test_everything_means_every_function_and_every_kind_of_page(guide: Guide) -> None:
    calls = everything(guide)
    engine = browser.start(guide_json(guide).decode(), "../")
    assert tuple(sorted({name for name, _ in calls})) == CALLS
    assert {values[1] for name, values in calls if name == "render"} == {"decide", *engine._pages}


def test_the_archive_holds_code_without_source_and_the_guide_lies_apart(
    runtime: Runtime, guide: Guide
) -> None:
    with zipfile.ZipFile(BytesIO(archive(runtime))) as opened:
        names = set(opened.namelist())
    assert gzip.decompress((runtime.folder / GUIDE).read_bytes()) == guide_json(guide)
    assert {Path(name).suffix for name in names - {"methods.bin"}} == {".pyc"}
    assert not [name for name in names if name.startswith(("asyncio/b", "ssl", "subprocess"))]


def test_no_data_class_is_compiled_as_the_engine_starts(runtime: Runtime, tmp_path: Path) -> None:
    ready, used = in_node(archive(runtime), COUNT_METHODS, [], tmp_path)
    assert ready == used > 50


def test_the_worker_knows_the_sizes_and_that_there_are_no_packages(runtime: Runtime) -> None:
    line = next(
        line
        for line in (runtime.folder / "worker.mjs").read_text("utf-8").splitlines()
        if line.startswith("const BUILT = ")
    )
    built = json.loads(line.removeprefix("const BUILT = ").split("; //")[0])
    for name, size in built["sizes"].items():
        assert (runtime.folder / built["at"][name] / name).stat().st_size == size
    assert json.loads(built["lock"])["packages"] == {}
    assert built["calls"] == list(CALLS)


UNPACK = """
from compression import zstd
from pathlib import Path
job = Path("/job")
(job / "plain").write_bytes(zstd.decompress((job / "packed").read_bytes()))
(job / "answers.json").write_text("[]")
"""


def test_the_packed_wasm_is_that_of_the_package(runtime: Runtime, tmp_path: Path) -> None:
    (tmp_path / "packed").write_bytes((runtime.packed / WASM).read_bytes())
    in_node((PYODIDE / "python_stdlib.zip").read_bytes(), UNPACK, [], tmp_path)
    assert (tmp_path / "plain").read_bytes() == (PYODIDE / "pyodide.asm.wasm").read_bytes()


def test_a_package_without_the_decoder_says_where_to_look(tmp_path: Path, guide: Guide) -> None:
    (tmp_path / "pyodide").symlink_to(PYODIDE)
    other = tmp_path / UNPACKING
    other.parent.mkdir(parents=True)
    other.write_text("export const nothing = 0;\n", "utf-8")
    with pytest.raises(RuntimeError, match="holds no decoder"):
        write_runtime(guide, tmp_path / "pyodide", SCRATCH)


def test_what_is_the_same_has_the_same_name_and_another_worker_another(
    runtime: Runtime, guide: Guide, tmp_path: Path
) -> None:
    again = write_runtime(guide, PYODIDE, SCRATCH)
    assert again == runtime
    worker = tmp_path / "worker.mjs"
    worker.write_text(WORKER.read_text("utf-8") + "\nself.changed = true;\n", "utf-8")
    assert write_runtime(guide, PYODIDE, SCRATCH, worker=worker).folder != runtime.folder


def test_other_content_changes_the_name_of_its_own_folder_alone(
    runtime: Runtime, guide: Guide
) -> None:
    other = write_runtime(replace(guide, symptoms=guide.symptoms[1:]), PYODIDE, SCRATCH)
    assert other.folder != runtime.folder
    assert other.folders[:2] + other.folders[3:] == runtime.folders[:2] + runtime.folders[3:]


def test_a_package_that_is_not_there_says_how_to_get_it(guide: Guide, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"run `python -m decision_tree\.runtime\.npm`"):
        write_runtime(guide, tmp_path, tmp_path)


def test_of_what_was_made_the_three_used_last_stay(tmp_path: Path) -> None:
    def make(text: str, seconds: int) -> Path:
        made = write_named("kind", {"a/file": text.encode()}, tmp_path)
        os.utime(made, (seconds, seconds))
        return made

    for number, text in enumerate("abc", 1):
        make(text, number)
    other = write_named("other", {"file": b""}, tmp_path)
    first, fourth = make("a", 4), make("d", 5)
    assert {path.name for path in tmp_path.iterdir()} == {
        first.name,
        fourth.name,
        make("c", 6).name,
        other.name,
    }
    assert (first / "a" / "file").read_bytes() == b"a"


class _Together(UserDict[str, bytes]):
    """Files that two builds read in step, so that neither finds what the other wrote."""

    step = Barrier(2)

    def items(self) -> ItemsView[str, bytes]:
        self.step.wait()
        return super().items()


def test_two_builds_of_the_same_at_once_share_one_folder(tmp_path: Path) -> None:
    files = _Together({"a/file": b"the same", "worker.mjs": b"too"})
    with ThreadPoolExecutor(2) as builds:
        one, two = builds.map(lambda _: write_named("kind", files, tmp_path), range(2))
    assert one == two
    assert (one / "a/file").read_bytes() == b"the same"
    assert list(tmp_path.iterdir()) == [one]


def test_its_bytes_stay_within_the_budget(runtime: Runtime) -> None:
    """What a first visit transfers, as hosts compress it: at most 0.61 of stock Pyodide."""
    files = (file for folder in runtime.folders for file in folder.iterdir())
    ours = {file.name: compressed(file) for file in files if file.name != "pyodide.asm.wasm"}
    stock = sum(compressed(PYODIDE / name) for name in NEEDED)
    assert ours[ARCHIVE] < 645_000, ours
    assert sum(ours.values()) <= 0.61 * stock, (ours, stock)


def compressed(file: Path) -> int:
    """Bytes over the wire: archives are not compressed again by hosts."""
    data = file.read_bytes()
    return len(data) if file.suffix in {".zip", ".bin"} else len(gzip.compress(data, 9))


def test_a_file_in_the_place_of_a_folder_is_an_error_and_stays(tmp_path: Path) -> None:
    place = write_named("kind", {"a": b"1"}, tmp_path)
    shutil.rmtree(place)
    place.write_text("mine", "utf-8")
    with pytest.raises(OSError, match=str(place)):
        write_named("kind", {"a": b"1"}, tmp_path)
    assert place.read_text("utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [place]
