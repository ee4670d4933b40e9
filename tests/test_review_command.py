"""`review` compares this checkout with the commit at which it left its base."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from decision_tree.cli import main
from tests.conftest import TESTS

Capture = pytest.CaptureFixture[str]
CONTENT = Path("decision_tree/content")


def git(*arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of a small guide on a branch, one commit behind its base, to be in."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(TESTS / "guides" / "small", CONTENT)
    Path("docs").mkdir()
    page = Path("docs/a.md")
    page.write_text("---\ntitle: A\n---\n\n# A\n\nOne short sentence.\n", "utf-8")
    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("commit", "--quiet", "-m", "start")
    git("checkout", "--quiet", "-b", "change")
    git("checkout", "--quiet", "main")
    edit(CONTENT / "tree.yml", "text: They cannot, reason: Bad.", "text: No, reason: Worse.")
    git("commit", "--quiet", "--all", "-m", "of others, and not of the change")
    git("checkout", "--quiet", "change")
    return tmp_path


def review(*arguments: str) -> int:
    return main(["--content", str(CONTENT.absolute()), "review", *arguments])


def test_only_what_this_branch_changes_is_told(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    edit(CONTENT / "tree.yml", "ask: Who owns the contract?", "ask: Whose is the contract?")
    assert review("main") == 0
    told = capsys.readouterr().out
    assert "Whose is the contract?" in told
    assert "Worse" not in told
    assert review("main", "--json") == 0
    assert "Whose is the contract?" in json.dumps(json.loads(capsys.readouterr().out))


def test_a_checkout_like_its_base_changes_nothing(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    assert review("change") == 0
    assert "No content and no page is touched." in capsys.readouterr().out


def test_a_folder_that_the_base_did_not_have_is_new(here: Path, capsys: Capture) -> None:
    git("rm", "-r", "--quiet", "docs")
    git("commit", "--quiet", "-m", "without pages")
    (here / "docs").mkdir()
    (here / "docs/b.md").write_text("# B\n\nAnother sentence.\n", "utf-8")
    assert review("HEAD") == 0
    assert "| b.md | new |" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("base", "told"),
    [
        ("mains", "there is no commit “mains” here; did you mean “main”?"),
        ("nowhere-near", "there is no commit “nowhere-near” here; fetch it, or name another"),
        ("other", "this checkout and “other” have no commit in common that is here; fetch the"),
    ],
)
def test_a_base_that_git_cannot_find_is_told_with_what_to_do(
    here: Path, capsys: Capture, base: str, told: str
) -> None:
    assert here.is_dir()
    git("checkout", "--quiet", "--orphan", "other")
    git("commit", "--quiet", "-m", "other")
    git("checkout", "--quiet", "change")
    assert review(base) == 2
    assert capsys.readouterr().err.startswith(f"error: {told}")


def test_what_git_cannot_do_is_told_in_its_own_words(here: Path, capsys: Capture) -> None:
    """An object that is damaged, as after a full disk."""
    tree = subprocess.run(
        ["git", "rev-parse", "HEAD:docs/a.md"], check=True, capture_output=True, text=True
    ).stdout.strip()
    stored = here / ".git" / "objects" / tree[:2] / tree[2:]
    stored.chmod(0o600)
    stored.write_bytes(b"damaged")
    assert review("main") == 2
    assert capsys.readouterr().err.startswith("error: git archive failed: ")
