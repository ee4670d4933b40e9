"""Every published version of the tree as a small table, path -> outcome, kept for ever.

`content/history/v1.txt` holds one line for each path, `question=option&... outcome`. Links made
with a version stay checkable, and a change of outcomes cannot go out under an old version number.
When each was published, and that none was edited since, is in `published`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..engine.model import Gate, Question, Tree
from ..engine.walk import path_counts, paths
from .conflicts import conflict_in
from .every_check import Tag
from .problems import Place, Problem, nearest, shown
from .yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode, parse

__all__ = [
    "FOLDER",
    "MOST_PATHS",
    "Changes",
    "TreeFile",
    "changes",
    "check_history",
    "gone",
    "names_in",
    "newest_version",
    "path_total",
    "read_table",
    "table",
    "too_many",
]

FOLDER = "history"
MOST_SHOWN = 5  # paths in a message
MOST_ANSWERS = 4  # of such a path; a longer one is shortened
MOST_PATHS = 20_000
"""Paths that a published tree may have: each is a line of its table and a link on its outcome's
page. Everything else is a fold over the tree and takes trees with any number of them."""


def table(tree: Tree) -> dict[str, str]:
    """Every path of `tree`, as `question=option&...`, and the id of its outcome."""
    return {"&".join(f"{q}={o}" for q, o in path.answers): path.outcome for path in paths(tree)}


def read_table(file: Path) -> dict[str, str]:
    """The table in `file`. Raises OSError, or ValueError when a line is not a path and outcome."""
    found = {}
    for line in file.read_text("utf-8").splitlines():
        answers, outcome = line.rsplit(" ", 1)
        found[answers] = outcome
    return found


def newest_version(folder: Path) -> int:
    """The highest version with a table below `folder`, the content's folder; 0 without any."""
    names = (file.stem.removeprefix("v") for file in (folder / FOLDER).glob("v*.txt"))
    return max((int(name) for name in names if name.isascii() and name.isdigit()), default=0)


@dataclass(frozen=True, slots=True)
class Changes:
    """How the paths of one table fare in another: path -> (outcome before, outcome after)."""

    same: int
    changed: dict[str, tuple[str, str]]
    gone: dict[str, str]
    new: dict[str, str]

    @property
    def any(self) -> bool:
        """Whether the two tables differ at all."""
        return bool(self.changed or self.gone or self.new)


def changes(old: dict[str, str], new: dict[str, str]) -> Changes:
    """Every path of `old` and `new` sorted by what became of it."""
    both = old.keys() & new.keys()
    return Changes(
        same=sum(old[path] == new[path] for path in both),
        changed={p: (old[p], new[p]) for p in old if p in both and old[p] != new[p]},
        gone={path: outcome for path, outcome in old.items() if path not in new},
        new={path: outcome for path, outcome in new.items() if path not in old},
    )


class TreeFile:
    """Where the fields of tree.yml stand, for what is noticed after it was read."""

    def __init__(self, folder: Path) -> None:
        path = folder / "tree.yml"
        self._file, node = parse(path, shown(path))
        self._places: dict[str, tuple[int, int]] = {}
        for key, value in _entries(node):
            self._places[key.value] = (key.line, key.column)
            if key.value == "questions" and isinstance(value, SequenceNode):
                for name, line, column in _named(value):
                    self._places[f"{key.value}/{name}"] = (line, column)

    def problem(
        self, names: Iterable[str], message: str, tag: Tag, examples: tuple[str, ...] = ()
    ) -> Problem:
        """A mistake at the first of these fields that the file has, such as `questions/owner`."""
        line, column = next((self._places[n] for n in names if n in self._places), (1, 1))
        source = self._file.lines[line - 1] if self._file.lines else ""
        return Problem(Place(self._file.name, line, column), message, tag, source, examples)


def _entries(node: Node | None) -> Iterator[tuple[ScalarNode, Node]]:
    if isinstance(node, MappingNode):
        yield from node.entries


def _named(rows: SequenceNode) -> Iterator[tuple[str, int, int]]:
    for row in rows.items:
        for key, value in _entries(row):
            if key.value == "id" and isinstance(value, ScalarNode):
                yield value.value, value.line, value.column


def check_history(tree: Tree, folder: Path) -> list[Problem]:
    """What is wrong with the published tables in `folder`, the content's folder."""
    file = TreeFile(folder)
    if path_total(tree) > MOST_PATHS:
        return [file.problem(("version",), too_many(tree), "too-many-paths")]
    newest = newest_version(folder)
    jumped = _jump(tree.version, newest)
    if jumped:
        return [file.problem(("version",), jumped, "version-jump")]
    tables: dict[int, dict[str, str]] = {}
    problems = []
    for version in range(1, tree.version + 1):
        kept = folder / FOLDER / f"v{version}.txt"
        try:
            tables[version] = read_table(kept)
        except (OSError, ValueError):
            if conflict_in(kept, ""):
                continue  # `check_published` says so
            message = f"version {version} has no table in {FOLDER}/; {_remedy(tree, version)}"
            problems.append(file.problem(("version",), message, "history-missing"))
    problems = [*_unretired(tree, tables, file), *problems]
    if tree.version in tables:
        problems += _unversioned(tree, tables[tree.version], file)
    return problems


def path_total(tree: Tree) -> int:
    """How many ways lead through the tree."""
    return sum(path_counts(tree).values())


