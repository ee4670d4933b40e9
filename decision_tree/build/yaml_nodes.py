"""YAML read strictly: every value keeps its place, and what YAML would quietly change is refused.

Built from PyYAML's events without recursion, so that deep nesting and alias bombs end in a message
and not in a traceback. Aliases, tags and duplicate keys are mistakes in this guide's files.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .problems import Place, Problem

__all__ = ["MappingNode", "Node", "ScalarNode", "SequenceNode", "SourceFile", "parse"]

MAX_BYTES = 1_000_000
MAX_DEPTH = 30
_RESOLVER = yaml.resolver.Resolver()
_STRING = "tag:yaml.org,2002:str"
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@dataclass(slots=True)
class SourceFile:
    """One file being read: its name as shown to people, its text, and what was found wrong."""

    name: str
    text: str = ""
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int, column: int, message: str, tag: str) -> None:
        """Note a mistake at this line and column, both counted from 1."""
        lines = self.text.splitlines()
        source = lines[line - 1] if 0 < line <= len(lines) else ""
        self.problems.append(Problem(Place(self.name, line, column), message, tag, source))


@dataclass(slots=True)
class ScalarNode:
    """A single value as it was written; `kind` is what YAML makes of it: str, int, bool ...

    An alias, which is refused, is a scalar of the kind "alias" and no text.
    """

    value: str
    kind: str
    line: int
    column: int


@dataclass(slots=True)
class SequenceNode:
    """A list of nodes."""

    items: list[Any]
    line: int
    column: int


@dataclass(slots=True)
class MappingNode:
    """Keys and values in the order of the file; keys are unique."""

    entries: list[tuple[ScalarNode, Any]]
    line: int
    column: int


Node = ScalarNode | SequenceNode | MappingNode


def parse(path: Path, name: str) -> tuple[SourceFile, Node | None]:
    """Read the file; the node is None when it could not be read (then there are problems)."""
    file = SourceFile(name)
    text = _read_text(path, file)
    if text is None:
        return file, None
    file.text = text
    _check_characters(file)
    if file.problems:
        return file, None
    try:
        return file, _build(file)
    except yaml.MarkedYAMLError as error:
        _syntax_problem(file, error)
    except yaml.YAMLError as error:
        file.problem(1, 1, f"this is not YAML that can be read: {error}", "yaml-syntax")
    return file, None


def _read_text(path: Path, file: SourceFile) -> str | None:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        file.problem(1, 1, f"the file cannot be read ({reason}); put it back", "file-unreadable")
        return None
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data)} bytes, more than {MAX_BYTES}; split or shorten it"
        file.problem(1, 1, message, "file-too-large")
        return None
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        file.problem(line, column, "this byte is not UTF-8; save the file as UTF-8", "encoding")
        return None


def _check_characters(file: SourceFile) -> None:
    for number, line in enumerate(file.text.split("\n"), 1):
        if line.isascii() and line.isprintable():
            continue
        for column, char in enumerate(line, 1):
            _check_character(file, number, column, char, line)


def _check_character(file: SourceFile, number: int, column: int, char: str, line: str) -> None:
    if char == "\t" and not line[: column - 1].strip():
        file.problem(number, column, "a tab indents this line; YAML wants spaces", "tab")
    elif char in _BIDI or (unicodedata.category(char) == "Cc" and char != "\t"):
        name = unicodedata.name(char, "control character")
        message = f"an invisible character (U+{ord(char):04X}, {name.lower()}) is here; delete it"
        file.problem(number, column, message, "invisible-character")


def _syntax_problem(file: SourceFile, error: yaml.MarkedYAMLError) -> None:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    what = error.problem or "this cannot be read"
    context = f" {error.context}" if error.context else ""
    hint = "quote the text if it holds a colon, a hash or a quote; check the indentation"
    file.problem(line, column, f"not valid YAML:{context} {what}; {hint}", "yaml-syntax")


def _build(file: SourceFile) -> Node | None:
    """One node out of the file's events; raises yaml.YAMLError."""
    root: Node | None = None
    stack: list[_Open] = []
    for event in yaml.parse(file.text, Loader=yaml.SafeLoader):
        line, column = _position(event)
        if isinstance(event, yaml.DocumentStartEvent) and root:
            message = "a second document starts here; keep one"
            file.problem(line, column, message, "yaml-documents")
            return None
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        node = _node(file, event, line, column)
        if node is None:
            continue
        if stack:
            stack[-1].add(file, node)
        root = root or node
        if isinstance(node, ScalarNode):
            continue
        if len(stack) >= MAX_DEPTH:
            message = f"nested deeper than {MAX_DEPTH} levels; flatten it"
            file.problem(line, column, message, "yaml-depth")
            return None
        stack.append(_Open(node))
    if root is None:
        file.problem(1, 1, "the file is empty; see the other content files for its form", "empty")
    return root


def _position(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _node(file: SourceFile, event: yaml.Event, line: int, column: int) -> Node | None:
    """The node that starts with `event`, if one does."""
    if isinstance(event, yaml.AliasEvent):
        message = f"an alias (*{event.anchor}) is not allowed here; write the value out"
        file.problem(line, column, message, "yaml-alias")
        return ScalarNode("", "alias", line, column)
    _check_tag(file, event, line, column)
    if isinstance(event, yaml.ScalarEvent):
        return ScalarNode(event.value, _kind(event), line, column)
    if isinstance(event, yaml.SequenceStartEvent):
        return SequenceNode([], line, column)
    if isinstance(event, yaml.MappingStartEvent):
        return MappingNode([], line, column)
    return None


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been seen yet."""

    node: SequenceNode | MappingNode
    key: ScalarNode | None = None
    seen: dict[str, int] = field(default_factory=dict)
    awaits_value: bool = False

    def add(self, file: SourceFile, node: Node) -> None:
        if isinstance(self.node, SequenceNode):
            self.node.items.append(node)
        elif self.awaits_value:
            self.awaits_value = False
            if self.key is not None:
                self.node.entries.append((self.key, node))
        else:
            self.awaits_value = True
            self.key = self._key(file, node)

    def _key(self, file: SourceFile, node: Node) -> ScalarNode | None:
        if not isinstance(node, ScalarNode):
            message = "a key must be a plain word, not a list or mapping"
            file.problem(node.line, node.column, message, "yaml-key")
            return None
        if node.value not in self.seen:
            self.seen[node.value] = node.line
            return node
        first = self.seen[node.value]
        message = f"“{node.value}” is given twice (first on line {first}); keep one of them"
        file.problem(node.line, node.column, message, "duplicate-key")
        return None


def _kind(event: yaml.ScalarEvent) -> str:
    if event.style is not None:
        return "str"
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, event.value, (True, False))  # type: ignore[no-untyped-call]
    return "str" if tag == _STRING else tag.rpartition(":")[2]


def _check_tag(file: SourceFile, event: Any, line: int, column: int) -> None:
    if getattr(event, "tag", None):
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        message = f"the tag {tag} is not allowed here; remove it"
        file.problem(line, column, message, "yaml-tag")
    elif getattr(event, "anchor", None):
        message = f"the anchor &{event.anchor} is not allowed; write the value where it is used"
        file.problem(line, column, message, "yaml-anchor")
