"""The words in capitals of commands, and what a reader may type in their place.

A typed value reaches a command only if it keeps the rule of its placeholder. The rules let through
nothing that a shell, a quoted JSON text or `sed` would read as more than a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..model import Guide, Placeholder

__all__ = [
    "CAPITALS",
    "RULES_SAID",
    "SYSTEM_SAID",
    "Names",
    "checked",
    "filled",
    "namespaces_said",
    "placeholders_in",
    "still_said",
]

CAPITALS = re.compile(r"(?<![A-Za-z0-9_$-])[A-Z]{2,}(?:-[A-Z]{2,})*(?![A-Za-z0-9_=-])")
"""A word that stands for a reader's own: in capitals, and no variable of the shell."""

_LABEL = r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"

_PATTERNS = {
    "kubernetes-name": rf"(?=.{{1,253}}\Z){_LABEL}(\.{_LABEL})*",
    "git-ref": r"(?!.*\.\.)(?!.*//)[A-Za-z0-9][A-Za-z0-9._/~-]{0,198}(?<![/.])",
    "address": r"[a-z][a-z0-9+.-]{1,19}://[A-Za-z0-9][A-Za-z0-9._~/@:%+=,-]{0,398}",
    "number": r"0|[1-9][0-9]{0,8}",
    "word": r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}",
}

RULES_SAID = {
    "kubernetes-name": (
        "a Kubernetes name: small letters, digits, hyphens and dots, with a letter or a digit at "
        "both ends"
    ),
    "git-ref": "a commit, tag or branch of Git: letters, digits and . _ / ~ -",
    "address": "an address such as s3://bucket/model, without spaces, quotes, ? and &",
    "number": "a whole number",
    "word": "one word: letters, digits and _ . -",
}
"""What each word of model.RULES asks of a typed value, as it is said to who typed another."""

SYSTEM_SAID = (
    "`-n kserve` is the namespace where KServe is installed. Replace it if yours has another name."
)
"""How the one namespace is explained that is no reader's own."""

_SYSTEM = re.compile(r"-n kserve\b")

_MOST = 400
"""Characters of a typed value that are read."""


@dataclass(frozen=True, slots=True)
class Names:
    """What somebody typed: `good` by placeholder, and for each that was refused what is wrong."""

    good: tuple[tuple[str, str], ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


def placeholders_in(guide: Guide, *commands: str) -> tuple[Placeholder, ...]:
    """The placeholders of these commands, each once, in the order in which they are met."""
    met = dict.fromkeys(word for command in commands for word in CAPITALS.findall(command))
    known = guide.placeholder_by_name
    return tuple(known[word] for word in met if word in known)


def checked(guide: Guide, typed: Mapping[str, str]) -> Names:
    """What of `typed`, by placeholder, may stand in a command. Empty values are left out."""
    good, refused = [], []
    for placeholder in guide.placeholders:
        value = typed.get(placeholder.name, "").strip()
        if not value:
            continue
        if len(value) <= _MOST and re.fullmatch(_PATTERNS[placeholder.rule], value, re.ASCII):
            good.append((placeholder.name, value))
        else:
            said = (
                f"{placeholder.name} must be {RULES_SAID[placeholder.rule]}. The commands do "
                "not contain your text."
            )
            refused.append((placeholder.name, said))
    return Names(tuple(good), tuple(refused))


def filled(command: str, names: Names) -> str:
    """The command with what was typed in place of its placeholders."""
    good = dict(names.good)
    return CAPITALS.sub(lambda word: good.get(word[0], word[0]), command)


def still_said(guide: Guide, command: str, names: Names) -> str:
    """What a command lacks into which only a part was filled, "" where it lacks nothing. Where
    nothing was typed, nobody takes the words in capitals for names."""
    good = dict(names.good)
    if not good and not names.refused:
        return ""
    left = [row.name for row in placeholders_in(guide, command) if row.name not in good]
    return f"Do not run this yet. It still needs {' and '.join(left)}." if left else ""


def namespaces_said(*commands: str) -> str:
    """What is to be said of the namespaces in these commands; "" where nothing is. Content text."""
    own = "Add `-n` and the namespace if an object is in another namespace."
    if any(_SYSTEM.search(command) for command in commands):
        return f"{own} {SYSTEM_SAID}"
    return own if any(CAPITALS.search(command) for command in commands) else ""
