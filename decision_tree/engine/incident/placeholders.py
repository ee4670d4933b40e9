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
    "MOST_NAME",
    "MOST_TEAM",
    "NAMESPACE",
    "RULES_SAID",
    "SYSTEM_SAID",
    "Names",
    "asked_for",
    "checked",
    "filled",
    "left_said",
    "namespaces_said",
    "placeholders_in",
    "still_said",
    "words_asked_for",
]

CAPITALS = re.compile(r"(?<![A-Za-z0-9_$-])[A-Z]{2,}(?:-[A-Z]{2,})*(?![A-Za-z0-9_=-])")
"""A word that stands for a reader's own: in capitals, and no variable of the shell."""

_LABEL = r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"

_PATTERNS = {
    "kubernetes-name": rf"(?=.{{1,253}}\Z){_LABEL}(\.{_LABEL})*",
    "git-ref": r"(?!.*\.\.)(?!.*//)[A-Za-z0-9][A-Za-z0-9._/~-]{0,198}(?<![/.])",
    "address": r"[a-z][a-z0-9+.-]{1,19}://[A-Za-z0-9][A-Za-z0-9._~/@:%+=,-]{0,398}",
    "number": r"0|[1-9][0-9]{0,8}",
    "number-or-null": r"null|0|[1-9][0-9]{0,8}",
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
    "number-or-null": "a whole number, or null where the field is to go",
    "word": "one word: letters, digits and _ . -",
}
"""What each word of model.RULES asks of a typed value, as it is said to who typed another."""

SYSTEM_SAID = (
    "`-n kserve` is the namespace where KServe is installed. Replace it if yours has another name."
)
"""How the one namespace is explained that is no reader's own."""

NAMESPACE = "NAMESPACE"
"""The placeholder that goes into every command of `kubectl` that names no namespace of its own."""

_KUBECTL = re.compile(r"\bkubectl(?= )(?!.*?(?: -n | -A\b| --all-namespaces\b))")
"""A call of `kubectl` with no namespace of its own behind it on its line."""

_SYSTEM = re.compile(r"-n kserve\b")

MOST_NAME, MOST_TEAM = 400, 60
"""Characters that a field takes: of what stands in a command, and of a team's own name."""


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


def asked_for(guide: Guide, *commands: str) -> tuple[Placeholder, ...]:
    """What a reader can type for these commands: the placeholders in them, and the namespace for
    those that act in the reader's current one."""
    known = guide.placeholder_by_name
    return tuple(known[word] for word in words_asked_for(*commands) if word in known)


def words_asked_for(*commands: str) -> tuple[str, ...]:
    """The words of those placeholders, whether the guide explains them or not."""
    words = (word for command in commands for word in CAPITALS.findall(command))
    own = (NAMESPACE,) if _act_in_current(commands) else ()
    return tuple(dict.fromkeys((*words, *own)))


def _act_in_current(commands: tuple[str, ...]) -> bool:
    return any(_KUBECTL.search(command) for command in commands)


def checked(guide: Guide, typed: Mapping[str, str]) -> Names:
    """What of `typed`, by placeholder, may stand in a command. Empty values are left out."""
    good, refused = [], []
    for placeholder in guide.placeholders:
        value = typed.get(placeholder.name, "").strip()
        if not value:
            continue
        if len(value) <= MOST_NAME and re.fullmatch(_PATTERNS[placeholder.rule], value, re.ASCII):
            good.append((placeholder.name, value))
        else:
            said = (
                f"{placeholder.name} must be {RULES_SAID[placeholder.rule]}. The commands do "
                "not contain your text."
            )
            refused.append((placeholder.name, said))
    return Names(tuple(good), tuple(refused))


def filled(command: str, names: Names) -> str:
    """The command with what was typed in place of its placeholders, and in the namespace that was
    typed, where it names none."""
    good = dict(names.good)
    own = f"kubectl -n {good[NAMESPACE]}" if NAMESPACE in good else "kubectl"
    placed = _KUBECTL.sub(own, command)
    return CAPITALS.sub(lambda word: good.get(word[0], word[0]), placed)


def still_said(guide: Guide, command: str, names: Names) -> str:
    """What a command lacks into which only a part was filled, "" where it lacks nothing. Where
    nothing was typed, nobody takes the words in capitals for names."""
    good = dict(names.good)
    if not good and not names.refused:
        return ""
    left = [row.name for row in placeholders_in(guide, command) if row.name not in good]
    return f"Do not run this yet. It still needs {' and '.join(left)}." if left else ""


def left_said(guide: Guide, command: str, names: Names) -> str:
    """What is to be replaced in a copied command where nothing was typed, "" where nothing is."""
    if names.good or names.refused:
        return ""
    left = " and ".join(row.name for row in placeholders_in(guide, command))
    return f"Replace {left} before you run it." if left else ""


def namespaces_said(*commands: str) -> str:
    """What is to be said of the namespaces in these commands; "" where nothing is. Content text."""
    own = (
        "These commands act in your current namespace. If the object is in another one, add `-n` "
        "and its name."
    )
    said = (
        own if _act_in_current(commands) else "",
        SYSTEM_SAID if any(_SYSTEM.search(command) for command in commands) else "",
    )
    return " ".join(filter(None, said))
