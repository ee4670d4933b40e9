"""What a command prints, made fit for terminals, for full disks and for readers that go away.

File names and addresses come from outside. Printed as they are, their control characters could
move a cursor, colour a line or hide one.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import unicodedata
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from typing import TextIO

__all__ = ["printing", "visible"]

_OBEYED = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode categories of what ends a line or steers a terminal, and of bytes that are no text."""
_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Classes of characters that show the text after them in another order."""


def visible(text: str, keep: str = "\n\t") -> str:
    """`text` with what a terminal would obey or hide as an escape such as \\u001b.

    What is in `keep` stays. The escapes are those of JSON, so that JSON keeps its meaning.
    """
    return "".join(_escape(char) if _steers(char) and char not in keep else char for char in text)


def _steers(char: str) -> bool:
    if char.isprintable():
        return False
    return unicodedata.category(char) in _OBEYED or unicodedata.bidirectional(char) in _TURNING


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}"  # none of them lies beyond the first 65,536


class Printed(io.TextIOBase):
    """A text stream that prints to another one, with `visible` text.

    When the reader at the other end has gone, the rest is dropped: the command goes on, and its
    exit code is the one it would have had.
    """

    def __init__(self, out: TextIO) -> None:
        super().__init__()
        self._out, self._gone = out, False

    def write(self, text: str) -> int:
        """Print `text`. Raises OSError when the other end has no room for it."""
        self._unless_gone(lambda: self._out.write(visible(text)))
        return len(text)

    def flush(self) -> None:
        """Send on what was printed; raises as `write` does."""
        self._unless_gone(self._out.flush)

    def isatty(self) -> bool:
        """Whether a terminal is at the other end."""
        return self._out.isatty()

    def _unless_gone(self, act: Callable[[], object]) -> None:
        if self._gone:
            return
        try:
            act()
        except BrokenPipeError:
            self._gone = True
            _lead_nowhere(self._out)


def printing(command: Callable[[], int]) -> int:
    """Run a command that prints, and return its exit code; 1 when there is no room to print.

    The text is UTF-8, whatever the terminal's own encoding lacks.
    """
    out, err = sys.stdout or io.StringIO(), sys.stderr or io.StringIO()  # None when closed
    for stream in (out, err):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    with redirect_stdout(Printed(out)), redirect_stderr(Printed(err)):
        try:
            try:
                return command()
            finally:
                sys.stdout.flush()
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                raise
            told = f"The output could not be written: {error.strerror}. Make room, then try again."
            with suppress(OSError):
                print(told, file=sys.stderr, flush=True)
            for stream in (out, err):
                _lead_nowhere(stream)
            return 1


def _lead_nowhere(stream: TextIO) -> None:
    """Let what is still held back for `stream` vanish, which would be tried again at the end."""
    with suppress(OSError, ValueError):  # of streams that are no files, such as a notebook's
        number = stream.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)
