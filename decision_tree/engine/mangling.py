"""What chats, mail programs and editors do to an address, undone.

An address gets percent-encoded, written as HTML, JSON, Markdown or for a shell, wrapped and quoted
in a mail, spelled with other hyphens, or put inside the address of a service that watches clicks.
`undone` takes all of that back and remembers where each character stood. It does not know what our
links hold; what none of these programs did stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["BREAK", "DASH", "Undone", "undone"]

BREAK = "\n"
"""What every line break becomes, with the spaces and the quote marks (`> `) around it."""

DASH = "–"
"""What dashes become: a hyphen that was made prettier, or the writer's own punctuation."""

_LAYERS = 5
"""How often something is taken back at most, one kind of writing over another. A link that was
encoded twice and then put inside another address has three."""

_ESCAPED = 3
"""How often escapes stand on one another, as in `\\&amp;#45;` for a hyphen. They are taken back
before it is asked where the address around an encoded one goes on."""

_HEX = "[0-9A-Fa-f]"
_ON = r'[^&\s<>"]'
"""A character with which an address goes on; the next sign & may belong to another one."""

_SPELLED = {
    **dict.fromkeys(
        map(
            chr,
            (
                *(0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF),
                *range(0x200B, 0x2010),
                *range(0x202A, 0x202F),
                *range(0x2060, 0x2070),
                *range(0xFE00, 0xFE10),
            ),
        ),
        "",
    ),
    **dict.fromkeys("\u2010\u2011\u2012\u2043\u2212\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2013\u2014\u2015\ufe58", DASH),
    **dict.fromkeys(map(chr, (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)), " "),
    **dict(zip("\uff03\uff05\uff06\uff1d", "#%&=", strict=True)),
}
"""Characters that show as nothing, as a hyphen, as a dash or as a space, and wide signs."""

_DECODED = str.maketrans({**_SPELLED, "\n": " ", "\r": " "})
"""The same for what an escape stood for: a line break that was encoded ends an address."""

_ENTITIES = {
    **{"amp": "&", "AMP": "&", "num": "#", "equals": "=", "percnt": "%", "quest": "?"},
    **{"hyphen": "-", "dash": "-", "minus": "-", "ndash": DASH, "mdash": DASH, "horbar": DASH},
    **{"shy": "", "zwj": "", "zwnj": "", "ZeroWidthSpace": "", "NoBreak": ""},
    **{"nbsp": " ", "ensp": " ", "emsp": " ", "thinsp": " ", "NewLine": " ", "Tab": " "},
    **{"lt": "<", "gt": ">", "quot": '"', "apos": "'", "lowbar": "_", "period": ".", "comma": ","},
    **{"sol": "/", "bsol": "\\", "colon": ":", "semi": ";", "grave": "`", "Hat": "^"},
}
"""The names in HTML of what can stand in an address or beside it."""

_UNUSUAL = re.compile(f"[{''.join(_SPELLED)}]")
_SOFT_BREAK = re.compile("=\r?\n(?!>)")
_S = r"(?:=\r?\n)?"
_EQUALS = re.compile(rf"[=%*;xX0-]{_S}(?:2{_S}5{_S})*3{_S}[Dd]|6{_S}1{_S};|{_S.join('equals;')}")
_WORD = re.compile(r"(?:\S+|(?<==)\r?\n(?!>))+")
"""What stands between spaces. A line of it that ends with an equals sign does so for no reason of
its own where an equals sign that means something was encoded in it."""

_LINE_BREAK = re.compile(r"(?:(?<![ \t])[ \t]+)?(?:\r\n|\r|\n)[ \t]*(?:>[ \t]*)*")
_ESCAPE = re.compile(
    rf"&\n?\#?[0-9A-Za-z\n]{{2,20}};"
    rf"|\\\n?(?:u(?:\n?{_HEX}){{4}}|x(?:\n?{_HEX}){{2}}|[^A-Za-z0-9\s]|(?<=\n))"
    r"|[\^`](?=&)"  # how cmd.exe and PowerShell write it
    r"|<wbr ?/?>"
    r"|=3D|=[C-F][0-9A-F](?:=[89AB][0-9A-F])+"  # quoted-printable
)
_PERCENT = re.compile(
    rf"%\n?[0-7]\n?{_HEX}|%\n?[89A-Fa-f]\n?{_HEX}(?:\n?%\n?[89A-Fa-f]\n?{_HEX}){{0,11}}"
)
_PERCENT_SIGN = r"%\n?(?:2\n?5\n?)*"
_ENCODED = re.compile(
    rf"{_PERCENT_SIGN}2\n?3[\w.\n%-]{{0,40}}{_PERCENT_SIGN}3\n?[Dd]{_ON}*(?:\n{_ON}+)*(?:\n?(?P<end>&))?"
)
"""A fragment that was encoded whole, and the sign with which the address around it goes on."""


def _wrapped(text: str) -> str:
    """A pattern for `text` with a line break anywhere in it."""
    return r"\n?".join(map(re.escape, text))


