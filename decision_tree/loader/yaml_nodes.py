"""YAML read strictly: every value keeps its place, and what YAML would quietly change is refused.

Built from PyYAML's events without recursion, so that deep nesting and alias bombs end in a message
and not in a traceback. Aliases, tags and duplicate keys are mistakes in this guide's files. In
somebody else's, an alias may stand for what its anchor marks, as far as that stays small.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .conflicts import CONFLICT
from .encoding import misread
from .every_check import Tag
from .problems import Place, Problem, shortened, shown

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_PROBLEMS",
    "MappingNode",
    "Node",
    "ScalarNode",
    "SequenceNode",
    "SourceFile",
    "TooManyProblemsError",
    "kind_without_quotes",
    "parse",
    "parse_documents",
    "parse_text",
    "problems_in",
    "read_text",
    "yaml_problems",
]

MAX_BYTES = 500_000
MAX_DEPTH = 30
MAX_PROBLEMS = 200
MAX_MEANT = 20_000
"""Values that all aliases of a file may stand for."""
MAX_SOUND = 500
"""Texts whose nodes are kept, some 4 MB of this guide's."""
_RESOLVER = yaml.resolver.Resolver()
_STRING = "tag:yaml.org,2002:str"
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories of what shows as nothing, or as something else than it is."""

_SYNTAX = (
    (
        "mapping values are not allowed",
        "put a text with a colon in quotes, or align this line with those above",
    ),
    ("found character '\\t'", "a tab stands here; type a space"),
    ("cannot start any token", "a text cannot start with this character; put it in quotes"),
    ("expected alphabetic or numeric", "a text cannot start with * or & or !; put it in quotes"),
    ("did not find expected alphabetic", "a text cannot start with * or & or !; put it in quotes"),
    ("unexpected end of stream", "the quote that opens here is never closed; close it"),
    ("unknown escape", "a backslash in double quotes starts an escape; use single quotes"),
    ("could not find expected ':'", "write `name: value`, or indent a text that goes on"),
    (
        "expected a comment or a line break",
        "a text cannot start with > or |; put it in quotes, or start it on the next line",
    ),
    ("mapping keys are not allowed", "a text cannot start with a question mark; put it in quotes"),
    (
        "sequence entries are not allowed",
        "a list starts on a line of its own; a text that starts with a dash needs quotes",
    ),
    ("but got '?'", "put a text with a question mark in quotes between these brackets"),
    ("but found '<scalar>'", "text follows a closing quote; put the whole text in quotes"),
    ("expected <block end>", "the indentation differs from the lines around it; align it"),
    ("expected ',' or", "close the bracket, add the comma, or put a text with a colon in quotes"),
    ("expected the node content", "a value is missing between brackets or commas; write it"),
)
"""Words of the parser's complaint, and what a person does about it; the first that fits counts."""


_NO_YAML: frozenset[Tag] = frozenset(
    (
        "duplicate-key",
        "empty",
        "encoding",
        "file-unreadable",
        "merge-conflict",
        "tab",
        "yaml-syntax",
    )
)
"""What no reader of YAML can make sense of."""


class TooManyProblemsError(Exception):
    """A file holds so many mistakes that reading on would help nobody."""


@dataclass(slots=True)
class SourceFile:
    """One file being read: its name as shown to people, its lines, and what was found wrong.

    `comments` says whether comments may follow a text, as in files that are not this guide's, and
    `aliases` whether an alias stands for what its anchor marks there.
    """

    name: str
    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    comments: bool = False
    aliases: bool = False

    def problem(self, line: int, column: int, message: str, tag: Tag, missing: str = "") -> None:
        """Note a mistake at this line and column, both counted from 1; `missing` is what it lacks.

        Raises TooManyProblemsError after the last one noted: a hostile file must cost little.
        """
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        place = Place(self.name, line, column)
        self.problems.append(Problem(place, message, tag, source, missing=missing))
        if len(self.problems) == MAX_PROBLEMS:
            told = f"{MAX_PROBLEMS} problems, and the rest was not read; start with the first"
            self.problems.append(Problem(place, told, "too-many"))
            raise TooManyProblemsError


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
    text = read_text(path, file)
    return file, None if text is None else parse_text(text, file)