def too_many(tree: Tree) -> str:
    """What to say of a tree with more than MOST_PATHS paths."""
    total = path_total(tree)
    # Python refuses to write out numbers of thousands of digits.
    said = f"{total:,}" if total < 10**30 else f"more than 10^{int(total.bit_length() * 0.30102)}"
    return (
        f"the tree has {said} paths, more than the {MOST_PATHS:,} that can be published; "
        "let more answers lead to an outcome, or split the tree"
    )


def _jump(version: int, newest: int) -> str:
    """What is wrong with a version that does not follow the newest one, or is not that; or ""."""
    if version > newest + 1:
        last = f"the newest published version is {newest}" if newest else "none is published yet"
        return f"{last}, so the next is {newest + 1}, and not {version}; write that"
    if version < newest:
        return (
            f"version {newest} is published already; write {newest}, or {newest + 1} when the "
            "outcomes are others"
        )
    return ""


def _remedy(tree: Tree, version: int) -> str:
    if version == tree.version:
        return "run `make publish` when it is final"
    return "bring the file back from Git, since links of that version exist"


def _unretired(tree: Tree, tables: dict[int, dict[str, str]], file: TreeFile) -> Iterator[Problem]:
    """Ids that a published version has, and this tree neither has nor retired."""
    retired = {(row.was, row.of, row.id) for row in tree.retired}
    yield from _too_early(tree, tables, file)
    now = dict.fromkeys(_names_of(tree))
    before = dict.fromkeys(name for rows in tables.values() for name in names_in(rows))
    fresh = [name for name in now if name not in before]
    for name in before:
        question = name[1]
        if name in now or name in retired or (question and ("question", "", question) not in now):
            continue
        last = max(version for version, rows in tables.items() if name in names_in(rows))
        message = gone(name, fresh, last, tree.version)
        yield file.problem((f"questions/{question}", "retired", "version"), message, "not-retired")


def gone(
    name: tuple[str, str, str], fresh: Iterable[tuple[str, str, str]], last: int, version: int
) -> str:
    """What to say of an id that links of the version `last` hold, and the tree no longer has.

    `fresh` are the ids that no version has, of which one may be its new name.
    """
    was, question, id_ = name
    likely = nearest(id_, [each for w, q, each in fresh if (w, q) == (was, question)])
    now_called = f"{question}={likely[0]}" if likely and question else "".join(likely[:1])
    became = f", became: {now_called}" if likely else ""
    within = f", of: {question}" if question else ""
    called = f"the {was} “{id_}”" + (f" of “{question}”" if question else "")
    raised = f", and raise `version` to {last + 1}" if version == last else ""
    return (
        f"{called} is gone, and links of version {last} hold it; put it back, or list it in "
        f"`retired`: {{id: {id_}, was: {was}{within}{became}, "
        f'since: "{last + 1}", reason: why it went}}{raised}'
    )


def _too_early(tree: Tree, tables: dict[int, dict[str, str]], file: TreeFile) -> Iterator[Problem]:
    """Ids that are retired since a version whose table still has them."""
    for row in tree.retired:
        name = (row.was, row.of, row.id)
        had = [version for version, rows in tables.items() if name in names_in(rows)]
        if had and had[-1] >= int(row.since):
            called = f"{row.of}={row.id}" if row.of else row.id
            message = (
                f"“{called}” is retired since version {row.since}, and version {had[-1]} was "
                f'published with it; write since: "{had[-1] + 1}"'
            )
            yield file.problem(("retired",), message, "unknown-version")


def _names_of(tree: Tree) -> Iterator[tuple[str, str, str]]:
    asked: tuple[Question | Gate, ...] = (*tree.questions, *tree.gates)
    for question in asked:
        yield "question", "", question.id
        yield from (("option", question.id, option.id) for option in question.options)
    yield from (("outcome", "", outcome.id) for outcome in tree.outcomes)


def names_in(rows: dict[str, str]) -> dict[tuple[str, str, str], None]:
    """All that the paths of a table name, as (what it is, the question of an option, its id)."""
    found: dict[tuple[str, str, str], None] = {}
    for path, outcome in rows.items():
        for pair in path.split("&"):
            question, _, option = pair.partition("=")
            found[("question", "", question)] = None
            found[("option", question, option)] = None
        found[("outcome", "", outcome)] = None
    return found


def _unversioned(tree: Tree, kept: dict[str, str], file: TreeFile) -> list[Problem]:
    found = changes(kept, table(tree))
    if not found.any:
        return []
    examples = [f"{old} -> {new}: {_short(path)}" for path, (old, new) in found.changed.items()]
    examples += [f"{outcome} gone: {_short(path)}" for path, outcome in found.gone.items()]
    examples += [f"{outcome} new: {_short(path)}" for path, outcome in found.new.items()]
    if len(examples) > MOST_SHOWN:
        examples = [*examples[:MOST_SHOWN], f"and {len(examples) - MOST_SHOWN} more"]
    message = (
        f"version {tree.version} was published with other outcomes: "
        f"{len(found.changed)} paths changed, {len(found.gone)} gone, {len(found.new)} new; "
        f"raise `version` to {tree.version + 1}, then run `make publish`; if only your branch has "
        f"version {tree.version}, run `make publish REPLACE={tree.version}` instead"
    )
    return [file.problem(("version",), message, "history-changed", tuple(examples))]


def _short(path: str) -> str:
    """The first and the last two answers of a path; those between are many and seldom differ."""
    answers = path.split("&")
    kept = answers if len(answers) <= MOST_ANSWERS else [answers[0], "…", *answers[-2:]]
    return " & ".join(kept)
