"""Whatever a content file holds: a guide or an error, soon, and never a traceback.

Files too large to keep are made here; the rest is found by mutating the guide's own files.
"""

from __future__ import annotations

import shutil
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decision_tree.loader.fields import FILES
from decision_tree.loader.load import CONTENT, load
from decision_tree.loader.problems import ContentError
from decision_tree.loader.yaml_nodes import MAX_BYTES, MAX_PROBLEMS
from tests.folders import SMALL

NAMES = [name for name, _ in FILES]
TREE = (SMALL / "tree.yml").read_bytes()


MADE = {
    "alias bomb": (
        b"".join(b"a%d: &a%d [*a%d, *a%d]\n" % (n, n, n - 1, n - 1) for n in range(1, 99))
    ),
    "anchors without end": b"".join(b"k%d: &a%d x\n" % (n, n) for n in range(20_000)),
    "deep flow lists": b"[" * (MAX_BYTES - 1),
    "deep flow mappings": b"{a: " * 100_000,
    "deep block lists": b"- " * 200_000,
    "deep block mappings": b"".join(b" " * n + b"a:\n" for n in range(900)),
    "a huge plain scalar": b"version: " + b"x" * 450_000,
    "a huge quoted scalar": b'version: "' + b"x" * 450_000 + b'"',
    "a huge block scalar": b"version: |\n" + b"  x\n" * 100_000,
    "a huge key": b"x" * 450_000 + b": 1",
    "a huge whole number": b"version: " + b"9" * 450_000,
    "a huge float": b"version: 1." + b"0" * 450_000,
    "a huge sexagesimal": b"version: 1" + b":59" * 150_000,
    "a huge timestamp": b"version: 2026-01-01 " + b"0" * 450_000,
    "a huge yaml version": b"%YAML 1." + b"9" * 9_000 + b"\n---\nversion: 1\n",
    "thousands of unknown keys": b"".join(b"key%d: 1\n" % n for n in range(40_000)),
    "thousands of equal keys": b"version: 1\n" * 40_000,
    "thousands of unknown targets": TREE.replace(
        b"    options:\n", b"    options:\n" + b"      - {id: a, to: b}\n" * 18_000, 1
    ),
    "thousands of ids": TREE + b"".join(b"  - {id: left%d}\n" % n for n in range(20_000)),
    "thousands of documents": b"--- a\n" * 60_000,
    "thousands of tags": b"- !!python/object:os.system x\n" * 14_000,
    "a tag of one's own": b"%TAG ! tag:a.test,2026:\n---\n!x version: 1\n",
    "nothing but control characters": b"\x01\x02\x7f" * 150_000,
    "nothing but bidi controls": "\u202e\u2066".encode() * 80_000,
    "nothing but tabs": b"\t" * 450_000,
    "nothing but line ends": b"\n" * 450_000,
    "nothing but carriage returns": b"\r" * 450_000,
    "nothing but quotes": b'"' * 450_000,
    "nothing but colons": b": " * 200_000,
    "nothing but question marks": b"? " * 200_000,
    "one very long line of entries": b"questions: [" + b"{id: a}, " * 50_000 + b"]",
    "a lone surrogate": b'version: "\\ud800"',
    "an escape beyond Unicode": b'version: "\\UFFFFFFFF"',
    "noncharacters": "version: \ufffe\uffff".encode(),
    "utf-16": TREE.decode().encode("utf-16"),
    "utf-32": TREE.decode().encode("utf-32"),
    "utf-7": "version: \u00fc".encode("utf-7"),
    "latin-1": TREE + "# \u00fc".encode("latin-1"),
    "two byte order marks": b"\xef\xbb\xbf\xef\xbb\xbf" + TREE,
    "too many bytes": b"#" * (MAX_BYTES + 1),
    "lists in mappings in lists": b"questions: [" + b"{options: [" * 40,
}


