"""The command line: what each command prints, as text and as JSON, and its exit code."""

from __future__ import annotations

import io
import json
import os
import shutil
from pathlib import Path

import pytest

from decision_tree.cli import COMMANDS, main
from decision_tree.commands.plan import load_with_runs
from decision_tree.loader.load import CONTENT
from decision_tree.loader.problems import Place, Problem, notes_for_github
from tests.conftest import Capture
from tests.folders import SMALL

LEFT = "#v=2&shape=one-model&owner=platform&outcome=left"
RIGHT = "#v=2&shape=graph&pager=can&outcome=right"
HAND = "#v=2&shape=graph&pager=can&outcome=left"
OPEN = "#v=2&shape=graph"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The small tree with its history."""
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_a_record_says_at_once_that_its_link_names_another_outcome(
    content: Path, capsys: Capture
) -> None:
    assert main(["--content", str(content), "record", HAND, "--into", str(content / "d")]) == 1
    assert capsys.readouterr().err == (
        "warning: the link names “Go left”, and the record says: Go right. Somebody changed this "
        "link by hand, or cut it. Its answers do not lead to the outcome that it names.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["check"], 0, "Sound: 3 questions, 2 outcomes, 5 paths"),
        (["paths"], 0, "shape=graph pager=can -> right"),
        (["publish"], 0, "Version 2 is kept"),
        (["resolve", LEFT], 0, "=> Go left"),
        (["resolve", LEFT], 0, "Today's tree still gives this outcome."),
        (["resolve", HAND], 1, "changed this link by hand"),
        (["resolve", OPEN], 1, "Not settled yet"),
        (["record", LEFT], 0, "Chosen option: **Go left**"),
        (["record", HAND], 1, "Chosen option: **Go right**"),
        (["compare", LEFT, LEFT], 0, "First: Go left"),
        (["compare", LEFT, RIGHT], 1, "changes the outcome"),
        (["compare", LEFT, LEFT, LEFT], 0, "- The outcome. 3 × Go left (all 3 agree)"),
        (
            ["compare", LEFT, RIGHT, LEFT],
            1,
            "- The outcome. 2 × Go left / 1 × Go right (1 of 3 pairs of people agree)",
        ),
        (["compare", LEFT, RIGHT, LEFT, LEFT, "--json"], 1, '"agreed": false'),
        (["diagram"], 0, "flowchart LR"),
        (["diagram", LEFT], 0, "One model"),
        (["diagram", LEFT, "--svg"], 0, "<svg"),
        (["diagram", "--svg"], 0, "<svg"),
        (["diff", str(SMALL), str(SMALL)], 0, "0 of 5 paths lead elsewhere"),
    ],
)
def test_each_command_says_its_result_and_exits_with_its_code(
    content: Path, capsys: Capture, arguments: list[str], code: int, says: str
) -> None:
    assert main(["--content", str(content), *arguments]) == code
    assert says in capsys.readouterr().out
    assert main(["--content", str(content), *arguments, "--json"]) == code
    assert json.loads(capsys.readouterr().out) is not None


def test_a_full_address_is_a_link_too(content: Path, capsys: Capture) -> None:
    assert main(["--content", str(content), "resolve", f"https://a.test/decide/{LEFT}"]) == 0
    assert "Go left" in capsys.readouterr().out


def test_what_cannot_be_read_in_a_link_is_said(content: Path, capsys: Capture) -> None:
    assert main(["--content", str(content), "resolve", "#v=2&shape=grahp"]) == 1
    assert "no answer “grahp”" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        ("1\n1\n", 0, "=> Go left"),
        ("1\n2\n1\n", 0, "=> Go right"),
        ("2\nb\n1\n1\n", 0, "=> Go left"),
        ("?\n1\n1\n", 0, "It decides who can own the graph."),
        ("9\nx\n\n1\n1\n", 0, "is not an answer here"),
        ("2\nn\n", 0, "Not settled yet"),
        ("b\n1\n1\n", 0, "=> Go left"),
        ("1\nq\n", 1, "Stopped."),
        ("1\n", 1, "Stopped."),
        ("9" * 5000 + "\n0\n²\n1\n1\n", 0, "=> Go left"),
    ],
)
def test_the_quiz_in_a_terminal(
    content: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    code: int,
    says: str,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main(["--content", str(content), "ask"]) == code
    assert says in capsys.readouterr().out


def test_an_interrupted_quiz_stops_without_a_traceback(
    content: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupted)
    assert main(["--content", str(content), "ask"]) == 1
    assert capsys.readouterr().out.endswith("Stopped.\n")


@pytest.mark.parametrize("command", [["record", "foo"], ["diagram", "foo"], ["record", ""]])
def test_a_link_without_an_answer_is_a_wrong_command(
    content: Path, capsys: Capture, command: list[str]
) -> None:
    assert main(["--content", str(content), *command]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "This link contains no answer" in printed.err
    assert ("no question “foo”" in printed.err) == ("foo" in command)
    assert main(["--content", str(content), *command, "--json"]) == 2
    assert "This link contains no answer" in json.loads(capsys.readouterr().out)["notes"][-1]


@pytest.mark.parametrize(
    ("links", "which"),
    [
        ([LEFT, "foo", LEFT], "Link 2 contains"),
        (["", LEFT, "foo"], "Link 1 and Link 3 contain"),
        (["foo", "foo"], "Link 1 and Link 2 contain"),
    ],
)
def test_compare_says_which_link_holds_no_answer(
    content: Path, capsys: Capture, links: list[str], which: str
) -> None:
    assert main(["--content", str(content), "compare", *links]) == 2
    assert f"{which} no answer." in capsys.readouterr().err


def test_a_reading_that_was_not_read_whole_is_told(content: Path, capsys: Capture) -> None:
    file = content / "readings.txt"
    file.write_text(f"a {LEFT}\na {OPEN}&pagr=can\n", "utf-8")
    assert main(["--content", str(content), "agreement", str(file)]) == 1
    assert f"{file}:2: There is no question “pagr”" in capsys.readouterr().err
    file.write_text(f"a {LEFT}\na {LEFT}\n", "utf-8")
    assert main(["--content", str(content), "agreement", str(file)]) == 0


def test_json_holds_the_notes_on_a_link(content: Path, capsys: Capture) -> None:
    assert main(["--content", str(content), "record", f"{LEFT}&foo=x", "--json"]) == 0
    note = "There is no question “foo” in this tree."
    assert json.loads(capsys.readouterr().out)["notes"] == [note]
    assert main(["--content", str(content), "compare", LEFT, f"{LEFT}&foo=x", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["notes"] == {"first": [], "second": [note]}


def test_output_is_utf_8_whatever_the_terminal_says(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, err = (io.TextIOWrapper(io.BytesIO(), "ascii") for _ in range(2))
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setattr("sys.stderr", err)
    assert main(["--content", str(content), "resolve", "#v=2&shape=\udcff"]) == 1
    err.flush()
    assert isinstance(err.buffer, io.BytesIO)
    assert r"no answer “\udcff”" in err.buffer.getvalue().decode("utf-8")


def edited(content: Path, old: str, new: str, name: str = "tree.yml") -> None:
    """Replace `old` in one of the files."""
    text = (content / name).read_text("utf-8")
    assert old in text
    (content / name).write_text(text.replace(old, new, 1), "utf-8")


def test_a_version_is_published_and_kept_anew_by_its_number(content: Path, capsys: Capture) -> None:
    folder = ["--content", str(content)]
    edited(content, "operability: ray-serve}, to: right", "operability: ray-serve}, to: left")
    edited(content, "{}, to: left", "{}, to: right")
    assert main([*folder, "check"]) == 1
    assert "`make publish REPLACE=2`" in capsys.readouterr().err
    assert main([*folder, "publish"]) == 1
    assert "REPLACE=2" in capsys.readouterr().err
    assert main([*folder, "publish", "--replace", "2", "--day", "2026-11-25"]) == 0
    assert "tree.yml; commit all three" in capsys.readouterr().out
    assert main([*folder, "check"]) == 0
    assert "(version 2, 2026-11-25)" in capsys.readouterr().out
    edited(content, "version: 2", "version: 4")
    assert main([*folder, "publish"]) == 1
    assert "the newest published version is 2; write 3" in capsys.readouterr().err


def test_days_to_come_are_refused_by_check_alone(content: Path, capsys: Capture) -> None:
    """A reader whose clock is wrong can still read a link."""
    edited(content, 'checked: "2026-11-23"', 'checked: "2999-11-23"', "claims.yml")
    assert main(["--content", str(content), "check"]) == 1
    assert "“2999-11-23” is still to come" in capsys.readouterr().err
    assert main(["--content", str(content), "resolve", LEFT]) == 0


def test_a_day_that_never_was_is_a_problem_and_no_traceback(content: Path, capsys: Capture) -> None:
    edited(content, 'checked: "2026-11-23"', 'checked: "2026-02-31"', "claims.yml")
    for command in (["claims"], ["claims", "--older-than", "180", "--markdown"], ["check"]):
        assert main(["--content", str(content), *command]) == 1
        assert "the calendar has no “2026-02-31”" in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["yesterday", "2026-02-31", "20261123"])
def test_a_record_has_a_day_of_the_calendar(content: Path, capsys: Capture, typed: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--content", str(content), "record", LEFT, "--date", typed])
    assert stopped.value.code == 2
    assert f"“{typed}” is not a day; write YYYY-MM-DD" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--title", "--team", "--affects"])
def test_a_text_that_a_record_keeps_in_part_is_said(
    content: Path, capsys: Capture, option: str
) -> None:
    for length in (200, 201):
        assert main(["--content", str(content), "record", LEFT, option, "x" * length]) == 0
        told = capsys.readouterr().err
        assert (f"{option} has 201 characters, and the record keeps the first 200" in told) == (
            length == 201
        )
        assert told == "" or told.startswith("warning: ")


def test_publishing_where_nothing_can_be_written_says_so(
    content: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("decision_tree.commands.publish.publish", refused)
    assert main(["--content", str(content), "publish"]) == 1
    assert "cannot be written to (Permission denied)" in capsys.readouterr().err


def test_recheck_names_a_file_that_cannot_be_read_in_json_too(
    content: Path, capsys: Capture
) -> None:
    missing = str(content / "none.md")
    assert main(["--content", str(content), "recheck", "--json", missing]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert row["file"] == missing
    assert "cannot be read" in row["error"]


def test_a_review_against_what_git_does_not_know_is_a_wrong_command(
    content: Path, capsys: Capture
) -> None:
    for base in ("no-such-branch", str(content)):
        assert main(["review", base]) == 2
        said = capsys.readouterr().err
        assert said.startswith(f"error: there is no commit “{base}” here; ")


def test_a_day_that_is_none_is_told_how_to_write_one(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["claims", "--today", "foo"])
    assert stopped.value.code == 2
    assert "“foo” is not a day; write YYYY-MM-DD" in capsys.readouterr().err


def test_recheck_says_where_a_link_is_cut_off(content: Path, capsys: Capture) -> None:
    (content / "cut.md").write_text("#v=2&shape=graph&\n", "utf-8")
    assert main(["--content", str(content), "recheck", str(content / "cut.md")]) == 1
    assert "cut.md:1: The link is cut off at “&”" in capsys.readouterr().out


def test_the_quiz_in_a_terminal_gives_json_apart_from_the_questions(
    content: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n1\n"))
    assert main(["--content", str(content), "ask", "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["outcome"] == "left"
    assert "What does one request go through?" in printed.err


def test_recheck_names_file_line_and_the_answer(content: Path, capsys: Capture) -> None:
    good, bad = content / "good.md", content / "bad.md"
    good.write_text(f"# Ours\n\n<https://a.test/{LEFT}>\n", "utf-8")
    bad.write_text(f"# Theirs\n\n<https://a.test/{HAND.replace('v=2', 'v=1')}>\n", "utf-8")
    assert main(["--content", str(content), "recheck", str(good)]) == 0
    assert "1 link checked. Today's tree still gives this outcome." in capsys.readouterr().out
    assert main(["--content", str(content), "recheck", str(good), str(bad)]) == 1
    out = capsys.readouterr().out
    assert f"{bad}:3: version 1 said “Go left”, now: Go right. “They can”" in out
    assert main(["--content", str(content), "recheck", "--json", str(bad)]) == 1
    assert json.loads(capsys.readouterr().out)[0]["holds"] is False
    assert main(["--content", str(content), "recheck", str(content / "none.md")]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_diff_lists_exactly_the_paths_that_lead_elsewhere(content: Path, capsys: Capture) -> None:
    text = (content / "tree.yml").read_text("utf-8")
    changed = text.replace("leans: {team: kserve}, to: left}", "leans: {}, to: right}").replace(
        "{id: nobody, text: Nobody, reason: Nobody does., leans: {}, to: pager}",
        "{id: nobody, text: Nobody, reason: Nobody does., leans: {}, to: left}",
    )
    (content / "tree.yml").write_text(changed, "utf-8")
    assert main(["--content", str(content), "diff", str(SMALL), str(content), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    moved = {
        "&".join(f"{q}={o}" for q, o in m["answers"].items()): m["now"] for m in found["moved"]
    }
    assert moved == {
        "shape=one-model&owner=platform": ["right"],
        "shape=one-model&owner=nobody&pager=can": ["left"],
    }
    assert main(["--content", str(content), "diff", str(SMALL), str(content), "--markdown"]) == 1
    assert "| shape=one-model&amp;owner=platform | left | right |" in capsys.readouterr().out


def test_commands_that_compare_others_do_not_read_the_content_here(
    content: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake in a third folder is none of `diff`, and `review` reads each side once, itself."""
    (content / "tree.yml").write_text("start: [", "utf-8")
    here = ["--content", str(content)]
    assert main([*here, "diff", str(SMALL), str(SMALL)]) == 0
    assert "0 of 5 paths lead elsewhere" in capsys.readouterr().out
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(content.parent.parent.parent))
    assert main([*here, "review", "main"]) == 2
    assert "this folder is in no Git repository" in capsys.readouterr().err


