"""The built site as hosts serve it that read its `_headers` file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path

from tests.tools.loopback import Quiet, listening

__all__ = ["Rules", "headers_for", "hosted", "read_rules"]

Rules = list[tuple[str, list[tuple[str, str]]]]
"""Path patterns, each with the names and values of its headers."""


def read_rules(text: str) -> Rules:
    """The rules of a `_headers` file: a path at the margin, its headers indented below it."""
    rules: Rules = []
    for line in text.splitlines():
        if line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
        else:
            rules.append((line, []))
    return rules


def headers_for(rules: Rules, path: str) -> list[tuple[str, str]]:
    """The headers that every matching rule sends for `path`."""
    return [pair for pattern, pairs in rules if fnmatchcase(path, pattern) for pair in pairs]


@contextmanager
def hosted(folder: Path, port: int = 0) -> Iterator[str]:
    """Serve `folder` with its own headers, at the address given."""
    rules = read_rules((folder / "_headers").read_text("utf-8"))

    class WithHeaders(Quiet):
        def end_headers(self) -> None:
            for name, value in headers_for(rules, self.path.partition("?")[0]):
                self.send_header(name, value)
            super().end_headers()

    with listening(folder, WithHeaders, port) as address:
        yield address
