"""The command line at its edges: no room, no reader, odd names, odd files. A sentence each."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from decision_tree.cli import main
from tests.conftest import Capture
from tests.folders import ROOT, SMALL

LEFT = "#v=2&shape=one-model&owner=platform&outcome=left"
WRONG = "#v=2&shape=one-model&owner=platform&outcome=right"


def run(shell: str, **more: str) -> tuple[int, str, str]:
    """Run a line of bash, in which `dt` is the command with the small tree, as long as it takes."""
    command = f'"{sys.executable}" -m decision_tree --content "{SMALL}"'
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'dt() {{ {command} "$@"; }}; {shell}'],
        cwd=ROOT,
        env={**os.environ, **more},
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def here(line: str, capsys: Capture) -> tuple[object, str, str]:
    """Run the command in this process, where no shell and no stream is what is tried."""
    try:
        code: object = main(["--content", str(SMALL), *shlex.split(line)])
    except SystemExit as ended:
        code = ended.code
    return code, *capsys.readouterr()


@pytest.mark.parametrize("command", ["check", "paths", "paths --json", "diagram --svg"])
def test_a_full_disk_is_told_in_a_sentence(command: str) -> None:
    told = "The output could not be written: No space left on device. Make room, then try again.\n"
    assert run(f"dt {command} > /dev/full") == (1, "", told)
    assert run(f"dt {command} > /dev/full 2> /dev/full") == (1, "", "")


@pytest.mark.parametrize(("link", "code"), [(LEFT, 0), (WRONG, 1)])
def test_a_reader_that_leaves_early_changes_no_exit_code(link: str, code: int) -> None:
    for reader in ("true", "head -1 > /dev/null"):
        assert run(f"dt resolve '{link}' | {reader}") == (code, "", "")
    assert run("for n in {1..20000}; do echo; done | dt ask | true")[2] == ""


def test_closed_streams_are_no_mistake() -> None:
    assert run(f"dt resolve '{LEFT}' >&-") == (0, "", "")
    assert run(f"dt resolve '{LEFT}' >&- 2>&-") == (0, "", "")


def test_what_would_steer_a_terminal_is_printed_as_an_escape(tmp_path: Path) -> None:
    code, out, err = run(r"dt resolve $'#v=2&\e[31mx=\u202ey'")
    assert (code, "\x1b" in out + err, "\u202e" in out + err) == (1, False, False)
    assert r"“\u001b[31mx”" in err
    odd = tmp_path / "a\x1b[2Jb\nc\x9b\udcff.md"
    odd.write_text(WRONG, "utf-8")
    code, out, _ = run(f'dt recheck "{tmp_path}"/*')
    assert (code, "\x1b" in out, "\x9b" in out) == (1, False, False)
    assert r"a\u001b[2Jb\u000ac\u009b\udcff.md:1: " in out


@pytest.mark.parametrize("command", ["recheck", "agreement"])
@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("none.md", ": error: cannot be read (No such file or directory)"),
        ("latin1.md", ":2:1: error: this byte is not UTF-8; the file is probably Windows-1252"),
        ("pipe", ": error: cannot be read (it is a pipe); write"),
        ("/dev/zero", ": error: cannot be read (it has over 64 MB); give it in parts"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(
    tmp_path: Path, command: str, file: str, told: str
) -> None:
    (tmp_path / "latin1.md").write_bytes(b"# A\n\xe9\n")
    os.mkfifo(tmp_path / "pipe")
    code, _, err = run(f'dt {command} "{tmp_path / file}"')
    assert code == (1 if command == "recheck" else 2)
    assert err.startswith(f"{tmp_path / file}{told}")
    assert err.count("\n") == 1


def test_a_pipe_to_which_somebody_writes_is_read_to_its_end() -> None:
    code, out, err = run(f"dt recheck <(echo 'https://g.test/decide/{WRONG}')")
    assert (code, err) == (1, "")
    assert "1 link checked, 1 no longer hold." in out


@pytest.mark.parametrize(
    ("options", "taken", "name"),
    [
        ("", [], "0001-serving-contract-left.md"),
        ("", ["0001-a.md", "0011-b.md", "12-c.txt", "0002.md"], "0012-serving-contract-"),
        ("", ["9-a.MD"], "0010-serving-contract-left.md"),
        ("--name date --date 2026-11-29", [], "2026-11-29-serving-contract-left.md"),
        ("--name title", [], "serving-contract-left.md"),
        ("--name title", ["serving-contract-left.md"], "serving-contract-left-2.md"),
    ],
)
def test_a_record_is_written_under_a_name_that_is_free(
    tmp_path: Path, capsys: Capture, options: str, taken: list[str], name: str
) -> None:
    folder = tmp_path / "a" / "decisions"
    if taken:
        folder.mkdir(parents=True)
    for each in taken:
        (folder / each).write_text("mine", "utf-8")
    link = "#v=2&shape=one-model&owner=platform&outcome=left"
    line = f'record "{link}" --into "{folder}" {options} --affects "deploy/**"'
    code, out, _ = here(line, capsys)
    (new,) = {each.name for each in folder.iterdir()} - set(taken)
    assert (code, new.startswith(name)) == (0, True)
    assert out == f"The record is in {folder / new}.\n"
    assert '\naffects: ["deploy/**"]\n\n---\n' in (folder / new).read_text("utf-8")
    assert all((folder / each).read_text("utf-8") == "mine" for each in taken)


@pytest.mark.parametrize(
    ("day", "options", "review"),
    [
        ("2026-11-29", "", "2027-05-29"),
        ("2026-08-31", "", "2027-02-28"),
        ("2026-06-30", "", "2026-12-30"),
        ("2026-01-05", "", "2026-07-05"),
        ("2026-01-05", "--review-by 2026-02-01", "2026-02-01"),
    ],
)
def test_a_record_says_when_to_look_at_it_again(
    capsys: Capture, day: str, options: str, review: str
) -> None:
    link = "#v=2&shape=one-model&owner=platform&outcome=left"
    code, out, _ = here(f'record "{link}" --date {day} {options}', capsys)
    assert (code, f"\nreview-by: {review}\n" in out) == (0, True)


def test_a_record_is_not_to_be_looked_at_again_before_its_day(capsys: Capture) -> None:
    link = "#v=2&shape=one-model&owner=platform&outcome=left"
    line = f'record "{link}" --date 2026-01-05 --review-by 2026-01-04'
    code, _, told = here(line, capsys)
    wanted = "error: --review-by 2026-01-04 is before the day of the record, 2026-01-05; name a"
    assert (code, told.startswith(wanted)) == (2, True)


@pytest.mark.parametrize(
    "line", ["--content {} --json check", "check --json --content {}", "--json check --content={}"]
)
def test_the_content_and_json_may_stand_on_either_side_of_the_command(
    capsys: Capture, line: str
) -> None:
    code, out, err = here(line.format(ROOT / "decision_tree" / "content"), capsys)
    assert (code, err) == (0, "")
    small = json.loads(here("check --json", capsys)[1])
    assert json.loads(out)["questions"] > small["questions"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "guard --base main --formats=text",
            "guard: error: there is no option “--formats”; did you",
        ),
        ("check -x", "check: error: there is no option “-x”; known are: --content, --format, "),
        ("resolve a b", "resolve: error: “b” is one too many; put a text with spaces into quotes"),
    ],
)
def test_an_option_that_nobody_knows_is_told_by_its_command(
    capsys: Capture, line: str, told: str
) -> None:
    code, out, err = here(line, capsys)
    assert (code, out) == (2, "")
    assert err.startswith(f"decision-tree {told}")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"compare '{LEFT}'", "One link is not enough to compare. Give two or more."),
        ("claims --older-than soon", "“soon” is no number of days; write one such as 365"),
        (
            "plan '#v=1&unit=x' --symptom x",
            "Give the address of a plan or options that say what happened, and not both.",
        ),
        (f"record '{LEFT}' --into /dev/null/decisions", "error: Not a directory; name another"),
    ],
)
def test_what_does_not_fit_together_is_told_and_prints_nothing_else(line: str, told: str) -> None:
    code, out, err = run(f"dt {line}")
    assert (code, out) == (2, "")
    assert told in err
