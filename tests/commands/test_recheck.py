"""`recheck` reads every file that it is given or says why not, and says how many had links."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from decision_tree.cli import main
from decision_tree.editing.findings import ERROR, Finding
from decision_tree.editing.record_findings import exit_code, summary
from decision_tree.loader.record_files import ENDINGS
from tests.conftest import Capture
from tests.folders import SMALL

LEFT = "https://a.test/#v=2&shape=one-model&owner=platform&outcome=left"
HAND = "https://a.test/#v=2&shape=graph&pager=can&outcome=left"
RIGHT = "#v=2&shape=graph&pager=can&outcome=right"
TODAY = "2026-11-29"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def recheck(*files: str) -> int:
    """The exit code for these files, checked against the small tree."""
    return main(["--content", str(SMALL), "recheck", "--today", TODAY, *files])


def write(name: str, text: str | bytes) -> str:
    """A file in this folder, made with the folders above it."""
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return name


@pytest.mark.parametrize(
    ("texts", "code", "said"),
    [
        (
            [LEFT],
            0,
            "1 link checked. Today's tree still gives this outcome. 1 of 1 file had links of this "
            "guide.\n",
        ),
        (
            [LEFT, "none", f"{LEFT}\n{LEFT}"],
            0,
            "3 links checked. Today's tree still gives these outcomes. 2 of 3 files had links of "
            "this guide.\n",
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
            "0.md:2: the link names “Go left”, and its answers lead to: Go right. Somebody changed "
            "this link by "
            "hand, or cut it. Its answers do not lead to the outcome that it names.\n"
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
            "0.md:3: This link names no outcome, so there is nothing to check. Answer all "
            "questions and copy the link of the result.\n"
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
            "tree. This guide could not read the whole link. Copy it again.\n"
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
    assert recheck(record) == 3  # what it says is still possible: the tree only asks more
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
    assert "\n-:1: the link names" in printed.out
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
        ("gone", "gone/a.md: error: cannot be read (No such file or directory)"),
        ("gone/*", "gone/a.md: error: cannot be read (No such file or directory)"),
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
    (here / "gone").mkdir()
    (here / "gone" / "a.md").symlink_to("nowhere.md")
    assert recheck(name, "docs/good.md") == 1
    printed = capsys.readouterr()
    assert printed.err == f"{told}\n"
    assert printed.out.startswith("1 link checked")
    assert recheck("--json", name) == 1
    (row,) = json.loads(capsys.readouterr().out)
    place = [row["file"], *(str(row[key]) for key in ("line", "column") if row[key])]
    assert f"{':'.join(place)}: error: {row['error']}" == told


@pytest.mark.parametrize("name", ["docs", "docs/**/*.md", "**"])
def test_a_folder_that_cannot_be_opened_is_told(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    shut = here / "docs" / "shut"
    write("docs/a.md", LEFT)
    write("docs/shut/b.md", HAND)
    opened = os.scandir

    def scandir(path: Any) -> Any:
        if isinstance(path, str | Path) and Path(path).resolve() == shut:
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return opened(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert recheck(name) == 1
    told = "the folder cannot be read (Permission denied), so nothing in it was checked"
    assert capsys.readouterr().err == f"docs/shut: error: {told}\n"


@pytest.mark.parametrize(
    ("key", "meant"),
    [("review_by", "review-by"), ("Review-By", "review-by"), ("Affects", "affects")],
)
def test_a_key_that_is_almost_ours_counts_for_nothing_and_is_told(
    here: Path, capsys: Capture, key: str, meant: str
) -> None:
    assert here.is_dir()
    assert recheck(write("a.md", f"---\ntitle: x\n{key}: 2026-01-01\n---\n{LEFT}\n")) == 1
    told = f"a.md:3:1: “{key}” counts for nothing; write {meant}\n"
    assert told in capsys.readouterr().out


def test_a_byte_order_mark_is_no_part_of_the_text(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    assert recheck(write("a.md", f"\ufeff#{LEFT.partition('#')[2]}")) == 0
    assert "1 link checked" in capsys.readouterr().out


DUE = f"---\nreview-by: 2026-11-28\n---\n{LEFT}\n"
STALE = "#v=2&shape=graph&pager=can&outcome=right"
"""A link whose recommendation cites a claim."""
FUTURE = LEFT.replace("v=2", "v=3")
LATER = ("--today", "2030-01-01")
"""A day on which every statement of the small tree was checked long ago."""


@pytest.mark.parametrize(
    ("text", "options", "code", "kinds"),
    [
        (LEFT, (), 0, ["holds"]),
        (HAND, (), 1, ["disagrees"]),
        (FUTURE, (), 1, ["newer-tree"]),
        ("#v=2&shape=graph", (), 1, ["no-outcome"]),
        ("#v=2&shape=graph&own", (), 1, ["not-read-whole"]),
        ("#v=1&shape=graph&outcome=left", (), 3, ["asks-more"]),
        (DUE, (), 4, ["review-passed", "holds"]),
        (DUE.replace("28", "29"), (), 0, ["holds"]),
        (DUE.replace("2026-11-28", "soon"), (), 1, ["front-matter", "holds"]),
        (DUE.replace("2026-11-28", "2026-02-31"), (), 1, ["front-matter", "holds"]),
        (DUE.replace("2026-11-28", ""), (), 1, ["front-matter", "holds"]),
        (DUE.replace("---\n", "---\r\n"), (), 4, ["review-passed", "holds"]),
        (f"\ufeff{DUE}", (), 4, ["review-passed", "holds"]),
        (DUE.replace("---\n", "---\nother: &a [*a, {\n", 1), (), 1, ["front-matter", "holds"]),
        (DUE.replace("review-by", "other: &a [*a, {"), (), 0, ["holds"]),
        (f"text\n{DUE}", (), 0, ["holds"]),
        (STALE, LATER, 5, ["holds", "stale-claim"]),
        (STALE, (*LATER, "--older-than", "0"), 0, ["holds"]),
        (f"{DUE}{STALE}", LATER, 4, ["review-passed", "holds", "holds", "stale-claim"]),
        (f"{DUE}{HAND}", (), 1, ["review-passed", "holds", "disagrees"]),
    ],
)
def test_each_kind_of_finding_has_its_own_code_and_the_most_serious_counts(
    here: Path, capsys: Capture, text: str, options: tuple[str, ...], code: int, kinds: list[str]
) -> None:
    assert here.is_dir()
    assert recheck("--json", *options, write("a.md", text)) == code
    assert [row["kind"] for row in json.loads(capsys.readouterr().out)] == kinds


def test_a_review_that_is_due_says_which_day_and_what_to_do(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    recheck(write("a.md", DUE))
    assert capsys.readouterr().out == (
        "a.md:2: The day to review this record, 2026-11-28, has passed: see whether the answers "
        "still fit, then write a new review-by.\n1 link checked. Today's tree still gives this "
        "outcome. 1 past the day to review it. 1 of 1 file had links of this guide.\n"
    )
    recheck(write("b.md", DUE.replace("2026-11-28", "28 November")))
    assert capsys.readouterr().out.startswith(
        "b.md:2:12: review-by: “28 November” is no day; write one such as"
    )


CORPUS: dict[str, str | bytes] = {
    "left.md": LEFT,
    "hand.md": f"one\n{HAND}",
    "due.md": DUE,
    "we ird, <b>`%:1.md": HAND,
    "none.md": "nothing",
    "latin1.md": HAND.encode("utf-8") + b"\xe9",
}


def test_every_form_tells_the_same_findings(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    names = [write(name, text) for name, text in CORPUS.items()]
    assert recheck(*names) == 1
    text = capsys.readouterr().out
    assert recheck("--format", "json", *names) == 1
    rows = json.loads(capsys.readouterr().out)
    told = [row for row in rows if row["level"] != "passed"]
    assert [row["file"] for row in told] == ["hand.md", "due.md", "we ird, <b>`%:1.md", "latin1.md"]
    assert text.count("\n") == len(told)  # the unreadable one went to stderr, and one line sums up

    assert recheck("--format", "github", *names) == 1
    github = capsys.readouterr().out.splitlines()
    assert len(github) == len(told) + 1
    assert github[0].startswith("::error file=hand.md,line=2,title=disagrees::the link names")
    assert github[1].startswith("::warning file=due.md,line=2,title=review-passed::")
    assert github[2].startswith("::error file=we ird%2C <b>`%25%3A1.md,line=1,")
    assert github[3].startswith("::error file=latin1.md,line=1,col=")

    assert recheck("--format", "junit", *names) == 1
    suite = ElementTree.fromstring(capsys.readouterr().out)
    assert suite.get("failures") == str(len(told))
    assert len(list(suite.iter("testcase"))) == len(rows)
    failed = [each.get("classname") for each in suite.iter("testcase") if len(each)]
    assert failed == [row["file"] for row in told]

    assert recheck("--format", "markdown", *names) == 1
    markdown = capsys.readouterr().out
    assert markdown.count("\n- **") == len(told)
    assert "<b>" not in markdown


def test_xml_holds_no_character_that_xml_lacks(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    assert recheck("--format", "junit", write("a.md", f"{HAND}&foo=\x01\ufffe\x85]]>")) == 1
    ElementTree.fromstring(capsys.readouterr().out)


def test_gaps_count_only_when_they_are_asked_for(
    here: Path, capsys: Capture, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The gap of an answer, and that of a gate without an answer, each with whom to ask."""
    assert here.is_dir()
    guide = tmp_path_factory.mktemp("gated")
    for name in ("small", "gated"):
        shutil.copytree(SMALL.parent / name, guide, dirs_exist_ok=True)
    link = "https://a.test/#v=2&shape=one-model&owner=platform&rehearsed=no&outcome=left"
    arguments = ("--content", str(guide), "recheck", "--today", TODAY, write("a.md", link))
    assert main([*arguments]) == 0
    capsys.readouterr()
    assert main([*arguments, "--gaps", "--json"]) == 6
    holds, gaps = json.loads(capsys.readouterr().out)
    assert (holds["kind"], gaps["kind"], gaps["level"]) == ("holds", "open-gaps", "warning")
    assert gaps["text"] == "2 gaps to close before production."
    assert gaps["gaps"] == ["rehearse", "repair"]
    assert all(": ask " in detail for detail in gaps["details"])


