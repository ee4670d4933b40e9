"""Text for Markdown files: escaped here, once, so that what people type stays what they typed.

Written for GitHub's Markdown, which also reads HTML, entities, tables, mentions and bare addresses.
Nothing that comes out of here starts a line or spans two, so markers that need that are left alone.
"""

from __future__ import annotations

__all__ = ["address", "escape", "inline", "one_line", "quoted"]

_INSTEAD = {
    **{char: f"\\{char}" for char in "\\`*_[]{}|~#$"},
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "@": "@\u2060",  # a word joiner, so that no stranger is notified
}
_IN_ADDRESS = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#&=%,;+!$*"
)


def escape(text: str) -> str:
    """`text` on one line, with nothing in it that Markdown or HTML would read as markup."""
    escaped = "".join(_INSTEAD.get(char, char) for char in one_line(text))
    return escaped.replace("://", "&#58;//").replace("www.", "www&#46;")


def inline(text: str) -> str:
    """Content text: its `code` and **bold** are Markdown already, and the rest is escaped."""
    return "`".join(
        part if index % 2 else "**".join(_keeping_ends(each) for each in part.split("**"))
        for index, part in enumerate(text.split("`"))
    )


def quoted(text: str) -> str:
    """`text` as a double-quoted YAML value."""
    safe = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{safe}"'


def address(url: str) -> str:
    """`url` in angle brackets, as the target of a link; "" when it is not a web address."""
    if not url.startswith(("https://", "http://")):
        return ""
    return f"<{''.join(char if char in _IN_ADDRESS else _percent(char) for char in url)}>"


def _percent(char: str) -> str:
    # Half of a character, which browsers allow in a text, has no bytes: a question mark stands in.
    return "".join(f"%{byte:02X}" for byte in char.encode(errors="replace"))


def one_line(text: str) -> str:
    """`text` without line ends and what cannot be seen, each run of spaces as one."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _keeping_ends(text: str) -> str:
    before = " " if text[:1].isspace() else ""
    after = " " if text.strip() and text[-1:].isspace() else ""
    return f"{before}{escape(text)}{after}"
