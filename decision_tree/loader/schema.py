"""JSON Schema for every content file, made from `fields`: completion and hover text in editors.

The copies in content/schema/ are committed, so that an editor finds them without a build; a test
holds them against what is made here. The loader remains the judge: it also knows what a schema
cannot say, such as whether a name exists. `python -m decision_tree.loader.schema` writes them anew.
"""

from __future__ import annotations

import json
import sys
from itertools import zip_longest
from pathlib import Path
from typing import Any

from ..engine.model import RESERVED_IDS, SIDES
from .days import DAY_EXAMPLE
from .fields import (
    DECISIONS,
    EVERY_FILE,
    ID_PATTERN,
    MOST_ID,
    MOST_WHOLE,
    NO_LIMIT,
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
from .load import CONTENT
from .problems import Place, Problem, shown

__all__ = ["FOLDER", "check_schemas", "main", "schemas"]

FOLDER = "schema"
DRAFT = "http://json-schema.org/draft-07/schema#"
"""The version of JSON Schema that YAML language servers know best."""


def schemas() -> dict[str, str]:
    """The text of each schema file by its name, such as `tree.json`."""
    return {
        f"{record.name}.json": json.dumps(schema_of(record), indent=1) + "\n"
        for _, record in EVERY_FILE
    }


def schema_of(record: Record) -> dict[str, Any]:
    """The schema of a file that holds one `record`; records within it are definitions."""
    definitions: dict[str, Any] = {}
    whole = _record(record, definitions)
    made = "Written by python -m decision_tree.loader.schema from loader/fields.py; edit that."
    head = {"$schema": DRAFT, "$comment": made, "title": record.name}
    return {**head, **whole, "definitions": definitions}


def check_schemas(content: Path) -> list[Problem]:
    """Which schemas below `content` are not what `fields` makes; none where none are kept, as in an
    install."""
    folder = content / FOLDER
    if not folder.is_dir():
        return []
    made = ((folder / name, text) for name, text in schemas().items())
    return [_old(file, text) for file, text in made if _kept(file) != text]


def _kept(file: Path) -> str:
    return file.read_text("utf-8", "replace") if file.is_file() else ""


def _old(file: Path, text: str) -> Problem:
    """The first line of a schema that is not as in this text."""
    kept = _kept(file).splitlines()
    lines = enumerate(zip_longest(kept, text.splitlines()))
    first = next((number for number, (old, new) in lines if old != new), 0)
    message = "this schema was made of other fields than loader/fields.py has; run `make fix`"
    place = Place(shown(file), first + 1, 1)
    return Problem(place, message, "old-schema", "".join(kept[first : first + 1]))


def write_schemas(content: Path) -> list[Path]:
    """Write the schemas below `content`; returns the files that were not as they are now."""
    folder = content / FOLDER
    folder.mkdir(exist_ok=True)
    changed = []
    for name, text in schemas().items():
        file = folder / name
        if _kept(file) != text:
            file.write_text(text, "utf-8")
            changed.append(file)
    return changed


def _shape(shape: Shape, definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(shape, Record):
        name = shape.name.replace(" ", "-")
        if name not in definitions:
            definitions[name] = {}  # holds the place, should a record ever hold itself
            definitions[name] = _record(shape, definitions)
        return {"$ref": f"#/definitions/{name}"}
    if isinstance(shape, Many):
        made = {"type": "array", "items": _shape(shape.item, definitions), "minItems": shape.least}
        return made if shape.most == NO_LIMIT else {**made, "maxItems": shape.most}
    if isinstance(shape, Said):
        text = _shape(Text(shape.most), definitions)
        return {"anyOf": [text, _record(statement(shape), definitions)]}
    if isinstance(shape, Leans):
        sides = {name: {"enum": list(SIDES)} for name in DECISIONS}
        return {"type": "object", "properties": sides, "additionalProperties": False}
    if isinstance(shape, Facts):
        return {"type": "object", "additionalProperties": {"type": "string"}}
    return _single(shape)


def _single(shape: Text | Day | Id | Ref | Choice | Whole) -> dict[str, Any]:
    if isinstance(shape, Whole):
        return {"type": "integer", "minimum": shape.least, "maximum": MOST_WHOLE}
    if isinstance(shape, Choice):
        return {"enum": list(shape.words)}
    if isinstance(shape, Ref):
        return {"type": "string", "minLength": 1}
    if isinstance(shape, Day):
        form = f"This is not of the form {DAY_EXAMPLE}."
        pattern = r"^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$"
        return {"type": "string", "pattern": pattern, "patternErrorMessage": form}
    if isinstance(shape, Id):
        taken = {"enum": sorted(RESERVED_IDS)}
        pattern = f"^{ID_PATTERN}$"
        return {"type": "string", "pattern": pattern, "maxLength": MOST_ID, "not": taken}
    made: dict[str, Any] = {"type": "string", "pattern": r"\S", "maxLength": shape.most}
    if shape.pattern:
        made |= {"pattern": f"^(?:{shape.pattern})$", "patternErrorMessage": _form(shape)}
    return made


def _form(shape: Text) -> str:
    return f"This is not of the form {shape.example}."


def _record(record: Record, definitions: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            field.name: {"description": field.doc, **_shape(field.shape, definitions)}
            for field in record.fields
        },
        "required": [field.name for field in record.fields if field.required],
        "additionalProperties": False,
    }


def main() -> int:
    """Write the schemas of this guide's content and say which were not as they are now."""
    for file in write_schemas(CONTENT):
        print(f"Wrote {file.relative_to(CONTENT.parent.parent)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
