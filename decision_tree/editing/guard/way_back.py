"""The commands of a rollback unit, with the names of one change in place of capitals."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...engine.display_names import SPEED_NAMES, STACK_NAMES
from ...engine.model import Unit
from ...loader.guard_rules import Broken, Rule
from ...loader.manifests import SERVE_CONFIG, Field, Manifest
from .path_patterns import fields_at, fits
from .texts import code, listed, some

__all__ = [
    "FILES_IN_GIT",
    "PLAIN",
    "REVERT",
    "SYSTEM",
    "Back",
    "alone",
    "commands_of",
    "earlier_values",
    "in_namespace",
    "of_overlay",
    "unit_said",
]

REVERT = "Revert the change in Git too, or the next apply brings it back."
NULL = "null"
"""What a merge patch removes a field with."""
FILES_IN_GIT = tuple(
    f"{name}.yaml" for name in ("service", "runtime", "graph", "llm", "preset", "rayservice")
)
"""What units.yml calls the object's file in Git; a test compares them with its commands."""
_FILES = f"(?:{'|'.join(map(re.escape, FILES_IN_GIT))})"
_SHOWN_BY_GIT = re.compile(rf"git show GOOD:({_FILES})")
_AS_JSON = " | kubectl create --dry-run=client -o json -f -"
"""What makes JSON of each object in a file, one after the other."""
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
"""What of a repository may stand in a command without quotes. What readers type is held to rules of
`engine.incident.placeholders`, which ask for the form of a name, a commit or a word too."""
_ADDRESS = re.compile(r"[A-Za-z0-9._/:@?=&%+~-]+")
"""What of a repository may stand in a command between quotes: more than readers may type, since the
object had this value already, in whatever form."""
SYSTEM = "kserve"
"""The namespace of what KServe itself and every service share."""
_SYSTEM = f" -n {SYSTEM} "
_SAID_SYSTEM = "the system namespace"
"""Where units.yml looks for what the platform shares; a file can name another namespace."""
_ANY = "*"
_EDITOR = " vi "
"""What opens a file in which a value is written by hand."""
_SEVERAL = 2
"""Objects in a file of which one is to be put back."""
_IN_A_NAMESPACE = re.compile(
    r"\bkubectl (?=(?:annotate|apply|delete|describe|diff|edit|exec|get|label|logs|patch|replace"
    r"|rollout|scale|wait) )"
    r"(?![^|;&`)]* (?:-n|-A) )"
)
"""Where a command reads or writes objects of one namespace, and names none itself."""


@dataclass(frozen=True, slots=True)
class Back:
    """Where an object goes back to: what it `was` in the commit `good`, the overlays that build it,
    none where its file is the whole object, what of the earlier values is `unsafe`, and the fields
    that `changed`, each with its aspect in `aspects`. `units` are the names of all units."""

    now: Manifest
    was: Manifest
    good: str
    overlays: tuple[str, ...]
    unsafe: tuple[tuple[Field, Broken], ...] = ()
    changed: tuple[Field, ...] = ()
    aspects: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def filled(self, text: str, rule: Rule) -> str:
        """A command, or what is said of it, with the names of this change in place of capitals."""
        if self.overlays:  # the file is a part, so the commands read one that is made first
            text = _SHOWN_BY_GIT.sub(lambda found: f"cat {found[1]}", text)
        else:
            cut = alone(self.was)
            text = re.sub(
                rf"({_SHOWN_BY_GIT.pattern})(?:{re.escape(_AS_JSON)})?(?= \| )",
                lambda found: f"{found[1]}{cut}" if cut else found[0],
                text,
            )
        text = re.sub(r"\bGOOD\b", self.good, text)
        file = self.was.file
        if not self.overlays and file.isprintable() and "`" not in file:  # what would end the code
            text = re.sub(rf"(?<![\w/]){_FILES}(?!\w)", lambda _: shlex.quote(file), text)
        if PLAIN.fullmatch(self.now.name) and self.now.kind != SERVE_CONFIG:
            text = re.sub(r"\bNAME\b", self.now.name, text)
        space = self.now.namespace
        if PLAIN.fullmatch(space) and not self.overlays:
            text = text.replace(_SYSTEM, f" -n {space} ")
            if space != SYSTEM:
                text = text.replace(_SAID_SYSTEM, f"the namespace `{space}`")
            text = in_namespace(text, space)
        value = self._earlier(rule) if rule.earlier else ""
        if _ADDRESS.fullmatch(value):
            text = re.sub(rf"\b{rule.earlier}\b", lambda _: value, text)
        for word, number in self.numbers(rule):
            text = re.sub(rf"\b{word}\b", number, text)
        return text

    def _earlier(self, rule: Rule) -> str:
        """The value to go back to; "" where an overlay can have another, it is unsafe, or the
        object had several."""
        if self.overlays or any(fits(rule.path, place.path) for place, _ in self.unsafe):
            return ""
        values = [each.value for each in fields_at(rule.path, self.was)]
        return values[0] if len(values) == 1 else ""

    def numbers(self, rule: Rule) -> Iterator[tuple[str, str]]:
        """The words of the rule for earlier numbers, each with its number; null for none."""
        near = {each.path[:-1] for each in self.changed}
        for word, path in () if self.overlays else rule.values:
            found = list(fields_at(path, self.was))
            if _ANY in path:  # of a list: the entry that changed, if that is one
                found = [each for each in found if each.path[:-1] in near]
                if len(found) != 1:
                    continue
            value = found[0].value if found else NULL
            if value == NULL or re.fullmatch(r"[0-9]+", value):
                yield word, value


