"""The files that `recheck` reads: found by name, pattern or folder, and read as text, or why not.

One file after the other, so that many need no more memory than the largest of them.
"""

from __future__ import annotations

import glob
import itertools
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .encoding import misread
from .printing import visible

__all__ = ["ENDINGS", "RecordFile", "new_record", "next_number", "record_file", "record_files"]

ENDINGS = (".md", ".markdown", ".mdx", ".txt", ".rst", ".adoc", ".html", ".json")
"""The files of a folder that are read; one that is named is read whatever its ending."""

MOST = 64_000_000
"""Bytes of a file that are read at most: what never ends, such as a device, is no record."""

_NOT_UTF_8 = "this byte is not UTF-8; the file is probably Windows-1252 (Latin-1)"

STDIN = "-"
_OPEN = ("/dev/", "/proc/")
"""Where the pipes are that a shell has opened already, as for `<(git show HEAD:decision.md)`."""


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file by the name it is shown with, and its text, or the `problem` that it has, a sentence
    for people. A file has one of the two. `line` and `column` are where the problem is, 0 where
    that is not known."""

    name: str
    text: str = ""
    problem: str = ""
    line: int = 0
    column: int = 0

    @property
    def error(self) -> str:
        """The problem with its place, for a terminal."""
        place = ":".join((self.name, *(str(n) for n in (self.line, self.column) if n)))
        return f"{place}: error: {self.problem}"


def record_files(names: Iterable[str]) -> Iterator[RecordFile]:
    """Every file that is named, each once: `-` is the standard input, of a folder the files with
    one of ENDINGS are read, those of its subfolders too, and * ? [ and ** make a pattern."""
    done: set[str] = set()
    for name in names:
        for file in _named(name):
            if isinstance(file, RecordFile):
                yield file
            elif (same := str(file.resolve())) not in done:
                done.add(same)
                yield record_file(str(file))


def _named(name: str) -> Iterable[Path | RecordFile]:
    path = Path(name)
    if name == STDIN:
        return [path]
    if path.is_dir():
        inside = sorted(_of_folder(path), key=_order)
        told = f"the folder has no file whose name ends in {', '.join(ENDINGS)}; name one"
        return inside or [RecordFile(shown(name), problem=told)]
    if path.exists() or not glob.has_magic(name):
        return [path]
    matches = glob.glob(name, recursive=True)  # noqa: PTH207 (Path's own finds no file for a last **)
    found = [each for each in map(Path, sorted(matches)) if _to_read(each)]
    shut = [*_shut(name)] if "**" in path.parts else []
    told = "no file matches this pattern; check it, or name a folder"
    return [*found, *shut] or [RecordFile(shown(name), problem=told)]


def _of_folder(folder: Path) -> Iterator[Path | RecordFile]:
    """Its files, and its folders that cannot be read; what is hidden, such as .git, is left out."""
    shut: list[OSError] = []
    for inside, folders, names in os.walk(folder, onerror=shut.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(inside, name) for name in names if not name.startswith("."))
        yield from (file for file in files if file.suffix.lower() in ENDINGS and _to_read(file))
    yield from map(_not_opened, shut)


def _shut(pattern: str) -> Iterator[RecordFile]:
    """The folders that a pattern with ** goes through and that cannot be read."""
    whole = itertools.takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts)
    shut: list[OSError] = []
    for _, folders, _ in os.walk(Path(*whole), onerror=shut.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
    yield from map(_not_opened, shut)


def _not_opened(error: OSError) -> RecordFile:
    told = f"the folder cannot be read ({error.strerror}), so nothing in it was checked"
    return RecordFile(shown(str(Path(error.filename))), problem=told)


def _to_read(file: Path) -> bool:
    """Whether it is a file, or a link to none, of which is told that it cannot be read."""
    return file.is_file() or (file.is_symlink() and not file.exists())


def _order(file: Path | RecordFile) -> Path:
    return Path(file.name) if isinstance(file, RecordFile) else file


def record_file(name: str) -> RecordFile:
    """The one file of this name; `-` is the standard input."""
    try:
        data = _bytes(name)
    except OSError as error:
        return RecordFile(shown(name), problem=f"cannot be read ({error.strerror})")
    if data is None:
        told = f"cannot be read (it is a pipe); write `decision-tree recheck - < {shown(name)}`"
        return RecordFile(shown(name), problem=told)
    if len(data) > MOST:
        told = f"cannot be read (it has over {MOST // 1_000_000} MB); give it in parts"
        return RecordFile(shown(name), problem=told)
    wrong = misread(data)
    if wrong:
        line, column, encoding = wrong
        told = f"the file is {encoding}" if encoding else _NOT_UTF_8
        return RecordFile(shown(name), "", f"{told}; save it as UTF-8", line, column)
    if b"\0" in data:
        told = "the file is no text, or UTF-16 without its mark; save it as UTF-8"
        return RecordFile(shown(name), problem=told)
    return RecordFile(shown(name), data.decode("utf-8-sig"))


_NUMBERED = re.compile(
    r"(?![0-9]{4}-[0-9]{2}-[0-9]{2}-)([0-9]{1,6})-.*\.md", re.ASCII | re.IGNORECASE
)


def next_number(folder: Path) -> int:
    """The number after the last one that a record in `folder` has; 1 where none has one."""
    names = (_NUMBERED.fullmatch(each.name) for each in folder.glob("*") if folder.is_dir())
    return max((int(found[1]) for found in names if found), default=0) + 1


def new_record(folder: Path, name: str, text: str) -> Path:
    """Write `text` to `name`.md in `folder`, which is made if it is missing, and return its path.

    No file is written over: a name that is taken gets a number behind it. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number in itertools.count(1):
        file = folder / (f"{name}.md" if number == 1 else f"{name}-{number}.md")
        with suppress(FileExistsError), file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
            return file
    raise AssertionError  # the numbers do not end


def _bytes(name: str) -> bytes | None:
    """What is in the file, at most one byte too much; None for a pipe with perhaps no writer."""
    if name == STDIN:
        return sys.stdin.buffer.read(MOST + 1)
    path = Path(name)
    if stat.S_ISFIFO(path.stat().st_mode) and not name.startswith(_OPEN):
        return None
    with path.open("rb") as opened:
        return opened.read(MOST + 1)


def shown(name: str) -> str:
    """A file's name on one line, without what a terminal would act on."""
    return visible(name, keep="")