@pytest.mark.parametrize("status", ["superseded by 0009", "rejected", '"Deprecated"'])
def test_a_record_that_no_longer_counts_is_passed_by(
    here: Path, capsys: Capture, status: str
) -> None:
    assert here.is_dir()
    text = f"---\nstatus: {status}\nreview-by: 2026-01-01\n---\n{HAND}\n"
    assert recheck(write("a.md", text), write("b.md", LEFT)) == 0
    printed = capsys.readouterr().out
    assert f"a.md: passed by, because its status is “{status.strip(chr(34))}”.\n" in printed
    assert "1 passed by because of their status." in printed
    assert recheck(write("a.md", text.replace("status", "state"))) == 1


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("---\nreview-by: 2026-01-01\n\n# T\n", 1, "a.md:1:1: the front matter is not closed"),
        ("\n---\nreview-by: 2026-01-01\n---\n", 1, "a.md:2:1: nothing may stand above the line"),
        ('+++\nreview-by = "2026-01-01"\n+++\n', 1, "a.md:1:1: this front matter is TOML"),
        ("---\rreview-by: 2026-01-01\r---\r", 1, "a.md:1:1: the lines of this file end in CR"),
        ("---\nstatus: [\n---\n", 1, "a.md:3:1: not valid YAML"),
        ('---\nstatus: "accepted\n---\n', 1, "a.md:2:9: not valid YAML"),
        ("---\nstatus: a\nstatus: b\n---\n", 0, ""),
        ("---\ntitle: [\n---\n", 0, ""),
        ("---\ntitle: a\n\n# T\n", 0, ""),
        ("---\n\n# review-by\nreview-by: 2026-01-01\n", 0, ""),
        ("# T\nreview-by: 2026-01-01\n", 0, ""),
    ],
)
def test_front_matter_that_is_none_is_told(
    here: Path, capsys: Capture, text: str, code: int, told: str
) -> None:
    assert here.is_dir()
    assert recheck(write("a.md", text + LEFT + "\n")) == code
    assert told in capsys.readouterr().out


