"""What the commands ask Git for. Nothing here writes to a repository or needs the network."""

from __future__ import annotations

import io
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from ..loader.problems import did_you_mean, nearest

__all__ = ["GitError", "Repository", "repository"]


_NAMED = ("refs/heads", "refs/remotes", "refs/tags")


class GitError(Exception):
    """Git could not do what was asked; the message says what to do about it."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A checkout, by its top folder."""

    top: Path

    def start(self, base: str) -> str:
        """The commit at which this checkout left `base`; before the first commit, what holds no
        file. Raises GitError with advice."""
        if base == "HEAD" and self.branch() and not self._ask("rev-parse", "--quiet", "HEAD^0"):
            return self._ask("hash-object", "-t", "tree", "--stdin")
        commit = self.commit(base)
        start = self._ask("merge-base", commit, "HEAD")
        if not start:
            told = f"this checkout and “{base}” have no commit in common that is here"
            raise GitError(f"{told}; fetch the whole history (in a workflow: fetch-depth: 0)")
        return start

    def commit(self, name: str) -> str:
        """The commit that a branch, a tag or a number names. Raises GitError with advice."""
        given = f"{name}^{{commit}}"
        commit = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", given)
        if not commit:
            if name.endswith("/"):
                told = f"no branch is behind “{name}”; in a workflow that is so on all but a pull"
                raise GitError(f"{told} request, so give another base, such as the commit before")
            known = self.names()
            near = nearest(name, known)
            hint = did_you_mean(name, known) if near else "fetch it, or name another"
            raise GitError(f"there is no commit “{name}” here; {hint}")
        return commit

    def names(self) -> list[str]:
        """Every branch and tag that is known here, such as `main` and `origin/main`."""
        return self._ask("for-each-ref", "--format=%(refname:short)", *_NAMED).split()

    def branch(self) -> str:
        """The branch that is checked out; "" when a commit is, and no branch."""
        return self._ask("symbolic-ref", "--quiet", "--short", "HEAD")

    def unpack(self, commit: str, into: Path, *names: str) -> None:
        """Write these files and folders as they were in `commit`; a name that was not there is
        left out. Raises GitError."""
        known = [name for name in names if self._ask("cat-file", "-t", f"{commit}:{name}")]
        if not known:
            return
        packed = self._run("archive", "--format=tar", commit, "--", *known)
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            for member in filter(tarfile.TarInfo.isfile, archive):  # no folder, no link
                content = archive.extractfile(member)
                assert content is not None, member.name
                file = into / member.name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content.read())

    def changed(self, start: str) -> list[str]:
        """The files that differ from the commit `start`, from the top folder; sorted."""
        told = self._run("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", start, "--")
        return sorted(filter(None, told.decode("utf-8", "replace").split("\0")))

    def tracked(self, *patterns: str) -> list[str]:
        """The files that Git knows and that fit one of the patterns, from the top folder."""
        return self._files("--", *patterns)

    def names_at(self, start: str) -> list[str]:
        """The files that were in the commit `start`, from the top folder."""
        told = self._run("ls-tree", "-r", "-z", "--name-only", "--full-tree", start)
        return sorted(filter(None, told.decode("utf-8", "replace").split("\0")))

    def unknown(self) -> list[str]:
        """The files that Git was neither told of nor told to ignore, from the top folder."""
        return self._files("--others", "--exclude-standard")

    def _files(self, *arguments: str) -> list[str]:
        told = self._run("ls-files", "-z", *arguments)
        return sorted(filter(None, told.decode("utf-8", "replace").split("\0")))

    def old(self, start: str, name: str) -> bytes | None:
        """What the file held in the commit `start`; None when it was not there."""
        done = self._done("cat-file", "blob", f"{start}:{name}")
        return done.stdout if done.returncode == 0 else None

    def new(self, name: str) -> bytes | None:
        """What the file holds now; None when it is gone, or is no file of its own. Raises
        GitError when it cannot be read."""
        file = self.top / name
        try:
            return None if file.is_symlink() or not file.is_file() else file.read_bytes()
        except OSError as error:
            raise GitError(f"{name} cannot be read ({error.strerror}); see who may") from error

    def _ask(self, *arguments: str) -> str:
        done = self._done(*arguments)
        return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""

    def _run(self, *arguments: str) -> bytes:
        done = self._done(*arguments)
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise GitError(f"git {arguments[0]} failed: {said[-1] if said else 'without a word'}")
        return done.stdout

    def _done(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = ["git", "-C", str(self.top), "--no-optional-locks", *arguments]
        return subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)


def repository(folder: Path) -> Repository:
    """The repository that `folder` is in. Raises GitError with advice."""
    try:
        top = Repository(folder)._ask("rev-parse", "--show-toplevel")
    except OSError as error:
        raise GitError(f"git cannot be run ({error.strerror}); install it") from error
    if not top:
        raise GitError("this folder is in no Git repository; run it in a checkout")
    return Repository(Path(top))