def parse_text(text: str, file: SourceFile) -> Node | None:
    """The node that `text` describes; None when it could not be read (then `file` says why)."""
    roots = _parsed(text, file, several=False)
    if not roots and not file.problems:
        file.problem(1, 1, "the file is empty; see the other content files for its form", "empty")
    return roots[0] if roots else None


def yaml_problems(path: Path) -> list[Problem]:
    """What makes no YAML of a file that is not ours to read, such as one of a generator's.

    Its tags, its anchors and its comments mean something there, and are no problems.
    """
    file = SourceFile(shown(path), comments=True)
    text = read_text(path, file)
    if text is not None:
        parse_text(text, file)
    return sorted(each for each in file.problems if each.tag in _NO_YAML)


def problems_in(text: str, name: str) -> list[Problem]:
    """What makes no YAML of `text`, the content of somebody's file `name`, of several documents."""
    file = SourceFile(name, comments=True, aliases=True)
    parse_documents(text.replace("\r\n", "\n"), file)
    return sorted(each for each in file.problems if each.tag in _NO_YAML)


def parse_documents(text: str, file: SourceFile) -> list[Node]:
    """Every document in `text`, which may be none; what could not be read is noted on `file`."""
    return _parsed(text, file, several=True)


_SOUND: dict[tuple[str, bool, bool, bool], list[Node]] = {}
"""The nodes of texts without problems; nobody changes a node once it is read."""


def _parsed(text: str, file: SourceFile, several: bool) -> list[Node]:
    """As `parse_documents`. Of a hundred files one changes at a time, and parsing is nine tenths of
    reading a guide: what was found sound is not read again while this program runs."""
    file.lines = text.split("\n")
    asked = (text, several, file.comments, file.aliases)
    if asked in _SOUND:
        return _SOUND[asked]
    try:
        nodes = _parse(text, file, several)
    except TooManyProblemsError:
        return []
    if not file.problems:
        if len(_SOUND) >= MAX_SOUND:
            _SOUND.clear()
        _SOUND[asked] = nodes
    return nodes


def _parse(text: str, file: SourceFile, several: bool) -> list[Node]:
    _check_characters(file)
    if file.problems:
        return []
    quickly = _undoubted(text, file, several)
    if quickly is not None:
        return quickly
    try:
        return _build(file, yaml.parse(text, Loader=yaml.SafeLoader), several)
    except yaml.MarkedYAMLError as error:
        if not _open_quote(file, text, error):
            _syntax_problem(file, error)
    except (yaml.YAMLError, ValueError, OverflowError):  # an escape beyond Unicode
        line = next((n for n, text in enumerate(file.lines, 1) if "\\U" in text), 1)
        message = "not valid YAML: an escape or a number here means nothing; write it out"
        file.problem(line, file.lines[line - 1].find("\\U") + 1 or 1, message, "yaml-syntax")
    return []


_QUICK = getattr(yaml, "CSafeLoader", None)
"""The parser of libyaml, twenty times as fast; PyYAML has it where that library was at hand."""


_DOUBTED = re.compile(r"\t|[|>][-+\d]*#")
"""What libyaml takes where PyYAML's parser does not: a tab, a block that starts with #."""


class _DoubtError(Exception):
    """The two parsers may differ here."""


def _undoubted(text: str, file: SourceFile, several: bool) -> list[Node] | None:
    """The nodes of a text that libyaml finds nothing wrong with; None where PyYAML's own parser has
    to read it: its words and places are those of the problems, and it refuses some texts more."""
    if _QUICK is None or _DOUBTED.search(text):
        return None
    trial = SourceFile(file.name, file.lines, comments=file.comments, aliases=file.aliases)
    wrong = (yaml.YAMLError, ValueError, OverflowError, TooManyProblemsError, _DoubtError)
    with suppress(*wrong):
        nodes = _build(trial, _certain(yaml.parse(text, Loader=_QUICK)), several)
        return None if trial.problems else nodes
    return None


def _certain(events: Iterable[yaml.Event]) -> Iterator[yaml.Event]:
    """The events as PyYAML's parser makes them. Raises _DoubtError at those that it may make
    otherwise: a tag, a value that is missing, a question mark between brackets."""
    within = 0
    for event in events:
        if getattr(event, "tag", None):
            raise _DoubtError
        if isinstance(event, yaml.CollectionStartEvent):
            within += bool(within or event.flow_style)
        elif isinstance(event, yaml.CollectionEndEvent):
            within -= bool(within)
        elif isinstance(event, yaml.ScalarEvent):
            event.style = event.style or None
            plain = event.style is None
            if plain and (not event.value or (within and "?" in event.value)):
                raise _DoubtError
        yield event