def test_bad_content_is_reported_with_exit_code_1(content: Path, capsys: Capture) -> None:
    text = (content / "tree.yml").read_text("utf-8")
    (content / "tree.yml").write_text(text.replace("start: shape", "start: shap"), "utf-8")
    assert main(["--content", str(content), "check"]) == 1
    err = capsys.readouterr().err
    assert "did you mean “shape”?" in err
    assert "1 problem found." in err


def test_a_revision_in_place_of_a_folder_is_told_from_one(content: Path, capsys: Capture) -> None:
    for arguments, code in (
        (["diff", "HEAD~1", str(content)], 2),
        (["--content", "HEAD~1", "check"], 2),
    ):
        own = [] if "check" in arguments else ["--content", str(content)]
        assert main([*own, *arguments]) == code
        told = capsys.readouterr().err
        assert told.startswith("HEAD~1:1:1: error: there is no such folder; name one that holds")
        assert "`git worktree add`" in told
        assert "1 problem found." in told


def test_problems_can_be_had_as_json(content: Path, capsys: Capture) -> None:
    (content / "tree.yml").write_text("version: 1\n", "utf-8")
    assert main(["--content", str(content), "check", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)["problems"]
    assert {problem["tag"] for problem in found} == {"missing-field"}
    assert found[0]["examples"] == ["and 1 more that follows from this"]  # in tables.yml
    assert all(problem["line"] and problem["column"] for problem in found)


def test_problems_can_be_had_as_workflow_annotations(
    content: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(content)
    text = (content / "tree.yml").read_text("utf-8").replace("to: pager}", 'to: "100% a\\nb"}')
    (content / "tree.yml").write_text(text, "utf-8")
    assert main(["--content", ".", "check", "--format", "github"]) == 1
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "unknown-target" in line]
    place, _, message = line.removeprefix("::error ").partition("::")
    assert place == "file=tree.yml,line=33,col=73,title=unknown-target"
    assert message.startswith("there is no question or outcome “100%25 a b”; known are: ")


def test_an_annotation_cannot_end_early_or_start_another() -> None:
    place = Place("odd,name:%.yml", 1, 2)
    made = notes_for_github([Problem(place, "100%\r\n::error::no", "cycle")])
    assert made == (
        "::error file=odd%2Cname%3A%25.yml,line=1,col=2,title=cycle::100%25%0D%0A::error::no"
    )


def test_a_mistake_in_many_places_is_an_annotation_at_each(content: Path, capsys: Capture) -> None:
    file = content / "tree.yml"
    file.write_text(file.read_text("utf-8").replace("reason: ", "reason:\u00a0", 5), "utf-8")
    assert main(["--content", str(content), "check", "--format", "github"]) == 1
    said = capsys.readouterr()
    notes = [line.partition("::a space")[0] for line in said.out.splitlines()]
    assert len(notes) == 5
    assert len(set(notes)) == 5, "each has a place of its own"
    assert "more places" not in said.out
    assert "and the same in 4 more places: " in said.err


def test_a_wrong_command_exits_with_2(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["checks"])
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("decision-tree: error: ")
    assert told.count("\n") == 1
    assert "invalid choice “checks”; did you mean “check” or “recheck”?" in told


def test_a_command_that_is_near_to_none_is_told_all_of_them(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["oncall"])
    told = capsys.readouterr().err
    assert all(f"{command.name}" in told for command in COMMANDS)


def test_what_the_terminal_cannot_pass_on_is_refused_and_not_lost(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["record", "--title", os.fsdecode("Équipe".encode()[1:]), "#v=2"])
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert "“?quipe” has letters that this terminal cannot pass on" in told


PLAN = ("plan", "--symptom", "errors", "--stack", "kserve-standard", "--changed", "runtime-image")


def test_a_plan_is_printed_in_each_form(capsys: Capture) -> None:
    assert main([*PLAN, "--set", "NAME=ranker"]) == 0
    assert "kubectl patch inferenceservice ranker" in capsys.readouterr().out
    assert main([*PLAN, "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("# Put back: ")
    for options in (("--json",), ("--format", "json")):
        assert main([*PLAN, *options]) == 0
        assert json.loads(capsys.readouterr().out)["puts_back"] == ["runtime-image"]


def test_a_plan_says_which_word_is_in_none_of_its_commands(capsys: Capture) -> None:
    assert main([*PLAN, "--set", "NAME=ranker", "--set", "MIN=3"]) == 0
    assert capsys.readouterr().err == "“MIN” is in no command of this plan.\n"


def test_what_is_typed_for_a_record_needs_json(content: Path, capsys: Capture) -> None:
    assert main(["--content", str(content), "ask", "--title", "Ours"]) == 2
    assert capsys.readouterr().err == "error: what is typed for a record needs --json; add it\n"


def test_a_record_refuses_what_is_no_page_and_drops_spaces(content: Path, capsys: Capture) -> None:
    here = ["--content", str(content), "record", LEFT]
    assert main([*here, "--page", "javascript:x"]) == 2
    assert "error: “javascript:x” is no address of a page;" in capsys.readouterr().err
    assert main([*here, "--team", "   "]) == 0
    spaces = capsys.readouterr().out
    assert main(here) == 0
    assert spaces == capsys.readouterr().out


def test_a_difference_that_changes_nothing_today_is_not_said_to(capsys: Capture) -> None:
    links = (
        "#v=2&contract=platform&request=model&share=few&outcome=plain-for-now",
        "#v=2&contract=application&team-request=model&team-share=few&outcome=plain-for-now",
    )
    assert main(["compare", *links]) == 0
    assert "(changes the outcome)" not in capsys.readouterr().out


def test_a_gate_that_is_answered_differently_is_shown(capsys: Capture) -> None:
    link = "#v=2&contract=platform&request=model&share=few&outcome=plain-for-now&repair="
    assert main(["compare", f"{link}owner", f"{link}restart"]) == 0
    assert " (changes no outcome)\n" in capsys.readouterr().out
    assert main(["compare", f"{link}owner", f"{link}restart", "--json"]) == 0
    assert [each["gate"] for each in json.loads(capsys.readouterr().out)["gates"]] == ["repair"]


def test_an_old_link_that_says_something_else_now_is_told_when_compared(
    content: Path, capsys: Capture
) -> None:
    old = "#v=1&shape=graph&outcome=left"
    assert main(["--content", str(content), "compare", old, RIGHT]) == 1
    assert "First, in version 1: Go left. " in capsys.readouterr().out


def test_a_plan_takes_a_link_and_says_what_it_could_not_read(capsys: Capture) -> None:
    link = "https://a.test/incident/#v=1&sees=slow&stack=ray-serve&changed=prompt"
    assert main(["plan", link]) == 0
    assert "Put back: " in capsys.readouterr().out
    assert main(["plan", f"{link},nope", "--json"]) == 1
    said = "There is no change “nope”, so it was left out."
    printed = capsys.readouterr()
    assert said in printed.err
    assert json.loads(printed.out)["notes"] == [said]


def test_a_plan_says_what_was_tried_and_whether_each_unit_was_run(capsys: Capture) -> None:
    wrong = ["plan", "--symptom", "wrong", "--stack", "kserve-standard"]
    assert main([*wrong, "--tried", "model-artefact", "--tried", "prompt"]) == 0
    tried = capsys.readouterr().out
    assert "Put back without success: Model weights; Prompts" in tried
    assert "1. Put back: Alias back to the previous index" in tried
    assert main([*wrong, "--changed", "model-artefact"]) == 0
    assert "Test run: On the controllers of KServe " in capsys.readouterr().out
    assert main(["plan", "v=1&sees=wrong&stack=ray-serve&changed=adapter&when=just-before"]) == 0
    assert "Test run: Not run on a controller." in capsys.readouterr().out


def test_a_plan_of_other_content_without_runs_says_that_none_was_made(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    (tmp_path / "content" / "controllers.yml").unlink()
    (tmp_path / "content" / "measured.yml").unlink()
    guide = load_with_runs(tmp_path / "content")
    assert not any(unit.run or unit.served for unit in guide.units)
    published = load_with_runs(CONTENT)
    assert any(unit.run for unit in published.units)
    assert any(unit.served for unit in published.units)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "give the address of one, or --symptom (errors, slow"),
        (("--symptom", "errors"), "and --stack (kserve-standard, "),
        (("v=1&sees=fire&stack=ray-serve",), "no symptom “fire”"),
        (("--symptom", "error", "--stack", "ray-serve"), "did you mean “errors”?"),
        ((*PLAN[1:3], "--stack", "kserv-llm"), "did you mean “kserve-llm”"),
        ((*PLAN[1:], "--changed", "prompts"), "did you mean “prompt”"),
        ((*PLAN[1:], "--set", "PRESETS=x"), "did you mean “PRESET”?"),
        ((*PLAN[1:], "--set", "NAME=a b"), "NAME must be a Kubernetes name"),
        ((*PLAN[1:], "--tried", "prompts"), "did you mean “prompt”"),
        ((*PLAN[1:], "--page", "`rm`"), "“`rm`” is no address of a page"),
        (("v=1&sees=slow&stack=ray-serve", "--page", "here"), "“here” is no address of a page"),
    ],
)
def test_a_plan_that_cannot_be_made_is_a_wrong_command(
    options: tuple[str, ...], says: str, capsys: Capture
) -> None:
    assert main(["plan", *options]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert says in printed.err
    assert "?." not in printed.err


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--content", "nowhere", "recheck", "a.md"], 2, "there is no such folder"),
        (["--content", "nowhere", "check"], 2, "there is no such folder"),
        (["new-outcome"], 2, "give an id, such as my-own (in make: ID=my-own)"),
        (["claims", "--older-than", "0"], 0, ""),
        (["plan", "--changed", "X"], 2, "There is no change “X”; known are: "),
    ],
)
def test_a_wrong_command_ends_with_2_and_says_what_there_is(
    capsys: Capture, arguments: list[str], code: int, says: str
) -> None:
    assert main(arguments) == code
    assert says in capsys.readouterr().err


def test_a_command_is_found_by_the_name_of_its_page(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["reconcile"])
    assert "did you mean “compare”?" in capsys.readouterr().err