def result(folder: Path) -> ContentError | None:
    """What is wrong with the content in `folder`, or None; anything else is raised."""
    try:
        load(folder)
    except ContentError as found:
        return found
    return None


@pytest.mark.parametrize("name", MADE)
def test_a_hostile_file_gets_a_short_answer(name: str, tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "tree.yml").write_bytes(MADE[name])
    found = result(tmp_path)
    assert found
    assert found.problems
    assert len(found.problems) <= 3 * (MAX_PROBLEMS + 1)
    assert len(str(found)) < 200_000


@pytest.mark.parametrize("name", ["alias bomb", "deep flow lists", "thousands of equal keys"])
def test_a_hostile_file_takes_little_memory(name: str, tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "tree.yml").write_bytes(MADE[name])
    tracemalloc.start()
    result(tmp_path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 100_000_000


def test_the_same_mistake_without_end_is_cut_off_with_a_word(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "tree.yml").write_bytes(MADE["thousands of ids"])
    found = result(tmp_path)
    assert found
    assert [problem.tag for problem in found.problems].count("too-many") == 1
    assert f"{MAX_PROBLEMS} problems, and the rest was not read" in str(found)


@pytest.mark.parametrize("name", ["thousands of unknown keys", "thousands of equal keys"])
def test_what_is_wrong_as_a_whole_is_said_once(name: str, tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "tree.yml").write_bytes(MADE[name])
    found = result(tmp_path)
    assert found
    tags = [problem.tag for problem in found.problems]
    assert tags.count("wrong-type") + tags.count("duplicate-key") == 1
    assert "too-many" not in tags


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_windows_line_ends_and_a_byte_order_mark_are_fine(
    end: str, mark: str, tmp_path: Path
) -> None:
    for name in NAMES:
        text = (SMALL / name).read_text("utf-8")
        (tmp_path / name).write_bytes((mark + text.replace("\n", end)).encode())
    assert load(tmp_path) == load(SMALL)


@pytest.mark.parametrize("what", ["folder", "device"])
def test_what_is_no_file_is_said_to_be_unreadable_or_too_large(what: str, tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "tree.yml").unlink()
    if what == "folder":
        (tmp_path / "tree.yml").mkdir()
    else:
        (tmp_path / "tree.yml").symlink_to("/dev/zero")
    found = result(tmp_path)
    assert found
    assert found.problems[0].tag in ("file-unreadable", "file-too-large")


SCRAPS = st.sampled_from(
    [
        *"\t\0\r\"'`*&!%@|>{}[],:#-?~\u00a0\u202e\u2028\ufeff",
        ": ",
        "- ",
        "\n",
        "<<: ",
        "no",
        "0.10",
        "&a ",
        "*a",
        "!!int ",
        "---\n",
        "...\n",
        "\\",
        "  ",
        "[" * 40,
        "{" * 40,
        "x" * 300,
        "9" * 5000,
    ]
)
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(SCRAPS, st.text(max_size=8))),
    min_size=1,
    max_size=4,
)


def changed(text: str, changes: list[tuple[float, int, str]]) -> bytes:
    """`text` with some characters cut out, and others put in, at some places."""
    for where, cut, put in changes:
        at = int(where * len(text))
        text = text[:at] + put + text[at + cut :]
    return text.encode("utf-8", "surrogatepass")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=st.sampled_from(NAMES), changes=CHANGES)
def test_any_change_to_the_real_files_gives_a_guide_or_an_error(
    tmp_path: Path, name: str, changes: list[tuple[float, int, str]]
) -> None:
    for each in NAMES:
        shutil.copyfile(CONTENT / each, tmp_path / each)
    text = (CONTENT / name).read_text("utf-8")
    (tmp_path / name).write_bytes(changed(text, changes))
    result(tmp_path)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=300))
def test_any_bytes_give_an_error(tmp_path: Path, data: bytes) -> None:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "tree.yml").write_bytes(data)
    assert result(tmp_path)