def recorded(capsys: Capture, *options: str) -> str:
    """The record of a link that holds."""
    command = ["--content", str(SMALL), *options, "record", RIGHT, "--date", "2026-11-01"]
    assert main(command) == 0
    return capsys.readouterr().out


def findings(capsys: Capture, code: int, name: str, text: str, *options: str) -> list[Any]:
    """What is found in a file with this text."""
    assert recheck("--json", *options, write(name, text)) == code
    rows: list[Any] = json.loads(capsys.readouterr().out)
    return rows


def test_a_record_without_its_link_is_told(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    text = recorded(capsys)
    assert [row["kind"] for row in findings(capsys, 0, "a.md", text)] == ["holds"]
    lines = text.splitlines(keepends=True)
    without = "".join(line for line in lines if "#v=2" not in line)
    (row,) = findings(capsys, 1, "a.md", without)
    assert (row["kind"], row["line"]) == ("no-link", 1)
    assert row["text"].startswith(
        "This looks like a record and holds no link to check. Put it back"
    )
    assert recheck("a.md") == 1
    assert "1 without the link of a record." in capsys.readouterr().out
    others = without.replace("review-by", "reviewed")
    assert findings(capsys, 0, "a.md", others) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Chosen option: **Go right**", "Chosen option: **Go left**", True),
        ("Chosen option: **Go right**", 'Chosen option: "Go left", because', True),
        ("- **Go right**: chosen", "- **Go left**: chosen", True),
        ("Chosen option: **Go right**", "Chosen option: **Go up**", False),
        ("Chosen option: **Go right**", "Chosen option: **Go leftwards**", False),
        ("Go right, with `care`", "Go left", False),
    ],
)
def test_a_record_that_chooses_another_outcome_than_its_link_is_told(
    here: Path, capsys: Capture, old: str, new: str, told: bool
) -> None:
    assert here.is_dir()
    text = recorded(capsys)
    assert text.count(old) == 1
    line = text[: text.index(old)].count("\n") + 1
    text = text.replace(old, new)
    rows = findings(capsys, int(told), "a.md", text)
    assert [row["kind"] for row in rows] == ["holds", *(["other-outcome"] if told else [])]
    if told:
        at = next(n for n, each in enumerate(text.split("\n"), 1) if "#v=2" in each)
        assert rows[1]["line"] == line
        said = f"The text chooses “Go left” here, and the link on line {at} names “Go right”."
        assert rows[1]["text"].startswith(said)
    both = f"{text}\n{LEFT}\n"  # it holds both: somebody compares two
    assert {row["kind"] for row in findings(capsys, 0, "a.md", both)} == {"holds"}