def read_text(path: Path, file: SourceFile) -> str | None:
    """The text at `path` with plain line ends; None when it cannot be had (`file` says why)."""
    try:
        with path.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        file.problem(1, 1, f"the file cannot be read ({reason}); put it back", "file-unreadable")
        return None
    if len(data) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES} bytes; split or shorten it"
        file.problem(1, 1, message, "file-too-large")
        return None
    wrong = misread(data)
    if wrong is None:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    line, column, encoding = wrong
    if encoding:
        file.problem(line, column, f"the file is {encoding}; save it as UTF-8", "encoding")
        return None
    file.lines = data.decode("utf-8-sig", "replace").split("\n")
    message = "this byte is not UTF-8; save the file as UTF-8"
    file.problem(line, column, message, "encoding")
    return None


def _check_characters(file: SourceFile) -> None:
    for number, line in enumerate(file.lines, 1):
        if line.startswith(CONFLICT):
            message = (
                "a merge conflict is left here; keep what you need of both sides, and delete the "
                "lines with the three markers"
            )
            file.problem(number, 1, message, "merge-conflict")
        if line.isascii() and line.isprintable():
            continue
        for column, char in enumerate(line, 1):
            if char == "\t":
                if not line[: column - 1].strip():
                    message = "a tab indents this line; YAML wants spaces"
                    file.problem(number, column, message, "tab")
            else:
                _check_character(file, number, column, char)


def _check_character(file: SourceFile, line: int, column: int, char: str) -> None:
    """Refuse what a reviewer cannot see, or would see as something else."""
    if char.isascii() and char.isprintable():
        return
    called = f"U+{ord(char):04X}, {unicodedata.name(char, 'control character').lower()}"
    if char == "\ufffd":
        message = f"a character was lost here by a wrong encoding ({called}); type it again"
        file.problem(line, column, message, "encoding")
    elif unicodedata.category(char) == "Zs":
        message = f"a space of another kind ({called}) is here; type an ordinary one"
        file.problem(line, column, message, "invisible-character")
    elif unicodedata.category(char) in _UNSEEN or ord(char) & 0xFFFE == 0xFFFE:
        message = f"an invisible character ({called}) is here; delete it"
        file.problem(line, column, message, "invisible-character")


def _open_quote(file: SourceFile, text: str, error: yaml.MarkedYAMLError) -> bool:
    """Note a quote that was closed lines later, by one that opens another text, if one was.

    That other quote is where the parser stumbles, which may be far below the mistake.
    """
    mark = error.problem_mark
    if mark is None:
        return False
    found = None
    with suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if token.start_mark.index > mark.index:
                break
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
                found = token
    if found is None or not found.start_mark.line < found.end_mark.line == mark.line:
        return False
    line, column = found.start_mark.line + 1, found.start_mark.column + 1
    message = (
        f"the quote that opens here is closed on line {mark.line + 1} only, by one that opens "
        "another text; close it where its own text ends"
    )
    file.problem(line, column, f"not valid YAML: {message}", "yaml-syntax")
    return True


def _syntax_problem(file: SourceFile, error: yaml.MarkedYAMLError) -> None:
    said = error.problem or "this cannot be read"
    mark = error.problem_mark or error.context_mark
    opened = error.context_mark
    advice = _advice(file, said, mark)
    left_open = any(words in said for words in ("end of stream", "' or", "expected ':'"))
    if mark and opened and opened.line < mark.line and left_open:
        mark = (
            opened  # where a quote, a bracket or a field was begun, and not where that is noticed
        )
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    file.problem(line, column, f"not valid YAML ({said}): {advice}", "yaml-syntax")