_DEFENSE_2 = re.compile(rf"{_wrapped('urldefense.proofpoint.com/v2/url?u')}{_ON}*(?:\n{_ON}+)*")
_DEFENSE_3 = re.compile(rf"{_wrapped('urldefense.com/v3/__')}[^\s<>\"]*(?:\n[^\s<>\"]+)*")
"""Addresses of a service for mail that writes % as a hyphen and / as _, or # and % as a star."""

_SIGN_2 = re.compile(r"-(?=\n?[0-9A-F]\n?[0-9A-F])|_")
_SIGN_3 = re.compile(r"\*(?P<hex>(?=\n?[0-9A-F]\n?[0-9A-F]))?")

Edit = tuple[int, int, str]
"""Where a part of a text starts and ends, and what takes its place."""


@dataclass(frozen=True, slots=True)
class Undone:
    """A text as it was before. `at` has, for each of its characters, the place in the text as it
    was found, and at its end the length of that."""

    text: str
    at: Sequence[int]


def undone(text: str) -> Undone:
    """`text` without what was done to the addresses in it. Never raises; takes linear time."""
    given = Undone(text, range(len(text) + 1))
    given = _edited(given, _joined(text))
    if not text.isascii():
        given = _edited(given, _respelled(given.text))
    given = _edited(given, _folded(given.text))
    for _ in range(_LAYERS):
        before = given
        for step in (*(_unescaped,) * _ESCAPED, _undefended, _separated, _decoded):
            given = _edited(given, step(given.text))
        if given is before:
            break
    return given


def _edited(given: Undone, edits: Iterable[Edit]) -> Undone:
    """The text with these parts replaced, which come in its order; itself when there are none."""
    parts: list[str] = []
    places: list[int] = []
    last = 0
    for start, end, new in edits:
        parts += (given.text[last:start], new)
        places += given.at[last:start]
        places += [given.at[start]] * len(new)
        last = end
    if not parts:
        return given
    places += given.at[last:]
    return Undone("".join((*parts, given.text[last:])), places)


def _joined(text: str) -> Iterator[Edit]:
    """Lines that quoted-printable parted."""
    for word in _WORD.finditer(text) if _SOFT_BREAK.search(text) else ():
        if BREAK in word[0] and _EQUALS.search(word[0]):
            for found in _SOFT_BREAK.finditer(text, *word.span()):
                yield *found.span(), ""


def _respelled(text: str) -> Iterator[Edit]:
    return ((*found.span(), _SPELLED[found[0]]) for found in _UNUSUAL.finditer(text))


def _folded(text: str) -> Iterator[Edit]:
    return ((*found.span(), BREAK) for found in _LINE_BREAK.finditer(text) if found[0] != BREAK)


def _unescaped(text: str) -> Iterator[Edit]:
    for found in _ESCAPE.finditer(text):
        plain = _meant(found[0].replace(BREAK, ""))
        if plain is not None:
            yield *found.span(), plain + _break(found, plain)


def _decoded(text: str) -> Iterator[Edit]:
    for found in _PERCENT.finditer(text):
        plain = _text_of(found[0].replace(BREAK, "").replace("%", ""))
        yield *found.span(), plain + _break(found, plain)


def _separated(text: str) -> Iterator[Edit]:
    """Of an address inside another one: a space where the outer one goes on."""
    return ((*found.span("end"), " ") for found in _ENCODED.finditer(text) if found["end"])


def _undefended(text: str) -> Iterator[Edit]:
    for whole in _DEFENSE_2.finditer(text):
        for found in _SIGN_2.finditer(text, *whole.span()):
            yield *found.span(), "/" if found[0] == "_" else "%"
    for whole in _DEFENSE_3.finditer(text):
        for found in _SIGN_3.finditer(text, *whole.span()):
            yield *found.span(), "#" if found["hex"] is None else "%"


def _meant(escape: str) -> str | None:
    """What an escape stands for, None where it is none."""
    if escape.startswith("&"):
        return _entity(escape[1:-1])
    if escape.startswith("="):
        return _text_of(escape.replace("=", ""))
    if escape.startswith(("\\u", "\\x")):
        return chr(int(escape[2:], 16)).translate(_DECODED)
    return escape[1:] if escape.startswith("\\") else ""


def _entity(name: str) -> str | None:
    if not name.startswith("#"):
        return _ENTITIES.get(name)
    digits, base = (name[2:], 16) if name[1:2] in ("x", "X") else (name[1:], 10)
    try:
        return chr(int(digits, base)).translate(_DECODED)
    except (ValueError, OverflowError):  # no number, or no character has it
        return None


def _text_of(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-8", "replace").translate(_DECODED)


def _break(found: re.Match[str], plain: str) -> str:
    """A line that was broken within an escape is broken behind what it stands for, once: two line
    breaks would end the address."""
    if BREAK not in found[0] or found.string.startswith(BREAK, found.end()):
        return ""
    follows = not plain and found.string.endswith(BREAK, 0, found.start())
    return "" if follows else BREAK
