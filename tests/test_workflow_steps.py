"""The commands of the workflows run, in their order, as they would for a simulated pull request.

Each `run` step gets an emptied environment, the variables that its step names, and the files that
a runner gives. `uses` steps are the runner's own; what they would upload has to be there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from decision_tree.editing.review import CONTENT
from decision_tree.engine.walk import paths
from decision_tree.loader.load import load
from decision_tree.loader.published import publish
from tests.conftest import ROOT
from tests.editing.test_review import git, lead_one_answer_elsewhere

pytestmark = pytest.mark.long

READY = (".venv", "node_modules")
"""What a runner would install first; it is lent to the clone."""
LOCKS = ("requirements.txt", "requirements-dev.txt", "package-lock.json")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of this repository as it is here, committed or not, on a branch of its own."""
    new = tmp_path / "work" / "new"
    subprocess.run(["git", "clone", "--quiet", "--no-local", str(ROOT), str(new)], check=True)
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(lambda name: (ROOT / name).is_file(), listed.splitlines()):
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, new / name)
    git(new, "add", "--all")
    git(new, "commit", "--quiet", "--allow-empty", "--message", "As it was")
    git(new, "switch", "--quiet", "--create", "a-change")
    for name in READY:
        (new / name).symlink_to(ROOT / name)
    for name in LOCKS:
        os.utime(new / name, (0, 0))  # older than what is lent, so that nothing is installed
    return new


