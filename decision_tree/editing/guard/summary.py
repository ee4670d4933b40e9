"""What `guard` found, in one line for people."""

from __future__ import annotations

from collections.abc import Sequence

from ...engine.counted import counted
from ..findings import ERROR, Finding
from . import new_and_gone, passed_by
from .conditions import BEFORE, NOT_COMPARED

__all__ = ["summary"]


def summary(found: Sequence[Finding], base: str, looked: int = 0) -> str:
    """One line for people; `looked` is how many files were searched for objects."""
    objects = sum(each.kind in new_and_gone.KINDS for each in found)
    errors = [each for each in found if each.level == ERROR]
    unread = {each.file for each in errors if "before" not in each.data}
    broken = sum("before" in each.data for each in errors)
    before = sum(BEFORE in each.details for each in found)
    passed = {each.file for each in found if each.kind in passed_by.KINDS}
    said = [
        f"{counted(objects, 'object')} changed since {base}, {counted(broken, 'condition')} broken."
    ]
    if unread:
        said.append(f"{counted(len(unread), 'file')} cannot be read.")
    skipped = {each.file for each in found if NOT_COMPARED in each.details}
    if skipped:
        said.append(f"{counted(len(skipped), 'file')} not compared.")
    if before:
        said.append(f"{before} {'was' if before == 1 else 'were'} so before.")
    if looked and not (objects or unread or before or passed):
        where = counted(looked, "changed YAML or JSON file")
        said.append(f"No object that guard knows differs in {where}.")
    if passed:
        said.append(f"{counted(len(passed), 'file')} passed by that can change objects.")
    return " ".join(said)
