"""Where the worker enters: the engine on a guide.

Half of the time that Python needs to import the engine would go into data classes: for each one,
`dataclasses` writes its methods as text and has it compiled. The archive holds these texts
compiled by the build; a text that it does not know is compiled here, so a gap costs time only.
"""

from __future__ import annotations

import dataclasses
import marshal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    __loader__: Any

__all__ = ["METHODS", "start", "written"]

METHODS = "methods.bin"
written: dict[str, Any] = marshal.loads(__loader__.get_data(METHODS))
"""The texts that `dataclasses` writes, each with its code."""


def _run(text: str, names: dict[str, Any], into: dict[str, Any]) -> None:
    if text not in written:
        written[text] = compile(text, "<dataclass>", "exec")
    exec(written[text], names, into)


# A name of a module comes before one that is Python's own.
dataclasses.exec = _run  # type: ignore[attr-defined]

from decision_tree.engine.browser import start  # noqa: E402, this makes the data classes
