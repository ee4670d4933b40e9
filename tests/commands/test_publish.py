"""`publish` keeps a version anew as long as nobody but its author can have it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from decision_tree.cli import main
from tests.conftest import Capture
from tests.folders import SMALL
from tests.tools.copies import commit

DAY = "2026-11-25"


def git(*words: str) -> None:
    """Run Git in the working directory."""
    someone = ("-c", "user.name=A", "-c", "user.email=a@guide.test")
    subprocess.run(["git", *someone, *words], check=True, capture_output=True)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small guide, versions 1 and 2 published, on the branch main of a repository."""
    folder = tmp_path / "here"
    shutil.copytree(SMALL, folder / "content")
    monkeypatch.chdir(folder)
    publish()
    commit(folder)
    git("branch", "--move", "main")
    return folder


def publish(*options: str) -> int:
    """Run the command on the content of the working directory."""
    return main(["--content", "content", "publish", "--day", DAY, *options])


def lead_elsewhere(version: int) -> None:
    """Change where two answers lead, under this version."""
    file = Path("content/tree.yml")
    text = file.read_text("utf-8")
    for old, new in (
        ("operability: ray-serve}, to: right", "operability: ray-serve}, to: left"),
        ("leans: {}, to: left", "leans: {}, to: right"),
        ("version: 2", f"version: {version}"),
    ):
        assert old in text, old
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")


def kept() -> str:
    """The table of version 2 as it stands there."""
    return Path("content/history/v2.txt").read_text("utf-8")


def remote(name: str) -> None:
    """Let main be what a remote had when it was fetched last."""
    git("update-ref", f"refs/remotes/{name}/main", "main")


@pytest.mark.parametrize("options", [("--replace", "2"), ()], ids=["anew", "plainly"])
@pytest.mark.parametrize("holder", ["main", "origin/main", "upstream/main", "my-base"])
def test_a_version_that_readers_may_have_is_not_made_anew(
    here: Path, capsys: Capture, holder: str, options: tuple[str, ...]
) -> None:
    assert here.is_dir()
    if "/" in holder:
        remote(holder.partition("/")[0])
    git("checkout", "--quiet", "-b", "mine")
    if holder == "my-base":
        git("branch", "my-base")
        options = (*options, "--base", holder)
    if holder != "main":
        git("branch", "--delete", "--force", "main")
    lead_elsewhere(2)
    before = kept()
    capsys.readouterr()
    assert publish(*options) == 1
    assert capsys.readouterr().err == (
        f"“{holder}” has version 2 already, and readers may keep links of it; raise `version` in "
        "tree.yml to 3, then run `make publish`\n"
    )
    assert kept() == before


@pytest.mark.usefixtures("here")
def test_a_version_that_only_a_branch_has_is_made_anew() -> None:
    remote("origin")
    git("checkout", "--quiet", "-b", "mine")
    lead_elsewhere(3)
    assert publish() == 0
    git("commit", "--quiet", "--all", "-m", "Version 3")
    git("add", "content")
    git("commit", "--quiet", "-m", "Its table")
    text = Path("content/tree.yml").read_text("utf-8")
    Path("content/tree.yml").write_text(
        text.replace("kserve}, to: left", "kserve}, to: right", 1), "utf-8"
    )
    assert publish("--replace", "3") == 0


@pytest.mark.usefixtures("here")
def test_what_was_committed_to_ones_own_main_is_ones_own_until_a_remote_has_it() -> None:
    lead_elsewhere(2)
    assert publish("--replace", "2") == 1
    git("update-ref", "refs/remotes/origin/main", git_empty())
    assert publish("--replace", "2") == 0


def git_empty() -> str:
    """A commit without files."""
    tree = subprocess.run(
        ["git", "mktree"], input="", check=True, capture_output=True, text=True
    ).stdout.strip()
    words = ("-c", "user.name=A", "-c", "user.email=a@guide.test", "commit-tree", tree, "-m", "x")
    done = subprocess.run(["git", *words], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_a_version_that_somebody_else_published_meanwhile_is_brought_in_first(
    here: Path, capsys: Capture
) -> None:
    git("checkout", "--quiet", "-b", "theirs")
    lead_elsewhere(3)
    assert publish() == 0
    git("add", "content")
    git("commit", "--quiet", "-m", "Their version 3")
    git("update-ref", "refs/remotes/origin/main", "theirs")
    git("checkout", "--quiet", "-b", "mine", "main")
    lead_elsewhere(3)
    capsys.readouterr()
    assert publish() == 1
    assert capsys.readouterr().err == (
        "“origin/main” has version 3 already, and readers may keep links of it; bring it into your "
        "branch (git rebase origin/main), raise `version` in tree.yml to 4, then run "
        "`make publish`\n"
    )
    assert not (here / "content/history/v3.txt").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ("--replace", "1"),
            "tree.yml has version 2, and only that can be kept anew; run `make publish REPLACE=2`, "
            "not REPLACE=1\n",
        ),
        (("--base", "mains"), "there is no commit “mains” here; did you mean “main”?\n"),
    ],
)
def test_a_version_or_base_of_another_name_is_told_in_one_sentence(
    here: Path, capsys: Capture, options: tuple[str, ...], told: str
) -> None:
    assert here.is_dir()
    capsys.readouterr()
    assert publish(*options) == 1
    assert capsys.readouterr().err == told


@pytest.mark.parametrize("given", ["x", "0", "-1", "v3", "²", ""])
def test_what_is_no_version_is_told_in_one_sentence(capsys: Capture, given: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["publish", f"--replace={given}"])
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert f"“{given}” is no version; give its number, such as REPLACE=3" in told
    assert told.count("\n") == 1


def test_in_a_checkout_without_git_nothing_is_kept_unasked(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(here / "no programs"))
    capsys.readouterr()
    assert publish("--replace", "2") == 1
    assert capsys.readouterr().err.startswith("git cannot be run")
