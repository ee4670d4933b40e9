"""HTML as a reader meets it: its elements in order, each with what it carries and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

__all__ = ["Element", "elements", "outline", "sketch"]

_VOID = ("input", "br")
_NAMES = re.compile(r"\s([^\s=]+?)(?:=\"[^\"]*\")?(?=[\s>])")


@dataclass
class Element:
    """An element: its name, its attributes (a flag's value is ""), and all text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""


def _written(tag: str) -> tuple[str, list[str]]:
    """The name of an element and those of its attributes in the text of its start tag."""
    return re.split(r"[\s>]", tag[1:], maxsplit=1)[0], _NAMES.findall(tag)


@dataclass
class _Reader(HTMLParser):
    found: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open it, with the names as they are written: the parser lowers their letters."""
        name, names = _written(self.get_starttag_text() or "")
        values = (value or "" for _, value in attrs)
        element = Element(name, dict(zip(names, values, strict=True)))
        self.found.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close it; no page closes anything else than what it opened last."""
        assert self.open.pop().tag.lower() == tag

    def handle_data(self, data: str) -> None:
        """Text belongs to each element around it."""
        for element in self.open:
            element.text += data


def elements(html: str) -> list[Element]:
    """Every element of `html`, in the order in which they open."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    return reader.found


def outline(html: str, *tags: str) -> list[str]:
    """The elements called so (all when none is named), one a line: `name.class.class: its text`."""
    return [
        f"{'.'.join((each.tag, *each.attributes.get('class', '').split()))}: {each.text}"
        for each in elements(html)
        if not tags or each.tag in tags
    ]


@dataclass
class _Node:
    line: str
    children: list[_Node] = field(default_factory=list)


@dataclass
class _Sketcher(HTMLParser):
    root: _Node = field(default_factory=lambda: _Node(""))
    open: list[_Node] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open it, as above."""
        name, names = _written(self.get_starttag_text() or "")
        values = (value for _, value in attrs)
        node = _Node(_signature(name, zip(names, values, strict=True)))
        self.open[-1].children.append(node)
        if tag not in _VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        assert re.split(r"[. ]", self.open.pop().line)[0].lower() == tag

    def handle_data(self, data: str) -> None:
        """Text stands between quotes, so that its spaces are seen."""
        self.open[-1].children.append(_Node(f"“{data}”"))


def _signature(tag: str, attributes: Iterator[tuple[str, str | None]]) -> str:
    named = dict(attributes)
    css = (named.pop("class") or "").split() if named.get("class") else []
    flags = (name if value is None else f'{name}="{value}"' for name, value in named.items())
    return " ".join((".".join((tag, *css)), *flags))


def _lines(node: _Node, indent: str) -> Iterator[str]:
    line = f"{indent}{node.line}"
    while len(node.children) == 1:
        node = node.children[0]
        line += f" {node.line}" if node.line.startswith("“") else f" > {node.line}"
    yield line
    for child in node.children:
        yield from _lines(child, f"{indent}  ")


def sketch(html: str) -> str:
    """`html` as people read it: a line for each element with its classes, attributes and text, what
    is inside it indented below; `a > b` is an element with nothing but another one inside."""
    sketcher = _Sketcher()
    sketcher.feed(html)
    sketcher.close()
    assert sketcher.open == [sketcher.root]
    return "\n".join(line for child in sketcher.root.children for line in _lines(child, ""))
