"""What every start for contributors has in common: its id, its file, and what is unfinished.

A start is sound but for its texts. Each text says that it is still to be written, and the checks
refuse it until it is. Nothing of an existing file is written anew: what is new is put in as text,
between the lines that are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..engine.model import RESERVED_IDS, Case, Guide
from ..loader.account_checks import check_fits
from ..loader.direction_checks import check_directions
from ..loader.draft import Mistake
from ..loader.every_check import Tag
from ..loader.fields import ID_PATTERN, MOST_ID
from ..loader.history import FOLDER
from ..loader.yaml_nodes import kind_without_quotes

__all__ = [
    "UNFINISHED",
    "StartError",
    "append",
    "broken_promises",
    "check_id",
    "next_number",
    "promises",
    "raise_version",
    "written",
]

UNFINISHED: frozenset[Tag] = frozenset(
    (
        "unwritten",
        # of scenarios, which do not answer a new question yet
        "outcome-without-scenario",
        "outcome-without-runbook",
        "fact-missing",
        "fact-off-path",
        "unsettled",
        "other-outcome",
        "right-not-offered",
        "rival-is-right",
        "inject",
        "deciding-fact",
        # of promises and accounts, which a longer way can break until it is finished
        "bound",
        "contradiction",
        "unequal-options",
        "account-excluded",
        "explained-for-nothing",
        "same-option",
    )
)
"""Problems that a start may be asked for with, because it cures them or was made by another: an
outcome is new before it has a scenario, and a question before each scenario answers it."""


_READ_AS = {"bool": "yes or no", "null": "nothing", "int": "a number", "float": "a number"}
"""What YAML can take an id for that stands without quotes."""


class StartError(Exception):
    """The start cannot be written; the message says what to give instead."""


def check_id(name: str, taken: set[str]) -> None:
    """Raise StartError with advice when `name` is no id or is one of those taken."""
    if not name:
        raise StartError("how is it called? give an id, such as my-own (in make: ID=my-own)")
    if not re.fullmatch(ID_PATTERN, name) or len(name) > MOST_ID or name in RESERVED_IDS:
        near = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:MOST_ID].rstrip("-")
        such = re.fullmatch(ID_PATTERN, near) and near not in RESERVED_IDS
        hint = f", such as {near} (in make: ID={near})" if such else ""
        raise StartError(
            f"“{name}” cannot be an id; give one of small letters, digits and hyphens{hint}"
        )
    kind = kind_without_quotes(name)
    if kind != "str":
        raise StartError(f"YAML reads “{name}” as {_READ_AS.get(kind, kind)}; choose another id")
    if name in taken:
        raise StartError(f"the id “{name}” is taken or retired; choose another")


def raise_version(lines: list[str], version: int, content: Path) -> None:
    """Raise the version in the lines of tree.yml, if that one is published already.

    Raises StartError when no line starts with `version:`.
    """
    if not (content / FOLDER / f"v{version}.txt").is_file():
        return
    at = next((n for n, line in enumerate(lines) if line.startswith("version:")), None)
    if at is None:
        raise StartError("the line `version:` of tree.yml is not found; start it with that word")
    lines[at] = lines[at].replace(str(version), str(version + 1), 1)


def next_number(cases: Iterable[Case]) -> int:
    """The number for a new case beside these."""
    return 1 + max((case.number for case in cases), default=0)


def append(file: Path, lines: Iterator[str]) -> None:
    """Put these lines at the end of a file."""
    text = file.read_text("utf-8").rstrip("\n")
    file.write_text("\n".join((text, *lines)) + "\n", "utf-8")


def written(file: Path, lines: Iterator[str]) -> Path:
    """A new file of these lines, by its path."""
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def broken_promises(before: Guide, after: Guide) -> tuple[str, ...]:
    """What `after` breaks of the tree's promises and `before` does not, each in a sentence.

    The checks look at promises only when no text is left to write, so a start tells them at once.
    """
    known = {mistake.message for mistake in promises(before)}
    messages = (mistake.message for mistake in promises(after))
    return tuple(message for message in dict.fromkeys(messages) if message not in known)


def promises(guide: Guide) -> tuple[Mistake, ...]:
    """What the tree breaks of its promises."""
    return (*check_directions(guide.tree), *check_fits(guide))