def unit_said(unit: Unit, rule: Rule, back: Back) -> Iterator[str]:
    """How this unit is put back, step by step, what that leaves, and how long it takes."""
    stack = STACK_NAMES.get(unit.stack)
    yield f"Rollback unit: **{unit.name}**{f' ({stack})' if stack else ''}."
    commands = commands_of(unit, rule)
    commands = [f" {_typed(back.filled(each, rule))}" if each else "" for each in commands]
    yield f"How it is put back: {back.filled(unit.how.text, rule)}{commands[0]}"
    for number, step in enumerate(unit.steps, 1):
        ways = "; ".join(f"{way.case}: {back.units[way.unit]}" for way in step.ways)
        ways = f" ({ways}.)" if ways else ""
        yield f"Step {number}. {back.filled(step.do.text, rule)}{commands[number]}{ways}"
    yield from _typed_by_hand(unit, rule, back, commands)
    if any(number == NULL for _, number in back.numbers(rule)):
        yield f"{code(NULL)} stands for a field that the earlier spec did not have."
    yield f"What that leaves: {unit.leaves.text}"
    path, told = rule.alone
    if told and all(fits(path, each.path) for each in back.changed):
        yield f"How long: {told}"
        return
    yield f"How long: {SPEED_NAMES[unit.speed].lower()}. {unit.time.text}"


def in_namespace(text: str, space: str) -> str:
    """`text` with the namespace in each of its commands; as it is where `space` may not stand in
    one."""
    return _IN_A_NAMESPACE.sub(f"kubectl -n {space} ", text) if PLAIN.fullmatch(space) else text


def _typed_by_hand(unit: Unit, rule: Rule, back: Back, commands: Sequence[str]) -> Iterator[str]:
    """The earlier values of what changed, where a command leaves them to whoever types it."""
    words = [rule.earlier, *(word for word, path in rule.values)]
    open_ = any(word and re.search(rf"\b{word}\b", each) for word in words for each in commands)
    one_of_many = any(_ANY in path for _, path in rule.values)
    if back.overlays or not (open_ or one_of_many or any(_EDITOR in each for each in commands)):
        return
    unsafe = {place.path for place, _ in back.unsafe}
    known = {each.path: each.value for each in back.was.fields}
    aspects = {*unit.restores, *rule.also}
    own = [each.path for each in back.changed if back.aspects.get(each.path) in aspects]
    if said := earlier_values([path for path in own if path not in unsafe], known):
        yield said


def earlier_values(paths: Sequence[tuple[str, ...]], known: Mapping[tuple[str, ...], str]) -> str:
    """What the fields at these paths held, as far as it is `known`; "" for none."""
    each_was = [
        f"{code('.'.join(path))} was {code(known[path]) if path in known else 'not set'}"
        for path in dict.fromkeys(paths)
    ]
    return f"Earlier, {some(each_was)}." if each_was else ""


def alone(manifest: Manifest) -> str:
    """What cuts one object out of its file, behind `git show`; "" where the file holds no other,
    and where nothing tells the object from another one in the file."""
    kind, space, name = manifest.identity
    if len(manifest.in_file) < _SEVERAL or not PLAIN.fullmatch(name):
        return ""
    if kind == SERVE_CONFIG:  # has no kind in its file
        return ""
    is_it = f'.kind == "{kind}" and .metadata.name == "{name}"'
    if sum((each[0], each[2]) == (kind, name) for each in manifest.in_file) > 1:
        if manifest.in_file.count(manifest.identity) > 1 or not PLAIN.fullmatch(space):
            return ""
        is_it += f' and .metadata.namespace == "{space}"'
    return f"{_AS_JSON} | jq 'select({is_it})'"


def commands_of(unit: Unit, rule: Rule) -> list[str]:
    """The command of the unit, and then that of each step; "" for none."""
    steps = (step.command for step in unit.steps)
    cut = (rule.cut if rule.cut and _SHOWN_BY_GIT.search(each) else each for each in steps)
    return [unit.command, *cut]


def of_overlay(commands: Iterable[str], back: Back) -> Iterator[str]:
    """How to see the object that served, where the file in Git is only a part of it."""
    if not back.overlays:
        return
    read = next((found[1] for each in commands if (found := _SHOWN_BY_GIT.search(each))), "")
    one = len(back.overlays) == 1
    folder = shlex.quote(f"../good/{back.overlays[0]}") if one else "../good/OVERLAY"
    which = "" if one else f" `OVERLAY` is one of {listed(back.overlays)}."
    build = f"git worktree add ../good {back.good} && kubectl kustomize {folder}"
    part = f"A kustomization changes {code(back.was.file)}, so this file alone is not the object."
    if read:
        yield f"{part} Build what served before: `{build} > {read}`.{which}"
        yield f"In {code(read)}, keep this object alone. Use its name and namespace from there."
    else:
        yield f"{part} See what served before: `{build}`.{which}"
        yield "Use the name, the namespace and the earlier values that the object has there."


def _typed(command: str) -> str:
    """A command in one line, as code."""
    return f"`{' && '.join(command.splitlines())}`"