def test_a_record_in_json_is_read_like_one_in_markdown(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    text = recorded(capsys, "--json")
    assert [row["kind"] for row in findings(capsys, 0, "a.json", text)] == ["holds"]
    later = ("--today", "2027-06-01", "--older-than", "0")
    due, _ = findings(capsys, 4, "a.json", text, *later)
    lines = text.split("\n")
    assert (due["kind"], '"review_by"' in lines[due["line"] - 1]) == ("review-passed", True)
    assert due["text"].endswith("then write a new review_by.")
    gone = findings(capsys, 0, "a.json", text.replace('"proposed"', '"superseded"'), *later)
    assert [row["kind"] for row in gone] == ["no-longer-counts"]
    soon = text.replace("2027-05-01", "soon")
    assert findings(capsys, 1, "a.json", soon)[0]["text"].startswith("review_by: “soon” is no day")
    cut = findings(capsys, 1, "a.json", text[: len(text) // 2])
    assert cut[0]["text"].startswith("this record is no whole JSON")
    other = findings(capsys, 1, "a.json", text.replace("outcome=right", "outcome=left"))
    assert [row["kind"] for row in other] == ["disagrees"]
    two = findings(capsys, 1, "a.json", text.replace("outcome=right", "outcome=left", 1))
    assert sorted(row["kind"] for row in two) == ["disagrees", "holds"]
    none = text.replace(RIGHT.removeprefix("#"), "")
    assert "no-link" in [row["kind"] for row in findings(capsys, 1, "a.json", none)]
    assert findings(capsys, 0, "b.json", "[" * 100_000) == []


@pytest.mark.parametrize(
    ("front", "line", "told"),
    [
        ("affeects: deploy", 3, "“affeects” counts for nothing; write affects"),
        ("affect: deploy", 3, "“affect” counts for nothing; write affects"),
        ("reviewby: 2027-01-01", 3, "“reviewby” counts for nothing; write review-by"),
        ("date: 2026-13-01\naffects: a", 3, "date: “2026-13-01” is no day"),
        ("status: supersedet\naffects: a", 3, "“supersedet” counts for nothing; write superseded"),
        ("affects: 5", 3, "affects: write patterns of file names"),
        ("affects: [a, true]", 3, "affects: write patterns of file names"),
        ("effects: a", 0, ""),
        ("date: 2026-13-01", 0, ""),
        ('date: "2026-11-23 (draft)"\nstatus: accepted\naffects: a', 0, ""),
    ],
)
def test_what_is_almost_a_key_or_a_word_of_a_record_is_told(
    here: Path, capsys: Capture, front: str, line: int, told: str
) -> None:
    assert here.is_dir()
    text = f"---\na: b\n{front}\n---\n{LEFT}\n"
    rows = findings(capsys, 1 if line else 0, "a.md", text)
    assert [row["kind"] for row in rows] == [*(["front-matter"] if line else []), "holds"]
    if line:
        assert rows[0]["line"] == line
        assert rows[0]["text"].startswith(told)


def test_an_empty_name_is_a_wrong_command(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    write("a.md", LEFT)
    assert recheck("") == 2
    assert capsys.readouterr().err.startswith("error: one of the names is empty")


@pytest.mark.parametrize("tell", [exit_code, lambda found: summary(found, 1, 1)])
def test_a_kind_of_finding_that_nothing_says_how_to_count_is_not_passed_over(
    tell: Callable[[list[Finding]], object],
) -> None:
    with pytest.raises(KeyError):
        tell([Finding("a.md", 1, "of-a-new-kind", ERROR, "It is new.")])
