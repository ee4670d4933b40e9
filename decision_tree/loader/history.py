"""Every published version of the tree as a small table, path -> outcome, kept for ever.

`content/history/v1.txt` holds one line for each path, `question=option&... outcome`. Links made
with a version stay checkable, and a change of outcomes cannot go out under an old version number.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..engine.model import Tree
from ..engine.walk import path_counts, paths
from .problems import Place, Problem, shown

__all__ = [
    "FOLDER",
    "MOST_PATHS",
    "Changes",
    "changes",
    "check_history",
    "publish",
    "read_table",
    "table",
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


def publish(tree: Tree, folder: Path) -> Path:
    """Write the table of `tree` below `folder`, the content's folder, and return its path.

    Raises FileExistsError when this version was published with other outcomes, and ValueError when
    the tree has more than `MOST_PATHS` paths.
    """
    if _path_total(tree) > MOST_PATHS:
        raise ValueError(_too_many(tree))
    file = folder / FOLDER / f"v{tree.version}.txt"
    lines = "".join(f"{answers} {outcome}\n" for answers, outcome in table(tree).items())
    if file.exists() and file.read_text("utf-8") != lines:
        raise FileExistsError(
            f"{file} exists and says otherwise; raise `version` in tree.yml to {tree.version + 1}"
        )
    file.parent.mkdir(exist_ok=True)
    file.write_text(lines, "utf-8")
    return file


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


def check_history(tree: Tree, folder: Path) -> list[Problem]:
    """What is wrong with the published tables in `folder`, the content's folder."""
    place, source = _place_of_version(folder / "tree.yml")
    if _path_total(tree) > MOST_PATHS:
        return [Problem(place, _too_many(tree), "too-many-paths", source)]
    problems = []
    for version in range(1, tree.version + 1):
        file = folder / FOLDER / f"v{version}.txt"
        try:
            kept = read_table(file)
        except (OSError, ValueError):
            message = f"version {version} has no table in {FOLDER}/; {_remedy(tree, version)}"
            problems.append(Problem(place, message, "history-missing", source))
            continue
        if version == tree.version:
            problems += _unversioned(tree, kept, place, source)
    return problems


def _path_total(tree: Tree) -> int:
    return sum(path_counts(tree).values())


def _too_many(tree: Tree) -> str:
    total = _path_total(tree)
    # Python refuses to write out numbers of thousands of digits.
    said = f"{total:,}" if total < 10**30 else f"more than 10^{int(total.bit_length() * 0.30102)}"
    return (
        f"the tree has {said} paths, more than the {MOST_PATHS:,} that can be published; "
        "let more answers lead to an outcome, or split the tree"
    )


def _place_of_version(file: Path) -> tuple[Place, str]:
    """Where the version stands, and the line it is on."""
    lines = file.read_text("utf-8").splitlines()
    line = next((n for n, text in enumerate(lines, 1) if text.startswith("version:")), 1)
    return Place(shown(file), line, 1), lines[line - 1]


def _remedy(tree: Tree, version: int) -> str:
    if version == tree.version:
        return "run `make publish` when it is final"
    return "bring the file back from Git, since links of that version exist"


def _unversioned(tree: Tree, kept: dict[str, str], place: Place, source: str) -> list[Problem]:
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
        f"raise `version` to {tree.version + 1}, then run `make publish`"
    )
    return [Problem(place, message, "history-changed", source, tuple(examples))]


def _short(path: str) -> str:
    """The first and the last two answers of a path; those between are many and seldom differ."""
    answers = path.split("&")
    kept = answers if len(answers) <= MOST_ANSWERS else [answers[0], "…", *answers[-2:]]
    return " & ".join(kept)
