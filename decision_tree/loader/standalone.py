"""Files of content that are read by themselves: no part of the guide that travels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .draft import Draft
from .fields import Record
from .problems import ContentError, shown
from .read_values import read_shape
from .yaml_nodes import parse

__all__ = ["read_alone", "refuse"]


def read_alone(path: Path, name: str, shape: Record, latest: str = "") -> tuple[Draft, Any]:
    """The draft with this one file, called `name` in it, and the file's plain data.

    Days after `latest` are noted when it is given. Nothing is refused yet: see `refuse`.
    """
    draft = Draft(latest=latest)
    file, node = parse(path, shown(path))
    draft.files[name] = file
    return draft, node and read_shape(draft, (name,), node, shape)


def refuse(draft: Draft) -> None:
    """Raise ContentError with all that is wrong so far; nothing when nothing is."""
    problems = sorted(problem for file in draft.files.values() for problem in file.problems)
    if problems:
        raise ContentError(problems)