def _advice(file: SourceFile, said: str, mark: Any) -> str:
    """What a person does about the parser's complaint at `mark`."""
    line = file.lines[mark.line] if mark and mark.line < len(file.lines) else ""
    if line.startswith("```"):
        return "this fence belongs to Markdown; delete its line"
    if line.lstrip().startswith("* "):
        return "an entry of a list starts with a dash and a space; write - in place of *"
    before = line[: mark.column].rstrip() if mark else ""
    if "expected <block end>" in said and before.endswith(("'", '"')):
        return "text follows a closing quote; put the whole text in quotes"
    first = _first_without_dash(file, mark) if "'<block sequence start>'" in said else 0
    if first and file.lines[first - 1].lstrip().startswith("- "):
        below = "put the dashes of a list below each other"
        return f"the dash on line {first} stands further right; {below}"
    if first:
        return (
            f"a list entry starts here with a dash, and on line {first} one without; add that dash"
        )
    known = (advice for words, advice in _SYNTAX if words in said)
    return next(known, "quote the text if it holds a colon, a hash or a quote")


def _first_without_dash(file: SourceFile, mark: Any) -> int:
    """The line on which the fields above the dash at `mark` start; 0 when there are none."""
    first = 0
    for number in range(mark.line, 0, -1):
        line = file.lines[number - 1]
        if line.strip() and len(line) - len(line.lstrip()) < mark.column:
            break
        first = number if line.strip() else first
    return first


def _build(file: SourceFile, events: Iterable[yaml.Event], several: bool) -> list[Node]:
    """The nodes of the file's events, one for each document; raises yaml.YAMLError."""
    roots: list[Node] = []
    stack: list[_Open] = []
    anchors = _Anchors(file)
    for event in events:
        line, column = _position(event)
        if isinstance(event, yaml.DocumentStartEvent):
            anchors.known.clear()
            if roots and not several:
                message = "a second document starts here; keep one"
                file.problem(line, column, message, "yaml-documents")
                return []
        if isinstance(event, yaml.CollectionEndEvent):
            stack.pop().close(file)
        meant = anchors.meant(event, stack) if file.aliases else None
        node = meant or _node(file, event, line, column)
        if node is None:
            continue
        if file.aliases and not meant:
            anchors.mark(event, node)
        if stack:
            stack[-1].add(file, node)
        else:
            roots.append(node)
        if meant or isinstance(node, ScalarNode):
            continue
        if len(stack) >= MAX_DEPTH:
            message = f"nested deeper than {MAX_DEPTH} levels; flatten it"
            file.problem(line, column, message, "yaml-depth")
            return []
        stack.append(_Open(node))
    return roots


@dataclass(slots=True)
class _Anchors:
    """The nodes that the anchors of a document mark, and how many values aliases stand for."""

    file: SourceFile
    known: dict[str, Node] = field(default_factory=dict)
    values: int = 0

    def mark(self, event: yaml.Event, node: Node) -> None:
        """Keep the node of an event that has an anchor."""
        anchor = getattr(event, "anchor", None)
        if anchor:
            self.known[anchor] = node

    def meant(self, event: yaml.Event, stack: Sequence[_Open]) -> Node | None:
        """What an alias stands for; None for another event, and where there is no such anchor."""
        called = str(event.anchor) if isinstance(event, yaml.AliasEvent) else ""
        node = self.known.get(called)
        if node is None:
            return None
        values, levels = _size(node, MAX_MEANT - self.values)
        self.values += values
        inside = any(each.node is node for each in stack)
        if inside or self.values >= MAX_MEANT or len(stack) + levels > MAX_DEPTH:
            line, column = _position(event)
            why = "stands inside its own anchor" if inside else "makes this file too large"
            message = f"the alias *{shortened(called)} {why}; write its value out"
            self.file.problem(line, column, message, "yaml-alias")
            raise TooManyProblemsError
        return node


def _size(node: Node, most: int) -> tuple[int, int]:
    """How many values there are below a node, up to `most`, and on how many levels."""
    values = levels = 0
    waiting = [(node, 0)]
    while waiting and values < most:
        each, level = waiting.pop()
        values, levels = values + 1, max(levels, level)
        if isinstance(each, SequenceNode):
            waiting += [(item, level + 1) for item in each.items]
        elif isinstance(each, MappingNode):
            waiting += [(value, level + 1) for _, value in each.entries]
    return values, levels


