"""Other people's manifests, read as strictly as our own files: objects, and each field's place.

A file in which no object of a wanted kind can be is passed by without being parsed: charts,
workflows and whatever else is YAML are not this guide's business.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from .problems import Problem, misspelt, shortened
from .yaml_nodes import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    SourceFile,
    TooManyProblemsError,
    parse_documents,
)

__all__ = [
    "BRACES",
    "SERVE_CONFIG",
    "Field",
    "Manifest",
    "ManifestFile",
    "manifests",
    "without_definitions",
]

SERVE_CONFIG = "ServeConfig"
"""What a file of Ray Serve itself is called here; it has no `kind` of its own."""

_DOCUMENT = ("spec", "serveConfigV2")
"""The field of a RayService that holds a document of Ray Serve as a text."""

_KIND = re.compile(r"""["']?\bkind["']?[ \t]*:[ \t]*["']?(\w+)""")
_ODD = re.compile(
    r"""\bkind["']?[ \t]*:[ \t]*(?:[&*!>|\#]|$|"[^"\n]*\\)"""
    r"""|\?[ \t]*["']?kind\b|"[^"\n]*\\[xuU][^"\n]*"[ \t]*:""",
    re.MULTILINE,
)
"""A kind that is not written out beside its name: with an anchor, a tag, an escape, on its own
line."""
_DEFINES = re.compile(r"^kind:[ \t]*[\"']?CustomResourceDefinition\b", re.MULTILINE)
_SERVE = re.compile(r"""^["']?applications["']?[ \t]*:""", re.MULTILINE)
_IMPORT = re.compile(r"""\bimport_path["']?[ \t]*:""")
BRACES = re.compile(r"\{\{|\{%")
_ANY_KIND = re.compile(_KIND.pattern, re.IGNORECASE)
_NEAR = 0.85
"""How much alike two words are of which one is taken for a misspelling of the other."""
_MOST = 100
"""Kinds of a file that are compared with those that are known."""
_APPLICATIONS = "applications"


@dataclass(frozen=True, slots=True)
class Field:
    """A value of an object: the names that lead to it, from the outside in, and its line."""

    path: tuple[str, ...]
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """An object as a file describes it. `fields` are its values, in the order of the file, and
    `in_file` the identity of each object in the file, whatever it is."""

    kind: str
    namespace: str
    name: str
    file: str
    line: int
    fields: tuple[Field, ...]
    in_file: tuple[tuple[str, str, str], ...] = ()

    @property
    def identity(self) -> tuple[str, str, str]:
        """What an object keeps in another file or commit. Overlays may share one identity."""
        return self.kind, self.namespace, self.name


@dataclass(frozen=True, slots=True)
class ManifestFile:
    """The objects in a file, or the problems that it has; with problems there are no objects, for a
    part of a file would mislead. A `template` is yet to be filled in, so it is passed by."""

    objects: tuple[Manifest, ...] = ()
    problems: tuple[Problem, ...] = ()
    template: bool = False


def without_definitions(text: str) -> str:
    """`text` with one line and empty ones in place of each document that defines a kind.

    Such a document names the kind of other objects, and is longer and deeper than any of these.
    """
    if _DEFINES.search(text) is None:
        return text
    documents = re.split(r"(?m)^(?=---)", text)
    short = "--- {kind: CustomResourceDefinition}"
    return "".join(
        short + "\n" * each.count("\n") if _DEFINES.search(each) else each for each in documents
    )


def _says(text: str, kinds: Collection[str]) -> bool:
    """Whether `text` has the words of an object of these kinds, beside each other."""
    if any(found[1] in kinds for found in _KIND.finditer(text)):
        return True
    return SERVE_CONFIG in kinds and bool(_SERVE.search(text) and _IMPORT.search(text))


def _may_say(text: str, kinds: Collection[str]) -> bool:
    """Whether `text` can name one of these kinds in another spelling, which only YAML can read."""
    return bool(_ODD.search(text)) and ("\\" in text or any(kind in text for kind in kinds))


def _nearly_says(text: str, kinds: Mapping[str, str]) -> bool:
    """Whether `text` has a misspelt name of one of these kinds, or of what holds one."""
    if SERVE_CONFIG in kinds and _IMPORT.search(text) and not _KIND.search(text):
        return True
    if not any(f"{group}/" in text for group in kinds.values() if group):
        return False
    words = dict.fromkeys(found[1] for found in _ANY_KIND.finditer(text))
    return any(misspelt(word, kinds, _NEAR) for word in list(words)[:_MOST])


def manifests(name: str, text: str, kinds: Mapping[str, str]) -> ManifestFile:
    """The objects of these kinds in `text`, the content of the file `name`. Each kind has the group
    of its API, and "" for none, by which a misspelt one is told from somebody else's."""
    text = text.replace("\r\n", "\n")
    said = _says(text, kinds)
    if not said and not _nearly_says(text, kinds) and not _may_say(text, kinds):
        return ManifestFile()
    file = SourceFile(name, comments=True, aliases=True)
    if name.lower().endswith(".json"):  # where a tab is a space, and a text cannot hold one
        text = text.replace("\t", " ")
    roots = parse_documents(text, file)
    every = [each for root in roots for each in _every_object(root)]
    held = tuple(
        (_text(each, "kind"), _name(each, "namespace"), _name(each, "name")) for each in every
    )
    objects = (manifest for each in every for manifest in _object(file, each, kinds))
    found = tuple(replace(each, in_file=held) for each in objects)
    wrong = [told for each in every for told in _misspelt(each, kinds)]
    with suppress(TooManyProblemsError):
        for at, told in wrong:
            file.problem(at.line, at.column, told, "unknown-field")
    if not said and roots and not found and not wrong:
        return ManifestFile()
    if not file.problems:
        return ManifestFile(found)
    return ManifestFile((), tuple(sorted(file.problems)), BRACES.search(text) is not None)


def _every_object(root: Node) -> Iterator[MappingNode]:
    """Every object of a document, of whatever kind; a list of objects may hold lists."""
    if not isinstance(root, MappingNode):
        return
    items = _value(root, "items")
    if _text(root, "kind").endswith("List") and isinstance(items, SequenceNode):
        for item in items.items:
            yield from _every_object(item)
    elif root.entries:
        yield root


def _misspelt(root: MappingNode, kinds: Mapping[str, str]) -> Iterator[tuple[ScalarNode, str]]:
    """What keeps an object from being one of these kinds although it is nearly called so."""
    group = _text(root, "apiVersion").partition("/")[0]
    own = [kind for kind, its in kinds.items() if its == group]
    kind = _value(root, "kind")
    if not group:
        key = _called_nearly(root, _APPLICATIONS) if kind is None and own else None
        if key and _has_import(_value(root, key.value)):
            yield key, _no_such("a Serve config file", "field", key.value, _APPLICATIONS)
    elif kind is None:
        key = _called_nearly(root, "kind") if own else None
        if key:
            yield key, _no_such("an object", "field", key.value, "kind")
    elif isinstance(kind, ScalarNode) and kind.value not in own:
        near = "" if kind.value.endswith("List") else misspelt(kind.value, own, _NEAR)
        if near:
            yield kind, _no_such(group, "kind", kind.value, near)


def _has_import(node: Node | None) -> bool:
    """Whether it is a list of what Ray Serve starts."""
    items = node.items if isinstance(node, SequenceNode) else ()
    return any(isinstance(each, MappingNode) and _value(each, "import_path") for each in items)


def _no_such(where: str, what: str, given: str, meant: str) -> str:
    return f"{where} has no {what} “{shortened(given)}”; did you mean “{meant}”?"


def _called_nearly(root: MappingNode, name: str) -> ScalarNode | None:
    """The key of `root` that misspells `name`; None where it has that name, or nothing like it."""
    if _value(root, name) is not None:
        return None
    return next((key for key, _ in root.entries if misspelt(key.value, (name,), _NEAR)), None)


def _object(file: SourceFile, root: MappingNode, kinds: Collection[str]) -> Iterator[Manifest]:
    kind = _text(root, "kind")
    if not kind and isinstance(_value(root, "applications"), SequenceNode):
        kind = SERVE_CONFIG
    if kind not in kinds:
        return
    space, called = _name(root, "namespace"), _name(root, "name")
    if kind == SERVE_CONFIG:
        called = file.name
    fields = tuple(_fields(file, root, ()))
    yield Manifest(kind, space, called, file.name, root.line, fields)


def _name(root: MappingNode, key: str) -> str:
    metadata = _value(root, "metadata")
    return _text(metadata, key) if isinstance(metadata, MappingNode) else ""


def _fields(file: SourceFile, node: Node, path: tuple[str, ...]) -> Iterator[Field]:
    """Every value below `node`; YAML's depth is limited, so this may call itself."""
    if isinstance(node, MappingNode):
        for key, value in node.entries:
            yield from _fields(file, value, (*path, key.value))
        if not node.entries:
            yield Field(path, "{}", node.line)
    elif isinstance(node, SequenceNode):
        names = [
            _text(item, "name") if isinstance(item, MappingNode) else "" for item in node.items
        ]
        unique = len(set(names)) == len(names)
        for number, item in enumerate(node.items):
            called = names[number] if unique and names[number] else str(number)
            yield from _fields(file, item, (*path, called))
        if not node.items:
            yield Field(path, "[]", node.line)
    elif path == _DOCUMENT:
        yield from _document(file, node)
    elif node.kind != "null":
        yield Field(path, node.value, node.line)


def _document(file: SourceFile, node: ScalarNode) -> Iterator[Field]:
    """The values of a document that is a text inside the object."""
    inner = SourceFile(file.name, comments=True, aliases=True)
    roots = parse_documents(node.value, inner)
    # A text in a block starts on the line below its name.
    above = node.line if "\n" in node.value else node.line - 1
    if inner.problems:
        first = min(inner.problems)
        told = f"the Serve config in this object: {first.message}"
        file.problem(above + first.place.line, first.place.column, told, first.tag)
        return
    for root in roots:
        for each in _fields(inner, root, _DOCUMENT):
            yield Field(each.path, each.value, above + each.line)


def _value(node: MappingNode, key: str) -> Node | None:
    return next((value for name, value in node.entries if name.value == key), None)


def _text(node: MappingNode, key: str) -> str:
    value = _value(node, key)
    return shortened(value.value) if isinstance(value, ScalarNode) else ""
