"""The build half in the reader's browser: edited YAML goes in, what it would do comes out.

The loader and the checks are those of the build, on a copy of the content in the browser's memory;
the quiz of the edited tree is made by the engine. Text goes in and text comes out, as in
`engine.browser`.
"""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..engine.browser import Engine
from ..engine.counted import counted
from ..engine.html_parts import paragraph
from ..engine.kinds import KINDS
from ..engine.markup import Markup, element, inline, join
from ..engine.model import Guide
from ..loader.beside_guide import check_beside
from ..loader.fields import FILES
from ..loader.history import check_history
from ..loader.load import load
from ..loader.problems import ContentError, Problem, report
from .review import Touched, touched
from .tree_diff import Moved, TreeDiff, diff_trees

__all__ = ["Authoring", "content_files", "start"]

MOST_MOVED = 30
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character, which a browser's text can hold and no file can."""
CORE = tuple(name for name, _ in FILES)
BESIDES = tuple(kind.list for kind in KINDS if kind.file not in CORE)
"""The lists of a guide that are not in the CORE files, which load without them."""


def content_files(content: Path) -> list[str]:
    """The names of the YAML files below the folder `content`, the tree first."""
    names = (file.relative_to(content).as_posix() for file in content.rglob("*.yml"))
    return sorted(names, key=lambda name: (name != "tree.yml", "/" in name, name))


class Authoring:
    """Holds the published guide, and the last sound one that was edited.

    `content` is a folder that may be written to; `root` leads from the page to the site's root.
    """

    def __init__(self, content: Path, root: str) -> None:
        self._content = content
        self._root = root
        self._core = Path(tempfile.mkdtemp())
        self._published = load(content)
        self._engine = Engine(self._published, root)
        self._texts = {name: (content / name).read_text("utf-8") for name in content_files(content)}
        self._edited = dict(self._texts)

    def check(self, name: str, text: str) -> str:
        """Check the content with `text` in place of the file `name`, which stays so from now on.

        JSON `{"sound", "lines", "told", "difference"}`: whether the quiz is that of the edit, the
        lines of this file with problems, and both messages as HTML.
        """
        if name not in self._texts:
            return json.dumps({"sound": False, "lines": [], "told": "", "difference": ""})
        text = _HALF.sub("\ufffd", text)  # the checks know this one, and say where it is
        (self._content / name).write_text(text, "utf-8")
        self._edited[name] = text
        edited, problems = self._load()
        difference = paragraph("", "Shown again once the file is sound.")
        if edited is not None:
            self._engine = Engine(edited, self._root)
            problems = (*problems, *check_history(edited.tree, self._content))
            difference = self._difference(edited)
        shown = [self._named(problem) for problem in problems]
        lines = sorted({p.place.line for p, at in zip(problems, shown, strict=True) if at == name})
        told = _told(problems, shown, edited is not None)
        answer = {"sound": edited is not None, "lines": lines, "told": told}
        return json.dumps({**answer, "difference": difference})

    def _load(self) -> tuple[Guide | None, tuple[Problem, ...]]:
        """The edited guide and what is wrong with it.

        A tree may be sound and yet lead a scenario elsewhere than its author expects. Its quiz and
        its difference are worth seeing all the same, so the tree is then loaded without practice.
        """
        if self._edited == self._texts:
            return self._published, ()
        try:
            return load(self._content), tuple(check_beside(self._content))
        except ContentError as found:
            if {self._named(problem) for problem in found.problems} & set(CORE):
                return None, found.problems
            problems = found.problems
        for name in CORE:
            (self._core / name).write_bytes((self._content / name).read_bytes())
        practice = {name: getattr(self._published, name) for name in BESIDES}
        return replace(load(self._core), **practice), problems

    def render(self, fragment: str, kind: str = "decide") -> str:
        """As `engine.browser.Engine.render`, of the last sound edit."""
        return self._engine.render(fragment, kind)

    def _named(self, problem: Problem) -> str:
        """The file of a problem by its name below the content's folder."""
        path = Path(problem.place.path)
        return path.relative_to(self._content).as_posix() if path.is_absolute() else path.as_posix()

    def _difference(self, edited: Guide) -> Markup:
        entries = tuple(touched(self._published, edited))
        tree = diff_trees(self._published.tree, edited.tree)
        if not entries and not tree.any:
            return paragraph("", "Nothing differs from the published guide.")
        return join((_tree(tree), element("ul", None, *map(_entry, entries))))


def _told(problems: tuple[Problem, ...], names: list[str], sound: bool) -> Markup:
    if not problems:
        return paragraph("dt-sound", "Sound: the checks find nothing.")
    intro = f"{counted(len(problems), 'problem')}. The quiz shows the last edit that was sound."
    if sound:
        intro = "The quiz shows your edit, but this would not pass:"
    items = (_problem(problem, name) for problem, name in zip(problems, names, strict=True))
    return join((paragraph("dt-unsound", intro), element("ol", None, *items)))


def _problem(problem: Problem, name: str) -> Markup:
    place = {
        "type": "button",
        "data-file": name,
        "data-line": str(problem.place.line),
        "data-column": str(problem.place.column),
    }
    where = element("button", place, f"{name}, line {problem.place.line}")
    return element(
        "li", None, where, " ", inline(problem.message), element("pre", None, _excerpt(problem))
    )


def _excerpt(problem: Problem) -> str:
    """The line and the caret, without the message above them."""
    return "\n".join(report([problem]).splitlines()[1:])


def _tree(tree: TreeDiff) -> Markup:
    told = paragraph("", tree.summary)
    rows = (
        element("tr", None, *(element("td", None, cell) for cell in _cells(moved)))
        for moved in tree.moved[:MOST_MOVED]
    )
    if not tree.moved:
        return told
    heads = (element("th", {"scope": "col"}, head) for head in ("Answers", "Was", "Now"))
    more = len(tree.moved) - MOST_MOVED
    return join(
        (
            told,
            element("table", None, element("tr", None, *heads), *rows),
            *((paragraph("", f"and {more} more."),) if more > 0 else ()),
        )
    )


def _cells(moved: Moved) -> tuple[str, str, str]:
    answers = ", ".join(f"{question}={option}" for question, option in moved.path.answers)
    return answers, moved.path.outcome, " or ".join(moved.now)


def _entry(entry: Touched) -> Markup:
    parts: tuple[Any, ...] = (f"{entry.kind} ", element("code", None, entry.id), f": {entry.how}")
    if entry.parts:
        parts = (*parts, f" ({', '.join(entry.parts)})")
    return element("li", None, *parts)


def start(content: str, root: str) -> Authoring:
    """The build half on the content below the folder `content`; see `Authoring` for `root`."""
    return Authoring(Path(content), root)
