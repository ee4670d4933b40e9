"""HTML as a type: text is escaped here, once, unless it is already `Markup`.

Only `element` and `inline` make `Markup` out of text; everything that the view returns comes from
them, so nothing a reader, a link or a content file holds reaches a page unescaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

__all__ = [
    "Attributes",
    "Markup",
    "breaking",
    "element",
    "escape",
    "fragments",
    "inline",
    "join",
    "plain",
]

Attributes = Mapping[str, str | bool]
"""Names and values; see `element`."""

_WITHIN = re.compile(r' href="#([^"]*)"')
_VOID = frozenset({"br", "hr", "img", "input", "meta", "wbr"})
_CAPITAL = re.compile("(?<=[a-z])(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{2})")


class Markup(str):
    """A string that is HTML already."""

    __slots__ = ()


def escape(value: str) -> Markup:
    """`value` as HTML text or as the inside of a quoted attribute; Markup passes unchanged."""
    if isinstance(value, Markup):
        return value
    return Markup(
        value.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&#39;")
    )


def join(parts: Iterable[str], separator: str = "") -> Markup:
    """The parts, each escaped unless it is Markup, one after the other."""
    return Markup(escape(separator).join(escape(part) for part in parts))


def element(
    name: str, attributes: Mapping[str, str | bool] | None = None, *children: str
) -> Markup:
    """The element `name`. An attribute that is True has no value; one that is False is left out."""
    written = "".join(_attribute(key, value) for key, value in (attributes or {}).items())
    if name in _VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(children)}</{name}>")


def fragments(html: Markup) -> tuple[str, ...]:
    """Where the links within the same page lead, without the `#`, each once, in their order.

    They are read as `element` writes them; fragments hold no character that it escapes but `&`.
    """
    return tuple(dict.fromkeys(found.replace("&amp;", "&") for found in _WITHIN.findall(html)))


def inline(text: str) -> Markup:
    """Content text as HTML: `code` between backticks, **strong** between double asterisks."""
    if isinstance(text, Markup):
        return text
    return join(
        element("code", None, part) if index % 2 else _strong(part)
        for index, part in enumerate(text.split("`"))
    )


def breaking(text: str) -> Markup:
    """Plain text for a heading in large letters: a name such as InferenceService may go on in the
    next line at a capital, and nowhere else."""
    return join(_CAPITAL.split(text), element("wbr"))


def plain(text: str) -> str:
    """Content text without the marks that `inline` reads."""
    return text.replace("`", "").replace("**", "")


def _strong(text: str) -> Markup:
    return join(
        element("strong", None, part) if index % 2 else part
        for index, part in enumerate(text.split("**"))
    )


def _attribute(key: str, value: str | bool) -> str:
    if value is False:
        return ""
    return f" {key}" if value is True else f' {key}="{escape(value)}"'