class Runner:
    """Runs the steps of one workflow's only job in `folder`, with programs of `bin` first."""

    def __init__(self, name: str, folder: Path, given: dict[str, str], bin: Path) -> None:
        workflow = yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text("utf-8"))
        (job,) = workflow["jobs"].values()
        self.steps: list[dict[str, Any]] = job["steps"]
        self.folder, self._given = folder, given
        self.summary, self._output = folder.parent / "summary.md", folder.parent / "output"
        self._environment = {
            "CI": "true",
            "GITHUB_OUTPUT": str(self._output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "HOME": str(folder.parent),
            "LANG": "C.UTF-8",
            "PATH": f"{bin}:/usr/local/bin:/usr/bin:/bin",
        }
        for file in (self.summary, self._output):
            file.touch()

    def run(self) -> list[tuple[str, int, str]]:
        """Each `run` step's command, exit code and what it printed; stops at one that fails, but
        for those that run always."""
        done: list[tuple[str, int, str]] = []
        for step in self.steps:
            failed = any(code for _, code, _ in done)
            if "run" in step and (not failed or "cancelled()" in str(step.get("if"))):
                done.append(self._run(step))
        return done

    def _run(self, step: dict[str, Any]) -> tuple[str, int, str]:
        environment = {name: self._value(str(text)) for name, text in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=self.folder,
            env={**self._environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return step["run"], done.returncode, done.stdout

    def _value(self, text: str) -> str:
        """A variable's value: what was given for its expression, or another step's output."""
        if not text.startswith("${{"):
            return text
        expression = text.removeprefix("${{").removesuffix("}}").strip()
        if expression.startswith("steps."):
            name = expression.rpartition(".")[2]
            lines = self._output.read_text("utf-8").splitlines()
            return dict(line.split("=", 1) for line in lines)[name]
        return self._given[expression]


def head(folder: Path) -> str:
    """The commit that is checked out."""
    return subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_the_review_of_one_changed_option(clone: Path, tmp_path: Path) -> None:
    base = head(clone)
    file = clone / CONTENT / "tree.yml"
    tree, (question, option), now = lead_one_answer_elsewhere(file)
    text = file.read_text("utf-8")
    version = f"version: {tree.version}\n"
    file.write_text(text.replace(version, f"version: {tree.version + 1}\n", 1), "utf-8")
    publish(load(file.parent).tree, file.parent, "2026-11-28")
    page = clone / "docs" / "faq.md"
    page.write_text(page.read_text("utf-8") + "\nOne more sentence stands here.\n", "utf-8")
    git(clone, "add", str(CONTENT), "docs")
    git(clone, "commit", "--quiet", "--message", "Lead one answer elsewhere")

    runner = Runner(
        "review.yml", clone, {"github.event.pull_request.base.sha": base}, tmp_path / "none"
    )
    for command, code, printed in runner.run():
        assert code == 0, f"{command}\n{printed}"

    told = runner.summary.read_text("utf-8")
    given = {
        "&amp;".join(f"{q}={o}" for q, o in path.answers)
        for path in paths(tree)
        if (question, option) in path.answers and path.outcome != now
    }
    rows = {line.split(" | ")[0].removeprefix("| ") for line in told.splitlines() if "=" in line}
    assert rows == given
    assert f"| question {question} | changed, {option}.to |" in told
    assert "| faq.md | changed | " in told
    assert "Words, reading grade" in told
    uploaded = {step["with"]["path"] for step in runner.steps if "path" in step.get("with", {})}
    assert uploaded == {"site", "screenshots"}
    assert (clone / "site" / "index.html").is_file()
    pictures = {picture.name for picture in (clone / "screenshots").iterdir()}
    for name in (f"question-{question}", "page-faq"):
        assert {f"{name}-phone.png", f"{name}-desk.png"} <= pictures


def test_the_review_of_a_forgotten_version_says_what_differs_all_the_same(
    clone: Path, tmp_path: Path
) -> None:
    base = head(clone)
    _, (question, option), _ = lead_one_answer_elsewhere(clone / CONTENT / "tree.yml")
    git(clone, "commit", "--quiet", "--all", "--message", "Lead one answer elsewhere")
    given = {"github.event.pull_request.base.sha": base}
    runner = Runner("review.yml", clone, given, tmp_path / "none")
    done = runner.run()
    notes = next(printed for command, _, printed in done if "--format github" in command)
    assert "::error file=decision_tree/content/tree.yml,line=" in notes
    assert f"| question {question} | changed, {option}.to |" in runner.summary.read_text("utf-8")
    assert "make build" not in [command for command, _, _ in done]


GH = """#!/bin/sh
echo "$@" >> "$HOME/calls"
[ "$1 $2" = "issue list" ] && cat "$HOME/open" 2>/dev/null
exit 0
"""


@pytest.mark.parametrize(
    ("checked", "open_issue", "called"),
    [
        ("2026-11-23", "", []),
        ("2026-11-23", "7", ["issue close 7 --comment Every claim was checked in time."]),
        ("2020-01-01", "7", ["issue edit 7 --body-file body.md"]),
        (
            "2020-01-01",
            "",
            [
                "issue create --title Claims to be checked again --label stale-claims "
                "--body-file body.md"
            ],
        ),
    ],
)
def test_stale_claims_are_one_issue(
    clone: Path, tmp_path: Path, checked: str, open_issue: str, called: list[str]
) -> None:
    """Runs the last two steps; `gh` only writes down how it was called."""
    bin = tmp_path / "bin"
    bin.mkdir()
    (bin / "gh").write_text(GH, "utf-8")
    (bin / "gh").chmod(0o755)
    file = clone / CONTENT / "claims.yml"
    lines = file.read_text("utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if "    checked: " in line)
    today = subprocess.run(["date", "+%F"], capture_output=True, text=True, check=True).stdout
    fresh = [
        f'    checked: "{today.strip()}"' if "    checked: " in line else line for line in lines
    ]
    if checked < "2026":
        fresh[first] = f'    checked: "{checked}"'
    file.write_text("\n".join(fresh) + "\n", "utf-8")
    (tmp_path / "work" / "open").write_text(open_issue, "utf-8")

    given = {"github.token": "none", "github.repository": "o/r"}
    runner = Runner("stale-claims.yml", clone, given, bin)
    assert next(step["run"] for step in runner.steps if "run" in step).startswith("make check")
    runner.steps = [step for step in runner.steps if not step.get("run", "").startswith("make")]
    for command, code, printed in runner.run():
        assert code == 0, f"{command}\n{printed}"
    calls = (tmp_path / "work" / "calls").read_text("utf-8").splitlines()
    assert calls[0].startswith("label create stale-claims")
    assert calls[1].startswith("issue list --label stale-claims --state open")
    assert calls[2:] == called
    if called and "--body-file" in called[0]:
        assert "- [ ] `" in (clone / "body.md").read_text("utf-8")
