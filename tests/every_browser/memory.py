"""What a browser holds in memory, read from /proc: the same measure for every engine."""

from __future__ import annotations

from pathlib import Path

__all__ = ["tree_of"]


def tree_of(pid: int) -> int:
    """Bytes held by the processes below `pid`, itself not included; 0 where there is no /proc.

    Pages that processes share count in proportion (PSS), so that adding them up is right.
    """
    parents = _parents()
    below: set[int] = set()
    newest = {pid}
    while newest := {child for child, parent in parents.items() if parent in newest}:
        below |= newest
    return sum(map(_held, below))


def _parents() -> dict[int, int]:
    """Every process and the one that started it."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = status.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        found[int(status.parent.name)] = int(after_name[1])
    return found


def _held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
    except OSError:
        return 0
    kilobytes = next((line.split()[1] for line in lines if line.startswith("Pss:")), "0")
    return int(kilobytes) * 1024
