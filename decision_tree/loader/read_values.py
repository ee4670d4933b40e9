"""A content file as plain data: each value as its field wants it, or what is wrong with it.

`read_shape` goes by the shapes in `fields`, and keeps the place of every value.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from ..engine.model import NOT_SURE, RESERVED_IDS, SIDES
from .days import DAY_EXAMPLE, DAY_PATTERN, day_of
from .draft import Draft, Name, Where
from .fields import (
    DECISIONS,
    ID_PATTERN,
    MOST_ID,
    MOST_WHOLE,
    NOT_KNOWN,
    PRODUCT_WORDS,
    UNWRITTEN,
    Choice,
    Day,
    Facts,
    Id,
    Leans,
    Many,
    Record,
    Ref,
    Said,
    Shape,
    Text,
    Whole,
    statement,
)
from .problems import article, did_you_mean, nearest, shortened
from .yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode

__all__ = ["read_shape"]

_ID = re.compile(ID_PATTERN)
_SAID = "a text, or text and claims"
_CITING = {"text", "claims"}
_INSTEAD = {"options": ", or put a question in front"}
"""What helps where a list has too many entries, besides fewer of them."""


def read_shape(draft: Draft, path: Where, node: Node, shape: Shape) -> Any:
    """The plain data of `node` as `shape` wants it; None where it has another shape."""
    draft.places[path] = (draft.files[str(path[0])], node.line, node.column)
    if isinstance(shape, Record):
        return _record(draft, path, node, shape)
    if isinstance(shape, Many):
        return _many(draft, path, node, shape)
    if isinstance(shape, Said):
        return _said(draft, path, node, shape)
    if isinstance(shape, Leans):
        return _leans(draft, path, node)
    if isinstance(shape, Facts):
        return _facts(draft, path, node)
    if not isinstance(node, ScalarNode):
        if _prose(draft, path, node):
            return None
        how = "without dashes or brackets" if isinstance(node, SequenceNode) else "without fields"
        what = f"“{path[-1]}”" if isinstance(path[-1], str) else "this"
        message = f"{what} must be a single value, not {_kind_of(node)}; write one {how}"
        if isinstance(node, MappingNode) and {key.value for key, _ in node.entries} == _CITING:
            message = f"{what} is a text that cites no claims; write the text alone"
        draft.problem(path, message, "wrong-type")
        return None
    if isinstance(shape, Whole):
        return _whole(draft, path, node, shape)
    text = _string(draft, path, node)
    if text is None or _in_curly_quotes(draft, path, text, shape):
        return None
    if isinstance(shape, Choice):
        return _choice(draft, path, text, shape)
    if isinstance(shape, Ref):
        draft.references.append(Name(shape.to, text, path))
        return text
    if isinstance(shape, Id):
        return _id(draft, path, node, text, shape)
    if node.kind != "str":  # which has been noted already
        return text
    if isinstance(shape, Day):
        return _day(draft, path, text)
    return _text(draft, path, text, shape)


def _record(draft: Draft, path: Where, node: Node, shape: Record) -> Any:
    if not isinstance(node, MappingNode):
        wanted = ", ".join(part.name for part in shape.fields)
        message = f"here must be {article(shape.name)}, not {_kind_of(node)}; write {wanted}"
        draft.problem(path, message, "wrong-type")
        return None
    known = {part.name: part for part in shape.fields}
    data: dict[str, Any] = {}
    given = {key.value for key, _ in node.entries}
    misspelt = {near for key in given - set(known) for near in nearest(key, known)[:1]}
    if len(path) == 1 and _of_another_kind(given, misspelt, known):
        wanted = ", ".join(part.name for part in shape.fields if part.required)
        message = (
            f"{article(shape.name)} has {wanted}; this file has "
            f"{shortened(', '.join(key.value for key, _ in node.entries))} instead; "
            "write it in that form, or put back the one in Git"
        )
        draft.problem(path, message, "wrong-type")
        return None
    for key, value in node.entries:
        if key.value in known:
            data[key.value] = read_shape(draft, (*path, key.value), value, known[key.value].shape)
            continue
        hint = _cites(shape, node, key) or did_you_mean(key.value, known)
        if isinstance(value, ScalarNode) and not value.value:
            hint = "if it is part of the text before it, put that text in quotes"
        message = f"{shape.name}: there is no field “{shortened(key.value)}”; {hint}"
        draft.files[str(path[0])].problem(key.line, key.column, message, "unknown-field")
    for name, wanted_field in known.items():
        if wanted_field.required and name not in given | misspelt:
            message = f"{shape.name}: the field “{name}” is missing; add it: {wanted_field.doc}"
            draft.problem(path, message, "missing-field")
    return data


def _cites(shape: Record, node: MappingNode, key: ScalarNode) -> str:
    """How a statement cites, where claims stand beside it; "" where that is not the mistake."""
    said = {part.name for part in shape.fields if isinstance(part.shape, Said)}
    above = [each.value for each, _ in node.entries if each.line <= key.line]
    near = next((name for name in reversed(above) if name in said), "")
    if key.value != "claims" or not near:
        return ""
    return f"they belong to a text: write `{near}: {{text: ..., claims: [my-claim]}}`"


def _of_another_kind(given: set[str], misspelt: set[str], known: Collection[str]) -> bool:
    """Whether most fields of a file belong to a file of some other kind."""
    strange = len(given - set(known)) - len(misspelt)
    return strange > len(given & set(known)) + len(misspelt)


def _prose(draft: Draft, path: Where, node: Node, known: Collection[str] = ()) -> bool:
    """Whether `node` is a text that its own colon made a mapping of, which is noted then."""
    if not isinstance(node, MappingNode) or len(node.entries) != 1:
        return False
    ((key, value),) = node.entries
    if not isinstance(value, ScalarNode) or key.value in known or nearest(key.value, known):
        return False
    given = shortened(f"{key.value}: {value.value}")
    message = f"the colon after “{shortened(key.value)}” makes a mapping of this text; put it in "
    draft.problem(path, f'{message}quotes: "{given}"', "wrong-type")
    return True


def _many(draft: Draft, path: Where, node: Node, shape: Many) -> Any:
    if not isinstance(node, SequenceNode):
        dashed = isinstance(node, ScalarNode) and node.value.startswith("-")
        how = "write a space after each dash" if dashed else "start each entry with a dash"
        message = f"here must be a list, not {_kind_of(node)}; {how}"
        draft.problem(path, message, "wrong-type")
        return None
    if _dash_in_text(draft, path, node):
        return None
    if not shape.least <= len(node.items) <= shape.most:
        _wrong_length(draft, path, node, shape)
    return [
        read_shape(draft, (*path, index), item, shape.item) for index, item in enumerate(node.items)
    ]


def _wrong_length(draft: Draft, path: Where, node: SequenceNode, shape: Many) -> None:
    called = [part for part in path if isinstance(part, str)][-1]
    many = f"exactly {shape.least}" if shape.least == shape.most else f"at least {shape.least}"
    entries = "1 entry" if len(node.items) == 1 else f"{len(node.items)} entries"
    file, line, column = draft.places[path]
    message = f"“{called}” has {entries}; {many} needed"
    if len(node.items) > shape.most:
        first = node.items[shape.most]
        line, column = first.line, first.column
        more = len(node.items) - shape.most
        message = f"“{called}” has {entries}, and at most {shape.most} fit; take out {more}"
        message += _INSTEAD.get(called, "")
    file.problem(line, column, message, "list-length")


def _dash_in_text(draft: Draft, path: Where, node: SequenceNode) -> bool:
    """Whether an entry is a part of the text above it, because its dash stands further right, which
    is noted then."""
    file = draft.files[str(path[0])]
    for item in node.items:
        if not isinstance(item, ScalarNode) or "\n" in item.value or " - " not in item.value:
            continue
        below = file.lines[item.line : item.line + 1]
        if below and below[0].lstrip().startswith("- "):
            column = len(below[0]) - len(below[0].lstrip()) + 1
            message = (
                "this dash stands further right than the one above it, so it is read as a part of "
                "that text; put the dashes of a list below each other"
            )
            file.problem(item.line + 1, column, message, "list-length")
            return True
    return False


def _said(draft: Draft, path: Where, node: Node, shape: Said) -> Any:
    if isinstance(node, ScalarNode):
        text = _string(draft, path, node)
        if text is None:
            return None
        _cited(draft, path, text, shape)
        return _text(draft, path, text, Text(shape.most))
    if isinstance(node, SequenceNode):
        draft.problem(path, f"here must be {_SAID}, not a list; write one of them", "wrong-type")
        return None
    long = statement(shape)
    if _prose(draft, path, node, [part.name for part in long.fields]):
        return None
    data = _record(draft, path, node, long)
    if isinstance(data, dict) and "claims" not in data and shape.answered:
        _cited(draft, path, str(data.get("text")), shape)
    return data


def _cited(draft: Draft, path: Where, text: str, shape: Said) -> None:
    """Note a statement about a product that cites no claim, where it has to."""
    named = None if shape.advice else PRODUCT_WORDS.search(text)
    if named:
        what = "code" if named[0] == "`" else f"“{named[0]}”"
        message = (
            f"this statement names {what} and cites no claim; write it as text and claims, "
            "or say it without the product if it is advice"
        )
        draft.problem(path, message, "uncited")


def _leans(draft: Draft, path: Where, node: Node) -> Any:
    if not isinstance(node, MappingNode):
        message = "leans must be a mapping such as {contract: kserve}, or {} for none"
        draft.problem(path, message, "wrong-type")
        return None
    pairs = []
    for key, value in node.entries:
        place = (*path, key.value)
        draft.places[place] = (draft.files[str(path[0])], key.line, key.column)
        if key.value not in DECISIONS:
            hint = did_you_mean(key.value, DECISIONS)
            message = f"no decision is called “{shortened(key.value)}”; {hint}"
            draft.problem(place, message, "unknown-decision")
        side = read_shape(draft, (*place, "side"), value, Choice(SIDES))
        pairs.append([key.value, side])
    return pairs


def _facts(draft: Draft, path: Where, node: Node) -> Any:
    if not isinstance(node, MappingNode):
        message = "facts must be a mapping such as {workload: graph, graph-owner: not-known}"
        draft.problem(path, message, "wrong-type")
        return None
    pairs = []
    for key, value in node.entries:
        place = (*path, key.value)
        option = read_shape(draft, (*place, "option"), value, Text())
        draft.places[place] = (draft.files[str(path[0])], key.line, key.column)
        pairs.append([key.value, NOT_SURE if option == NOT_KNOWN else option])
    return pairs


def _whole(draft: Draft, path: Where, node: ScalarNode, shape: Whole) -> int | None:
    if node.kind == "alias":
        return None
    # A leading zero would be read as octal, and a very long number takes long to read.
    if node.kind == "int" and re.fullmatch(r"0|[1-9][0-9]{0,8}", node.value):
        number = int(node.value)
        if shape.least <= number <= MOST_WHOLE:
            return number
    given = shortened(node.value)
    if node.kind == "str" and re.fullmatch(r"[1-9][0-9]{0,5}", given):
        message = f"a number has no quotes here; write {given}"
    else:
        wanted = f"a whole number from {shape.least} to {MOST_WHOLE}"
        message = f"“{given}” is not {wanted}; write one"
    draft.problem(path, message, "wrong-type")
    return None


_READ_AS = {
    "bool": "as true or false",
    "int": "as a number",
    "float": "as a number",
    "null": "as nothing",
    "timestamp": "as a date",
    "merge": "as a merge key",
    "value": "as a default value",
}


def _string(draft: Draft, path: Where, node: ScalarNode) -> str | None:
    if node.kind == "str":
        return node.value
    if node.kind == "alias":
        return None
    if not node.value:
        rest = draft.files[str(path[0])].lines[node.line - 1][node.column - 1 :].lstrip()
        told = "there is no value here; write one"
        if rest.startswith("#"):
            told = "YAML takes a text that starts with # for a comment; put it in quotes"
        draft.problem(path, told, "empty-value")
        return None
    given = shortened(node.value)
    read = _READ_AS.get(node.kind, "as something else")
    message = f'YAML reads {given} {read}; put it in quotes: "{given}"'
    draft.problem(path, message, "unquoted")
    return node.value


_CURLY = "“”„‟‘’‚‛«»"
_NUMBERS = re.compile(r"[\d.:/-]+")


def _in_curly_quotes(draft: Draft, path: Where, text: str, shape: Shape) -> bool:
    """Whether typographic quotes, which are none to YAML, surround a number, a day or a name."""
    inner = text.strip(_CURLY)
    if not (len(text) - len(inner) >= 2 and text[0] in _CURLY and text[-1] in _CURLY):
        return False
    if isinstance(shape, Text) and not shape.pattern and not _NUMBERS.fullmatch(inner):
        return False  # a sentence may well be in such quotes
    given = shortened(inner)
    message = f'to YAML these quotes are a part of the text; type straight ones: "{given}"'
    draft.problem(path, message, "curly-quotes")
    return True


def _day(draft: Draft, path: Where, text: str) -> str | None:
    if re.fullmatch(DAY_PATTERN, text, re.ASCII):
        return _day_that_was(draft, path, text)
    parts = re.fullmatch(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})", text)
    better = f'write "{parts[1]}-{parts[2]:0>2}-{parts[3]:0>2}"' if parts else "write it so"
    message = f"“{shortened(text)}” is not of the form {DAY_EXAMPLE}; {better}"
    draft.problem(path, message, "bad-form")
    return None


def _day_that_was(draft: Draft, path: Where, given: str) -> str | None:
    if day_of(given) is None:
        message = f"the calendar has no “{given}”; write the day that is meant"
        draft.problem(path, message, "no-such-day")
    elif draft.latest and given > draft.latest:
        message = f"“{given}” is still to come; write the day on which it was done"
        draft.problem(path, message, "day-to-come")
    else:
        return given
    return None


def _choice(draft: Draft, path: Where, text: str, shape: Choice) -> str | None:
    if text in shape.words:
        return text
    hint = did_you_mean(text, shape.words)
    draft.problem(path, f"“{shortened(text)}” cannot stand here; {hint}", "choice")
    return None


def _id(draft: Draft, path: Where, node: ScalarNode, text: str, shape: Id) -> str | None:
    if len(text) > MOST_ID:
        message = f"the id “{shortened(text)}” has over {MOST_ID} characters; shorten it"
        draft.problem(path, message, "bad-id")
        return None
    if shape.names:
        draft.names.append(Name(shape.names, text, path))
    if node.kind != "str":  # which has been noted already
        return text
    if not _ID.fullmatch(text):
        better = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-0123456789")
        such = f", such as {better}" if _ID.fullmatch(better) else ""
        message = f"“{text}” is not an id; use small letters, digits and hyphens{such}"
        draft.problem(path, message, "bad-id")
        return None
    if text.startswith(f"{UNWRITTEN.lower()}-"):
        message = f"“{text}” is still to be named, and stands in links for ever; give it a name"
        draft.problem(path, message, "unwritten")
    elif text in RESERVED_IDS:
        message = f"“{text}” has a meaning of its own in links; choose another id"
        draft.problem(path, message, "reserved-id")
    return text


def _text(draft: Draft, path: Where, text: str, shape: Text) -> str:
    if not text.strip():
        draft.problem(path, "this text is empty; write it or remove the field", "empty-value")
    elif re.search(rf"\b{UNWRITTEN}\b", text):
        draft.problem(path, "this text is still to be written; replace it", "unwritten")
    elif shape.pattern and not re.fullmatch(shape.pattern, text):
        # Before the length, which is only too much because of what else is wrong.
        message = f"“{shortened(text)}” is not of the form {shape.example}; write it so"
        draft.problem(path, message, "bad-form")
    elif len(text) > shape.most:
        message = f"{len(text)} characters; at most {shape.most} fit here, shorten it"
        draft.problem(path, message, "too-long")
    else:
        _marks(draft, path, text)
        copied = re.search(rf"@({DAY_PATTERN})$", text, re.ASCII)  # a source that has no version
        if copied:
            _day_that_was(draft, path, copied[1])
    return text


def _marks(draft: Draft, path: Where, text: str) -> None:
    """Backticks and double asterisks come in pairs, or all that follows is code or bold."""
    outside = text.split("`")
    if len(outside) % 2 == 0:
        message = "a backtick opens code here and none closes it; add that one, or take this out"
        draft.problem(path, message, "unpaired-mark")
    elif any(part.count("**") % 2 for part in outside[::2]):
        message = "“**” opens bold text here and none closes it before code or the end; add it"
        draft.problem(path, message, "unpaired-mark")
    elif text.count("“") != text.count("”"):
        message = "a quotation mark has no partner in this text; add “ or ”, or take this one out"
        draft.problem(path, message, "unpaired-mark")


def _kind_of(node: Node) -> str:
    if isinstance(node, MappingNode):
        return "a mapping"
    return "a list" if isinstance(node, SequenceNode) else "a single value"
