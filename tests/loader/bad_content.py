"""The mistakes in tests/bad_content/ as edits of a sound guide, each with the words it must get.

TREE.txt there holds the mistakes in tree.yml, and so on. A block is a case:

    == loop
    -      - {id: nobody, text: Nobody, to: pager}
    +      - {id: nobody, text: Nobody, to: owner}

    tree.yml:31:66: error: this answer closes a loop: ...

Lines that start with a space, a minus or a plus are an edit, as in a patch: the first two kinds
must stand in the file together once. Added lines alone are the whole file. `@` starts another
edit, and `@ drills/other.yml` one of another file. After an empty line follows all that is said.
⟨U+200B⟩ stands for that character, so that what nobody sees can be read here.

What is no text, or no line of it, is a file in bytes/, and its words are in an .out file beside it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.folders import TESTS

__all__ = ["Case", "cases", "with_words"]

FOLDER = TESTS / "bad_content"
FILES = {
    "history": "tree.yml",
    "promises": "tree.yml",
    "scenarios": "scenarios/case.yml",
    "drills": "drills/case.yml",
    "accounts": "accounts/team.yml",
}
"""The file that a block edits when it names none, where it is not called as its text file."""
LAYERS = {
    **dict.fromkeys(("scenarios", "drills", "units"), ("small", "small_practice")),
    "incident": ("small", "small_practice", "small_cases", "small_incident", "small_more"),
    "guard": ("small", "small_practice", "guarded"),
    **dict.fromkeys(("depth", "measured", "controllers", "search"), ("small", "small_more")),
    "promises": ("small", "gated"),
    "words": ("small", "worded"),
    **dict.fromkeys(("accounts", "reasons"), ("small", "gated", "accounted")),
}
"""The folders of guides/ that make the sound guide, where it is not small/ alone."""

_HIDDEN = re.compile(r"⟨U\+([0-9A-F]{4,6})⟩")


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines of one file that go, with those around them that stay, and what stands there then."""

    file: str
    old: tuple[str, ...]
    new: tuple[str, ...]

    def of(self, text: str) -> str:
        """The text with this edit made. Raises ValueError when its place is not clear."""
        if not self.old:
            return "".join(f"{line}\n" for line in self.new)
        lines = text.split("\n")
        size = len(self.old)
        starts = [n for n in range(len(lines)) if tuple(lines[n : n + size]) == self.old]
        if len(starts) != 1:
            raise ValueError(f"{len(starts)} places in {self.file} for {self.old}, not one")
        lines[starts[0] : starts[0] + size] = self.new
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Case:
    """One mistake: `group/name`, what makes it, and all that must be said of it."""

    group: str
    name: str
    edits: tuple[Edit, ...]
    said: str

    def __str__(self) -> str:
        return f"{self.group}/{self.name}"

    @property
    def file(self) -> str:
        """The file that is edited first."""
        return self.edits[0].file if self.edits else _file_of(self.group)

    def write(self, folder: Path) -> None:
        """Put the guide with this mistake into `folder`."""
        for layer in LAYERS.get(self.group, ("small",)):
            shutil.copytree(TESTS / "guides" / layer, folder, dirs_exist_ok=True)
        if self.group == "bytes":
            shutil.copyfile(FOLDER / "bytes" / f"{self.name}.yml", folder / self.file)
        for edit in self.edits:
            file = folder / edit.file
            before = file.read_text("utf-8") if file.exists() else ""
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(edit.of(before), "utf-8")


def cases() -> list[Case]:
    """Every case of the folder, in the order of the files."""
    texts = sorted(FOLDER.glob("*.txt"))
    return [
        *(case for file in texts for case in _cases(file.stem, file.read_text("utf-8"))),
        *(
            Case("bytes", file.stem, (), file.with_suffix(".out").read_text("utf-8"))
            for file in sorted((FOLDER / "bytes").glob("*.yml"))
        ),
    ]


def with_words(case: Case, said: str) -> None:
    """Write anew what is said of `case`, and nothing else."""
    if case.group == "bytes":
        (FOLDER / "bytes" / f"{case.name}.out").write_text(said, "utf-8")
        return
    file = FOLDER / f"{case.group}.txt"
    head, *blocks = file.read_text("utf-8").split("\n== ")
    for number, block in enumerate(blocks):
        name, _, rest = block.partition("\n")
        if name == case.name:
            edit, _, _ = f"\n{rest}".partition("\n\n")
            blocks[number] = f"{name}{edit}\n\n{said}"
    file.write_text("\n== ".join((head, *blocks)), "utf-8")


def _file_of(group: str) -> str:
    return "tree.yml" if group == "bytes" else FILES.get(group, f"{group}.yml")


def _cases(group: str, text: str) -> Iterator[Case]:
    _, *blocks = text.split("\n== ")
    for block in blocks:
        name, _, rest = block.partition("\n")
        edit, _, said = f"\n{rest}".partition("\n\n")
        edits = tuple(_edits(_file_of(group), edit.split("\n")[1:]))
        yield Case(group, name, edits, said)


def _edits(file: str, lines: list[str]) -> Iterator[Edit]:
    old: list[str] = []
    new: list[str] = []
    for line in [*lines, "@"]:
        kind, rest = line[:1], _HIDDEN.sub(lambda code: chr(int(code[1], 16)), line[1:])
        if kind == "@":
            if old or new:
                yield Edit(file, tuple(old), tuple(new))
            old, new = [], []
            file = rest.strip() or file
        elif kind in " -+" and kind:
            old += [rest] if kind in " -" else []
            new += [rest] if kind in " +" else []
        else:
            raise ValueError(f"an edit's line starts with a space, - or +, and not so: {line!r}")