def _position(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _node(file: SourceFile, event: yaml.Event, line: int, column: int) -> Node | None:
    """The node that starts with `event`, if one does."""
    if isinstance(event, yaml.AliasEvent):
        called = shortened(str(event.anchor))
        message = f"an alias (*{called}) is not allowed here; write the value out"
        if file.aliases:
            message = f"the alias *{called} stands for nothing above it; write the value out"
        file.problem(line, column, message, "yaml-alias")
        return ScalarNode("", "alias", line, column)
    _check_tag(file, event, line, column)
    if isinstance(event, yaml.ScalarEvent):
        for char in event.value:  # an escape such as "\\u202e" brings in what the file may not hold
            if char not in "\n\t":
                _check_character(file, line, column, char)
        _check_end(file, event)
        return ScalarNode(event.value, _kind(event), line, column)
    if isinstance(event, yaml.SequenceStartEvent):
        return SequenceNode([], line, column)
    if isinstance(event, yaml.MappingStartEvent):
        return MappingNode([], line, column)
    return None


def _check_end(file: SourceFile, event: yaml.ScalarEvent) -> None:
    """Refuse a comment behind a text without quotes: there a # is as likely to be meant as text."""
    mark = event.end_mark
    if file.comments or event.style is not None or not event.value or mark is None:
        return
    rest = file.lines[mark.line][mark.column :] if mark.line < len(file.lines) else ""
    if rest.lstrip().startswith("#"):
        message = (
            "the text ends before this #, and what follows is read as a comment; put the text in "
            "quotes, or the comment on a line of its own"
        )
        column = mark.column + rest.index("#") + 1
        file.problem(mark.line + 1, column, message, "cut-by-comment")


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been seen yet."""

    node: SequenceNode | MappingNode
    key: ScalarNode | None = None
    seen: dict[str, int] = field(default_factory=dict)
    awaits_value: bool = False
    doubled: bool = False
    merged: Node | None = None

    def close(self, file: SourceFile) -> None:
        """Take in what `<<` merges: the fields of other mappings that this one does not have."""
        if self.merged is None or not isinstance(self.node, MappingNode):
            return
        several = self.merged.items if isinstance(self.merged, SequenceNode) else [self.merged]
        for each in several:
            if not isinstance(each, MappingNode):
                message = "<< merges mappings, and this is none; write the fields out"
                file.problem(each.line, each.column, message, "yaml-alias")
                continue
            for key, value in each.entries:
                if key.value not in self.seen:
                    self.seen[key.value] = key.line
                    self.node.entries.append((key, value))

    def add(self, file: SourceFile, node: Node) -> None:
        if isinstance(self.node, SequenceNode):
            self.node.items.append(node)
        elif self.awaits_value:
            self.awaits_value = False
            if file.aliases and self.key is not None and self.key.kind == "merge":
                self.merged = node
            elif self.key is not None:
                self.node.entries.append((self.key, node))
        else:
            self.awaits_value = True
            self.key = self._key(file, node)

    def _key(self, file: SourceFile, node: Node) -> ScalarNode | None:
        if not isinstance(node, ScalarNode):
            message = "a key must be a plain word, not a list or mapping; write one"
            file.problem(node.line, node.column, message, "yaml-key")
            return None
        if node.value not in self.seen:
            self.seen[node.value] = node.line
            return node
        first = self.seen[node.value]
        if not self.doubled:  # the fields after it are most likely of the same lost entry
            given = self.node.entries if isinstance(self.node, MappingNode) else []
            above, empty = given[-1] if given else (node, node)
            cure = "keep one of them, or start an entry of its own with a dash"
            if isinstance(empty, ScalarNode) and not empty.value and empty.kind == "null":
                cure = f"if this one belongs to “{shortened(above.value)}”, indent it"
            message = f"“{shortened(node.value)}” is given twice (first on line {first}); {cure}"
            file.problem(node.line, node.column, message, "duplicate-key")
        self.doubled = True
        return None


def _kind(event: yaml.ScalarEvent) -> str:
    return "str" if event.style is not None else kind_without_quotes(event.value)


def kind_without_quotes(value: str) -> str:
    """What YAML makes of a text that has no quotes: str, bool, null, int ..."""
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return "str" if tag == _STRING else tag.rpartition(":")[2]


def _check_tag(file: SourceFile, event: Any, line: int, column: int) -> None:
    if getattr(event, "tag", None):
        tag = event.tag.replace("tag:yaml.org,2002:", "!!")
        message = f"the tag {shortened(tag)} is not allowed here; remove it"
        file.problem(line, column, message, "yaml-tag")
    elif getattr(event, "anchor", None) and not file.aliases:
        called = shortened(event.anchor)
        message = f"the anchor &{called} is not allowed; write the value where it is used"
        file.problem(line, column, message, "yaml-anchor")
