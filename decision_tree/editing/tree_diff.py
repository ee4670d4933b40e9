"""Two versions of the tree: which paths lead elsewhere, for reviewers and for the changelog."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ..engine.counted import counted
from ..engine.markdown import escape
from ..engine.model import Tree
from ..engine.walk import Path, paths, walk

__all__ = ["MOST_ROWS", "Moved", "TreeDiff", "diff_trees"]

MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class Moved:
    """An old path and the outcomes its answers lead to now (several while more is asked).

    `asks` is the question that the new tree asks next, "" for none.
    """

    path: Path
    now: tuple[str, ...]
    asks: str = ""

    @property
    def only_asks(self) -> bool:
        """Whether the path only asks more: where it led is still possible."""
        return bool(self.asks) and self.path.outcome in self.now


@dataclass(frozen=True, slots=True)
class TreeDiff:
    """How the paths of an old tree fare in a new one, and what came and went."""

    old: Tree
    new: Tree
    same: int
    moved: tuple[Moved, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether any reader notices."""
        return bool(self.moved or self.added or self.removed)

    def data(self) -> dict[str, Any]:
        """The difference as dicts and lists."""
        return {
            "old_version": self.old.version,
            "new_version": self.new.version,
            "same": self.same,
            "moved": [
                {"answers": dict(m.path.answers), "was": m.path.outcome, "now": list(m.now)}
                for m in self.moved
            ],
            "added": list(self.added),
            "removed": list(self.removed),
        }

    def text(self) -> str:
        """The difference for a terminal."""
        lines = [self.summary]
        lines += [f"  {_answers(m.path)}: {m.path.outcome} -> {_now(m)}" for m in self.moved]
        lines += [f"  new: {name}" for name in self.added]
        lines += [f"  gone: {name}" for name in self.removed]
        return "\n".join(lines)

    def markdown(self) -> str:
        """The difference for a pull request; the first paths only when there are very many."""
        lines = ["### What this does to readers", "", self.summary, ""]
        elsewhere = [each for each in self.moved if not each.only_asks]
        if self.moved:
            lines += ["| Answers | Was | Now |", "| --- | --- | --- |"]
            lines += [
                f"| {counted(number, 'path')} | still possible | asks {escape(asks)} too |"
                for asks, number in self._asked()
            ]
            lines += [
                f"| {escape(_answers(m.path))} | {escape(m.path.outcome)} | {escape(_now(m))} |"
                for m in elsewhere[:MOST_ROWS]
            ]
            if len(elsewhere) > MOST_ROWS:
                lines += ["", f"and {len(elsewhere) - MOST_ROWS} more."]
            lines.append("")
        lines += [f"- new: `{name}`" for name in self.added]
        lines += [f"- gone: `{name}`" for name in self.removed]
        return "\n".join(lines).rstrip() + "\n"

    @property
    def summary(self) -> str:
        """The difference in a sentence."""
        total = self.same + len(self.moved)
        asking = sum(each.only_asks for each in self.moved)
        old, new = self.old.version, self.new.version
        versions = f"Version {old} to {new}: " if old != new else ""
        return (
            f"{versions}{len(self.moved) - asking} of {total} paths lead elsewhere. "
            f"Asking more: {asking}. The same: {self.same}."
        )

    def _asked(self) -> list[tuple[str, int]]:
        """The questions that paths ask now and did not, each with how many paths do."""
        return Counter(each.asks for each in self.moved if each.only_asks).most_common()


def diff_trees(old: Tree, new: Tree) -> TreeDiff:
    """Give every path of `old` to `new`, and compare where it ends."""
    same, moved = 0, []
    for path in paths(old):
        walked = walk(new, dict(path.answers))
        now = tuple(outcome.id for outcome in walked.possible)
        if now == (path.outcome,):
            same += 1
        else:
            moved.append(Moved(path, now, walked.next.id if walked.next else ""))
    before, after = _names(old), _names(new)
    return TreeDiff(
        old,
        new,
        same,
        tuple(moved),
        tuple(name for name in after if name not in before),
        tuple(name for name in before if name not in after),
    )


def _names(tree: Tree) -> dict[str, None]:
    """Every question, option and outcome, as people name them."""
    names = [f"question {question.id}" for question in tree.questions]
    names += [f"answer {q.id}={option.id}" for q in tree.questions for option in q.options]
    names += [f"outcome {outcome.id}" for outcome in tree.outcomes]
    return dict.fromkeys(names)


def _answers(path: Path) -> str:
    return "&".join(f"{question}={option}" for question, option in path.answers)


def _now(moved: Moved) -> str:
    return moved.now[0] if len(moved.now) == 1 else f"asks more ({', '.join(moved.now)})"
