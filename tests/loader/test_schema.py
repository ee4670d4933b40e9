"""The editor schema agrees with the loader: both come from the same fields, and both are tried."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator  # type: ignore[import-untyped]

from decision_tree.loader.fields import EVERY_FILE, Field, Many, Record, Shape
from decision_tree.loader.load import CONTENT
from decision_tree.loader.schema import FOLDER, check_schemas, schemas
from tests.folders import TESTS
from tests.loader.bad_content import Case, cases

BY_SHAPE = {"bad-form", "bad-id", "choice", "empty-value", "list-length", "missing-field"} | {
    "reserved-id", "too-long", "unknown-decision", "unknown-field", "unquoted", "wrong-type"
}  # fmt: skip
"""Checks that look at one value, so that a schema can make them too."""


UNSEEN = {"merge_key", "version_in_octal"}
"""Mistakes that only the loader sees: plain YAML has made another value of them by then."""


def validator(record: Record) -> Draft7Validator:
    """The validator of a file that holds this record."""
    schema = json.loads(schemas()[f"{record.name}.json"])
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


def as_editors_read(file: Path) -> Any:
    """The file by plain YAML rules, without a line of ours."""
    return yaml.load(file.read_text("utf-8"), Loader=yaml.SafeLoader)


def test_the_committed_schemas_are_those_that_the_fields_make() -> None:
    for name, text in schemas().items():
        kept = (CONTENT / FOLDER / name).read_text("utf-8")
        assert kept == text, f"{name} is old; run `make fix`"


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (
            lambda file: file.write_text(file.read_text("utf-8").replace("draft-07", "x"), "utf-8"),
            2,
        ),
        (lambda file: file.write_text(file.read_text("utf-8") + "more\n", "utf-8"), 0),
        (lambda file: file.write_text(file.read_text("utf-8").rstrip("\n"), "utf-8"), 1),
        (lambda file: file.unlink(), 1),
    ],
    ids=["an old line", "a line too many", "no end of line", "no file"],
)
def test_a_schema_of_other_fields_is_told_with_its_first_line_that_differs(
    tmp_path: Path, spoil: Callable[[Path], object], line: int
) -> None:
    shutil.copytree(CONTENT / FOLDER, tmp_path / FOLDER)
    assert check_schemas(tmp_path) == []
    file = tmp_path / FOLDER / "tree.json"
    line = line or len(file.read_text("utf-8").splitlines()) + 1
    spoil(file)
    (found,) = check_schemas(tmp_path)
    assert (Path(found.place.path).name, found.place.line, found.tag) == (
        "tree.json",
        line,
        "old-schema",
    )
    assert found.message.endswith("; run `make fix`")


def test_content_without_schemas_as_in_an_install_needs_none(tmp_path: Path) -> None:
    assert check_schemas(tmp_path) == []


def test_every_schema_belongs_to_a_file_which_names_it_in_its_first_line() -> None:
    assert {file.name for file in (CONTENT / FOLDER).iterdir()} == set(schemas())
    for file in sorted(CONTENT.rglob("*.yml")):
        first = file.read_text("utf-8").partition("\n")[0]
        marker, _, address = first.partition("$schema=")
        assert marker == "# yaml-language-server: ", f"{file}: take line 1 from a file beside it"
        assert (file.parent / address).is_file(), file


@pytest.mark.parametrize("folder", [CONTENT, TESTS / "guides" / "small"], ids=["guide", "small"])
def test_sound_content_is_valid(folder: Path) -> None:
    for name, record in EVERY_FILE:
        for file in sorted(folder.glob(name)):
            assert not list(validator(record).iter_errors(as_editors_read(file))), file


def seen_by_shape() -> list[Case]:
    """The cases whose only mistakes are in single values."""
    found = []
    for case in cases():
        tags = set(re.findall(r"^\S+: error: .* \[([a-z-]+)\]$", case.said, re.MULTILINE))
        if tags and tags <= BY_SHAPE and case.name not in UNSEEN:
            found.append(case)
    return found


@pytest.mark.parametrize("case", seen_by_shape(), ids=str)
def test_a_mistake_in_one_value_shows_in_the_editor_too(case: Case, tmp_path: Path) -> None:
    case.write(tmp_path)
    (record,) = (record for name, record in EVERY_FILE if fnmatch(case.file, name))
    assert list(validator(record).iter_errors(as_editors_read(tmp_path / case.file)))


def fields_of(shape: Shape) -> list[Field]:
    """Every field of a shape and of those within it."""
    if isinstance(shape, Many):
        return fields_of(shape.item)
    if not isinstance(shape, Record):
        return []
    return [*shape.fields, *(inner for field in shape.fields for inner in fields_of(field.shape))]


def test_every_field_is_explained_in_the_schema_by_its_own_words() -> None:
    for _, record in EVERY_FILE:
        text = schemas()[f"{record.name}.json"]
        for field in fields_of(record):
            assert field.doc.endswith((".", "?")), field.name
            assert json.dumps(field.doc) in text, field.name
