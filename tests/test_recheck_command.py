"""`recheck` reads every file that it is given or says why not, and says how many had links."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from decision_tree.cli import main
from decision_tree.loader.record_files import ENDINGS

SMALL = Path(__file__).parent / "guides" / "small"
LEFT = "https://a.test/#v=2&shape=one-model&owner=platform&outcome=left"
HAND = "https://a.test/#v=2&shape=graph&pager=can&outcome=left"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def recheck(*files: str) -> int:
    """The exit code for these files, checked against the small tree."""
    return main(["--content", str(SMALL), "recheck", *files])


def write(name: str, text: str | bytes) -> str:
    """A file in this folder, made with the folders above it."""
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return name


@pytest.mark.parametrize(
    ("texts", "code", "said"),
    [
        ([LEFT], 0, "1 link checked, 0 no longer hold. 1 of 1 file had links of this guide.\n"),
        (
            [LEFT, "none", f"{LEFT}\n{LEFT}"],
            0,
            "3 links checked, 0 no longer hold. 2 of 3 files had links of this guide.\n",
        ),
        (
            ["none"],
            0,
            "0 links checked, 0 no longer hold. No link of this guide was found in 1 file.\n",
        ),
        (
            ["", ""],
            0,
            "0 links checked, 0 no longer hold. No link of this guide was found in 2 files.\n",
        ),
        (
            [f"{LEFT}\n{HAND}"],
            1,
            "0.md:2: version 2 said “Go left”, now: Go right. The link was changed by hand: its "
            "answers do not lead to the outcome it names.\n"
            "2 links checked, 1 no longer hold. 1 of 1 file had links of this guide.\n",
        ),
        (
            ["#v=2&shape=graph&own"],
            1,
            "0.md:1: There is no question “own” in this tree.\n"
            "1 link checked, 1 no longer hold. 1 of 1 file had links of this guide.\n",
        ),
        (
            ["\n\n#v=2&shape=graph"],
            1,
            "0.md:3: This link names no outcome, so there is nothing to check: answer to the end, "
            "and copy the link of the result.\n"
            "1 link checked, 1 no longer hold. 1 of 1 file had links of this guide.\n",
        ),
        (
            [LEFT.replace("v=2", "v=3")],
            1,
            "0.md:1: This link was made with version 3 of the tree, and version 2 is installed: "
            "install the newest release and check again.\n"
            "1 link checked, 1 no longer hold. 1 of 1 file had links of this guide.\n",
        ),
        (
            [LEFT.replace("&shape", "&foo=x&shape")],
            1,
            "0.md:1: version 2 said “Go left”, now: Go left. There is no question “foo” in this "
            "tree. The link was not read whole; copy it again.\n"
            "1 link checked, 1 no longer hold. 1 of 1 file had links of this guide.\n",
        ),
    ],
)
def test_it_says_what_no_longer_holds_and_how_many_files_had_links(
    here: Path, capsys: Capture, texts: list[str], code: int, said: str
) -> None:
    names = [write(f"{number}.md", text) for number, text in enumerate(texts)]
    assert here.is_dir()
    assert (recheck(*names), capsys.readouterr().out) == (code, said)


def test_a_record_of_an_old_link_fails_until_it_is_settled(here: Path, capsys: Capture) -> None:
    old = "#v=1&shape=graph&outcome=left"
    assert main(["--content", str(SMALL), "record", old]) == 0
    record = write("record.md", capsys.readouterr().out)
    assert here.is_dir()
    assert recheck(record) == 1
    assert "version 1 said “Go left”, now: not settled." in capsys.readouterr().out
    assert main(["--content", str(SMALL), "record", "#v=1&shape=graph&pager=can&outcome=left"]) == 0
    assert recheck(write("record.md", capsys.readouterr().out)) == 0


def test_a_dash_is_the_standard_input(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert here.is_dir()
    for text, code in ((LEFT, 0), (HAND, 1), (LEFT.encode("utf-16").decode("latin-1"), 1)):
        data = io.BytesIO(text.encode("latin-1"))
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(data))
        assert recheck("-") == code
    printed = capsys.readouterr()
    assert "\n-:1: version 2 said" in printed.out
    assert printed.err == "-:1:1: error: the file is UTF-16; save it as UTF-8\n"


TREE = {"a.md": 1, "b.txt": 1, "c.bin": 0, "sub/d.md": 1, "sub/deep/e.MD": 1, ".git/f.md": 0}
"""Files of a folder, and whether they are read as parts of it."""


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("docs", 4),
        ("docs/", 4),
        ("docs/*.md", 1),
        ("docs/**/*.md", 2),
        ("docs/**", 5),
        ("docs/*", 3),
        ("docs/[ab].*", 2),
        ("docs/c.bin", 1),
        ("docs/.git/f.md", 1),
    ],
)
def test_folders_and_patterns_are_the_files_in_them(
    here: Path, capsys: Capture, name: str, count: int
) -> None:
    for each in TREE:
        write(f"docs/{each}", LEFT)
    assert here.is_dir()
    assert recheck(name) == 0
    assert capsys.readouterr().out.startswith(f"{count} link")


def test_a_file_that_is_named_in_many_ways_is_read_once(here: Path, capsys: Capture) -> None:
    for each in TREE:
        write(f"docs/{each}", LEFT)
    assert recheck("docs", "docs/", "docs/**/*.md", f"{here}/docs/../docs/a.md") == 0
    assert capsys.readouterr().out.startswith("4 links")


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    write("a.md", HAND)
    assert recheck(write("[a].md", LEFT)) == 0
    assert "1 link checked" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("none.md", "none.md: error: cannot be read (No such file or directory)"),
        (
            "empty",
            "empty: error: the folder has no file whose name ends in "
            f"{', '.join(ENDINGS)}; name one",
        ),
        (
            "docs/*.rst",
            "docs/*.rst: error: no file matches this pattern; check it, or name a folder",
        ),
        ("docs/utf16.md", "docs/utf16.md:1:1: error: the file is UTF-16; save it as UTF-8"),
        (
            "docs/latin1.md",
            "docs/latin1.md:2:4: error: this byte is not UTF-8; the file is probably Windows-1252 "
            "(Latin-1); save it as UTF-8",
        ),
        (
            "docs/bare16.md",
            "docs/bare16.md: error: the file is no text, or UTF-16 without its mark; "
            "save it as UTF-8",
        ),
        (
            "docs/pipe",
            "docs/pipe: error: cannot be read (it is a pipe); "
            "write `decision-tree recheck - < docs/pipe`",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence_and_is_no_success(
    here: Path, capsys: Capture, name: str, told: str
) -> None:
    (here / "empty").mkdir()
    write("docs/utf16.md", LEFT.encode("utf-16"))
    write("docs/bare16.md", LEFT.encode("utf-16-le"))
    write("docs/latin1.md", f"a\ncaf\xe9 {LEFT}".encode("latin-1"))
    write("docs/good.md", LEFT)
    os.mkfifo("docs/pipe")
    assert recheck(name, "docs/good.md") == 1
    printed = capsys.readouterr()
    assert printed.err == f"{told}\n"
    assert printed.out.startswith("1 link checked")
    assert recheck("--json", name) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert f"{row['file']}: error: {row['error']}" == told


def test_a_byte_order_mark_is_no_part_of_the_text(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    assert recheck(write("a.md", f"\ufeff#{LEFT.partition('#')[2]}")) == 0
    assert "1 link checked" in capsys.readouterr().out
